// How much care each place can reach, supply shared with all who reach it too: the catalog form over accessibility_scores.ts. It
// knows no road, only minutes.
import { entry } from '../method.ts';
import { describeInput, sheet } from '../method_sheet.ts';
import { reordered } from '../number_columns.ts';
import { namesOf } from '../places.ts';
import {
  type AccessibilityInput,
  type AccessibilityResult,
  accessibilityInput,
  accessibilityResult,
} from './accessibility_schema.ts';
import { accessibilityScores, type Bands, type Scores } from './accessibility_scores.ts';
import { orderedCosts } from './catchments_costs.ts';
import { compensatedSum } from './gap_figures.ts';

const VERSION = '1';
/** Luo & Wang 2003. */
const DEFAULT_CUTOFF = 30;
/** Luo & Qi 2009: a Gaussian over bands of 0–10, 10–20 and 20–30 minutes. */
const DEFAULT_BANDS: Bands = { bounds: [10, 20, 30], weights: [1, 0.68, 0.22] };

/**
 * How much care can the people of each place reach, once it is shared with everybody else who reaches it?
 *
 * Method: `cumulative` (Wachs & Kumagai 1973, Socio-Economic Planning Sciences 7): A_i = Σ_j w_ij S_j, supply within
 * the cutoff, shared with nobody. `2sfca` (Luo & Wang 2003, doi:10.1068/b29120): R_j = S_j / Σ_i w_ij D_i,
 * A_i = Σ_j w_ij R_j, with w = 1 within the cutoff. `e2sfca` (Luo & Qi 2009, doi:10.1016/j.healthplace.2009.06.002):
 * the same with w by band of minutes. `3sfca` (Wan, Zou & Sternberg 2012, doi:10.1080/13658816.2011.624987): people
 * choose among sites, G_ij = w_ij / Σ_k w_ik, and G_ij w_ij stands in place of w_ij.
 * Inputs: `costs` in minutes, rows demand and columns sites, null = unreachable, or triples {demand[], site[], cost[]} of row
 * numbers; `demand` people per row (null = missing), `supply` per site in one unit; `method` (default 2sfca); `cutoff` minutes, inclusive
 * (default 30), or `bands` (upper ends, inclusive) with `weights` (default 10, 20, 30 with 1, 0.68, 0.22 for e2sfca and 3sfca). Bands
 * may be given with any method, and a cutoff cuts bands off. `ids` of rows and `siteIds`. No CRS.
 * Output: `scores` per row: supply per person, 0 = nothing within reach, null = number of people missing; cumulative: supply.
 * `ratios` per site: supply per weighted person, null where nobody reaches it. Σ demand × score = supply of sites that are reached,
 * for all but cumulative. All sums are compensated.
 * Throws Problem invalid_input when lengths differ, ids repeat, a pair is there twice, bands do not rise or there is no demand.
 * Cost: O(entries · bands). 100,000 rows × 1,000 sites, 5 million pairs as triples: 1.0 s of processor time, of which the scores are 0.1 s.
 * Checked against NumPy (tests/reference/accessibility_rows.py), hand-counted cases and the law of sums.
 *
 * Assumption that can harm: a score is a ratio of what is on paper. It knows nothing of cost, language, trust or safety on the way,
 * people outside the data who use the same sites make every score too high, and a weight of a band is a convention, not a
 * measurement. A high score does not say that a survivor is received.
 */
export function accessibility(input: AccessibilityInput): AccessibilityResult {
  const bands = bandsOf(input);
  const last = bands.bounds[bands.bounds.length - 1] as number;
  const cutoff = Math.min(input.cutoff ?? last, last);
  const { within, rowOrder, columnOrder } = orderedCosts({
    costs: input.costs,
    rows: { name: 'demand', count: input.demand.length, idsName: 'ids', ids: input.ids },
    columns: { name: 'supply', count: input.supply.length, idsName: 'siteIds', ids: input.siteIds },
    cutoff,
  });
  const given = reordered(input.demand, rowOrder);
  const demand = given.map((people) => people || 0);
  const supply = reordered(input.supply, columnOrder);
  const found = accessibilityScores({ costs: within, demand, supply, bands, kind: input.method });
  const reached = reachedBySomebody(within.column, within.columns);
  return {
    ...sheet({
      method: 'accessibility',
      version: VERSION,
      parameters: {
        method: input.method,
        cutoff,
        bands: Array.from(bands.bounds),
        weights: Array.from(bands.weights),
      },
      inputs: { demand: describeInput(input, demand.length), sites: describeInput({}, supply.length) },
      warnings: warningsOf({ input, given, found, entries: within.cost.length, reached, last }),
    }),
    scores: found.scores.map((score, i) => (Number.isNaN(given[i] as number) ? Number.NaN : score)),
    ratios: found.ratio,
    totals: totalsOf({ input, demand, supply, found, reached }),
    ids: namesOf({ order: rowOrder, ids: input.ids ?? null }),
    siteIds: namesOf({ order: columnOrder, ids: input.siteIds ?? null }),
  };
}

