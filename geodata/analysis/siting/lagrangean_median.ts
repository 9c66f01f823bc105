// A proved lower bound for the p-median, and which sites can be told in or out by it. It knows ranks and rules, no solver.

import type { MedianRanks } from './p_median_ranks.ts';
import { improved, type MedianPlan } from './path_relinking.ts';
import type { Deadline } from './siting_clock.ts';
import { OpenSites, type SiteRules } from './siting_rules.ts';

export interface MedianBound {
  readonly bound: number;
  /** Price of serving each row in the best relaxation found. */
  readonly price: Float64Array;
  /** 1 = in no plan better than the best one found. */
  readonly closed: Uint8Array;
  readonly best: MedianPlan;
  readonly stopped: boolean;
}

/**
 * Share of the last direction kept in the next one (Camerini, Fratta & Maffioli 1975,
 * Mathematical Programming Studies 3): less zigzag.
 */
const KEPT_DIRECTION = 0.8;
const PATIENCE = 20;
const LEAST_STEP = 1e-4;
/** What the bound is sent towards, as a share of the best plan. */
const AIM = 1.002;
/** Prices that were good once need no long way. */
const RESUMED_STEP = 0.25;
/** Rounding in sums over rows, as a share of the bound: subtracted before anything is called proved. */
const ROUNDING = 1e-12;
/** Every so many improvements of the bound its own plan is improved by interchange. */
const PLAN_EVERY = 20;

/**
 * Lagrangean relaxation of "every row is served" (Narula, Ogbu & Samuelsson 1977, doi:10.1287/opre.25.4.709; subgradient and
 * site fixing as Beasley 1993, European Journal of Operational Research 65:383–399): L(v) = Σ v + Σ over the open ones
 * of ρ_j, ρ_j = Σ min(0, c − v). Which sites open under prices v: the fixed ones and the p − fixed smallest ρ; under a
 * budget the fractional knapsack over −ρ. Spacing is left out, which only lowers the bound.
 */
export function lagrangeanMedian(
  ranks: MedianRanks,
  rules: SiteRules,
  from: MedianPlan,
  deadline: Deadline,
  mostRounds: number,
  known: MedianBound | null = null,
): MedianBound {
  const search = new Relaxation(ranks, rules, from, known);
  let step = known === null ? 1 : RESUMED_STEP;
  let idle = 0;
  let stopped = false;
  for (let round = 0; round < mostRounds && step > LEAST_STEP && !search.proved(); round++) {
    if (search.relax()) idle = 0;
    else if (++idle >= PATIENCE) {
      step /= 2;
      idle = 0;
    }
    if (deadline.left() <= 0) {
      stopped = true;
      break;
    }
    search.move(step);
  }
  return { bound: search.bound, price: search.bestPrice, closed: search.closed, best: search.plan, stopped };
}

class Relaxation {
  bound = Number.NEGATIVE_INFINITY;
  plan: MedianPlan;
  readonly bestPrice: Float64Array;
  readonly closed: Uint8Array;
  readonly #ranks: MedianRanks;
  readonly #rules: SiteRules;
  readonly #price: Float64Array;
  readonly #rho: Float64Array;
  readonly #chosen: Uint8Array;
  readonly #way: Float64Array;
  readonly #sorted: Float64Array;
  /** The greatest ρ among the chosen that are not fixed. */
  #last = 0;
  #value = 0;
  #improvements = 0;

  constructor(ranks: MedianRanks, rules: SiteRules, from: MedianPlan, known: MedianBound | null) {
    this.#ranks = ranks;
    this.#rules = rules;
    this.plan = from;
    this.#price = known?.price.slice() ?? startPrices(ranks, new OpenSites(rules, from.sites).open);
    this.bestPrice = this.#price.slice();
    this.closed = known?.closed.slice() ?? new Uint8Array(ranks.sites);
    this.#rho = new Float64Array(ranks.sites);
    this.#chosen = new Uint8Array(ranks.sites);
    this.#way = new Float64Array(ranks.rows);
    this.#sorted = new Float64Array(ranks.sites);
  }

  proved(): boolean {
    return this.bound >= this.plan.total * (1 - 1e-10);
  }

