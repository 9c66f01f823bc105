// Reads the inputs of a siting method into tables in the order of ids: weights, costs, and rules over the sites that are not
// forbidden. From here on a forbidden site does not exist. It knows inputs and Problems, no search.
import type { CostMatrix, SparseCosts } from '../cost_matrix.ts';
import { type CodeColumn, orderOfIds, reordered, requireSameLength } from '../number_columns.ts';
import { type Places, readPlaces } from '../places.ts';
import { readCosts, type SiteCosts } from './siting_costs.ts';
import type { SitingInput } from './siting_inputs.ts';
import { readRules } from './siting_limits.ts';
import { invalid, type Names } from './siting_names.ts';
import type { SiteRules } from './siting_rules.ts';

export interface SitingTables {
  readonly rows: number;
  /** Columns of the input, forbidden ones included. */
  readonly columns: number;
  readonly demandNames: Names;
  readonly siteNames: Names;
  /** Site of the rules (and of every kernel) → column in order of ids. */
  readonly columnOf: Int32Array;
  /** Per row; 0 where missing. */
  readonly weight: Float64Array;
  /** 1 = a row whose weight is known and above 0. */
  readonly counts: Uint8Array;
  readonly rules: SiteRules;
  readonly capacity: Float64Array | null;
  readonly costUnit: 'minutes' | 'meters';
  readonly warnings: string[];
  /** All costs to the sites of the rules. */
  readonly matrix: () => CostMatrix;
  /** Those of at most `cutoff`, inclusive. */
  readonly within: (cutoff: number) => SparseCosts;
}

/** `limited`: the method needs p or a budget. */
export function readTables(input: SitingInput, limited: boolean): SitingTables {
  if (input.backup && input.capacity !== undefined) {
    invalid('/backup', 'Backup cannot be planned together with capacity: leave one of them out.');
  }
  const points = input.points === undefined ? null : readPlaces('/points', input.points);
  const candidates = input.candidates === undefined ? null : readPlaces('/candidates', input.candidates);
  const shape = shapeOf(input, points, candidates);
  const demandNames = names('/ids', input.ids, points);
  const siteNames = namesOfSites(input, { points, candidates, demandNames }, shape);
  const warnings: string[] = [];
  const demand = readDemand(input, demandNames, shape.rows, warnings);
  const rules = readRules(input, {
    columns: shape.columns,
    names: siteNames,
    places: candidates ?? points,
    limited,
    warnings,
  });
  const unlimited: SiteCosts = readCosts(input, {
    points,
    sites: candidates ?? points,
    demandNames,
    siteNames,
    columnOf: rules.columnOf,
  });
  const hasCutoff = input.cutoff !== undefined || input.cutoffMeters !== undefined;
  const costs = hasCutoff ? upTo(unlimited, readCutoff(input)) : unlimited;
  return { ...shape, ...demand, ...rules, demandNames, siteNames, warnings, ...costs };
}

/** Nobody is sent farther than the cutoff: what lies beyond it is unreachable. */
function upTo(costs: SiteCosts, most: number): SiteCosts {
  return {
    ...costs,
    matrix: () => {
      const { rows, columns, cost } = costs.matrix();
      return { rows, columns, cost: cost.map((entry) => (entry <= most ? entry : Number.POSITIVE_INFINITY)) };
    },
    within: (cutoff) => costs.within(Math.min(cutoff, most)),
  };
}

function shapeOf(
  input: SitingInput,
  points: Places | null,
  candidates: Places | null,
): { rows: number; columns: number } {
  const { costs } = input;
  if (costs === undefined && points === null) invalid('/costs', 'Give costs, or points to measure them between.');
  const rows = costs?.rows ?? (points as Places).count;
  const columns = costs?.columns ?? (candidates ?? (points as Places)).count;
  if (rows === 0) invalid(costs === undefined ? '/points' : '/costs', 'There is no demand: give at least one row.');
  if (columns === 0)
    invalid(costs === undefined ? '/candidates' : '/costs', 'There are no sites: give at least one column.');
  if (points !== null && points.count !== rows) invalid('/points', 'Costs must have one row per point.');
  if (candidates !== null && candidates.count !== columns)
    invalid('/candidates', 'Costs must have one column per candidate.');
  requireSameLength('', {
    [costs === undefined ? 'points' : 'costs']: { length: rows },
    demand: input.demand,
    ids: input.ids,
  });
  const perSite = { siteIds: input.siteIds, capacity: input.capacity, siteCost: input.siteCost };
  requireSameLength('', { 'the table of sites': { length: columns }, ...perSite });
  return { rows, columns };
}

function names(pointer: string, ids: CodeColumn | undefined, places: Places | null): Names {
  if (ids === undefined) return { order: places?.order ?? null, ids: places?.ids ?? null };
  if (places?.ids) invalid(pointer, 'Ids are given twice: here and with the places.');
  return { order: orderOfIds(pointer, ids), ids };
}

/** Sites have their own ids, those of the candidates, or those of the demand where both are the same places (a square matrix). */
function namesOfSites(
  input: SitingInput,
  of: { readonly points: Places | null; readonly candidates: Places | null; readonly demandNames: Names },
  shape: { readonly rows: number; readonly columns: number },
): Names {
  if (input.siteIds !== undefined || of.candidates !== null) return names('/siteIds', input.siteIds, of.candidates);
  return shape.rows === shape.columns ? of.demandNames : { order: null, ids: null };
}

function readDemand(
  input: SitingInput,
  { order }: Names,
  rows: number,
  warnings: string[],
): { weight: Float64Array; counts: Uint8Array } {
  const given = input.demand ?? input.points?.weight;
  if (input.demand === undefined && input.points?.weight !== undefined) {
    requireSameLength('/points', { points: { length: rows }, weight: input.points.weight });
  }
  const weight = given === undefined ? new Float64Array(rows).fill(1) : reordered(given, order);
  const counts = new Uint8Array(rows);
  let missing = 0;
  let total = 0;
  for (let i = 0; i < rows; i++) {
    if (Number.isNaN(weight[i])) {
      missing++;
      weight[i] = 0;
    } else if ((weight[i] as number) > 0) counts[i] = 1;
    total += weight[i] as number;
  }
  if (missing > 0) warnings.push(`${missing} of ${rows} demand rows have no known weight and do not count.`);
  if (total === 0) warnings.push('No demand row has a weight above 0: every plan is as good as any other.');
  return { weight, counts };
}

/** The cutoff of a covering method, in the unit of its costs. */
export function readCutoff(input: SitingInput): number {
  const { cutoff, cutoffMeters, costs } = input;
  if (cutoffMeters !== undefined && costs !== undefined) {
    invalid('/cutoffMeters', 'Costs are given in minutes: give cutoff in minutes.');
  }
  if (cutoff !== undefined && cutoffMeters !== undefined)
    invalid('/cutoffMeters', 'Give cutoff or cutoffMeters, not both.');
  return cutoff ?? cutoffMeters ?? invalid('/cutoff', 'Give the cutoff within which a site covers demand.');
}
