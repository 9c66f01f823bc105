// Near repeats: our table against numpy on the same pairs and as many permutations; the Near Repeat Calculator is a program for
// another system and is left out.
import { execFileSync } from 'node:child_process';
import { nearPairs } from '../../geodata/analysis/hotspot/near_repeat_pairs.ts';
import { knoxTable } from '../../geodata/analysis/hotspot/near_repeat_table.ts';
import { positionsOf } from '../../geodata/analysis/hotspot/scan_zones.ts';
import { seededRandom } from '../../geodata/analysis/random.ts';
import { printTimings, type Timing } from './table.ts';

const EVENTS = 10_000;
const PERMUTATIONS = 99;
const METERS = [0, 500, 1000, 2000, 4000];
const DAYS = [7, 14, 28];

const PEER = `
import sys, time
import numpy as np
n, bands, permutations = np.frombuffer(sys.stdin.buffer.read(12), np.int32)
days = np.frombuffer(sys.stdin.buffer.read(8 * n), np.float64)
pairs = np.frombuffer(sys.stdin.buffer.read(), np.int32).reshape(3, -1)
a, b, band = pairs
bounds = np.array([7.0, 14, 28])
rng = np.random.default_rng(1)
start = time.process_time()
for _ in range(permutations):
    t = rng.permutation(days)
    apart = np.abs(t[a] - t[b])
    near = apart <= bounds[-1]
    np.bincount(band[near] * 3 + np.searchsorted(bounds, apart[near], side="left"), minlength=bands * 3)
print((time.process_time() - start) * 1e3)
`;

export function benchNearRepeat(): void {
  const random = seededRandom(20261);
  const column = (from: number, width: number): Float64Array =>
    Float64Array.from({ length: EVENTS }, () => from + width * random());
  const ground = positionsOf({ across: column(13, 0.4), up: column(11.7, 0.4), planar: false });
  const days = column(0, 730).map(Math.floor);
  const bounds = Float64Array.from(METERS);
  const pairs = nearPairs(ground, bounds);
  const looks = pairs.count * PERMUTATIONS;
  // Processor time on both sides: other work on the machine is not in it.
  const from = process.cpuUsage().user;
  knoxTable({
    pairs,
    distanceBands: METERS.length,
    days,
    timeBounds: Float64Array.from(DAYS),
    replications: PERMUTATIONS,
    random: seededRandom(1),
    progress: () => undefined,
  });
  const spent = (process.cpuUsage().user - from) / 1000;
  const rows: Timing[] = [
    { name: 'ours, permutations', milliseconds: spent, nanosecondsPerUnit: (spent * 1e6) / looks },
  ];
  try {
    const columns = [
      Int32Array.of(EVENTS, METERS.length, PERMUTATIONS),
      days,
      pairs.a,
      pairs.b,
      Int32Array.from(pairs.band),
    ];
    const input = Buffer.concat(
      columns.map(({ buffer, byteOffset, byteLength }) => Buffer.from(buffer, byteOffset, byteLength)),
    );
    const milliseconds = Number(execFileSync('/usr/bin/python3', ['-c', PEER], { input, encoding: 'utf8' }));
    rows.push({ name: 'numpy, permutations', milliseconds, nanosecondsPerUnit: (milliseconds * 1e6) / looks });
  } catch {
    console.log('  numpy: left out, it is not installed.');
  }
  printTimings(
    `Near repeats, ${EVENTS} events, ${pairs.count} near pairs, ${PERMUTATIONS} permutations: per pair`,
    rows,
    'ours, permutations',
  );
}
