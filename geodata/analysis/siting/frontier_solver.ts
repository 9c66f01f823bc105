// Cost against coverage: the plans that no other plan beats in both, and an order of opening in which every step keeps the sites
// of the step before. It knows patterns and rules; names and words are in frontier.ts.

import { type CoverPatterns, coveredWeight, patternWeight } from './cover_patterns.ts';
import { CoverGains, greedyCover } from './greedy_cover.ts';
import { highsCheapestCover } from './highs_frontier.ts';
import { openedSites } from './highs_sites.ts';
import { type CoverAnswer, solveMaximalCover } from './maximal_covering_solver.ts';
import { type Deadline, shareOf } from './siting_clock.ts';
import { OpenSites, planCost, type SiteRules } from './siting_rules.ts';

export interface FrontierPoint {
  readonly cost: number;
  readonly covered: number;
  /** No plan within this cost covers more. */
  readonly bound: number;
  readonly proved: boolean;
  readonly sites: Int32Array;
}

export interface Frontier {
  readonly points: FrontierPoint[];
  /** Whether every plan that nothing beats is among the points, up to `costStep`. */
  readonly complete: boolean;
  readonly stopped: boolean;
}

/** Two costs nearer than this share of the dearest plan count as one; whole numbers differ by one. */
const COST_SHARE = 1e-6;

/** Half of the time is for the points, the rest for the steps of the order that they do not answer. */
const FIRST_SHARE = 0.7;
/** Least seconds for a point once half of the time for points is spent; until then a point gets what a small problem needs. */
const SHORT_SECONDS = 0.1;

/** The same rules with a budget; where sites have no costs a budget is a number of sites. */
export function withBudget(rules: SiteRules, budget: number): SiteRules {
  if (rules.cost !== null) return { ...rules, budget };
  return { ...rules, most: Math.min(rules.most, Math.floor(budget + 1e-9)) };
}

function costStep(rules: SiteRules): number {
  if (rules.cost === null || rules.cost.every(Number.isInteger)) return 1;
  return COST_SHARE * planCost(rules, rules.cost.keys());
}

/**
 * From the dearest useful plan down (ε-constraint, Haimes, Lasdon & Wismer 1971, doi:10.1109/TSMC.1971.4308298): most coverage
 * within the budget, then the cheapest plan that covers as much, then a budget just below its cost.
 */
export async function solveFrontier(
  patterns: CoverPatterns,
  rules: SiteRules,
  mostPoints: number,
  deadline: Deadline,
): Promise<Frontier> {
  const step = costStep(rules);
  const base = planCost(rules, new OpenSites(rules).list());
  const points: FrontierPoint[] = [];
  let budget = Math.min(
    rules.budget,
    planCost(
      rules,
      Array.from({ length: rules.sites }, (_, j) => j),
    ),
  );
  let dearest = 0;
  let complete = true;
  const time = shareOf(deadline, FIRST_SHARE);
  const half = time.left() / 2;
  let stopped = false;
  while (points.length < mostPoints) {
    if (points.length > 0 && time.left() <= 0) {
      complete = false;
      stopped = true;
      points.push(...greedyPoints(patterns, rules, mostPoints - points.length, budget));
      break;
    }
    const share = 1 / (mostPoints - points.length);
    const part = time.left() > half ? shareOf(time, share) : shareOf(time, share, SHORT_SECONDS);
    const within = withBudget(rules, budget);
    const most = await solveMaximalCover(patterns, within, part);
    stopped ||= most.stoppedBy === 'time';
    const { point, ranOut } = await cheapest(patterns, within, most, part);
    stopped ||= ranOut;
    points.push(point);
    dearest = Math.max(dearest, point.cost);
    // Evenly spaced budgets where there may be more plans than points.
    const spaced = (dearest - base) / mostPoints;
    if (spaced > step) complete = false;
    budget = point.cost - Math.max(step, spaced > step ? spaced : 0);
    if (budget < base - step / 2 || point.cost <= base + step / 2) break;
    budget = Math.max(budget, base);
  }
  if (points.length === mostPoints && (points.at(-1) as FrontierPoint).cost > base + step / 2) complete = false;
  return { points: undominated(points), complete, stopped: stopped || deadline.left() <= 0 };
}

