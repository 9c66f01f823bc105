// The WGS 84 geodesic by closed formula and series, for all but nearly antipodal pairs. Apart from Karney's solver (geodesic.ts),
// so that a phone, which asks of places near it, does not load that.
import { EQUATORIAL_RADIUS_METERS, FLATTENING, POLAR_RADIUS_METERS, SECOND_ECCENTRICITY_SQUARED } from './ellipsoid.ts';

/** Chords up to this take the closed formula: its error there is below 0.2 µm (see `shortGeodesicMeters`). */
const SHORT_CHORD_METERS = 250_000;
/** Chords from here on (central angle above about 164°) are close enough to antipodal for more than one geodesic: Karney's solver. */
const LONG_CHORD_METERS = 12_600_000;
const THIRD_FLATTENING = FLATTENING / (2 - FLATTENING);

/**
 * Geodesic length from the chord, for chords up to 150 km.
 *
 * Along a geodesic parametrised from its midpoint, c² = s²(1 − κ²s²/12 + s⁴/16·(2(κ⁴ + κ²τ²)/45 − κ'²/45 − κκ''/15) − …),
 * κ its curvature (that of the normal section) and τ its torsion at the midpoint. With κ constant this is the circle
 * s = 2/κ·asin(κc/2); what is left is s⁴κκ''/480 to first order in e², where κ'' = 3e'²(sin²φ − cos²φ cos²α)/a³. κ is exact
 * for the implicit surface pᵀDp = a², D = diag(1, 1, 1 + e'²): κ = tᵀDt/|Dp|. Left out: e⁴(s/a)⁴/100 and e²(s/a)⁶/1000,
 * 2·10⁻¹³ of s at 150 km, plus 2 nm of rounding of the positions.
 */
function shortGeodesicMeters(chordSquared: number, dz: number, sumXY: number, sz: number): number {
  const dzSquared = dz * dz;
  const szSquared = sz * sz;
  const scaled = chordSquared + SECOND_ECCENTRICITY_SQUARED * dzSquared;
  const middle = sumXY + (1 + SECOND_ECCENTRICITY_SQUARED) * szSquared;
  const gradient = sumXY + (1 + SECOND_ECCENTRICITY_SQUARED) * (1 + SECOND_ECCENTRICITY_SQUARED) * szSquared;
  // h = (κc/2)²
  const h =
    (scaled * scaled * middle) / (chordSquared * gradient * (4 * EQUATORIAL_RADIUS_METERS * EQUATORIAL_RADIUS_METERS));
  const bend = (SECOND_ECCENTRICITY_SQUARED / 10) * (szSquared / (sumXY + szSquared) - dzSquared / chordSquared);
  return Math.sqrt(chordSquared) * (1 + h * (1 / 6 + h * (3 / 40 + bend + h * (15 / 336 + h * (105 / 3456)))));
}

/**
 * Geodesic length by the auxiliary sphere, for chords between 150 km and 12,600 km.
 *
 * Vincenty's iteration on the spherical longitude difference (1975, doi:10.1179/sre.1975.23.176.88) with a secant step, but
 * with Karney's sixth-order series A1, C1, A3, C3 (2013, doi:10.1007/s00190-012-0578-z, eqs 17, 18, 24, 25), whose
 * truncation is below 1 nm. NaN when the iteration has not settled.
 */
