// The roads of a pack as a graph to search: each road once with its two sides, cut where services join it. It knows nodes, shares
// and costs; minutes and people are its caller's.
import type { TravelColumns } from '../../schema/pack.ts';
import { graphRows, type RoadGraph } from './graph_rows.ts';
import { type SnappedGraph, snappedGraph } from './snapped_graph.ts';
import type { Snaps } from './snapping.ts';

/** One row per road between two nodes; there = from `from` to `to`. */
export interface RoadSide {
  readonly from: Int32Array;
  readonly to: Int32Array;
  readonly meters: Float64Array;
  /** Seconds of a vehicle; Infinity = not allowed that way. */
  readonly there: Float64Array;
  readonly back: Float64Array;
}

/** Two one-way rows of equal length between the same nodes, one each way, are one road: who stands beside it may go either way. */
export function roadSides({ from, to, meters, seconds, oneWay }: TravelColumns): RoadSide {
  const waiting = new Map<string, number[]>();
  const kept: number[] = [];
  const turned = new Map<number, number>();
  for (let e = 0; e < from.length; e++) {
    if (oneWay[e] === 1) {
      const mate = waiting.get(`${to[e]} ${from[e]} ${meters[e]}`)?.pop();
      if (mate !== undefined) {
        turned.set(mate, e);
        continue;
      }
      const key = `${from[e]} ${to[e]} ${meters[e]}`;
      waiting.set(key, [...(waiting.get(key) ?? []), e]);
    }
    kept.push(e);
  }
  const backOf = (e: number): number => {
    if (oneWay[e] !== 1) return seconds[e] as number;
    const mate = turned.get(e);
    return mate === undefined ? Number.POSITIVE_INFINITY : (seconds[mate] as number);
  };
  return {
    from: Int32Array.from(kept, (e) => from[e] as number),
    to: Int32Array.from(kept, (e) => to[e] as number),
    meters: Float64Array.from(kept, (e) => meters[e] as number),
    there: Float64Array.from(kept, (e) => seconds[e] as number),
    back: Float64Array.from(kept, backOf),
  };
}

export interface CutRoads extends SnappedGraph {
  /** Pieces of road e stand at `first[e] … first[e + 1] - 1`, in order. */
  readonly first: Int32Array;
  /** Share of its road at which each piece ends. */
  readonly until: Float64Array;
}

/** The roads with a node at each service; `cost` of a piece is its share of its road. */
export function cutRoads(of: {
  readonly sides: RoadSide;
  readonly nodeCount: number;
  readonly snaps: Snaps;
}): CutRoads {
  const { sides, nodeCount, snaps } = of;
  const count = sides.from.length;
  const cut = snappedGraph({
    edges: { from: sides.from, to: sides.to, cost: new Float64Array(count).fill(1) },
    ...{ nodeCount, snaps, twin: new Int32Array(count).fill(-1) },
  });
  const first = new Int32Array(count + 1);
  const until = new Float64Array(cut.edge.length);
  cut.edge.forEach((road, piece) => {
    const isFirst = cut.edge[piece - 1] !== road;
    until[piece] = (isFirst ? 0 : (until[piece - 1] as number)) + (cut.cost[piece] as number);
    first[road + 1] = piece + 1;
    if (cut.edge[piece + 1] !== road) until[piece] = 1;
  });
  return { ...cut, first, until };
}

/** What the two sides of each road cost, Infinity = not allowed. */
export type SideCosts = Pick<RoadSide, 'there' | 'back'>;

/** Arcs both ways, without those that are not allowed. */
export function searchGraph(roads: CutRoads, { there, back }: SideCosts): RoadGraph {
  const from: number[] = [];
  const to: number[] = [];
  const cost: number[] = [];
  const add = (a: number, b: number, seconds: number): void => {
    if (!(seconds < Number.POSITIVE_INFINITY)) return;
    from.push(a);
    to.push(b);
    cost.push(seconds);
  };
  roads.edge.forEach((road, piece) => {
    const [a, b] = [roads.from[piece] as number, roads.to[piece] as number];
    const share = roads.cost[piece] as number;
    add(a, b, share * (there[road] as number));
    add(b, a, share * (back[road] as number));
  });
  return graphRows({ nodeCount: roads.nodeCount, from, to, cost: Float64Array.from(cost), undirected: false });
}

/** Where a search begins for a point of a road: the two ends of its piece, as far as it may be left that way. */
export function startsOn(
  roads: CutRoads,
  { there, back }: SideCosts,
  { edge, share }: { readonly edge: number; readonly share: number },
): { readonly node: number[]; readonly seconds: number[] } {
  let piece = roads.first[edge] as number;
  const last = (roads.first[edge + 1] as number) - 1;
  while (piece < last && (roads.until[piece] as number) < share) piece++;
  const begins = piece === roads.first[edge] ? 0 : (roads.until[piece - 1] as number);
  const ends = roads.until[piece] as number;
  const starts = { node: [] as number[], seconds: [] as number[] };
  const add = (node: number, part: number, whole: number): void => {
    // At the node itself no road is used, whichever way it leads.
    const seconds = part <= 0 ? 0 : part * whole;
    if (!(seconds < Number.POSITIVE_INFINITY)) return;
    starts.node.push(node);
    starts.seconds.push(seconds);
  };
  add(roads.from[piece] as number, share - begins, back[edge] as number);
  add(roads.to[piece] as number, ends - share, there[edge] as number);
  return starts;
}
