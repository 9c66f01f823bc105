// An alarm with a stated false-alarm rate: the count of a period against its baseline, conditional on their sum, so that the
// unknown mean drops out. It knows the two count models and no schema.
import { seededRandom } from '../random.ts';
import { betaBinomialUpper, binomialUpper, negativeBinomialUpper, smallestWhole } from './count_tails.ts';
import { type AlarmTable, alarmTable, isLoneReport } from './ears_kernel.ts';

export interface CalibratedRule {
  readonly baseline: number;
  readonly lag: number;
  readonly minimumKnown: number;
  /** Nominal share of false alarms per period. */
  readonly alpha: number;
  /** Size of the negative binomial model, variance mean + mean²/size; Infinity = Poisson. */
  readonly size: number;
  /** Whether a count on the very edge alarms by lot, which makes the rate exact; otherwise it does not alarm. */
  readonly lots: boolean;
  readonly seed: number;
}

/** P(Y ≥ y) of the last period, given that it and `known` periods before it have y + before reports in all. */
export function conditionalUpper(y: number, before: number, known: number, size: number): number {
  return size === Number.POSITIVE_INFINITY
    ? binomialUpper(y, y + before, 1 / (known + 1))
    : betaBinomialUpper(y, y + before, size, size * known);
}

/** P(Y > y) under the same sum: the part of the tail beyond the edge. */
function conditionalBeyond(y: number, before: number, known: number, size: number): number {
  return size === Number.POSITIVE_INFINITY
    ? binomialUpper(y + 1, y + before, 1 / (known + 1))
    : betaBinomialUpper(y + 1, y + before, size, size * known);
}

/**
 * What may be spent when there are `total` reports. Fewer than two never alarm, so their part of alpha is spent on larger totals,
 * as if the total to be expected were the one seen and a half.
 */
function alphaSpent(alpha: number, total: number, known: number, size: number): number {
  const atLeastTwo = negativeBinomialUpper(2, total + 0.5, size * (known + 1));
  return Math.min(0.5, alpha / atLeastTwo);
}

/** FNV-1a (Fowler, Noll & Vo) over counts, so that a lot belongs to a history and not to a place in a loop. */
function fingerprint(state: number, count: number): number {
  let hash = state;
  let rest = Number.isNaN(count) ? 4294967295 : count;
  for (let byte = 0; byte < 4; byte++) {
    hash = Math.imul(hash ^ (rest & 255), 16777619);
    rest = Math.floor(rest / 256);
  }
  return hash;
}

export function calibratedAlarms(
  counts: Float64Array,
  rule: CalibratedRule,
): AlarmTable & { readonly p: Float64Array } {
  const table = alarmTable(counts.length);
  const p = new Float64Array(counts.length).fill(Number.NaN);
  const { baseline, lag, minimumKnown, alpha, size, lots, seed } = rule;
  let history = fingerprint(
    -2128831035,
    (((seed % 4294967296) + 4294967296) % 4294967296) ^ Math.floor(seed / 4294967296),
  );
  for (let t = 0; t < counts.length; t++) {
    const y = counts[t] as number;
    history = fingerprint(history, y);
    const first = t - lag - baseline;
    if (first < 0) continue;
    let known = 0;
    let before = 0;
    for (let i = first; i < first + baseline; i++) {
      const count = counts[i] as number;
      if (Number.isNaN(count)) continue;
      known++;
      before += count;
    }
    if (known < minimumKnown) continue;
    const surely = (count: number): boolean =>
      conditionalUpper(count, before, known, size) <= alphaSpent(alpha, count + before, known, size);
    table.expected[t] = before / known;
    table.threshold[t] = smallestWhole((count) => count + before >= 2 && surely(count), before / known) - 1;
    if (Number.isNaN(y)) continue;
    const upper = conditionalUpper(y, before, known, size);
    p[t] = upper;
    table.statistic[t] = upper;
    table.verify[t] = before === 0 && y > 0 ? 1 : 0;
    table.alarm[t] = 0;
    if (y === 0 || y + before < 2 || isLoneReport(counts, t, first)) continue;
    const spent = alphaSpent(alpha, y + before, known, size);
    if (upper <= spent) table.alarm[t] = 1;
    else if (lots) {
      const beyond = conditionalBeyond(y, before, known, size);
      // The edge: sure beyond it, not sure on it. The lot makes up exactly what is left of alpha.
      if (beyond < spent) table.alarm[t] = lot(history, seed) * (upper - beyond) < spent - beyond ? 1 : 0;
    }
  }
  return { ...table, p };
}

const lot = (history: number, seed: number): number => seededRandom((history >>> 0) * 1048576 + (seed & 1048575))();