  /** Value of the relaxation at the current prices; true when it beats the best bound. */
  relax(): boolean {
    const { rows, start, site, cost } = this.#ranks;
    const rho = this.#rho.fill(0);
    const price = this.#price;
    let sum = 0;
    for (let r = 0; r < rows; r++) {
      const v = price[r] as number;
      sum += v;
      const end = start[r + 1] as number;
      for (let e = start[r] as number; e < end; e++) {
        const below = (cost[e] as number) - v;
        if (below >= 0) break;
        const j = site[e] as number;
        rho[j] = (rho[j] as number) + below;
      }
    }
    this.#value = sum + this.#choose() - ROUNDING * Math.abs(sum);
    if (this.#value <= this.bound) return false;
    this.bound = this.#value;
    this.bestPrice.set(price);
    if (this.#improvements++ % PLAN_EVERY === 0) this.#tryPlan();
    this.#close();
    return true;
  }

  /** Opens what the relaxation opens and returns its part of the value. */
  #choose(): number {
    const { fixed, cost, budget, most, sites } = this.#rules;
    const rho = this.#rho;
    const chosen = this.#chosen.fill(0);
    let value = 0;
    let left = most;
    let money = budget;
    let free = 0;
    for (let j = 0; j < sites; j++) {
      if (fixed[j] === 1) {
        chosen[j] = 1;
        value += rho[j] as number;
        left--;
        money -= cost === null ? 0 : (cost[j] as number);
      } else if (this.closed[j] === 0) this.#sorted[free++] = rho[j] as number;
    }
    if (cost !== null && budget < Number.POSITIVE_INFINITY) return value + this.#knapsack(money, cost);
    left = Math.min(left, free);
    const sorted = this.#sorted.subarray(0, free).sort();
    this.#last = left > 0 && left < free ? (sorted[left - 1] as number) : 0;
    let below = 0;
    while (below < left && (sorted[below] as number) < (sorted[left - 1] as number)) below++;
    let ties = left - below;
    for (let j = 0; j < sites && left > 0; j++) {
      if (fixed[j] === 1 || this.closed[j] === 1) continue;
      const each = rho[j] as number;
      if (each > (sorted[left - 1] as number) || (each === sorted[left - 1] && ties-- <= 0)) continue;
      chosen[j] = 1;
      value += each;
    }
    return value;
  }

  /** The fractional knapsack: a valid bound for the sites that a budget allows (the number of sites is left out). */
  #knapsack(money: number, cost: Float64Array): number {
    const rho = this.#rho;
    const share = (j: number): number => (rho[j] as number) / Math.max(cost[j] as number, 1e-300);
    const order = Int32Array.from({ length: rho.length }, (_, j) => j).sort((a, b) => share(a) - share(b) || a - b);
    let value = 0;
    for (const j of order) {
      if (this.#rules.fixed[j] === 1 || (rho[j] as number) >= 0) continue;
      const price = cost[j] as number;
      if (price <= money) {
        this.#chosen[j] = 1;
        value += rho[j] as number;
        money -= price;
      } else {
        value += price > 0 ? ((rho[j] as number) * Math.max(0, money)) / price : (rho[j] as number);
        break;
      }
    }
    return value;
  }

  /** A site not chosen costs at least ρ_j − ρ_last more than the bound when it is opened in place of the last chosen one. */
  #close(): void {
    if (this.#rules.budget < Number.POSITIVE_INFINITY) return;
    const limit = this.plan.total * (1 + 1e-10);
    for (let j = 0; j < this.#rules.sites; j++) {
      if (this.#chosen[j] === 1 || this.closed[j] === 1) continue;
      if (this.bound + (this.#rho[j] as number) - this.#last > limit) this.closed[j] = 1;
    }
  }

  #tryPlan(): void {
    const open = new OpenSites(this.#rules);
    for (let j = 0; j < this.#ranks.sites; j++) if (this.#chosen[j] === 1 && open.canAdd(j)) open.add(j);
    for (const j of this.plan.sites) if (open.canAdd(j)) open.add(j);
    const plan = improved(this.#ranks, open);
    if (plan.total < this.plan.total) this.plan = plan;
  }

  /** Prices up where a row is not served, down where it is served more than once. */
  move(step: number): void {
    const { rows, start, site, cost, unserved } = this.#ranks;
    const price = this.#price;
    const chosen = this.#chosen;
    let length = 0;
    for (let r = 0; r < rows; r++) {
      const v = price[r] as number;
      let times = v >= (unserved[r] as number) ? 1 : 0;
      const end = start[r + 1] as number;
      for (let e = start[r] as number; e < end && (cost[e] as number) < v; e++) {
        times += chosen[site[e] as number] as number;
      }
      const way = KEPT_DIRECTION * (this.#way[r] as number) + (1 - KEPT_DIRECTION) * (1 - times);
      this.#way[r] = way;
      length += way * way;
    }
    if (length === 0) {
      // The relaxation serves every row once: its plan is the optimum.
      this.#tryPlan();
      return;
    }
    const size = (step * (this.plan.total * AIM - this.#value)) / length;
    for (let r = 0; r < rows; r++) {
      const moved = (price[r] as number) + size * (this.#way[r] as number);
      // Below its cheapest site a price only loses; above what it costs to stay unserved it would not be a bound.
      const floor = cost[start[r] as number] as number;
      price[r] = Math.min(unserved[r] as number, Math.max(floor, moved));
    }
  }
}

/** Between the cheapest and the second cheapest open site of a row. */
function startPrices(ranks: MedianRanks, open: Uint8Array): Float64Array {
  const price = new Float64Array(ranks.rows);
  for (let r = 0; r < ranks.rows; r++) {
    const costs: number[] = [];
    for (let e = ranks.start[r] as number; e < (ranks.start[r + 1] as number) && costs.length < 2; e++) {
      if (open[ranks.site[e] as number] === 1) costs.push(ranks.cost[e] as number);
    }
    const near = costs[0] ?? (ranks.unserved[r] as number);
    price[r] = (near + Math.min(costs[1] ?? near, ranks.unserved[r] as number)) / 2;
  }
  return price;
}
