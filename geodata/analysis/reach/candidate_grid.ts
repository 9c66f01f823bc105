// For every small cell of longitude and latitude, the few services that can be among the nearest k of some point in it. Cells
// split where they are visited, so the work follows the questions. It knows chords and their margin, nothing of people.
import { rivalChordSquared } from './chord_order.ts';
import { geocentricPositions } from './ellipsoid.ts';
import { nearestByChord, type PositionTree, withinChord } from './position_tree.ts';

const COLUMNS = 64;
const ROWS = 32;
const ROOT_DEGREES = 360 / COLUMNS;
/** Each split cuts a cell into 4 × 4. */
const BRANCH = 4;
const ENOUGH_FOR_A_LEAF = 6;
/** 5.625° / 4⁸ is about 10 m: coincident services cannot be told apart by splitting on. */
const MOST_SPLITS = 8;
/** States of a cell that is not a leaf. */
const SPLIT = -1;
const UNKNOWN = -2;
/** Listed, not yet split: LISTED − length of the list. */
const LISTED = -3;

/** The arrays are replaced by longer ones while cells are made: read them anew after every `cellOf`. */
export interface CandidateGrid {
  /** How many nearest the lists are good for. */
  readonly k: number;
  /** The cell of a point: its candidates are `places[starts[cell]]` … `places[starts[cell] + counts[cell] − 1]`. */
  readonly cellOf: (lon: number, lat: number) => number;
  starts: Int32Array;
  counts: Int32Array;
  places: Int32Array;
}

interface Cell {
  readonly west: number;
  readonly south: number;
  readonly degrees: number;
}

/** A point of the cell and a radius in meters that reaches all of it. */
function ballOf(cell: Cell): { x: number; y: number; z: number; radius: number } {
  const half = cell.degrees / 2;
  const { west, south, degrees } = cell;
  const corners = geocentricPositions({
    lon: [west + half, west, west, west + degrees, west + degrees],
    lat: [south + half, south, south + degrees, south, south + degrees],
  });
  const [x, y, z] = corners as unknown as [number, number, number];
  let square = 0;
  for (let i = 3; i < 15; i += 3) {
    const dx = (corners[i] as number) - x;
    const dy = (corners[i + 1] as number) - y;
    const dz = (corners[i + 2] as number) - z;
    square = Math.max(square, dx * dx + dy * dy + dz * dz);
  }
  // On a sphere no point of a cell that does not straddle the equator is farther from its middle than a corner; lengths on
  // the ellipsoid and on the sphere of the same latitudes differ by at most 1 % of each other, which the 2 % cover. One
  // meter more covers a point that rounding put into the next cell.
  return { x, y, z, radius: Math.sqrt(square) * 1.02 + 1 };
}

