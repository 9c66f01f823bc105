// H3 cells as flat arrays for drawing: corners, triangles, and the parents that finer cells are summed by. Made once; it
// knows geometry, no counts and no color.
import { cellToBoundary, cellToLatLng, cellToParent } from 'h3-js';

/** Drawn a little smaller than they are, so that a hairline of ground parts them. */
const SCALE = 0.95;

export interface Hexagons {
  readonly resolution: number;
  /** Ascending. */
  readonly cells: readonly string[];
  /** For each of the finest cells, its cell here. */
  readonly parentOf: Uint32Array;
  /** First corner of each cell, and one past the last. */
  readonly starts: Uint32Array;
  /** Longitude and latitude of every corner. */
  readonly corners: Float32Array;
  readonly triangles: Uint32Array;
}

/** `finest` is ascending, all of one resolution at or beyond `resolution`. */
export function hexagonsAt(finest: readonly string[], resolution: number): Hexagons {
  const parents = finest.map((cell) => cellToParent(cell, resolution));
  const cells = [...new Set(parents)].sort();
  const index = new Map(cells.map((cell, i) => [cell, i] as const));
  const parentOf = Uint32Array.from(parents, (cell) => index.get(cell) as number);
  const starts = new Uint32Array(cells.length + 1);
  const corners: number[] = [];
  const triangles: number[] = [];
  cells.forEach((cell, i) => {
    const [middleLat, middleLon] = cellToLatLng(cell);
    const ring = cellToBoundary(cell);
    const first = corners.length / 2;
    for (const [lat, lon] of ring) {
      corners.push(middleLon + SCALE * (lon - middleLon), middleLat + SCALE * (lat - middleLat));
    }
    for (let corner = 2; corner < ring.length; corner++) triangles.push(first, first + corner - 1, first + corner);
    starts[i + 1] = first + ring.length;
  });
  return {
    resolution,
    cells,
    parentOf,
    starts,
    corners: Float32Array.from(corners),
    triangles: Uint32Array.from(triangles),
  };
}

/** Writes one color (four bytes as a number) to every corner of each cell. */
export function paintCorners(starts: Uint32Array, colorOf: (cell: number) => number, out: Uint32Array): void {
  for (let cell = 0; cell + 1 < starts.length; cell++) {
    out.fill(colorOf(cell), starts[cell] as number, starts[cell + 1] as number);
  }
}
