// Maximal covering over patterns: greedy, interchange, proof. It knows numbers only; names and words are in maximal_covering.ts.
import { seededRandom } from '../random.ts';
import { type CoverPatterns, coveredWeight, patternWeight, withoutSites } from './cover_patterns.ts';
import { fillUp, greedyCover } from './greedy_cover.ts';
import { highsBackupCover, highsMaximalCover } from './highs_cover.ts';
import type { HighsAnswer } from './highs_program.ts';
import { openedSites } from './highs_sites.ts';
import { interchangeCover, tabuCover } from './interchange_cover.ts';
import { lagrangeanCover } from './lagrangean_cover.ts';
import { type Deadline, type SitingAnswer, shareOf } from './siting_clock.ts';
import { OpenSites, type SiteRules } from './siting_rules.ts';

export interface CoverAnswer extends SitingAnswer {
  readonly covered: number;
}

/** Entries that the solver can be expected to finish with at once: a longer search first would only cost time. */
const FEW_ENTRIES = 15_000;
/** A gap, as a share, that the solver mostly closes by itself. */
const NARROW = 0.003;
const STEPS = 20_000;
const SEARCH_SHARE = 0.3;
const SEED = 1;
/** Shares below this are rounding. */
const ROUNDING_GAP = 1e-9;

/** The best of greedy by weight and by weight per cost, each improved by swaps and by what still fits. */
export function coverHeuristic(
  patterns: CoverPatterns,
  rules: SiteRules,
  deadline: Deadline | null = null,
): Int32Array {
  let best = new OpenSites(rules).list();
  let most = -1;
  for (const perCost of rules.cost === null ? [false] : [false, true]) {
    let sites = interchangeCover(patterns, rules, greedyCover(patterns, rules, perCost), deadline);
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
  const start = coverHeuristic(patterns, rules, deadline);
  const covered = coveredWeight(patterns, start);
  const all = patternWeight(patterns);
  if (all - covered <= ROUNDING_GAP * all) {
    return { sites: start, covered, bound: covered, proved: true, stoppedBy: null };
  }
  if (rules.budget < Number.POSITIVE_INFINITY) {
    const answer = await highsMaximalCover({ patterns, rules, start, deadline });
    return settled(patterns, start, answer, (sites) => coveredWeight(patterns, sites), all);
  }
  let known = lagrangeanCover(patterns, rules, start, deadline);
  const isProved = (): boolean => known.bound - known.covered <= ROUNDING_GAP * all;
  let rest = isProved() ? patterns : withoutSites(patterns, known.closed);
  if (rest.site.length > FEW_ENTRIES && known.bound > known.covered * (1 + NARROW)) {
    const random = seededRandom(SEED);
    const part = shareOf(deadline, SEARCH_SHARE);
    const sites = tabuCover(patterns, rules, known.sites, { steps: STEPS, random, deadline: part });
    if (coveredWeight(patterns, sites) > known.covered) {
      // A better plan closes more sites.
      const next = lagrangeanCover(patterns, rules, sites, deadline);
      known = { ...next, bound: Math.min(known.bound, next.bound) };
      if (!isProved()) rest = withoutSites(patterns, next.closed);
    }
  }
  const { covered: most, bound, sites, closed } = known;
  if (isProved()) return { sites, covered: most, bound: most, proved: true, stoppedBy: null };
  const answer = await highsMaximalCover({ patterns: rest, rules, start: sites, closed, deadline });
  return settled(patterns, sites, answer, (plan) => coveredWeight(patterns, plan), Math.min(all, bound));
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
