// The transportation problem, what changes while it is solved, and where that begins: every row at its cheapest column, full or not. It
// knows no search.
import type { SparseCosts } from '../cost_matrix.ts';

export interface TransportProblem {
  /** Pairs that may meet. */
  readonly costs: SparseCosts;
  /** People per row, 0 or more. */
  readonly demand: Float64Array;
  /** People that each column takes, 0 or more. */
  readonly capacity: Float64Array;
}

/** Parts of a number that count as nothing when subtraction leaves them: far below the 1e-9 that sums must keep. */
export const DUST = 1e-12;

/** What changes while people move. */
export interface FlowState extends TransportProblem {
  readonly flow: Float64Array;
  /** Row of each entry. */
  readonly row: Int32Array;
  /** Capacity less load: below 0 while overfull. */
  readonly room: Float64Array;
  readonly dust: Float64Array;
  /** People of each row left out. */
  readonly out: Float64Array;
  readonly leftOut: number;
  /** Entries of column j at `byColumnStart[j] …`, rows ascending. */
  readonly byColumnStart: Int32Array;
  readonly byColumn: Int32Array;
}

/** Sends every row to its cheapest column, the first of equals. */
export function cheapestFirst(problem: TransportProblem): FlowState {
  const { costs, demand, capacity } = problem;
  const { rows, columns, start, column, cost } = costs;
  const flow = new Float64Array(cost.length);
  const row = new Int32Array(cost.length);
  const load = new Float64Array(columns);
  const rest = new Float64Array(columns);
  const out = new Float64Array(rows);
  let dearest = 0;
  for (let i = 0; i < rows; i++) {
    let best = -1;
    for (let e = start[i] as number; e < (start[i + 1] as number); e++) {
      row[e] = i;
      if (best < 0 || (cost[e] as number) < (cost[best] as number)) best = e;
      if ((cost[e] as number) > dearest) dearest = cost[e] as number;
    }
    const people = demand[i] as number;
    if (best < 0) out[i] = people;
    else if (people > 0) {
      flow[best] = people;
      const j = column[best] as number;
      const sum = (load[j] as number) + people;
      const big = Math.max(load[j] as number, people);
      rest[j] = (rest[j] as number) + (big - sum + Math.min(load[j] as number, people));
      load[j] = sum;
    }
  }
  const room = capacity.map((places, j) => places - (load[j] as number) - (rest[j] as number));
  const dust = capacity.map((places, j) => DUST * Math.max(places, load[j] as number));
  // A path of moves costs at most, and saves at most, columns × dearest: leaving out must cost more than both together.
  const leftOut = (2 * columns + 2) * (dearest || 1);
  return { ...problem, flow, row, room, dust, out, leftOut, ...entriesByColumn(costs) };
}

function entriesByColumn({ columns, column }: SparseCosts): { byColumnStart: Int32Array; byColumn: Int32Array } {
  const byColumnStart = new Int32Array(columns + 1);
  for (const j of column) byColumnStart[j + 1] = (byColumnStart[j + 1] as number) + 1;
  for (let j = 0; j < columns; j++) {
    byColumnStart[j + 1] = (byColumnStart[j + 1] as number) + (byColumnStart[j] as number);
  }
  const next = byColumnStart.slice(0, columns);
  const byColumn = new Int32Array(column.length);
  for (let e = 0; e < column.length; e++) {
    const j = column[e] as number;
    byColumn[next[j] as number] = e;
    next[j] = (next[j] as number) + 1;
  }
  return { byColumnStart, byColumn };
}

/** The entry of row i at column j, which must be there. */
export function entryAt({ start, column }: SparseCosts, i: number, j: number): number {
  let low = start[i] as number;
  // In a full row the entry stands where it would in a matrix.
  if (column[low + j] === j && low + j < (start[i + 1] as number)) return low + j;
  let high = (start[i + 1] as number) - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((column[middle] as number) < j) low = middle + 1;
    else high = middle;
  }
  return low;
}
