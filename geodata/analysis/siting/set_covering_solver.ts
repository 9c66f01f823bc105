// Set covering over patterns: fewest or cheapest sites that cover each pattern as often as needed. Also the yes-or-no question
// that p-center asks. It knows numbers only; names and words are in set_covering.ts.
import { type CoverPatterns, coverCounts } from './cover_patterns.ts';
import { withoutIdle } from './greedy_cover.ts';
import { highsSetCover, reducedRows } from './highs_cover.ts';
import { openedSites } from './highs_sites.ts';
import type { Deadline, SitingAnswer } from './siting_clock.ts';
import { OpenSites, planCost, type SiteRules } from './siting_rules.ts';

const ROUNDING_GAP = 1e-9;

/** Greedy by patterns still needed per cost (Chvátal 1979, doi:10.1287/moor.4.3.233), idle sites taken away. null = got stuck. */
export function greedySetCover(patterns: CoverPatterns, rules: SiteRules, need: Int32Array): Int32Array | null {
  const open = new OpenSites(rules);
  const left = need.slice();
  let missing = 0;
  for (const each of left) missing += each;
  const serve = (j: number): void => {
    for (let e = patterns.siteStart[j] as number; e < (patterns.siteStart[j + 1] as number); e++) {
      const g = patterns.sitePattern[e] as number;
      if ((left[g] as number) <= 0) continue;
      left[g] = (left[g] as number) - 1;
      missing--;
    }
  };
  for (const j of open.list()) serve(j);
  while (missing > 0) {
    const j = mostNeeded(patterns, open, left);
    if (j < 0) return null;
    open.add(j);
    serve(j);
  }
  return withoutIdle(patterns, rules, open.list(), need);
}

function mostNeeded(patterns: CoverPatterns, open: OpenSites, left: Int32Array): number {
  let best = -1;
  let bestValue = 0;
  for (let j = 0; j < patterns.sites; j++) {
    if (!open.canAdd(j)) continue;
    let needed = 0;
    for (let e = patterns.siteStart[j] as number; e < (patterns.siteStart[j + 1] as number); e++) {
      if ((left[patterns.sitePattern[e] as number] as number) > 0) needed++;
    }
    const cost = open.rules.cost === null ? 1 : open.costOf(j);
    const value = cost > 0 ? needed / cost : needed > 0 ? Number.POSITIVE_INFINITY : 0;
    if (value > bestValue) {
      best = j;
      bestValue = value;
    }
  }
  return best;
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
  const rows = reducedRows(patterns, need);
  const start = greedySetCover(patterns, rules, need);
  const answer = await highsSetCover({ patterns, rules, need, rows, start, deadline });
  if (answer.status === 'infeasible' && start === null) {
    return { sites: null, bound: Number.POSITIVE_INFINITY, proved: true, stoppedBy: null };
  }
  let sites = start;
  if (answer.values !== null) {
    const found = openedSites(answer.values, patterns.sites);
    const covers = coverCounts(patterns, found).every((count, g) => count >= (need[g] as number));
    if (covers && (sites === null || planCost(rules, found) < planCost(rules, sites))) sites = found;
  }
  const fixedCost = planCost(rules, new OpenSites(rules).list());
  const cost = sites === null ? Number.POSITIVE_INFINITY : planCost(rules, sites);
  const rounded = rules.cost === null ? Math.ceil(answer.bound - 1e-6) : answer.bound;
  const bound = answer.status === 'optimal' ? cost : Math.min(cost, Math.max(fixedCost, rounded));
  const proved = sites !== null && cost - bound <= ROUNDING_GAP * Math.max(1, cost);
  const stoppedBy = !proved && answer.status === 'time' ? 'time' : null;
  return { sites, bound: proved ? cost : bound, proved, stoppedBy };
}

/** Sites within the rules that cover every pattern, 'none' when proved that there are none, 'unknown' when time ran out. */
export async function anySetCover(
  patterns: CoverPatterns,
  rules: SiteRules,
  need: Int32Array,
  deadline: Deadline,
): Promise<Int32Array | 'none' | 'unknown'> {
  const start = greedySetCover(patterns, { ...rules }, need);
  if (start !== null) return start;
  const rows = reducedRows(patterns, need);
  const answer = await highsSetCover({
    patterns,
    rules: { ...rules, cost: rules.budget < Number.POSITIVE_INFINITY ? rules.cost : null },
    need,
    rows,
    start: null,
    deadline,
    firstFeasible: true,
  });
  if (answer.values !== null) {
    const found = openedSites(answer.values, patterns.sites);
    if (coverCounts(patterns, found).every((count, g) => count >= (need[g] as number))) return found;
  }
  return answer.status === 'infeasible' ? 'none' : 'unknown';
}
