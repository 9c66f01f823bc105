// How much coverage each amount of money buys, and in which order to open: the catalog form over frontier_solver.ts.
import type { Surroundings } from '../method.ts';
import { sheet } from '../method_sheet.ts';
import { namesOf } from '../places.ts';
import { type CoverPatterns, coverPatterns, patternWeight } from './cover_patterns.ts';
import type { FrontierInput, FrontierResult } from './frontier_schema.ts';
import { type Frontier, type NestedStep, nestedOrders, solveFrontier, stepsOf, withBudget } from './frontier_solver.ts';
import { solveMaximalCover } from './maximal_covering_solver.ts';
import { type Deadline, deadline, shareOf } from './siting_clock.ts';
import { inputSheets, parametersOf, preciseSum, siteNames } from './siting_result.ts';
import { fitsBudget, type SiteRules } from './siting_rules.ts';
import { readCutoff, readTables } from './siting_tables.ts';

export const FRONTIER_VERSION = '1';
/** Of the time left, for each step of an order whose optimum is not known. */
const STEP_SHARE = 0.1;
const STEP_SECONDS = 0.1;

/**
 * How many more people does each further amount of money bring within the cutoff, and in which order should sites open?
 *
 * Method: all plans that no other plan beats in both cost and people covered (Pareto set, by ε-constraint: Haimes, Lasdon & Wismer
 * 1971, doi:10.1109/TSMC.1971.4308298), each a maximal covering problem (Church & ReVelle 1974, doi:10.1007/BF01942293) and then
 * the cheapest plan that covers as much. The nested order is the best of several greedy orders (by people, by people per cost,
 * and within each plan of the set): every step keeps the sites of the step before, which costs coverage against the
 * best plan of the same cost; that loss is stated at each step.
 * Inputs: as maximal-covering: `costs` in minutes with `cutoff`, or `points` (and `candidates`) with `cutoffMeters`; `demand`;
 * `siteCost` per site (default 1 each), `p` and `budget` as upper limits, `fixed`, `forbidden`, `spacing`; `maxPoints` (default 60).
 * Output: `points[{cost, covered, upperBound, proved, sites}]` by cost, no point matched or beaten by another; `complete` = no
 * such plan is missing, costs nearer than a millionth of all sites together counting as one. `nestedOrder` = sites in order of opening, fixed ones first;
 * `nestedCost`, `nestedCovered`, `nestedLoss` (≥ 0, weight; against the proved upper bound where the optimum is not proved).
 * Throws Problem invalid_input where inputs contradict each other.
 * Cost: two integer programs per point and one per step of the order that no point answers. Where
 * time runs out the rest are steps of greedy, with wide bounds.
 * Checked against brute force over all plans and the laws of siting tests.
 *
 * Assumption that can harm: people beyond the cutoff count nothing, and the cheapest people to reach come first. A step of
 * the order that seems to lose little may still leave the same group out every time.
 */
export async function frontier(given: FrontierInput, surroundings: Surroundings): Promise<FrontierResult> {
  const input = { ...given, backup: false };
  const cutoff = readCutoff(input);
  const tables = readTables(input, false);
  const { rules, weight } = tables;
  const limit = deadline(surroundings, input.timeLimitSeconds);
  const patterns = coverPatterns(tables.within(cutoff), weight, tables.counts);
  const found = await solveFrontier(patterns, rules, input.maxPoints, limit);
  const best = await bestOrder(patterns, rules, found, limit);
  if (!found.complete)
    tables.warnings.push('More plans may be worth their cost than are listed: raise maxPoints or the time limit.');
  if (weight.some((people) => people > 0) && found.points.every(({ covered, bound }) => covered === 0 && bound === 0)) {
    tables.warnings.push(
      'Nobody has a permitted site within the cutoff and the limits: are costs and cutoff in one unit?',
    );
  }
  return {
    ...sheet({
      method: 'frontier',
      version: FRONTIER_VERSION,
      parameters: parametersOf(input, { maxPoints: input.maxPoints }),
      inputs: inputSheets(input, tables),
      seed: input.seed,
      warnings: tables.warnings,
    }),
    points: found.points.map(({ cost, covered, bound, proved, sites }) => ({
      cost,
      covered,
      upperBound: proved ? covered : bound,
      proved,
      sites: siteNames(tables, sites),
    })),
    complete: found.complete && found.points.every((point) => point.proved),
    proved: found.points.every((point) => point.proved) && best.proved,
    stoppedBy: found.stopped ? 'time' : null,
    nestedOrder: siteNames(
      tables,
      best.steps.map((step) => step.site),
    ),
    nestedCost: best.steps.map((step) => step.cost),
    nestedCovered: best.steps.map((step) => step.covered),
    nestedLoss: best.loss,
    total: preciseSum(weight),
    costUnit: tables.costUnit,
    ids: namesOf(tables.demandNames),
  };
}

interface Order {
  readonly steps: NestedStep[];
  readonly loss: number[];
  readonly proved: boolean;
}

/** The order whose losses are least in sum over the steps, each weighted by what the step costs. */
async function bestOrder(patterns: CoverPatterns, rules: SiteRules, found: Frontier, limit: Deadline): Promise<Order> {
  const optimum = new Map<number, { most: number; proved: boolean }>();
  const mostWithin = async (cost: number): Promise<{ most: number; proved: boolean }> => {
    const known = optimum.get(cost) ?? (await optimumWithin(patterns, rules, found, cost, limit));
    optimum.set(cost, known);
    return known;
  };
  const fixed = rules.fixed.reduce((sum, yes) => sum + yes, 0);
  let best: (Order & { readonly score: number }) | null = null;
  for (const order of nestedOrders(patterns, rules, found)) {
    const steps = stepsOf(patterns, rules, order);
    const loss: number[] = [];
    let proved = true;
    let score = 0;
    for (const [at, step] of steps.entries()) {
      // Fixed sites are no choice: nothing is lost until all of them are open.
      if (at + 1 < fixed) {
        loss.push(0);
        continue;
      }
      const { most, proved: known } = await mostWithin(step.cost);
      proved &&= known;
      loss.push(Math.max(0, most - step.covered));
      score += (loss[at] as number) * (step.cost - (steps[at - 1]?.cost ?? 0));
    }
    if (best === null || score < best.score * (1 - 1e-12)) best = { steps, loss, proved, score };
  }
  return best as Order;
}

/** Most weight that any plan of at most this cost covers: read off the complete set, or asked anew. */
async function optimumWithin(
  patterns: CoverPatterns,
  rules: SiteRules,
  found: Frontier,
  cost: number,
  limit: Deadline,
): Promise<{ most: number; proved: boolean }> {
  const within = found.points.filter((point) => fitsBudget(point.cost, cost)).at(-1);
  if (found.complete && found.points.every((point) => point.proved) && within !== undefined) {
    return { most: within.covered, proved: true };
  }
  const dearer = found.points.find((point) => point.cost >= cost);
  if (limit.left() <= 0) return { most: dearer?.bound ?? patternWeight(patterns), proved: false };
  const answer = await solveMaximalCover(patterns, withBudget(rules, cost), shareOf(limit, STEP_SHARE, STEP_SECONDS));
  const bound = Math.min(answer.bound, dearer?.bound ?? Number.POSITIVE_INFINITY);
  return { most: Math.max(bound, within?.covered ?? 0), proved: answer.proved };
}
