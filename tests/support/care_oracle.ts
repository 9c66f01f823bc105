// What a server would say to the question that /find answers on a phone: services and roads read over HTTP as anybody may, at
// full precision, minutes over those roads, and the catalog's care-in-time on top. Packs take no part in it.
import type { LineString, Point } from 'geojson';
import { careInTime } from '../../geodata/analysis/reach/care_in_time.ts';
import { careInTimeInput } from '../../geodata/analysis/reach/care_in_time_schema.ts';
import { needsUnder } from '../../geodata/analysis/reach/clinical_needs.ts';
import { type PackMode, packWays } from '../../geodata/analysis/reach/pack_ways.ts';
import { DEFAULT_CARE_RULES } from '../../geodata/schema/care_rules.ts';
import type { RoadEdge } from '../../geodata/schema/road.ts';
import type { Service } from '../../geodata/schema/service.ts';
import { travelColumns } from '../../server/live/packs_graph.ts';

const DAY = 86_400_000;
const MOST = 10;

interface Feature<G, P> {
  readonly id: string;
  readonly geometry: G;
  readonly properties: P;
}

async function all<G, P>(address: string, path: string): Promise<Feature<G, P>[]> {
  const features: Feature<G, P>[] = [];
  for (let next: string | undefined = `${path}?limit=1000`; next !== undefined; ) {
    const page = (await (await fetch(new URL(next, address))).json()) as {
      features: Feature<G, P>[];
      next?: string;
      links?: { rel: string; href: string }[];
    };
    features.push(...page.features);
    next = page.next ?? page.links?.find(({ rel }) => rel === 'next')?.href;
  }
  return features;
}

export interface Asked {
  readonly lon: number;
  readonly lat: number;
  readonly mode: PackMode;
  /** Milliseconds since 1970. */
  readonly departure: number;
  readonly hoursSinceIncident: number | null;
}

/** Ids of the first ten places for one need, in order. */
export type CareOracle = (asked: Asked, needId: string) => string[];

export async function careOracle(address: string): Promise<CareOracle> {
  const services = await all<Point, Omit<Service, 'geom'>>(address, '/api/services');
  const roads = (await all<LineString, Omit<RoadEdge, 'id' | 'geom'>>(address, '/ogc/collections/roads/items')).filter(
    ({ properties }) => !properties.closed,
  );
  const end = (of: 0 | -1, axis: 0 | 1) =>
    Float64Array.from(roads, ({ geometry }) => geometry.coordinates.at(of)?.[axis] as number);
  const travel = travelColumns({
    fromLon: end(0, 0),
    fromLat: end(0, 1),
    toLon: end(-1, 0),
    toLat: end(-1, 1),
    seconds: Float64Array.from(roads, ({ properties }) => properties.seconds ?? Number.NaN),
    lengthMeters: Float64Array.from(roads, ({ properties }) => properties.lengthMeters),
    oneWay: Uint8Array.from(roads, ({ properties }) => (properties.oneWay ? 1 : 0)),
    roadClass: roads.map(({ properties }) => properties.roadClass),
  });
  const column = (axis: 0 | 1) => Float64Array.from(services, ({ geometry }) => geometry.coordinates[axis] as number);
  const ways = packWays({ travel, services: { lon: column(0), lat: column(1) } });
  const facts = services.map(({ properties }) => properties);
  const fixed = {
    ids: services.map(({ id }) => id),
    kind: facts.map(({ kind }) => kind),
    status: facts.map(({ status }) => status),
    components: facts.map(({ components }) => components),
    outOfStock: facts.map(({ outOfStock }) => outOfStock),
    openingHours: facts.map(({ openingHours }) => openingHours),
    underReview: facts.map(() => false),
  };
  const needs = needsUnder(DEFAULT_CARE_RULES);
  const nullable = (minutes: Float64Array) => Array.from(minutes, (value) => (Number.isNaN(value) ? null : value));
  return ({ lon, lat, mode, departure, hoursSinceIncident }, needId) => {
    const { minutes, minutesP10, minutesP90 } = ways.from({ lon, lat, mode });
    const oldest = (Math.floor(departure / DAY) - DEFAULT_CARE_RULES.staleAfterDays) * DAY;
    const input = careInTimeInput.parse({
      departure,
      hoursSinceIncident,
      needs: needs.filter(({ id }) => id === needId),
      choices: MOST,
      services: {
        ...fixed,
        stale: facts.map(({ verifiedOn }) => verifiedOn === null || Date.parse(verifiedOn) < oldest),
        minutes: nullable(minutes),
        minutesP10: nullable(minutesP10),
        minutesP90: nullable(minutesP90),
      },
    });
    return careInTime(input).needs[0]?.answer?.choices.map(({ service }) => String(service)) ?? [];
  };
}
