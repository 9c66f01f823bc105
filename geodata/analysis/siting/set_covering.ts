// Fewest sites that bring all demand within a cutoff: the catalog form over set_covering_solver.ts and capacitated_solver.ts.
import type { Surroundings } from '../method.ts';
import { sheet } from '../method_sheet.ts';
import { transport } from './capacitated_flow.ts';
import { openOf } from './capacitated_program.ts';
import { arcsOf, solveCapacitated, withoutNumber } from './capacitated_solver.ts';
import { coverPatterns } from './cover_patterns.ts';
import type { SetCoveringInput, SetCoveringResult } from './set_covering_schema.ts';
import { solveSetCover } from './set_covering_solver.ts';
import { servedByFlow, servedBySparse, unservedWeight } from './siting_assignment.ts';
import { type Deadline, deadline } from './siting_clock.ts';
import { boundsOf, inputSheets, parametersOf, planOf } from './siting_result.ts';
import { planCost } from './siting_rules.ts';
import { readCutoff, readTables, type SitingTables } from './siting_tables.ts';

export const SET_COVERING_VERSION = '1';

/**
 * How few sites are enough so that everybody has one within the cutoff?
 *
 * Method: location set covering problem (Toregas, Swain, ReVelle & Bergman 1971, doi:10.1287/opre.19.6.1363): fewest sites (with
 * `siteCost`: cheapest) such that every demand row has an open site within the cutoff; `backup`: two open sites, or as many as
 * there are where a row has only one. Demand is merged by the set of sites that cover it; rows and sites that follow from others are
 * taken out; then a Lagrangean bound with greedy covers (Caprara, Fischetti & Toth 1999, doi:10.1287/opre.47.5.730), a search by
 * row weights (Gao, Yao, Weise & Li 2015, European Journal of Operational Research 246), and the integer program by HiGHS on what
 * is left. With capacity: demand may be split.
 * Inputs: `costs` in minutes (rows demand, columns sites, null = unreachable) with `cutoff` in minutes (a cost equal to the cutoff
 * covers), or `points` (and `candidates`) in degrees WGS 84 or meters on a plane with `cutoff` or `cutoffMeters` in meters. Rows
 * with a demand of 0 or null need no cover. `fixed`, `forbidden`, `spacing`, `siteCost`. `p` and `budget` are not used.
 * Output: `objective` = number of open sites (their cost with `siteCost`), fixed ones included; null = no plan keeps the rules.
 * Demand that no permitted site can cover is counted in `unserved` and left out, and a warning says so. `assignment` null = none.
 * Throws Problem invalid_input where inputs contradict each other.
 * Cost: O(entries within the cutoff) to merge; the proof is exponential in the worst case and 0.05 s on 2,800 patterns of
 * towns, 1.1 s on 100,000 rows × 1,000 sites (processor time).
 * Checked against brute force over all plans, scipy.optimize.milp (tests/reference/siting_rows.py) and the laws of siting tests.
 * Measured: 9,892 cells of Damaturu × 495 candidates within 1,500 m: 19 sites proved in 0.6 s; within 800 m: 68 sites, at least
 * 64, after 10 s.
 *
 * Assumption that can harm: everybody counts, whatever it takes: one remote hamlet may cost a whole site. And a place that is
 * covered by a single site has nothing when that one closes: ask for `backup`.
 */
export async function setCovering(input: SetCoveringInput, surroundings: Surroundings): Promise<SetCoveringResult> {
  const cutoff = readCutoff(input);
  const { p, budget, ...rest } = input;
  const tables = readTables(rest, false);
  if (p !== undefined || budget !== undefined) {
    tables.warnings.push('p and budget were not used: this method finds how many sites are enough.');
  }
  const limit = deadline(surroundings, input.timeLimitSeconds);
  const plan = await (tables.capacity === null
    ? plain(input, tables, cutoff, limit)
    : capacitated(tables, cutoff, limit));
  if (plan.objective === null) tables.warnings.push('No plan keeps the spacing and covers all that can be covered.');
  else if (plan.unserved > 0) {
    tables.warnings.push('Some demand is beyond the cutoff of every permitted site, or beyond all room: see unserved.');
  }
  return {
    ...sheet({
      method: 'set-covering',
      version: SET_COVERING_VERSION,
      parameters: parametersOf(rest),
      inputs: inputSheets(input, tables),
      seed: input.seed,
      warnings: tables.warnings,
    }),
    ...plan,
  };
}

type Plan = Omit<SetCoveringResult, 'method' | 'version' | 'parameters' | 'inputs' | 'seed' | 'warnings'>;

async function plain(input: SetCoveringInput, tables: SitingTables, cutoff: number, limit: Deadline): Promise<Plan> {
  const near = tables.within(cutoff);
  const patterns = coverPatterns(near, tables.weight, tables.counts);
  const sizes = Int32Array.from(
    { length: patterns.patterns },
    (_, g) => (patterns.start[g + 1] as number) - (patterns.start[g] as number),
  );
  const need = sizes.map((size) => Math.min(size, input.backup ? 2 : 1));
  const answer = await solveSetCover(patterns, tables.rules, need, limit);
  const sites = answer.sites ?? new Int32Array(0);
  const served = servedBySparse(near, sites);
  return {
    ...boundsOf({
      ...answer,
      objective: answer.sites === null ? null : planCost(tables.rules, sites),
      maximize: false,
    }),
    ...planOf(tables, sites, served),
    unserved: unservedWeight(tables, served),
    flows: null,
    withoutBackup: input.backup
      ? tables.weight.reduce((sum, each, i) => sum + (isAlone(patterns.patternOf[i] as number, sizes) ? each : 0), 0)
      : null,
  };
}

const isAlone = (pattern: number, sizes: Int32Array): boolean => pattern >= 0 && sizes[pattern] === 1;

async function capacitated(tables: SitingTables, cutoff: number, limit: Deadline): Promise<Plan> {
  const arcs = arcsOf(tables.within(cutoff), tables.weight);
  const capacity = tables.capacity as Float64Array;
  const rules = withoutNumber(tables.rules);
  const answer = await solveCapacitated({ arcs, rules, capacity, deadline: limit }, 'sites');
  const flow = transport(arcs, openOf(arcs.sites, answer.sites), capacity);
  const { served, flows } = servedByFlow(tables, arcs, flow.onArc);
  return {
    ...boundsOf({ ...answer, objective: planCost(rules, answer.sites), maximize: false }),
    ...planOf(tables, answer.sites, served),
    unserved: flow.unserved,
    flows,
    withoutBackup: null,
  };
}
