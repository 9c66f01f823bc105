// Hexagons over an area, for patrol dosage and coarse display. It knows boxes and polygons; statistics use H3 cells instead,
// whose neighbors and areas are fixed.
import { hexGrid as turfHexGrid } from '@turf/turf';
import type { Bbox, MultiPolygon, Polygon } from '../../schema/geometry.ts';
import { Problem } from '../../schema/problem.ts';

const MOST_HEXAGONS = 50_000;
const METERS_PER_DEGREE = 111_195;

/**
 * Hexagons whose sides are `sideMeters` long, over a bbox [west, south, east, north] or, with `within`, those that meet it.
 *
 * Method: Turf's hexGrid; sides are exact in the middle of the box only, since it spaces hexagons evenly in degrees. Throws
 * Problem too_large above 50,000 hexagons and invalid_input for a box across the antimeridian.
 */
export function hexGrid(of: {
  readonly bbox: Bbox;
  readonly sideMeters: number;
  readonly within?: Polygon | MultiPolygon;
}): Polygon[] {
  const [west, south, east, north] = of.bbox;
  if (west > east)
    throw new Problem('invalid_input', 'Give a grid on each side of the antimeridian: one box cannot cross it.');
  if (!(of.sideMeters > 0)) throw new Problem('invalid_input', 'A hexagon needs a side above 0 meters.');
  const middle = Math.cos((((south + north) / 2) * Math.PI) / 180);
  const squareMeters = (east - west) * middle * (north - south) * METERS_PER_DEGREE ** 2;
  const count = squareMeters / (((3 * Math.sqrt(3)) / 2) * of.sideMeters ** 2);
  if (count > MOST_HEXAGONS) {
    throw new Problem('too_large', `This grid would have more than ${MOST_HEXAGONS} hexagons: take larger ones.`);
  }
  const mask =
    of.within === undefined ? {} : { mask: { type: 'Feature' as const, properties: {}, geometry: of.within } };
  const cells = turfHexGrid([...of.bbox], of.sideMeters / 1000, { units: 'kilometers', ...(mask as object) });
  return cells.features.map((cell) => cell.geometry as Polygon);
}
