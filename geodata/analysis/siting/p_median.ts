// Sites from which all demand together has the least way: the catalog form over p_median_solver.ts and capacitated_solver.ts.
import type { Surroundings } from '../method.ts';
import { sheet } from '../method_sheet.ts';
import { type Arcs, transport } from './capacitated_flow.ts';
import { openOf } from './capacitated_program.ts';
import { arcsOf, solveCapacitated } from './capacitated_solver.ts';
import { coverPatterns, patternWeight } from './cover_patterns.ts';
import { fillUp } from './greedy_cover.ts';
import { solveMaximalCover } from './maximal_covering_solver.ts';
import type { PMedianInput, PMedianResult } from './p_median_schema.ts';
import { solveServedMedian } from './p_median_solver.ts';
import { servedByFlow, servedByMatrix, unservedWeight } from './siting_assignment.ts';
import { type Deadline, deadline } from './siting_clock.ts';
import { boundsOf, inputSheets, parametersOf, planOf, preciseSum, siteNames } from './siting_result.ts';
import { OpenSites } from './siting_rules.ts';
import { readTables, type SitingTables } from './siting_tables.ts';

export const P_MEDIAN_VERSION = '1';

/**
 * Where should p sites stand so that everybody together travels least?
 *
 * Method: p-median (Hakimi 1965, doi:10.1287/opre.13.3.462; ReVelle & Swain 1970,
 * doi:10.1111/j.1538-4632.1970.tb00142.x): least Σ demand × cost to the cheapest open site. Greedy and sampled greedy
 * starts, interchange (Resende & Werneck 2007, doi:10.1007/s10479-006-0154-0), path relinking (Resende & Werneck 2004,
 * doi:10.1023/B:HEUR.0000019986.96257.50); then a Lagrangean bound with site fixing (Beasley 1993, European Journal of
 * Operational Research 65:383–399); then the radius formulation (Elloumi 2010, Journal of Combinatorial Optimization
 * 19:69–83; García, Labbé & Marín 2011, INFORMS Journal on Computing 23:546–556) by HiGHS on what the bound leaves.
 * Above 1.5 million costs a tabu search (Rolland, Schilling & Current 1997) takes the place of that proof.
 * With capacity: the transportation optimum decides who goes where, demand may be split between sites, and the program
 * is exact up to 60,000 arcs; beyond it the bound may be weak.
 * Inputs: `costs` in minutes (rows demand, columns sites, null = unreachable), or `points` (and `candidates`) in degrees WGS 84
 * or meters on a plane, then costs are meters. `demand` per row (default the weight of points, else 1; null = missing, does not
 * count). `p` and/or `budget` with `siteCost`; `fixed` (counted in p), `forbidden`, `spacing`, `capacity`, and a `cutoff` that
 * nobody is sent beyond. A fixed and forbidden site, p above the number of sites or below the fixed ones: refused. `backup` adds each row's second cheapest open site.
 * Output: `objective` = Σ demand × cost of the rows that can be served, in weight × costUnit, ≥ 0. Rows that no permitted plan can
 * serve are left out: as little weight as possible stays `unserved`, then the cost is least; `lowerBound` is for plans that leave
 * no more unserved than this one. `assignment` null = unserved. `proved` = no plan is better.
 * Throws Problem invalid_input where inputs contradict each other.
 * Cost: O(n m log m) to rank sites, O(n m / p) per round of interchange and bound; 900 × 900, p = 90 proved in 2 s on a busy machine.
 * Checked against brute force over all plans, scipy.optimize.milp (tests/reference/siting_rows.py) and the laws of siting tests.
 * Measured: 9,892 cells of Damaturu × 495 candidates, 10 s on a busy machine: gap 0.4 % at p = 20, 0.6 % at p = 50.
 *
 * Assumption that can harm: a mean hides its worst. Few people far away may be left with a very long way; look at p-center
 * and maximal-covering too. A forbidden or closed place is only kept out if it is in `forbidden`.
 */
export async function pMedian(input: PMedianInput, surroundings: Surroundings): Promise<PMedianResult> {
  const tables = readTables(input, true);
  const limit = deadline(surroundings, input.timeLimitSeconds);
  const plan = tables.capacity === null ? await plain(input, tables, limit) : await capacitated(tables, limit);
  return {
    ...sheet({
      method: 'p-median',
      version: P_MEDIAN_VERSION,
      parameters: parametersOf(input),
      inputs: inputSheets(input, tables),
      seed: input.seed,
      warnings: warningsOf(tables, plan.unserved),
    }),
    ...plan,
  };
}

type Plan = Omit<PMedianResult, 'method' | 'version' | 'parameters' | 'inputs' | 'seed' | 'warnings'>;

async function plain(input: PMedianInput, tables: SitingTables, limit: Deadline): Promise<Plan> {
  const matrix = tables.matrix();
  const { rules, weight } = tables;
  const least = await leastUnserved(tables, limit);
  const answer = await solveServedMedian({ matrix, weight, rules, seed: input.seed, deadline: limit }, least);
  const sites = input.budget === undefined ? fillUp(rules, answer.sites) : answer.sites;
  const served = servedByMatrix(matrix, sites);
  const objective = preciseSum(
    served.cost.map((cost, i) => (served.site[i] === -1 ? 0 : cost * (weight[i] as number))),
  );
  const names = siteNames(
    tables,
    Int32Array.from({ length: rules.sites }, (_, j) => j),
  );
  const second = input.backup ? servedByMatrix(matrix, sites, 2) : null;
  return {
    ...boundsOf({ ...answer, objective, maximize: false }),
    ...planOf(tables, sites, served),
    unserved: unservedWeight(tables, served),
    flows: null,
    backupAssignment: second && Array.from(second.site, (j) => (j < 0 ? null : (names[j] as string | number))),
    backupCost: second?.cost ?? null,
  };
}

/** Least weight that stays unserved among the rows that some site reaches. 0 at once where every row reaches every site. */
async function leastUnserved(tables: SitingTables, limit: Deadline): Promise<{ weight: number; proved: boolean }> {
  const patterns = coverPatterns(tables.within(Number.MAX_VALUE), tables.weight, tables.counts);
  const any = new OpenSites(tables.rules);
  const opens = any.count > 0 || any.open.some((_, j) => any.canAdd(j));
  if (opens && patterns.site.length === patterns.patterns * patterns.sites) return { weight: 0, proved: true };
  const answer = await solveMaximalCover(patterns, tables.rules, limit);
  return { weight: Math.max(0, patternWeight(patterns) - answer.bound), proved: true };
}

async function capacitated(tables: SitingTables, limit: Deadline): Promise<Plan> {
  const arcs: Arcs = arcsOf(tables.within(Number.MAX_VALUE), tables.weight);
  const capacity = tables.capacity as Float64Array;
  const answer = await solveCapacitated({ arcs, rules: tables.rules, capacity, deadline: limit }, 'cost');
  const sites = tables.rules.cost === null ? fillUp(tables.rules, answer.sites) : answer.sites;
  const flow = transport(arcs, openOf(arcs.sites, sites), capacity);
  const { served, flows } = servedByFlow(tables, arcs, flow.onArc);
  return {
    ...boundsOf({ ...answer, objective: flow.cost, maximize: false }),
    ...planOf(tables, sites, served),
    unserved: flow.unserved,
    flows,
    backupAssignment: null,
    backupCost: null,
  };
}

function warningsOf(tables: SitingTables, unserved: number): string[] {
  if (!(unserved > 0)) return tables.warnings;
  return [...tables.warnings, 'Some demand cannot be served by any permitted plan of this size: see unserved.'];
}
