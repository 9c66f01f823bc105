// Points that stand for the cells of a grid → the size of a cell and how many points lie off the grid. A few odd
// coordinates must not change the size, so it is what most neighbors have. Knows no people and no file.
import type { Position } from '../../geodata/schema/geometry.ts';

export interface Lattice {
  /** Width and height, both positive. */
  readonly cellDegrees: readonly [number, number];
  /** Points that lie off the grid. */
  readonly odd: number;
}

/** Coordinates closer than this are one line of the grid: a tenth of a meter, the sixth decimal. */
const SAME_LINE = 1.5e-6;
/** Steps this close to the usual one, as a share of it, are the same step written with fewer decimals. */
const SAME_STEP = 0.02;
/** A point further from the lines of the grid than this share of a cell is off it. */
const OFF_GRID = 0.01;

type Axis = 0 | 1;

/** The grid of these points; null where no two share a row or no two share a column. */
export function latticeOf(positions: readonly Position[]): Lattice | null {
  const width = usualStep(positions, 0);
  const height = usualStep(positions, 1);
  if (width === null || height === null) return null;
  const [west, south] = [phase(positions, 0, width), phase(positions, 1, height)];
  const odd = positions.filter((one) => isOff(one[0] - west, width) || isOff(one[1] - south, height)).length;
  return { cellDegrees: [width, height], odd };
}

/** The step along this axis between neighbors on one line that is most common; the mean of those written alike. */
function usualStep(positions: readonly Position[], along: Axis): number | null {
  const steps = lines(positions, along === 0 ? 1 : 0).flatMap((line) => stepsOf(line.map((one) => one[along])));
  const counts = new Map<number, number>();
  for (const step of steps) {
    const key = Math.round(step * 1e6);
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  let [usual, most] = [0, 0];
  for (const [key, count] of counts) if (count > most) [usual, most] = [key / 1e6, count];
  let [sum, alike] = [0, 0];
  for (const step of steps) {
    if (Math.abs(step - usual) > usual * SAME_STEP + 1e-6) continue;
    sum += step;
    alike++;
  }
  return alike === 0 ? null : sum / alike;
}

/** Points by lines across this axis. */
function lines(positions: readonly Position[], across: Axis): Position[][] {
  const found: Position[][] = [];
  let last = Number.NEGATIVE_INFINITY;
  for (const position of positions.toSorted((a, b) => a[across] - b[across])) {
    if (position[across] - last > SAME_LINE) found.push([]);
    found.at(-1)?.push(position);
    last = position[across];
  }
  return found;
}

function stepsOf(values: readonly number[]): number[] {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted.flatMap((value, index) => {
    const step = value - (sorted[index - 1] ?? value);
    return step > SAME_LINE ? [step] : [];
  });
}

/** Where the lines of the grid lie, as the mean direction of all points on a circle of one step. */
function phase(positions: readonly Position[], axis: Axis, step: number): number {
  const [first = 0] = positions.map((position) => position[axis]);
  let [sine, cosine] = [0, 0];
  for (const position of positions) {
    const angle = ((position[axis] - first) / step) * 2 * Math.PI;
    sine += Math.sin(angle);
    cosine += Math.cos(angle);
  }
  return first + (Math.atan2(sine, cosine) / (2 * Math.PI)) * step;
}

const isOff = (distance: number, step: number): boolean =>
  Math.abs(distance - Math.round(distance / step) * step) > step * OFF_GRID;
