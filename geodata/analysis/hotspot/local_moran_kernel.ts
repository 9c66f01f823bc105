// Local Moran's I over sparse weights with its moments under conditional permutation. It knows no place and no probability.
import { spreadOf } from './gi_star_kernel.ts';
import type { SpatialWeights } from './spatial_weights.ts';

export interface LocalMoran {
  readonly i: Float64Array;
  /** (I − E I)/√(Var I), moments over all ways to deal the other values to the neighbors. */
  readonly z: Float64Array;
  /** Own value and mean of neighbors against the mean of all: 1 high-high, 2 low-high, 3 low-low, 4 high-low; 0 = neither. */
  readonly quadrant: Uint8Array;
}

/**
 * With d = x − mean, m₂ = Σd²/n and W = Σw, S = Σw² over the neighbors of i (Anselin 1995, eq. 12):
 *   I = d_i/m₂ · Σ w d;   given d_i, Σ w d has mean −W d_i/(n − 1) and variance (S − W²/(n − 1))·(n − 1)/(n − 2)·v, where v is the
 *   variance of the other n − 1 deviations (Sokal, Oden & Thomson 1998, doi:10.1111/j.1538-4632.1998.tb00406.x).
 * NaN where the values do not vary or a place has no neighbor.
 */
export function localMoranScores(values: Float64Array, weights: SpatialWeights): LocalMoran {
  const { start, neighbor, weight } = weights;
  const n = values.length;
  const { mean, squares } = spreadOf(values);
  const result = {
    i: new Float64Array(n).fill(Number.NaN),
    z: new Float64Array(n).fill(Number.NaN),
    quadrant: new Uint8Array(n),
  };
  if (squares === 0) return result;
  const centered = values.map((value) => value - mean);
  const m2 = squares / n;
  for (let i = 0; i < n; i++) {
    const from = start[i] as number;
    const to = start[i + 1] as number;
    if (from === to) continue;
    let lag = 0;
    let total = 0;
    let totalSquares = 0;
    for (let e = from; e < to; e++) {
      const w = weight === null ? 1 : (weight[e] as number);
      lag += w * (centered[neighbor[e] as number] as number);
      total += w;
      totalSquares += w * w;
    }
    const own = centered[i] as number;
    result.i[i] = (own / m2) * lag;
    result.quadrant[i] = quadrantOf(own, lag);
    if (n < 3) continue;
    const othersMean = -own / (n - 1);
    const variance = (squares - own * own) / (n - 1) - othersMean * othersMean;
    const evenness = totalSquares - (total * total) / (n - 1);
    const lagVariance = (evenness * variance * (n - 1)) / (n - 2);
    if (!(evenness > 1e-12 * totalSquares) || !(variance > 1e-14 * m2) || own === 0) continue;
    result.z[i] = (Math.sign(own) * (lag - total * othersMean)) / Math.sqrt(lagVariance);
  }
  return result;
}

function quadrantOf(own: number, lag: number): number {
  if (own === 0 || lag === 0) return 0;
  if (own > 0) return lag > 0 ? 1 : 4;
  return lag > 0 ? 2 : 3;
}