function bandsOf({ method, bands, weights, cutoff }: AccessibilityInput): Bands {
  if (bands !== undefined && weights !== undefined) return { bounds: bands, weights };
  if (method === 'e2sfca' || method === '3sfca') return DEFAULT_BANDS;
  return { bounds: [cutoff ?? DEFAULT_CUTOFF], weights: [1] };
}

function reachedBySomebody(column: Int32Array, columns: number): Uint8Array {
  const reached = new Uint8Array(columns);
  for (const j of column) reached[j] = 1;
  return reached;
}

function totalsOf(of: {
  readonly input: AccessibilityInput;
  readonly demand: Float64Array;
  readonly supply: Float64Array;
  readonly found: Scores;
  readonly reached: Uint8Array;
}): AccessibilityResult['totals'] {
  const { demand, supply, found, reached } = of;
  const isReached = (j: number): boolean =>
    of.input.method === 'cumulative' ? reached[j] === 1 : !Number.isNaN(found.ratio[j] as number);
  const people = compensatedSum(demand);
  return {
    demand: people,
    demandReached: compensatedSum(demand.map((count, i) => ((found.scores[i] as number) > 0 ? count : 0))),
    supply: compensatedSum(supply),
    supplyReached: compensatedSum(supply.map((units, j) => (isReached(j) ? units : 0))),
    meanScore:
      people > 0 ? compensatedSum(demand.map((count, i) => count * (found.scores[i] as number))) / people : null,
  };
}

function warningsOf(of: {
  readonly input: AccessibilityInput;
  readonly given: Float64Array;
  readonly found: Scores;
  readonly entries: number;
  readonly reached: Uint8Array;
  readonly last: number;
}): string[] {
  const { input, given, found, entries, reached, last } = of;
  const warnings: string[] = [];
  const missing = given.reduce((count, people) => (Number.isNaN(people) ? count + 1 : count), 0);
  if (missing > 0) {
    warnings.push(
      `${missing} of ${given.length} rows have no number of people: not enough data for their score, and sites that they use seem less crowded than they are.`,
    );
  }
  if (input.cutoff !== undefined && input.cutoff > last) {
    warnings.push('The cutoff lies beyond the last band: nothing beyond the last band counts.');
  }
  if (found.ratio.length === 0) warnings.push('There are no sites: every score is 0.');
  else if (entries === 0) warnings.push('No site is within reach of any row: every score is 0.');
  else if (input.method !== 'cumulative') {
    const idle = found.ratio.reduce(
      (count, ratio, j) => (Number.isNaN(ratio) && reached[j] === 1 ? count + 1 : count),
      0,
    );
    const remote = reached.reduce((count, isReached) => count + 1 - isReached, 0);
    if (idle > 0)
      warnings.push(`${idle} sites are reached from rows where nobody lives only: they have no ratio and add nothing.`);
    if (remote > 0) warnings.push(`${remote} sites are reached from nowhere: their supply adds nothing.`);
  }
  return warnings;
}

export const accessibilityMethod = entry({
  id: 'accessibility',
  version: VERSION,
  title: 'Accessibility of services',
  summary: 'Supply that each place can reach, per person who reaches it too: cumulative, 2SFCA, E2SFCA or 3SFCA.',
  theme: 'reach',
  source: 'reach/accessibility.ts',
  inputs: accessibilityInput,
  result: accessibilityResult,
  compute: accessibility,
  example: {
    costs: [
      [5, 25],
      [15, null],
      [28, 12],
    ],
    demand: [300, 500, 200],
    supply: [4, 2],
    method: 'e2sfca',
    bands: [10, 20, 30],
    weights: [1, 0.68, 0.22],
  },
});
