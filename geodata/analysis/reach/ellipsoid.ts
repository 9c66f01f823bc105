// WGS 84 positions in meters from the center of the Earth (geocentric x, y, z), three numbers a point in one typed array.
// Every straight-line method of this room works on these; nothing here knows distances, services or people.

/** Equatorial radius in meters (NIMA TR8350.2, 2000, table 3.1). */
export const EQUATORIAL_RADIUS_METERS = 6378137;
export const FLATTENING = 1 / 298.257223563;
export const POLAR_RADIUS_METERS = EQUATORIAL_RADIUS_METERS * (1 - FLATTENING);
/** e² = f(2 − f). */
export const ECCENTRICITY_SQUARED = FLATTENING * (2 - FLATTENING);
/** e'² = e²/(1 − e²). */
export const SECOND_ECCENTRICITY_SQUARED = ECCENTRICITY_SQUARED / (1 - ECCENTRICITY_SQUARED);
/** Smallest and largest radius of curvature of any normal section: along the meridian at the equator, and at the poles. */
export const LEAST_CURVATURE_RADIUS_METERS = (POLAR_RADIUS_METERS * POLAR_RADIUS_METERS) / EQUATORIAL_RADIUS_METERS;
export const GREATEST_CURVATURE_RADIUS_METERS =
  (EQUATORIAL_RADIUS_METERS * EQUATORIAL_RADIUS_METERS) / POLAR_RADIUS_METERS;

const DEGREE = Math.PI / 180;
/** Adding and taking away 1.5·2⁵² rounds to a whole number (round half to even), for numbers below 2⁵¹. */
const ROUNDER = 6755399441055744;

// Sine and cosine on [−π/4, π/4] by the minimax polynomials of Sun's fdlibm (k_sin.c, k_cos.c, 1993): error below one unit
// in the last place, and several times faster than Math.sin, which must first reduce any argument.
function sineNearZero(x: number): number {
  const z = x * x;
  const tail =
    0.00833333333332249 +
    z *
      (-0.0001984126982985795 + z * (2.7557313707070068e-6 + z * (-2.5050760253406863e-8 + z * 1.58969099521155e-10)));
  return x + x * z * (-0.16666666666666632 + z * tail);
}

function cosineNearZero(x: number): number {
  const z = x * x;
  const tail =
    z *
    (0.0416666666666666 +
      z *
        (-0.001388888888887411 +
          z *
            (2.480158728947673e-5 +
              z * (-2.7557314351390663e-7 + z * (2.087572321298175e-9 + z * -1.1359647557788195e-11)))));
  const half = 0.5 * z;
  const head = 1 - half;
  return head + (1 - head - half + z * tail);
}

/** Sine of an angle in degrees; exact at every multiple of 90, so that 180 and −180 are one meridian and a pole is one point. */
export function sineOfDegrees(degrees: number): number {
  const quarter = degrees * (1 / 90) + ROUNDER - ROUNDER;
  const rest = (degrees - 90 * quarter) * DEGREE;
  const value = (quarter & 1) === 0 ? sineNearZero(rest) : cosineNearZero(rest);
  return (quarter & 2) === 0 ? value : 0 - value;
}

/** Cosine of an angle in degrees; exact at every multiple of 90. */
export function cosineOfDegrees(degrees: number): number {
  const quarter = degrees * (1 / 90) + ROUNDER - ROUNDER;
  const rest = (degrees - 90 * quarter) * DEGREE;
  const value = (quarter & 1) === 0 ? cosineNearZero(rest) : sineNearZero(rest);
  return ((quarter + 1) & 2) === 0 ? value : 0 - value;
}

export interface LonLatColumns {
  readonly lon: ArrayLike<number>;
  readonly lat: ArrayLike<number>;
}

/** x, y, z of each point (lon, lat in degrees, height 0) at 3i, 3i + 1, 3i + 2; rounding is below 2 nanometers. */
export function geocentricPositions(points: LonLatColumns): Float64Array {
  const xyz = new Float64Array(3 * points.lon.length);
  fillGeocentricPositions(points, 0, points.lon.length, xyz);
  return xyz;
}

/**
 * The same for the points `from` ≤ i < `to`, written to the start of `xyz`. The loop of every index: sine and cosine share
 * their reduction, and points in rows of one latitude share what depends on it.
 */
export function fillGeocentricPositions(points: LonLatColumns, from: number, to: number, xyz: Float64Array): void {
  const { lon, lat } = points;
  let lastLat = Number.NaN;
  let fromAxis = 0;
  let z = 0;
  for (let i = from, at = 0; i < to; i++, at += 3) {
    const latDegrees = lat[i] as number;
    if (latDegrees !== lastLat) {
      lastLat = latDegrees;
      const sinLat = sineOfDegrees(latDegrees);
      const normal = EQUATORIAL_RADIUS_METERS / Math.sqrt(1 - ECCENTRICITY_SQUARED * sinLat * sinLat);
      fromAxis = normal * cosineOfDegrees(latDegrees);
      z = normal * (1 - ECCENTRICITY_SQUARED) * sinLat;
    }
    const lonDegrees = lon[i] as number;
    const quarter = lonDegrees * (1 / 90) + ROUNDER - ROUNDER;
    const rest = (lonDegrees - 90 * quarter) * DEGREE;
    const sine = fromAxis * sineNearZero(rest);
    const cosine = fromAxis * cosineNearZero(rest);
    const turn = quarter & 3;
    // 0 − x rather than −x: no negative zero, so that one point has one set of numbers.
    xyz[at] = turn === 0 ? cosine : turn === 1 ? 0 - sine : turn === 2 ? 0 - cosine : sine;
    xyz[at + 1] = turn === 0 ? sine : turn === 1 ? cosine : turn === 2 ? 0 - sine : 0 - cosine;
    xyz[at + 2] = z;
  }
}
