// Catchments: our transportation solver against HiGHS, on the whole linear program in SciPy, on the same town; and how it does at
// sizes that a linear program does not.
import { type SparseCosts, withinCutoff } from '../../geodata/analysis/cost_matrix.ts';
import { seededRandom } from '../../geodata/analysis/random.ts';
import { transport } from '../../geodata/analysis/reach/min_cost_flow.ts';
import { columnsFolder, peerTimings } from './peers.ts';
import { printTimings, timings } from './table.ts';

const SCRIPT = `
import sys, time
import numpy as np
from scipy import sparse
from scipy.optimize import linprog
def read(name, kind=np.float64): return np.fromfile(f"{sys.argv[1]}/{name}.bin", dtype=kind)
row, col, cost = read("row", np.int32), read("column", np.int32), read("cost")
demand, capacity, left = read("demand"), read("capacity"), read("leftOut")[0]
n, m, e = len(demand), len(capacity), np.arange(len(cost))
A = sparse.csr_matrix((np.ones(2 * len(e)), (np.concatenate([row, n + col]), np.concatenate([e, e]))), shape=(n + m, len(e)))
start = time.perf_counter()
r = linprog(cost - left, A_ub=A, b_ub=np.append(demand, capacity), method="highs")
print("HiGHS by scipy.linprog", (time.perf_counter() - start) * 1000, float(r.x @ cost))
`;

interface Town {
  readonly costs: SparseCosts;
  readonly demand: Float64Array;
  readonly capacity: Float64Array;
}

/** People and sites at random in a square of 100 minutes; capacity is `room` times the people, unevenly. */
function town(of: { rows: number; columns: number; cutoff: number; room: number }): Town {
  const { rows, columns } = of;
  const random = seededRandom(20261);
  const place = (): readonly [number, number] => [100 * random(), 100 * random()];
  const places = Array.from({ length: rows }, place);
  const sites = Array.from({ length: columns }, place);
  const cost = new Float64Array(rows * columns);
  places.forEach(([x, y], i) => {
    sites.forEach(([a, b], j) => {
      cost[i * columns + j] = Math.hypot(x - a, y - b);
    });
  });
  const demand = Float64Array.from(places, () => 100 * random());
  const people = demand.reduce((a, b) => a + b, 0);
  const capacity = Float64Array.from(sites, () => (of.room * people * (0.2 + 1.6 * random())) / columns);
  return { costs: withinCutoff({ rows, columns, cost }, of.cutoff), demand, capacity };
}

function againstLinearProgram(): void {
  const given = town({ rows: 2000, columns: 50, cutoff: 60, room: 1 });
  const { costs, demand, capacity } = given;
  const { flow, leftOut } = transport(given);
  const ours = timings([{ name: 'ours', work: () => transport(given).flow.length }], 3);
  const row = new Int32Array(costs.cost.length);
  for (let i = 0; i < costs.rows; i++) row.fill(i, costs.start[i], costs.start[i + 1]);
  const columns = { row, column: costs.column, cost: costs.cost, demand, capacity, leftOut: Float64Array.of(leftOut) };
  const peers = peerTimings({
    name: 'HiGHS by scipy.linprog',
    command: '/usr/bin/python3',
    args: ['-c', SCRIPT, columnsFolder(columns)],
    units: flow.length,
    expected: flow.reduce((sum, people, e) => sum + people * (costs.cost[e] as number), 0),
  });
  printTimings(`Catchments, 2,000 rows × 50 sites, ${flow.length} pairs (per pair)`, [...ours, ...peers], 'ours');
}

export function benchCatchments(): void {
  againstLinearProgram();
  const sizes = [
    ['10,000 × 100, all pairs, room for all', { rows: 10_000, columns: 100, cutoff: 1000, room: 1 }],
    ['10,000 × 100, all pairs, room for 70 %', { rows: 10_000, columns: 100, cutoff: 1000, room: 0.7 }],
    ['10,000 × 100, within 20 of 100 minutes', { rows: 10_000, columns: 100, cutoff: 20, room: 1 }],
    ['100,000 × 300, within 10 of 100 minutes', { rows: 100_000, columns: 300, cutoff: 10, room: 1.5 }],
  ] as const;
  for (const [title, size] of sizes) {
    const given = town(size);
    const rows = timings([{ name: 'ours', work: () => transport(given).flow.length }], 1);
    printTimings(`Catchments, ${title}: ${Math.round(rows[0]?.milliseconds ?? 0)} ms (per pair)`, rows, 'ours');
  }
}
