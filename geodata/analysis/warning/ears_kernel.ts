// C1, C2 and C3 on one series of counts, typed arrays in and out. It knows no schema and no words.
// Invariant: what is said of a period rests on that period and earlier ones only.

export interface AlarmTable {
  /** 1 alarm, 0 none, −1 not tested. */
  readonly alarm: Int8Array;
  /** 1 where reports came after a baseline without any. */
  readonly verify: Uint8Array;
  readonly expected: Float64Array;
  readonly threshold: Float64Array;
  readonly statistic: Float64Array;
}

export function alarmTable(periods: number): AlarmTable {
  return {
    alarm: new Int8Array(periods).fill(-1),
    verify: new Uint8Array(periods),
    expected: new Float64Array(periods).fill(Number.NaN),
    threshold: new Float64Array(periods).fill(Number.NaN),
    statistic: new Float64Array(periods).fill(Number.NaN),
  };
}

export interface EarsRule {
  /** Periods in the baseline, periods between it and the tested one, and how many of the baseline must be known. */
  readonly baseline: number;
  readonly lag: number;
  readonly minimumKnown: number;
  /** Standard deviations are never taken to be smaller than this. */
  readonly minimumSd: number;
  /** An alarm is a statistic above this. */
  readonly limit: number;
  /** C3: the sum over this and the two earlier periods. */
  readonly summed: boolean;
}

/**
 * Whether count `y` of period `t` is one report after known silence: 1 with a baseline and a gap of zeros alone. Such a
 * report is a task, never an alarm, whatever its statistic.
 */
export function isLoneReport(counts: Float64Array, t: number, first: number): boolean {
  if (counts[t] !== 1) return false;
  for (let i = first; i < t; i++) if ((counts[i] as number) > 0) return false;
  return true;
}

export function earsAlarms(counts: Float64Array, rule: EarsRule): AlarmTable {
  const table = alarmTable(counts.length);
  const { alarm, verify, expected, threshold, statistic } = table;
  const { baseline, lag, minimumKnown, minimumSd, limit, summed } = rule;
  let [c2Before, c2TwoBefore] = [Number.NaN, Number.NaN];
  for (let t = baseline + lag; t < counts.length; t++) {
    const first = t - lag - baseline;
    let known = 0;
    let sum = 0;
    for (let i = first; i < first + baseline; i++) {
      const count = counts[i] as number;
      if (Number.isNaN(count)) continue;
      known++;
      sum += count;
    }
    const y = counts[t] as number;
    if (known < minimumKnown) {
      c2TwoBefore = c2Before;
      c2Before = Number.NaN;
      continue;
    }
    const mean = sum / known;
    let squares = 0;
    for (let i = first; i < first + baseline; i++) {
      const count = counts[i] as number;
      if (!Number.isNaN(count)) squares += (count - mean) * (count - mean);
    }
    const sd = Math.max(Math.sqrt(squares / (known - 1)), minimumSd);
    const c = (y - mean) / sd;
    // NaN when one of the two earlier values is missing: then C3 is not there either.
    const carried = summed ? Math.max(0, c2Before - 1) + Math.max(0, c2TwoBefore - 1) : 0;
    c2TwoBefore = c2Before;
    c2Before = c;
    if (!Number.isNaN(carried)) {
      expected[t] = mean;
      // Where the two periods before suffice, any count alarms.
      threshold[t] = carried > limit ? -1 : mean + sd * (summed ? limit + 1 - carried : limit);
    }
    const value = summed ? Math.max(0, c - 1) + carried : c;
    if (Number.isNaN(value)) continue;
    statistic[t] = value;
    verify[t] = sum === 0 && y > 0 ? 1 : 0;
    alarm[t] = value > limit && !isLoneReport(counts, t, first) ? 1 : 0;
  }
  return table;
}
