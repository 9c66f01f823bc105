// The upper cumulative sum on one series of counts, typed arrays in and out. It knows no schema.
import { type AlarmTable, alarmTable } from './ears_kernel.ts';

export interface CusumRule {
  /** Mean when nothing changed, reports per period. */
  readonly mean: number;
  /** What one unit of the sum is: 1 report (Poisson form), or a standard deviation (standardized form). */
  readonly unit: number;
  /** Reference value and decision interval, in units. Poisson form: k on the scale of counts, so `center` is 0. */
  readonly k: number;
  readonly h: number;
  readonly center: number;
  /** First period that is tested. */
  readonly from: number;
  /** After an alarm the sum starts again from 0. */
  readonly reset: boolean;
}

/** Reports by which rounding may miss a sum that is exactly h. */
const EDGE = 1e-9;

/** S(t) = max(0, S(t − 1) + (y − center)/unit − k), alarm when S ≥ h. A missing count leaves the sum as it is. */
export function cusumAlarms(counts: Float64Array, rule: CusumRule): AlarmTable {
  const table = alarmTable(counts.length);
  const { alarm, verify, expected, threshold, statistic } = table;
  const { mean, unit, k, h, center, from, reset } = rule;
  let sum = 0;
  let reportsBefore = 0;
  for (let t = 0; t < from; t++) if ((counts[t] as number) > 0) reportsBefore += counts[t] as number;
  for (let t = from; t < counts.length; t++) {
    const y = counts[t] as number;
    expected[t] = mean;
    // The largest whole count that does not alarm.
    threshold[t] = Math.ceil(center + unit * (h + k - sum) - EDGE) - 1;
    statistic[t] = sum;
    if (Number.isNaN(y)) continue;
    sum = Math.max(0, sum + (y - center) / unit - k);
    statistic[t] = sum;
    const silentBefore = from > 0 && reportsBefore === 0;
    verify[t] = silentBefore && y > 0 ? 1 : 0;
    // One report after known silence is a task, never an alarm.
    const alarms = unit * sum >= unit * h - EDGE && !(silentBefore && y === 1);
    alarm[t] = alarms ? 1 : 0;
    if (alarms && reset) sum = 0;
    reportsBefore += y;
  }
  return table;
}