/** An empty grid over the services of a tree; lists appear as cells are visited. Memory follows the visited cells. */
export function buildCandidateGrid(tree: PositionTree, k: number): CandidateGrid {
  const grid: CandidateGrid = {
    k,
    cellOf: (lon, lat) => cellOf(lon, lat),
    starts: new Int32Array(4096),
    counts: new Int32Array(4096).fill(UNKNOWN),
    places: new Int32Array(1 << 14),
  };
  let cells = COLUMNS * ROWS;
  let used = 0;
  const nearestToMiddle = { places: new Int32Array(k), squares: new Float64Array(k) };

  const append = (place: number): void => {
    if (used === grid.places.length) grid.places = doubled(grid.places);
    grid.places[used++] = place;
  };

  /** Lists for `node` those of `from` (places of the tree) that some point of the cell may have among its k nearest. */
  const fill = (node: number, cell: Cell, from: ArrayLike<number>, splits: number): void => {
    const { x, y, z, radius } = ballOf(cell);
    const { places, squares } = nearestToMiddle;
    const last = k - 1;
    places.fill(-1);
    squares.fill(Number.POSITIVE_INFINITY);
    const { xyz } = tree;
    for (let i = 0; i < from.length; i++) {
      const place = from[i] as number;
      const square = squareTo(xyz, place, x, y, z);
      if (square >= (squares[last] as number)) continue;
      let at = last;
      for (; at > 0 && (squares[at - 1] as number) > square; at--) {
        squares[at] = squares[at - 1] as number;
        places[at] = places[at - 1] as number;
      }
      squares[at] = square;
      places[at] = place;
    }
    grid.starts[node] = used;
    for (let i = 0; i < from.length; i++) {
      const place = from[i] as number;
      const square = squareTo(xyz, place, x, y, z);
      let beaten = 0;
      for (let j = 0; j < k; j++) {
        const rival = places[j] as number;
        if (rival < 0 || rival === place) break;
        // For x + u, |u| ≤ radius: |x + u − p|² − |x + u − q|² ≥ |x − p|² − |x − q|² − 2·radius·|p − q|. The service p is
        // out when that exceeds the margin by which chords may misorder geodesics, for every one of k services q.
        const apart = Math.sqrt(
          squareTo(xyz, place, xyz[3 * rival] as number, xyz[3 * rival + 1] as number, xyz[3 * rival + 2] as number),
        );
        const farthest = Math.sqrt(squares[j] as number) + radius;
        const margin = rivalChordSquared(farthest * farthest) - farthest * farthest;
        if (square - (squares[j] as number) - 2 * radius * apart <= margin) break;
        beaten++;
      }
      if (beaten < k) append(place);
    }
    const count = used - (grid.starts[node] as number);
    grid.counts[node] = count <= ENOUGH_FOR_A_LEAF + k || splits === MOST_SPLITS ? count : LISTED - count;
  };

  const root = (node: number, cell: Cell): void => {
    const { x, y, z, radius } = ballOf(cell);
    nearestByChord(tree, x, y, z, nearestToMiddle);
    const reach = Math.sqrt(nearestToMiddle.squares[k - 1] as number) + radius;
    const rival = Math.sqrt(rivalChordSquared(reach * reach)) + radius;
    fill(node, cell, withinChord(tree, x, y, z, rival * rival), 0);
  };

  const split = (node: number, cell: Cell, splits: number): void => {
    const count = LISTED - (grid.counts[node] as number);
    const first = grid.starts[node] as number;
    const from = grid.places.slice(first, first + count);
    const children = cells;
    cells += BRANCH * BRANCH;
    if (cells > grid.counts.length) {
      grid.starts = doubled(grid.starts);
      grid.counts = doubled(grid.counts);
    }
    const degrees = cell.degrees / BRANCH;
    for (let row = 0; row < BRANCH; row++) {
      for (let column = 0; column < BRANCH; column++) {
        const child = { west: cell.west + column * degrees, south: cell.south + row * degrees, degrees };
        fill(children + row * BRANCH + column, child, from, splits + 1);
      }
    }
    grid.starts[node] = children;
    grid.counts[node] = SPLIT;
  };

  /** The long way down, making the cells that are not there yet. */
  const descend = (lon: number, lat: number): number => {
    let degrees = ROOT_DEGREES;
    const column = Math.min(COLUMNS - 1, Math.floor((lon + 180) / degrees));
    const row = Math.min(ROWS - 1, Math.floor((lat + 90) / degrees));
    let west = column * degrees - 180;
    let south = row * degrees - 90;
    let node = row * COLUMNS + column;
    if ((grid.counts[node] as number) === UNKNOWN) root(node, { west, south, degrees });
    for (let splits = 0; (grid.counts[node] as number) < 0; splits++) {
      if ((grid.counts[node] as number) !== SPLIT) split(node, { west, south, degrees }, splits);
      degrees /= BRANCH;
      const x = Math.max(0, Math.min(BRANCH - 1, Math.floor((lon - west) / degrees)));
      const y = Math.max(0, Math.min(BRANCH - 1, Math.floor((lat - south) / degrees)));
      west += x * degrees;
      south += y * degrees;
      node = (grid.starts[node] as number) + y * BRANCH + x;
    }
    return node;
  };

  const cellOf = (lon: number, lat: number): number => {
    let x = (lon + 180) * (1 / ROOT_DEGREES);
    let y = (lat + 90) * (1 / ROOT_DEGREES);
    let column = x | 0;
    let row = y | 0;
    if (column === COLUMNS) column = COLUMNS - 1;
    if (row === ROWS) row = ROWS - 1;
    x -= column;
    y -= row;
    let node = row * COLUMNS + column;
    let count = grid.counts[node] as number;
    while (count === SPLIT) {
      x *= BRANCH;
      y *= BRANCH;
      // A point on the last edge (180° east, the north pole) stays in the last cell.
      column = x >= BRANCH ? BRANCH - 1 : x | 0;
      row = y >= BRANCH ? BRANCH - 1 : y | 0;
      x -= column;
      y -= row;
      node = (grid.starts[node] as number) + row * BRANCH + column;
      count = grid.counts[node] as number;
    }
    return count >= 0 ? node : descend(lon, lat);
  };

  return grid;
}

function squareTo(xyz: Float64Array, place: number, x: number, y: number, z: number): number {
  const dx = (xyz[3 * place] as number) - x;
  const dy = (xyz[3 * place + 1] as number) - y;
  const dz = (xyz[3 * place + 2] as number) - z;
  return dx * dx + dy * dy + dz * dz;
}

function doubled(array: Int32Array): Int32Array {
  const longer = new Int32Array(2 * array.length);
  longer.set(array);
  return longer;
}
