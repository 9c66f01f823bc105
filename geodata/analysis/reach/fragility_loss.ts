// How many people lose their way within a limit when something is taken out of a road graph. It knows nodes, people and seconds;
// no names, no minutes.
import FlatQueue from 'flatqueue';
import { Problem } from '../../schema/problem.ts';
import type { WayForest } from './fragility_forest.ts';

/** Positions that the quick test may leave open; with more the whole subtree is searched. */
const MOST_OPEN = 64;
/** Positions that all searches of one run may visit: about a minute. A plain street grid of a million edges needs far fewer. */
const MOST_SEARCHED = 1_200_000_000;
/** Sums of the same way in another order differ by far less than this share of the limit; only the quick test needs it. */
const ROUNDING = 1e-9;

const tooLong = (): Problem =>
  new Problem('invalid_input', 'So many removals over so many roads take too long.', [
    { pointer: '/graph', detail: 'Ask for a smaller area, or join pieces of road between junctions into one edge.' },
  ]);

/**
 * People lost when the arcs of one link, or one source, go. A removal is named by its cuts: the positions, ascending, that were
 * reached by what goes (or stood on it).
 *
 * What can change is only the subtree below the part that is taken away: every other node keeps the very way it had. For the nodes of
 * the subtree Dijkstra's search starts again from the arcs that enter it from outside (Ramalingam & Reps 1996,
 * doi:10.1006/jagm.1996.0046), adding seconds outward from the source in the same order as a search from scratch would, so both
 * give the same bits. Before that comes a quick test on the top of the subtree: where a part of it can be entered from outside with
 * a detour that the farthest of its people can afford, that part is safe as a whole, and the few nodes above such parts are
 * safe if they can go through them. Only where that fails is the whole subtree searched.
 */
export class LossSearch {
  private readonly forest: WayForest;
  private readonly people: Float64Array;
  private readonly limit: number;
  /** Link of each edge: what goes together. */
  private readonly linkOf: Int32Array;
  /** People in each subtree, and seconds of the farthest of them (−Infinity where nobody lives). */
  private readonly peopleBelow: Float64Array;
  private readonly farthestBelow: Float64Array;
  private readonly seconds: Float64Array;
  /** The piece of work in which a position was last affected (only where there are several runs), or open. */
  private readonly affected: Int32Array;
  private readonly isOpen: Int32Array;
  private work = 0;
  private readonly mostSearched: number;
  private searched = 0;
  /** The subtrees of the cuts, those within others left out: from a position to an end (exclusive), ascending. */
  private readonly runs: [number, number][] = [];
  private first = 0;
  private last = 0;
  private readonly open: number[] = [];
  /** Roots of subtrees that are safe, ascending, and their detours in seconds. */
  private readonly safe: number[] = [];
  private readonly detours: number[] = [];
  private readonly queue = new FlatQueue<number>();

  /** `people` by position. */
  constructor(of: {
    readonly forest: WayForest;
    readonly people: Float64Array;
    readonly limitSeconds: number;
    readonly linkOf: Int32Array;
    readonly mostSearched?: number;
  }) {
    const { forest, people } = of;
    this.forest = forest;
    this.people = people;
    this.limit = of.limitSeconds;
    this.linkOf = of.linkOf;
    this.mostSearched = of.mostSearched ?? MOST_SEARCHED;
    this.seconds = new Float64Array(forest.count);
    this.affected = new Int32Array(forest.count);
    this.isOpen = new Int32Array(forest.count);
    this.peopleBelow = people.slice();
    this.farthestBelow = Float64Array.from(people, (count, p) =>
      count > 0 ? (forest.seconds[p] as number) : Number.NEGATIVE_INFINITY,
    );
    for (let p = forest.count - 1; p >= 0; p--) this.addChildren(p);
  }

  /** People beyond the limit when no arc of `link` may be used (−1: all may) and no cut position is a source. */
  lost(cuts: readonly number[], link: number): number {
    const { peopleBelow } = this;
    if (cuts.every((cut) => peopleBelow[cut] === 0)) return 0;
    this.affect(cuts);
    if (this.isQuicklySafe(cuts, link)) return 0;
    this.search(link);
    return this.sumOfLost();
  }

  private affect(cuts: readonly number[]): void {
    const { runs, affected } = this;
    const { end } = this.forest;
    this.work++;
    runs.length = 0;
    this.first = cuts[0] as number;
    this.last = 0;
    for (const cut of cuts) {
      if (cut < this.last) continue;
      this.last = end[cut] as number;
      runs.push([cut, this.last]);
    }
    if (runs.length > 1) for (const [first, last] of runs) affected.fill(this.work, first, last);
  }

  private isAffected(p: number): boolean {
    return p >= this.first && p < this.last && (this.runs.length === 1 || this.affected[p] === this.work);
  }

  /** A child stands right behind its parent or behind the subtree of the child before. */
  private addChildren(p: number): void {
    const { end } = this.forest;
    for (let child = p + 1; child < (end[p] as number); child = end[child] as number) {
      this.peopleBelow[p] = (this.peopleBelow[p] as number) + (this.peopleBelow[child] as number);
      this.farthestBelow[p] = Math.max(this.farthestBelow[p] as number, this.farthestBelow[child] as number);
    }
  }

