// The Mann–Kendall test of a trend in one short series. It knows numbers in time order, no place.
import { twoSidedNormalP } from './normal_tail.ts';

export interface Trend {
  /** Kendall's S over the number of pairs, −1 to 1; NaN with fewer than two numbers. */
  readonly tau: number;
  /** Two-sided; 1 where the numbers are all equal. */
  readonly p: number;
}

/**
 * S = Σ sgn(x_j − x_i) over i < j; Var S = [n(n−1)(2n+5) − Σ t(t−1)(2t+5)]/18 over groups of t equal numbers; z = (S ∓ 1)/√Var S, 0 for
 * S = 0 (Mann 1945, doi:10.2307/1907187; Kendall 1975). Numbers that are NaN are left out.
 */
export function mannKendall(series: Float64Array): Trend {
  const x = series.filter((value) => !Number.isNaN(value));
  const n = x.length;
  if (n < 2) return { tau: Number.NaN, p: Number.NaN };
  let s = 0;
  for (let i = 0; i < n; i++) {
    const before = x[i] as number;
    for (let j = i + 1; j < n; j++) {
      const after = x[j] as number;
      s += (after > before ? 1 : 0) - (after < before ? 1 : 0);
    }
  }
  x.sort();
  let ties = 0;
  for (let i = 0; i < n; ) {
    let end = i + 1;
    while (end < n && x[end] === x[i]) end++;
    const t = end - i;
    ties += t * (t - 1) * (2 * t + 5);
    i = end;
  }
  const variance = (n * (n - 1) * (2 * n + 5) - ties) / 18;
  const z = s === 0 || variance === 0 ? 0 : (s - Math.sign(s)) / Math.sqrt(variance);
  return { tau: (2 * s) / (n * (n - 1)), p: twoSidedNormalP(z) };
}
