// Streets inside a town: a turned grid with uneven corners and missing pieces, of which only what hangs together with
// the town's center is kept. The center is the town's own place, where the roads between towns end.
import type { Position } from '../schema/geometry.ts';
import { moved } from './meters.ts';
import type { Stream } from './stream.ts';
import type { Town } from './towns.ts';

export interface Street {
  readonly from: Position;
  readonly to: Position;
  /** A main street leads through the center or is every fifth one. */
  readonly isMain: boolean;
}

/** Towns with fewer people have no street grid. */
const STREET_TOWN_PEOPLE = 10_000;
/** Streets reach this far past the town's radius. */
const REACH = 1.25;
/** Streets every so many kilometers, times the fourth root of the town's radius in kilometers, in the smallest demo. */
const BLOCK_KM = 0.5;

export const hasStreets = (town: Town): boolean => town.people >= STREET_TOWN_PEOPLE;

/** `fineness` 1 = the smallest demo; the number of streets grows with its square. */
export function* streetsOf(town: Town, stream: Stream, fineness: number): Generator<Street> {
  const block = (BLOCK_KM * 1000 * (town.radiusMeters / 1000) ** 0.25) / fineness;
  const reach = Math.max(2, Math.floor((town.radiusMeters * REACH) / block));
  const grid = joinedGrid(reach, stream);
  const turn = stream.between(0, Math.PI / 2);
  const width = 2 * reach + 1;
  const places: Position[] = [];
  for (let corner = 0; corner < width * width; corner++) {
    const across = ((corner % width) - reach + stream.between(-0.18, 0.18)) * block;
    const up = (Math.floor(corner / width) - reach + stream.between(-0.18, 0.18)) * block;
    const east = across * Math.cos(turn) - up * Math.sin(turn);
    const north = across * Math.sin(turn) + up * Math.cos(turn);
    places.push(moved(town.place, east, north));
  }
  places[reach * width + reach] = town.place;
  const isMainLine = (line: number) => (line - reach) % 5 === 0;
  for (const [from, to] of grid) {
    const isEastward = to === from + 1;
    const isMain = isMainLine(isEastward ? Math.floor(from / width) : from % width);
    yield { from: places[from] as Position, to: places[to] as Position, isMain };
  }
}

/** Pairs of corners joined by a street: inside a disc, nine in ten, and reachable from the middle. */
function joinedGrid(reach: number, stream: Stream): [number, number][] {
  const width = 2 * reach + 1;
  const isIn = (corner: number) =>
    Math.hypot((corner % width) - reach, Math.floor(corner / width) - reach) <= reach + 0.3;
  const streets: [number, number][] = [];
  const from: number[][] = Array.from({ length: width * width }, () => []);
  for (let corner = 0; corner < width * width; corner++) {
    for (const next of [corner % width < width - 1 ? corner + 1 : -1, corner + width]) {
      if (next < 0 || next >= width * width || !isIn(corner) || !isIn(next) || stream.chance(0.1)) continue;
      streets.push([corner, next]);
      from[corner]?.push(next);
      from[next]?.push(corner);
    }
  }
  const middle = reach * width + reach;
  const queue = [middle];
  const seen = new Uint8Array(width * width);
  seen[middle] = 1;
  for (let at = 0; at < queue.length; at++) {
    for (const next of from[queue[at] as number] as number[]) {
      if (!seen[next]) queue.push(next);
      seen[next] = 1;
    }
  }
  return streets.filter(([corner]) => seen[corner] === 1);
}
