// Fast interchange for the p-median: the saving of every swap of an open for a closed site is known at once, and after a swap only
// the rows it touches are counted anew. It knows ranks and rules, and nothing of where a plan came from.
import type { MedianRanks } from './p_median_ranks.ts';
import type { OpenSites } from './siting_rules.ts';

/** Numbers kept per pair of site and open slot; beyond this the table does not fit. */
export const MOST_PAIRS = 30_000_000;
/** A swap must save this share of the total: less is rounding, and would let a search go in circles. */
const LEAST_SHARE = 1e-11;

export interface Swap {
  readonly into: number;
  readonly out: number;
  readonly saving: number;
}

/** Swaps that are not to be made yet. */
export interface Tabu {
  /** A site may not change before this step. */
  readonly until: Int32Array;
  readonly step: number;
  /** A swap that saves at least this is made all the same. */
  readonly enough: number;
}

export const isTabu = ({ until, step }: Tabu, into: number, out: number): boolean =>
  (until[into] as number) > step || (until[out] as number) > step;

/**
 * Tables of Resende & Werneck 2007 (doi:10.1007/s10479-006-0154-0):
 * saving of a swap = gain[in] − loss[out] + extra[in, out].
 * Invariant: for every row, `first` and `second` are its cheapest two open sites (−1 = none, at the cost of staying
 * unserved), and the three tables are the sums over rows of what `tally` says of each.
 */
export class MedianInterchange {
  readonly open: OpenSites;
  readonly #ranks: MedianRanks;
  readonly #first: Int32Array;
  readonly #second: Int32Array;
  readonly #firstCost: Float64Array;
  readonly #secondCost: Float64Array;
  readonly #gain: Float64Array;
  readonly #loss: Float64Array;
  readonly #extra: Float64Array;
  readonly #slotOf: Int32Array;
  readonly #siteIn: Int32Array;
  readonly #slots: number;

  constructor(ranks: MedianRanks, open: OpenSites) {
    this.open = open;
    this.#ranks = ranks;
    this.#siteIn = open.list();
    this.#slots = this.#siteIn.length;
    this.#slotOf = new Int32Array(ranks.sites).fill(-1);
    this.#siteIn.forEach((j, slot) => {
      this.#slotOf[j] = slot;
    });
    this.#first = new Int32Array(ranks.rows);
    this.#second = new Int32Array(ranks.rows);
    this.#firstCost = new Float64Array(ranks.rows);
    this.#secondCost = new Float64Array(ranks.rows);
    this.#gain = new Float64Array(ranks.sites);
    this.#loss = new Float64Array(ranks.sites);
    this.#extra = new Float64Array(ranks.sites * this.#slots);
    for (let r = 0; r < ranks.rows; r++) {
      this.#findTwo(r);
      this.#tally(r, 1);
    }
  }

  #findTwo(r: number): void {
    const { start, site, cost, unserved } = this.#ranks;
    const { open } = this.open;
    const end = start[r + 1] as number;
    let e = start[r] as number;
    while (e < end && open[site[e] as number] === 0) e++;
    this.#first[r] = e < end ? (site[e] as number) : -1;
    this.#firstCost[r] = e < end ? (cost[e] as number) : (unserved[r] as number);
    e++;
    while (e < end && open[site[e] as number] === 0) e++;
    this.#second[r] = e < end ? (site[e] as number) : -1;
    this.#secondCost[r] = e < end ? (cost[e] as number) : (unserved[r] as number);
  }

  #tally(r: number, sign: number): void {
    const first = this.#first[r] as number;
    const near = this.#firstCost[r] as number;
    const far = this.#secondCost[r] as number;
    const slot = first < 0 ? -1 : (this.#slotOf[first] as number);
    if (first >= 0) this.#loss[first] = (this.#loss[first] as number) + sign * (far - near);
    const { start, site, cost } = this.#ranks;
    const gain = this.#gain;
    const extra = this.#extra;
    const slots = this.#slots;
    const end = start[r + 1] as number;
    let e = start[r] as number;
    for (; e < end; e++) {
      const each = cost[e] as number;
      if (each >= near) break;
      const j = site[e] as number;
      gain[j] = (gain[j] as number) + sign * (near - each);
      if (slot >= 0) extra[j * slots + slot] = (extra[j * slots + slot] as number) + sign * (far - near);
    }
    if (slot < 0) return;
    for (; e < end; e++) {
      const each = cost[e] as number;
      if (each >= far) return;
      const at = (site[e] as number) * slots + slot;
      extra[at] = (extra[at] as number) + sign * (far - each);
    }
  }

  /** The swap that saves most among those the rules and `among` allow; null = none is allowed. */
  best(
    among: { readonly into: Uint8Array; readonly out: Uint8Array } | null = null,
    tabu: Tabu | null = null,
  ): Swap | null {
    let into = -1;
    let out = -1;
    let most = Number.NEGATIVE_INFINITY;
    const slots = this.#slots;
    for (let j = 0; j < this.#ranks.sites; j++) {
      if (this.open.open[j] === 1 || (among !== null && among.into[j] === 0)) continue;
      const gain = this.#gain[j] as number;
      for (let slot = 0; slot < slots; slot++) {
        const other = this.#siteIn[slot] as number;
        const saving = gain - (this.#loss[other] as number) + (this.#extra[j * slots + slot] as number);
        if (saving <= most || (among !== null && among.out[other] === 0)) continue;
        if (tabu !== null && saving < tabu.enough && isTabu(tabu, j, other)) continue;
        if (!this.open.canSwap(j, other)) continue;
        into = j;
        out = other;
        most = saving;
      }
    }
    return into < 0 ? null : { into, out, saving: most };
  }

  apply(into: number, out: number): void {
    const { rows, sites, dense } = this.#ranks;
    const touched: number[] = [];
    for (let r = 0; r < rows; r++) {
      const near = (dense[r * sites + into] as number) < (this.#secondCost[r] as number);
      if (!near && this.#first[r] !== out && this.#second[r] !== out) continue;
      this.#tally(r, -1);
      touched.push(r);
    }
    this.open.remove(out);
    this.open.add(into);
    const slot = this.#slotOf[out] as number;
    this.#slotOf[out] = -1;
    this.#slotOf[into] = slot;
    this.#siteIn[slot] = into;
    for (const r of touched) {
      this.#findTwo(r);
      this.#tally(r, 1);
    }
  }

  /** Swaps while that saves something. Rounding in the tables may promise what is not there: the total decides. */
  descend(): void {
    let total = this.total();
    for (let round = 0; round < 50 * this.#slots + 100; round++) {
      const swap = this.best();
      if (swap === null || swap.saving <= LEAST_SHARE * total) return;
      this.apply(swap.into, swap.out);
      const next = this.total();
      if (next >= total) return;
      total = next;
    }
  }

  total(): number {
    let sum = 0;
    for (const cost of this.#firstCost) sum += cost;
    return sum;
  }
}

/** Whether the tables for a plan of this size fit. */
export const fitsTables = (sites: number, slots: number): boolean => sites * slots <= MOST_PAIRS;
