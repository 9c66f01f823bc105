// The method sheet: what was computed, from what, when, and the sum that must come out even.
import type { CoverageGapResult } from '../../../geodata/analysis/reach/coverage_gap_schema.ts';
import type { Dataset } from '../../../geodata/schema/dataset.ts';
import { dateText, wholeNumber } from '../../i18n/format.ts';
import { t, word } from '../../i18n/messages.ts';
import { Chip, Fact, Facts } from '../../ui/facts.tsx';

interface Props {
  readonly result: CoverageGapResult;
  readonly dataset: Dataset;
  readonly milliseconds: number;
}

export function GapMethod({ result, dataset, milliseconds }: Props) {
  const { covered, uncovered, input } = result.totals;
  const people = (value: number | null) => (value === null ? t('gap.notStated') : wholeNumber(Math.round(value)));
  const { cells, services, worstPrecision } = result.inputs;
  return (
    <details className="gap-method">
      <summary>{t('gap.method')}</summary>
      <Facts>
        <Fact name={t('gap.m.method')}>
          <a href={`/methods/${result.method}`}>
            {result.method} {result.version}
          </a>{' '}
          <span className="quiet">({t('gap.took', { ms: milliseconds })})</span>
        </Fact>
        <Fact name={t('gap.m.distance')}>{t('gap.m.distanceText')}</Fact>
        <Fact name={t('gap.m.cells')}>{wholeNumber(cells.count)}</Fact>
        <Fact name={t('gap.m.services')}>{wholeNumber(services?.count ?? 0)}</Fact>
        <Fact name={t('gap.m.precision')}>{word('precision', worstPrecision ?? 'unknown')}</Fact>
        <Fact name={t('gap.m.date')}>{cells.asOf === null ? t('layer.noDate') : dateText(cells.asOf)}</Fact>
        <Fact name={t('gap.m.source')}>
          {dataset.source === '' ? t('layer.noSource') : dataset.source}{' '}
          {dataset.invented && <Chip tone="striped">{t('fact.invented')}</Chip>}
        </Fact>
        <Fact name={t('gap.m.check')}>
          {t('gap.m.checkText', {
            within: people(covered.people),
            beyond: people(uncovered.people),
            total: people(input.people),
          })}
        </Fact>
      </Facts>
    </details>
  );
}
