// One indicator in one area: what was reported, what it was held against, what fired, and the next step.
import type { Session } from '../../api.ts';
import type { Observation } from '../../api_warning.ts';
import { dateText } from '../../i18n/format.ts';
import { t, word } from '../../i18n/messages.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Fact, Facts } from '../../ui/facts.tsx';
import { Reading } from '../office/reading.tsx';
import { periodText, valueText } from './board_facts.ts';
import type { Chosen } from './board_section.tsx';
import { useObservations } from './use_warning.ts';

/** As many as tell whether several sources speak. */
const REPORTS = 6;

export function CellDialog({
  session,
  area,
  indicator,
  cell,
  onClose,
}: Chosen & { readonly session: Session; readonly onClose: () => void }) {
  const reports = useObservations(session, { limit: REPORTS, indicatorId: indicator.id, area: area.areaPcode });
  const name = word('indicatorKind', indicator.kind);
  return (
    <Dialog title={t('warnBoard.cell', { indicator: name, area: area.name })} onClose={onClose} wide>
      <p className={`board-mark board-${cell.state}`}>
        <strong>{word('indicatorState', cell.state)}</strong>
      </p>
      <Facts>
        <Fact name={t('warnBoard.last')}>
          {cell.value === null ? '–' : `${valueText(indicator, cell.value)}, ${periodText(indicator, cell)}`}
        </Fact>
        <Fact name={t('warnBoard.usual')}>
          {cell.expected === null
            ? t('warnBoard.usualUnknown')
            : t('warnBoard.usualOf', { value: valueText({ ...indicator, frequency: 'week' }, cell.expected) })}
        </Fact>
        <Fact name={t('warnBoard.threshold')}>
          {valueText({ ...indicator, frequency: 'week' }, indicator.threshold)}
        </Fact>
        <Fact name={t('warnBoard.fired')}>
          {cell.tests.length === 0
            ? t('warnBoard.firedNone')
            : cell.tests.map((test) => word('indicatorTest', test)).join('; ')}
        </Fact>
        <Fact name={t('warnBoard.heard')}>
          {cell.lastOn === null ? t('warnBoard.heardNever') : dateText(cell.lastOn)}
        </Fact>
        <Fact name={t('warnBoard.next')}>{word('indicatorNext', cell.state)}</Fact>
      </Facts>
      <h3 className="warning-reports-title">{t('warnBoard.reports')}</h3>
      <Reading
        query={reports}
        empty={{ when: (items) => items.length === 0, title: t('observe.empty'), hint: t('indicatorNext.unheard') }}
      >
        {(items) => (
          <ul className="warning-reports">
            {items.map((one) => (
              <li key={one.id}>
                <span>{dateText(one.observedOn)}</span>
                <span>{valueText({ ...indicator, frequency: 'day' }, one.value)}</span>
                <span className="quiet">{judgedText(one)}</span>
              </li>
            ))}
          </ul>
        )}
      </Reading>
      <div className="dialog-foot">
        <button type="button" className="button button-quiet" onClick={onClose}>
          {t('warnBoard.close')}
        </button>
      </div>
    </Dialog>
  );
}

/** "Focal point, C3". */
const judgedText = ({ source, reliability, credibility }: Observation): string =>
  `${word('observationSource', source)}, ${reliability}${credibility}`;
