// Areas and lengths that are reported: on the WGS 84 ellipsoid, by Karney's geodesics. Turf measures a sphere of radius
// 6,371 km, up to 0.7 % off in area and 0.6 % in length, so its measures never reach a reader. Knows shapes, not their meaning.
import geodesicLibrary from 'geographiclib-geodesic';
import type { LineString, MultiPolygon, Polygon, Position } from '../../schema/geometry.ts';
import { geocentricPositions } from '../reach/ellipsoid.ts';
import { geodesicMetersBetween } from '../reach/geodesic.ts';

// A CommonJS package: Node gives it a default export only.
const { Geodesic } = geodesicLibrary;

interface RingMeasure {
  readonly squareMeters: number;
  readonly meters: number;
}

function measureOfRing(ring: readonly Position[]): RingMeasure {
  const polygon = Geodesic.WGS84.Polygon(false);
  for (const [lon, lat] of ring.slice(0, -1)) polygon.AddPoint(lat, lon);
  const measured = polygon.Compute(false, true);
  return { squareMeters: Math.abs(measured.area ?? 0), meters: measured.perimeter };
}

function polygonsOf(shape: Polygon | MultiPolygon): Position[][][] {
  return shape.type === 'Polygon' ? [shape.coordinates] : shape.coordinates;
}

/**
 * Area of a polygon in square kilometers, holes taken off.
 *
 * Method: geodesic polygon of Karney 2013 (doi:10.1007/s00190-012-0578-z, section 6), edges as geodesics: an edge along a
 * parallel bulges toward the pole, which matters for edges of degrees, not of kilometers. Cost: about 3 µs a vertex.
 */
export function polygonAreaSquareKm(shape: Polygon | MultiPolygon): number {
  let squareMeters = 0;
  for (const rings of polygonsOf(shape)) {
    rings.forEach((ring, at) => {
      const area = measureOfRing(ring).squareMeters;
      squareMeters += at === 0 ? area : -area;
    });
  }
  return squareMeters / 1e6;
}

/** Length of all rings of a polygon in meters, holes included; geodesic edges. */
export function polygonPerimeterMeters(shape: Polygon | MultiPolygon): number {
  return polygonsOf(shape)
    .flat()
    .reduce((sum, ring) => sum + measureOfRing(ring).meters, 0);
}

/** Meters of each leg of a line, geodesic; one fewer than it has positions. */
export function legMeters(line: LineString): Float64Array {
  const xyz = geocentricPositions({
    lon: line.coordinates.map(([lon]) => lon),
    lat: line.coordinates.map(([, lat]) => lat),
  });
  const legs = new Float64Array(line.coordinates.length - 1);
  for (let leg = 0; leg < legs.length; leg++) legs[leg] = geodesicMetersBetween(xyz, 3 * leg, xyz, 3 * leg + 3);
  return legs;
}
