// What hinders access in the demo: a bridge that is gone, floods, checkpoints, a curfew, ground that is too dangerous. Each lies on
// a road between towns, so that it changes a way. All of it is invented and says so where it is stored.
import type { ConstraintInput } from '../schema/constraint.ts';
import type { Position } from '../schema/geometry.ts';
import type { Place } from '../schema/place.ts';
import type { RoadEdge } from '../schema/road.ts';
import { DAY, HOUR, timestamp } from './calendar.ts';
import { metersBetween, moved } from './meters.ts';
import { Stream } from './stream.ts';

interface ConstraintInputs {
  readonly roads: Iterable<RoadEdge>;
  readonly places: Iterable<Place>;
  /** Milliseconds since 1970: the season ended here. */
  readonly today: number;
  readonly seed: number;
}

type Facts = Omit<ConstraintInput, 'name' | 'geom' | 'startsAt' | 'endsAt' | 'withinMeters'> & {
  readonly words: string;
  /** Radius of an area; 0 = a point on the road. */
  readonly meters: number;
  readonly classes: readonly RoadEdge['roadClass'][];
  /** Days from today, the end null = nobody knows. */
  readonly days: readonly [from: number, until: number | null];
};

const none = { delayMinutes: null, slowFactor: null, hours: null } as const;
const said = (source: ConstraintInput['source'], reliability: ConstraintInput['reliability'], credibility: number) => ({
  ...{ source, reliability, credibility },
});
const MAIN = ['trunk', 'primary'] as const;
const SIDE = ['secondary', 'tertiary', 'track'] as const;
const nature = { accessType: 'physical_environment', threat: 1 } as const;
const moving = { accessType: 'movement_restricted', threat: 2 } as const;
const fought = { accessType: 'hostilities', threat: 3 } as const;

// biome-ignore format: one a line reads as a table
const FACTS: readonly Facts[] = [
  { words: 'Bridge washed out near', kind: 'broken_bridge', effect: 'closed', ...none, ...nature, ...said('own_team', 'A', 1), meters: 0, classes: SIDE, days: [-19, null] },
  { words: 'Flooded plain near', kind: 'flood', effect: 'slow', ...none, slowFactor: 3, ...nature, ...said('partner', 'B', 2), meters: 6000, classes: SIDE, days: [-33, 21] },
  { words: 'Flooded crossing near', kind: 'flood', effect: 'closed', ...none, ...nature, ...said('community', 'C', 3), meters: 1500, classes: SIDE, days: [-12, 9] },
  { words: 'Checkpoint near', kind: 'checkpoint', effect: 'delay', ...none, delayMinutes: 25, ...moving, ...said('own_team', 'A', 1), meters: 0, classes: MAIN, days: [-120, null] },
  { words: 'Checkpoint near', kind: 'checkpoint', effect: 'delay', ...none, delayMinutes: 40, ...moving, ...said('partner', 'B', 2), meters: 0, classes: MAIN, days: [-41, null] },
  { words: 'Checkpoint near', kind: 'checkpoint', effect: 'delay', ...none, delayMinutes: 15, ...moving, ...said('community', 'B', 2), meters: 0, classes: SIDE, days: [-8, 1] },
  { words: 'Night curfew around', kind: 'curfew', effect: 'closed', ...none, hours: { timeZone: 'Africa/Lagos', from: '21:00', until: '05:30' }, ...moving, ...said('authority', 'B', 1), meters: 14_000, classes: MAIN, days: [-64, null] },
  { words: 'Fighting reported near', kind: 'fighting', effect: 'closed', ...none, ...fought, ...said('partner', 'B', 2), meters: 5000, classes: SIDE, days: [-3, 4] },
  { words: 'Danger area near', kind: 'danger_area', effect: 'closed', ...none, ...fought, ...said('own_team', 'B', 3), meters: 7000, classes: SIDE, days: [-25, null] },
  { words: 'Suspected mines near', kind: 'mines', effect: 'closed', ...none, accessType: 'mines_and_explosives', threat: 3, ...said('authority', 'C', 3), meters: 1200, classes: ['track', 'tertiary'], days: [-70, null] },
  { words: 'Travel permit asked for near', kind: 'permit', effect: 'none', ...none, accessType: 'movement_restricted', threat: 1, ...said('own_team', 'A', 1), meters: 0, classes: MAIN, days: [-15, 30] },
  { words: 'Road works planned near', kind: 'closed_road', effect: 'closed', ...none, ...nature, ...said('authority', 'A', 2), meters: 0, classes: SIDE, days: [6, 13] },
  { words: 'Road blocked near', kind: 'closed_road', effect: 'closed', ...none, ...moving, ...said('media', 'D', 4), meters: 0, classes: SIDE, days: [-30, -11] },
]; // biome-ignore format: one line each

/** Pieces of roads between towns come first, and are enough. */
const PIECES = 600;

export function* constraintRows({ roads, places, today, seed }: ConstraintInputs): Generator<ConstraintInput> {
  const stream = new Stream(seed, 'constraint');
  const pieces: RoadEdge[] = [];
  for (const road of roads) if (pieces.push(road) === PIECES) break;
  const towns = [...places].filter(({ kind }) => kind === 'capital' || kind === 'city' || kind === 'town');
  const taken = new Set<RoadEdge>();
  for (const { words, meters, classes, days, ...facts } of FACTS) {
    const free = pieces.filter((road) => classes.includes(road.roadClass) && !road.closed && !taken.has(road));
    if (free.length === 0) continue;
    const road = stream.pick(free);
    taken.add(road);
    const { coordinates } = road.geom;
    const place = coordinates[Math.floor(coordinates.length / 2)] as Position;
    const [from, until] = days;
    yield {
      ...facts,
      name: `${words} ${nearest(place, towns)}`,
      withinMeters: 30,
      startsAt: timestamp(today + from * DAY + 6 * HOUR),
      endsAt: until === null ? null : timestamp(today + until * DAY + 18 * HOUR),
      geom:
        meters === 0
          ? { type: 'Point', coordinates: place }
          : { type: 'Polygon', coordinates: [ringAround(place, meters, stream)] },
    };
  }
}

const nearest = (place: Position, towns: readonly Place[]): string =>
  towns.reduce<{ name: string; meters: number }>(
    (best, { name, geom }) => {
      const meters = metersBetween(place, geom.coordinates);
      return meters < best.meters ? { name, meters } : best;
    },
    { name: 'the border', meters: Number.POSITIVE_INFINITY },
  ).name;

const CORNERS = 14;
/** Uneven, and never crossing itself: each corner lies in its own direction. */
function ringAround(center: Position, meters: number, stream: Stream): Position[] {
  const ring = Array.from({ length: CORNERS }, (_, corner) => {
    const angle = (2 * Math.PI * corner) / CORNERS;
    const far = meters * stream.between(0.75, 1.15);
    return moved(center, far * Math.cos(angle), far * Math.sin(angle));
  });
  return [...ring, ring[0] as Position];
}
