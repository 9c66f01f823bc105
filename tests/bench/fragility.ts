// Fragility: the loss of every edge of a street grid against a search from scratch per edge, ours and SciPy's, on the same graph.
import { ALONE } from '../../geodata/analysis/method.ts';
import { seededRandom } from '../../geodata/analysis/random.ts';
import { fragilityMethod } from '../../geodata/analysis/reach/fragility_method.ts';
import type { FragilityResult } from '../../geodata/analysis/reach/fragility_schema.ts';
import { roadGraph } from '../../geodata/analysis/reach/road_graph.ts';
import { shortestWays } from '../../geodata/analysis/reach/shortest_ways.ts';
import { columnsFolder, peerTimings } from './peers.ts';
import { printTimings, timings } from './table.ts';

const SIDE = 260;
const CUTOFF_MINUTES = 60;
/** Edges that the peers remove, one by one; their time is per edge. */
const REMOVED = 20;

const SCRIPT = `
import sys, time
import numpy as np
from scipy import sparse
from scipy.sparse.csgraph import dijkstra
a, b, cost, sources = (np.fromfile(f"{sys.argv[1]}/{name}.bin") for name in ("from", "to", "cost", "sources"))
edges, nodes, removed = len(cost), ${SIDE * SIDE}, ${REMOVED}
people = np.arange(nodes) % 100
def within(keep):
    i, j, c = a[keep].astype(int), b[keep].astype(int), cost[keep]
    g = sparse.csr_matrix((np.tile(c, 2), (np.append(i, j), np.append(j, i))), shape=(nodes, nodes))
    return dijkstra(g, indices=sources.astype(int), min_only=True, limit=${60 * CUTOFF_MINUTES}) <= ${60 * CUTOFF_MINUTES}
all = np.ones(edges, bool)
today = within(all)
loss = 0
start = time.perf_counter()
for e in range(removed):
    keep = all.copy(); keep[e] = False
    loss += int(people[today & ~within(keep)].sum())
print("scipy dijkstra per edge", (time.perf_counter() - start) * 1000, loss)
`;

function streets(): { from: Float64Array; to: Float64Array; cost: Float64Array } {
  const random = seededRandom(20261);
  const edges: [number, number][] = [];
  for (let i = 0; i < SIDE * SIDE; i++) {
    if (i % SIDE < SIDE - 1 && random() < 0.75) edges.push([i, i + 1]);
    if (i + SIDE < SIDE * SIDE && random() < 0.75) edges.push([i, i + SIDE]);
  }
  return {
    from: Float64Array.from(edges, ([from]) => from),
    to: Float64Array.from(edges, ([, to]) => to),
    cost: Float64Array.from(edges, () => 10 + 40 * random()),
  };
}

export function benchFragility(): void {
  const edges = streets();
  const count = edges.cost.length;
  const nodes = SIDE * SIDE;
  const graph = { ...edges, undirected: true, nodeCount: nodes };
  const sources = Float64Array.from({ length: 20 }, (_, s) => (s * 7919 + 137) % nodes);
  const node = Float64Array.from({ length: nodes }, (_, i) => i);
  const people = node.map((i) => i % 100);
  const inputs = { graph, sources: { node: sources }, demand: { node, people }, cutoffMinutes: CUTOFF_MINUTES };
  const cutoffSeconds = 60 * CUTOFF_MINUTES;
  const ours = timings(
    [
      {
        name: 'ours, every edge',
        work: () => {
          fragilityMethod.run(inputs, ALONE);
          return count;
        },
      },
    ],
    3,
  );
  const scratch = timings(
    [
      {
        name: 'a search from scratch per edge',
        work: () => {
          for (let e = 0; e < REMOVED; e++) {
            const cost = edges.cost.slice();
            cost[e] = 1e9;
            shortestWays({ graph: roadGraph({ ...graph, cost }), sources, cutoffSeconds });
          }
          return REMOVED;
        },
      },
    ],
    2,
  );
  const loss = (fragilityMethod.run(inputs, ALONE) as FragilityResult).loss as Float64Array;
  const peers = peerTimings({
    name: 'scipy dijkstra per edge',
    command: '/usr/bin/python3',
    args: ['-c', SCRIPT, columnsFolder({ ...edges, sources })],
    units: REMOVED,
    expected: loss.subarray(0, REMOVED).reduce((a, b) => a + b, 0),
  });
  printTimings(
    `Fragility of ${count} edges, ${nodes} nodes, in ${Math.round(ours[0]?.milliseconds ?? 0)} ms (per edge)`,
    [...ours, ...scratch, ...peers],
    'ours, every edge',
  );
}
