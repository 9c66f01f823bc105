// Gi and Gi* of places or cells: the method as the catalog offers it, over gi_star_kernel.ts. It knows no map and no role.

import { Problem } from '../../schema/problem.ts';
import { ALONE, entry, type Surroundings } from '../method.ts';
import { sheet } from '../method_sheet.ts';
import { giScores, ownWeights } from './gi_star_kernel.ts';
import {
  type GiCategory,
  type GiStarInput,
  type GiStarResult,
  giStarInput,
  giStarResult,
  MOST_DRAWS,
} from './gi_star_schema.ts';
import { benjaminiHochberg } from './multiple_testing.ts';
import { twoSidedNormalColumn } from './normal_tail.ts';
import { conditionalPermutation, type PermutationOutcome, permutationWarnings } from './permutation_test.ts';
import { islandsOf } from './spatial_weights.ts';
import { readSubject, type Subject } from './weights_values.ts';

export const GI_STAR_VERSION = '1';

/**
 * Where do high values, or low ones, stand together more than chance would put them?
 *
 * Method: Gi* (with `star: false` Gi) of Getis & Ord (1992, doi:10.1111/j.1538-4632.1992.tb00261.x), standardized as in Ord &
 * Getis (1995, doi:10.1111/j.1538-4632.1995.tb00912.x). The place itself counts in Gi* with the weight that the lists
 * state, else with that of its heaviest neighbor, so that scaling a row of weights changes nothing.
 * Inputs: `values` per place (null = missing), and one of `neighbors` with `weights`; points (`lon`, `lat` in WGS 84 degrees or
 * `x`, `y`) with `distanceBandMeters`, `distanceBand` (planar) or `k`; `h3` cells with `rings`; `grid`; `areas` as polygons. With `population` values are
 * divided by people at risk. `events` with `h3Resolution` in place of values are counted by cell: an event known only to an area larger
 * than its cell is listed and never counted. Missing places are left out before neighbors are sought.
 * Output: per place `z` (standard deviations), `p`, `adjustedP`, `category`, `neighbors`, in input order (of ids, with ids); null = not
 * enough data: no value, too few neighbors or people, no variation, or a neighborhood that holds every place.
 * P-values: two-sided, from the normal distribution; with `permutations` from conditional permutation, (r + 1)/(R + 1), r the
 * permutations whose sum over the neighbors is at least as far from its expectation. Its own value is kept, so such a p speaks of the
 * neighbors; a place is then hot or cold only where they lean the way z does. `adjustedP` is Benjamini–Hochberg's (1995).
 * Throws Problem invalid_input where lengths differ, ids or cells repeat, an index is out of range, or there is not exactly one way to neighbors.
 * Cost: O(arcs + n log n): about 5 ns an arc; permutations O(R · arcs). Checked against the worked example of six points in Ord &
 * Getis's notation, R's spdep (localG, tests/reference/hotspot_rows.R) and brute force.
 * Measured: on 2,660 real events of north-east Nigeria in H3 cells of resolution 6, a run that puts district- and state-wide events on
 * their middle points calls 37 cells hot, those middle points among them (z 4.8 in the middle of Borno state, where nothing is
 * known to have happened); with their precision 1,162 events are areas and 9 cells are hot. With R permutations over m places the
 * least adjusted p of a lone place is m/(R + 1): a warning says when that is above alpha.
 *
 * Assumption that can harm: values are taken as they are reported. Where reporting stopped, a cell turns cold though nothing
 * improved: give such cells as missing.
 */
