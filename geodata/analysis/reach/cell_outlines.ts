// Exact outlines, with holes, of patches of cells: corners of a lattice joined along rows and columns, no clipping library.
// It knows runs of cells in whole numbers; degrees and people are its caller's.
import type { CellRuns } from './cell_runs.ts';

/** One closed line of lattice corners, counterclockwise (x east, y north) around its patch, clockwise around a hole of it. */
export interface Outline {
  readonly patch: number;
  readonly x: readonly number[];
  readonly y: readonly number[];
  readonly isHole: boolean;
}

/** Corners met while sweeping the lines between rows from south to north and each line from west to east. */
interface Corners {
  readonly x: number[];
  readonly y: number[];
  readonly patch: number[];
  /** The corner at the other end of the vertical edge; that of the horizontal edge is the neighbor in the list (i ^ 1). */
  readonly across: number[];
  /** By column line: the corner whose vertical edge goes on northward. */
  readonly open: Int32Array;
}

/**
 * Outlines of all patches: for each patch its outer ring first, then its holes.
 *
 * On the line between two rows, a corner is where exactly one of them begins or ends a run. Corners of one line pair up from
 * west to east, corners of one column line from south to north: every corner has one edge of each kind, so the rings close.
 * Where two cells touch only at a corner, that point carries two corners. Cells of one patch are joined through it (the ring
 * inside is a hole that touches the outside in a point), cells of two patches are kept apart; so every ring is simple and
 * the polygons are valid in the sense of OGC Simple Features. O(runs + corners).
 */
export function cellOutlines(runs: CellRuns, columnLines: number): Outline[] {
  const corners: Corners = { x: [], y: [], patch: [], across: [], open: new Int32Array(columnLines).fill(-1) };
  let below = 0;
  let above = 0;
  while (above < runs.count || below < runs.count) {
    const rowAbove = above < runs.count ? (runs.row[above] as number) : Number.POSITIVE_INFINITY;
    const rowBelow = below < runs.count ? (runs.row[below] as number) : Number.POSITIVE_INFINITY;
    const y = Math.min(rowAbove, rowBelow + 1);
    let belowEnd = below;
    while (belowEnd < runs.count && runs.row[belowEnd] === y - 1) belowEnd++;
    let aboveEnd = above;
    while (aboveEnd < runs.count && runs.row[aboveEnd] === y) aboveEnd++;
    sweepLine(runs, corners, { y, below, belowEnd, above, aboveEnd });
    below = belowEnd;
    above = aboveEnd;
  }
  return ringsOf(corners, runs.patchCount);
}

interface LineOfRuns {
  readonly y: number;
  readonly below: number;
  readonly belowEnd: number;
  readonly above: number;
  readonly aboveEnd: number;
}

function sweepLine(runs: CellRuns, corners: Corners, line: LineOfRuns): void {
  const { start, end, patch } = runs;
  const { y } = line;
  // Change i of a row is the start (even) or end (odd) of its run i >> 1.
  let low = 2 * line.below;
  let high = 2 * line.above;
  const xOf = (change: number, last: number): number =>
    change >= 2 * last
      ? Number.POSITIVE_INFINITY
      : (((change & 1) === 0 ? start[change >> 1] : end[change >> 1]) as number);
  for (;;) {
    const lowX = xOf(low, line.belowEnd);
    const highX = xOf(high, line.aboveEnd);
    const x = Math.min(lowX, highX);
    if (x === Number.POSITIVE_INFINITY) return;
    if (lowX < highX) addCorner(corners, { x, y, patch: patch[low >> 1] as number, goesNorth: false });
    else if (highX < lowX) addCorner(corners, { x, y, patch: patch[high >> 1] as number, goesNorth: true });
    else if ((low & 1) !== (high & 1)) {
      const lowPatch = patch[low >> 1] as number;
      const highPatch = patch[high >> 1] as number;
      // The western horizontal edge belongs to the row whose run ends here. Kept apart, its corner turns into that row;
      // joined, it turns away from it.
      const lowIsWest = (low & 1) === 1;
      const westGoesNorth = lowIsWest === (lowPatch === highPatch);
      const west = { x, y, patch: lowIsWest ? lowPatch : highPatch, goesNorth: westGoesNorth };
      const east = { x, y, patch: lowIsWest ? highPatch : lowPatch, goesNorth: !westGoesNorth };
      const openBefore = corners.open[x] as number;
      addCorner(corners, west);
      if (westGoesNorth) corners.open[x] = openBefore;
      addCorner(corners, east);
      if (westGoesNorth) corners.open[x] = corners.x.length - 2;
    }
    if (lowX <= highX) low++;
    if (highX <= lowX) high++;
  }
}

function addCorner(corners: Corners, corner: { x: number; y: number; patch: number; goesNorth: boolean }): void {
  const { x, y, patch, goesNorth } = corner;
  const at = corners.x.length;
  corners.x.push(x);
  corners.y.push(y);
  corners.patch.push(patch);
  if (goesNorth) {
    corners.open[x] = at;
    corners.across.push(-1);
    return;
  }
  const other = corners.open[x] as number;
  corners.across.push(other);
  corners.across[other] = at;
}

function ringsOf(corners: Corners, patchCount: number): Outline[] {
  const visited = new Uint8Array(corners.x.length);
  const outlines: Outline[] = [];
  const begun = new Uint8Array(patchCount);
  for (let first = 0; first < corners.x.length; first++) {
    if (visited[first] === 1) continue;
    const x: number[] = [];
    const y: number[] = [];
    for (let at = first; visited[at] !== 1; at = corners.across[at ^ 1] as number) {
      for (const corner of [at, at ^ 1]) {
        visited[corner] = 1;
        x.push(corners.x[corner] as number);
        y.push(corners.y[corner] as number);
      }
    }
    // The first corner of a patch lies on its southern edge, which no hole reaches: the ring met first is the outer one.
    const patch = corners.patch[first] as number;
    const isHole = begun[patch] === 1;
    begun[patch] = 1;
    if (isClockwise(x, y) !== isHole) {
      x.reverse();
      y.reverse();
    }
    outlines.push({ patch, x, y, isHole });
  }
  return outlines;
}

function isClockwise(x: readonly number[], y: readonly number[]): boolean {
  let twice = 0;
  for (let i = 0; i < x.length; i++) {
    const next = i + 1 === x.length ? 0 : i + 1;
    twice += (x[i] as number) * (y[next] as number) - (x[next] as number) * (y[i] as number);
  }
  return twice < 0;
}
