// Tails and quantiles of the count models that alarms rest on: Poisson, binomial, negative binomial, beta-binomial. It knows
// numbers, no method. The models say that reports arrive independently, or in clusters of a stated kind, and no more.
import { logBeta, regularizedBeta } from './incomplete_beta.ts';
import { lowerGamma } from './incomplete_gamma.ts';

/** P(Y ≥ y), Y Poisson. */
export function poissonUpper(y: number, mean: number): number {
  if (y <= 0) return 1;
  return mean <= 0 ? 0 : lowerGamma(y, mean);
}

/** P(Y ≥ y), Y negative binomial with this mean and variance mean + mean²/size; an endless size is Poisson. */
export function negativeBinomialUpper(y: number, mean: number, size: number): number {
  if (y <= 0) return 1;
  if (mean <= 0) return 0;
  if (size === Number.POSITIVE_INFINITY) return poissonUpper(y, mean);
  return regularizedBeta(mean / (size + mean), y, size);
}

/** P(Y ≥ y), Y binomial: `draws` draws, each with this share. */
export function binomialUpper(y: number, draws: number, share: number): number {
  if (y <= 0) return 1;
  return y > draws ? 0 : regularizedBeta(share, y, draws - y + 1);
}

const logChoose = (n: number, k: number): number => -Math.log(n + 1) - logBeta(k + 1, n - k + 1);

/** P(Y ≥ y), Y binomial with a share that is itself beta(a, b): summed upward from y, exact but for rounding. */
export function betaBinomialUpper(y: number, draws: number, a: number, b: number): number {
  if (y <= 0) return 1;
  if (y > draws) return 0;
  let term = Math.exp(logChoose(draws, y) + logBeta(y + a, draws - y + b) - logBeta(a, b));
  let sum = term;
  for (let k = y; k < draws; k++) {
    term *= ((draws - k) / (k + 1)) * ((k + a) / (draws - k - 1 + b));
    sum += term;
    if (term < sum * 1e-17 && k > ((a + 1) / (a + b)) * draws) break;
  }
  return Math.min(1, sum);
}

/** The smallest whole y ≥ 0 for which `holds` is true, where it stays true once it is: doubled steps, then halved. */
export function smallestWhole(holds: (y: number) => boolean, start: number): number {
  let low = -1;
  let high = Math.max(0, Math.floor(start));
  for (let step = 1; !holds(high) && high < 1e12; step *= 2) {
    low = high;
    high += step;
  }
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (holds(middle)) high = middle;
    else low = middle;
  }
  return high;
}

/** The smallest y with P(Y ≤ y) ≥ p. */
export function negativeBinomialQuantile(p: number, mean: number, size: number): number {
  // One part in 10¹⁴ of slack, as R gives, so that rounding cannot step over an exact p.
  const most = (1 - p) * (1 + 64 * Number.EPSILON);
  return smallestWhole((y) => negativeBinomialUpper(y + 1, mean, size) <= most, mean);
}

/** P(|T| > |t|), Student's t. */
export function studentTwoSided(t: number, degreesOfFreedom: number): number {
  return regularizedBeta(degreesOfFreedom / (degreesOfFreedom + t * t), degreesOfFreedom / 2, 0.5);
}
