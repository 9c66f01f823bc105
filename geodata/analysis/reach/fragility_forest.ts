// The shortest ways of all reached nodes as trees rooted at the sources, nodes renumbered so that every subtree is one run of numbers.
// It knows seconds and nodes, no people.
import type { RoadGraph } from './graph_rows.ts';
import { shortestWays } from './shortest_ways.ts';

/**
 * Reached nodes by position: a node stands before all nodes whose way leads through it, and those are the positions from its own to
 * `end` (exclusive). Only arcs that end within the limit are kept, since no way gets shorter when something is taken away.
 */
export interface WayForest {
  readonly count: number;
  /** Node of each position, and position of each node (−1 = not reached). */
  readonly node: Int32Array;
  readonly position: Int32Array;
  readonly end: Int32Array;
  readonly seconds: Float64Array;
  /** Edge by which each position is reached; −1 at a source. */
  readonly edge: Int32Array;
  /** Arcs that come in to position p: at `inStart[p] …`. */
  readonly inStart: Int32Array;
  readonly inFrom: Int32Array;
  readonly inCost: Float64Array;
  readonly inEdge: Int32Array;
  /** Arcs that go out of position p. */
  readonly outStart: Int32Array;
  readonly outTo: Int32Array;
  readonly outCost: Float64Array;
  readonly outEdge: Int32Array;
}

/** `graph` leads away from the sources, `back` is the same graph turned round. */
export function wayForest(of: {
  readonly graph: RoadGraph;
  readonly back: RoadGraph;
  readonly sources: ArrayLike<number>;
  readonly limitSeconds: number;
}): WayForest {
  const { graph, back, sources, limitSeconds } = of;
  const { seconds, arc } = shortestWays({ graph, sources, cutoffSeconds: limitSeconds });
  // A source that a free way joins to another one is still a source.
  for (let s = 0; s < sources.length; s++) arc[sources[s] as number] = -1;
  const order = preorder(graph, seconds, arc);
  const { node, position, end, edge } = order;
  const bySeconds = Float64Array.from(node, (at) => seconds[at] as number);
  const incoming = keptArcs({ arcs: back, order, keep: (here, there, cost) => keeps(there, here, cost) });
  const outgoing = keptArcs({ arcs: graph, order, keep: (here, there, cost) => keeps(here, there, cost) });
  function keeps(from: number, to: number, cost: number): boolean {
    return from !== to && (bySeconds[from] as number) + cost <= limitSeconds;
  }
  return {
    count: node.length,
    node,
    position,
    end,
    seconds: bySeconds,
    edge,
    inStart: incoming.start,
    inFrom: incoming.other,
    inCost: incoming.cost,
    inEdge: incoming.edge,
    outStart: outgoing.start,
    outTo: outgoing.other,
    outCost: outgoing.cost,
    outEdge: outgoing.edge,
  };
}

type Order = Pick<WayForest, 'node' | 'position' | 'end' | 'edge'>;

function preorder(graph: RoadGraph, seconds: Float64Array, arc: Int32Array): Order {
  const { start, target } = graph;
  const count = seconds.reduce((reached, at) => (at === Number.POSITIVE_INFINITY ? reached : reached + 1), 0);
  const node = new Int32Array(count);
  const edge = new Int32Array(count).fill(-1);
  const end = new Int32Array(count);
  const position = new Int32Array(seconds.length).fill(-1);
  /** Nodes to enter, and ~position of nodes to leave. */
  const stack: number[] = [];
  let at = 0;
  for (let root = 0; root < seconds.length; root++) {
    if (seconds[root] === Number.POSITIVE_INFINITY || arc[root] !== -1) continue;
    stack.push(root);
    for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
      if (next < 0) {
        end[~next] = at;
        continue;
      }
      const by = arc[next] as number;
      node[at] = next;
      position[next] = at;
      if (by >= 0) edge[at] = graph.edge[by] as number;
      stack.push(~at);
      at++;
      for (let a = start[next] as number; a < (start[next + 1] as number); a++) {
        if (arc[target[a] as number] === a) stack.push(target[a] as number);
      }
    }
  }
  return { node, position, end, edge };
}

function keptArcs(of: {
  readonly arcs: RoadGraph;
  readonly order: Order;
  readonly keep: (here: number, there: number, cost: number) => boolean;
}): { start: Int32Array; other: Int32Array; cost: Float64Array; edge: Int32Array } {
  const { arcs, keep } = of;
  const { node, position } = of.order;
  const start = new Int32Array(node.length + 1);
  const other = new Int32Array(arcs.target.length);
  const cost = new Float64Array(arcs.target.length);
  const edge = new Int32Array(arcs.target.length);
  let count = 0;
  for (let here = 0; here < node.length; here++) {
    const at = node[here] as number;
    for (let a = arcs.start[at] as number; a < (arcs.start[at + 1] as number); a++) {
      const there = position[arcs.target[a] as number] as number;
      if (there < 0 || !keep(here, there, arcs.cost[a] as number)) continue;
      other[count] = there;
      cost[count] = arcs.cost[a] as number;
      edge[count++] = arcs.edge[a] as number;
    }
    start[here + 1] = count;
  }
  return { start, other: other.subarray(0, count), cost: cost.subarray(0, count), edge: edge.subarray(0, count) };
}
