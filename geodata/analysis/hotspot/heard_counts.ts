// Counts beside how open reporting was: a low number from where reporting fell is no number, a high one stays. It knows no
// role and no method beyond the form in which it takes its input.
import type { OpenReporting } from '../warning/open_reporting.ts';
import { type CellCount, dayOf } from './cell_counts.ts';

/** First and last day of each period. */
type Spans = readonly (readonly [first: number, last: number])[];
/** One row of counts per cell of `reporting`, in its order. */
type Counts = readonly Float64Array[];

export const spansOf = (periods: readonly string[], periodDays: number): Spans =>
  periods.map((period) => [dayOf(period), dayOf(period) + periodDays - 1]);

const sumOf = (column: Iterable<number>): number => {
  let sum = 0;
  for (const value of column) sum += value;
  return sum;
};
const meanOf = (column: ArrayLike<number> & Iterable<number>): number => sumOf(column) / Math.max(1, column.length);

/** None was ever reported from where no point is known, though points are: nobody could have told. */
const isUnheard = (row: Float64Array, reporting: OpenReporting, i: number, [first, last]: Spans[number]): boolean =>
  reporting.isKept && reporting.open(i, first, last) === null && row.every((count) => count === 0);

/** One number per cell for the whole time; null where it is at most the mean of all cells and reporting fell, or nobody could tell. */
export function heardValues(counts: Counts, reporting: OpenReporting, spans: Spans): (number | null)[] {
  const totals = counts.map(sumOf);
  const mean = meanOf(totals);
  const [first, last] = [spans[0]?.[0] ?? 0, spans.at(-1)?.[1] ?? 0];
  return totals.map((total, i) => {
    if (isUnheard(counts[i] as Float64Array, reporting, i, [first, last])) return null;
    return total <= mean && reporting.fell(i, first, last) ? null : total;
  });
}

/** Per cell and period whether its count is a number: not where it is at most the cell's own mean and reporting fell, or nobody could tell. */
export const heardBins = (counts: Counts, reporting: OpenReporting, spans: Spans): boolean[][] =>
  counts.map((row, i) => {
    const mean = meanOf(row);
    return spans.map((span, t) => {
      if (isUnheard(row, reporting, i, span)) return false;
      return (row[t] as number) > mean || !reporting.fell(i, ...span);
    });
  });

/** Counts of the cells that have any, in the order of cells. */
export function rowsByCell(rows: readonly CellCount[], periods: readonly string[]) {
  const cells = [...new Set(rows.map(({ cell }) => cell))].sort();
  const place = new Map(cells.map((cell, i) => [cell, i]));
  const at = new Map(periods.map((period, t) => [period, t]));
  const counts = cells.map(() => new Float64Array(periods.length));
  for (const { cell, period, count } of rows) {
    (counts[place.get(cell) as number] as Float64Array)[at.get(period) as number] = count;
  }
  return { cells, counts };
}

/** Mean number of open points per cell and period; null = no point is known to serve the cell. */
export const openRows = (counts: Counts, reporting: OpenReporting, spans: Spans): (number | null)[][] =>
  counts.map((_, i) => spans.map(([first, last]) => reporting.open(i, first, last)));

/**
 * Per period the share of the usual reports that could have come: cells weighted by their reports, each by how open it was
 * against its usual, at most 1. A point that opens in one place never hides one that closed in another.
 */
export function heardShare(counts: Counts, open: readonly (readonly (number | null)[])[]): number[] {
  const weights = counts.map(sumOf);
  const all = sumOf(weights);
  const usual = open.map((row) => meanOf(row.filter((points): points is number => points !== null && points > 0)));
  return Array.from({ length: open[0]?.length ?? 0 }, (_, t) => {
    const heard = open.map((row, i) => {
      const [points, of] = [row[t] ?? null, usual[i] as number];
      return (weights[i] as number) * (points === null || of === 0 ? 1 : Math.min(1, points / of));
    });
    return all === 0 ? 1 : sumOf(heard) / all;
  });
}
