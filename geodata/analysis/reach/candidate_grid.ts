// For every small cell of longitude and latitude, the few services that can be among the nearest k of some point in it. Cells
// split where they are visited, so the work follows the questions. It knows chords and their margin, nothing of people.
import { rivalChordSquared } from './chord_order.ts';
import { cosineOfDegrees, fillGeocentricPositions } from './ellipsoid.ts';
import { nearestByChord, type PositionTree, withinChord } from './position_tree.ts';

const COLUMNS = 64;
const ROWS = 32;
const ROOT_DEGREES = 360 / COLUMNS;
/** Each split cuts a cell into 4 × 4. */
const BRANCH = 4;
const ENOUGH_FOR_A_LEAF = 8;
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
  readonly tree: PositionTree;
  /** Two numbers a cell, side by side in memory: where its list starts in `places`, and how long it is (or a state below 0). */
  lists: Int32Array;
  places: Int32Array;
  /** How many cells and places there are so far. */
  cells: number;
  used: number;
}

/** An empty grid over the services of a tree; lists appear as cells are visited. Memory follows the visited cells. */
export function buildCandidateGrid(tree: PositionTree, k: number): CandidateGrid {
  return {
    k,
    tree,
    lists: new Int32Array(1 << 14).fill(UNKNOWN),
    places: new Int32Array(1 << 15),
    cells: COLUMNS * ROWS,
    used: 0,
  };
}

/** The cell that holds a point (degrees, in range), made if it is not there yet. About 20 ns once it is. */
export function cellOf(grid: CandidateGrid, lon: number, lat: number): number {
  const { lists } = grid;
  let x = (lon + 180) * (1 / ROOT_DEGREES);
  let y = (lat + 90) * (1 / ROOT_DEGREES);
  // A point on the last edge (180° east, the north pole) stays in the last cell.
  let column = x >= COLUMNS ? COLUMNS - 1 : x | 0;
  let row = y >= ROWS ? ROWS - 1 : y | 0;
  let cell = row * COLUMNS + column;
  let count = lists[2 * cell + 1] as number;
  while (count === SPLIT) {
    x = (x - column) * BRANCH;
    y = (y - row) * BRANCH;
    column = x >= BRANCH ? BRANCH - 1 : x | 0;
    row = y >= BRANCH ? BRANCH - 1 : y | 0;
    cell = (lists[2 * cell] as number) + row * BRANCH + column;
    count = lists[2 * cell + 1] as number;
  }
  return count >= 0 ? cell : makeCell(grid, lon, lat);
}

/** The long way down, making what is not there yet. */
function makeCell(grid: CandidateGrid, lon: number, lat: number): number {
  let degrees = ROOT_DEGREES;
  const rootColumn = Math.min(COLUMNS - 1, Math.floor((lon + 180) / degrees));
  const rootRow = Math.min(ROWS - 1, Math.floor((lat + 90) / degrees));
  let west = rootColumn * degrees - 180;
  let south = rootRow * degrees - 90;
  let cell = rootRow * COLUMNS + rootColumn;
  if ((grid.lists[2 * cell + 1] as number) === UNKNOWN) listRoot(grid, cell, west, south);
  for (let splits = 0; (grid.lists[2 * cell + 1] as number) < 0; splits++) {
    if ((grid.lists[2 * cell + 1] as number) !== SPLIT) splitCell(grid, { cell, west, south, degrees, splits });
    degrees /= BRANCH;
    const column = Math.max(0, Math.min(BRANCH - 1, Math.floor((lon - west) / degrees)));
    const row = Math.max(0, Math.min(BRANCH - 1, Math.floor((lat - south) / degrees)));
    west += column * degrees;
    south += row * degrees;
    cell = (grid.lists[2 * cell] as number) + row * BRANCH + column;
  }
  return cell;
}

/** A ball that holds a cell: x, y, z of the middle of the cell and a radius in meters. */
interface Ball {
  x: number;
  y: number;
  z: number;
  radius: number;
}

const corners = { lon: new Float64Array(3), lat: new Float64Array(3) };
const cornerPositions = new Float64Array(9);

/** The ball of the westernmost cell of a row; the others of the row are turned about the axis, with the same radius. */
function ballOfCell(west: number, south: number, degrees: number): Ball {
  const half = degrees / 2;
  corners.lon.fill(west);
  corners.lon[0] = west + half;
  corners.lat[0] = south + half;
  corners.lat[1] = south;
  corners.lat[2] = south + degrees;
  fillGeocentricPositions(corners, 0, 3, cornerPositions);
  const [x, y, z] = cornerPositions as unknown as [number, number, number];
  const square = Math.max(squareTo(cornerPositions, 1, x, y, z), squareTo(cornerPositions, 2, x, y, z));
  // On a sphere no point of a cell that does not straddle the equator is farther from its middle than a corner; lengths on
  // the ellipsoid and on the sphere of the same latitudes differ by at most 1 % of each other, which the 2 % cover. One
  // meter more covers a point that rounding put into the next cell.
  return { x, y, z, radius: Math.sqrt(square) * 1.02 + 1 };
}

