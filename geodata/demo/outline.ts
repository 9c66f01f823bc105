// The outline of the demo's land: drawn by hand on a tenth of a degree around the real towns, so that no boundary file
// is shipped and nobody takes it for one.
import type { Position } from '../schema/geometry.ts';

/** Counter-clockwise, not closed. */
export const OUTLINE: readonly Position[] = [
  [9.9, 12.9],
  [10.2, 12.75],
  [10.35, 12.5],
  [10.6, 12.2],
  [10.75, 11.9],
  [10.6, 11.6],
  [10.85, 11.3],
  [11.1, 11.1],
  [11.25, 10.85],
  [11.45, 10.7],
  [11.35, 10.35],
  [11.55, 10.05],
  [11.75, 9.95],
  [11.5, 9.6],
  [11.75, 9.35],
  [11.9, 9.15],
  [11.75, 8.7],
  [11.85, 8.35],
  [11.75, 7.95],
  [11.95, 7.6],
  [12.2, 7.65],
  [12.3, 8.1],
  [12.35, 8.45],
  [12.65, 8.65],
  [12.85, 8.9],
  [12.95, 9.35],
  [13.2, 9.6],
  [13.35, 9.95],
  [13.55, 10.15],
  [13.5, 10.55],
  [13.65, 10.75],
  [13.85, 11.0],
  [14.05, 11.25],
  [14.2, 11.5],
  [14.6, 11.75],
  [14.6, 12.2],
  [14.45, 12.45],
  [14.25, 12.6],
  [14.15, 13.0],
  [13.85, 13.3],
  [13.6, 13.6],
  [13.4, 13.8],
  [13.2, 13.72],
  [13.0, 13.4],
  [12.55, 13.3],
  [12.2, 13.25],
  [11.8, 13.3],
  [11.4, 13.37],
  [10.9, 13.35],
  [10.45, 13.32],
  [10.1, 13.3],
  [9.85, 13.15],
];

/** Even-odd rule; a point on the line may fall on either side. */
export function isInside(ring: readonly Position[], x: number, y: number): boolean {
  let inside = false;
  let before = ring[ring.length - 1] as Position;
  for (const here of ring) {
    if (
      here[1] > y !== before[1] > y &&
      x < ((before[0] - here[0]) * (y - here[1])) / (before[1] - here[1]) + here[0]
    ) {
      inside = !inside;
    }
    before = here;
  }
  return inside;
}