export function giStar(input: GiStarInput, surroundings: Surroundings = ALONE): GiStarResult {
  const subject = readSubject(input);
  const { values, weights, own, enough, warnings, rows } = subject;
  const { star, permutations, seed, alpha } = input;
  requireFewDraws(permutations, weights.neighbor.length);
  const scores = giScores({ values, weights, star, own: ownWeights(weights, own) });
  const z = scores.map((score, i) => (enough[i] === 1 ? score : Number.NaN));
  const normalP = twoSidedNormalColumn(z);
  const tested = Int32Array.from(z.keys()).filter((i) => !Number.isNaN(z[i] as number));
  const dealt =
    permutations === 0
      ? null
      : conditionalPermutation({
          values,
          weights,
          permutations,
          seed,
          tested,
          progress: surroundings.progress,
        });
  const p = dealt?.p ?? normalP;
  const adjustedP = benjaminiHochberg(p);
  warnings.push(...permutationWarnings({ places: rows.length, tested: tested.length, permutations, alpha }));
  if (rows.length > 0 && enough.includes(1) && tested.length === 0) {
    warnings.push('The values do not vary, or every neighborhood holds all places: nothing can stand out.');
  }
  const words = categoriesOf({ z, adjustedP, alpha, dealt });
  const category = new Array<GiCategory>(subject.count).fill('not enough data');
  rows.forEach((row, i) => {
    category[row] = words[i] as GiCategory;
  });
  return {
    ...sheet({
      method: 'gi-star',
      version: GI_STAR_VERSION,
      parameters: { ...subject.parameters, star, permutations, alpha, sides: 2 },
      inputs: subject.inputs,
      seed,
      warnings,
    }),
    z: subject.expanded(z),
    p: subject.expanded(p),
    normalP: subject.expanded(normalP),
    adjustedP: subject.expanded(adjustedP),
    category,
    confidence: subject.expanded(adjustedP.map(confidenceOf)),
    ...neighborsOut(subject),
  };
}

/** What every method over neighbors says of them. */
export function neighborsOut(subject: Subject) {
  const { weights, rows, ids, counted } = subject;
  const name = (row: number): string | number => counted?.cells[row] ?? ids?.[row] ?? row;
  const list = (events: number[]) => ({ count: events.length, rows: events });
  return {
    neighbors: subject.expanded(rows.map((_, i) => (weights.start[i + 1] as number) - (weights.start[i] as number))),
    islands: islandsOf(weights).map((i) => name(rows[i] as number)),
    ids,
    counted:
      counted === null
        ? null
        : {
            cells: counted.cells,
            counts: counted.counts,
            areaEvents: list(counted.areaEvents),
            outside: list(counted.outside),
          },
  };
}

export function requireFewDraws(permutations: number, arcs: number): void {
  if (permutations * arcs <= MOST_DRAWS) return;
  throw new Problem('invalid_input', 'So many permutations over so many neighbors take too long.', [
    { pointer: '/permutations', detail: `Permutations times neighbors may not exceed ${MOST_DRAWS}.` },
  ]);
}

function confidenceOf(adjustedP: number): number {
  if (Number.isNaN(adjustedP)) return adjustedP;
  return adjustedP <= 0.01 ? 99 : adjustedP <= 0.05 ? 95 : adjustedP <= 0.1 ? 90 : 0;
}

function categoriesOf(of: {
  readonly z: Float64Array;
  readonly adjustedP: Float64Array;
  readonly alpha: number;
  readonly dealt: PermutationOutcome | null;
}): GiCategory[] {
  const { z, adjustedP, alpha, dealt } = of;
  return Array.from(z, (score, i) => {
    if (Number.isNaN(score) || Number.isNaN(adjustedP[i] as number)) return 'not enough data';
    const leans = dealt === null ? score : (dealt.excess[i] as number);
    if (!((adjustedP[i] as number) <= alpha) || leans * score <= 0) return 'not significant';
    return score > 0 ? 'hot' : 'cold';
  });
}

export const giStarMethod = entry({
  id: 'gi-star',
  version: GI_STAR_VERSION,
  title: 'Hot and cold spots (Gi*)',
  summary:
    'Places where high or low values stand together more than chance would put them: Getis–Ord Gi* with adjusted p-values.',
  theme: 'hotspot',
  source: 'hotspot/gi_star.ts',
  inputs: giStarInput,
  result: giStarResult,
  compute: giStar,
  example: {
    values: [2, 3, 3.2, 5, 8, 7],
    points: { x: [10, 20, 40, 15, 30, 30], y: [10, 10, 10, 20, 20, 30] },
    distanceBand: 15,
  },
});
