// Gi* and its weights: ours against the same in JavaScript Maps and strings, h3-js, scipy's cKDTree, and R's spdep where they are.
import { execFileSync } from 'node:child_process';
import { gridDisk, latLngToCell } from 'h3-js';
import { giScores } from '../../geodata/analysis/hotspot/gi_star_kernel.ts';
import { conditionalPermutation } from '../../geodata/analysis/hotspot/permutation_test.ts';
import { geodesicBand, planarBand } from '../../geodata/analysis/hotspot/weights_distance_band.ts';
import { h3Rings } from '../../geodata/analysis/hotspot/weights_h3.ts';
import { seededRandom } from '../../geodata/analysis/random.ts';
import { printTimings, timings } from './table.ts';

const TURNS = 5;
const POINTS = 100_000;

/** scipy's tree on as many points in the same box, on the plane or by chords on a ball: tree and pairs (once, in no order), nanoseconds a point. */
const scipy = (place: string): string => `
import time, numpy as np
from scipy.spatial import cKDTree
r = np.random.default_rng(1)
a, b = r.random(${POINTS}), r.random(${POINTS})
lon, lat = np.radians(9.5 + 5.2 * a), np.radians(9 + 4.7 * b)
places = ${place}
best = 1e9
for _ in range(${TURNS}):
    t = time.perf_counter(); tree = cKDTree(places); pairs = tree.query_pairs(2000.0, output_type='ndarray'); best = min(best, time.perf_counter() - t)
print(best * 1e9 / ${POINTS})
`;
const PLANE = 'np.column_stack([570e3 * a, 520e3 * b])';
const BALL = '6371e3 * np.column_stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)])';

export function python(code: string): number | null {
  for (const program of ['/usr/bin/python3', 'python3']) {
    try {
      return Number(execFileSync(program, ['-c', code], { stdio: ['ignore', 'pipe', 'ignore'] }).toString());
    } catch {
      // The next one, or none.
    }
  }
  return null;
}

/** The common way: one string key per cell, a Map, an array of neighbors each. */
function inMaps(cells: readonly string[], values: Float64Array): number {
  const value = new Map(cells.map((cell, i) => [cell, values[i] as number]));
  const mean = values.reduce((a, b) => a + b) / values.length;
  const deviation = Math.sqrt(values.reduce((a, b) => a + b * b, 0) / values.length - mean * mean);
  const n = values.length;
  const z = new Map<string, number>();
  for (const cell of cells) {
    const near = gridDisk(cell, 1).filter((other) => value.has(other));
    const sum = near.reduce((total, other) => total + (value.get(other) ?? 0), 0);
    z.set(cell, (sum - near.length * mean) / (deviation * Math.sqrt((n * near.length - near.length ** 2) / (n - 1))));
  }
  return z.size;
}

export function benchGiStar(): void {
  const random = seededRandom(20261);
  const cells = gridDisk(latLngToCell(11.5, 12.5, 7), 129);
  const values = Float64Array.from(cells, () => Math.floor(-3 * Math.log(1 - random())));
  const weights = h3Rings(cells, 1);
  const arcs = weights.neighbor.length;
  printTimings(
    `Gi* of ${cells.length} H3 cells, one ring (${arcs} arcs), per arc`,
    timings(
      [
        {
          name: 'ours, scores',
          work: () => {
            giScores({ values, weights, star: true, own: null });
            return arcs;
          },
        },
        {
          name: 'ours, adjacency and scores',
          work: () => {
            giScores({ values, weights: h3Rings(cells, 1), star: true, own: null });
            return arcs;
          },
        },
        { name: 'h3-js with Map and strings', work: () => (inMaps(cells, values) * arcs) / cells.length },
        {
          name: 'ours, 99 permutations (per arc and permutation)',
          work: () => {
            conditionalPermutation({ values, weights, permutations: 99, seed: 1 });
            return 99 * arcs;
          },
        },
      ],
      TURNS,
    ),
    'ours, scores',
  );
  printTimings(
    'H3 adjacency, per cell',
    timings(
      [
        { name: 'ours, digits and numeric table', work: () => h3Rings(cells, 1).count },
        {
          name: 'h3-js gridDisk alone',
          work: () => {
            for (const cell of cells) gridDisk(cell, 1);
            return cells.length;
          },
        },
      ],
      TURNS,
    ),
    'ours, digits and numeric table',
  );
  benchBand(random);
}

function benchBand(random: () => number): void {
  const box = { across: new Float64Array(POINTS), up: new Float64Array(POINTS) };
  const plane = { across: new Float64Array(POINTS), up: new Float64Array(POINTS) };
  for (let i = 0; i < POINTS; i++) {
    const [a, b] = [random(), random()];
    box.across[i] = 9.5 + 5.2 * a;
    box.up[i] = 9 + 4.7 * b;
    plane.across[i] = 570e3 * a;
    plane.up[i] = 520e3 * b;
  }
  const rows = timings(
    [
      { name: 'ours, geodesic, both ways, sorted', work: () => geodesicBand(box, 2000).count },
      { name: 'ours, planar, both ways, sorted', work: () => planarBand(plane, 2000).count },
    ],
    TURNS,
  );
  for (const [name, place] of [
    ['scipy cKDTree.query_pairs, chords', BALL],
    ['scipy cKDTree.query_pairs, planar', PLANE],
  ] as const) {
    const peer = python(scipy(place));
    if (peer === null) console.log(`\n${name}: left out, scipy is not installed.`);
    else rows.push({ name, nanosecondsPerUnit: peer, milliseconds: (peer * POINTS) / 1e6 });
  }
  printTimings(`${POINTS} points within 2 km, per point`, rows, 'ours, geodesic, both ways, sorted');
}
