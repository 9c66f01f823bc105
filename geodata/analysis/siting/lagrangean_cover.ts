// A proved upper bound for maximal covering, and which sites it tells out. It knows patterns and rules, no solver.
import { type CoverPatterns, coverCounts, coveredWeight } from './cover_patterns.ts';
import { greedyCover } from './greedy_cover.ts';
import { interchangeCover } from './interchange_cover.ts';
import type { Deadline } from './siting_clock.ts';
import { OpenSites, type SiteRules } from './siting_rules.ts';

export interface CoverBound {
  readonly bound: number;
  /** 1 = in no plan better than the best one found. */
  readonly closed: Uint8Array;
  readonly sites: Int32Array;
  readonly covered: number;
}

const MOST_ROUNDS = 1500;
const PATIENCE = 30;
const LEAST_STEP = 1e-3;
const KEPT_DIRECTION = 0.95;
/** What the bound is sent towards, as a share of the best plan. */
const AIM = 1;
const ROUNDING = 1e-12;
const PLAN_EVERY = 25;

/**
 * Lagrangean relaxation of "covered only by an open site" (Galvão & ReVelle 1996, European Journal of Operational
 * Research 88:114–123):
 * L(u) = Σ max(0, w − u) + Σ over the sites with greatest Σ u, subgradient with kept direction, sites closed by reduced value.
 * Only for rules by number: a budget is left to the solver. Spacing is left out, which only raises the bound.
 */
export function lagrangeanCover(
  patterns: CoverPatterns,
  rules: SiteRules,
  start: Int32Array,
  deadline: Deadline,
): CoverBound {
  const search = new CoverRelaxation(patterns, rules, start, deadline);
  let step = 1;
  let idle = 0;
  for (let round = 0; round < MOST_ROUNDS && step > LEAST_STEP && !search.proved(); round++) {
    if (search.relax()) idle = 0;
    else if (++idle >= PATIENCE) {
      step /= 2;
      idle = 0;
    }
    if (deadline.left() <= 0) break;
    search.move(step);
  }
  return search;
}

class CoverRelaxation implements CoverBound {
  bound = Number.POSITIVE_INFINITY;
  sites: Int32Array;
  covered: number;
  readonly closed: Uint8Array;
  readonly #patterns: CoverPatterns;
  readonly #rules: SiteRules;
  readonly #deadline: Deadline;
  readonly #price: Float64Array;
  readonly #way: Float64Array;
  readonly #times: Int32Array;
  readonly #value: Float64Array;
  readonly #sorted: Float64Array;
  readonly #chosen: Uint8Array;
  #last = 0;
  #current = 0;
  #improvements = 0;

  constructor(patterns: CoverPatterns, rules: SiteRules, start: Int32Array, deadline: Deadline) {
    this.#deadline = deadline;
    this.#patterns = patterns;
    this.#rules = rules;
    this.sites = start;
    this.covered = coveredWeight(patterns, start);
    const counts = coverCounts(patterns, start);
    this.#price = patterns.weight.map((weight, g) => weight / Math.max(1, counts[g] as number));
    this.#way = new Float64Array(patterns.patterns);
    this.#times = new Int32Array(patterns.patterns);
    this.#value = new Float64Array(patterns.sites);
    this.#sorted = new Float64Array(patterns.sites);
    this.#chosen = new Uint8Array(patterns.sites);
    this.closed = new Uint8Array(patterns.sites);
  }

  proved(): boolean {
    return this.bound <= this.covered * (1 + 1e-10);
  }