/** Where time is up: the first sites of greedy, within what is left of the budget. */
function greedyPoints(patterns: CoverPatterns, rules: SiteRules, mostPoints: number, budget: number): FrontierPoint[] {
  const order = greedyCover(patterns, withBudget(rules, Math.max(budget, 0)), rules.cost !== null);
  const steps = stepsOf(patterns, rules, order);
  const fixed = rules.fixed.reduce((sum, yes) => sum + yes, 0);
  const every = Math.max(1, Math.ceil(steps.length / mostPoints));
  const bound = patternWeight(patterns);
  return steps.flatMap(({ cost, covered }, at) =>
    at + 1 < fixed || (at + 1) % every !== 0
      ? []
      : [{ cost, covered, bound, proved: false, sites: Int32Array.from(order.slice(0, at + 1)).sort() }],
  );
}

/** The cheapest plan that covers as much. */
async function cheapest(
  patterns: CoverPatterns,
  rules: SiteRules,
  most: CoverAnswer,
  deadline: Deadline,
): Promise<{ readonly point: FrontierPoint; readonly ranOut: boolean }> {
  let { sites } = most;
  let proved = most.proved;
  const answer = await highsCheapestCover({ patterns, rules, start: sites, deadline, covered: most.covered });
  if (answer.values !== null) {
    const found = openedSites(answer.values, patterns.sites);
    const keeps = coveredWeight(patterns, found) >= most.covered * (1 - 1e-9);
    if (keeps && planCost(rules, found) < planCost(rules, sites)) sites = found;
  }
  proved &&= answer.status === 'optimal';
  const covered = coveredWeight(patterns, sites);
  const point = { cost: planCost(rules, sites), covered, bound: Math.max(covered, most.bound), proved, sites };
  return { point, ranOut: answer.status === 'time' };
}

/** By cost, without any that another matches or beats in both. */
function undominated(points: readonly FrontierPoint[]): FrontierPoint[] {
  const sorted = [...points].sort((a, b) => a.cost - b.cost || b.covered - a.covered);
  const kept: FrontierPoint[] = [];
  for (const point of sorted) {
    const last = kept.at(-1);
    if (last === undefined || point.covered > last.covered) kept.push(point);
  }
  // What no dearer plan can cover, no cheaper one can.
  for (let at = kept.length - 2; at >= 0; at--) {
    const point = kept[at] as FrontierPoint;
    kept[at] = { ...point, bound: Math.min(point.bound, (kept[at + 1] as FrontierPoint).bound) };
  }
  return kept;
}

export interface NestedStep {
  readonly site: number;
  readonly cost: number;
  readonly covered: number;
}

/** Steps of an order: each site opened, what all so far cost and cover. */
export function stepsOf(patterns: CoverPatterns, rules: SiteRules, order: readonly number[]): NestedStep[] {
  const gains = new CoverGains(patterns);
  let covered = 0;
  return order.map((site, at) => {
    covered += gains.open(site);
    return { site, cost: planCost(rules, order.slice(0, at + 1)), covered };
  });
}

/** Orders to choose from: greedy by weight, greedy by weight per cost, and greedy within each plan of the frontier, then beyond. */
export function nestedOrders(patterns: CoverPatterns, rules: SiteRules, frontier: Frontier): number[][] {
  const orders = [greedyCover(patterns, rules, false)];
  if (rules.cost !== null) orders.push(greedyCover(patterns, rules, true));
  for (const point of frontier.points) {
    const inside = new Uint8Array(rules.sites);
    for (const j of point.sites) inside[j] = 1;
    orders.push(withinThenBeyond(patterns, rules, inside));
  }
  return orders;
}

/** Greedy among the sites of one plan first, then among all. */
function withinThenBeyond(patterns: CoverPatterns, rules: SiteRules, inside: Uint8Array): number[] {
  const open = new OpenSites(rules);
  const gains = new CoverGains(patterns);
  const order = [...open.list()];
  for (const j of order) gains.open(j);
  for (const within of [true, false]) {
    for (;;) {
      let best = -1;
      let bestValue = 0;
      for (let j = 0; j < rules.sites; j++) {
        if ((within && inside[j] === 0) || !open.canAdd(j)) continue;
        const cost = rules.cost === null ? 1 : (rules.cost[j] as number);
        const value = (gains.gain[j] as number) / Math.max(cost, 1e-300);
        if ((gains.gain[j] as number) > 0 && value > bestValue) [best, bestValue] = [j, value];
      }
      if (best < 0) break;
      open.add(best);
      if (gains.open(best) > 0) order.push(best);
      else open.remove(best);
    }
  }
  return order;
}
