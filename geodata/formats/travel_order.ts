// The order in which nodes and edges of a road graph travel: breadth first, so that neighbors stand close together and most edges
// need not be named. It knows whole numbers, neither degrees nor bytes.
import type { TravelColumns } from '../schema/pack.ts';
import { Problem } from '../schema/problem.ts';

export interface LinkedEdge {
  /** Its ends in the new order: `later` comes after `earlier`, or is the same node. */
  readonly later: number;
  readonly earlier: number;
  readonly oneWay: boolean;
  /** Of a one-way edge: it runs from the later end to the earlier. */
  readonly isReversed: boolean;
  /** The edge by which the later end was first met. */
  readonly isTree: boolean;
  /** 0 or 1. */
  readonly major: number;
  readonly meters: number;
  readonly seconds: number;
}

/** An edge between nodes of the old order; those that run both ways from the smaller end. */
type RawEdge = Pick<LinkedEdge, 'oneWay' | 'major' | 'meters' | 'seconds'> & {
  readonly from: number;
  readonly to: number;
};

/** Edges in whole units; two one-way edges that are the same road each way are one that runs both ways. */
export function linkedEdges(columns: TravelColumns, perUnit: number): RawEdge[] {
  const { from, to, meters, seconds, oneWay, major, lon } = columns;
  const seen = new Map<string, number[]>();
  const edges: RawEdge[] = [];
  for (let e = 0; e < from.length; e++) {
    const [a, b] = [from[e] as number, to[e] as number];
    const edge = {
      ...{ from: a, to: b, oneWay: oneWay[e] === 1, major: major[e] === 1 ? 1 : 0 },
      meters: Math.round((meters[e] as number) * perUnit),
      seconds: Math.round((seconds[e] as number) * perUnit),
    };
    if (
      !(
        a >= 0 &&
        a < lon.length &&
        b >= 0 &&
        b < lon.length &&
        edge.meters >= 0 &&
        edge.seconds >= 0 &&
        edge.seconds < Number.POSITIVE_INFINITY
      )
    ) {
      throw new Problem('invalid_input', 'The roads do not fit together.', [
        {
          pointer: `/edges/${e}`,
          detail: 'An edge joins nodes that are there and has a length and seconds from 0 on.',
        },
      ]);
    }
    const key = (x: number, y: number): string => `${x} ${y} ${edge.meters} ${edge.seconds} ${edge.major}`;
    const twin = edge.oneWay ? seen.get(key(b, a))?.pop() : undefined;
    if (twin !== undefined) {
      edges[twin] = { ...(edges[twin] as RawEdge), oneWay: false };
      continue;
    }
    if (edge.oneWay) {
      const same = seen.get(key(a, b)) ?? [];
      same.push(edges.length);
      seen.set(key(a, b), same);
    }
    edges.push(edge);
  }
  return edges;
}

export interface OrderedGraph {
  readonly x: Int32Array;
  readonly y: Int32Array;
  /** The earlier node by which a node was met; itself where a part of the graph begins. Never falls but at such a node's end. */
  readonly parent: Int32Array;
  /** Tree edges by their later end, then the others by both ends. */
  readonly edges: readonly LinkedEdge[];
}

export function orderedGraph(
  nodes: { readonly x: Int32Array; readonly y: Int32Array },
  raw: readonly RawEdge[],
): OrderedGraph {
  const count = nodes.x.length;
  const { start, edge } = edgesAt(count, raw);
  const place = new Int32Array(count).fill(-1);
  const order = new Int32Array(count);
  const parent = new Int32Array(count);
  const tree = new Int32Array(count).fill(-1);
  let made = 0;
  const west = Int32Array.from(nodes.x.keys()).sort(
    (a, b) =>
      (nodes.x[a] as number) - (nodes.x[b] as number) || (nodes.y[a] as number) - (nodes.y[b] as number) || a - b,
  );
  for (const root of west) {
    if (place[root] !== -1) continue;
    place[root] = made;
    parent[made] = made;
    order[made++] = root;
    for (let at = made - 1; at < made; at++) {
      const node = order[at] as number;
      for (let i = start[node] as number; i < (start[node + 1] as number); i++) {
        const e = edge[i] as number;
        const { from, to } = raw[e] as RawEdge;
        const next = from === node ? to : from;
        if (place[next] !== -1) continue;
        place[next] = made;
        parent[made] = at;
        tree[made] = e;
        order[made++] = next;
      }
    }
  }
  const isTree = new Uint8Array(raw.length);
  for (const e of tree) if (e >= 0) isTree[e] = 1;
  const edges = raw.map(({ from, to, ...rest }, e): LinkedEdge => {
    const [a, b] = [place[from] as number, place[to] as number];
    const isReversed = a > b;
    return { ...rest, later: Math.max(a, b), earlier: Math.min(a, b), isReversed, isTree: isTree[e] === 1 };
  });
  edges.sort(
    (a, b) =>
      Number(b.isTree) - Number(a.isTree) ||
      a.later - b.later ||
      a.earlier - b.earlier ||
      a.meters - b.meters ||
      a.seconds - b.seconds ||
      Number(a.isReversed) - Number(b.isReversed),
  );
  return {
    x: order.map((node) => nodes.x[node] as number),
    y: order.map((node) => nodes.y[node] as number),
    parent,
    edges,
  };
}

/** Edges at each node, in compressed rows. */
function edgesAt(count: number, raw: readonly RawEdge[]) {
  const start = new Int32Array(count + 1);
  for (const { from, to } of raw) for (const node of [from, to]) start[node + 1] = (start[node + 1] as number) + 1;
  for (let i = 0; i < count; i++) start[i + 1] = (start[i + 1] as number) + (start[i] as number);
  const next = start.slice(0, count);
  const edge = new Int32Array(2 * raw.length);
  raw.forEach(({ from, to }, e) => {
    for (const node of [from, to]) {
      edge[next[node] as number] = e;
      next[node] = (next[node] as number) + 1;
    }
  });
  return { start, edge };
}
