// Emerging hot spots: the method as the catalog offers it, over emerging_cube.ts and emerging_categories.ts. It knows no map and no role.
import { ALONE, entry, type Surroundings } from '../method.ts';
import { describeInput, sheet } from '../method_sheet.ts';
import { type EmergingCategory, emergingCategory } from './emerging_categories.ts';
import { type Cube, cubeScores } from './emerging_cube.ts';
import { readCube } from './emerging_read.ts';
import {
  type EmergingInput,
  type EmergingResult,
  emergingInput,
  emergingResult,
  type Flag,
} from './emerging_schema.ts';
import { mannKendall } from './mann_kendall.ts';
import { benjaminiHochberg } from './multiple_testing.ts';
import { twoSidedNormalColumn } from './normal_tail.ts';
import { islandsOf } from './spatial_weights.ts';
import { readNeighborhoods } from './weights_input.ts';

export const EMERGING_VERSION = '1';
/** Bins with a number that a trend needs (Esri's tool, and Mann–Kendall's normal approximation). */
const LEAST_BINS = 10;

/**
 * Which places are turning into hot spots, staying so, coming and going, or cooling off?
 *
 * Method: Gi* (Ord & Getis 1995, doi:10.1111/j.1538-4632.1995.tb00912.x) of each bin of a space-time cube, the
 * neighborhood being the place and its neighbors in the bin's time and `timeLag` bins before, against mean and spread
 * of the whole cube; Mann–Kendall (1945, doi:10.2307/1907187; corrected for ties) on the z series of each place; 17
 * categories by Esri's published definitions, in the order of emerging_categories.ts: 90 % of bins and last bin, then
 * new, consecutive, oscillating, sporadic.
 * Inputs: `counts[cell][time]` (events per bin, oldest first, null = no number), `neighbors[][]` or another way to neighbors as in
 * gi-star; `reporting[cell][time]` where it is known: counts of bins in which nobody could report are no number.
 * Output: per cell `category`, `tau` (−1 to 1), `trendP`, `z[][]`; beside it `flags`. null = fewer than 10 bins with a number, or no variation.
 * P-values: two-sided for bins and trend, level `alpha`; bins are not corrected unless `correction` asks for Benjamini–Hochberg.
 * Throws Problem invalid_input with fewer than 10 bins, rows of different length, a count that is no number of at least 0, or no way to neighbors.
 * Cost: O(arcs · bins + cells · bins²): 10,000 cells in 52 bins take about 0.4 s. Checked against an independent Python version
 * (tests/reference/emerging_rows.py) and a made series for each category.
 *
 * Assumption that can harm: fewer reports are read as fewer events. A cell whose numbers end is flagged reporting-lost and its category
 * speaks of the time before; a cell whose reporting only thins out looks as if it cooled.
 */
export function emergingHotSpots(input: EmergingInput, surroundings: Surroundings = ALONE): EmergingResult {
  const { counts, timeLag, alpha, correction } = input;
  const hoods = readNeighborhoods(input, counts.length, 'counts');
  const { cube, lost, missing } = readCube(input, hoods.order, LEAST_BINS);
  const { weights } = hoods.among(new Uint8Array(cube.places).fill(1));
  const z = cubeScores(cube, weights, timeLag);
  const p = twoSidedNormalColumn(z);
  const tested = correction === 'none' ? p : benjaminiHochberg(p);
  const tau = new Float64Array(cube.places).fill(Number.NaN);
  const trendP = new Float64Array(cube.places).fill(Number.NaN);
  const category: (EmergingCategory | null)[] = [];
  const flags: Flag[][] = [];
  for (let i = 0; i < cube.places; i++) {
    const { series, bins } = seriesOf(cube, i, z, tested, alpha);
    const enough = series.length >= LEAST_BINS;
    const trend = mannKendall(series);
    if (enough) {
      tau[i] = trend.tau;
      trendP[i] = trend.p;
    }
    category.push(enough ? emergingCategory(bins, trend, alpha) : null);
    flags.push([
      ...(lost[i] === 1 ? (['reporting-lost'] as const) : []),
      ...(enough ? [] : (['not-enough-data'] as const)),
    ]);
    if ((i & 1023) === 1023) surroundings.progress(i / cube.places);
  }
  const warnings = warningsOf({ missing, lost, flags, z });
  const islands = islandsOf(weights);
  return {
    ...sheet({
      method: 'emerging-hot-spots',
      version: EMERGING_VERSION,
      parameters: { ...hoods.parameters, timeLag, alpha, correction, bins: cube.bins, sides: 2 },
      inputs: { counts: describeInput(input, cube.places) },
      seed: null,
      warnings,
    }),
    category,
    tau,
    trendP,
    z: Array.from({ length: cube.places }, (_, i) => z.subarray(i * cube.bins, (i + 1) * cube.bins)),
    flags,
    neighbors: weights.start.subarray(1).map((end, i) => end - (weights.start[i] as number)),
    islands: islands.map((i) => hoods.ids?.[i] ?? i),
    ids: hoods.ids,
  };
}

/** The scores of one place that are there, and whether each is hot or cold. */
function seriesOf(cube: Cube, i: number, z: Float64Array, p: Float64Array, alpha: number) {
  const from = i * cube.bins;
  const series: number[] = [];
  const bins: number[] = [];
  for (let at = from; at < from + cube.bins; at++) {
    const score = z[at] as number;
    if (Number.isNaN(score)) continue;
    series.push(score);
    bins.push((p[at] as number) <= alpha ? Math.sign(score) : 0);
  }
  return { series: Float64Array.from(series), bins: Int8Array.from(bins) };
}

function warningsOf(of: { missing: number; lost: Uint8Array; flags: Flag[][]; z: Float64Array }): string[] {
  const lostCount = of.lost.reduce((sum, yes) => sum + yes, 0);
  const few = of.flags.filter((flags) => flags.includes('not-enough-data')).length;
  return [
    ...(of.missing === 0
      ? []
      : [`${of.missing} bins without a number (missing, suppressed or not reporting) were left out.`]),
    ...(lostCount === 0
      ? []
      : [
          `${lostCount} places have no number in the last bin (stopped reporting, or suppressed): their category speaks of the time before.`,
        ]),
    ...(few === 0 ? [] : [`${few} places have fewer than ${LEAST_BINS} bins with a score: not enough data there.`]),
    ...(of.z.length === 0 || of.z.some((score) => !Number.isNaN(score))
      ? []
      : ['The counts do not vary: nothing can stand out.']),
  ];
}

export const emergingMethod = entry({
  id: 'emerging-hot-spots',
  version: EMERGING_VERSION,
  title: 'Emerging hot spots',
  summary:
    'Which places turn into hot or cold spots, stay so, come and go or cool off: Gi* in space and time with a trend test.',
  theme: 'hotspot',
  source: 'hotspot/emerging.ts',
  inputs: emergingInput,
  result: emergingResult,
  compute: emergingHotSpots,
  example: {
    counts: [
      [0, 1, 0, 2, 1, 3, 4, 6, 7, 9],
      [1, 0, 1, 1, 2, 2, 5, 6, 8, 9],
      [2, 1, 2, 0, 1, 1, 0, 2, 1, 1],
      [1, 2, 0, 1, 0, 2, 1, 0, 1, 0],
    ],
    neighbors: [[1], [0], [3], [2]],
    timeLag: 1,
  },
});