  /** Value at the current prices; true when it beats the best bound. */
  relax(): boolean {
    const { patterns, start, site, weight } = this.#patterns;
    const value = this.#value.fill(0);
    let sum = 0;
    for (let g = 0; g < patterns; g++) {
      const price = this.#price[g] as number;
      sum += (weight[g] as number) - price;
      if (price === 0) continue;
      for (let e = start[g] as number; e < (start[g + 1] as number); e++) {
        const j = site[e] as number;
        value[j] = (value[j] as number) + price;
      }
    }
    const opened = this.#choose();
    this.#current = sum + opened + ROUNDING * (sum + opened);
    if (this.#current >= this.bound) return false;
    this.bound = this.#current;
    if (this.#improvements++ % PLAN_EVERY === 0) this.#tryPlan();
    this.#close();
    return true;
  }

  /** Opens the fixed sites and the most valuable others; `#last` is the least value opened among those. */
  #choose(): number {
    const { sites, fixed, most } = this.#rules;
    let left = most;
    let free = 0;
    let sum = 0;
    for (let j = 0; j < sites; j++) {
      this.#chosen[j] = fixed[j] as number;
      if (fixed[j] === 1) {
        sum += this.#value[j] as number;
        left--;
      } else if (this.closed[j] === 0) this.#sorted[free++] = this.#value[j] as number;
    }
    const sorted = this.#sorted.subarray(0, free).sort();
    left = Math.min(left, free);
    this.#last = left > 0 && left < free ? (sorted[free - left] as number) : 0;
    const limit = left > 0 ? (sorted[free - left] as number) : Number.POSITIVE_INFINITY;
    let ties = left;
    for (let k = free - 1; k >= 0 && (sorted[k] as number) > limit; k--) ties--;
    for (let j = 0; j < sites; j++) {
      const each = this.#value[j] as number;
      if (fixed[j] === 1 || this.closed[j] === 1 || each < limit || (each === limit && ties-- <= 0)) continue;
      this.#chosen[j] = 1;
      sum += each;
    }
    return sum;
  }

  #close(): void {
    const least = this.covered * (1 - 1e-10);
    for (let j = 0; j < this.#rules.sites; j++) {
      if (this.#chosen[j] === 1 || this.closed[j] === 1) continue;
      if (this.bound + (this.#value[j] as number) - this.#last < least) this.closed[j] = 1;
    }
  }

  #tryPlan(): void {
    const open = new OpenSites(this.#rules);
    for (let j = 0; j < this.#rules.sites; j++) if (this.#chosen[j] === 1 && open.canAdd(j)) open.add(j);
    const swapped = interchangeCover(this.#patterns, this.#rules, open.list(), this.#deadline);
    const fixed = this.#rules.fixed.slice();
    for (const j of swapped) fixed[j] = 1;
    const sites = Int32Array.from(greedyCover(this.#patterns, { ...this.#rules, fixed }, false)).sort();
    const covered = coveredWeight(this.#patterns, sites);
    if (covered <= this.covered) return;
    this.sites = sites;
    this.covered = covered;
  }

  /** Prices down where open sites cover more than once, up where none does. */
  move(step: number): void {
    const { patterns, sites, siteStart, sitePattern, weight } = this.#patterns;
    const times = this.#times.fill(0);
    for (let j = 0; j < sites; j++) {
      if (this.#chosen[j] === 0) continue;
      for (let e = siteStart[j] as number; e < (siteStart[j + 1] as number); e++) {
        const g = sitePattern[e] as number;
        times[g] = (times[g] as number) + 1;
      }
    }
    let length = 0;
    for (let g = 0; g < patterns; g++) {
      // At a price equal to the weight being covered or not is the same: the choice that agrees with the sites.
      const counted = (this.#price[g] as number) < (weight[g] as number) ? 1 : Math.min(1, times[g] as number);
      const way = KEPT_DIRECTION * (this.#way[g] as number) + (1 - KEPT_DIRECTION) * ((times[g] as number) - counted);
      this.#way[g] = way;
      length += way * way;
    }
    if (length === 0) return;
    const size = (step * (this.#current - AIM * this.covered)) / length;
    for (let g = 0; g < patterns; g++) {
      const moved = (this.#price[g] as number) - size * (this.#way[g] as number);
      this.#price[g] = Math.min(weight[g] as number, Math.max(0, moved));
    }
  }
}
