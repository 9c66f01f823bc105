// Set covering over patterns: fewest or cheapest sites that cover each pattern as often as needed. Also the yes-or-no question
// that p-center asks. It knows numbers only; names and words are in set_covering.ts.
import { seededRandom } from '../random.ts';
import { type CoverPatterns, coverCounts } from './cover_patterns.ts';
import { highsSetCover } from './highs_set_cover.ts';
import { openedSites } from './highs_sites.ts';
import { lagrangeanSetCover, roundedUp, type SetCoverBound } from './lagrangean_set_cover.ts';
import { type ReducedCover, reduceCover } from './reduced_cover.ts';
import { fewerByWeighting } from './row_weighting.ts';
import type { Deadline, SitingAnswer } from './siting_clock.ts';
import { fitsBudget, OpenSites, planCost, type SiteRules } from './siting_rules.ts';

const ROUNDING_GAP = 1e-9;
/** Entries that a search by weights may touch: about a second. */
const WORK = 2e8;
/** A short search by weights first: the bound gains from a good cover to aim at. */
const FIRST_WORK = 0.1;
const FIRST_ROUNDS = 150;
const SEED = 1;

export interface CoverQuestion {
  readonly patterns: CoverPatterns;
  readonly rules: SiteRules;
  readonly need: Int32Array;
  readonly deadline: Deadline;
}

interface Findings {
  readonly core: ReducedCover;
  readonly known: SetCoverBound;
  readonly whole: boolean;
  /** Cost of the forced sites. */
  readonly base: number;
}

/** Reduces, bounds and searches without any solver. `enough` and `beyond` end it early: they are costs of all open sites. */
function search(question: CoverQuestion, enough: number, beyond: number, work: number): Findings {
  const { patterns, rules, need, deadline } = question;
  const { cost, conflicts } = rules;
  const core = reduceCover(patterns, rules, need, cost);
  const base = planCost(rules, core.forced);
  const whole = cost === null || cost.every(Number.isInteger);
  const free = { ...rules, most: rules.sites, budget: Number.POSITIVE_INFINITY };
  const open = conflicts === null ? null : () => new OpenSites(free, core.forced);
  const goal = { enough: enough - base, beyond: beyond - base, whole, open, deadline };
  const settled = (of: SetCoverBound): boolean => {
    const bound = roundedUp(of.bound, whole);
    return of.columns === null || of.cost <= goal.enough || bound > goal.beyond || bound >= of.cost;
  };
  let known = lagrangeanSetCover(core, { ...goal, rounds: FIRST_ROUNDS });
  const random = seededRandom(SEED);
  const fewer = (some: number): void => {
    if (settled(known) || cost !== null || conflicts !== null) return;
    const least = Math.max(0, goal.enough, roundedUp(known.bound, whole));
    const columns = fewerByWeighting(core, known.columns as Int32Array, {
      enough: least,
      work: some,
      random,
      deadline,
    });
    known = { ...known, columns, cost: columns.length };
  };
  if (work === 0) return { core, known, whole, base };
  fewer(FIRST_WORK * work);
  if (!settled(known)) known = lagrangeanSetCover(core, { ...goal, start: known.columns });
  fewer(work);
  return { core, known, whole, base };
}

const sitesOf = ({ core }: Findings, columns: Int32Array): Int32Array =>
  Int32Array.from([...core.forced, ...Array.from(columns, (c) => core.site[c] as number)]).sort();

/** The columns of the program's answer as sites; null where rounding left a row open. */
function sitesOfProgram(of: CoverQuestion, found: Findings, values: Float64Array | null): Int32Array | null {
  if (values === null) return null;
  const sites = sitesOf(found, openedSites(values, found.core.columns));
  return coverCounts(of.patterns, sites).every((count, g) => count >= (of.need[g] as number)) ? sites : null;
}

/** `sites` is null when no plan keeps all rules and covers all: proved if `proved`. */
export interface SetCoverAnswer extends Omit<SitingAnswer, 'sites'> {
  readonly sites: Int32Array | null;
}

export async function solveSetCover(
  patterns: CoverPatterns,
  rules: SiteRules,
  need: Int32Array,
  deadline: Deadline,
): Promise<SetCoverAnswer> {
  const question = { patterns, rules, need, deadline };
  const found = search(question, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY, WORK);
  const { known, whole, base } = found;
  let sites = known.columns === null ? null : sitesOf(found, known.columns);
  let bound = base + Math.max(0, roundedUp(known.bound, whole));
  let status = 'time';
  if (sites === null || !isProved(planCost(rules, sites), bound)) {
    const beyond = Number.POSITIVE_INFINITY;
    const answer = await highsSetCover({ ...found, rules, beyond, firstFeasible: false, deadline });
    status = answer.status;
    const better = sitesOfProgram(question, found, answer.values);
    if (better !== null && (sites === null || planCost(rules, better) < planCost(rules, sites))) sites = better;
    if (status === 'infeasible' && sites === null) {
      return { sites: null, bound: Number.POSITIVE_INFINITY, proved: true, stoppedBy: null };
    }
    if (status === 'infeasible' || status === 'optimal') bound = sites === null ? bound : planCost(rules, sites);
    else bound = Math.max(bound, base + roundedUp(answer.bound, whole));
  }
  const cost = sites === null ? Number.POSITIVE_INFINITY : planCost(rules, sites);
  bound = Math.min(cost, bound);
  const proved = sites !== null && isProved(cost, bound);
  return { sites, bound: proved ? cost : bound, proved, stoppedBy: !proved && status === 'time' ? 'time' : null };
}

const isProved = (cost: number, bound: number): boolean => cost - bound <= ROUNDING_GAP * Math.max(1, cost);

/**
 * Sites within the rules that cover every pattern, 'none' when proved that there are none, 'unknown' when effort or time ran out.
 * `work` is for the search by weights (0 = a glance, without it and with few rounds of the bound); `exact` asks the solver too.
 */
export async function anySetCover(
  question: CoverQuestion,
  effort: { readonly work: number; readonly exact: boolean },
): Promise<Int32Array | 'none' | 'unknown'> {
  const limited = question.rules.budget < Number.POSITIVE_INFINITY;
  const rules = limited ? question.rules : { ...question.rules, cost: null };
  // Within a budget covers are sought by cost, else by number.
  const most = limited ? rules.budget + ROUNDING_GAP * Math.max(1, rules.budget) : rules.most;
  const found = search({ ...question, rules }, most, most, effort.work);
  const { known, whole, base } = found;
  const allowed = (sites: Int32Array): boolean =>
    sites.length <= rules.most && (rules.cost === null || fitsBudget(planCost(rules, sites), rules.budget));
  if (known.columns !== null) {
    const sites = sitesOf(found, known.columns);
    if (allowed(sites)) return sites;
  }
  if (base + roundedUp(known.bound, whole) > most) return 'none';
  if (!effort.exact) return 'unknown';
  const beyond = most - base;
  // Covers known so far are too large or too dear: none of them is to be beaten.
  const all = { ...known, cost: Number.POSITIVE_INFINITY };
  const answer = await highsSetCover({
    ...found,
    known: all,
    rules,
    beyond,
    firstFeasible: true,
    deadline: question.deadline,
  });
  const sites = sitesOfProgram(question, found, answer.values);
  if (sites !== null && allowed(sites)) return sites;
  return answer.status === 'infeasible' ? 'none' : 'unknown';
}
