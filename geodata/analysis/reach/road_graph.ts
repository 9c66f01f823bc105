// A road graph as the outside world hands it in, checked and put into rows. It knows no places, people or services.
import { z } from 'zod';
import { Problem } from '../../schema/problem.ts';
import { provenance } from '../method_sheet.ts';
import { codeColumn, latColumn, lonColumn, numberColumn, requireSameLength } from '../number_columns.ts';
import { graphRows, type RoadGraph } from './graph_rows.ts';

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
  return graphRows({ nodeCount, from, to, cost, undirected });
}

const odd = (pointer: string, detail: string): Problem =>
  new Problem('invalid_input', 'The road graph does not fit together.', [{ pointer, detail }]);
