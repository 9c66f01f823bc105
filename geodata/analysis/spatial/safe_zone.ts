// The geometry of safe zones: how large, how far around, where they overlap, who is inside. Turf decides topology, the
// ellipsoid every figure. It knows shapes only, not the state of a zone.
import {
  booleanIntersects,
  booleanPointInPolygon,
  buffer,
  feature,
  featureCollection,
  intersect,
  kinks,
  pointOnFeature,
} from '@turf/turf';
import type { Bbox, MultiPolygon, Polygon, Position } from '../../schema/geometry.ts';
import { Problem } from '../../schema/problem.ts';
import { polygonAreaSquareKm, polygonPerimeterMeters } from './ellipsoidal_measure.ts';

export type ZoneShape = Polygon | MultiPolygon;

export interface ZoneMeasure {
  readonly areaSquareKm: number;
  readonly perimeterMeters: number;
  /** A position inside the zone, for its label; the middle of a crescent may lie outside of it. */
  readonly labelPosition: Position;
}

/** How large is a zone? Ellipsoidal area without holes, ellipsoidal length of all its edges. */
export function zoneMeasure(zone: ZoneShape): ZoneMeasure {
  const [lon, lat] = pointOnFeature(feature(zone)).geometry.coordinates as Position;
  return {
    areaSquareKm: polygonAreaSquareKm(zone),
    perimeterMeters: polygonPerimeterMeters(zone),
    labelPosition: [lon, lat],
  };
}

/**
 * The ground within `meters` of a zone, the zone included; negative meters shrink it, and a zone that vanishes is null.
 *
 * Method: Turf's buffer (JSTS in an azimuthal projection about the zone): distances hold to about 0.7 % (sphere for ellipsoid)
 * for zones of up to some 100 km; corners are rounded in 8 steps a quarter turn. For display and for a first choice, not for
 * a threshold that somebody's safety hangs on: measure that by the geodesic.
 */
export function zoneBuffer(of: { readonly zone: ZoneShape; readonly meters: number }): ZoneShape | null {
  if (!Number.isFinite(of.meters)) {
    throw new Problem('invalid_input', 'The width of a buffer must be a number of meters.');
  }
  const grown = buffer(feature(of.zone), of.meters / 1000, { units: 'kilometers', steps: 8 });
  return (grown?.geometry as ZoneShape | undefined) ?? null;
}

/** Whether two zones share at least one position; touching counts. */
export function zonesMeet(one: ZoneShape, other: ZoneShape): boolean {
  return booleanIntersects(one, other);
}

/** The ground that two zones have in common; null when they share no area. */
export function commonGround(one: ZoneShape, other: ZoneShape): ZoneShape | null {
  return (intersect(featureCollection([feature(one), feature(other)]))?.geometry as ZoneShape | undefined) ?? null;
}

/** Whether a position lies in the zone; its border belongs to it, its holes do not. */
export function isInZone(position: Position, zone: ZoneShape): boolean {
  return booleanPointInPolygon(position, zone);
}

/**
 * Where the border of a zone crosses itself: [] for a sound zone. For the hint at a drawn zone, O(vertices²); the database
 * asks PostGIS again. (Turf's booleanValid finds a bow tie valid, so it is not used.)
 */
export function borderCrossings(zone: ZoneShape): Position[] {
  return kinks(zone).features.map(({ geometry }) => [...geometry.coordinates] as Position);
}

/** [west, south, east, north] of a zone; west > east when its vertices lie on both sides of the antimeridian. */
export function zoneBbox(zone: ZoneShape): Bbox {
  const positions = (zone.type === 'Polygon' ? [zone.coordinates] : zone.coordinates).flat(2);
  const lons = positions.map(([lon]) => lon);
  const lats = positions.map(([, lat]) => lat);
  const south = Math.min(...lats);
  const north = Math.max(...lats);
  const west = Math.min(...lons);
  const east = Math.max(...lons);
  if (east - west <= 180) return [west, south, east, north];
  const eastern = lons.filter((lon) => lon >= 0);
  const western = lons.filter((lon) => lon < 0);
  const gap = Math.min(...eastern) - Math.max(...western);
  return gap > 360 - (east - west)
    ? [Math.min(...eastern), south, Math.max(...western), north]
    : [west, south, east, north];
}
