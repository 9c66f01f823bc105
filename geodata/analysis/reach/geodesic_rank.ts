// Ranks candidates by the geodesic itself, equal distances by the smaller index: the last word of every nearest search. It
// knows the tree's places and positions, not how candidates were found.
import { geodesicMetersBetween } from './geodesic.ts';
import type { PositionTree } from './position_tree.ts';

export interface Ranked {
  readonly place: number;
  readonly meters: number;
}

/** Those of the candidates whose squared chord is within the limit. */
export function rivalsAmong(
  tree: PositionTree,
  candidates: Int32Array,
  block: Float64Array,
  at: number,
  limit: number,
): number[] {
  const { xyz } = tree;
  const rivals: number[] = [];
  for (let j = 0; j < candidates.length; j++) {
    const place = candidates[j] as number;
    const dx = (block[at] as number) - (xyz[3 * place] as number);
    const dy = (block[at + 1] as number) - (xyz[3 * place + 1] as number);
    const dz = (block[at + 2] as number) - (xyz[3 * place + 2] as number);
    if (dx * dx + dy * dy + dz * dz <= limit) rivals.push(place);
  }
  return rivals;
}

/** Nearest first by the geodesic, equal distances by the smaller index. */
export function rankByGeodesic(
  tree: PositionTree,
  places: readonly number[],
  block: Float64Array,
  at: number,
): Ranked[] {
  const { ids, xyz } = tree;
  return places
    .map((place) => ({ place, meters: geodesicMetersBetween(block, at, xyz, 3 * place) }))
    .sort((a, b) => a.meters - b.meters || (ids[a.place] as number) - (ids[b.place] as number));
}

/** The same order for the few that are certain, without allocating: insertion into `lengths`. */
export function orderFew(
  tree: PositionTree,
  places: Int32Array,
  lengths: Float64Array,
  block: Float64Array,
  at: number,
): void {
  const { ids, xyz } = tree;
  for (let j = 0; j < lengths.length; j++) {
    const place = places[j] as number;
    const meters = geodesicMetersBetween(block, at, xyz, 3 * place);
    let to = j;
    for (; to > 0; to--) {
      const before = lengths[to - 1] as number;
      if (before < meters || (before === meters && (ids[places[to - 1] as number] as number) < (ids[place] as number)))
        break;
      lengths[to] = before;
      places[to] = places[to - 1] as number;
    }
    lengths[to] = meters;
    places[to] = place;
  }
}
