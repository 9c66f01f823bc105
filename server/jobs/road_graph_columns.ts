// Road edges → the graph that analyses take: pieces of road that end at the same place meet there. It knows no database.
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

/** Ends that are the same in steps of 1e-7 degrees (1 cm) are one node. */
const STEPS_PER_DEGREE = 1e7;
const STEPS_AROUND = 360 * STEPS_PER_DEGREE;

/** Numbers places from 0 as they come: open addressing over two columns of whole steps, at most half full. */
function placeNumbers(most: number) {
  const size = 2 ** Math.ceil(Math.log2(Math.max(2, 2 * most)));
  const slots = new Int32Array(size).fill(-1);
  const column = new Float64Array(most);
  const row = new Float64Array(most);
  const [lon, lat] = [new Float64Array(most), new Float64Array(most)];
  let count = 0;
  return {
    of(x: number, y: number): number {
      const across = Math.round((x + 180) * STEPS_PER_DEGREE) % STEPS_AROUND;
      const up = Math.round((y + 90) * STEPS_PER_DEGREE);
      let slot = (Math.imul(across | 0, 0x9e3779b1) ^ Math.imul(up | 0, 0x85ebca6b)) >>> 0;
      slot = (slot ^ (slot >>> 15)) & (size - 1);
      for (let node = slots[slot] as number; node >= 0; node = slots[slot] as number) {
        if (column[node] === across && row[node] === up) return node;
        slot = (slot + 1) & (size - 1);
      }
      slots[slot] = count;
      column[count] = across;
      row[count] = up;
      lon[count] = x;
      lat[count] = y;
      return count++;
    },
    positions: () => ({ lon: lon.slice(0, count), lat: lat.slice(0, count) }),
  };
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
