// The moves away from one column: what it costs to send one of its rows to each other column, cheapest row first. It knows
// flows, no search and no prices.
import { TieHeap } from './min_cost_flow_heap.ts';
import { entryAt, type FlowState } from './min_cost_flow_state.ts';

/** Newcomers kept apart before they go into the heaps: many leave again soon, and a heap for each of a hundred columns is dear. */
const MOST_NEWCOMERS = 32;

/**
 * Invariants: `cost[s]` is the least of what any row with people here would pay more at `to[s]`, Infinity when no row can go there,
 * and `entry[s]` the entry of that row here, of equals the last: the first keeps its place. Every entry with people stands among the newcomers or in
 * every heap that its row allows; entries of heaps whose people left are stale and go when they come to the top.
 */
export class MovesAway {
  /** Columns that share a row with this one, ascending; the last is out. */
  readonly to: Int32Array;
  readonly cost: Float64Array;
  readonly entry: Int32Array;
  private readonly state: FlowState;
  /** Items are ~entry, so that of equal costs the last entry is on top. */
  private readonly heaps: readonly TieHeap[];
  private newcomers: number[] = [];

  constructor(state: FlowState, column: number) {
    this.state = state;
    this.to = columnsBeside(state, column);
    this.cost = new Float64Array(this.to.length).fill(Number.POSITIVE_INFINITY);
    this.entry = new Int32Array(this.to.length).fill(-1);
    this.heaps = Array.from(this.to, () => new TieHeap());
    const { byColumnStart, byColumn, flow } = state;
    for (let at = byColumnStart[column] as number; at < (byColumnStart[column + 1] as number); at++) {
      const entry = byColumn[at] as number;
      if ((flow[entry] as number) > 0) this.enter(entry);
    }
    for (let s = 0; s < this.to.length; s++) this.renew(s);
  }

  /** People came to an entry of this column that had none. */
  arrived(entry: number): void {
    if (this.newcomers.length === MOST_NEWCOMERS) this.settleNewcomers();
    this.newcomers.push(entry);
    this.eachMove(entry, (s, cost) => this.offer(s, cost, entry));
  }

  /** The last people of an entry of this column went away. */
  left(entry: number): void {
    const at = this.newcomers.indexOf(entry);
    if (at >= 0) this.newcomers.splice(at, 1);
    const { entry: best } = this;
    for (let s = 0; s < best.length; s++) if (best[s] === entry) this.renew(s);
  }

  private settleNewcomers(): void {
    for (const entry of this.newcomers) this.enter(entry);
    this.newcomers = [];
  }

  private enter(entry: number): void {
    this.eachMove(entry, (s, cost) => this.heaps[s]?.push(cost, ~entry));
  }

  private offer(s: number, cost: number, entry: number): void {
    const least = this.cost[s] as number;
    if (cost > least || (cost === least && entry < (this.entry[s] as number))) return;
    this.cost[s] = cost;
    this.entry[s] = entry;
  }

  /** Finds the cheapest move to `to[s]` again. */
  private renew(s: number): void {
    const { flow, row, costs, leftOut } = this.state;
    const heap = this.heaps[s] as TieHeap;
    while (heap.size > 0 && flow[~heap.topItem] === 0) heap.pop();
    this.cost[s] = heap.size > 0 ? heap.topKey : Number.POSITIVE_INFINITY;
    this.entry[s] = heap.size > 0 ? ~heap.topItem : -1;
    const there = this.to[s] as number;
    const isOut = s === this.to.length - 1;
    for (const entry of this.newcomers) {
      const i = row[entry] as number;
      const other = isOut ? -1 : entryAt(costs, i, there);
      if (!isOut && costs.column[other] !== there) continue;
      this.offer(s, (isOut ? leftOut : (costs.cost[other] as number)) - (costs.cost[entry] as number), entry);
    }
  }

  /** Every column that the row of an entry may go to, and what it would pay more there. Both lists ascend, so they merge. */
  private eachMove(entry: number, visit: (s: number, cost: number) => void): void {
    const { row, costs, leftOut } = this.state;
    const { start, column, cost } = costs;
    const { to } = this;
    const i = row[entry] as number;
    const here = cost[entry] as number;
    let s = 0;
    for (let e = start[i] as number; e < (start[i + 1] as number); e++) {
      if (e === entry) continue;
      while (to[s] !== column[e]) s++;
      visit(s, (cost[e] as number) - here);
    }
    visit(to.length - 1, leftOut - here);
  }
}

/** Columns that share a row with column j, ascending, and the outside as the last. */
function columnsBeside({ byColumnStart, byColumn, row, costs, capacity }: FlowState, j: number): Int32Array {
  const outside = capacity.length;
  const isFound = new Uint8Array(outside + 1);
  const found = [outside];
  isFound[j] = 1;
  for (let at = byColumnStart[j] as number; at < (byColumnStart[j + 1] as number); at++) {
    // With the outside among them: all columns but this one.
    if (found.length === outside) break;
    const i = row[byColumn[at] as number] as number;
    for (let e = costs.start[i] as number; e < (costs.start[i + 1] as number); e++) {
      const other = costs.column[e] as number;
      if (isFound[other] === 1) continue;
      isFound[other] = 1;
      found.push(other);
    }
  }
  return Int32Array.from(found).sort();
}
