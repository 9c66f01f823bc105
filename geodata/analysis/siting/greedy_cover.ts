// Greedy covering: open the site that covers most of what is not covered yet, again and again. A start for better searches,
// and the order in which frontier opens sites. It knows patterns and rules.
import { type CoverPatterns, coverCounts } from './cover_patterns.ts';
import { OpenSites, type SiteRules } from './siting_rules.ts';

/** Weight that each site would add, kept true while sites are opened. */
export class CoverGains {
  readonly gain: Float64Array;
  readonly covered: Uint8Array;
  readonly #patterns: CoverPatterns;

  constructor(patterns: CoverPatterns) {
    this.#patterns = patterns;
    this.gain = new Float64Array(patterns.sites);
    this.covered = new Uint8Array(patterns.patterns);
    for (let g = 0; g < patterns.patterns; g++) this.#count(g, patterns.weight[g] as number);
  }

  #count(g: number, change: number): void {
    const { start, site } = this.#patterns;
    for (let e = start[g] as number; e < (start[g + 1] as number); e++) {
      const j = site[e] as number;
      this.gain[j] = (this.gain[j] as number) + change;
    }
  }

  /** Weight newly covered by opening `j`. */
  open(j: number): number {
    const { siteStart, sitePattern, weight } = this.#patterns;
    let added = 0;
    for (let e = siteStart[j] as number; e < (siteStart[j + 1] as number); e++) {
      const g = sitePattern[e] as number;
      if (this.covered[g] === 1) continue;
      this.covered[g] = 1;
      added += weight[g] as number;
      this.#count(g, -(weight[g] as number));
    }
    // Differences of sums leave dust; nothing is gained where nothing is left.
    this.gain[j] = 0;
    return added;
  }
}

/** The site with the greatest gain (per unit of cost when `perCost`), smallest index first; −1 = none may be opened. */
function bestSite(open: OpenSites, gain: Float64Array, perCost: boolean): number {
  let best = -1;
  let bestValue = Number.NEGATIVE_INFINITY;
  for (let j = 0; j < gain.length; j++) {
    if (!open.canAdd(j)) continue;
    const cost = perCost ? open.costOf(j) : 1;
    const value = cost > 0 ? (gain[j] as number) / cost : (gain[j] as number) > 0 ? Number.POSITIVE_INFINITY : 0;
    if (value > bestValue) {
      best = j;
      bestValue = value;
    }
  }
  return best;
}

/**
 * Opens sites on top of the fixed ones until nothing more is gained or allowed (Church & ReVelle 1974, doi:10.1007/BF01942293,
 * their "greedy adding"). The order of opening is the order of the list; fixed sites come first.
 */
export function greedyCover(patterns: CoverPatterns, rules: SiteRules, perCost: boolean): number[] {
  const open = new OpenSites(rules);
  const gains = new CoverGains(patterns);
  const order = [...open.list()];
  for (const j of order) gains.open(j);
  for (;;) {
    const j = bestSite(open, gains.gain, perCost);
    if (j < 0) return order;
    open.add(j);
    if (gains.open(j) === 0) {
      open.remove(j);
      return order;
    }
    order.push(j);
  }
}

/** Adds sites that gain nothing until `most` are open: a plan for exactly p sites opens p. Smallest index first. */
export function fillUp(rules: SiteRules, sites: Iterable<number>): Int32Array {
  const open = new OpenSites(rules, sites);
  for (let j = 0; j < rules.sites && open.count < rules.most; j++) if (open.canAdd(j)) open.add(j);
  return open.list();
}

/** Takes away sites without which every pattern is still covered as often as needed, dearest first. */
export function withoutIdle(
  patterns: CoverPatterns,
  rules: SiteRules,
  sites: Iterable<number>,
  need: Int32Array,
): Int32Array {
  const open = new OpenSites(rules, sites);
  const counts = coverCounts(patterns, open.list());
  const { siteStart, sitePattern } = patterns;
  const patternsOf = (j: number): Int32Array => sitePattern.subarray(siteStart[j], siteStart[j + 1]);
  const byCost = [...open.list()].sort((a, b) => open.costOf(b) - open.costOf(a) || b - a);
  for (const j of byCost) {
    if (rules.fixed[j] === 1) continue;
    if (!patternsOf(j).every((g) => (counts[g] as number) > (need[g] as number))) continue;
    for (const g of patternsOf(j)) counts[g] = (counts[g] as number) - 1;
    open.remove(j);
  }
  return open.list();
}
