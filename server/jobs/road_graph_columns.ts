// Road edges → the graph that analyses take: pieces of road that end at the same place meet there. It knows no database.
import { placeNumbers } from '../../geodata/analysis/reach/place_numbers.ts';
import type { RoadEdge } from '../../geodata/schema/road.ts';
import type { RoadEndColumns } from '../queries/roads.ts';

export interface RoadGraphColumns {
  readonly from: Float64Array;
  readonly to: Float64Array;
  /** Seconds. */
  readonly cost: Float64Array;
  readonly lon: Float64Array;
  readonly lat: Float64Array;
}

/** Directed edges, a road that may be driven both ways being two; null when one has neither a time nor a speed. */
export function roadGraphColumns(
  ends: RoadEndColumns,
  speedKmh: (roadClass: RoadEdge['roadClass']) => number | undefined,
): RoadGraphColumns | null {
  const count = ends.seconds.length;
  const arcs = ends.oneWay.reduce((sum, oneWay) => sum + (oneWay === 1 ? 1 : 2), 0);
  const graph = { from: new Float64Array(arcs), to: new Float64Array(arcs), cost: new Float64Array(arcs) };
  const nodes = placeNumbers(2 * count);
  let at = 0;
  const add = (from: number, to: number, cost: number): void => {
    graph.from[at] = from;
    graph.to[at] = to;
    graph.cost[at] = cost;
    at++;
  };
  for (let i = 0; i < count; i++) {
    const stated = ends.seconds[i] as number;
    const speed = Number.isNaN(stated) ? speedKmh(ends.roadClass[i] as RoadEdge['roadClass']) : undefined;
    if (Number.isNaN(stated) && speed === undefined) return null;
    const cost = speed === undefined ? stated : ((ends.lengthMeters[i] as number) / speed) * 3.6;
    const from = nodes.of(ends.fromLon[i] as number, ends.fromLat[i] as number);
    const to = nodes.of(ends.toLon[i] as number, ends.toLat[i] as number);
    add(from, to, cost);
    if (ends.oneWay[i] !== 1) add(to, from, cost);
  }
  return { ...graph, ...nodes.positions() };
}
