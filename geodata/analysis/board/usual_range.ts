// What a count is usually: the windows of the same length right before it, their mean, and the range that one more such
// window stays in 95 times out of 100. It knows counts by day, and says nothing of why reports come or stay away.
import { negativeBinomialQuantile } from '../warning/count_tails.ts';

/** As many earlier windows as are looked at. */
const MOST_WINDOWS = 8;
/** Fewer say nothing about a range. */
const LEAST_WINDOWS = 3;
const TAIL = 0.025;

export interface UsualRange {
  readonly count: number;
  /** Earlier windows of the same length that lie wholly in the days known; the range needs three. */
  readonly windows: number;
  /** Mean of the earlier windows; null where there is none. */
  readonly mean: number | null;
  readonly range: { readonly low: number; readonly high: number } | null;
  readonly reading: 'more' | 'fewer' | 'usual' | 'unknown';
}

/**
 * `byDay[i]` is the count of day i; the window is [from, to). The next count is negative binomial: Poisson around a mean
 * known from k windows (gamma posterior, Jeffreys' prior), spread further by what the windows vary beyond Poisson (moments).
 */
export function usualRange(byDay: Uint32Array, from: number, to: number): UsualRange {
  const days = to - from;
  const count = sum(byDay, from, to);
  const earlier: number[] = [];
  for (let end = from; days > 0 && end - days >= 0 && earlier.length < MOST_WINDOWS; end -= days) {
    earlier.push(sum(byDay, end - days, end));
  }
  const k = earlier.length;
  if (k === 0) return { count, windows: 0, mean: null, range: null, reading: 'unknown' };
  const total = earlier.reduce((a, b) => a + b);
  const mean = total / k;
  if (k < LEAST_WINDOWS) return { count, windows: k, mean, range: null, reading: 'unknown' };
  const variance = earlier.reduce((a, b) => a + (b - mean) ** 2, 0) / (k - 1);
  const beyond = mean > 0 ? Math.max(0, variance - mean) / mean ** 2 : 0;
  const size = 1 / (1 / (total + 0.5) + beyond);
  const expected = (total + 0.5) / k;
  const low = negativeBinomialQuantile(TAIL, expected, size);
  const high = negativeBinomialQuantile(1 - TAIL, expected, size);
  return {
    count,
    windows: k,
    mean,
    range: { low, high },
    reading: count > high ? 'more' : count < low ? 'fewer' : 'usual',
  };
}

function sum(byDay: Uint32Array, from: number, to: number): number {
  let total = 0;
  for (let i = Math.max(0, from); i < Math.min(byDay.length, to); i++) total += byDay[i] as number;
  return total;
}
