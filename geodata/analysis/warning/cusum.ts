// The cumulative sum on a series of counts: the catalog form over cusum_kernel.ts and cusum_run_length.ts.
// It knows no kind of incident and no place.
import { z } from 'zod';
import { Problem } from '../../schema/problem.ts';
import { entry } from '../method.ts';
import { describeInput, sheet, sheetOf } from '../method_sheet.ts';
import { columnOut } from '../number_columns.ts';
import {
  alarmColumn,
  alarmsOut,
  flagsOut,
  requirePeriods,
  seriesInput,
  seriesWarnings,
  verifyColumn,
} from './count_series.ts';
import { type CusumRule, cusumAlarms } from './cusum_kernel.ts';
import { averageRunLength, latticeStep, limitForRunLength, lucasReference } from './cusum_run_length.ts';

const CUSUM_VERSION = '1';

export const cusumInput = z.strictObject({
  ...seriesInput,
  form: z.enum(['poisson', 'standardized']).default('poisson'),
  /** Reports per period when nothing changed; without it the mean of the first `baseline` periods, which are then not tested. */
  inControlMean: z.number().min(1e-6).max(1e9).optional(),
  /** Its standard deviation (standardized form); without it that of the baseline, or √mean beside a stated mean. */
  inControlSd: z.number().min(1e-6).max(1e9).optional(),
  baseline: z.number().int().min(3).max(10_000).default(12),
  minimumSd: z.number().min(0.01).max(1e6).default(0.5),
  /** The rise to be found, as a multiple of the mean (Poisson form). */
  rise: z.number().min(1.05).max(100).default(2),
  /** Mean periods to a false alarm that the Poisson form aims at when h is not stated. */
  runLength: z.number().min(2).max(1e6).default(100),
  /** Reference value and decision interval: reports (Poisson form) or standard deviations (standardized form: 0.5 and 4). */
  k: z.number().min(0).max(1e9).optional(),
  h: z.number().min(0.05).max(1e9).optional(),
  afterAlarm: z.enum(['reset', 'continue']).default('reset'),
});
export type CusumInput = z.infer<typeof cusumInput>;

export const cusumResult = z.strictObject({
  ...sheetOf('cusum'),
  alarm: alarmColumn,
  /** First reports after a baseline without any: opens a verification task. A single one is never an alarm. */
  verify: verifyColumn,
  /** Mean when nothing changed; null in the baseline. */
  expected: columnOut,
  /** Largest count that does not alarm in this period; below 0 when any count does. */
  threshold: columnOut,
  /** The sum after this period, in units of k and h; held where the count is missing. */
  statistic: columnOut,
  /** Mean periods to a false alarm by the Poisson model; null for the standardized form (see Measured). */
  averageRunLength: z.number().nullable(),
});
export type CusumResult = z.infer<typeof cusumResult>;

/** Mean, standard deviation and number of the known counts of the baseline. */
function baselineOf(counts: Float64Array, periods: number): { mean: number; sd: number } {
  const known = counts.subarray(0, periods).filter((count) => !Number.isNaN(count));
  if (known.length < Math.max(3, Math.ceil(0.7 * periods))) {
    throw new Problem('invalid_input', 'The baseline is not known well enough.', [
      { pointer: '/counts', detail: 'More than 30 % of its periods are missing: state inControlMean, or start later.' },
    ]);
  }
  const sum = known.reduce((total, count) => total + count, 0);
  const mean = sum / known.length;
  const squares = known.reduce((total, count) => total + (count - mean) ** 2, 0);
  // A baseline without reports knows only that the mean is small: half a report in all of it.
  return { mean: Math.max(mean, 0.5 / known.length), sd: Math.sqrt(squares / (known.length - 1)) };
}

interface Limit {
  readonly limitSteps: number;
  readonly length: number;
}
/** Limits found before: many series have baselines with the same few sums, and a limit takes thousands of times as long as a series. */
const knownLimits = new Map<string, Limit | null>();
const MOST_LIMITS = 2000;

function knownLimit(of: Parameters<typeof limitForRunLength>[0]): Limit | null {
  const key = `${of.mean} ${of.referenceSteps} ${of.step} ${of.runLength}`;
  const known = knownLimits.get(key);
  if (known !== undefined) return known;
  const limitSteps = limitForRunLength(of);
  const found = limitSteps === null ? null : { limitSteps, length: averageRunLength({ ...of, limitSteps }) };
  if (knownLimits.size >= MOST_LIMITS) knownLimits.clear();
  knownLimits.set(key, found);
  return found;
}

function poissonRule(input: CusumInput, mean: number): { k: number; h: number; averageRunLength: number | null } {
  const reference = input.k ?? lucasReference(mean, input.rise);
  const step = latticeStep(reference);
  // Above the mean in any case, or the sum would drift away when nothing changed.
  const referenceSteps =
    input.k === undefined
      ? Math.max(Math.floor(mean / step) + 1, Math.round(reference / step))
      : Math.max(1, Math.round(reference / step));
  if (input.h === undefined) {
    const found = knownLimit({ mean, referenceSteps, step, runLength: input.runLength });
    if (found === null) {
      throw new Problem('invalid_input', 'No decision interval gives so long a run.', [
        { pointer: '/runLength', detail: 'Ask for a shorter run, a larger rise, or state h.' },
      ]);
    }
    return { k: referenceSteps * step, h: found.limitSteps * step, averageRunLength: found.length };
  }
  const limitSteps = Math.round(input.h / step);
  const onLattice = Math.abs(limitSteps * step - input.h) + Math.abs(referenceSteps * step - reference) < 1e-9;
  const short = limitSteps >= 1 && limitSteps <= 1000;
  // A stated k is kept to the letter; the run length is exact only where k and h lie on the lattice.
  const k = input.k ?? referenceSteps * step;
  const known = short && (onLattice || (input.k === undefined && Math.abs(limitSteps * step - input.h) < 1e-9));
  const length = known ? averageRunLength({ mean, referenceSteps, limitSteps, step }) : null;
  return { k, h: input.h, averageRunLength: length };
}

