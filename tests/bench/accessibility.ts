// Accessibility: our scores against SciPy's sparse matrices on the same pairs, and the whole method with reading and checking.
import { sparseFromTriples } from '../../geodata/analysis/cost_matrix.ts';
import { seededRandom } from '../../geodata/analysis/random.ts';
import { accessibilityMethod } from '../../geodata/analysis/reach/accessibility.ts';
import {
  type AccessibilityKind,
  accessibilityScores,
  type Bands,
} from '../../geodata/analysis/reach/accessibility_scores.ts';
import { columnsFolder, peerTimings } from './peers.ts';
import { printTimings, timings } from './table.ts';

const ROWS = 100_000;
const SITES = 1000;
/** Sites within the cutoff of a row. */
const WITHIN = 50;

const SCRIPT = `
import sys, time
import numpy as np
from scipy import sparse
n, m, k = ${ROWS}, ${SITES}, ${WITHIN}
row, col, cost, demand, supply = (np.fromfile(f"{sys.argv[1]}/{name}.bin") for name in ("row", "site", "cost", "demand", "supply"))
C = sparse.csr_matrix((cost, (row.astype(np.int32), col.astype(np.int32))), shape=(n, m))
def scores(bands, weights):
    W = C.copy()
    W.data = np.append(weights, 0.0)[np.searchsorted(bands, C.data, side="left")]
    return W @ (supply / (W.T @ demand))
bands, weights = ([30.0], [1.0]) if sys.argv[2] == "2sfca" else ([10.0, 20.0, 30.0], [1.0, .68, .22])
best = 1e9
for _ in range(3):
    start = time.perf_counter()
    a = scores(bands, weights)
    best = min(best, time.perf_counter() - start)
print("scipy.sparse,", sys.argv[2], best * 1000, float(a.sum()))
`;

export function benchAccessibility(): void {
  const random = seededRandom(20261);
  const pairs = ROWS * WITHIN;
  const site = new Float64Array(pairs);
  const row = new Float64Array(pairs);
  const cost = new Float64Array(pairs);
  for (let i = 0, at = 0; i < ROWS; i++) {
    const first = Math.floor(SITES * random());
    for (let k = 0; k < WITHIN; k++, at++) {
      row[at] = i;
      site[at] = (first + k) % SITES;
      cost[at] = 30 * random();
    }
  }
  const demand = Float64Array.from({ length: ROWS }, () => 500 * random());
  const supply = Float64Array.from({ length: SITES }, () => 20 * random());
  const costs = sparseFromTriples({ pointer: '', rows: ROWS, columns: SITES, demand: row, site, cost });
  const band = { bounds: [30], weights: [1] };
  const bands = { bounds: [10, 20, 30], weights: [1, 0.68, 0.22] };
  const scored = (name: string, kind: AccessibilityKind, by: Bands) => ({
    name,
    work: () => {
      accessibilityScores({ costs, demand, supply, bands: by, kind });
      return pairs;
    },
  });
  const ours = timings(
    [
      scored('ours, 2sfca', '2sfca', band),
      scored('ours, e2sfca', 'e2sfca', bands),
      scored('ours, 3sfca', '3sfca', bands),
      {
        name: 'ours, 2sfca from triples, checked, with totals',
        work: () => {
          accessibilityMethod.run({ costs: { demand: row, site, cost }, demand, supply, cutoff: 30 });
          return pairs;
        },
      },
    ],
    3,
  );
  const folder = columnsFolder({ row, site, cost, demand, supply });
  const peers = (
    [
      ['2sfca', band],
      ['e2sfca', bands],
    ] as const
  ).flatMap(([kind, by]) =>
    peerTimings({
      name: `scipy.sparse, ${kind}`,
      command: '/usr/bin/python3',
      args: ['-c', SCRIPT, folder, kind],
      units: pairs,
      expected: accessibilityScores({ costs, demand, supply, bands: by, kind }).scores.reduce((a, b) => a + b, 0),
    }),
  );
  printTimings(
    `Accessibility, ${ROWS} rows × ${SITES} sites, ${pairs} pairs (per pair)`,
    [...ours, ...peers],
    'ours, 2sfca',
  );
}
