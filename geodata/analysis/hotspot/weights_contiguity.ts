// Neighbors on a regular grid: cells that share a side (rook), or a side or a corner (queen). It knows rows and columns only.
import type { SpatialWeights } from './spatial_weights.ts';

const ROOK: readonly (readonly [number, number])[] = [
  [-1, 0],
  [0, -1],
  [0, 1],
  [1, 0],
];
const QUEEN: readonly (readonly [number, number])[] = [
  [-1, -1],
  [-1, 0],
  [-1, 1],
  [0, -1],
  [0, 1],
  [1, -1],
  [1, 0],
  [1, 1],
];

export type Contiguity = 'queen' | 'rook';

/** Cell of row r and column c is place r · width + c. */
export function gridContiguity(of: {
  readonly width: number;
  readonly height: number;
  readonly contiguity: Contiguity;
}): SpatialWeights {
  const { width, height, contiguity } = of;
  const steps = contiguity === 'queen' ? QUEEN : ROOK;
  const count = width * height;
  const start = new Int32Array(count + 1);
  const neighbor = new Int32Array(count * steps.length);
  let at = 0;
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      for (const [down, right] of steps) {
        const r = row + down;
        const c = column + right;
        if (r >= 0 && r < height && c >= 0 && c < width) neighbor[at++] = r * width + c;
      }
      start[row * width + column + 1] = at;
    }
  }
  return { count, start, neighbor: neighbor.slice(0, at), weight: null };
}
