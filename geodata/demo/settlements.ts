// Where people live: the real towns, and invented villages that gather along roads and thin out towards the desert, the
// forest and the front. Gives density at any place; must not know cells or counts.
import type { Position } from '../schema/geometry.ts';
import type { Ground } from './ground.ts';
import { metersBetween, metersPerDegree } from './meters.ts';
import { hashUnit, layeredNoise } from './noise.ts';
import { DEMO_BBOX } from './towns.ts';

export interface Settlement {
  readonly name: string;
  readonly place: Position;
  readonly people: number;
  readonly radiusMeters: number;
  readonly district: number;
  readonly isTown: boolean;
}

/** One village may lie in each square of this width. */
const VILLAGE_DEGREES = 0.05;
const BUCKET_DEGREES = 0.1;
/** A settlement's density is cut off at this many radii (the Gaussian holds 0.9999 of its people within 3). */
const REACH_RADII = 3;

/** 0…1: how well land carries people. Poorer to the north; the forest south-east of Damboa and the lake's edge are empty. */
function fertility(lon: number, lat: number): number {
  const desert = Math.min(1, Math.max(0.25, (13.9 - lat) / 1.6));
  const empty = (at: Position, radiusDegrees: number) =>
    1 - Math.exp(-(((lon - at[0]) ** 2 + (lat - at[1]) ** 2) / radiusDegrees ** 2));
  return desert * empty([13.25, 11.25], 0.32) * empty([14.1, 12.85], 0.3) * (0.35 + 0.65 * empty([12.2, 12.6], 0.5));
}

/** Places along the roads between towns, in squares, for the distance to the nearest road. */
function roadDistance(ground: Ground): (place: Position) => number {
  const squares = new Map<number, Position[]>();
  const keyOf = (lon: number, lat: number) => Math.floor(lon / 0.2) * 1000 + Math.floor(lat / 0.2);
  for (const highway of ground.highways) {
    for (const corner of highway.path) {
      const key = keyOf(corner[0], corner[1]);
      squares.set(key, [...(squares.get(key) ?? []), corner]);
    }
  }
  return (place) => {
    let nearest = 30_000;
    for (const east of [-0.2, 0, 0.2]) {
      for (const north of [-0.2, 0, 0.2]) {
        for (const corner of squares.get(keyOf(place[0] + east, place[1] + north)) ?? []) {
          nearest = Math.min(nearest, metersBetween(place, corner));
        }
      }
    }
    return nearest;
  };
}

const FIRST = ['Kau', 'Mal', 'Gar', 'Dal', 'Bul', 'Wur', 'Kir', 'Gul', 'Tar', 'Jal', 'Ngu', 'Ban', 'Zar', 'Fur', 'Sho'];
const LAST = ['wa', 'ari', 'umi', 'ama', 'duwa', 'go', 'ngo', 'bula', 'ji', 'mari', 'tu', 'shi', 'ram', 'za', 'ka'];

/** Villages are the same in every world, like the towns. */
function villages(ground: Ground): Settlement[] {
  const [west, south, east, north] = DEMO_BBOX;
  const metersToRoad = roadDistance(ground);
  const found: Settlement[] = [];
  for (let row = 0; row * VILLAGE_DEGREES < north - south; row++) {
    for (let column = 0; column * VILLAGE_DEGREES < east - west; column++) {
      const chance = (salt: number) => hashUnit(column, row, salt);
      const lon = Math.round((west + (column + chance(1)) * VILLAGE_DEGREES) * 1e6) / 1e6;
      const lat = Math.round((south + (row + chance(2)) * VILLAGE_DEGREES) * 1e6) / 1e6;
      const district = ground.districtAt(lon, lat);
      if (district < 0) continue;
      const patch = layeredNoise(lon * 4, lat * 4, { salt: 51, octaves: 3, fade: 0.6 });
      const chanceOfOne = 1.25 * fertility(lon, lat) * Math.max(0, patch - 0.22);
      // The way to the road is looked up only where it can matter: its factor is 1.65 at most.
      if (chance(3) > 1.65 * chanceOfOne) continue;
      if (chance(3) > chanceOfOne * (0.35 + 1.3 * Math.exp(-metersToRoad([lon, lat]) / 5000))) continue;
      // Log-uniform from 500 to 16,000: few large villages, many small ones.
      const people = Math.round(500 * 32 ** chance(4));
      const name = `${FIRST[Math.floor(chance(5) * FIRST.length)]}${LAST[Math.floor(chance(6) * LAST.length)]}`;
      // Villages are scattered farmsteads: 1,500 people per square kilometer.
      const radiusMeters = Math.sqrt(people / 1500 / Math.PI) * 1000;
      found.push({ name, place: [lon, lat], people, radiusMeters, district, isTown: false });
    }
  }
  return found;
}

/** Towns first (largest first), then villages. */
export function settlementsOf(ground: Ground): Settlement[] {
  const towns = ground.towns.map((town) => ({
    name: town.name,
    place: town.place,
    people: town.people,
    radiusMeters: town.radiusMeters,
    district: ground.districtAt(town.place[0], town.place[1]),
    isTown: true,
  }));
  return [...towns, ...villages(ground)];
}

/**
 * People per square kilometer around a place, as an average over a cell of the given width: settlements are widened by
 * the cell, so that a village between two cell centers is not lost and sums hold at every width.
 */
export function densityOf(settlements: readonly Settlement[], cellMeters: number): (place: Position) => number {
  const buckets = new Map<number, number[]>();
  const keyOf = (lon: number, lat: number) =>
    Math.floor(lon / BUCKET_DEGREES) * 10_000 + Math.floor(lat / BUCKET_DEGREES);
  for (const { place, people, radiusMeters } of settlements) {
    const variance = radiusMeters ** 2 / 2 + (0.55 * cellMeters) ** 2;
    const reach = (REACH_RADII * Math.sqrt(2 * variance)) / 105_000;
    const peak = (people / (2 * Math.PI * variance)) * 1e6;
    for (let lon = place[0] - reach; lon < place[0] + reach + BUCKET_DEGREES; lon += BUCKET_DEGREES) {
      for (let lat = place[1] - reach; lat < place[1] + reach + BUCKET_DEGREES; lat += BUCKET_DEGREES) {
        const key = keyOf(lon, lat);
        const held = buckets.get(key);
        const entry = [place[0], place[1], peak, 1 / (2 * variance)];
        if (held) held.push(...entry);
        else buckets.set(key, entry);
      }
    }
  }
  return ([lon, lat]) => {
    const bucket = buckets.get(keyOf(lon, lat)) ?? [];
    const [east, north] = metersPerDegree(lat);
    let sum = scattered(lon, lat);
    for (let at = 0; at < bucket.length; at += 4) {
      const across = (lon - (bucket[at] as number)) * east;
      const up = (lat - (bucket[at + 1] as number)) * north;
      const power = (across * across + up * up) * (bucket[at + 3] as number);
      if (power < REACH_RADII ** 2) sum += (bucket[at + 2] as number) * Math.exp(-power);
    }
    return sum;
  };
}

/** Farmsteads in the open: patches of up to 60 people per square kilometer, none between them. */
function scattered(lon: number, lat: number): number {
  const patch = layeredNoise(lon * 9, lat * 9, { salt: 71, octaves: 4, fade: 0.65 });
  return patch < 0.55 ? 0 : 420 * fertility(lon, lat) * (patch - 0.55);
}
