// How a slope in the direction of travel changes the time of a move. It knows slopes, no cells.

/** How slope (rise over run, in the direction of travel) multiplies the time of a move. */
export interface SlopeFactors {
  /** 'tobler': e^(3.5·(|s + 0.05| − 0.05)); 'table': by interpolation; 'none'. */
  readonly kind: 'tobler' | 'table' | 'none';
  /** Table: time factors at slopes from `first` on, `step` apart; beyond its ends the end values hold. */
  readonly first: number;
  readonly step: number;
  readonly factors: Float64Array;
  /** No factor is below this: what lets a move be passed over before its slope is known. */
  readonly least: number;
}

/** Tobler's (1993) hiking function divided by its value on the flat, as a factor of time. */
export const STEEPNESS = 3.5;
export const EASIEST_SLOPE = 0.05;
export const TOBLER: SlopeFactors = {
  kind: 'tobler',
  first: 0,
  step: 1,
  factors: new Float64Array(0),
  least: Math.exp(-STEEPNESS * EASIEST_SLOPE),
};
export const FLAT: SlopeFactors = { ...TOBLER, kind: 'none', least: 1 };

export function slopeTable(of: { first: number; step: number; factors: ArrayLike<number> }): SlopeFactors {
  const factors = Float64Array.from(of.factors);
  return { kind: 'table', first: of.first, step: of.step, factors, least: Math.min(...factors) };
}

export function timeFactor(slope: SlopeFactors, s: number): number {
  if (slope.kind === 'tobler') return Math.exp(STEEPNESS * (Math.abs(s + EASIEST_SLOPE) - EASIEST_SLOPE));
  if (slope.kind === 'none') return 1;
  const { first, step, factors } = slope;
  const place = Math.min(Math.max((s - first) / step, 0), factors.length - 1);
  const below = Math.min(Math.floor(place), factors.length - 2);
  const low = factors[below] as number;
  return low + (place - below) * ((factors[below + 1] as number) - low);
}
