// The demo as a whole: an invented season of any size over real towns. Same seed, scale and last day → the same bytes.
// Rows come one by one, so that a world of a million rows never lies in memory; each noun can be drawn again.
import type { Area } from '../schema/area.ts';
import type { PatrolRoute, PatrolRun } from '../schema/patrol.ts';
import type { Place } from '../schema/place.ts';
import type { PopulationCell } from '../schema/population.ts';
import type { RoadEdge } from '../schema/road.ts';
import type { Service } from '../schema/service.ts';
import type { Zone } from '../schema/zone.ts';
import { areaRows } from './area.ts';
import { type Season, seasonBefore } from './calendar.ts';
import { focuses } from './focus.ts';
import { createGround } from './ground.ts';
import { type DemoIncident, incidentRows } from './incident.ts';
import { patrolRows } from './patrol.ts';
import { patrolRunRows } from './patrol_run.ts';
import { placeRows } from './place.ts';
import { populationGrid, populationRows } from './population.ts';
import { roadRows } from './road.ts';
import { countAt, MAX_SCALE, STREET_GROWTH } from './scale.ts';
import { serviceRows } from './service.ts';
import { settlementsOf } from './settlements.ts';
import { zoneRows } from './zone.ts';

export interface WorldOptions {
  readonly seed: number;
  /** 1 = what a newcomer sees, 1000 = about a million incidents and a million population cells; any number between. */
  readonly scale: number;
  /** RFC 3339 full-date; the season is the twelve months before it. */
  readonly today: string;
}

export interface World {
  readonly season: Season;
  readonly cellDegrees: [number, number];
  areas(): Generator<Area>;
  population(): Generator<PopulationCell>;
  places(): Generator<Place>;
  roads(): Generator<RoadEdge>;
  services(): Generator<Service>;
  zones(): Generator<Zone>;
  patrols(): Generator<PatrolRoute>;
  patrolRuns(): Generator<PatrolRun>;
  incidents(): Generator<DemoIncident>;
}

export function createWorld(options: WorldOptions): World {
  const { seed, scale } = options;
  if (!Number.isSafeInteger(seed)) throw new RangeError('A seed is a whole number.');
  if (!(scale > 0 && scale <= MAX_SCALE)) throw new RangeError(`Scale is a number over 0 and up to ${MAX_SCALE}.`);
  const season = seasonBefore(options.today);
  const ground = createGround();
  const settlements = settlementsOf(ground);
  const around = focuses(ground, seed);
  const grid = populationGrid(ground, settlements, countAt('population', scale));
  const given = { ground, settlements, focuses: around, season, seed };
  const fineness = Math.sqrt(Math.max(1, 1 + STREET_GROWTH * (scale - 1)));
  const patrols = () => patrolRows({ ...given, count: countAt('patrol', scale) });
  return {
    season,
    cellDegrees: [1 / grid.cellsPerDegree, 1 / grid.cellsPerDegree],
    areas: () => areaRows(ground, seed),
    population: () => populationRows(ground, settlements, { grid, seed }),
    places: () => placeRows(ground, seed),
    roads: () => roadRows(ground, { seed, fineness }),
    services: () => serviceRows({ ...given, count: countAt('service', scale) }),
    zones: () => zoneRows({ ...given, count: countAt('zone', scale) }),
    patrols,
    patrolRuns: () => patrolRunRows(patrols(), { season, seed }),
    incidents: () => incidentRows({ ...given, count: countAt('incident', scale) }),
  };
}