/**
 * Has the level of reports risen, even if no single period stands out?
 *
 * Method: upper cumulative sum (Page 1954, doi:10.1093/biomet/41.1-2.100). Poisson form (Lucas 1985,
 * doi:10.1080/00401706.1985.10488030): S(t) = max(0, S(t − 1) + y − k), alarm when S ≥ h, k = (r − 1)m/ln r for a rise from mean m to r·m, rounded
 * to a step of 0.05, 0.25 or 1; h is the smallest whose mean run without a change is at least `runLength` (100 periods), by the Markov chain of Brook &
 * Evans (1972, doi:10.1093/biomet/59.3.539). Standardized form: S(t) = max(0, S(t − 1) + (y − m)/s − k), k = 0.5, h = 4, s never below `minimumSd`
 * (0.5). The sum starts again after an alarm. By rule, one report after a baseline and more of nothing but
 * zeros is never an alarm but sets `verify`; a stated `inControlMean` has no baseline and no such rule.
 * Inputs: `counts`, whole reports per period, oldest first, null = missing: the sum holds and the period is not tested. m is
 * `inControlMean`, or the mean of the first `baseline` periods (12).
 * Output: per period alarm, expected (m), threshold (largest count without alarm), statistic (S); null in the baseline.
 * `averageRunLength`: mean periods to a false alarm, as if m were known.
 * P-values: none; the rate of false alarms is about 1/averageRunLength per period.
 * Throws Problem invalid_input when the series is not longer than the baseline, most of the baseline is missing, or no h gives the run length.
 * Cost: O(periods), and up to 9 eliminations of at most 400 states to find h; measured 0.1 µs a period and 1 to 20 ms for h.
 * Checked against R's surveillance 1.20.3 (algo.cusum; tests/reference/warning_rows.R), the run length by simulation, hand cases.
 * Measured: mean periods to a false alarm in 2,000 simulated Poisson series with known mean, Poisson form (aim 100), standardized form:
 *   mean 0.1: poisson 101, standardized 657
 *   mean 0.5: poisson 109, standardized 129
 *   mean 1: poisson 121, standardized 125
 *   mean 2: poisson 191, standardized 174
 *   mean 5: poisson 105, standardized 226
 *   mean 10: poisson 109, standardized 243
 *   mean 20: poisson 115, standardized 269
 * and periods per false alarm where the mean (3) is itself taken from the first periods, 400 series of 200 tested periods, aim 100:
 *   baseline 12: 57
 *   baseline 26: 76
 *   baseline 52: 99
 *
 * Assumption that can harm: that the baseline was calm and fully reported. A mean taken from 12 periods is itself uncertain by √(m/12), so runs may be
 * far shorter or longer than stated; a baseline during a siege makes the siege normal; a sum that stays at 0 is not safety.
 */
export function cusum(input: CusumInput): CusumResult {
  const { counts, form, baseline } = input;
  const stated = input.inControlMean;
  requirePeriods(counts, stated === undefined ? baseline + 1 : 1, 'the baseline and one period to test');
  const { mean, sd } = stated === undefined ? baselineOf(counts, baseline) : { mean: stated, sd: Math.sqrt(stated) };
  const standard = Math.max(input.inControlSd ?? sd, input.inControlSd === undefined ? input.minimumSd : 0);
  const poisson = form === 'poisson';
  const limits = poisson ? poissonRule(input, mean) : { k: input.k ?? 0.5, h: input.h ?? 4, averageRunLength: null };
  const rule: CusumRule = {
    mean,
    unit: poisson ? 1 : standard,
    center: poisson ? 0 : mean,
    k: limits.k,
    h: limits.h,
    from: stated === undefined ? baseline : 0,
    reset: input.afterAlarm === 'reset',
  };
  const table = cusumAlarms(counts, rule);
  const { k, h } = limits;
  return {
    ...sheet({
      method: 'cusum' as const,
      version: CUSUM_VERSION,
      parameters: {
        form,
        inControlMean: mean,
        inControlSd: poisson ? null : standard,
        baseline: stated === undefined ? baseline : null,
        ...(poisson ? { rise: input.k === undefined ? input.rise : null } : {}),
        ...(poisson ? { runLength: input.h === undefined ? input.runLength : null } : {}),
        k,
        h,
        afterAlarm: input.afterAlarm,
      },
      inputs: { counts: describeInput(input, counts.length) },
      warnings: [
        ...seriesWarnings(counts, table.alarm),
        ...(stated === undefined
          ? [`The mean comes from the first ${baseline} periods: a calm or troubled start shifts every later answer.`]
          : []),
      ],
    }),
    alarm: alarmsOut(table.alarm),
    verify: flagsOut(table.verify),
    expected: table.expected,
    threshold: table.threshold,
    statistic: table.statistic,
    averageRunLength: limits.averageRunLength,
  };
}

export const cusumMethod = entry({
  id: 'cusum',
  version: CUSUM_VERSION,
  title: 'Cumulative sum of counts (CUSUM)',
  summary:
    'Finds a lasting rise of reports per period that no single period shows, with a stated mean time to a false alarm.',
  theme: 'warning',
  source: 'warning/cusum.ts',
  inputs: cusumInput,
  result: cusumResult,
  compute: cusum,
  example: { counts: [1, 2, 0, 1, 1, 2, 1, 0, 1, 1, 2, 1, 2, 3, 2, 3, 4, 2, 3, 3], baseline: 12 },
});
