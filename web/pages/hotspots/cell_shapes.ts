// Cells as outlines and their area by its center. Pure.
import type { Polygon, Position } from 'geojson';
import { cellToBoundary, cellToLatLng } from 'h3-js';
import type { AreaShape } from '../../api_hotspots.ts';

export const outlineOf = (cell: string): Polygon => ({ type: 'Polygon', coordinates: [cellToBoundary(cell, true)] });

/** West, south, east, north of the centers, with a margin of about ten kilometers. */
export function boxOfCells(cells: readonly string[]): readonly [number, number, number, number] {
  const centers = [...new Set(cells)].map((cell) => cellToLatLng(cell));
  const lon = centers.map(([, x]) => x);
  const lat = centers.map(([y]) => y);
  const margin = 0.1;
  return [Math.min(...lon) - margin, Math.min(...lat) - margin, Math.max(...lon) + margin, Math.max(...lat) + margin];
}

/** The finest area that holds the center; null outside every area. */
export function areaOfCell(cell: string, areas: readonly AreaShape[]): AreaShape | null {
  const [lat, lon] = cellToLatLng(cell);
  let finest: AreaShape | null = null;
  for (const area of areas) {
    const [west, south, east, north] = area.properties.bbox;
    if (lon < west || lon > east || lat < south || lat > north) continue;
    if (finest !== null && finest.properties.adminLevel >= area.properties.adminLevel) continue;
    if (area.geometry.coordinates.some((rings) => isWithin(rings, lon, lat))) finest = area;
  }
  return finest;
}

const isWithin = (rings: readonly Position[][], lon: number, lat: number): boolean =>
  rings.filter((ring) => crosses(ring, lon, lat)).length % 2 === 1;

/** Whether a ray to the east meets the ring an odd number of times. */
function crosses(ring: readonly Position[], lon: number, lat: number): boolean {
  let inside = false;
  for (let i = 0, before = ring.length - 1; i < ring.length; before = i++) {
    const [x1 = 0, y1 = 0] = ring[i] ?? [];
    const [x2 = 0, y2 = 0] = ring[before] ?? [];
    if (y1 > lat !== y2 > lat && lon < x1 + ((lat - y1) / (y2 - y1)) * (x2 - x1)) inside = !inside;
  }
  return inside;
}