function middleGeodesicMeters(xyzA: ArrayLike<number>, a: number, xyzB: ArrayLike<number>, b: number): number {
  const ax = xyzA[a] as number;
  const ay = xyzA[a + 1] as number;
  const bx = xyzB[b] as number;
  const by = xyzB[b + 1] as number;
  const axisA = Math.sqrt(ax * ax + ay * ay);
  const axisB = Math.sqrt(bx * bx + by * by);
  // Reduced latitudes β: cos β = ρ/a, sin β = z/b.
  const cosA = axisA / EQUATORIAL_RADIUS_METERS;
  const cosB = axisB / EQUATORIAL_RADIUS_METERS;
  const sinA = (xyzA[a + 2] as number) / POLAR_RADIUS_METERS;
  const sinB = (xyzB[b + 2] as number) / POLAR_RADIUS_METERS;
  const lonDifference = Math.atan2(Math.abs(ax * by - bx * ay), ax * bx + ay * by);
  const n = THIRD_FLATTENING;
  let omega = lonDifference;
  let lastOmega = 0;
  let lastMiss = 0;
  for (let round = 0; round < 12; round++) {
    const sinOmega = Math.sin(omega);
    const cosOmega = Math.cos(omega);
    const east = cosB * sinOmega;
    const north = cosA * sinB - sinA * cosB * cosOmega;
    const sinSigma = Math.sqrt(east * east + north * north);
    const cosSigma = sinA * sinB + cosA * cosB * cosOmega;
    const sigma = Math.atan2(sinSigma, cosSigma);
    const sinAlpha = (cosA * cosB * sinOmega) / sinSigma;
    const cosAlphaSquared = (1 - sinAlpha) * (1 + sinAlpha);
    const k2 = SECOND_ECCENTRICITY_SQUARED * cosAlphaSquared;
    const eps = k2 / (2 * (1 + Math.sqrt(1 + k2)) + k2);
    const eps2 = eps * eps;
    // cos 2σm of the middle of the arc, and by recurrence 2·cos(2lσm)·sin(lσ) = sin 2lσ₂ − sin 2lσ₁.
    const cm = cosAlphaSquared > 1e-14 ? cosSigma - (2 * sinA * sinB) / cosAlphaSquared : 0;
    const cm2 = 2 * cm * cm - 1;
    const cm3 = 2 * cm * cm2 - cm;
    const cm4 = 2 * cm * cm3 - cm2;
    const s2 = 2 * cosSigma * sinSigma;
    const s3 = 2 * cosSigma * s2 - sinSigma;
    const s4 = 2 * cosSigma * s3 - s2;
    const b1 = 2 * cm * sinSigma;
    const b2 = 2 * cm2 * s2;
    const b3 = 2 * cm3 * s3;
    const b4 = 2 * cm4 * s4;
    const a3 =
      1 -
      eps *
        ((1 - n) / 2 +
          eps *
            ((2 + n - 3 * n * n) / 8 + eps * ((1 + 3 * n + n * n) / 16 + eps * ((3 + 2 * n) / 64 + (eps * 3) / 128))));
    const c31 =
      eps *
      ((1 - n) / 4 +
        eps * ((1 - n * n) / 8 + eps * ((3 + 3 * n - n * n) / 64 + eps * ((5 + 2 * n) / 128 + (eps * 3) / 128))));
    const c32 =
      eps2 *
      ((2 - 3 * n + n * n) / 32 + eps * ((3 - 2 * n - 3 * n * n) / 64 + eps * ((3 + n) / 128 + (eps * 5) / 256)));
    const c33 = eps2 * eps * ((5 - 9 * n + 5 * n * n) / 192 + eps * ((9 - 10 * n) / 384 + (eps * 7) / 512));
    const c34 = eps2 * eps2 * ((7 - 14 * n) / 512 + (eps * 7) / 512);
    const miss =
      omega - lonDifference - FLATTENING * sinAlpha * a3 * (sigma + c31 * b1 + c32 * b2 + c33 * b3 + c34 * b4);
    if (Math.abs(miss) < 4e-16 * (1 + Math.abs(omega)) || (round > 0 && omega === lastOmega)) {
      const a1 = (1 + eps2 * (1 / 4 + eps2 * (1 / 64 + eps2 / 256))) / (1 - eps);
      const c11 = eps * (-1 / 2 + eps2 * (3 / 16 - eps2 / 32));
      const c12 = eps2 * (-1 / 16 + eps2 * (1 / 32 - (eps2 * 9) / 2048));
      const c13 = eps2 * eps * (-1 / 48 + (eps2 * 3) / 256);
      const c14 = eps2 * eps2 * (-5 / 512);
      return POLAR_RADIUS_METERS * a1 * (sigma + c11 * b1 + c12 * b2 + c13 * b3 + c14 * b4);
    }
    const change = round === 0 ? 1 : (miss - lastMiss) / (omega - lastOmega);
    lastOmega = omega;
    lastMiss = miss;
    omega -= change > 0.5 && change < 2 ? miss / change : miss;
  }
  return Number.NaN;
}

/** A fixed order of the two ends makes the result symmetric to the last bit. */
export function isSwapped(xyzA: ArrayLike<number>, a: number, xyzB: ArrayLike<number>, b: number): boolean {
  const az = xyzA[a + 2] as number;
  const bz = xyzB[b + 2] as number;
  return az > bz || (az === bz && (xyzA[a] as number) > (xyzB[b] as number));
}

/**
 * As geodesicMetersBetween (geodesic.ts), to the last bit; NaN where only the solver gets it right: central angles above about
 * 164°, and the rare pair on which the series does not settle.
 */
export function seriesMeters(xyzA: ArrayLike<number>, a: number, xyzB: ArrayLike<number>, b: number): number {
  const az = xyzA[a + 2] as number;
  const bz = xyzB[b + 2] as number;
  const dx = (xyzA[a] as number) - (xyzB[b] as number);
  const dy = (xyzA[a + 1] as number) - (xyzB[b + 1] as number);
  const dz = az - bz;
  const chordSquared = dx * dx + dy * dy + dz * dz;
  if (chordSquared <= SHORT_CHORD_METERS * SHORT_CHORD_METERS) {
    if (chordSquared === 0) return 0;
    const sx = (xyzA[a] as number) + (xyzB[b] as number);
    const sy = (xyzA[a + 1] as number) + (xyzB[b + 1] as number);
    return shortGeodesicMeters(chordSquared, dz, sx * sx + sy * sy, az + bz);
  }
  if (!(chordSquared < LONG_CHORD_METERS * LONG_CHORD_METERS)) return Number.NaN;
  return isSwapped(xyzA, a, xyzB, b) ? middleGeodesicMeters(xyzB, b, xyzA, a) : middleGeodesicMeters(xyzA, a, xyzB, b);
}
