// Local Moran's I of places or cells: the method as the catalog offers it, over local_moran_kernel.ts. It knows no map and no role.
import { ALONE, entry, type Surroundings } from '../method.ts';
import { sheet } from '../method_sheet.ts';
import { neighborsOut, requireFewDraws } from './gi_star.ts';
import { localMoranScores } from './local_moran_kernel.ts';
import {
  type LocalMoranInput,
  type LocalMoranResult,
  localMoranInput,
  localMoranResult,
  type MoranCategory,
  QUADRANTS,
  type Quadrant,
} from './local_moran_schema.ts';
import { benjaminiHochberg } from './multiple_testing.ts';
import { twoSidedNormalColumn } from './normal_tail.ts';
import { conditionalPermutation, permutationWarnings } from './permutation_test.ts';
import { rowStandardized } from './spatial_weights.ts';
import { readSubject } from './weights_values.ts';

export const LOCAL_MORAN_VERSION = '1';

/**
 * Which places are like their neighbors, and which stand out from them, more than chance would have it?
 *
 * Method: local Moran's I (Anselin 1995, doi:10.1111/j.1538-4632.1995.tb00338.x, eq. 12), I = d/m₂ · Σ w d with m₂ = Σd²/n; `z` by the
 * moments of conditional permutation (Sokal, Oden & Thomson 1998, doi:10.1111/j.1538-4632.1998.tb00406.x).
 * Inputs: as gi-star: `values` (null = missing) or `events`, `population` for rates, one way to neighbors. Weights of a row are divided by
 * their sum unless the caller gives `weights`; `standardize` says otherwise.
 * Output: per place `i` (unbounded, no unit), `z`, `p`, `adjustedP`, `quadrant` (the place first: high-low is a high place among low
 * ones), `category`, `neighbors`; null = not enough data: no value, too few neighbors or people, no variation. A value exactly at the
 * mean has `i` 0 whatever its neighbors, so no `z` and `p`, and is not significant.
 * P-values: two-sided, from `permutations` (999 by default) as (r + 1)/(R + 1), r the permutations whose sum over the neighbors is at least as
 * far from its expectation; with 0 from the normal distribution. `adjustedP` is Benjamini–Hochberg's (1995).
 * Throws Problem invalid_input where lengths differ, ids or cells repeat, an index is out of range, or there is not exactly one way to neighbors.
 * Cost: O(R · arcs), about 3 ns a draw. Checked against R's spdep (localmoran with conditional moments, tests/reference/hotspot_rows.R).
 *
 * Assumption that can harm: a place that differs from its neighbors may only report differently. Silence among high values comes out as
 * low-high: look at reporting first.
 */
export function localMoran(input: LocalMoranInput, surroundings: Surroundings = ALONE): LocalMoranResult {
  const subject = readSubject(input);
  const { values, enough, warnings, rows } = subject;
  const { permutations, seed, alpha } = input;
  const standardize = input.standardize ?? (input.weights === undefined ? 'row' : 'none');
  const weights = standardize === 'row' ? rowStandardized(subject.weights) : subject.weights;
  requireFewDraws(permutations, weights.neighbor.length);
  const moran = localMoranScores(values, weights);
  const only = (column: Float64Array): Float64Array => column.map((v, at) => (enough[at] === 1 ? v : Number.NaN));
  const z = only(moran.z);
  const tested = Int32Array.from(z.keys()).filter((at) => !Number.isNaN(z[at] as number));
  // Row sums change no comparison of a place with its own permutations, so equal weights may stay unsaid.
  const dealt = subject.weights.weight === null ? subject.weights : weights;
  const p =
    permutations === 0
      ? twoSidedNormalColumn(z)
      : conditionalPermutation({ values, weights: dealt, permutations, seed, tested, progress: surroundings.progress })
          .p;
  const adjustedP = benjaminiHochberg(p);
  warnings.push(...permutationWarnings({ places: rows.length, tested: tested.length, permutations, alpha }));
  if (rows.length > 0 && enough.includes(1) && tested.length === 0) {
    warnings.push('The values do not vary, or every neighborhood holds all places: nothing can stand out.');
  }
  const quadrant = new Array<Quadrant | null>(subject.count).fill(null);
  const category = new Array<MoranCategory>(subject.count).fill('not enough data');
  rows.forEach((row, at) => {
    if (enough[at] !== 1) return;
    quadrant[row] = QUADRANTS[(moran.quadrant[at] as number) - 1] ?? null;
    // Exactly at the mean I is 0 whatever the neighbors: that is data, and nothing stands out.
    if (moran.i[at] === 0) category[row] = 'not significant';
    if (Number.isNaN(z[at] as number)) return;
    category[row] = (adjustedP[at] as number) <= alpha ? (quadrant[row] ?? 'not significant') : 'not significant';
  });
  return {
    ...sheet({
      method: 'local-moran',
      version: LOCAL_MORAN_VERSION,
      parameters: { ...subject.parameters, standardize, permutations, alpha, sides: 2 },
      inputs: subject.inputs,
      seed,
      warnings,
    }),
    i: subject.expanded(only(moran.i)),
    z: subject.expanded(z),
    p: subject.expanded(p),
    adjustedP: subject.expanded(adjustedP),
    quadrant,
    category,
    ...neighborsOut(subject),
  };
}

export const localMoranMethod = entry({
  id: 'local-moran',
  version: LOCAL_MORAN_VERSION,
  title: 'Likeness of neighbors (local Moran)',
  summary:
    'Places that are like their neighbors or stand out from them: local Moran’s I with permutation p-values and quadrant.',
  theme: 'hotspot',
  source: 'hotspot/local_moran.ts',
  inputs: localMoranInput,
  result: localMoranResult,
  compute: localMoran,
  example: { values: [2, 3, 3.2, 5, 8, 7, 1, 0, 4], grid: { width: 3, height: 3 } },
});
