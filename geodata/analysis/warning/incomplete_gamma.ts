// The regularized incomplete gamma function, from which Poisson, chi-square and normal tails follow. simple-statistics gives
// ln Γ but not this. It knows numbers, no method.
import { gammaln } from 'simple-statistics';

const SMALLEST = 1e-300;
const PRECISION = 1e-16;

/** ln of x^a e^(−x) / Γ(a). */
const logFront = (a: number, x: number): number => a * Math.log(x) - x - gammaln(a);

/** Steps that series and fraction may take: both need some multiple of √a about x = a. */
const mostSteps = (a: number): number => 1000 + 20 * Math.sqrt(a);

/** Lower series (DLMF 8.7.1). */
function series(a: number, x: number): number {
  let term = 1 / a;
  let sum = term;
  for (let n = 1; n < mostSteps(a); n++) {
    term *= x / (a + n);
    sum += term;
    if (term < sum * PRECISION) break;
  }
  return sum * Math.exp(logFront(a, x));
}

/** Upper continued fraction (DLMF 8.9.2) by Lentz's method (1976, doi:10.1364/AO.15.000668). */
function fraction(a: number, x: number): number {
  let b = x + 1 - a;
  let c = 1 / SMALLEST;
  let d = 1 / b;
  let h = d;
  for (let n = 1; n < mostSteps(a); n++) {
    const an = -n * (n - a);
    b += 2;
    d = 1 / nonzero(an * d + b);
    c = nonzero(b + an / c);
    h *= d * c;
    if (Math.abs(d * c - 1) < PRECISION) break;
  }
  return h * Math.exp(logFront(a, x));
}

const nonzero = (value: number): number => (Math.abs(value) < SMALLEST ? SMALLEST : value);

/** P(a, x): 0 at x = 0, growing to 1. P(Y ≥ y) of a Poisson Y with mean x is P(y, x). */
export function lowerGamma(a: number, x: number): number {
  if (!(a > 0 && x >= 0)) return Number.NaN;
  if (x === 0) return 0;
  return x < a + 1 ? series(a, x) : 1 - fraction(a, x);
}

/** Q(a, x) = 1 − P(a, x), without cancellation in the upper tail. */
export function upperGamma(a: number, x: number): number {
  if (!(a > 0 && x >= 0)) return Number.NaN;
  if (x === 0) return 1;
  return x < a + 1 ? 1 - series(a, x) : fraction(a, x);
}
