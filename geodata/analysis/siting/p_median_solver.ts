// The p-median on a cost matrix: heuristic, bound, proof, in this order, until proved or out of time. It knows numbers only; names
// and words are in p_median.ts.
import type { CostMatrix } from '../cost_matrix.ts';
import { seededRandom } from '../random.ts';
import { highsMedian } from './highs_median.ts';
import { openedSites } from './highs_sites.ts';
import { lagrangeanMedian, type MedianBound } from './lagrangean_median.ts';
import { type MedianRanks, medianRanks } from './p_median_ranks.ts';
import { improved, searchMedian } from './path_relinking.ts';
import { type Deadline, type SitingAnswer, shareOf } from './siting_clock.ts';
import { OpenSites, type SiteRules } from './siting_rules.ts';
import { tabuMedian } from './tabu_median.ts';

export interface MedianTask {
  readonly matrix: CostMatrix;
  readonly weight: Float64Array;
  readonly rules: SiteRules;
  readonly seed: number;
  readonly deadline: Deadline;
}

const ROUNDS = 2500;
const HEURISTIC_SHARE = 0.15;
/** Entries from which the solver has little hope: the time goes to a longer search and a better bound instead. */
const MOST_PROVED = 1_500_000;
const BOUND_SHARE = 0.45;
const TABU_SHARE = 0.5;
const STEPS = 5000;
/** Gaps below this share of the total are rounding. */
export const ROUNDING_GAP = 1e-9;

/** Sites, and a bound on the total with unserved rows at `penalty` per unit of weight. */
export async function solveMedian(
  task: MedianTask,
  penalty: number,
): Promise<SitingAnswer & { readonly total: number }> {
  const { rules, deadline } = task;
  const ranks = medianRanks(task.matrix, task.weight, penalty);
  // The bound needs the greater part of the time.
  const first = searchMedian(ranks, rules, task.seed, shareOf(deadline, HEURISTIC_SHARE));
  const large = ranks.site.length > MOST_PROVED;
  let known = lagrangeanMedian(ranks, rules, first, large ? shareOf(deadline, BOUND_SHARE) : deadline, ROUNDS);
  if (large && !isProved(known)) {
    const of = { steps: STEPS, random: seededRandom(task.seed), deadline: shareOf(deadline, TABU_SHARE) };
    const best = tabuMedian(ranks, rules, known.best, of);
    const next = lagrangeanMedian(ranks, rules, best, deadline, ROUNDS, known);
    // A search that its share of the time cut short could have gone another way.
    const stopped = known.stopped || next.stopped || of.deadline.left() <= 0;
    known =
      next.bound > known.bound ? { ...next, stopped } : { ...next, stopped, bound: known.bound, price: known.price };
  }
  let stopped = known.stopped;
  if (!isProved(known)) {
    const exact = await highsMedian(ranks, rules, known, deadline);
    if (exact !== null) {
      known = { ...known, ...afterProof(ranks, rules, known, exact) };
      stopped = exact.status === 'time';
    }
  }
  const bound = Math.min(known.bound, known.best.total);
  const proved = known.best.total - bound <= ROUNDING_GAP * Math.max(1e-300, known.best.total);
  return {
    sites: known.best.sites,
    total: known.best.total,
    bound: proved ? known.best.total : bound,
    proved,
    stoppedBy: stopped && !proved ? 'time' : null,
  };
}

const isProved = (known: MedianBound): boolean =>
  known.best.total - known.bound <= ROUNDING_GAP * Math.max(1e-300, known.best.total);

function afterProof(
  ranks: MedianRanks,
  rules: SiteRules,
  known: MedianBound,
  exact: { readonly status: string; readonly values: Float64Array | null; readonly bound: number },
): Pick<MedianBound, 'best' | 'bound'> {
  let { best } = known;
  if (exact.values !== null) {
    const plan = improved(ranks, new OpenSites(rules, openedSites(exact.values, ranks.sites)));
    if (plan.total < best.total) best = plan;
  }
  // Optimal or infeasible: nothing that was cut away or is left beats the best plan.
  const settled = exact.status === 'optimal' || exact.status === 'infeasible';
  return { best, bound: settled ? best.total : Math.max(known.bound, Math.min(exact.bound, best.total)) };
}

export interface ServedMedian extends SitingAnswer {
  /** Weighted cost of the rows that are served. */
  readonly cost: number;
}

/** Penalties tried, as multiples of the greatest cost; a greater one is only needed where serving few costs many dear. */
const PENALTIES = [10, 1e4, 1e7];

/**
 * Leaves as little weight unserved as can be, and costs least among the plans that do. `leastUnserved` is the least weight that
 * any plan leaves unserved among rows that some site reaches (0 where every site reaches every row). With a penalty M per unit
 * unserved, a bound B on cost + M·unserved gives cost ≥ B − M·u for every plan that leaves at most u unserved.
 */
export async function solveServedMedian(
  task: MedianTask,
  leastUnserved: { readonly weight: number; readonly proved: boolean },
): Promise<ServedMedian> {
  const { matrix, weight } = task;
  let greatest = 0;
  for (const cost of matrix.cost) if (cost < Number.POSITIVE_INFINITY) greatest = Math.max(greatest, cost);
  let best: ServedMedian | null = null;
  let fewest = Number.POSITIVE_INFINITY;
  for (const times of PENALTIES) {
    const penalty = (greatest > 0 ? greatest : 1) * times;
    const answer = await solveMedian(task, penalty);
    const { cost, unserved, total } = servedCost(matrix, weight, answer.sites);
    const slack = ROUNDING_GAP * total;
    const serves = unserved <= leastUnserved.weight + slack;
    if (unserved < fewest - slack || best === null) {
      fewest = unserved;
      const proved = answer.proved && serves && leastUnserved.proved;
      const bound = proved ? cost : Math.max(0, Math.min(cost, answer.bound - penalty * unserved));
      best = { ...answer, cost, bound, proved };
    }
    if (serves) break;
  }
  return best as ServedMedian;
}

function servedCost(
  matrix: CostMatrix,
  weight: Float64Array,
  sites: Int32Array,
): { cost: number; unserved: number; total: number } {
  let [cost, unserved, total] = [0, 0, 0];
  for (let i = 0; i < matrix.rows; i++) {
    let near = Number.POSITIVE_INFINITY;
    let any = false;
    for (const j of sites) near = Math.min(near, matrix.cost[i * matrix.columns + j] as number);
    total += weight[i] as number;
    if (near < Number.POSITIVE_INFINITY) cost += near * (weight[i] as number);
    else {
      for (let j = 0; j < matrix.columns && !any; j++) {
        any = (matrix.cost[i * matrix.columns + j] as number) < Number.POSITIVE_INFINITY;
      }
      if (any) unserved += weight[i] as number;
    }
  }
  return { cost, unserved, total };
}
