// Whether a network hangs together: islands and circuits against scipy's connected components, and places joined to its edges.
import { seededRandom } from '../../geodata/analysis/random.ts';
import { circuitsOf, islandsOf } from '../../geodata/analysis/reach/graph_islands.ts';
import { straightLines } from '../../geodata/analysis/reach/nearest_edge.ts';
import { roadGraph } from '../../geodata/analysis/reach/road_graph.ts';
import { snapToEdges } from '../../geodata/analysis/reach/snapping.ts';
import { python } from './gi_star.ts';
import { printTimings, timings } from './table.ts';

const NODES = 1_000_000;
const EDGES = 1_300_000;
const PLACES = 100_000;

const scipy = (connection: 'weak' | 'strong') => `
import time, numpy as np, scipy.sparse as s
from scipy.sparse.csgraph import connected_components
r = np.random.default_rng(1)
a = r.integers(0, ${NODES}, ${EDGES})
b = np.minimum(${NODES} - 1, a + r.integers(1, 30, ${EDGES}))
g = s.csr_matrix((np.ones(${EDGES}), (a, b)), shape=(${NODES}, ${NODES}))
t = time.perf_counter()
connected_components(g, directed=True, connection='${connection}')
print((time.perf_counter() - t) * 1e9 / ${NODES})
`;

export function benchNetwork(): void {
  const random = seededRandom(1);
  const from = Float64Array.from({ length: EDGES }, () => Math.floor(NODES * random()));
  const to = from.map((a) => Math.min(NODES - 1, a + 1 + Math.floor(29 * random())));
  const graph = roadGraph({ from, to, cost: new Float64Array(EDGES).fill(1), nodeCount: NODES });
  const rows = timings(
    [
      { name: 'ours, islands', work: () => islandsOf(graph).island.length },
      { name: 'ours, circuits', work: () => circuitsOf(graph).circuit.length },
    ],
    3,
  );
  for (const connection of ['weak', 'strong'] as const) {
    const peer = python(scipy(connection));
    if (peer === null) console.log('\nscipy: left out, it is not installed.');
    else
      rows.push({
        name: `scipy connected_components, ${connection}`,
        nanosecondsPerUnit: peer,
        milliseconds: (peer * NODES) / 1e6,
      });
  }
  printTimings(`Pieces of a network of ${NODES} nodes and ${EDGES} edges (per node)`, rows, 'ours, islands');
  const column = (count: number, start: number, by: number) =>
    Float64Array.from({ length: count }, () => start + by * random());
  const count = 100_000;
  // Node 2e and node 2e + 1 are a kilometer or so apart.
  const nodes = { lon: column(2 * count, 10, 5), lat: column(2 * count, 8, 5) };
  for (let e = 0; e < count; e++) {
    nodes.lon[2 * e + 1] = (nodes.lon[2 * e] as number) + 0.01 * random();
    nodes.lat[2 * e + 1] = (nodes.lat[2 * e] as number) + 0.01 * random();
  }
  const ends = {
    from: Int32Array.from({ length: count }, (_, e) => 2 * e),
    to: Int32Array.from({ length: count }, (_, e) => 2 * e + 1),
  };
  const lines = straightLines({ ...ends, ...nodes });
  const places = { lon: column(PLACES, 10, 5), lat: column(PLACES, 8, 5) };
  printTimings(
    `${PLACES} places joined to 100,000 edges (per place, index included)`,
    timings(
      [
        {
          name: 'ours',
          work: () => {
            snapToEdges({ places, lines, maxMeters: 50_000 });
            return PLACES;
          },
        },
      ],
      2,
    ),
    'ours',
  );
}
