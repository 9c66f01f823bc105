// A road graph in compressed sparse rows: who is joined to whom, at what cost. It knows columns that were checked elsewhere, and no
// validator: a phone builds one too.

/** Arcs that leave node i stand at `start[i] … start[i + 1] - 1`; `edge` is the row of the input that an arc came from. */
export interface RoadGraph {
  readonly nodeCount: number;
  readonly start: Int32Array;
  readonly target: Int32Array;
  readonly cost: Float64Array;
  readonly edge: Int32Array;
}

/** The same graph with every arc turned round: ways toward a node become ways from it. */
export function reversed(graph: RoadGraph): RoadGraph {
  const from = new Float64Array(graph.target.length);
  for (let node = 0; node < graph.nodeCount; node++) from.fill(node, graph.start[node], graph.start[node + 1]);
  const turned = graphRows({
    nodeCount: graph.nodeCount,
    from: graph.target,
    to: from,
    cost: graph.cost,
    undirected: false,
  });
  return { ...turned, edge: turned.edge.map((arc) => graph.edge[arc] as number) };
}

/** Edges as rows by the node they leave, in two passes; nodes must be below `nodeCount`. */
export function graphRows(of: {
  readonly nodeCount: number;
  readonly from: ArrayLike<number>;
  readonly to: ArrayLike<number>;
  readonly cost: Float64Array;
  readonly undirected: boolean;
}): RoadGraph {
  const { nodeCount, from, to, cost, undirected } = of;
  const edges = cost.length;
  const arcs = undirected ? 2 * edges : edges;
  const start = new Int32Array(nodeCount + 1);
  for (let e = 0; e < edges; e++) {
    const a = from[e] as number;
    const b = to[e] as number;
    start[a + 1] = (start[a + 1] as number) + 1;
    if (undirected) start[b + 1] = (start[b + 1] as number) + 1;
  }
  for (let i = 0; i < nodeCount; i++) start[i + 1] = (start[i + 1] as number) + (start[i] as number);
  const graph = {
    nodeCount,
    start,
    target: new Int32Array(arcs),
    cost: new Float64Array(arcs),
    edge: new Int32Array(arcs),
  };
  const next = start.slice(0, nodeCount);
  const put = (a: number, b: number, e: number): void => {
    const at = next[a] as number;
    next[a] = at + 1;
    graph.target[at] = b;
    graph.cost[at] = cost[e] as number;
    graph.edge[at] = e;
  };
  for (let e = 0; e < edges; e++) {
    put(from[e] as number, to[e] as number, e);
    if (undirected) put(to[e] as number, from[e] as number, e);
  }
  return graph;
}
