// The area of a grid cell on the WGS 84 ellipsoid, between two meridians and two parallels.

/** WGS 84, NIMA TR8350.2: semi-major axis in meters and flattening. */
const A = 6_378_137;
const F = 1 / 298.257223563;
const E2 = F * (2 - F);
const E = Math.sqrt(E2);

/**
 * Area of a cell bounded by parallels and meridians.
 *
 * Method: exact integral of the ellipsoid's surface element, Snyder (1987), Map Projections: A Working Manual,
 * USGS Professional Paper 1395, eq. 3-12: A = a²·(1−e²)·Δλ/2 · [sinφ/(1−e²sin²φ) + artanh(e·sinφ)/e].
 * Inputs: degrees; west < east within 360, south < north. Output: square kilometers.
 * Cost: O(1). Checked against the area of the whole ellipsoid (510,065,621.724 km²) and GeographicLib polygons.
 */
export function cellAreaSquareKm([west, south, east, north]: readonly [number, number, number, number]): number {
  const band = authalic(north) - authalic(south);
  const radians = ((east - west) * Math.PI) / 180;
  return (A * A * (1 - E2) * radians * band) / 2 / 1e6;
}

function authalic(lat: number): number {
  const sine = Math.sin((lat * Math.PI) / 180);
  return sine / (1 - E2 * sine * sine) + Math.atanh(E * sine) / E;
}
