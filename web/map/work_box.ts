// The box around things, for a map that fits to them. Pure.
import type { Geometry, Position } from 'geojson';
import type { WorkBox } from './work_view.ts';

type Nested = Position | readonly Nested[];

/** West, south, east, north in degrees; null where there is nothing. */
export function boxOfGeometries(geometries: readonly Geometry[]): WorkBox | null {
  const box = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY];
  const [WEST, SOUTH, EAST, NORTH] = [0, 1, 2, 3] as const;
  const take = (nested: Nested): void => {
    const [lon, lat] = nested;
    if (typeof lon !== 'number' || typeof lat !== 'number') {
      for (const part of nested as readonly Nested[]) take(part);
      return;
    }
    box[WEST] = Math.min(box[WEST] as number, lon);
    box[SOUTH] = Math.min(box[SOUTH] as number, lat);
    box[EAST] = Math.max(box[EAST] as number, lon);
    box[NORTH] = Math.max(box[NORTH] as number, lat);
  };
  for (const geometry of geometries) {
    if (geometry.type === 'GeometryCollection') for (const part of geometry.geometries) take(partsOf(part));
    else take(partsOf(geometry));
  }
  return Number.isFinite(box[WEST]) ? (box as unknown as WorkBox) : null;
}

const partsOf = (geometry: Geometry): Nested => ('coordinates' in geometry ? geometry.coordinates : []);
