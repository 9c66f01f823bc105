// The geometry of patrol routes: how long, where after so many meters, which ground they pass, what they come near. Lengths
// and positions are ellipsoidal, corridors are Turf's. It knows lines, not who walks them.
import { booleanIntersects, buffer, feature, nearestPointOnLine } from '@turf/turf';
import geodesicLibrary from 'geographiclib-geodesic';
import type { LineString, MultiPolygon, Polygon, Position } from '../../schema/geometry.ts';
import { Problem } from '../../schema/problem.ts';
import { geodesicMeters } from '../reach/geodesic.ts';
import { legMeters } from './ellipsoidal_measure.ts';

// A CommonJS package: Node gives it a default export only.
const { Geodesic } = geodesicLibrary;

/** Length of a route in meters, along the geodesics between its positions. */
export function patrolLengthMeters(route: LineString): number {
  return legMeters(route).reduce((sum, meters) => sum + meters, 0);
}

/**
 * Where is somebody who has gone so many meters along a route? [lon, lat]; the ends for less than 0 and more than its length.
 *
 * Method: geodesic direct problem on the leg reached (Karney 2013), error below a micrometer; legs of zero length are passed.
 */
export function positionAlongPatrol(of: { readonly route: LineString; readonly meters: number }): Position {
  const { route, meters } = of;
  const { coordinates } = route;
  const legs = legMeters(route);
  let left = Math.max(0, meters);
  for (let leg = 0; leg < legs.length; leg++) {
    const length = legs[leg] as number;
    const [lon, lat] = coordinates[leg] as Position;
    if (left <= length && length > 0) {
      const [toLon, toLat] = coordinates[leg + 1] as Position;
      const at = Geodesic.WGS84.InverseLine(lat, lon, toLat, toLon).Position(left);
      return [at.lon2 as number, at.lat2 as number];
    }
    left -= length;
  }
  return [...(coordinates.at(-1) as Position)];
}

/**
 * The ground within `halfWidthMeters` of a route, as Turf's buffer draws it: rounded at its ends and turns, distances on a
 * sphere (within 0.7 %). null when nothing is left of it.
 */
export function patrolCorridor(of: {
  readonly route: LineString;
  readonly halfWidthMeters: number;
}): Polygon | MultiPolygon | null {
  if (!(of.halfWidthMeters > 0)) {
    throw new Problem('invalid_input', 'A corridor needs a width above 0 meters.', [
      { pointer: '/halfWidthMeters', detail: 'This must be above 0.' },
    ]);
  }
  const ground = buffer(feature(of.route), of.halfWidthMeters / 1000, { units: 'kilometers', steps: 8 });
  return (ground?.geometry as Polygon | MultiPolygon | undefined) ?? null;
}

/** Whether a route passes through or touches a zone. */
export function passesThrough(route: LineString, zone: Polygon | MultiPolygon): boolean {
  return booleanIntersects(route, zone);
}

export interface NearestOnPatrol {
  readonly position: Position;
  /** Geodesic meters from the place asked about. */
  readonly meters: number;
}

/** Where does a route come nearest to a place, and how near? The foot point is Turf's (great circles), its distance ellipsoidal. */
export function nearestOnPatrol(route: LineString, place: Position): NearestOnPatrol {
  const [lon, lat] = nearestPointOnLine(route, place).geometry.coordinates as Position;
  return {
    position: [lon, lat],
    meters: geodesicMeters({ fromLon: place[0], fromLat: place[1], toLon: lon, toLat: lat }),
  };
}
