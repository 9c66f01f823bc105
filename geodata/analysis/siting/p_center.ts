// Sites from which the longest way is shortest: the catalog form over p_center_solver.ts and capacitated_solver.ts.
import type { Surroundings } from '../method.ts';
import { sheet } from '../method_sheet.ts';
import { transport } from './capacitated_flow.ts';
import { openOf } from './capacitated_program.ts';
import { arcsOf, solveCapacitated } from './capacitated_solver.ts';
import { fillUp } from './greedy_cover.ts';
import type { PCenterInput, PCenterResult } from './p_center_schema.ts';
import { type Answer, radiiOf, searchRadius, solveCenter } from './p_center_solver.ts';
import { servedByFlow, servedByMatrix, unservedWeight } from './siting_assignment.ts';
import { type Deadline, deadline } from './siting_clock.ts';
import { boundsOf, inputSheets, parametersOf, planOf, siteNames } from './siting_result.ts';
import { readTables, type SitingTables } from './siting_tables.ts';

export const P_CENTER_VERSION = '1';

/**
 * Where should p sites stand so that the longest way anybody has is as short as can be?
 *
 * Method: p-center (Hakimi 1964, doi:10.1287/opre.12.3.450; 1965, doi:10.1287/opre.13.3.462), exact by binary search
 * over the distinct costs, each a set covering question (Minieka 1970, doi:10.1137/1012016) answered by
 * the bound and the searches of set-covering, then by HiGHS. `backup`: the way to the second nearest open site counts (Krumke 1995, Information Processing Letters
 * 56:67–71, with 2 neighbors). With capacity: the longest way of a split of demand that keeps to the capacities.
 * Inputs: `costs` in minutes (rows demand, columns sites, null = unreachable), or `points` (and `candidates`) in degrees WGS 84 or
 * meters on a plane, then costs are meters. Rows with a demand of 0 or null do not count; otherwise the size of the demand plays
 * no part while everybody can be served. `p` and/or `budget` with `siteCost`; `fixed` (counted in p), `forbidden`, `spacing`, and
 * a `cutoff` that nobody is sent beyond.
 * Output: `objective` = longest way of anybody served, in costUnit, ≥ 0. Where not everybody can be served, the least weight stays
 * `unserved` and the way is the longest of the others. `farthest` = the rows that have that way. `assignment` null = unserved.
 * Throws Problem invalid_input where inputs contradict each other.
 * Cost: O(n m log(n m)) to sort the costs, then about 60 covering questions, most of them 0.1 s or less on 10,000 rows, each
 * exponential in the worst case.
 * Checked against brute force over all plans, scipy.optimize.milp (tests/reference/siting_rows.py) and the laws of siting tests.
 * Measured: 9,892 cells of Damaturu × 495 candidates, p = 10: 2,107.61 m after 10 s of a whole core, at least 2,107.59 m.
 *
 * Assumption that can harm: one far hamlet decides where everything goes, and everybody else may travel longer for it. Read it
 * beside p-median.
 */
export async function pCenter(input: PCenterInput, surroundings: Surroundings): Promise<PCenterResult> {
  const tables = readTables(input, true);
  const limit = deadline(surroundings, input.timeLimitSeconds);
  const plan = await (tables.capacity === null ? plain(input, tables, limit) : capacitated(tables, limit));
  if (plan.unserved > 0) {
    tables.warnings.push('Some demand cannot be served by any permitted plan of this size: see unserved.');
  }
  return {
    ...sheet({
      method: 'p-center',
      version: P_CENTER_VERSION,
      parameters: parametersOf(input),
      inputs: inputSheets(input, tables),
      seed: input.seed,
      warnings: tables.warnings,
    }),
    ...plan,
  };
}

type Plan = Omit<PCenterResult, 'method' | 'version' | 'parameters' | 'inputs' | 'seed' | 'warnings'>;

