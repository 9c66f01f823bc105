// True area of a box of longitudes and latitudes, by Karney's polygon along parallels cut fine: an answer that shares no formula
// with the grid under test.
import geographiclib from 'geographiclib-geodesic';

const { Geodesic } = geographiclib;

/** Square meters; error about 1e-10 with parallels cut into these pieces. */
export function ellipsoidalArea([west, south, east, north]: readonly [number, number, number, number]): number {
  const pieces = 20_000;
  const width = east > west ? east - west : east - west + 360;
  const polygon = Geodesic.WGS84.Polygon(false);
  for (let i = 0; i <= pieces; i++) polygon.AddPoint(south, west + (width * i) / pieces);
  for (let i = pieces; i >= 0; i--) polygon.AddPoint(north, west + (width * i) / pieces);
  return polygon.Compute(false, true).area as number;
}
