// The H3 cells that a line runs through, and those beside them: where what was reported counts as near a patrol route. It knows
// lines and cells, no patrol.
import { cellToLatLng, gridDisk, latLngToCell } from 'h3-js';
import type { Position } from '../../schema/geometry.ts';

/** As near as operations see an incident. */
const RESOLUTION = 8;
/** Steps along a line in degrees, about 200 m: less than half the width of a cell. */
const STEP_DEGREES = 0.002;

/** Cells of resolution 8 that the line runs through, sorted. */
export function cellsAlong(line: readonly Position[]): string[] {
  const cells = new Set<string>();
  line.forEach((to, i) => {
    const from = line[Math.max(0, i - 1)] as Position;
    const parts = Math.max(1, Math.ceil(Math.hypot(to[0] - from[0], to[1] - from[1]) / STEP_DEGREES));
    for (let part = 1; part <= parts; part++) {
      const share = part / parts;
      cells.add(latLngToCell(from[1] + (to[1] - from[1]) * share, from[0] + (to[0] - from[0]) * share, RESOLUTION));
    }
  });
  return [...cells].sort();
}

/** Those cells and their neighbors, sorted: about a kilometer to each side. */
export const cellsNear = (line: readonly Position[]): string[] =>
  [...new Set(cellsAlong(line).flatMap((cell) => gridDisk(cell, 1)))].sort();

/** Columns of degrees. */
export function cellMiddles(cells: readonly string[]): { lon: number[]; lat: number[] } {
  const middles = cells.map((cell) => cellToLatLng(cell));
  return { lon: middles.map(([, lon]) => lon), lat: middles.map(([lat]) => lat) };
}
