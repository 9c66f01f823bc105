// How far the order of straight chords can differ from the order of WGS 84 geodesics: the margin within which candidates
// must be compared by the geodesic itself. It knows the ellipsoid only.
import { GREATEST_CURVATURE_RADIUS_METERS, LEAST_CURVATURE_RADIUS_METERS } from './ellipsoid.ts';

// With r and R the least and greatest radius of curvature of the ellipsoid (6,335.4 and 6,399.6 km), the geodesic s over a
// chord c obeys
//     2R·asin(c/2R) ≤ s ≤ 2r·asin(c/2r)        (the right side for c < 2r).
// Left: an ellipsoid whose normal curvatures are all ≥ 1/R is, by Blaschke's rolling theorem, an intersection of balls of
// radius R, so it holds the spindle of radius R over the chord; projecting a path on its surface to that spindle shortens it,
// and the shortest path on the spindle is its meridian. Right: a geodesic's curvature in space is its normal curvature ≤ 1/r,
// and by Schur's comparison theorem a curve no more curved than a circle of radius r has no shorter chord than its arc.
// So nothing whose chord exceeds 2R·sin((r/R)·asin(c/2r)) is nearer over the ground than something at chord c.
const LEAST = LEAST_CURVATURE_RADIUS_METERS;
const GREATEST = GREATEST_CURVATURE_RADIUS_METERS;

/** Up to here the bound is c + c³/24·(1/r² − 1/R²) to 3 %; the factor 1.1 below covers the rest of the series. */
const SERIES_CHORD_METERS = 2_000_000;
const CUBIC = ((1 / (LEAST * LEAST) - 1 / (GREATEST * GREATEST)) / 24) * 1.1;
// Chords are known to 10 nm (rounding of both positions, threefold): 2cε + ε² ≤ 10⁻⁹c² + 10⁹ε² + ε².
const ROUNDING_SHARE = 1e-9;
const ROUNDING_SQUARED = 2e-7;

/** Square of the longest chord that may still belong to a geodesic no longer than that of a chord with this square. */
export function rivalChordSquared(chordSquared: number): number {
  if (chordSquared < SERIES_CHORD_METERS * SERIES_CHORD_METERS) {
    const growth = 1 + CUBIC * chordSquared;
    return chordSquared * (growth * growth + ROUNDING_SHARE) + ROUNDING_SQUARED;
  }
  const chord = Math.sqrt(chordSquared);
  if (chord >= 2 * LEAST * 0.999) return Number.POSITIVE_INFINITY;
  const angle = (LEAST / GREATEST) * Math.asin(chord / (2 * LEAST));
  if (angle >= Math.PI / 2) return Number.POSITIVE_INFINITY;
  const rival = 2 * GREATEST * Math.sin(angle);
  return rival * rival * (1 + ROUNDING_SHARE) + ROUNDING_SQUARED;
}