async function plain(input: PCenterInput, tables: SitingTables, limit: Deadline): Promise<Plan> {
  const { rules, weight, counts, within } = tables;
  const matrix = tables.matrix();
  const times = input.backup ? 2 : 1;
  const answer = await solveCenter({ matrix, weight, counts, within, rules, times, deadline: limit });
  const sites = input.budget === undefined ? fillUp(rules, answer.sites) : answer.sites;
  const served = servedByMatrix(matrix, sites);
  const second = input.backup ? servedByMatrix(matrix, sites, 2) : null;
  const names = siteNames(
    tables,
    Int32Array.from({ length: rules.sites }, (_, j) => j),
  );
  // Who has no second site within any way counts by the first.
  const way = served.cost.map((cost, i) =>
    second === null || second.site[i] === -1 ? cost : (second.cost[i] as number),
  );
  const objective = way.reduce((most, cost, i) => (counts[i] === 1 && cost > most ? cost : most), 0);
  return {
    ...boundsOf({ ...answer, bound: Math.min(answer.bound, objective), objective, maximize: false }),
    ...planOf(tables, sites, served),
    unserved: unservedWeight(tables, served),
    farthest: farthestRows(tables, way, objective),
    flows: null,
    backupAssignment: second && Array.from(second.site, (j) => (j < 0 ? null : (names[j] as string | number))),
    backupCost: second?.cost ?? null,
  };
}

function farthestRows(tables: SitingTables, way: Float64Array, objective: number): (string | number)[] {
  const { order, ids } = tables.demandNames;
  const rows: (string | number)[] = [];
  way.forEach((cost, i) => {
    if (tables.counts[i] !== 1 || cost !== objective) return;
    rows.push(order === null || ids === null ? i : (ids[order[i] as number] as string | number));
  });
  return rows;
}

async function capacitated(tables: SitingTables, limit: Deadline): Promise<Plan> {
  const capacity = tables.capacity as Float64Array;
  const { rules, weight } = tables;
  const solve = (radius: number) =>
    solveCapacitated({ arcs: arcsOf(tables.within(radius), weight), rules, capacity, deadline: limit }, 'unserved');
  const most = await solve(Number.MAX_VALUE);
  const slack = 1e-9 * weight.reduce((sum, each) => sum + each, 0);
  const matrix = tables.matrix();
  const radii = radiiOf(matrix, tables.counts);
  const least = (sites: Int32Array): number => flowRadius(tables, radii, sites, most.unserved + slack);
  const ask = async (radius: number): Promise<Answer> => {
    if (limit.left() <= 0) return 'unknown';
    const answer = await solve(radius);
    if (answer.unserved <= most.unserved + slack) return answer.sites;
    return answer.unservedBound > most.unserved + slack ? 'none' : 'unknown';
  };
  const found = await searchRadius(radii, most.sites, least, [ask]);
  const sites = rules.cost === null ? fillUp(rules, found.sites) : found.sites;
  const radius = least(sites);
  const arcs = arcsOf(tables.within(radius), weight);
  const flow = transport(arcs, openOf(arcs.sites, sites), capacity);
  const { served, flows } = servedByFlow(tables, arcs, flow.onArc);
  const way = farthestFlow(arcs, flow.onArc);
  return {
    ...boundsOf({ ...found, proved: found.proved && most.proved, objective: radius, maximize: false }),
    ...planOf(tables, sites, served),
    unserved: flow.unserved,
    farthest: farthestRows(tables, way, radius),
    flows,
    backupAssignment: null,
    backupCost: null,
  };
}

/** Least radius at which these sites leave no more than this unserved. */
function flowRadius(tables: SitingTables, radii: Float64Array, sites: Int32Array, unserved: number): number {
  const capacity = tables.capacity as Float64Array;
  let low = -1;
  let high = radii.length - 1;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    const arcs = arcsOf(tables.within(radii[middle] as number), tables.weight);
    if (transport(arcs, openOf(arcs.sites, sites), capacity).unserved <= unserved) high = middle;
    else low = middle;
  }
  return radii[high] ?? 0;
}

function farthestFlow(arcs: ReturnType<typeof arcsOf>, onArc: Float64Array): Float64Array {
  const way = new Float64Array(arcs.rows).fill(Number.NaN);
  for (let i = 0; i < arcs.rows; i++) {
    for (let e = arcs.start[i] as number; e < (arcs.start[i + 1] as number); e++) {
      if ((onArc[e] as number) > 0 && !((way[i] as number) >= (arcs.cost[e] as number)))
        way[i] = arcs.cost[e] as number;
    }
  }
  return way;
}
