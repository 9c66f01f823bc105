// Minutes over the roads from several positions to one place. It knows edges, seconds and positions, not who drives.
import { geodesicMeters } from './geodesic.ts';
import { graphRows, type RoadGraph } from './graph_rows.ts';
import { type EdgeFinder, edgeFinder, straightLines } from './nearest_edge.ts';
import { shortestWays } from './shortest_ways.ts';

/** Nobody is joined to a road that is farther away. */
export const MOST_METERS_TO_ROAD = 10_000;
/** Beside roads people walk, on bare ground (geodata/analysis/reach/speed_tables.ts). */
const WALK_METERS_A_SECOND = 5 / 3.6;

/** Edges by columns; a road that is not one way may be driven in both. */
export interface RoadColumns {
  readonly lon: Float64Array;
  readonly lat: Float64Array;
  readonly from: Int32Array;
  readonly to: Int32Array;
  readonly seconds: Float64Array;
  readonly oneWay: Uint8Array;
}

/** Made once for many questions. */
export interface RoadNetwork {
  readonly columns: RoadColumns;
  /** Every arc turned round: ways to a place begin there. */
  readonly toward: RoadGraph;
  readonly find: EdgeFinder;
}

export function roadNetwork(columns: RoadColumns): RoadNetwork {
  const { from, to, seconds, oneWay, lon } = columns;
  const edges = seconds.length;
  const second = Int32Array.from(oneWay.keys()).filter((edge) => oneWay[edge] !== 1);
  const [start, end, cost] = [0, 0, 0].map(() => new Float64Array(edges + second.length)) as [
    Float64Array<ArrayBuffer>,
    Float64Array<ArrayBuffer>,
    Float64Array<ArrayBuffer>,
  ];
  start.set(to);
  end.set(from);
  cost.set(seconds);
  second.forEach((edge, at) => {
    start[edges + at] = from[edge] as number;
    end[edges + at] = to[edge] as number;
    cost[edges + at] = seconds[edge] as number;
  });
  const toward = graphRows({ nodeCount: lon.length, from: start, to: end, cost, undirected: false });
  return { columns, toward, find: edgeFinder(straightLines(columns)) };
}

interface Position {
  readonly lon: number;
  readonly lat: number;
}
interface Joined {
  readonly edge: number;
  readonly share: number;
  /** On foot between the position and the road. */
  readonly walkSeconds: number;
}

/**
 * Minutes from each position to the place: on foot to the nearest point of the nearest open road, along the roads, and on foot
 * from the nearest road to the place. Infinity = the roads do not lead there; NaN = no road within 10 km of the position; null =
 * none within 10 km of the place. Roads are straight from end to end where they are joined. Cost: one search for all positions.
 */
export function minutesToPlace(
  network: RoadNetwork,
  place: Position,
  positions: readonly Position[],
): Float64Array | null {
  const { from, to, seconds, oneWay } = network.columns;
  const goal = joined(network, place);
  if (goal === null) return null;
  const [cost, first, last] = [seconds[goal.edge] as number, from[goal.edge] as number, to[goal.edge] as number];
  const ends = oneWay[goal.edge] === 1 ? [first] : [first, last];
  const ways = shortestWays({
    graph: network.toward,
    sources: ends,
    sourceCosts: [goal.share * cost, (1 - goal.share) * cost].slice(0, ends.length),
  });
  return Float64Array.from(positions, (position) => {
    const start = joined(network, position);
    if (start === null) return Number.NaN;
    const own = seconds[start.edge] as number;
    const bothWays = oneWay[start.edge] !== 1;
    const forward = (1 - start.share) * own + (ways.seconds[to[start.edge] as number] as number);
    const back = bothWays
      ? start.share * own + (ways.seconds[from[start.edge] as number] as number)
      : Number.POSITIVE_INFINITY;
    const ahead = goal.share - start.share;
    const along =
      start.edge === goal.edge && (ahead >= 0 || bothWays) ? Math.abs(ahead) * own : Number.POSITIVE_INFINITY;
    return (start.walkSeconds + goal.walkSeconds + Math.min(forward, back, along)) / 60;
  });
}

function joined({ find }: RoadNetwork, { lon, lat }: Position): Joined | null {
  const point = find(lon, lat, MOST_METERS_TO_ROAD);
  if (point === null) return null;
  const meters = geodesicMeters({ fromLon: lon, fromLat: lat, toLon: point.lon, toLat: point.lat });
  if (meters > MOST_METERS_TO_ROAD) return null;
  return { edge: point.edge, share: point.share, walkSeconds: meters / WALK_METERS_A_SECOND };
}
