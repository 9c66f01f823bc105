// An indicator over time against its baseline and target, and what its change is made of. It knows no kind of indicator.
import { z } from 'zod';
import { Problem } from '../../schema/problem.ts';
import { entry } from '../method.ts';
import { describeInput, provenance, sheet, sheetOf } from '../method_sheet.ts';
import { columnOut, numberColumn, requireSameLength } from '../number_columns.ts';
import { type ChangeTerms, changeTerms } from './change_terms.ts';
import { combinationValues, decompositionInput } from './decomposition_input.ts';
import { difference, type Figure, rateFigure, shareFigure, UNKNOWN_FIGURE } from './figure_interval.ts';
import { INDICATOR_VERDICTS, SENTENCES, TARGET_VERDICTS, targetVerdict, verdictOf } from './indicator_verdict.ts';

const INDICATOR_TREND_VERSION = '1';
const MOST_PERIODS = 10_000;

const column = (min: number) =>
  numberColumn({
    min,
    max: 1e12,
    nullable: true,
    message: `A figure is a number from ${min === 0 ? '0' : '-10¹²'} to 10¹²; null stands for not known.`,
    maxLength: MOST_PERIODS,
  });
const figure = z.number().min(-1e12).max(1e12);

export const indicatorTrendInput = z.strictObject({
  /** Names of the periods, oldest first. */
  period: z.array(z.string().max(60)).min(1).max(MOST_PERIODS),
  /** share: numerator of denominator; rate: numerator per unit of denominator; count: numerator alone; stated: value with limits. */
  kind: z.enum(['share', 'rate', 'count', 'stated']).default('share'),
  numerator: column(0).optional(),
  denominator: column(0).optional(),
  value: column(-1e12).optional(),
  lower: column(-1e12).optional(),
  upper: column(-1e12).optional(),
  /** The figure to compare with; default: the first known period. */
  baseline: z.union([figure, z.strictObject({ value: figure, lower: figure, upper: figure })]).optional(),
  target: figure.optional(),
  better: z.enum(['higher', 'lower']).default('higher'),
  level: z.number().min(0.5).max(0.999).default(0.95),
  /** Open share of reporting per period; a lower figure where it fell is not comparable. */
  reporting: column(0).optional(),
  /** That of the baseline; default: of the baseline period, or of the first. */
  baselineReporting: z.number().min(0).max(1e12).optional(),
  decomposition: decompositionInput.optional(),
  ...provenance,
});
export type IndicatorTrendInput = z.infer<typeof indicatorTrendInput>;

const verdict = z.enum(INDICATOR_VERDICTS);

export const indicatorTrendResult = z.strictObject({
  ...sheetOf('indicator-trend'),
  period: z.array(z.string()),
  /** Figure of each period with its interval, in the unit of the indicator; null = not known. */
  value: columnOut,
  lower: columnOut,
  upper: columnOut,
  /** Figure minus baseline, with its interval. */
  change: columnOut,
  changeLower: columnOut,
  changeUpper: columnOut,
  /** Share of the way from baseline to target; null without target, or where both are the same. */
  progress: columnOut,
  verdicts: z.array(verdict),
  /** Of the last known period. */
  verdict,
  sentence: z.string(),
  target: z.enum(TARGET_VERDICTS).nullable(),
  baseline: z.strictObject({
    value: z.number().nullable(),
    lower: z.number().nullable(),
    upper: z.number().nullable(),
    period: z.string().nullable(),
  }),
  /** Parts of the change of the decomposition; they sum to `total`. `alone` and `last`: the factor first or last of all. */
  terms: z
    .array(
      z.strictObject({
        factor: z.string(),
        change: z.number(),
        alone: z.number().nullable(),
        last: z.number().nullable(),
      }),
    )
    .nullable(),
  total: z.number().nullable(),
  decompositionWay: z.enum(['shapley', 'sequential']).nullable(),
});
export type IndicatorTrendResult = z.infer<typeof indicatorTrendResult>;

