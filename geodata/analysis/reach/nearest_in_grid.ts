// The nearest one and the nearest two from the candidate grid: the loops that everything waits for, so no allocation and no
// call that is not needed. It knows places and positions only.
import { type CandidateGrid, cellOf } from './candidate_grid.ts';
import { rivalChordSquared } from './chord_order.ts';
import { fillGeocentricPositions, type LonLatColumns } from './ellipsoid.ts';
import { geodesicMetersBetween } from './geodesic.ts';
import { rankByGeodesic, rivalsAmong } from './geodesic_rank.ts';
import type { PositionTree } from './position_tree.ts';

export interface NearestTable {
  readonly k: number;
  /** Service j of point i at k·i + j, nearest first; −1 = there is no such service. */
  readonly index: Int32Array;
  /** Geodesic meters beside `index`; NaN where index is −1; empty when meters were not asked for. */
  readonly meters: Float64Array;
}

/** Points are turned into positions so many at a time: they stay in the nearest cache. */
export const BLOCK = 1024;

export interface Search {
  readonly tree: PositionTree;
  readonly grid: CandidateGrid | null;
  readonly points: LonLatColumns;
  readonly table: NearestTable;
}

/** k = 1 from the candidate grid: the loop that everything waits for, so no allocation and no call that is not needed. */
export function fillNearestOne(search: Search, grid: CandidateGrid): void {
  const { tree, points, table } = search;
  const { lon, lat } = points;
  const { index, meters } = table;
  const { ids, xyz } = tree;
  const count = lon.length;
  const withMeters = meters.length > 0;
  const block = new Float64Array(3 * BLOCK);
  for (let from = 0; from < count; from += BLOCK) {
    const to = Math.min(count, from + BLOCK);
    fillGeocentricPositions(points, from, to, block);
    for (let i = from, at = 0; i < to; i++, at += 3) {
      const cell = cellOf(grid, lon[i] as number, lat[i] as number);
      const places = grid.places;
      const first = grid.lists[2 * cell] as number;
      const end = first + (grid.lists[2 * cell + 1] as number);
      const x = block[at] as number;
      const y = block[at + 1] as number;
      const z = block[at + 2] as number;
      let best = Number.POSITIVE_INFINITY;
      let second = Number.POSITIVE_INFINITY;
      let place = -1;
      for (let j = first; j < end; j++) {
        const candidate = places[j] as number;
        const dx = x - (xyz[3 * candidate] as number);
        const dy = y - (xyz[3 * candidate + 1] as number);
        const dz = z - (xyz[3 * candidate + 2] as number);
        const square = dx * dx + dy * dy + dz * dz;
        if (square < best) {
          second = best;
          best = square;
          place = candidate;
        } else if (square < second) second = square;
      }
      const limit = rivalChordSquared(best);
      if (second <= limit) {
        const rivals = rivalsAmong(tree, places.subarray(first, end), block, at, limit);
        place = rankByGeodesic(tree, rivals, block, at)[0]?.place ?? place;
      }
      index[i] = ids[place] as number;
      if (withMeters) meters[i] = geodesicMetersBetween(block, at, xyz, 3 * place);
    }
  }
}

/** k = 2, the question of every coverage gap (what hangs on one service?), in the same manner. */
export function fillNearestTwo(search: Search, grid: CandidateGrid): void {
  const { tree, points, table } = search;
  const { lon, lat } = points;
  const { index, meters } = table;
  const { ids, xyz } = tree;
  const count = lon.length;
  const withMeters = meters.length > 0;
  const block = new Float64Array(3 * BLOCK);
  for (let from = 0; from < count; from += BLOCK) {
    const to = Math.min(count, from + BLOCK);
    fillGeocentricPositions(points, from, to, block);
    for (let i = from, at = 0; i < to; i++, at += 3) {
      const cell = cellOf(grid, lon[i] as number, lat[i] as number);
      const places = grid.places;
      const first = grid.lists[2 * cell] as number;
      const end = first + (grid.lists[2 * cell + 1] as number);
      const x = block[at] as number;
      const y = block[at + 1] as number;
      const z = block[at + 2] as number;
      let best = Number.POSITIVE_INFINITY;
      let second = Number.POSITIVE_INFINITY;
      let third = Number.POSITIVE_INFINITY;
      let near = -1;
      let next = -1;
      for (let j = first; j < end; j++) {
        const candidate = places[j] as number;
        const dx = x - (xyz[3 * candidate] as number);
        const dy = y - (xyz[3 * candidate + 1] as number);
        const dz = z - (xyz[3 * candidate + 2] as number);
        const square = dx * dx + dy * dy + dz * dz;
        if (square >= third) continue;
        if (square >= second) third = square;
        else {
          third = second;
          if (square < best) {
            second = best;
            next = near;
            best = square;
            near = candidate;
          } else {
            second = square;
            next = candidate;
          }
        }
      }
      const limit = rivalChordSquared(second);
      if (third <= limit) {
        const ranked = rankByGeodesic(
          tree,
          rivalsAmong(tree, places.subarray(first, end), block, at, limit),
          block,
          at,
        );
        near = ranked[0]?.place ?? near;
        next = ranked[1]?.place ?? next;
      }
      let nearMeters = geodesicMetersBetween(block, at, xyz, 3 * near);
      let nextMeters = geodesicMetersBetween(block, at, xyz, 3 * next);
      if (nextMeters < nearMeters || (nextMeters === nearMeters && (ids[next] as number) < (ids[near] as number))) {
        [near, next] = [next, near];
        [nearMeters, nextMeters] = [nextMeters, nearMeters];
      }
      index[2 * i] = ids[near] as number;
      index[2 * i + 1] = ids[next] as number;
      if (withMeters) {
        meters[2 * i] = nearMeters;
        meters[2 * i + 1] = nextMeters;
      }
    }
  }
}
