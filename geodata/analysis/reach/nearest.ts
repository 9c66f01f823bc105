// The k nearest services of every demand point by the WGS 84 geodesic, in typed arrays. It knows points only: no people,
// no kinds of service, no thresholds.
import { buildCandidateGrid, type CandidateGrid, cellOf } from './candidate_grid.ts';
import { rivalChordSquared } from './chord_order.ts';
import { fillGeocentricPositions, geocentricPositions, type LonLatColumns } from './ellipsoid.ts';
import { orderFew, type Ranked, rankByGeodesic, rivalsAmong } from './geodesic_rank.ts';
import { BLOCK, fillNearestOne, fillNearestTwo, type NearestTable, type Search } from './nearest_in_grid.ts';
import { buildPositionTree, nearestByChord, type PositionTree, withinChord } from './position_tree.ts';

export interface NearestIndex {
  readonly count: number;
  nearest(points: LonLatColumns, options?: { readonly k?: number; readonly meters?: boolean }): NearestTable;
}

/** Fewer questions than so many per service go to the tree: making the cells of the grid costs what 30 walks through the tree cost. */
const POINTS_PER_SERVICE = 24;
/** Above this many nearest, the lists of the candidate grid cost more than a walk through the tree. */
const MOST_IN_GRID = 4;

/**
 * Which k services are nearest to each point?
 *
 * Method: chords between geocentric positions find the candidates, from lists per small cell of longitude and latitude (k ≤ 4)
 * or from a k-d tree; whatever the ellipsoid could reorder (chord_order.ts proves the margin) is ranked by the geodesic
 * itself, equal distances by the smaller index. Inputs: degrees, lat within ±90, finite. Output: see NearestTable. Works across the
 * antimeridian and at the poles, with coincident points, with k above the number of services and with none at all.
 * Cost: O(n log n) to build; at 10⁴ services and 10⁶ points about 150–250 ns a point for k = 1, the making of cells included.
 * Checked against brute force over the geodesic, and against golden rows made with Karney's Python package.
 */
export function buildNearestIndex(services: LonLatColumns): NearestIndex {
  const positions = geocentricPositions(services);
  const count = services.lon.length;
  const rank = rankAmongCoincident(positions);
  const engines = new Map<number, Engine>();
  const engineFor = (k: number): Engine => {
    const known = engines.get(k);
    if (known !== undefined) return known;
    const tree = buildPositionTree(positions, rank === null ? null : rank.map((rank) => (rank < k ? 1 : 0)));
    const grid = k <= MOST_IN_GRID && k < tree.count ? buildCandidateGrid(tree, k) : null;
    const made = { tree, grid, asked: 0 };
    engines.set(k, made);
    return made;
  };
  return {
    count,
    nearest(points, options = {}) {
      const { k = 1, meters = true } = options;
      const size = k * points.lon.length;
      const table = { k, index: new Int32Array(size).fill(-1), meters: new Float64Array(meters ? size : 0) };
      if (count === 0) {
        table.meters.fill(Number.NaN);
        return table;
      }
      const engine = engineFor(Math.min(k, count));
      const { tree, grid } = engine;
      engine.asked += points.lon.length;
      const many = engine.asked >= POINTS_PER_SERVICE * tree.count;
      const search = { tree, grid: many ? grid : null, points, table };
      if (k === 1 && search.grid !== null) fillNearestOne(search, search.grid);
      else if (k === 2 && search.grid !== null) fillNearestTwo(search, search.grid);
      else fillNearestFew(search);
      return table;
    },
  };
}

interface Engine {
  readonly tree: PositionTree;
  readonly grid: CandidateGrid | null;
  /** Points asked about so far: decides which of the two answers, never what they answer. */
  asked: number;
}

/**
 * How many services of a smaller index stand at the very same place; null when no two do. Among the nearest k, only k of a
 * place can appear, and those of the smallest index: the rest is left out, so that a thousand services recorded at one town
 * center do not all compete for every point.
 */
