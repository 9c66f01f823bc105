// One cell in full: its sentence, its weeks, the numbers behind them, and the way to an alert.
import type { Session } from '../../api.ts';
import { wholeNumber } from '../../i18n/format.ts';
import { t } from '../../i18n/messages.ts';
import { Fact, Facts } from '../../ui/facts.tsx';
import type { CellRow } from './cell_rows.ts';
import { RaiseAlert } from './raise_alert.tsx';
import { courseText, isUnheard, placeText, readingText } from './reading_words.ts';
import type { Findings } from './use_hotspots.ts';
import { WeekBars } from './week_bars.tsx';

interface Props {
  readonly row: CellRow;
  readonly findings: Findings;
  readonly session: Session;
}

export function CellPanel({ row, findings, session }: Props) {
  const course = courseText(row);
  const { floor } = findings.picture.view;
  const strength =
    row.z === null || row.adjustedP === null
      ? t('hot.cell.noStrength')
      : t('hot.cell.strengthText', {
          z: row.z.toFixed(1),
          p: row.adjustedP < 0.001 ? '< 0.001' : row.adjustedP.toFixed(3),
        });
  return (
    <section className="office-card hot-cell" aria-live="polite">
      <div>
        <h2>{readingText(row)}</h2>
        <p className="quiet">{placeText(row)}</p>
      </div>
      <WeekBars counts={row.counts} states={row.states} weeks={findings.span.weeks} />
      <Facts>
        <Fact name={t('hot.cell.recent')}>
          {t('hot.cell.recentText', { count: wholeNumber(row.recent), around: wholeNumber(row.around) })}
        </Fact>
        <Fact name={t('hot.cell.strength')}>{isUnheard(row) ? t('hot.cell.noStrength') : strength}</Fact>
        {course !== null && <Fact name={t('hot.cell.course')}>{course}</Fact>}
        <Fact name={t('hot.cell.served')}>{t(row.served ? 'hot.cell.servedYes' : 'hot.cell.servedNo')}</Fact>
        <Fact name={t('hot.cell.code')}>
          <code>{row.cell}</code>
        </Fact>
      </Facts>
      {floor > 1 && <p className="caveat">{t('hot.cell.floor', { floor })}</p>}
      <RaiseAlert
        session={session}
        alert={{
          kind: isUnheard(row) ? 'reporting_lost' : 'emerging_hotspot',
          areaPcode: row.area?.properties.pcode ?? null,
          cell: row.cell,
        }}
      />
    </section>
  );
}
