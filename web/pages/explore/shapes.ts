// Boxes and middles of shapes, for moving the map and placing marks; nothing here is measured or reported.
import type { Geometry, Position } from 'geojson';
import type { Box } from '../../map/map_view.ts';

export function boxOf(geometries: Iterable<Geometry>): Box | null {
  let [west, south, east, north] = [180, 90, -180, -90];
  for (const geometry of geometries) {
    eachPosition(geometry, ([lon = 0, lat = 0]) => {
      west = Math.min(west, lon);
      east = Math.max(east, lon);
      south = Math.min(south, lat);
      north = Math.max(north, lat);
    });
  }
  return west > east ? null : [west, south, east, north];
}

/** The middle of the box. */
export function centerOf(geometry: Geometry): [number, number] {
  const box = boxOf([geometry]) ?? [0, 0, 0, 0];
  return [(box[0] + box[2]) / 2, (box[1] + box[3]) / 2];
}

export function joinBoxes(boxes: Iterable<Box | null>): Box | null {
  let joined: Box | null = null;
  for (const box of boxes) {
    if (box === null) continue;
    joined =
      joined === null
        ? box
        : [
            Math.min(joined[0], box[0]),
            Math.min(joined[1], box[1]),
            Math.max(joined[2], box[2]),
            Math.max(joined[3], box[3]),
          ];
  }
  return joined;
}

function eachPosition(geometry: Geometry, visit: (position: Position) => void): void {
  if (geometry.type === 'GeometryCollection') {
    for (const part of geometry.geometries) eachPosition(part, visit);
    return;
  }
  const walk = (coordinates: unknown[]): void => {
    if (typeof coordinates[0] === 'number') visit(coordinates as Position);
    else for (const part of coordinates) walk(part as unknown[]);
  };
  walk(geometry.coordinates);
}