function rankAmongCoincident(positions: Float64Array): Int32Array | null {
  const count = positions.length / 3;
  const order = new Int32Array(count).map((_, i) => i);
  const compare = (a: number, b: number): number =>
    (positions[3 * a] as number) - (positions[3 * b] as number) ||
    (positions[3 * a + 1] as number) - (positions[3 * b + 1] as number) ||
    (positions[3 * a + 2] as number) - (positions[3 * b + 2] as number);
  order.sort((a, b) => compare(a, b) || a - b);
  const rank = new Int32Array(count);
  let any = false;
  for (let i = 1; i < count; i++) {
    const service = order[i] as number;
    const before = order[i - 1] as number;
    if (compare(before, service) !== 0) continue;
    rank[service] = (rank[before] as number) + 1;
    any = true;
  }
  return any ? rank : null;
}

/** Any k: the nearest k + 1 by chord, ranked by the geodesic; more are looked at only where the margin asks for it. */
function fillNearestFew(search: Search): void {
  const { tree, grid, points, table } = search;
  const { k, index, meters } = table;
  const count = points.lon.length;
  const wanted = Math.min(k, tree.count);
  const list = { places: new Int32Array(wanted + 1), squares: new Float64Array(wanted + 1) };
  const block = new Float64Array(3 * BLOCK);
  const withMeters = meters.length > 0;
  const lengths = new Float64Array(wanted);
  if (withMeters) meters.fill(Number.NaN);
  for (let from = 0; from < count; from += BLOCK) {
    const to = Math.min(count, from + BLOCK);
    fillGeocentricPositions(points, from, to, block);
    for (let i = from, at = 0; i < to; i++, at += 3) {
      const cell = grid === null ? -1 : cellOf(grid, points.lon[i] as number, points.lat[i] as number);
      if (grid === null) {
        nearestByChord(tree, block[at] as number, block[at + 1] as number, block[at + 2] as number, list);
      } else nearestInCell(tree, grid, cell, block, at, list);
      const limit = rivalChordSquared(list.squares[wanted - 1] as number);
      if ((list.squares[wanted] as number) <= limit) {
        const rivals =
          grid === null
            ? withinChord(tree, block[at] as number, block[at + 1] as number, block[at + 2] as number, limit)
            : rivalsAmong(tree, candidatesOf(grid, cell), block, at, limit);
        const ranked = rankByGeodesic(tree, rivals, block, at);
        for (let j = 0; j < wanted; j++) {
          list.places[j] = (ranked[j] as Ranked).place;
          lengths[j] = (ranked[j] as Ranked).meters;
        }
      } else orderFew(tree, list.places, lengths, block, at);
      for (let j = 0; j < wanted; j++) {
        index[k * i + j] = tree.ids[list.places[j] as number] as number;
        if (withMeters) meters[k * i + j] = lengths[j] as number;
      }
    }
  }
}

function candidatesOf(grid: CandidateGrid, cell: number): Int32Array {
  const first = grid.lists[2 * cell] as number;
  return grid.places.subarray(first, first + (grid.lists[2 * cell + 1] as number));
}

function nearestInCell(
  tree: PositionTree,
  grid: CandidateGrid,
  cell: number,
  block: Float64Array,
  at: number,
  list: { readonly places: Int32Array; readonly squares: Float64Array },
): void {
  const { places, squares } = list;
  const last = squares.length - 1;
  const { xyz } = tree;
  const first = grid.lists[2 * cell] as number;
  const end = first + (grid.lists[2 * cell + 1] as number);
  const x = block[at] as number;
  const y = block[at + 1] as number;
  const z = block[at + 2] as number;
  squares.fill(Number.POSITIVE_INFINITY);
  for (let j = first; j < end; j++) {
    const place = grid.places[j] as number;
    const dx = x - (xyz[3 * place] as number);
    const dy = y - (xyz[3 * place + 1] as number);
    const dz = z - (xyz[3 * place + 2] as number);
    const square = dx * dx + dy * dy + dz * dz;
    if (square >= (squares[last] as number)) continue;
    let to = last;
    for (; to > 0 && (squares[to - 1] as number) > square; to--) {
      squares[to] = squares[to - 1] as number;
      places[to] = places[to - 1] as number;
    }
    squares[to] = square;
    places[to] = place;
  }
}
