// Swapping one open site for a closed one while more weight is covered, with the bookkeeping that makes the value of every
// possible swap known at once. It knows patterns and rules.
import { randomIndex } from '../random.ts';
import { type CoverPatterns, coveredWeight } from './cover_patterns.ts';
import { isTabu, MOST_PAIRS, type Tabu } from './interchange.ts';
import type { Deadline } from './siting_clock.ts';
import { OpenSites, type SiteRules, shaken } from './siting_rules.ts';

const LEAST_GAIN = 1e-9;
const SHORT = 4;
const LONG = 12;
const PATIENCE = 100;
const CLOCK_EVERY = 16;

/**
 * Vertex substitution for covering (Teitz & Bart 1968, doi:10.1287/opre.16.5.955), with gain, loss and correction per pair as
 * Resende & Werneck 2007 (doi:10.1007/s10479-006-0154-0) keep them for the p-median: the weight that a swap adds is
 * gain[in] − loss[out] + both[in, out]. Only patterns that the two sites touch are counted anew.
 */
export function interchangeCover(
  patterns: CoverPatterns,
  rules: SiteRules,
  sites: Iterable<number>,
  deadline: Deadline | null = null,
): Int32Array {
  const open = new OpenSites(rules, sites);
  const slots = open.count;
  if (slots === 0 || patterns.sites * slots > MOST_PAIRS) return open.list();
  const table = new SwapTable(patterns, open);
  let total = 0;
  for (const weight of patterns.weight) total += weight;
  for (let round = 0; round < 100 * slots; round++) {
    if (deadline !== null && round % CLOCK_EVERY === 0 && deadline.left() <= 0) break;
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

/**
 * Tabu search over swaps (Glover 1989, doi:10.1287/ijoc.1.3.190): always the best swap, even a worse plan, but no site comes back
 * or leaves again for some steps, unless that beats the best plan. After many steps in vain it begins again
 * from the best with some sites taken for others (iterated local search).
 */
export function tabuCover(
  patterns: CoverPatterns,
  rules: SiteRules,
  sites: Iterable<number>,
  of: { readonly steps: number; readonly random: () => number; readonly deadline: Deadline },
): Int32Array {
  const start = new OpenSites(rules, sites).list();
  if (start.length === 0 || start.length * patterns.sites > MOST_PAIRS) return start;
  let best = start;
  let most = coveredWeight(patterns, start);
  let since = 0;
  let open = new OpenSites(rules, start);
  let table = new SwapTable(patterns, open);
  let covered = most;
  const until = new Int32Array(patterns.sites);
  for (let step = 1; step <= of.steps; step++) {
    if (step % CLOCK_EVERY === 0 && of.deadline.left() <= 0) break;
    const swap = table.best({ until, step, enough: most - covered + LEAST_GAIN * most });
    if (swap === null) break;
    table.apply(swap.into, swap.out);
    covered += swap.value;
    until[swap.out] = step + SHORT + randomIndex(of.random, LONG);
    until[swap.into] = step + SHORT / 2 + randomIndex(of.random, SHORT);
    since++;
    if (covered > most * (1 + LEAST_GAIN)) {
      best = open.list();
      covered = coveredWeight(patterns, best);
      most = covered;
      since = 0;
    } else if (since > PATIENCE) {
      since = 0;
      open = shaken(new OpenSites(rules, best), of.random);
      table = new SwapTable(patterns, open);
      covered = coveredWeight(patterns, open.list());
    }
  }
  return best;
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

  best(tabu: Tabu | null = null): Swap | null {
    let best: Swap | null = null;
    for (let into = 0; into < this.#patterns.sites; into++) {
      if (this.#open.open[into] === 1) continue;
      for (let slot = 0; slot < this.#slots; slot++) {
        const out = this.#siteIn[slot] as number;
        const value =
          (this.#gain[into] as number) -
          (this.#loss[out] as number) +
          (this.#both[into * this.#slots + slot] as number);
        if (best !== null && value <= best.value) continue;
        if (tabu !== null && value < tabu.enough && isTabu(tabu, into, out)) continue;
        if (this.#open.canSwap(into, out)) best = { into, out, value };
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
