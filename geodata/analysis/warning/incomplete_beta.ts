// The regularized incomplete beta function, from which binomial, negative binomial and Student tails follow. It knows
// numbers, no method.
import { gammaln } from 'simple-statistics';

const SMALLEST = 1e-300;
const PRECISION = 1e-16;

export const logBeta = (a: number, b: number): number => gammaln(a) + gammaln(b) - gammaln(a + b);

const nonzero = (value: number): number => (Math.abs(value) < SMALLEST ? SMALLEST : value);

/** Continued fraction (DLMF 8.17.22) by Lentz's method (1976, doi:10.1364/AO.15.000668); quick for x < (a + 1)/(a + b + 2). */
function fraction(x: number, a: number, b: number): number {
  const steps = 1000 + 20 * Math.sqrt(Math.max(a, b));
  let c = 1;
  let d = 1 / nonzero(1 - ((a + b) * x) / (a + 1));
  let h = d;
  for (let m = 1; m < steps; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / nonzero(1 + even * d);
    c = nonzero(1 + even / c);
    h *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / nonzero(1 + odd * d);
    c = nonzero(1 + odd / c);
    h *= d * c;
    if (Math.abs(d * c - 1) < PRECISION) break;
  }
  return h;
}

/** I_x(a, b), 0 to 1, for a and b over 0. P(Y ≥ y) of a binomial Y of n draws at share x is I_x(y, n − y + 1). */
export function regularizedBeta(x: number, a: number, b: number): number {
  if (!(a > 0 && b > 0 && x >= 0 && x <= 1)) return Number.NaN;
  if (x === 0 || x === 1) return x;
  const front = Math.exp(a * Math.log(x) + b * Math.log1p(-x) - logBeta(a, b));
  return x < (a + 1) / (a + b + 2) ? (front * fraction(x, a, b)) / a : 1 - (front * fraction(1 - x, b, a)) / b;
}
