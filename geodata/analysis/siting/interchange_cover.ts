// Swapping one open site for a closed one while more weight is covered, with the bookkeeping that makes the value of every
// possible swap known at once. It knows patterns and rules.
import type { CoverPatterns } from './cover_patterns.ts';
import { OpenSites, type SiteRules } from './siting_rules.ts';

/** Numbers kept per pair of closed and open site; beyond this a search is too large for a table. */
const MOST_PAIRS = 30_000_000;
const LEAST_GAIN = 1e-9;

/**
 * Vertex substitution for covering (Teitz & Bart 1968, doi:10.1287/opre.16.5.955), with gain, loss and correction per pair as
 * Resende & Werneck 2007 (doi:10.1007/s10479-006-0154-0) keep them for the p-median: the weight that a swap adds is
 * gain[in] − loss[out] + both[in, out]. Only patterns that the two sites touch are counted anew.
 */
export function interchangeCover(patterns: CoverPatterns, rules: SiteRules, sites: Iterable<number>): Int32Array {
  const open = new OpenSites(rules, sites);
  const slots = open.count;
  if (slots === 0 || patterns.sites * slots > MOST_PAIRS) return open.list();
  const table = new SwapTable(patterns, open);
  let total = 0;
  for (const weight of patterns.weight) total += weight;
  for (let round = 0; round < 100 * slots; round++) {
    const swap = table.best();
    if (swap === null || swap.value <= LEAST_GAIN * Math.max(total, 1e-300)) break;
    table.apply(swap.into, swap.out);
  }
  return open.list();
}

interface Swap {
  readonly into: number;
  readonly out: number;
  readonly value: number;
}

class SwapTable {
  readonly #patterns: CoverPatterns;
  readonly #open: OpenSites;
  readonly #slots: number;
  readonly #slotOf: Int32Array;
  readonly #siteIn: Int32Array;
  readonly #count: Int32Array;
  /** Sum of the open sites that cover a pattern: the site itself where there is one. */
  readonly #sum: Float64Array;
  readonly #gain: Float64Array;
  readonly #loss: Float64Array;
  readonly #both: Float64Array;

  constructor(patterns: CoverPatterns, open: OpenSites) {
    this.#patterns = patterns;
    this.#open = open;
    this.#siteIn = open.list();
    this.#slots = this.#siteIn.length;
    this.#slotOf = new Int32Array(patterns.sites).fill(-1);
    this.#siteIn.forEach((j, slot) => {
      this.#slotOf[j] = slot;
    });
    this.#count = new Int32Array(patterns.patterns);
    this.#sum = new Float64Array(patterns.patterns);
    this.#gain = new Float64Array(patterns.sites);
    this.#loss = new Float64Array(patterns.sites);
    this.#both = new Float64Array(patterns.sites * this.#slots);
    for (const j of this.#siteIn) this.#cover(j, 1);
    for (let g = 0; g < patterns.patterns; g++) this.#tally(g, 1);
  }

  #cover(j: number, change: number): void {
    const { siteStart, sitePattern } = this.#patterns;
    for (let e = siteStart[j] as number; e < (siteStart[j + 1] as number); e++) {
      const g = sitePattern[e] as number;
      this.#count[g] = (this.#count[g] as number) + change;
      this.#sum[g] = (this.#sum[g] as number) + change * j;
    }
  }

  /** Adds (1) or takes away (−1) what one pattern says about swaps. */
  #tally(g: number, sign: number): void {
    const count = this.#count[g] as number;
    if (count > 1) return;
    const { start, site, weight } = this.#patterns;
    const change = sign * (weight[g] as number);
    const only = this.#sum[g] as number;
    if (count === 1) this.#loss[only] = (this.#loss[only] as number) + change;
    const table = count === 1 ? this.#both : this.#gain;
    const stride = count === 1 ? this.#slots : 1;
    const offset = count === 1 ? (this.#slotOf[only] as number) : 0;
    for (let e = start[g] as number; e < (start[g + 1] as number); e++) {
      const at = (site[e] as number) * stride + offset;
      table[at] = (table[at] as number) + change;
    }
  }

  best(): Swap | null {
    let best: Swap | null = null;
    for (let into = 0; into < this.#patterns.sites; into++) {
      if (this.#open.open[into] === 1) continue;
      for (let slot = 0; slot < this.#slots; slot++) {
        const out = this.#siteIn[slot] as number;
        const value =
          (this.#gain[into] as number) -
          (this.#loss[out] as number) +
          (this.#both[into * this.#slots + slot] as number);
        if ((best === null || value > best.value) && this.#open.canSwap(into, out)) best = { into, out, value };
      }
    }
    return best;
  }

  apply(into: number, out: number): void {
    const { siteStart, sitePattern } = this.#patterns;
    const touched = new Set<number>();
    for (const j of [into, out]) {
      for (let e = siteStart[j] as number; e < (siteStart[j + 1] as number); e++) touched.add(sitePattern[e] as number);
    }
    for (const g of touched) this.#tally(g, -1);
    this.#cover(out, -1);
    this.#cover(into, 1);
    this.#open.remove(out);
    this.#open.add(into);
    const slot = this.#slotOf[out] as number;
    this.#slotOf[out] = -1;
    this.#slotOf[into] = slot;
    this.#siteIn[slot] = into;
    for (const g of touched) this.#tally(g, 1);
  }
}