/**
 * Is an indicator nearer to its objective than at its baseline, and what made the difference?
 *
 * Method: interval of each figure: share by Wilson's score (1927, doi:10.1080/01621459.1927.10502953), count or rate by Garwood's exact Poisson limits (1936,
 * doi:10.1093/biomet/28.3-4.437), or as stated (such as the P10 to P90 band of travel-time). Interval of figure minus baseline from the limits of both (Newcombe 1998, doi:10.1002/(SICI)1097-0258(19980430)17:8<873::AID-SIM779>3.0.CO;2-I, method 10;
 * Zou & Donner 2008, doi:10.1002/sim.3095). **improved** or **worsened** only where it leaves out 0; a lower figure while reporting fell or is not known is **not-comparable**. Parts of the change: Shapley's shares (1953,
 * doi:10.1515/9781400881970-018) where every combination of causes is given, the mean of what a cause adds over all orders; else the steps of one chain, which depend on its order. Both sum to the total.
 * Inputs: `period` names, oldest first, with `numerator` and `denominator`, or `value`, `lower`, `upper`; `baseline`, `target`, `better`; `reporting` per period. `decomposition`: `states`, each with what is `changed` and its
 * `value`, or with `minutes` per cell (travel-time run with exactly those changes; null = unreachable) beside `people` and `cutoffMinutes` (inclusive); `peopleAfter` adds the factor population.
 * Output: per period value, interval, change with interval, progress, verdict; terms in the unit of the states. null = not known.
 * P-values: none; intervals are two-sided, for one period at a time.
 * Throws Problem invalid_input when columns differ in length, a share is above 1, or states are neither all combinations nor one chain.
 * Cost: O(periods + states × cells + factors × 2^factors).
 * Checked against statsmodels 0.15 (Wilson, Newcombe, exact Poisson; tests/reference/interval_rows.py), hand cases, and brute force over all orders.
 *
 * Assumption that can harm: that the figure means the same in all periods. Fewer reports while clinics closed look like progress, and a share of people covered says nothing about those whom nobody counted.
 */
export function indicatorTrend(input: IndicatorTrendInput): IndicatorTrendResult {
  const { period, better, level, target, reporting } = input;
  const { numerator, denominator, value, lower, upper } = input;
  requireSameLength('', { period, numerator, denominator, value, lower, upper, reporting });
  const figures = figuresOf(input);
  const first = figures.findIndex((one) => !Number.isNaN(one.value));
  const baseline = baselineOf(input, figures[first] ?? UNKNOWN_FIGURE);
  const openBefore = input.baselineReporting ?? reporting?.[Math.max(0, first)] ?? Number.NaN;
  const changes = figures.map((one) => difference(one, baseline));
  const verdicts = changes.map((one, t) =>
    // The first known period is the baseline itself.
    t === first && input.baseline === undefined
      ? Number.isNaN(one.lower)
        ? ('not-enough-data' as const)
        : ('no-clear-change' as const)
      : verdictOf(one, better, reporting === undefined ? null : { now: reporting[t] as number, before: openBefore }),
  );
  const last = figures.findLastIndex((one) => !Number.isNaN(one.value));
  // One known period that is its own baseline compares with nothing.
  const alone = input.baseline === undefined && first === last;
  const final = alone ? 'not-enough-data' : (verdicts[last] ?? 'not-enough-data');
  const parts = input.decomposition === undefined ? null : termsOf(input.decomposition);
  const columnOf = (rows: readonly Figure[], field: keyof Figure) => Float64Array.from(rows, (one) => one[field]);
  const way = target === undefined ? Number.NaN : target - baseline.value;
  return {
    ...sheet({
      method: 'indicator-trend' as const,
      version: INDICATOR_TREND_VERSION,
      parameters: { kind: input.kind, target: target ?? null, better, level },
      inputs: { series: describeInput(input, period.length) },
      warnings: warningsOf(input, figures),
    }),
    period,
    value: columnOf(figures, 'value'),
    lower: columnOf(figures, 'lower'),
    upper: columnOf(figures, 'upper'),
    change: columnOf(changes, 'value'),
    changeLower: columnOf(changes, 'lower'),
    changeUpper: columnOf(changes, 'upper'),
    progress: Float64Array.from(changes, (one) => (way === 0 ? Number.NaN : one.value / way)),
    verdicts,
    verdict: final,
    sentence: SENTENCES[final],
    target: target === undefined || last < 0 ? null : targetVerdict(figures[last] as Figure, target, better),
    baseline: {
      ...known(baseline),
      period: input.baseline === undefined && first >= 0 ? (period[first] as string) : null,
    },
    terms: parts?.terms ?? null,
    total: parts?.total ?? null,
    decompositionWay: parts?.way ?? null,
  };
}

const orNull = (value: number): number | null => (Number.isNaN(value) ? null : value);
const known = ({ value, lower, upper }: Figure) => ({
  value: orNull(value),
  lower: orNull(lower),
  upper: orNull(upper),
});

