// Sites that bring most demand within a cutoff: the catalog form over maximal_covering_solver.ts and capacitated_solver.ts.
import type { Surroundings } from '../method.ts';
import { sheet } from '../method_sheet.ts';
import { transport } from './capacitated_flow.ts';
import { openOf } from './capacitated_program.ts';
import { arcsOf, solveCapacitated } from './capacitated_solver.ts';
import { coverCounts, coverPatterns } from './cover_patterns.ts';
import { fillUp, withoutIdle } from './greedy_cover.ts';
import type { MaximalCoveringInput, MaximalCoveringResult } from './maximal_covering_schema.ts';
import { solveBackupCover, solveMaximalCover } from './maximal_covering_solver.ts';
import { servedByFlow, servedBySparse } from './siting_assignment.ts';
import { type Deadline, deadline } from './siting_clock.ts';
import { boundsOf, inputSheets, parametersOf, planOf, preciseSum } from './siting_result.ts';
import { readCutoff, readTables, type SitingTables } from './siting_tables.ts';

export const MAXIMAL_COVERING_VERSION = '1';

/**
 * Where should p sites stand so that most people have one within the cutoff?
 *
 * Method: maximal covering location problem (Church & ReVelle 1974, doi:10.1007/BF01942293). Demand is first merged by
 * the set of sites that cover it, which loses nothing; then greedy adding, interchange, a Lagrangean bound that closes sites, tabu search
 * (Glover 1989, doi:10.1287/ijoc.1.3.190), and the integer program by HiGHS on what is left. `backup`: among plans that cover most, one that covers most twice (Hogan & ReVelle 1986, doi:10.1287/mnsc.32.11.1434).
 * With capacity: most demand served within the cutoff and within the capacities, demand may be split between sites.
 * Inputs: `costs` in minutes (rows demand, columns sites, null = unreachable) with `cutoff` in minutes (a cost equal to the cutoff
 * covers), or `points` (and `candidates`) in degrees WGS 84 or meters on a plane with `cutoff` or `cutoffMeters` in meters.
 * `demand` per row (default the weight of points, else 1; null = missing, does not count). `p` and/or `budget` with `siteCost`;
 * `fixed` (counted in p), `forbidden`, `spacing`. Contradictions are refused.
 * Output: `objective` = weight covered, 0 to `total`; `upperBound` = no plan covers more. `assignment` = the cheapest open site
 * within the cutoff, null = not covered. `backupCovered` = weight with two sites within the cutoff, null without `backup`.
 * Throws Problem invalid_input where inputs contradict each other.
 * Cost: O(entries within the cutoff) to merge; the proof is exponential in the worst case, 0.2 s on 2,800 patterns of towns
 * and 1.9 s on 100,000 rows × 1,000 sites (processor time).
 * Checked against brute force over all plans, scipy.optimize.milp (tests/reference/siting_rows.py) and the laws of siting tests.
 * Measured: 9,892 cells of Damaturu × 495 candidates, where hardly two cells have the same sites, 10 s: gap 1.3 % at p = 10
 * within 800 m, 1.5 % at p = 20 within 1,000 m; the linear program itself bounds hardly better.
 *
 * Assumption that can harm: a person one minute beyond the cutoff counts as much as one a day away: not at all. Whom the
 * plan leaves out is in `assignment`; they are often the remote and the few.
 */
export async function maximalCovering(
  input: MaximalCoveringInput,
  surroundings: Surroundings,
): Promise<MaximalCoveringResult> {
  const cutoff = readCutoff(input);
  const tables = readTables(input, true);
  const limit = deadline(surroundings, input.timeLimitSeconds);
  const plan = await (tables.capacity === null
    ? plain(input, tables, cutoff, limit)
    : capacitated(tables, cutoff, limit));
  const total = preciseSum(tables.weight);
  if (total > 0 && plan.upperBound === 0) {
    tables.warnings.push('Nobody has a permitted site within the cutoff: are costs and cutoff in one unit?');
  }
  return {
    ...sheet({
      method: 'maximal-covering',
      version: MAXIMAL_COVERING_VERSION,
      parameters: parametersOf(input),
      inputs: inputSheets(input, tables),
      seed: input.seed,
      warnings: tables.warnings,
    }),
    ...plan,
    total,
  };
}

type Plan = Omit<MaximalCoveringResult, 'method' | 'version' | 'parameters' | 'inputs' | 'seed' | 'warnings' | 'total'>;

async function plain(
  input: MaximalCoveringInput,
  tables: SitingTables,
  cutoff: number,
  limit: Deadline,
): Promise<Plan> {
  const { rules, weight } = tables;
  const near = tables.within(cutoff);
  const patterns = coverPatterns(near, weight, tables.counts);
  const first = await solveMaximalCover(patterns, rules, limit);
  const second = input.backup ? await solveBackupCover(patterns, rules, first, limit) : null;
  const chosen = second?.sites ?? first.sites;
  const need = coverCounts(patterns, chosen).map((count) => Math.min(count, input.backup ? 2 : 1));
  const sites = input.budget === undefined ? fillUp(rules, chosen) : withoutIdle(patterns, rules, chosen, need);
  const served = servedBySparse(near, sites);
  const objective = preciseSum(weight.map((each, i) => (served.site[i] === -1 ? 0 : each)));
  const counts = coverCounts(patterns, sites);
  const twice = preciseSum(weight.map((each, i) => (isTwice(patterns.patternOf[i] as number, counts) ? each : 0)));
  return {
    ...boundsOf({ ...first, objective, maximize: true }),
    ...planOf(tables, sites, served),
    unserved: preciseSum(weight.map((each, i) => (served.site[i] === -1 ? each : 0))),
    flows: null,
    backupCovered: second && twice,
    backupUpperBound: second && (second.proved ? twice : second.bound),
    backupProved: second === null ? null : second.proved && first.proved,
  };
}

const isTwice = (pattern: number, counts: Int32Array): boolean => pattern >= 0 && (counts[pattern] as number) >= 2;

async function capacitated(tables: SitingTables, cutoff: number, limit: Deadline): Promise<Plan> {
  const arcs = arcsOf(tables.within(cutoff), tables.weight);
  const capacity = tables.capacity as Float64Array;
  const answer = await solveCapacitated({ arcs, rules: tables.rules, capacity, deadline: limit }, 'unserved');
  const sites = tables.rules.cost === null ? fillUp(tables.rules, answer.sites) : answer.sites;
  const flow = transport(arcs, openOf(arcs.sites, sites), capacity);
  const { served, flows } = servedByFlow(tables, arcs, flow.onArc);
  const total = preciseSum(tables.weight);
  return {
    ...boundsOf({ ...answer, objective: total - flow.unserved, bound: total - answer.bound, maximize: true }),
    ...planOf(tables, sites, served),
    unserved: flow.unserved,
    flows,
    backupCovered: null,
    backupUpperBound: null,
    backupProved: null,
  };
}
