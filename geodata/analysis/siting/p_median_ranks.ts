// Sites of every demand row in order of weighted cost: what all p-median searches walk along. It knows costs and weights, no plans.
import type { CostMatrix } from '../cost_matrix.ts';

/**
 * Compressed sparse rows of the demand that counts: entries of row r at `start[r] … start[r + 1] − 1`, by weighted cost, equal
 * costs by site. `unserved[r]` is what it costs to leave the row unserved: more than any site of any row per unit of weight.
 */
export interface MedianRanks {
  readonly rows: number;
  readonly sites: number;
  readonly start: Int32Array;
  readonly site: Int32Array;
  readonly cost: Float64Array;
  readonly unserved: Float64Array;
  /** Weighted cost of row r and site j at r·sites + j; Infinity = unreachable. */
  readonly dense: Float64Array;
  readonly weight: Float64Array;
  /** Row of the demand table. */
  readonly row: Int32Array;
}

/** `penalty` is per unit of weight, in the unit of the costs. Rows with no weight, or with no way to any site, are left out. */
export function medianRanks(matrix: CostMatrix, weight: Float64Array, penalty: number): MedianRanks {
  const { columns } = matrix;
  const row = rowsThatCount(matrix, weight);
  const start = new Int32Array(row.length + 1);
  const dense = new Float64Array(row.length * columns);
  const rowWeight = Float64Array.from(row, (i) => weight[i] as number);
  for (let r = 0; r < row.length; r++) {
    let reachable = 0;
    for (let j = 0; j < columns; j++) {
      const cost = matrix.cost[(row[r] as number) * columns + j] as number;
      dense[r * columns + j] = cost * (rowWeight[r] as number);
      if (cost < Number.POSITIVE_INFINITY) reachable++;
    }
    start[r + 1] = (start[r] as number) + reachable;
  }
  const count = start[row.length] as number;
  const ranks = { site: new Int32Array(count), cost: new Float64Array(count) };
  const keys = new Float64Array(columns);
  for (let r = 0; r < row.length; r++)
    rankRow(dense.subarray(r * columns, (r + 1) * columns), start[r] as number, keys, ranks);
  return {
    ...ranks,
    rows: row.length,
    sites: columns,
    start,
    unserved: rowWeight.map((each) => each * penalty),
    dense,
    weight: rowWeight,
    row,
  };
}

function rowsThatCount(matrix: CostMatrix, weight: Float64Array): Int32Array {
  const rows: number[] = [];
  for (let i = 0; i < matrix.rows; i++) {
    if (!((weight[i] as number) > 0)) continue;
    for (let j = 0; j < matrix.columns; j++) {
      if ((matrix.cost[i * matrix.columns + j] as number) === Number.POSITIVE_INFINITY) continue;
      rows.push(i);
      break;
    }
  }
  return Int32Array.from(rows);
}

/** Sorts the reachable sites of one row into place: numbers first, by the native sort, then which site each belongs to. */
function rankRow(
  costs: Float64Array,
  at: number,
  keys: Float64Array,
  into: { readonly site: Int32Array; readonly cost: Float64Array },
): void {
  let count = 0;
  for (let j = 0; j < costs.length; j++) {
    const cost = costs[j] as number;
    if (cost === Number.POSITIVE_INFINITY) continue;
    into.site[at + count] = j;
    keys[count++] = cost;
  }
  sortPairs(keys, into.site, at, count);
  into.cost.set(keys.subarray(0, count), at);
}

/**
 * Shell sort of keys and their sites together (gaps of Ciura 2001 up to 701, (3^k − 1)/2 of Knuth 1973 above): rows are
 * short, and nothing is allocated.
 */
const GAPS = [29524, 9841, 3280, 1093, 701, 301, 132, 57, 23, 10, 4, 1];

function sortPairs(keys: Float64Array, site: Int32Array, at: number, count: number): void {
  for (const gap of GAPS) {
    for (let i = gap; i < count; i++) {
      const key = keys[i] as number;
      const own = site[at + i] as number;
      let to = i;
      for (; to >= gap; to -= gap) {
        const before = keys[to - gap] as number;
        if (before < key || (before === key && (site[at + to - gap] as number) < own)) break;
        keys[to] = before;
        site[at + to] = site[at + to - gap] as number;
      }
      keys[to] = key;
      site[at + to] = own;
    }
  }
}

/** Total of a plan, unserved rows at their penalty. */
export function medianTotal(ranks: MedianRanks, open: Uint8Array): number {
  let sum = 0;
  let rest = 0;
  for (let r = 0; r < ranks.rows; r++) {
    const cost = nearestOpen(ranks, open, r);
    const term = cost - rest;
    const next = sum + term;
    rest = next - sum - term;
    sum = next;
  }
  return sum;
}

/** Weighted cost of a row under a plan. */
function nearestOpen(ranks: MedianRanks, open: Uint8Array, r: number): number {
  for (let e = ranks.start[r] as number; e < (ranks.start[r + 1] as number); e++) {
    if (open[ranks.site[e] as number] === 1) return ranks.cost[e] as number;
  }
  return ranks.unserved[r] as number;
}
