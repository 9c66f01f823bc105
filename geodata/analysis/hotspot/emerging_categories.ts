// The seventeen words for how a hot or cold spot came about: by Esri's published definitions ("How Emerging Hot Spot Analysis
// works", ArcGIS Pro 3), in a stated order. It knows the bins of one place and their trend, no values.
import type { Trend } from './mann_kendall.ts';

const KINDS = [
  'new',
  'consecutive',
  'intensifying',
  'persistent',
  'diminishing',
  'sporadic',
  'oscillating',
  'historical',
] as const;
type Kind = (typeof KINDS)[number];
export type EmergingCategory = `${Kind}-${'hot' | 'cold'}-spot` | 'no-pattern';
export const EMERGING_CATEGORIES: readonly EmergingCategory[] = [
  ...KINDS.flatMap((kind) => [`${kind}-hot-spot`, `${kind}-cold-spot`] as const),
  'no-pattern',
];

/** Bins: 1 hot, −1 cold, 0 neither, in time order. */
export type Bins = Int8Array;

/**
 * Tested in this order; "most" is at least 90 % of the bins, "the run" the unbroken hot bins at the end.
 *
 * 1. most bins hot, the last not:               historical
 * 2. most bins hot, the last too:               intensifying where z rises, diminishing where it falls, else persistent
 * 3. last bin hot, none before:                 new
 * 4. last bin hot, none before the run:         consecutive (a run of at least two)
 * 5. last bin hot, some earlier bin cold:       oscillating
 * 6. last bin hot:                              sporadic
 *
 * For cold spots hot and cold change places and so does the sense of the trend: a cold place that turns less cold, its z rising,
 * is a *diminishing* cold spot. Hot is tested first: a place long cold and hot in the last bin is a new hot spot, one long hot and
 * cold in the last bin a historical hot spot, so that neither a new danger nor an old one is hidden behind a cold word.
 */
export function emergingCategory(bins: Bins, trend: Trend, alpha: number): EmergingCategory {
  const direction = trend.p <= alpha ? Math.sign(trend.tau) : 0;
  const hot = kindOf(bins, 1, direction);
  if (hot !== null) return `${hot}-hot-spot`;
  const cold = kindOf(bins, -1, -direction);
  return cold === null ? 'no-pattern' : `${cold}-cold-spot`;
}

/** `side` is 1 for hot, −1 for cold; `strengthens` is 1 where that side grows stronger over time, −1 where it weakens. */
function kindOf(bins: Bins, side: number, strengthens: number): Kind | null {
  const count = bins.length;
  let onSide = 0;
  let opposite = 0;
  for (const bin of bins) {
    if (bin === side) onSide++;
    else if (bin === -side) opposite++;
  }
  const last = bins[count - 1] === side;
  // In whole numbers: 0.9 is no binary fraction, and exactly 90 % counts.
  const most = 10 * onSide >= 9 * count && onSide > 0;
  if (most) {
    if (!last) return 'historical';
    return strengthens > 0 ? 'intensifying' : strengthens < 0 ? 'diminishing' : 'persistent';
  }
  if (!last) return null;
  if (onSide === 1) return 'new';
  let run = 0;
  while (bins[count - 1 - run] === side) run++;
  if (run === onSide) return 'consecutive';
  return opposite > 0 ? 'oscillating' : 'sporadic';
}
