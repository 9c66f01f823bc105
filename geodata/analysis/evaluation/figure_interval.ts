// Intervals of a share, a count or a rate, and of the difference of two figures. It knows numbers, no indicator.
import { lowerGamma, upperGamma } from '../warning/incomplete_gamma.ts';
import { normalQuantile } from '../warning/normal.ts';

/** A figure with the limits of its interval; NaN = not known. */
export interface Figure {
  readonly value: number;
  readonly lower: number;
  readonly upper: number;
}

export const UNKNOWN_FIGURE: Figure = { value: Number.NaN, lower: Number.NaN, upper: Number.NaN };

/** Score interval of a share (Wilson 1927, doi:10.1080/01621459.1927.10502953). */
export function shareFigure(part: number, whole: number, level: number): Figure {
  if (!(whole > 0)) return UNKNOWN_FIGURE;
  const z = normalQuantile((1 + level) / 2);
  const value = part / whole;
  const middle = (value + (z * z) / (2 * whole)) / (1 + (z * z) / whole);
  const reach = (z / (1 + (z * z) / whole)) * Math.sqrt((value * (1 - value)) / whole + (z * z) / (4 * whole * whole));
  // At the ends the limit is the value itself, which rounding would miss.
  return {
    value,
    lower: part === 0 ? 0 : Math.max(0, middle - reach),
    upper: part === whole ? 1 : Math.min(1, middle + reach),
  };
}

/** Exact interval of a Poisson count over an exposure (Garwood 1936, doi:10.1093/biomet/28.3-4.437). */
export function rateFigure(count: number, exposure: number, level: number): Figure {
  if (!(exposure > 0) || Number.isNaN(count)) return UNKNOWN_FIGURE;
  const tail = (1 - level) / 2;
  const most = count + 10 * Math.sqrt(count + 1) + 50;
  const lower = count === 0 ? 0 : bisect((mean) => lowerGamma(count, mean) >= tail, most);
  const upper = bisect((mean) => upperGamma(count + 1, mean) < tail, most);
  return { value: count / exposure, lower: lower / exposure, upper: upper / exposure };
}

/** The mean from 0 to `most` where a statement turns true. */
function bisect(holds: (mean: number) => boolean, most: number): number {
  let [low, high] = [0, most];
  for (let step = 0; step < 100 && high - low > 1e-12 * high; step++) {
    const middle = (low + high) / 2;
    if (holds(middle)) high = middle;
    else low = middle;
  }
  return (low + high) / 2;
}

/** Difference of two independent figures from their own limits (Newcombe 1998, method 10; Zou & Donner 2008, doi:10.1002/sim.3095). */
export function difference(now: Figure, before: Figure): Figure {
  const value = now.value - before.value;
  return {
    value,
    lower: value - Math.hypot(now.value - now.lower, before.upper - before.value),
    upper: value + Math.hypot(now.upper - now.value, before.value - before.lower),
  };
}
