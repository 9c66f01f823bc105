// Who goes where when sites are full: the cheapest split of demand over open sites, serving as much as there is room for. It knows
// amounts, unit costs and capacities, not which sites should be open.

/** Rows of demand in compressed sparse rows: the sites each can reach, at which cost per unit. */
export interface Arcs {
  readonly rows: number;
  readonly sites: number;
  readonly start: Int32Array;
  readonly site: Int32Array;
  readonly cost: Float64Array;
  readonly amount: Float64Array;
}

export interface Flow {
  /** Amount on each arc. */
  readonly onArc: Float64Array;
  readonly unserved: number;
  readonly cost: number;
}

/** Amounts below this share of the largest are dust of subtraction. */
const DUST = 1e-12;

/**
 * Transportation optimum by successive shortest paths (Busacker & Gowen 1961; Ahuja, Magnanti & Orlin 1993, section 9.7) in which
 * the path runs over sites only: moving from site a to b costs the least c(r,b) − c(r,a) over the rows at a. Each row goes to its
 * cheapest site with room, or pushes others on; where no room can be made, the dearest of those that could make way stays unserved:
 * most demand first, then least cost.
 */
export function transport(arcs: Arcs, open: Uint8Array, capacity: Float64Array): Flow {
  const work = new Transport(arcs, open, capacity);
  for (let r = 0; r < arcs.rows; r++) work.send(r);
  return work.result();
}

class Transport {
  readonly #arcs: Arcs;
  readonly #open: Uint8Array;
  readonly #room: Float64Array;
  readonly #onArc: Float64Array;
  /** Rows with some of their amount at each site, as arcs. */
  readonly #at: Set<number>[];
  readonly #rowOf: Int32Array;
  readonly #dust: number;
  #unserved = 0;

  constructor(arcs: Arcs, open: Uint8Array, capacity: Float64Array) {
    this.#arcs = arcs;
    this.#open = open;
    this.#room = capacity.slice();
    this.#onArc = new Float64Array(arcs.site.length);
    this.#at = Array.from({ length: arcs.sites }, () => new Set());
    this.#rowOf = new Int32Array(arcs.site.length);
    let largest = 0;
    for (let r = 0; r < arcs.rows; r++) {
      this.#rowOf.fill(r, arcs.start[r], arcs.start[r + 1]);
      largest = Math.max(largest, arcs.amount[r] as number);
    }
    this.#dust = DUST * largest;
  }

