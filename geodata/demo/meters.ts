// Short distances and offsets in meters around a place, good to 1e-4 within 50 km. For invented ground only: an analysis
// measures on the ellipsoid with geographiclib.
import type { Position } from '../schema/geometry.ts';

const RADIANS = Math.PI / 180;
// WGS 84: semi-major axis in meters and first eccentricity squared.
const SEMI_MAJOR = 6_378_137;
const ECCENTRICITY_SQUARED = 0.006_694_379_990_14;

/** Meters per degree at a latitude: [eastward, northward], from the two radii of curvature of the ellipsoid. */
export function metersPerDegree(lat: number): [number, number] {
  const sine = Math.sin(lat * RADIANS);
  const shape = 1 - ECCENTRICITY_SQUARED * sine * sine;
  const primeVertical = SEMI_MAJOR / Math.sqrt(shape);
  const meridional = (primeVertical * (1 - ECCENTRICITY_SQUARED)) / shape;
  return [primeVertical * Math.cos(lat * RADIANS) * RADIANS, meridional * RADIANS];
}

export function metersBetween(from: Position, to: Position): number {
  const [east, north] = metersPerDegree((from[1] + to[1]) / 2);
  return Math.hypot((to[0] - from[0]) * east, (to[1] - from[1]) * north);
}

export function pathMeters(path: readonly Position[]): number {
  let sum = 0;
  for (let index = 1; index < path.length; index++) {
    sum += metersBetween(path[index - 1] as Position, path[index] as Position);
  }
  return sum;
}

/** Moves a place by meters to the east and north; six decimals (0.1 m), so that equal places are equal numbers. */
export function moved(from: Position, eastMeters: number, northMeters: number): Position {
  const [east, north] = metersPerDegree(from[1]);
  return sixDecimals([from[0] + eastMeters / east, from[1] + northMeters / north]);
}

export function sixDecimals(place: Position): Position {
  return [Math.round(place[0] * 1e6) / 1e6, Math.round(place[1] * 1e6) / 1e6];
}
