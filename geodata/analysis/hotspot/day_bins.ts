// Days put together into bins of one length, counted back from the last day: only whole bins, so that none looks empty
// because it is not over. It knows no role.
import { type CellCount, dateOf, dayOf } from './cell_counts.ts';

/** First days of the bins, oldest first. */
export function binsOf(of: { from: string; to: string; asOf: string; periodDays: number }): string[] {
  const last = Math.min(dayOf(of.to), dayOf(of.asOf));
  const count = Math.max(0, Math.floor((last - dayOf(of.from) + 1) / of.periodDays));
  return Array.from({ length: count }, (_, i) => dateOf(last + 1 - (count - i) * of.periodDays));
}

/** Counts by day as counts by bin; what lies in none is left out. */
export function binned(rows: readonly CellCount[], bins: readonly string[], periodDays: number): CellCount[] {
  const first = bins[0] === undefined ? Number.POSITIVE_INFINITY : dayOf(bins[0]);
  const sums = new Map<string, CellCount>();
  for (const { cell, period, count } of rows) {
    const bin = bins[Math.floor((dayOf(period) - first) / periodDays)];
    if (bin === undefined) continue;
    const key = `${cell} ${bin}`;
    sums.set(key, { cell, period: bin, count: count + (sums.get(key)?.count ?? 0) });
  }
  return [...sums.values()];
}
