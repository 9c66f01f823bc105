// People to sites of limited capacity at the least cost (the transportation problem), by successive shortest paths on a graph
// of sites alone. It knows rows, columns and costs; no minutes, names or places.
import { Problem } from '../../schema/problem.ts';
import { TieHeap } from './min_cost_flow_heap.ts';
import { MovesAway } from './min_cost_flow_moves.ts';
import { cheapestFirst, DUST, entryAt, type FlowState, type TransportProblem } from './min_cost_flow_state.ts';

/** Moves between columns that all searches may look at: 6 to 7 ns each, so about a minute. */
const MOST_STEPS = 8e9;

export interface Transport {
  /** People on each entry of `costs`. */
  readonly flow: Float64Array;
  /** People of each row that no column takes. */
  readonly unserved: Float64Array;
  /**
   * The proof of optimality: 0 or more, 0 where a column has room left, and no row could be served cheaper than it is at cost
   * plus price, being left out counting as `leftOut`. A price is what one place more at that column would save.
   */
  readonly price: Float64Array;
  readonly leftOut: number;
}

/**
 * Serves as many people as capacities allow, and among all ways to do so one of least total cost.
 *
 * Every row starts at its cheapest column. While some column is overfull, people move along the shortest path of moves
 * "one row's people from column a to column b" to a column with room (Ahuja, Magnanti & Orlin 1993, Network Flows, 9.7; Dijkstra
 * with prices, Edmonds & Karp 1972, doi:10.1145/321694.321699), or out, which costs more than any path of moves. The cheapest move
 * from a to b is kept beside a heap of all of them (min_cost_flow_moves.ts); of equal moves that of the last row counts, so the first keeps its place.
 * Overfull columns empty in order, so the answer depends on the order of rows and columns only, and totals not even on that.
 * Cost: O(entries · log) to fill heaps, then O(moves · pairs of columns seen); beyond `mostSteps` of those Problem invalid_input.
 */
export function transport(problem: TransportProblem, mostSteps = MOST_STEPS): Transport {
  const state = cheapestFirst(problem);
  const search = new MoveSearch(state, mostSteps);
  const { room, dust } = state;
  for (let j = 0; j < room.length; j++) {
    while ((room[j] as number) < -(dust[j] as number)) search.relieve(j);
  }
  return {
    flow: state.flow,
    unserved: state.out,
    price: search.prices(),
    leftOut: state.leftOut,
  };
}

const tooLong = (): Problem =>
  new Problem('invalid_input', 'So many rows compete for so many full sites that this takes too long.', [
    { pointer: '/costs', detail: 'Leave out far pairs by a shorter cutoff, or ask for one area at a time.' },
  ]);

class MoveSearch {
  private readonly state: FlowState;
  private readonly outside: number;
  private readonly moves: (MovesAway | undefined)[];
  /** Distances of earlier searches: with them no move costs less than 0 (but for rounding). */
  private readonly potential: Float64Array;
  private readonly distance: Float64Array;
  /** Column that a path came from, and the entry whose people move. */
  private readonly from: Int32Array;
  private readonly mover: Int32Array;
  private readonly queue = new TieHeap();
  private readonly seen: number[] = [];
  private stepsLeft: number;

  constructor(state: FlowState, mostSteps: number) {
    this.stepsLeft = mostSteps;
    const nodes = state.capacity.length + 1;
    this.state = state;
    this.outside = nodes - 1;
    this.moves = new Array<MovesAway | undefined>(nodes);
    this.potential = new Float64Array(nodes);
    this.distance = new Float64Array(nodes).fill(Number.POSITIVE_INFINITY);
    this.from = new Int32Array(nodes).fill(-1);
    this.mover = new Int32Array(nodes).fill(-1);
  }

  /** What one more place at each column would save. */
  prices(): Float64Array {
    // 0 − potential, so that nothing turns into −0.
    return this.potential.slice(0, this.outside).map((potential) => 0 - potential);
  }

  /** Moves people away from an overfull column along one cheapest path. */
  relieve(origin: number): void {
    const end = this.search(origin);
    const { flow, room } = this.state;
    let amount = -(room[origin] as number);
    if (end !== this.outside) amount = Math.min(amount, room[end] as number);
    for (let node = end; node !== origin; node = this.from[node] as number) {
      amount = Math.min(amount, flow[this.mover[node] as number] as number);
    }
    for (let node = end; node !== origin; node = this.from[node] as number) {
      this.move(this.mover[node] as number, { from: this.from[node] as number, to: node, amount });
    }
    this.addRoom(origin, amount);
    if (end !== this.outside) this.addRoom(end, -amount);
    const reached = this.distance[end] as number;
    for (const node of this.seen) {
      const distance = this.distance[node] as number;
      if (distance < reached) this.potential[node] = (this.potential[node] as number) + distance - reached;
      this.distance[node] = Number.POSITIVE_INFINITY;
    }
    this.seen.length = 0;
  }

  /** Dijkstra over columns; ends at the nearest with room, the lowest of equal ones. Out can always be reached. */
  private search(origin: number): number {
    const { queue, distance, from, mover } = this;
    const { room } = this.state;
    queue.clear();
    distance[origin] = 0;
    this.seen.push(origin);
    queue.push(0, origin);
    for (;;) {
      const here = queue.topItem;
      const done = queue.topKey;
      queue.pop();
      if (done > (distance[here] as number)) continue;
      if (here === this.outside || (room[here] as number) > 0) return here;
      const { to, cost, entry } = this.movesFrom(here);
      this.stepsLeft -= to.length;
      if (this.stepsLeft < 0) throw tooLong();
      const { potential, seen } = this;
      const base = done + (potential[here] as number);
      for (let s = 0; s < to.length; s++) {
        const there = to[s] as number;
        const reach = Math.max(done, base + (cost[s] as number) - (potential[there] as number));
        const before = distance[there] as number;
        if (reach >= before) continue;
        if (before === Number.POSITIVE_INFINITY) seen.push(there);
        distance[there] = reach;
        from[there] = here;
        mover[there] = entry[s] as number;
        queue.push(reach, there);
      }
    }
  }

  private movesFrom(j: number): MovesAway {
    let moves = this.moves[j];
    if (moves === undefined) {
      moves = new MovesAway(this.state, j);
      this.moves[j] = moves;
    }
    return moves;
  }

  private move(entry: number, way: { readonly from: number; readonly to: number; readonly amount: number }): void {
    const { flow, row, demand, out, costs } = this.state;
    const i = row[entry] as number;
    const rest = (flow[entry] as number) - way.amount;
    const stays = rest > DUST * (demand[i] as number);
    flow[entry] = stays ? rest : 0;
    if (!stays) this.moves[way.from]?.left(entry);
    if (way.to === this.outside) {
      out[i] = (out[i] as number) + way.amount;
      return;
    }
    const there = entryAt(costs, i, way.to);
    const isNew = flow[there] === 0;
    flow[there] = (flow[there] as number) + way.amount;
    if (isNew) this.moves[way.to]?.arrived(there);
  }

  private addRoom(j: number, amount: number): void {
    const { room, dust } = this.state;
    const next = (room[j] as number) + amount;
    room[j] = Math.abs(next) > (dust[j] as number) ? next : 0;
  }
}
