// Whether the last periods of a nowcast differ from those before: a count given the sum of both, with what has arrived of each as
// exposure. It knows no schema and no words but the verdict.
import { betaBinomialUpper, binomialUpper } from './count_tails.ts';
import { normalQuantile } from './normal.ts';
import type { DelayTable } from './nowcast_delay.ts';

export interface Change {
  /** Reports per period, recent over earlier, corrected for delay; and its interval. */
  readonly ratio: number;
  readonly lower: number;
  readonly upper: number;
  readonly recentPeriods: number;
  readonly earlierPeriods: number;
}

interface Side {
  readonly count: number;
  /** Σ share arrived, and the sum of its standard deviations: delays are the same in all periods, so errors add up. */
  readonly exposure: number;
  readonly uncertainty: number;
  readonly rows: readonly number[];
}

function sideOf(delays: DelayTable, rows: readonly number[]): Side {
  let [count, exposure, uncertainty] = [0, 0, 0];
  for (const t of rows) {
    const k = delays.known[t] as number;
    count += delays.reported[t] as number;
    exposure += delays.mean[k] as number;
    uncertainty += Math.sqrt(delays.dispersion * (delays.variance[k] as number));
  }
  return { count, exposure, uncertainty, rows };
}

/** Variance over mean of the periods about the rate of their own side, at least 1. */
function scatter(delays: DelayTable, sides: readonly Side[]): number {
  let [sum, freedom] = [0, 0];
  for (const side of sides) {
    const rate = side.count / side.exposure;
    freedom += side.rows.length - 1;
    if (!(rate > 0)) continue;
    for (const t of side.rows) {
      const expected = rate * (delays.mean[delays.known[t] as number] as number);
      sum += ((delays.reported[t] as number) - expected) ** 2 / expected;
    }
  }
  return Math.max(1, sum / freedom) * studentFactor(freedom);
}

/** (t/z)² at 97.5 %: a dispersion from few periods is itself uncertain (Abramowitz & Stegun 26.7.5). */
function studentFactor(freedom: number): number {
  const z = 1.96;
  const t = z + (z ** 3 + z) / (4 * freedom) + (5 * z ** 5 + 16 * z ** 3 + 3 * z) / (96 * freedom ** 2);
  return (t / z) ** 2;
}

/** Above this sum the beta-binomial is normal for our purpose, and its terms are too many to add. */
const MOST_SUMMED = 20_000;

/** P(X ≥ x) of n drawn at a share around `share` with this correlation within the draw. */
function drawnUpper(x: number, n: number, share: number, correlation: number): number {
  if (correlation < 1e-9) return binomialUpper(x, n, share);
  const strength = 1 / correlation - 1;
  return betaBinomialUpper(x, n, share * strength, (1 - share) * strength);
}

/** null where one side is not there, or there are no reports at all. */
export function changeOf(
  delays: DelayTable,
  of: { readonly recent: readonly number[]; readonly earlier: readonly number[]; readonly level: number },
): Change | null {
  const recent = sideOf(delays, of.recent);
  const earlier = sideOf(delays, of.earlier);
  const n = recent.count + earlier.count;
  if (of.recent.length < 2 || of.earlier.length < 4 || n === 0) return null;
  const all = recent.exposure + earlier.exposure;
  const share = recent.exposure / all;
  const shareVariance =
    (earlier.exposure * recent.uncertainty) ** 2 / all ** 4 + (recent.exposure * earlier.uncertainty) ** 2 / all ** 4;
  const spread = scatter(delays, [recent, earlier]) + (n * shareVariance) / (share * (1 - share));
  const correlation = n > 1 ? Math.min(0.999, (spread - 1) / (n - 1)) : 0;
  const tail = (1 - of.level) / 2;
  const odds = share / (1 - share);
  const ratioAt = (part: number): number => part / (1 - part) / odds;
  const x = recent.count;
  const limits =
    n > MOST_SUMMED
      ? normalLimits(x, n, spread, tail)
      : [
          x === 0 ? 0 : bisect((part) => drawnUpper(x, n, part, correlation) >= tail),
          x === n ? 1 : bisect((part) => drawnUpper(n - x, n, 1 - part, correlation) < tail),
        ];
  return {
    ratio: x / recent.exposure / (earlier.count / earlier.exposure),
    lower: ratioAt(limits[0] as number),
    upper: ratioAt(limits[1] as number),
    recentPeriods: of.recent.length,
    earlierPeriods: of.earlier.length,
  };
}

/** The part from 0 to 1 where a statement turns true. */
function bisect(holds: (part: number) => boolean): number {
  let [low, high] = [0, 1];
  for (let step = 0; step < 50; step++) {
    const middle = (low + high) / 2;
    if (holds(middle)) high = middle;
    else low = middle;
  }
  return (low + high) / 2;
}

function normalLimits(x: number, n: number, spread: number, tail: number): [number, number] {
  const part = x / n;
  const reach = -normalQuantile(tail) * Math.sqrt((spread * part * (1 - part)) / n);
  return [Math.max(0, part - reach), Math.min(1, part + reach)];
}
