// Patrol routes of the demo: around markets, to water points, along the ways to firewood and fields, around camps, at
// night, and on the roads between towns. All are invented and say so.
import type { Position } from '../schema/geometry.ts';
import { PATROL_PURPOSES, type PatrolRoute } from '../schema/patrol.ts';
import { type Focus, windingPath } from './focus.ts';
import type { Ground } from './ground.ts';
import { moved, pathMeters } from './meters.ts';
import { HOTSPOTS } from './story.ts';
import { Stream } from './stream.ts';

export interface PatrolInputs {
  readonly ground: Ground;
  readonly focuses: readonly Focus[];
  readonly seed: number;
  readonly count: number;
}

type Purpose = PatrolRoute['purpose'];
const TEAMS = ['Team Baobab', 'Team Neem', 'Team Tamarind', 'Team Acacia', 'Team Shea', 'Team Moringa'];
const NAMES: Readonly<Record<Purpose, string>> = {
  market: 'market round',
  water: 'water point',
  firewood: 'firewood way',
  farm: 'fields',
  night: 'night round',
  road: 'road',
  camp: 'camp round',
};
/** A road patrol turns back after this. */
const ROAD_METERS = 25_000;

export function* patrolRows(inputs: PatrolInputs): Generator<PatrolRoute> {
  const stream = new Stream(inputs.seed, 'patrol');
  let made = 0;
  for (const { focus, purpose, round } of plannedPatrols(inputs.focuses)) {
    if (made++ === inputs.count) return;
    const { path, toward } = routePath(inputs.ground, focus, { purpose, stream });
    const length = pathMeters(path);
    yield {
      id: stream.uuid(),
      name: `${focus.town.name} ${NAMES[purpose]}${toward}${round === 0 ? '' : ` ${round + 1}`}`,
      mode: length > 9000 ? 'vehicle' : length > 5500 ? 'bicycle' : 'foot',
      purpose,
      team: stream.pick(TEAMS),
      runsPerWeek: stream.whole(purpose === 'road' ? 2 : 3, purpose === 'night' ? 7 : 6),
      datasetId: null,
      invented: true,
      geom: { type: 'LineString', coordinates: path },
    };
  }
}

/** The places of the story first, each with what it asks for; then every town and purpose, again and again. */
function* plannedPatrols(focuses: readonly Focus[]): Generator<{ focus: Focus; purpose: Purpose; round: number }> {
  const byName = new Map(focuses.map((focus) => [focus.town.name, focus]));
  const done = new Set<string>();
  for (const [index, hotspot] of HOTSPOTS.entries()) {
    const focus = byName.get(hotspot.town);
    if (!focus) continue;
    for (const purpose of [hotspot.site, PATROL_PURPOSES[index % PATROL_PURPOSES.length] as Purpose]) {
      const key = `${hotspot.town} ${purpose}`;
      if (!done.has(key)) yield { focus, purpose, round: 0 };
      done.add(key);
    }
  }
  for (let round = 0; ; round++) {
    for (const focus of focuses) {
      for (const purpose of PATROL_PURPOSES) {
        if (round > 0 || !done.has(`${focus.town.name} ${purpose}`)) yield { focus, purpose, round };
      }
    }
  }
}

interface Route {
  readonly path: Position[];
  /** For a road, where it leads; else ''. */
  readonly toward: string;
}

function routePath(
  ground: Ground,
  focus: Focus,
  options: { readonly purpose: Purpose; readonly stream: Stream },
): Route {
  const { purpose, stream } = options;
  const { town, sites, firewoodPath } = focus;
  if (purpose === 'road') return roadPath(ground, focus, stream);
  const out = (to: Position) => windingPath(town.place, to, { stream, parts: 8 });
  const back = (to: Position) => windingPath(to, town.place, { stream, parts: 8 }).slice(1);
  const loop = (center: Position, meters: number) => ringPath(center, meters, stream);
  const paths: Record<Exclude<Purpose, 'road'>, () => Position[]> = {
    market: () => loop(sites.market, stream.between(350, 650)),
    camp: () => loop(sites.camp, stream.between(600, 1000)),
    night: () => loop(town.place, Math.max(500, town.radiusMeters * 0.6)),
    water: () => [...out(sites.water), ...back(sites.water)],
    farm: () => [...out(sites.farm), ...back(sites.farm)],
    firewood: () => [...firewoodPath],
  };
  return { path: paths[purpose](), toward: '' };
}

/** The start of a road that leaves the town. */
function roadPath(ground: Ground, focus: Focus, stream: Stream): Route {
  const index = ground.towns.indexOf(focus.town);
  const roads = ground.highways.filter((highway) => highway.from === index || highway.to === index);
  const road = stream.pick(roads);
  const corners = road.from === index ? road.path : road.path.toReversed();
  const far = ground.towns[road.from === index ? road.to : road.from];
  let count = 2;
  while (count < corners.length && pathMeters(corners.slice(0, count + 1)) <= ROAD_METERS) count++;
  return { path: corners.slice(0, count), toward: ` to ${far?.name ?? 'the border'}` };
}

/** A closed round whose distance to the center swells and shrinks a few times on the way. */
function ringPath(center: Position, radiusMeters: number, stream: Stream): Position[] {
  const corners = 28;
  const turn = stream.between(0, 2 * Math.PI);
  const waves = [2, 3, 5].map((times) => ({ times, size: stream.between(0.03, 0.1), from: stream.between(0, 6) }));
  const ring = Array.from({ length: corners }, (_, index) => {
    const angle = (2 * Math.PI * index) / corners;
    const swell = waves.reduce((sum, wave) => sum + wave.size * Math.sin(wave.times * angle + wave.from), 1);
    const reach = radiusMeters * swell;
    return moved(center, reach * Math.cos(angle + turn), reach * Math.sin(angle + turn));
  });
  return [...ring, ring[0] as Position];
}