function refuse(pointer: string, detail: string): never {
  throw new Problem('invalid_input', 'The series does not fit its kind.', [{ pointer, detail }]);
}

function figuresOf(input: IndicatorTrendInput): Figure[] {
  const { kind, period, numerator, denominator, value, lower, upper, level } = input;
  if (kind === 'stated') {
    if (value === undefined) return refuse('/value', 'A stated indicator needs a value per period.');
    if (numerator !== undefined || denominator !== undefined) {
      return refuse('/numerator', 'A stated indicator takes value, lower and upper, no numerator.');
    }
    return period.map((_, t) => {
      const one = { value: value[t] as number, lower: lower?.[t] ?? Number.NaN, upper: upper?.[t] ?? Number.NaN };
      if (one.lower > one.value || one.upper < one.value) refuse(`/value/${t}`, 'A value lies within its own limits.');
      return one;
    });
  }
  if (numerator === undefined || value !== undefined || lower !== undefined || upper !== undefined) {
    return refuse('/numerator', 'This kind needs a numerator per period, and takes no value, lower or upper.');
  }
  if ((denominator === undefined) !== (kind === 'count')) {
    return refuse('/denominator', 'A share or rate needs a denominator per period, and a count takes none.');
  }
  return period.map((_, t) => {
    const [part, whole] = [numerator[t] as number, denominator?.[t] ?? 1];
    if (Number.isNaN(part) || Number.isNaN(whole)) return UNKNOWN_FIGURE;
    if (kind === 'share' && part > whole) return refuse(`/numerator/${t}`, 'A share cannot be above 1: is it a rate?');
    return kind === 'share' ? shareFigure(part, whole, level) : rateFigure(part, whole, level);
  });
}

function baselineOf({ baseline }: IndicatorTrendInput, first: Figure): Figure {
  if (baseline === undefined) return first;
  if (typeof baseline === 'number') return { value: baseline, lower: baseline, upper: baseline };
  if (!(baseline.lower <= baseline.value && baseline.value <= baseline.upper)) {
    return refuse('/baseline', 'A baseline lies within its own limits.');
  }
  return baseline;
}

function termsOf(input: NonNullable<IndicatorTrendInput['decomposition']>) {
  const { factors, values } = combinationValues(input);
  const parts: ChangeTerms | null = changeTerms(values, factors.length);
  if (parts === null) {
    throw new Problem('invalid_input', 'The causes of the change do not fit.', [
      {
        pointer: '/decomposition/states',
        detail: `Give all ${2 ** factors.length} combinations of the factors, or one chain of ${factors.length + 1} states from none to all.`,
      },
    ]);
  }
  return { ...parts, terms: parts.terms.map((term, i) => ({ factor: factors[i] as string, ...term })) };
}

function warningsOf(input: IndicatorTrendInput, figures: readonly Figure[]): string[] {
  const missing = figures.reduce((sum, one) => sum + (Number.isNaN(one.value) ? 1 : 0), 0);
  const warnings = [];
  if (missing > 0) warnings.push(`${missing} of ${figures.length} periods are not known: not enough data there.`);
  if (input.reporting === undefined) {
    warnings.push('It was not said how open reporting was: a lower figure may be lost reporting.');
  }
  if (figures.some((one) => !Number.isNaN(one.value) && Number.isNaN(one.lower))) {
    warnings.push('Figures without limits cannot be compared: state lower and upper.');
  }
  if (typeof input.baseline === 'number')
    warnings.push('The baseline is taken as exact: state its limits if it has some.');
  return warnings;
}

export const indicatorTrendMethod = entry({
  id: 'indicator-trend',
  version: INDICATOR_TREND_VERSION,
  title: 'Indicator against baseline and target',
  summary:
    'A figure over time with intervals against baseline and target, and the change cut into what opened, closed or moved.',
  theme: 'evaluation',
  source: 'evaluation/indicator_trend.ts',
  inputs: indicatorTrendInput,
  result: indicatorTrendResult,
  compute: indicatorTrend,
  example: {
    period: ['2025-Q1', '2025-Q2', '2025-Q3'],
    numerator: [120, 138, 171],
    denominator: [300, 310, 320],
    target: 0.6,
    decomposition: {
      factors: ['opened', 'road'],
      states: [
        { changed: [], value: 41_000 },
        { changed: ['opened'], value: 52_000 },
        { changed: ['road'], value: 38_000 },
        { changed: ['opened', 'road'], value: 50_500 },
      ],
    },
  },
});
