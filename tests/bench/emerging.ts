// Emerging hot spots: 10,000 cells in 52 bins, ours against the Gi* cube and the trend test in numpy where it is.
import { emergingMethod } from '../../geodata/analysis/hotspot/emerging.ts';
import { seededRandom } from '../../geodata/analysis/random.ts';
import { python } from './gi_star.ts';
import { printTimings, timings } from './table.ts';

const SIDE = 100;
const BINS = 52;

/** Sums over a ring by array shifts, the fastest form that numpy has; Mann–Kendall by one matrix of signs per cell. */
const NUMPY = `
import time, numpy as np
r = np.random.default_rng(1)
x = r.poisson(2, (${SIDE}, ${SIDE}, ${BINS})).astype(float)
t = time.perf_counter()
def near(a):
    p = np.pad(a, ((1, 1), (1, 1), (0, 0)))
    s = sum(p[i:i + ${SIDE}, j:j + ${SIDE}] for i in range(3) for j in range(3))
    s[:, :, 1:] = s[:, :, 1:] + s[:, :, :-1].copy()
    return s
s, w, n = near(x), near(np.ones_like(x)), x.size
z = (s - w * x.mean()) / (x.std() * np.sqrt((n * w - w * w) / (n - 1)))
up = np.triu_indices(${BINS}, 1)
for row in z.reshape(-1, ${BINS}):
    np.sign(row[up[1]] - row[up[0]]).sum()
    np.unique(row, return_counts=True)
print((time.perf_counter() - t) * 1e9 / x.size)
`;

export function benchEmerging(): void {
  const random = seededRandom(3);
  const counts = Array.from({ length: SIDE * SIDE }, () =>
    Array.from({ length: BINS }, () => Math.floor(-2 * Math.log(1 - random()))),
  );
  const rows = timings(
    [
      {
        name: 'ours, from plain arrays to categories',
        work: () => {
          emergingMethod.run({ counts, grid: { width: SIDE, height: SIDE }, timeLag: 1 });
          return SIDE * SIDE * BINS;
        },
      },
    ],
    3,
  );
  const numpy = python(NUMPY);
  if (numpy === null) console.log('\nnumpy: left out, it is not installed.');
  else
    rows.push({
      name: 'numpy, scores and trends only',
      nanosecondsPerUnit: numpy,
      milliseconds: (numpy * SIDE * SIDE * BINS) / 1e6,
    });
  printTimings(`Emerging hot spots, ${SIDE * SIDE} cells in ${BINS} bins, per bin`, rows, rows[0]?.name ?? '');
  console.log(`  ours takes ${rows[0]?.milliseconds.toFixed(0)} ms`);
}