  /** Seconds of the best arc that enters p from outside of what is affected. */
  private entry(p: number, link: number): number {
    const { inStart, inFrom, inCost, inEdge, seconds } = this.forest;
    const { linkOf } = this;
    let best = Number.POSITIVE_INFINITY;
    for (let a = inStart[p] as number; a < (inStart[p + 1] as number); a++) {
      const from = inFrom[a] as number;
      if (this.isAffected(from) || linkOf[inEdge[a] as number] === link) continue;
      const reach = (seconds[from] as number) + (inCost[a] as number);
      if (reach < best) best = reach;
    }
    return best;
  }

  /** Whether everybody affected is certain to stay within the limit; false only says that a search must tell. */
  private isQuicklySafe(cuts: readonly number[], link: number): boolean {
    const { open, safe, detours } = this;
    open.length = safe.length = detours.length = 0;
    for (const [first, last] of this.runs) if (!this.survey({ first, last, cuts, link })) return false;
    if (open.length === 0) return true;
    this.searchOpen(link);
    const { people, seconds } = this;
    const certain = this.limit * (1 - ROUNDING);
    return open.every((p) => people[p] === 0 || (seconds[p] as number) <= certain);
  }

  /** Sorts a run into safe subtrees and open positions; false when too many are open. */
  private survey(of: {
    readonly first: number;
    readonly last: number;
    readonly cuts: readonly number[];
    readonly link: number;
  }): boolean {
    const { forest, peopleBelow, farthestBelow, open, safe, detours } = this;
    const certain = this.limit * (1 - ROUNDING);
    for (let p = of.first; p < of.last; ) {
      const end = forest.end[p] as number;
      const reach = this.entry(p, of.link);
      const detour = reach - (forest.seconds[p] as number);
      const isAffordable = detour === 0 || (farthestBelow[p] as number) + detour <= certain;
      // Below p the ways of before go on, longer by the detour, where no other cut lies between.
      if (isAffordable && !of.cuts.some((cut) => cut > p && cut < end)) {
        safe.push(p);
        detours.push(detour);
        p = end;
      } else if (peopleBelow[p] === 0) p = end;
      else {
        if (open.length === MOST_OPEN) return false;
        open.push(p);
        this.isOpen[p] = this.work;
        this.seconds[p] = reach;
        p++;
      }
    }
    return true;
  }

  /** Seconds of the open positions at most: from outside, through safe subtrees, and through each other. */
  private searchOpen(link: number): void {
    const { queue, seconds, open, linkOf, forest } = this;
    const { inStart, inFrom, inCost, inEdge } = forest;
    for (const p of open) {
      for (let a = inStart[p] as number; a < (inStart[p + 1] as number); a++) {
        const from = inFrom[a] as number;
        if (!this.isAffected(from) || linkOf[inEdge[a] as number] === link) continue;
        const reach = this.safeSeconds(from) + (inCost[a] as number);
        if (reach < (seconds[p] as number)) seconds[p] = reach;
      }
      queue.push(p, seconds[p] as number);
    }
    this.settle(link, this.isOpen);
  }

  /** Seconds of a position in a safe subtree by its detour; Infinity elsewhere. */
  private safeSeconds(p: number): number {
    const { safe, detours } = this;
    const { end, seconds } = this.forest;
    let low = 0;
    let high = safe.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((safe[middle] as number) <= p) low = middle + 1;
      else high = middle;
    }
    const root = safe[low - 1];
    if (root === undefined || p >= (end[root] as number)) return Number.POSITIVE_INFINITY;
    return (seconds[p] as number) + (detours[low - 1] as number);
  }

  /** Seconds of every affected position, exactly. */
  private search(link: number): void {
    const { queue, runs, seconds, limit } = this;
    for (const [first, last] of runs) {
      this.searched += last - first;
      if (this.searched > this.mostSearched) throw tooLong();
      for (let p = first; p < last; p++) {
        const reach = this.entry(p, link);
        seconds[p] = reach;
        if (reach <= limit) queue.push(p, reach);
      }
    }
    this.settle(link, runs.length === 1 ? null : this.affected);
  }

  /** Dijkstra's search from what is in the queue, over those affected positions that are marked (null: over all). */
  private settle(link: number, marks: Int32Array | null): void {
    const { queue, seconds, linkOf, forest, limit, first, last, work } = this;
    const { outStart, outTo, outCost, outEdge } = forest;
    for (;;) {
      const reach = queue.peekValue();
      if (reach === undefined) return;
      const here = queue.pop() as number;
      if (reach > (seconds[here] as number)) continue;
      for (let a = outStart[here] as number; a < (outStart[here + 1] as number); a++) {
        const there = outTo[a] as number;
        if (there < first || there >= last || (marks !== null && marks[there] !== work)) continue;
        const next = reach + (outCost[a] as number);
        if (next >= (seconds[there] as number) || next > limit || linkOf[outEdge[a] as number] === link) continue;
        seconds[there] = next;
        queue.push(there, next);
      }
    }
  }

  private sumOfLost(): number {
    const { runs, seconds, people, limit } = this;
    let sum = 0;
    let rest = 0;
    for (const [first, end] of runs) {
      for (let p = first; p < end; p++) {
        if (!((seconds[p] as number) > limit)) continue;
        const value = people[p] as number;
        const next = sum + value;
        rest += sum >= value ? sum - next + value : value - next + sum;
        sum = next;
      }
    }
    return sum + rest;
  }
}
