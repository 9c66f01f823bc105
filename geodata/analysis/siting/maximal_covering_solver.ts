// Maximal covering over patterns: greedy, interchange, proof. It knows numbers only; names and words are in maximal_covering.ts.
import { type CoverPatterns, coveredWeight, patternWeight } from './cover_patterns.ts';
import { fillUp, greedyCover } from './greedy_cover.ts';
import { highsBackupCover, highsMaximalCover } from './highs_cover.ts';
import type { HighsAnswer } from './highs_program.ts';
import { openedSites } from './highs_sites.ts';
import { interchangeCover } from './interchange_cover.ts';
import { lagrangeanCover } from './lagrangean_cover.ts';
import type { Deadline, SitingAnswer } from './siting_clock.ts';
import { OpenSites, type SiteRules } from './siting_rules.ts';

export interface CoverAnswer extends SitingAnswer {
  readonly covered: number;
}

/** Shares below this are rounding. */
const ROUNDING_GAP = 1e-9;

/** The best of greedy by weight and by weight per cost, each improved by swaps and by what still fits. */
export function coverHeuristic(patterns: CoverPatterns, rules: SiteRules): Int32Array {
  let best = new OpenSites(rules).list();
  let most = -1;
  for (const perCost of rules.cost === null ? [false] : [false, true]) {
    let sites = interchangeCover(patterns, rules, greedyCover(patterns, rules, perCost));
    sites = fillUsefully(patterns, rules, sites);
    const covered = coveredWeight(patterns, sites);
    if (covered > most) {
      best = sites;
      most = covered;
    }
  }
  return best;
}

/** Swaps may have freed a budget: greedy again from where they ended, through rules in which the sites count as fixed. */
function fillUsefully(patterns: CoverPatterns, rules: SiteRules, sites: Int32Array): Int32Array {
  const fixed = rules.fixed.slice();
  for (const j of sites) fixed[j] = 1;
  return Int32Array.from(greedyCover(patterns, { ...rules, fixed }, rules.cost !== null)).sort();
}

export async function solveMaximalCover(
  patterns: CoverPatterns,
  rules: SiteRules,
  deadline: Deadline,
): Promise<CoverAnswer> {
  const start = coverHeuristic(patterns, rules);
  const covered = coveredWeight(patterns, start);
  const all = patternWeight(patterns);
  if (all - covered <= ROUNDING_GAP * all) {
    return { sites: start, covered, bound: covered, proved: true, stoppedBy: null };
  }
  if (rules.budget < Number.POSITIVE_INFINITY) {
    const answer = await highsMaximalCover({ patterns, rules, start, deadline });
    return settled(patterns, start, answer, (sites) => coveredWeight(patterns, sites), all);
  }
  const known = lagrangeanCover(patterns, rules, start, deadline);
  if (known.bound - known.covered <= ROUNDING_GAP * all) {
    return { sites: known.sites, covered: known.covered, bound: known.covered, proved: true, stoppedBy: null };
  }
  const answer = await highsMaximalCover({ patterns, rules, start: known.sites, closed: known.closed, deadline });
  return settled(patterns, known.sites, answer, (sites) => coveredWeight(patterns, sites), Math.min(all, known.bound));
}

/** The better of the heuristic's and the solver's plan with the bound that holds for both. */
function settled(
  patterns: CoverPatterns,
  start: Int32Array,
  answer: HighsAnswer,
  value: (sites: Int32Array) => number,
  all: number,
): CoverAnswer {
  let sites = start;
  if (answer.values !== null) {
    const found = openedSites(answer.values, patterns.sites);
    if (value(found) > value(sites)) sites = found;
  }
  const covered = value(sites);
  const bound =
    answer.status === 'optimal' || answer.status === 'infeasible'
      ? covered
      : Math.max(covered, Math.min(all, answer.bound));
  const proved = bound - covered <= ROUNDING_GAP * Math.max(1e-300, all);
  const stoppedBy = !proved && answer.status === 'time' ? 'time' : null;
  return { sites, covered, bound: proved ? covered : bound, proved, stoppedBy };
}

/** Among plans that cover as much as `first`, one that covers most twice. `covered` and `bound` are of the weight covered twice. */
export async function solveBackupCover(
  patterns: CoverPatterns,
  rules: SiteRules,
  first: CoverAnswer,
  deadline: Deadline,
): Promise<CoverAnswer> {
  const start = fillUp(rules, first.sites);
  const twice = (sites: Int32Array): number => coveredWeight(patterns, sites, 2);
  const answer = await highsBackupCover({ patterns, rules, start, deadline, covered: first.covered });
  const keeps = (sites: Int32Array): boolean => coveredWeight(patterns, sites) >= first.covered * (1 - 1e-9);
  return settled(patterns, start, answer, (sites) => (keeps(sites) ? twice(sites) : -1), patternWeight(patterns));
}