function listRoot(grid: CandidateGrid, cell: number, west: number, south: number): void {
  const ball = ballOfCell(west, south, ROOT_DEGREES);
  const found = { places: new Int32Array(grid.k), squares: new Float64Array(grid.k) };
  nearestByChord(grid.tree, ball.x, ball.y, ball.z, found);
  const reach = Math.sqrt(found.squares[grid.k - 1] as number) + ball.radius;
  const rival = Math.sqrt(rivalChordSquared(reach * reach)) + ball.radius;
  const from = withinChord(grid.tree, ball.x, ball.y, ball.z, rival * rival);
  listCandidates(grid, { cell, from: Int32Array.from(from), splits: 0, scratch: scratchFor(grid.k) }, ball);
}

interface Scratch {
  readonly nearest: Int32Array;
  readonly squares: Float64Array;
  readonly margins: Float64Array;
}

function scratchFor(k: number): Scratch {
  return { nearest: new Int32Array(k), squares: new Float64Array(k), margins: new Float64Array(k) };
}

function splitCell(
  grid: CandidateGrid,
  parent: { cell: number; west: number; south: number; degrees: number; splits: number },
): void {
  const { cell, west, south, splits } = parent;
  const degrees = parent.degrees / BRANCH;
  const first = grid.lists[2 * cell] as number;
  const from = grid.places.slice(first, first + LISTED - (grid.lists[2 * cell + 1] as number));
  const children = grid.cells;
  grid.cells += BRANCH * BRANCH;
  if (2 * grid.cells > grid.lists.length) grid.lists = doubled(grid.lists);
  const scratch = scratchFor(grid.k);
  const cosine = cosineOfDegrees(degrees);
  const sine = Math.sqrt((1 - cosine) * (1 + cosine));
  for (let row = 0; row < BRANCH; row++) {
    const ball = ballOfCell(west, south + row * degrees, degrees);
    for (let column = 0; column < BRANCH; column++) {
      listCandidates(grid, { cell: children + row * BRANCH + column, from, splits: splits + 1, scratch }, ball);
      const { x, y } = ball;
      ball.x = x * cosine - y * sine;
      ball.y = x * sine + y * cosine;
    }
  }
  grid.lists[2 * cell] = children;
  grid.lists[2 * cell + 1] = SPLIT;
}

/** Lists for `cell` those of `from` (places of the tree) that some point of its ball may have among its k nearest. */
function listCandidates(
  grid: CandidateGrid,
  of: { cell: number; from: Int32Array; splits: number; scratch: Scratch },
  ball: Ball,
): void {
  const { tree, k } = grid;
  const { xyz } = tree;
  const { cell, from } = of;
  const { nearest, squares, margins } = of.scratch;
  const { x, y, z, radius } = ball;
  nearestOfList(xyz, from, ball, of.scratch);
  for (let j = 0; j < k; j++) {
    const farthest = Math.sqrt(squares[j] as number) + radius;
    margins[j] = rivalChordSquared(farthest * farthest) - farthest * farthest + (squares[j] as number);
  }
  grid.lists[2 * cell] = grid.used;
  while (grid.used + from.length > grid.places.length) grid.places = doubled(grid.places);
  const places = grid.places;
  let used = grid.used;
  for (let i = 0; i < from.length; i++) {
    const place = from[i] as number;
    const square = squareTo(xyz, place, x, y, z);
    let beaten = 0;
    for (; beaten < k; beaten++) {
      const rival = nearest[beaten] as number;
      if (rival < 0 || rival === place) break;
      // For x + u, |u| ≤ radius: |x + u − p|² − |x + u − q|² ≥ |x − p|² − |x − q|² − 2·radius·|p − q|. The service p is out
      // when that exceeds the margin by which chords may misorder geodesics, for every one of k services q.
      const slack = square - (margins[beaten] as number);
      if (slack <= 0) break;
      const at = 3 * rival;
      const apart = squareTo(xyz, place, xyz[at] as number, xyz[at + 1] as number, xyz[at + 2] as number);
      if (slack * slack <= 4 * radius * radius * apart) break;
    }
    if (beaten < k) places[used++] = place;
  }
  const count = used - grid.used;
  grid.used = used;
  grid.lists[2 * cell + 1] = count <= ENOUGH_FOR_A_LEAF + k || of.splits === MOST_SPLITS ? count : LISTED - count;
}

function nearestOfList(xyz: Float64Array, from: Int32Array, ball: Ball, scratch: Scratch): void {
  const { nearest, squares } = scratch;
  const { x, y, z } = ball;
  const last = nearest.length - 1;
  nearest.fill(-1);
  squares.fill(Number.POSITIVE_INFINITY);
  for (let i = 0; i < from.length; i++) {
    const place = from[i] as number;
    const square = squareTo(xyz, place, x, y, z);
    if (square >= (squares[last] as number)) continue;
    let at = last;
    for (; at > 0 && (squares[at - 1] as number) > square; at--) {
      squares[at] = squares[at - 1] as number;
      nearest[at] = nearest[at - 1] as number;
    }
    squares[at] = square;
    nearest[at] = place;
  }
}

function doubled(array: Int32Array): Int32Array {
  const longer = new Int32Array(2 * array.length);
  longer.set(array);
  return longer;
}

function squareTo(xyz: Float64Array, place: number, x: number, y: number, z: number): number {
  const dx = (xyz[3 * place] as number) - x;
  const dy = (xyz[3 * place + 1] as number) - y;
  const dz = (xyz[3 * place + 2] as number) - z;
  return dx * dx + dy * dy + dz * dz;
}