  send(r: number): void {
    let left = this.#arcs.amount[r] as number;
    while (left > this.#dust) {
      const arc = this.#cheapest(r);
      if (arc < 0) break;
      const site = this.#arcs.site[arc] as number;
      const path =
        (this.#room[site] as number) > this.#dust
          ? { arcs: [arc], end: site, moves: [], dropped: -1 }
          : this.#shortest(r);
      if (path === null) break;
      left -= this.#push(path, left);
    }
    this.#unserved += Math.max(0, left > this.#dust ? left : 0);
  }

  /** The cheapest open site of a row, full or not. While it has room nothing is cheaper: the flow so far is optimal. */
  #cheapest(r: number): number {
    let best = -1;
    for (let e = this.#arcs.start[r] as number; e < (this.#arcs.start[r + 1] as number); e++) {
      if (this.#open[this.#arcs.site[e] as number] === 0) continue;
      if (best < 0 || (this.#arcs.cost[e] as number) < (this.#arcs.cost[best] as number)) best = e;
    }
    return best;
  }

  /** Cheapest way to a site with room over other rows' moves (Bellman 1958: moves may save, no cycle does). */
  #shortest(r: number): Path | null {
    const { start, site, cost, sites } = this.#arcs;
    const distance = new Float64Array(sites).fill(Number.POSITIVE_INFINITY);
    const via = Array.from({ length: sites }, (): Step | null => null);
    let active: number[] = [];
    for (let e = start[r] as number; e < (start[r + 1] as number); e++) {
      const j = site[e] as number;
      if (this.#open[j] === 0 || (cost[e] as number) >= (distance[j] as number)) continue;
      distance[j] = cost[e] as number;
      via[j] = { from: -1, leave: -1, enter: e };
      active.push(j);
    }
    for (let round = 0; round <= sites && active.length > 0; round++) {
      const next = new Set<number>();
      for (const a of active) this.#relax(a, distance, via, next);
      active = [...next].sort((x, y) => x - y);
    }
    let end = -1;
    for (let j = 0; j < sites; j++) {
      if ((this.#room[j] as number) <= this.#dust || (distance[j] as number) === Number.POSITIVE_INFINITY) continue;
      if (end < 0 || (distance[j] as number) < (distance[end] as number)) end = j;
    }
    return end < 0 ? this.#inPlaceOf(distance, via) : pathTo(end, via);
  }

  /** No room anywhere: the way whose end saves more, by leaving a row there unserved, than it costs. */
  #inPlaceOf(distance: Float64Array, via: readonly (Step | null)[]): Path | null {
    let dropped = -1;
    let end = -1;
    let least = 0;
    for (let j = 0; j < this.#arcs.sites; j++) {
      const way = distance[j] as number;
      if (way === Number.POSITIVE_INFINITY) continue;
      for (const arc of this.#at[j] as Set<number>) {
        const saved = way - (this.#arcs.cost[arc] as number);
        if (!(saved < least - 1e-12 * Math.abs(way))) continue;
        [dropped, end, least] = [arc, j, saved];
      }
    }
    const path = end < 0 ? null : pathTo(end, via);
    return path && { ...path, dropped };
  }

  #relax(a: number, distance: Float64Array, via: (Step | null)[], next: Set<number>): void {
    const { start, site, cost } = this.#arcs;
    if ((this.#room[a] as number) > this.#dust) return;
    for (const leave of this.#at[a] as Set<number>) {
      const row = this.#rowOf[leave] as number;
      const base = (distance[a] as number) - (cost[leave] as number);
      for (let e = start[row] as number; e < (start[row + 1] as number); e++) {
        const b = site[e] as number;
        if (b === a || this.#open[b] === 0) continue;
        const length = base + (cost[e] as number);
        // A saving of rounding size would go round in circles.
        if (!(length < (distance[b] as number) - 1e-12 * Math.abs(length))) continue;
        distance[b] = length;
        via[b] = { from: a, leave, enter: e };
        next.add(b);
      }
    }
  }

  #push(path: Path, wanted: number): number {
    const { dropped } = path;
    let amount = Math.min(wanted, dropped < 0 ? (this.#room[path.end] as number) : (this.#onArc[dropped] as number));
    for (const leave of path.moves) amount = Math.min(amount, this.#onArc[leave] as number);
    for (const leave of path.moves) this.#change(leave, -amount);
    for (const enter of path.arcs) this.#change(enter, amount);
    if (dropped < 0) this.#room[path.end] = (this.#room[path.end] as number) - amount;
    else {
      this.#change(dropped, -amount);
      this.#unserved += amount;
    }
    return amount;
  }

  #change(arc: number, amount: number): void {
    const next = (this.#onArc[arc] as number) + amount;
    this.#onArc[arc] = next > this.#dust ? next : 0;
    const at = this.#at[this.#arcs.site[arc] as number] as Set<number>;
    if (next > this.#dust) at.add(arc);
    else at.delete(arc);
  }

  result(): Flow {
    let cost = 0;
    for (let e = 0; e < this.#onArc.length; e++) cost += (this.#onArc[e] as number) * (this.#arcs.cost[e] as number);
    return { onArc: this.#onArc, unserved: this.#unserved, cost };
  }
}

interface Step {
  readonly from: number;
  readonly leave: number;
  readonly enter: number;
}

interface Path {
  /** Arcs that gain, arcs that lose, and the site that fills. */
  readonly arcs: number[];
  readonly moves: number[];
  readonly end: number;
  /** Arc whose row makes way and stays unserved; −1 = the end has room. */
  readonly dropped: number;
}

function pathTo(end: number, via: readonly (Step | null)[]): Path | null {
  const arcs: number[] = [];
  const moves: number[] = [];
  for (let at = end; at >= 0; ) {
    const step = via[at];
    if (step === null || step === undefined || arcs.length > via.length) return null;
    arcs.push(step.enter);
    if (step.leave >= 0) moves.push(step.leave);
    at = step.from;
  }
  return { arcs, moves, end, dropped: -1 };
}
