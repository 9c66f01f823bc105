// A matrix of costs between demand (rows) and sites (columns) as the outside world hands it in, and its sparse form. It knows
// no method.
import { z } from 'zod';
import { Problem } from '../schema/problem.ts';
import { requireSameLength } from './number_columns.ts';

/** Rows times columns that a matrix may have. */
export const MOST_ENTRIES = 50_000_000;
const MOST_ISSUES = 10;

/** Row by row: entry of row i and column j at `i * columns + j`; Infinity = unreachable. */
export interface CostMatrix {
  readonly rows: number;
  readonly columns: number;
  readonly cost: Float64Array;
}

/** Takes `(number | null)[][]` (rows demand, columns sites, null = unreachable) or rows of Float64Array with NaN. */
export const costMatrixInput = z
  .unknown()
  .meta({ type: 'array', items: { type: 'array', items: { type: ['number', 'null'], minimum: 0 } } } as Record<
    string,
    unknown
  >)
  .transform((value, context): CostMatrix => {
    const issues: { message: string; path: PropertyKey[] }[] = [];
    const issue = (message: string, path: PropertyKey[] = []): void => void issues.push({ message, path });
    const rows: readonly unknown[] = Array.isArray(value) ? value : [];
    if (!Array.isArray(value)) issue('Costs are an array of rows, one per demand point.');
    const first = rows[0];
    const columns = isRow(first) ? first.length : 0;
    if (rows.length * columns > MOST_ENTRIES) issue(`Costs hold more than ${MOST_ENTRIES} entries: split the input.`);
    if (issues.length === 0) {
      const cost = new Float64Array(rows.length * columns);
      for (let i = 0; i < rows.length && issues.length < MOST_ISSUES; i++) {
        const row = rows[i];
        if (!isRow(row)) issue('A row of costs is an array of numbers, one per site.', [i]);
        else if (row.length !== columns) issue(`This row has another length than the first, ${columns}.`, [i]);
        else fillRow(row, i, cost, issue);
      }
      if (issues.length === 0) return { rows: rows.length, columns, cost };
    }
    for (const found of issues.slice(0, MOST_ISSUES))
      context.issues.push({ code: 'custom', input: undefined, ...found });
    return z.NEVER;
  });

const isRow = (value: unknown): value is ArrayLike<unknown> => Array.isArray(value) || value instanceof Float64Array;

function fillRow(
  row: ArrayLike<unknown>,
  i: number,
  cost: Float64Array,
  issue: (m: string, p: PropertyKey[]) => void,
): void {
  const typed = !Array.isArray(row);
  for (let j = 0; j < row.length; j++) {
    const entry = row[j];
    if (entry === null || (typed && Number.isNaN(entry))) cost[i * row.length + j] = Number.POSITIVE_INFINITY;
    else if (typeof entry === 'number' && entry >= 0 && entry < Number.POSITIVE_INFINITY)
      cost[i * row.length + j] = entry;
    else {
      issue('A cost is 0 or more; null means unreachable.', [i, j]);
      return;
    }
  }
}

/** Compressed sparse rows: entries of row i at `start[i] … start[i + 1] - 1`, columns ascending. */
export interface SparseCosts {
  readonly rows: number;
  readonly columns: number;
  readonly start: Int32Array;
  readonly column: Int32Array;
  readonly cost: Float64Array;
}

/** The entries of at most `cutoff` (inclusive). */
export function withinCutoff(matrix: CostMatrix, cutoff: number): SparseCosts {
  const { rows, columns, cost } = matrix;
  const start = new Int32Array(rows + 1);
  let count = 0;
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) if (isWithin(cost[i * columns + j] as number, cutoff)) count++;
    start[i + 1] = count;
  }
  const sparse = { rows, columns, start, column: new Int32Array(count), cost: new Float64Array(count) };
  for (let i = 0, at = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) {
      const entry = cost[i * columns + j] as number;
      if (!isWithin(entry, cutoff)) continue;
      sparse.column[at] = j;
      sparse.cost[at++] = entry;
    }
  }
  return sparse;
}

const isWithin = (cost: number, cutoff: number): boolean => cost <= cutoff && cost !== Number.POSITIVE_INFINITY;

/** From triples in any order; throws Problem where an index is out of range, a length differs or a pair repeats. */
export function sparseFromTriples(of: {
  readonly pointer: string;
  readonly rows: number;
  readonly columns: number;
  readonly demand: ArrayLike<number>;
  readonly site: ArrayLike<number>;
  readonly cost: Float64Array;
}): SparseCosts {
  const { pointer, rows, columns, demand, site, cost } = of;
  requireSameLength(pointer, { demand, site, cost });
  const count = cost.length;
  const start = new Int32Array(rows + 1);
  const bad = (name: string, i: number, detail: string): never => {
    throw new Problem('invalid_input', 'The triples of costs do not fit.', [
      { pointer: `${pointer}/${name}/${i}`, detail },
    ]);
  };
  let inOrder = true;
  for (let e = 0, lastRow = -1, lastColumn = -1; e < count; e++) {
    const i = demand[e] as number;
    const j = site[e] as number;
    if (!(Number.isInteger(i) && i >= 0 && i < rows)) bad('demand', e, 'This is no row of demand.');
    if (!(Number.isInteger(j) && j >= 0 && j < columns)) bad('site', e, 'This is no site.');
    if (i < lastRow || (i === lastRow && j <= lastColumn)) inOrder = false;
    lastRow = i;
    lastColumn = j;
    start[i + 1] = (start[i + 1] as number) + 1;
  }
  for (let i = 0; i < rows; i++) start[i + 1] = (start[i + 1] as number) + (start[i] as number);
  if (inOrder) return { rows, columns, start, column: Int32Array.from(site), cost: cost.slice() };
  // Twice by counting: by column, then stably by row, so that columns ascend within a row whatever the order of the triples.
  const byColumn = sortedBy(
    site,
    columns,
    Int32Array.from({ length: count }, (_, e) => e),
  );
  const order = sortedBy(demand, rows, byColumn);
  const sparse = { rows, columns, start, column: new Int32Array(count), cost: new Float64Array(count) };
  for (let at = 0; at < count; at++) {
    const e = order[at] as number;
    const before = order[at - 1];
    if (before !== undefined && demand[before] === demand[e] && site[before] === site[e]) {
      bad('site', e, 'This pair of demand and site is there twice.');
    }
    sparse.column[at] = site[e] as number;
    sparse.cost[at] = cost[e] as number;
  }
  return sparse;
}

/** A stable counting sort of `items` by `key`. */
function sortedBy(key: ArrayLike<number>, bound: number, items: Int32Array): Int32Array {
  const next = new Int32Array(bound + 1);
  for (const item of items) next[(key[item] as number) + 1] = (next[(key[item] as number) + 1] as number) + 1;
  for (let k = 0; k < bound; k++) next[k + 1] = (next[k + 1] as number) + (next[k] as number);
  const sorted = new Int32Array(items.length);
  for (const item of items) {
    const k = key[item] as number;
    sorted[next[k] as number] = item;
    next[k] = (next[k] as number) + 1;
  }
  return sorted;
}
