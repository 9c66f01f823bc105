// Kernel density, 100,000 events on 1,000,000 cells: exact and display against scipy's histogram with gaussian_filter, and against
// one stamp per event.
import { dealToCells, recursiveGaussian } from '../../geodata/analysis/hotspot/kernel_density_recursive.ts';
import { addByRows } from '../../geodata/analysis/hotspot/kernel_density_rows.ts';
import { addStamps } from '../../geodata/analysis/hotspot/kernel_density_stamps.ts';
import { seededRandom } from '../../geodata/analysis/random.ts';
import { python } from './gi_star.ts';
import { printTimings, timings } from './table.ts';

const SIDE = 1000;
const EVENTS = 100_000;

const scipy = (bandwidth: number): string => `
import time, numpy as np
from scipy.ndimage import gaussian_filter
r = np.random.default_rng(1)
x, y = r.uniform(0, ${SIDE}, ${EVENTS}), r.uniform(0, ${SIDE}, ${EVENTS})
best = 1e9
for _ in range(3):
    t = time.perf_counter()
    h, _, _ = np.histogram2d(y, x, bins=${SIDE}, range=[[0, ${SIDE}], [0, ${SIDE}]])
    gaussian_filter(h, ${bandwidth}, mode='constant')
    best = min(best, time.perf_counter() - t)
print(best * 1e9 / ${EVENTS})
`;

export function benchKernelDensity(): void {
  const random = seededRandom(20261);
  const column = (): Float64Array => Float64Array.from({ length: EVENTS }, () => SIDE * random());
  const stamps = { column: column(), row: column(), mass: new Float64Array(EVENTS).fill(1) };
  for (const bandwidth of [5, 15]) {
    const wide = new Float64Array(EVENTS).fill(bandwidth);
    const all = { ...stamps, bandwidthAcross: wide, bandwidthUp: wide };
    const drawn = { display: new Float64Array(), exact: new Float64Array() };
    const canvas = () => ({ width: SIDE, height: SIDE, cells: new Float64Array(SIDE * SIDE) });
    const rows = timings(
      [
        {
          name: 'ours, display',
          work: () => {
            const to = canvas();
            dealToCells(to, stamps);
            recursiveGaussian(to, () => bandwidth, bandwidth);
            drawn.display = to.cells;
            return EVENTS;
          },
        },
        {
          name: 'ours, exact',
          work: () => {
            const to = canvas();
            addByRows(to, all, { up: () => bandwidth, within: false });
            drawn.exact = to.cells;
            return EVENTS;
          },
        },
      ],
      4,
    );
    rows.push(
      ...timings(
        [
          {
            name: 'one stamp per event (exact)',
            work: () => {
              addStamps(canvas(), all, { kernel: 'gaussian', within: false });
              return EVENTS;
            },
          },
        ],
        1,
      ),
    );
    const peer = python(scipy(bandwidth));
    if (peer === null) console.log('\nscipy: left out, it is not installed.');
    else
      rows.push({
        name: 'scipy histogram2d + gaussian_filter (binned)',
        nanosecondsPerUnit: peer,
        milliseconds: (peer * EVENTS) / 1e6,
      });
    printTimings(`Density of ${EVENTS} events on ${SIDE}² cells, bandwidth ${bandwidth} cells`, rows, 'ours, display');
    const most = Math.max(...drawn.exact.subarray(0, 100_000));
    const apart = drawn.exact.reduce((worst, d, i) => Math.max(worst, Math.abs(d - (drawn.display[i] as number))), 0);
    for (const row of rows) console.log(`  ${row.name}: ${row.milliseconds.toFixed(0)} ms`);
    console.log(
      `  display differs from exact by at most ${((100 * apart) / most).toFixed(2)} % of the highest density`,
    );
  }
}
