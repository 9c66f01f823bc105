// What the last period of one indicator in one area says, by tests that hold on few reports. It knows no area and no kind.
// Invariant: one report after nothing but zeros, and reports of weak sources alone, ask for a second source and never alarm.
import type { IndicatorUnit } from '../../schema/indicator_words.ts';
import type { IndicatorState, IndicatorTest } from '../../schema/warning_board.ts';
import { cusumAlarms } from './cusum_kernel.ts';
import { calibratedAlarms } from './ears_calibrated.ts';
import { type AlarmTable, earsAlarms, isLoneReport } from './ears_kernel.ts';
import { reachBack } from './farrington_baseline.ts';
import { farringtonAlarms } from './farrington_kernel.ts';

/** Seven periods, two left out before the tested one (a rise may have begun in them), five of the seven known. */
const WINDOW = { baseline: 7, lag: 2, minimumKnown: 5 } as const;
const EARS_PERIODS = WINDOW.baseline + WINDOW.lag + 1;
/** Counts: false alarms in one of a hundred periods at most, measured in ears.ts. A count on the edge does not alarm. */
const CALIBRATED = { ...WINDOW, alpha: 0.01, size: Number.POSITIVE_INFINITY, lots: false, seed: 1 } as const;
/** Steps of a scale follow no count model: C2 with its floor, so that a step and a half above a steady level alarms. */
const C2 = { ...WINDOW, minimumSd: 0.5, limit: 3, summed: false } as const;
/** A lasting rise: the sum of standard deviations above half of one, from a mean of half a year. */
const CUSUM = { baseline: 26, k: 0.5, h: 5, minimumSd: 0.5 } as const;
/** Weeks against the same weeks of three years; as farrington.ts has it. */
const FARRINGTON = {
  ...{ periodsPerYear: 52, yearsBack: 3, halfWindow: 3, seasons: 10, recentLeftOut: 26, alpha: 0.005 },
  ...{ trend: true, trendMaximumP: 1, reweightAbove: 2.58, threshold: 'quantile' as const },
  ...{ minimumReports: 5, minimumReportsPeriods: 4 },
};
/** Periods that the longest test looks at. */
const LONGEST_PERIODS = reachBack(FARRINGTON) + 1;
/** Periods without a value after which an indicator is not heard any more: the running one may still be told. */
const UNHEARD_PERIODS = 2;
/** Periods of a series with which every test can be made, of the running period or the one before. */
export const SERIES_PERIODS = LONGEST_PERIODS + UNHEARD_PERIODS - 1;

export interface IndicatorSeries {
  readonly unit: IndicatorUnit;
  /** Of a period; from it on it asks for attention whatever was usual. */
  readonly threshold: number;
  /** One value a period, oldest first, the running period last; NaN = nothing was said. */
  readonly values: Float64Array;
  /** Whether anything that was said in the period came from a source that can be relied on. */
  readonly strong: Uint8Array;
  readonly weekly: boolean;
}

export interface IndicatorReading {
  readonly state: IndicatorState;
  readonly tests: readonly IndicatorTest[];
  /** Period of the value that was judged; null where nothing was said of late. */
  readonly at: number | null;
  /** Mean of the periods it was held against; null = too few known. */
  readonly expected: number | null;
}

export function readIndicator({ unit, threshold, values, strong, weekly }: IndicatorSeries): IndicatorReading {
  const at = values.findLastIndex((value) => !Number.isNaN(value));
  if (at < values.length - UNHEARD_PERIODS || at < 0) return { state: 'unheard', tests: [], at: null, expected: null };
  // Later periods have no value: the last one is that which is judged.
  const known = values.subarray(0, at + 1);
  // Of EARS the last period alone is asked for, which rests on its own window.
  const recent = known.slice(-EARS_PERIODS);
  const now = recent.length - 1;
  const ears = unit === 'scale' ? earsAlarms(recent, C2) : calibratedAlarms(recent, CALIBRATED);
  const tests: IndicatorTest[] = [];
  if ((values[at] as number) >= threshold) tests.push('threshold');
  if (ears.alarm[now] === 1) tests.push('ears');
  if (cusumOf(known)?.alarm[at] === 1) tests.push('cusum');
  if (weekly && unit !== 'scale' && at + 1 >= LONGEST_PERIODS) {
    if (farringtonAlarms(known.slice(-LONGEST_PERIODS), FARRINGTON).alarm.at(-1) === 1) tests.push('farrington');
  }
  const expected = Number.isNaN(ears.expected[now] as number) ? null : (ears.expected[now] as number);
  const lone = unit !== 'scale' && isLoneReport(known, at, Math.max(0, at - WINDOW.baseline - WINDOW.lag));
  const doubtful = lone || strong[at] === 0;
  const first = ears.verify[now] === 1;
  const state: IndicatorState =
    tests.length > 0 && !doubtful
      ? 'alarm'
      : tests.length > 0 || first
        ? 'verify'
        : ears.alarm[now] === -1
          ? 'not_enough'
          : 'usual';
  return { state, tests, at, expected };
}

/** Null where half a year before is not known well enough to say what was usual. */
function cusumOf(values: Float64Array): AlarmTable | null {
  const { baseline, k, h, minimumSd } = CUSUM;
  if (values.length <= baseline) return null;
  const from = Math.max(0, values.length - 2 * baseline);
  const part = values.subarray(from);
  const before = part.subarray(0, Math.min(baseline, part.length - 1)).filter((value) => !Number.isNaN(value));
  if (before.length < 0.7 * baseline) return null;
  const mean = before.reduce((sum, value) => sum + value, 0) / before.length;
  const squares = before.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const unit = Math.max(Math.sqrt(squares / (before.length - 1)), minimumSd);
  const table = cusumAlarms(part, { mean, unit, k, h, center: mean, from: baseline, reset: true });
  const padded = new Int8Array(values.length).fill(-1);
  padded.set(table.alarm, from);
  return { ...table, alarm: padded };
}
