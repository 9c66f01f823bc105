// Minutes from one place to every service of a pack over its roads, on a phone or on a server. It knows columns of roads and
// positions; who asks is never kept, and no validator comes with it.
import type { TravelColumns } from '../../schema/pack.ts';
import type { RoadGraph } from './graph_rows.ts';
import { edgeFinder, straightLines } from './nearest_edge.ts';
import {
  type CutRoads,
  cutRoads,
  type RoadSide,
  roadSides,
  type SideCosts,
  searchGraph,
  startsOn,
} from './pack_roads.ts';
import { shortestWays } from './shortest_ways.ts';
import { bandOf, metersBetween, straightMeters, straightWays, WALK_SECONDS_PER_METER } from './straight_ways.ts';

export const PACK_MODES = ['walk', 'vehicle'] as const;
export type PackMode = (typeof PACK_MODES)[number];

export interface PackOrigin {
  readonly lon: number;
  readonly lat: number;
  readonly mode: PackMode;
}

/** One row per service. */
export interface PackMinutes {
  /** NaN = no way is known. */
  readonly minutes: Float64Array;
  readonly minutesP10: Float64Array;
  readonly minutesP90: Float64Array;
  /** WGS 84 geodesic. */
  readonly meters: Float64Array;
  /** No roads are known: minutes are those of a straight line with a detour, on foot. */
  readonly rough: boolean;
}

export interface PackWays {
  readonly from: (origin: PackOrigin) => PackMinutes;
}

/** Half the way round the Earth: some road is always found. */
const ANYWHERE_METERS = 20_004_000;
/**
 * How many minutes is each service from a place, on foot or in a vehicle?
 *
 * Method: place and services join the nearest point of the nearest road (nearest_edge.ts), walking there in a straight line at
 * 5 km/h; on foot all roads count both ways, at 5 km/h by their meters; vehicles take their seconds and obey one-way roads. The least
 * sum is found by one search a place (Dijkstra 1959, shortest_ways.ts). Where the straight line to a service is no longer than
 * both walks to the road together, walking it is an alternative in either mode. Without roads: the straight line times 1.3 on
 * foot, marked `rough`; no vehicle.
 * Band: one factor on the whole time, P10 and P90 = t · e^∓(1.2816 · 0.3), sigma of ln speed 0.3 by assumption: uncalibrated.
 * Inputs: roads as columns (degrees, meters, seconds; null = none known), positions of services in degrees.
 * Output: minutes ≥ 0 by service, NaN where no way is known; meters of the geodesic (beyond 164° of the sphere).
 * Cost: once O(e log e + s log e) for e edges and s services; O(e) a place: of 5,600 nodes about 2 ms of a
 * desktop (tests/bench/packs.ts).
 * Checked against the catalog's travel-time on the same roads (5e-13 minutes apart at most), and by hand on a road along the
 * equator.
 *
 * Assumption that can harm: roads alone. A river or a checkpoint between a place and its nearest road is not seen, nor is
 * anything that happened on the way since the pack was made.
 */
export function packWays(of: {
  readonly travel: TravelColumns | null;
  readonly services: { readonly lon: Float64Array; readonly lat: Float64Array };
}): PackWays {
  const { travel, services } = of;
  if (travel === null || travel.from.length === 0) return straightWays(services);
  const straight = straightMeters(services);
  const sides = roadSides(travel);
  const find = edgeFinder(straightLines({ ...sides, lon: travel.lon, lat: travel.lat }));
  const placed = placeServices(services, find);
  const roads = cutRoads({ sides, nodeCount: travel.lon.length, snaps: placed });
  const byMode = new Map<PackMode, { readonly costs: SideCosts; readonly graph: RoadGraph }>();
  const searched = (mode: PackMode) => {
    const known = byMode.get(mode);
    if (known !== undefined) return known;
    const costs = sideCosts(sides, mode);
    const made = { costs, graph: searchGraph(roads, costs) };
    byMode.set(mode, made);
    return made;
  };
  return {
    from: (origin) => {
      const meters = straight(origin);
      const point = find(origin.lon, origin.lat, ANYWHERE_METERS);
      const seconds = new Float64Array(meters.length).fill(Number.NaN);
      if (point !== null) {
        const walked = metersBetween(origin, point) * WALK_SECONDS_PER_METER;
        const { costs, graph } = searched(origin.mode);
        const starts = startsOn(roads, costs, point);
        const ways = shortestWays({
          graph,
          sources: starts.node,
          sourceCosts: starts.seconds.map((along) => along + walked),
        });
        wayToDoors({ roads, placed, ways: ways.seconds, meters, walked, seconds });
      }
      return { ...bandOf(seconds.map((s) => s / 60)), meters, rough: false };
    },
  };
}

/** From the road to each door, or straight across where that is no longer than both walks. */
function wayToDoors(of: {
  readonly roads: CutRoads;
  readonly placed: ReturnType<typeof placeServices>;
  readonly ways: Float64Array;
  readonly meters: Float64Array;
  readonly walked: number;
  readonly seconds: Float64Array;
}): void {
  const { roads, placed, ways, meters, walked, seconds } = of;
  for (let s = 0; s < seconds.length; s++) {
    const node = roads.node[s] as number;
    const leaves = (placed.meters[s] as number) * WALK_SECONDS_PER_METER;
    const along = node < 0 ? Number.POSITIVE_INFINITY : (ways[node] as number) + leaves;
    const across = (meters[s] as number) * WALK_SECONDS_PER_METER;
    const least = across <= walked + leaves && across < along ? across : along;
    if (least < Number.POSITIVE_INFINITY) seconds[s] = least;
  }
}

/** On foot both sides by meters; in a vehicle each side by its seconds, Infinity = not allowed. */
function sideCosts({ meters, there, back }: RoadSide, mode: PackMode): SideCosts {
  if (mode === 'vehicle') return { there, back };
  const walk = meters.map((length) => length * WALK_SECONDS_PER_METER);
  return { there: walk, back: walk };
}

function placeServices(
  { lon, lat }: { readonly lon: Float64Array; readonly lat: Float64Array },
  find: ReturnType<typeof edgeFinder>,
) {
  const placed = {
    edge: new Int32Array(lon.length).fill(-1),
    share: new Float64Array(lon.length),
    meters: new Float64Array(lon.length).fill(Number.NaN),
  };
  for (let s = 0; s < lon.length; s++) {
    const place = { lon: lon[s] as number, lat: lat[s] as number };
    const point = find(place.lon, place.lat, ANYWHERE_METERS);
    if (point === null) continue;
    placed.edge[s] = point.edge;
    placed.share[s] = point.share;
    placed.meters[s] = metersBetween(place, point);
  }
  return placed;
}
