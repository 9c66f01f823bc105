// The standardized Gi and Gi* statistics over sparse weights. It knows values and weights, no place, no probability.
import type { SpatialWeights } from './spatial_weights.ts';

/** Mean and squares of a column, by two passes of compensated sums. */
export interface Spread {
  readonly count: number;
  readonly mean: number;
  /** Sum of squared deviations from the mean; 0 when all values are equal. */
  readonly squares: number;
}

/** A spread below this share of the size of the values is rounding, not variation. */
const ROUNDING = 1e-14;

export function spreadOf(values: Float64Array): Spread {
  const count = values.length;
  let sum = 0;
  let lost = 0;
  let size = 0;
  // Both sums by Neumaier's rule (1974, doi:10.1002/zamm.19740540106): what rounding takes from the larger part is kept apart.
  for (let i = 0; i < count; i++) {
    const term = values[i] as number;
    const length = Math.abs(term);
    const next = sum + term;
    lost += Math.abs(sum) >= length ? sum - next + term : term - next + sum;
    sum = next;
    if (length > size) size = length;
  }
  const mean = count === 0 ? 0 : (sum + lost) / count;
  sum = 0;
  lost = 0;
  for (let i = 0; i < count; i++) {
    const term = ((values[i] as number) - mean) * ((values[i] as number) - mean);
    const next = sum + term;
    lost += sum >= term ? sum - next + term : term - next + sum;
    sum = next;
  }
  const squares = sum + lost;
  return { count, mean, squares: squares <= count * (size * ROUNDING) ** 2 ? 0 : squares };
}

/** Weight that a place gives itself in Gi*: as stated, else that of its heaviest neighbor, so that scaling a row changes nothing. */
export function ownWeights(weights: SpatialWeights, stated: Float64Array | null): Float64Array | null {
  if (weights.weight === null && stated === null) return null;
  return Float64Array.from({ length: weights.count }, (_, i) => {
    const own = stated?.[i] ?? Number.NaN;
    if (!Number.isNaN(own)) return own;
    let heaviest = 0;
    for (let e = weights.start[i] as number; e < (weights.start[i + 1] as number); e++) {
      heaviest = Math.max(heaviest, weights.weight?.[e] ?? 1);
    }
    return heaviest === 0 ? 1 : heaviest;
  });
}

/** Share of n·ΣW² by which n·ΣW² − (ΣW)² must exceed rounding: below it the neighborhood holds everything evenly. */
const EVERYTHING = 1e-12;

/**
 * Per place i, over all n values x with mean m, W = Σw, S = Σw² over its neighborhood (Ord & Getis 1995):
 *   Gi*  (with the place itself):  (Σ w x − W m) / (s √((n S − W²)/(n − 1))),              s² = Σ(x − m)²/n
 *   Gi   (without):                the same over the n − 1 others, their mean and s, with n − 1 for n.
 * NaN where it is not defined: no spread, too few values, or a neighborhood that holds all places evenly.
 */
export function giScores(of: {
  readonly values: Float64Array;
  readonly weights: SpatialWeights;
  readonly star: boolean;
  /** From `ownWeights`; null = 1 everywhere. Used with `star` only. */
  readonly own: Float64Array | null;
}): Float64Array {
  const { values, weights, star, own } = of;
  const { start, neighbor, weight } = weights;
  const n = values.length;
  const { mean, squares } = spreadOf(values);
  const z = new Float64Array(n).fill(Number.NaN);
  if (squares === 0) return z;
  const centered = new Float64Array(n);
  for (let i = 0; i < n; i++) centered[i] = (values[i] as number) - mean;
  if (weight === null && star && own === null) {
    fillEqualStar(weights, centered, Math.sqrt(squares / n), z);
    return z;
  }
  for (let i = 0; i < n; i++) {
    const from = start[i] as number;
    const to = start[i + 1] as number;
    const itself = centered[i] as number;
    const selfWeight = star ? (own === null ? 1 : (own[i] as number)) : 0;
    let sum = selfWeight * itself;
    let total = selfWeight;
    let totalSquares = selfWeight * selfWeight;
    if (weight === null) {
      for (let e = from; e < to; e++) sum += centered[neighbor[e] as number] as number;
      total += to - from;
      totalSquares += to - from;
    } else {
      for (let e = from; e < to; e++) {
        const w = weight[e] as number;
        sum += w * (centered[neighbor[e] as number] as number);
        total += w;
        totalSquares += w * w;
      }
    }
    // Without the place itself: mean and squares of the other n − 1, as deviations from the mean of all.
    const among = star ? n : n - 1;
    const othersMean = star ? 0 : -itself / among;
    const othersSquares = star ? squares : squares - itself * itself * (n / among);
    const evenness = among * totalSquares - total * total;
    if (among < 2 || !(evenness > EVERYTHING * among * totalSquares) || !(othersSquares > ROUNDING * squares)) continue;
    z[i] = (sum - total * othersMean) / Math.sqrt((othersSquares / among) * (evenness / (among - 1)));
  }
  return z;
}

/** Gi* with all weights 1, the common case: the denominator depends on the number of neighbors alone, so each is taken once. */
function fillEqualStar(
  { count: n, start, neighbor }: SpatialWeights,
  centered: Float64Array,
  deviation: number,
  z: Float64Array,
): void {
  const perDegree: number[] = [];
  for (let i = 0, from = 0; i < n; i++) {
    const to = start[i + 1] as number;
    let sum = centered[i] as number;
    for (let e = from; e < to; e++) sum += centered[neighbor[e] as number] as number;
    const near = to - from + 1;
    while (perDegree.length <= near) {
      const d = perDegree.length;
      perDegree.push(n > 1 && d < n ? deviation * Math.sqrt((d * (n - d)) / (n - 1)) : Number.NaN);
    }
    z[i] = sum / (perDegree[near] as number);
    from = to;
  }
}
