// A road graph in compressed sparse rows: who is joined to whom, in seconds. It knows no places, people or services.
import { z } from 'zod';
import { Problem } from '../../schema/problem.ts';
import { provenance } from '../method_sheet.ts';
import { codeColumn, latColumn, lonColumn, numberColumn, requireSameLength } from '../number_columns.ts';

export const MOST_EDGES = 10_000_000;
export const MOST_NODES = 5_000_000;

const nodeColumn = numberColumn({
  min: 0,
  max: MOST_NODES - 1,
  message: 'A node is a whole number from 0.',
  maxLength: MOST_EDGES,
});

/** Directed edges as columns of one length; nodes are whole numbers from 0, `cost` is seconds. */
export const graphInput = z.strictObject({
  from: nodeColumn,
  to: nodeColumn,
  cost: numberColumn({ min: 0, max: 1e9, message: 'A cost is seconds, 0 or more.', maxLength: MOST_EDGES }),
  /** true: every edge may be used both ways. */
  undirected: z.boolean().default(false),
  /** Nodes there are; by default the highest node named plus 1. */
  nodeCount: z.number().int().min(0).max(MOST_NODES).optional(),
  /** Position of each node, where the graph must meet places or a grid. */
  lon: lonColumn(MOST_NODES).optional(),
  lat: latColumn(MOST_NODES).optional(),
  ids: codeColumn({ maxLength: MOST_EDGES, nullable: false }).optional(),
  ...provenance,
});
export type GraphInput = z.output<typeof graphInput>;

/** Arcs that leave node i stand at `start[i] … start[i + 1] - 1`; `edge` is the row of the input that an arc came from. */
export interface RoadGraph {
  readonly nodeCount: number;
  readonly start: Int32Array;
  readonly target: Int32Array;
  readonly cost: Float64Array;
  readonly edge: Int32Array;
}

/** Builds the rows in two passes; an edge from a node to itself is kept (it never shortens a way). Throws Problem invalid_input. */
export function roadGraph(input: Pick<GraphInput, 'from' | 'to' | 'cost'> & Partial<GraphInput>): RoadGraph {
  const { from, to, cost, undirected = false, lon, lat } = input;
  requireSameLength('/graph', { from, to, cost });
  requireSameLength('/graph', { lon, lat });
  let highest = -1;
  for (const [name, column] of [
    ['from', from],
    ['to', to],
  ] as const) {
    for (let e = 0; e < column.length; e++) {
      const node = column[e] as number;
      if (!Number.isInteger(node)) throw odd(`/graph/${name}/${e}`, 'A node is a whole number from 0.');
      if (node > highest) highest = node;
    }
  }
  const nodeCount = input.nodeCount ?? lon?.length ?? highest + 1;
  if (highest >= nodeCount) throw odd('/graph/to', `An edge names a node beyond the ${nodeCount} that there are.`);
  if (lon !== undefined && lon.length !== nodeCount) {
    throw odd('/graph/lon', `This has ${lon.length} rows, but there are ${nodeCount} nodes.`);
  }
  return compress({ nodeCount, from, to, cost, undirected });
}

/** The same graph with every arc turned round: ways toward a node become ways from it. */
export function reversed(graph: RoadGraph): RoadGraph {
  const from = new Float64Array(graph.target.length);
  for (let node = 0; node < graph.nodeCount; node++) from.fill(node, graph.start[node], graph.start[node + 1]);
  const turned = compress({
    nodeCount: graph.nodeCount,
    from: graph.target,
    to: from,
    cost: graph.cost,
    undirected: false,
  });
  return { ...turned, edge: turned.edge.map((arc) => graph.edge[arc] as number) };
}

function compress(of: {
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

const odd = (pointer: string, detail: string): Problem =>
  new Problem('invalid_input', 'The road graph does not fit together.', [{ pointer, detail }]);
