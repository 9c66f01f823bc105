// What is still to come in a reporting triangle, with its interval, by the beta negative binomial distribution. It knows no schema.
import type { DelayTable } from './nowcast_delay.ts';

export interface NowcastRows {
  readonly expected: Float64Array;
  readonly lower: Float64Array;
  readonly upper: Float64Array;
  /** 1 = more may come. */
  readonly provisional: Uint8Array;
}

/**
 * Reports still to come, U, given n so far of a Poisson period with unknown mean: negative binomial(n + ½, F) where F is the share
 * that has arrived; F itself is beta(a, b). So P(u + 1)/P(u) = (n + ½ + u)(b + u)/((u + 1)(a + n + ½ + b + u)). Returns the
 * smallest u with P(U ≤ u) ≥ p, for two p; NaN for the upper one where the law is too wide to be summed. The law is summed from its mode outward and scaled, so that nothing underflows.
 */
export function stillToCome(n: number, a: number, b: number, p: readonly [number, number]): [number, number] {
  const r = n + 0.5;
  const step = (u: number): number => ((r + u) * (b + u)) / ((u + 1) * (a + r + b + u));
  // step(u) = 1 at u = ((r − 1)(b − 1) − 1 − a … )/(a + 1): left of it the law rises.
  const mode = Math.max(0, Math.floor((r * b - (a + r + b)) / (a + 1)));
  const below: number[] = [];
  for (let u = mode, term = 1; u > 0 && term > NEGLIGIBLE; u--) {
    if (below.length === MOST_TERMS) return [0, Number.NaN];
    term /= step(u - 1);
    below.push(term);
  }
  let total = below.reduceRight((sum, term) => sum + term, 0);
  const start = mode - below.length;
  const terms = below.toReversed();
  let whole = false;
  for (let u = mode, term = 1; terms.length - below.length < MOST_TERMS; u++) {
    terms.push(term);
    total += term;
    term *= step(u);
    // The tail falls like u^(−a − 1): what is left is about term × u / a.
    whole = term < NEGLIGIBLE || term * (u + 1) < total * a * TAIL_LEFT;
    if (whole) break;
  }
  const at = (share: number): number => {
    let sum = 0;
    for (let i = 0; i < terms.length; i++) {
      sum += terms[i] as number;
      if (sum >= share * total) return start + i;
    }
    return Number.NaN;
  };
  // A law cut short has its lower quantile too low, which is safe, and its upper one too low as well, which is not.
  return [at(p[0]), whole ? at(p[1]) : Number.NaN];
}

const NEGLIGIBLE = 1e-18;
const TAIL_LEFT = 1e-6;
/** On either side of the mode: where so many terms do not hold the law, too little is known for an upper limit. */
const MOST_TERMS = 200_000;

/** The beta distribution of the share that has arrived of one period: what is not known of the ladder, and its own clusters. */
export function arrivedShare(delays: DelayTable, k: number): readonly [number, number] {
  const mean = delays.mean[k] as number;
  const variance = delays.dispersion * (delays.variance[k] as number) + delays.clustering * mean * (1 - mean);
  const strength = Math.max(1e-3, (mean * (1 - mean)) / Math.max(variance, 1e-300) - 1);
  return [mean * strength, (1 - mean) * strength];
}

export function nowcastRows(delays: DelayTable, width: number, level: number): NowcastRows {
  const periods = delays.known.length;
  const empty = (): Float64Array => new Float64Array(periods).fill(Number.NaN);
  const rows = { expected: empty(), lower: empty(), upper: empty(), provisional: new Uint8Array(periods) };
  const tails = [(1 - level) / 2, (1 + level) / 2] as const;
  for (let t = 0; t < periods; t++) {
    const k = delays.known[t] as number;
    const n = delays.reported[t] as number;
    rows.provisional[t] = k < width ? 1 : 0;
    if (k === 0) continue;
    if (k === width) {
      rows.expected[t] = n;
      rows.lower[t] = n;
      rows.upper[t] = n;
      continue;
    }
    const [a, b] = arrivedShare(delays, k);
    const [low, high] = stillToCome(n, a, b, tails);
    const ladder = delays.ladder[k] as number;
    if (ladder > 0) rows.expected[t] = n / ladder;
    rows.lower[t] = n + (Number.isNaN(low) ? 0 : low);
    rows.upper[t] = n + high;
  }
  return rows;
}
