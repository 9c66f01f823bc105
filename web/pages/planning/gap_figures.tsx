// The answer in large: people beyond, with unit, share, women, children, inputs and the caveat that belongs to it.
import type { ServiceKind } from '../../../geodata/schema/service_words.ts';
import { dateText, lengthText, percent, wholeNumber } from '../../i18n/format.ts';
import { t, word } from '../../i18n/messages.ts';
import type { GapRun } from './use_coverage_gap.ts';

interface Props {
  readonly run: GapRun;
  readonly kind: ServiceKind;
  readonly serviceCount: number;
}

export function GapFigures({ run: { result, running }, kind, serviceCount }: Props) {
  if (result === null) return null;
  const { uncovered, input } = result.totals;
  const share = uncovered.people === null || !input.people ? null : uncovered.people / input.people;
  const { asOf, inputPrecision } = result.inputs.cells;
  const radius = lengthText(result.parameters.radiusMeters ?? 0);
  return (
    <section className="gap-answer" aria-live="polite" aria-busy={running}>
      <p className="gap-figure">
        <strong data-testid="gap-people" data-value={uncovered.people ?? ''}>
          {numberText(uncovered.people)}
        </strong>{' '}
        <span className="gap-unit">{t('gap.unit')}</span>
      </p>
      <p>
        {t('gap.beyond', { radius, kind: word('kind', kind).toLowerCase() })}
        {share !== null && (
          <span className="quiet"> · {t('gap.ofAll', { share: percent(share), total: numberText(input.people) })}</span>
        )}
      </p>
      {share !== null && (
        <div className="gap-bar" aria-hidden="true">
          <span style={{ inlineSize: `${share * 100}%` }} />
        </div>
      )}
      <dl className="gap-groups">
        <div>
          <dt>{t('gap.women')}</dt>
          <dd>{numberText(uncovered.women)}</dd>
        </div>
        <div>
          <dt>{t('gap.children')}</dt>
          <dd>{numberText(uncovered.children)}</dd>
        </div>
        <div>
          <dt>{t('gap.sites')}</dt>
          <dd>{wholeNumber(serviceCount)}</dd>
        </div>
      </dl>
      <p className="quiet gap-inputs">
        {t('gap.precision', {
          precision: word('precision', inputPrecision ?? 'unknown'),
          date: asOf === null ? t('layer.noDate') : t('gap.asOf', { date: dateText(asOf) }),
        })}
      </p>
      <p className="caveat">{t('gap.caveat')}</p>
      {result.warnings.length > 0 && (
        <ul className="gap-warnings" aria-label={t('gap.warnings')}>
          {result.warnings.map((warning) => (
            <li key={warning}>{warning}</li>
          ))}
        </ul>
      )}
    </section>
  );
}

const numberText = (value: number | null): string =>
  value === null ? t('gap.notStated') : wholeNumber(Math.round(value));
