// Regions of a release as polygons: the union of their r7 cells, never a parent hexagon, which contains its children
// only logically. Comes with H3, so it is loaded once there is a release to draw.
import { cellArea, cellsToMultiPolygon, uncompactCells } from 'h3-js';
import type { Position } from '../../../geodata/schema/geometry.ts';
import type { ReleaseRegion } from '../../../geodata/schema/release.ts';
import type { RegionShapes } from '../scene.ts';

/** The resolution that regions are sets of (privacy.md). */
const RESOLUTION = 7;

/** `pause` is waited for between regions, so that a release of a whole country does not hold the page. */
export async function regionShapes(
  regions: readonly ReleaseRegion[],
  pause: () => Promise<void> = () => new Promise((resolve) => setTimeout(resolve)),
): Promise<RegionShapes> {
  const features: RegionShapes['features'] = [];
  for (const { id, cells, band } of regions) {
    if (cells.length === 0) continue;
    const finest = uncompactCells([...cells], RESOLUTION);
    features.push({
      type: 'Feature',
      geometry: { type: 'MultiPolygon', coordinates: cellsToMultiPolygon(finest, true).map(unbroken) },
      properties: {
        id: String(id),
        least: band.least,
        squareKm: finest.reduce((sum, cell) => sum + cellArea(cell, 'km2'), 0),
      },
    });
    await pause();
  }
  return { type: 'FeatureCollection', features };
}

/** Over the antimeridian a ring goes on beyond 180° instead of running back around the world. */
function unbroken(polygon: Position[][]): Position[][] {
  const lons = polygon.flat().map(([lon = 0]) => lon);
  if (Math.max(...lons) - Math.min(...lons) <= 180) return polygon;
  return polygon.map((ring) => ring.map(([lon = 0, lat = 0]) => [lon < 0 ? lon + 360 : lon, lat]));
}
