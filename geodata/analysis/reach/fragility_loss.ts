// How many people lose their way within a limit when something is taken out of a road graph. It knows nodes, people and seconds;
// no names, no minutes.
import FlatQueue from 'flatqueue';
import type { WayForest } from './fragility_forest.ts';

/** Sums of the same way in another order differ by far less than this share of the limit; only the quick test needs it. */
const ROUNDING = 1e-9;

/**
 * People lost when the arcs of one link, or one source, go. A removal is named by its cuts: the positions, ascending, that were
 * reached by what goes (or stood on it).
 *
 * What can change is only the subtree below the part that is taken away: every other node keeps the very way it had. For the nodes of
 * the subtree Dijkstra's search starts again from the arcs that enter it from outside (Ramalingam & Reps 1996,
 * doi:10.1006/jagm.1996.0046), adding seconds outward from the source in the same order as a search from scratch would, so both
 * give the same bits. Before that, two tests that need no search: nobody lives in the subtree; or every part of it can be
 * entered from outside with a detour that the farthest of its people can afford.
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
  /** Number of the run of work in which a position was last affected. */
  private readonly affected: Int32Array;
  private work = 0;
  /** The subtrees of the cuts, those within others left out: from a position to an end (exclusive). */
  private readonly runs: [number, number][] = [];
  private readonly queue = new FlatQueue<number>();

  /** `people` by position. */
  constructor(of: {
    readonly forest: WayForest;
    readonly people: Float64Array;
    readonly limitSeconds: number;
    readonly linkOf: Int32Array;
  }) {
    const { forest, people } = of;
    this.forest = forest;
    this.people = people;
    this.limit = of.limitSeconds;
    this.linkOf = of.linkOf;
    this.seconds = new Float64Array(forest.count);
    this.affected = new Int32Array(forest.count);
    this.peopleBelow = people.slice();
    this.farthestBelow = Float64Array.from(people, (count, p) =>
      count > 0 ? (forest.seconds[p] as number) : Number.NEGATIVE_INFINITY,
    );
    for (let p = forest.count - 1; p >= 0; p--) this.addChildren(p);
  }

  /** People beyond the limit when no arc of `link` may be used (−1: all may) and no cut position is a source. */
  lost(cuts: readonly number[], link: number): number {
    const { peopleBelow, affected } = this;
    if (cuts.every((cut) => peopleBelow[cut] === 0)) return 0;
    const { end } = this.forest;
    this.work++;
    this.runs.length = 0;
    let covered = 0;
    for (const cut of cuts) {
      if (cut < covered) continue;
      covered = end[cut] as number;
      this.runs.push([cut, covered]);
      affected.fill(this.work, cut, covered);
    }
    if (this.runs.every(([first, last]) => this.isSafe({ first, last, cuts, link }))) return 0;
    this.search(link);
    return this.sumOfLost();
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
    const { affected, work, linkOf } = this;
    let best = Number.POSITIVE_INFINITY;
    for (let a = inStart[p] as number; a < (inStart[p + 1] as number); a++) {
      const from = inFrom[a] as number;
      if (affected[from] === work || linkOf[inEdge[a] as number] === link) continue;
      const reach = (seconds[from] as number) + (inCost[a] as number);
      if (reach < best) best = reach;
    }
    return best;
  }

  /** Whether everybody in a run is certain to stay within the limit. */
  private isSafe(of: {
    readonly first: number;
    readonly last: number;
    readonly cuts: readonly number[];
    readonly link: number;
  }): boolean {
    const { forest, peopleBelow, farthestBelow, people, limit } = this;
    const certain = limit * (1 - ROUNDING);
    for (let p = of.first; p < of.last; ) {
      const end = forest.end[p] as number;
      const reach = this.entry(p, of.link);
      const detour = reach - (forest.seconds[p] as number);
      const isAffordable = detour === 0 || (farthestBelow[p] as number) + detour <= certain;
      // Below p the ways of before go on, longer by the detour, where no other cut lies between.
      if (peopleBelow[p] === 0 || (isAffordable && !of.cuts.some((cut) => cut > p && cut < end))) p = end;
      else if ((people[p] as number) > 0 && reach > limit) return false;
      else p++;
    }
    return true;
  }

  private search(link: number): void {
    const { queue, runs, seconds, affected, work, linkOf, forest, limit } = this;
    const { outStart, outTo, outCost, outEdge } = forest;
    for (const [first, end] of runs) {
      for (let p = first; p < end; p++) {
        const reach = this.entry(p, link);
        seconds[p] = reach;
        if (reach <= limit) queue.push(p, reach);
      }
    }
    for (;;) {
      const reach = queue.peekValue();
      if (reach === undefined) return;
      const here = queue.pop() as number;
      if (reach > (seconds[here] as number)) continue;
      for (let a = outStart[here] as number; a < (outStart[here + 1] as number); a++) {
        const there = outTo[a] as number;
        if (affected[there] !== work) continue;
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
