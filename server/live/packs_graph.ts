// Open roads as the graph that a phone keeps: ends that meet are one node, and a speed by class stands in for a driving time that
// nobody has stated. Knows columns, and nothing of who may read them.
import { placeNumbers } from '../../geodata/analysis/reach/place_numbers.ts';
import type { TravelColumns } from '../../geodata/schema/pack.ts';
import { ASSUMED_SPEED_KMH, type RoadEdge } from '../../geodata/schema/road.ts';
import type { RoadEndColumns } from '../queries/roads.ts';

const MAJOR: ReadonlySet<RoadEdge['roadClass']> = new Set(['trunk', 'primary', 'secondary']);
const METERS_A_SECOND = 1 / 3.6;

export function travelColumns(ends: RoadEndColumns): TravelColumns {
  const count = ends.seconds.length;
  const nodes = placeNumbers(2 * count);
  const from = Int32Array.from(ends.fromLon, (lon, i) => nodes.of(lon, ends.fromLat[i] as number));
  const to = Int32Array.from(ends.toLon, (lon, i) => nodes.of(lon, ends.toLat[i] as number));
  const seconds = ends.seconds.map((stated, i) => {
    if (!Number.isNaN(stated)) return stated;
    return (ends.lengthMeters[i] as number) / (ASSUMED_SPEED_KMH[ends.roadClass[i] ?? 'unknown'] * METERS_A_SECOND);
  });
  const major = Uint8Array.from(ends.roadClass, (roadClass) => (MAJOR.has(roadClass) ? 1 : 0));
  return { ...nodes.positions(), from, to, meters: ends.lengthMeters, seconds, oneWay: ends.oneWay, major };
}

/** The edges with an end of which `isIn` holds, and their nodes. */
export function edgesWithin(columns: TravelColumns, isIn: (lon: number, lat: number) => boolean): TravelColumns {
  const inside = Uint8Array.from(columns.lon, (lon, i) => (isIn(lon, columns.lat[i] as number) ? 1 : 0));
  const kept = [...columns.from.keys()].filter(
    (edge) => inside[columns.from[edge] as number] === 1 || inside[columns.to[edge] as number] === 1,
  );
  const places = new Int32Array(columns.lon.length).fill(-1);
  const nodes: number[] = [];
  const renumbered = (ends: Int32Array) =>
    Int32Array.from(kept, (edge) => {
      const node = ends[edge] as number;
      if (places[node] === -1) places[node] = nodes.push(node) - 1;
      return places[node] as number;
    });
  const [from, to] = [renumbered(columns.from), renumbered(columns.to)];
  return {
    lon: Float64Array.from(nodes, (node) => columns.lon[node] as number),
    lat: Float64Array.from(nodes, (node) => columns.lat[node] as number),
    from,
    to,
    meters: Float64Array.from(kept, (edge) => columns.meters[edge] as number),
    seconds: Float64Array.from(kept, (edge) => columns.seconds[edge] as number),
    oneWay: Uint8Array.from(kept, (edge) => columns.oneWay[edge] as number),
    major: Uint8Array.from(kept, (edge) => columns.major[edge] as number),
  };
}
