// A road that waits to be published in words: what it is, where it lies from the nearest town, and what changes for everybody.
// Pure.
import type { WaitingRoad } from '../../../geodata/schema/road_publication.ts';
import type { Message } from '../../i18n/messages.ts';

export interface Town {
  readonly name: string;
  readonly lon: number;
  readonly lat: number;
}

/** Meters of a degree of latitude on a sphere of 6,371 km. */
const METERS_PER_DEGREE = 111_195;
/** Nearer than this a road is in the town. */
const IN_TOWN_METERS = 1_500;
const DIRECTIONS = ['east', 'northeast', 'north', 'northwest', 'west', 'southwest', 'south', 'southeast'] as const;

export interface Whereabouts {
  /** The middle of the road, by its corners. */
  readonly lon: number;
  readonly lat: number;
  /** null = no town is known. */
  readonly town: string | null;
  readonly meters: number;
  /** Of the town; null = in it. */
  readonly direction: (typeof DIRECTIONS)[number] | null;
}

export function whereaboutsOf({ geom }: Pick<WaitingRoad, 'geom'>, towns: readonly Town[]): Whereabouts {
  const [lon = 0, lat = 0] = geom.coordinates[geom.coordinates.length >> 1] ?? [];
  const east = Math.cos((lat * Math.PI) / 180) * METERS_PER_DEGREE;
  let [nearest, meters]: [Town | null, number] = [null, Number.POSITIVE_INFINITY];
  for (const town of towns) {
    const away = Math.hypot((lon - town.lon) * east, (lat - town.lat) * METERS_PER_DEGREE);
    if (away < meters) [nearest, meters] = [town, away];
  }
  if (nearest === null) return { lon, lat, town: null, meters: 0, direction: null };
  const angle = Math.atan2((lat - nearest.lat) * METERS_PER_DEGREE, (lon - nearest.lon) * east);
  const direction = DIRECTIONS[(Math.round(angle / (Math.PI / 4)) + 8) % 8] ?? null;
  return { lon, lat, town: nearest.name, meters, direction: meters < IN_TOWN_METERS ? null : direction };
}

interface Condition {
  readonly closed: boolean;
  readonly seconds: number | null;
}
export const isNow = ({ closed, seconds }: WaitingRoad): Condition => ({ closed, seconds });
export const isPublished = ({ publishedClosed, publishedSeconds }: WaitingRoad): Condition => ({
  closed: publishedClosed,
  seconds: publishedSeconds,
});

/** Driving time without a number is one by the class of the road. */
export function conditionText({ closed, seconds }: Condition): Message {
  if (closed) return { key: 'roads.closed' };
  if (seconds === null) return { key: 'roads.openByClass' };
  const minutes = seconds < 600 ? Math.round(seconds / 6) / 10 : Math.round(seconds / 60);
  return { key: 'roads.open', values: { minutes } };
}

/** What is told wrong to those who look for help comes first: a road that is shut and said to be open. */
export function byUrgency(roads: readonly WaitingRoad[]): WaitingRoad[] {
  const rank = ({ closed, publishedClosed }: WaitingRoad) => (closed === publishedClosed ? 2 : closed ? 0 : 1);
  return [...roads].sort((a, b) => rank(a) - rank(b) || b.lengthMeters - a.lengthMeters || (a.id < b.id ? -1 : 1));
}
