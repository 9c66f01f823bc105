// The space-time cube: counts of every place in every bin of time, and Gi* of each bin against the whole cube. It knows numbers
// and sparse weights, no category.
import { spreadOf } from './gi_star_kernel.ts';
import type { SpatialWeights } from './spatial_weights.ts';

/** Place by place: bin t of place i at `i * bins + t`; NaN = no number. */
export interface Cube {
  readonly places: number;
  readonly bins: number;
  readonly counts: Float64Array;
}

/**
 * z of each bin: its neighborhood is the place and its neighbors, in the bin's time and in `timeLag` bins before it (as many as
 * there are), every weight 1; mean and spread are those of all bins of the cube that have a number (Ord & Getis 1995, n
 * the number of those bins). NaN where the bin itself has no number or the cube does not vary.
 */
export function cubeScores(cube: Cube, weights: SpatialWeights, timeLag: number): Float64Array {
  const { places, bins, counts } = cube;
  const z = new Float64Array(counts.length).fill(Number.NaN);
  const { count: n, mean, squares } = spreadOf(counts.filter((count) => !Number.isNaN(count)));
  if (squares === 0 || n < 2) return z;
  const deviation = Math.sqrt(squares / n);
  // Sums and numbers of the neighborhood bin by bin; raw counts, so that equal neighborhoods get equal scores to the last bit.
  const sum = new Float64Array(bins);
  const there = new Float64Array(bins);
  const add = (place: number): void => {
    for (let t = 0, at = place * bins; t < bins; t++, at++) {
      const count = counts[at] as number;
      if (Number.isNaN(count)) continue;
      sum[t] = (sum[t] as number) + count;
      there[t] = (there[t] as number) + 1;
    }
  };
  for (let i = 0; i < places; i++) {
    sum.fill(0);
    there.fill(0);
    add(i);
    for (let e = weights.start[i] as number; e < (weights.start[i + 1] as number); e++)
      add(weights.neighbor[e] as number);
    for (let t = 0; t < bins; t++) {
      if (Number.isNaN(counts[i * bins + t] as number)) continue;
      let total = 0;
      let near = 0;
      for (let s = Math.max(0, t - timeLag); s <= t; s++) {
        total += sum[s] as number;
        near += there[s] as number;
      }
      if (near < n) z[i * bins + t] = (total - near * mean) / (deviation * Math.sqrt((near * (n - near)) / (n - 1)));
    }
  }
  return z;
}
