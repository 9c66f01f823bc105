// The scan: our compiled loop and our plain one against straight C (gcc -O3 -march=native) on the same places, cases and circles.
import { execFileSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { likeliestClusters } from '../../geodata/analysis/hotspot/scan_clusters.ts';
import {
  aliasSampler,
  caseList,
  replicateMaxima,
  type ScanDesign,
} from '../../geodata/analysis/hotspot/scan_replicates.ts';
import { ONE_WINDOW, windowCount } from '../../geodata/analysis/hotspot/scan_windows.ts';
import { circularZones, groundOf } from '../../geodata/analysis/hotspot/scan_zones.ts';
import { seededRandom } from '../../geodata/analysis/random.ts';
import { printTimings, type Timing } from './table.ts';

const REPLICATIONS = 999;

function designOf(places: number, total: number, periods: number): ScanDesign {
  const random = seededRandom(20261);
  const across = Float64Array.from({ length: places }, () => 9.5 + 5.2 * random());
  const up = Float64Array.from({ length: places }, () => 9 + 4.7 * random());
  const people = Float64Array.from({ length: places }, () => Math.exp(4 * random()));
  const all = people.reduce((sum, one) => sum + one, 0);
  const expected = Float64Array.from(
    { length: places * periods },
    (_, k) => ((people[k % places] as number) / all / periods) * total,
  );
  const draw = aliasSampler(expected, random);
  const { ground } = groundOf({ across, up, planar: false });
  const zones = circularZones(ground, people, 0.5);
  const windows = periods === 1 ? ONE_WINDOW : { periods, longest: periods / 2, prospective: true };
  const observed = caseList(Int32Array.from({ length: total }, draw), places, periods);
  return { zones, windows, total, expected, observed, chance: 'multinomial' };
}

const seconds = (): number => process.cpuUsage().user / 1e6;

/** Processor seconds of one run: other work on the machine is not in them. */
function measured(name: string, looks: number, work: () => void): Timing {
  const from = seconds();
  work();
  const milliseconds = (seconds() - from) * 1000;
  return { name, milliseconds, nanosecondsPerUnit: (milliseconds * 1e6) / looks };
}

/** The C program on the same input, or null where there is no compiler. */
function inC(design: ScanDesign, looks: number): Timing | null {
  try {
    const program = join(mkdtempSync(join(tmpdir(), 'scan-')), 'scan');
    const source = fileURLToPath(new URL('./scan.c', import.meta.url));
    execFileSync('gcc', ['-O3', '-march=native', source, '-o', program, '-lm'], { stdio: 'ignore' });
    const { start, member, places } = design.zones;
    const bytes = [Int32Array.of(places, design.total, REPLICATIONS), start, member, design.expected];
    const input = Buffer.concat(
      bytes.map(({ buffer, byteOffset, byteLength }) => Buffer.from(buffer, byteOffset, byteLength)),
    );
    const milliseconds = Number(execFileSync(program, { input, encoding: 'utf8' }).split(' ')[0]);
    return { name: 'C, one replicate at a time', milliseconds, nanosecondsPerUnit: (milliseconds * 1e6) / looks };
  } catch {
    console.log('  C: left out, gcc is not installed.');
    return null;
  }
}

function compare(places: number, total: number, periods: number): void {
  const from = seconds();
  const design = designOf(places, total, periods);
  likeliestClusters(design, 10);
  const before = seconds() - from;
  const looks = design.zones.member.length * windowCount(design.windows) * REPLICATIONS;
  const loop = (kind: 'compiled' | 'plain') => () => {
    replicateMaxima(design, REPLICATIONS, seededRandom(1), () => undefined, kind);
  };
  const ours = measured('ours, compiled loop', looks, loop('compiled'));
  const rows = [ours, measured('ours, plain loop', looks, loop('plain'))];
  const peer = periods === 1 ? inC(design, looks) : null;
  if (peer !== null) rows.push(peer);
  printTimings(
    `Scan, ${places} places, ${total} cases, ${periods} periods, ${REPLICATIONS} replicates: per zone`,
    rows,
    ours.name,
  );
  const whole = (before + ours.milliseconds / 1000).toFixed(2);
  console.log(`  processor seconds of the whole with circles and clusters: ${whole}`);
}

export function benchScan(): void {
  compare(300, 2000, 1);
  compare(3000, 5000, 1);
  compare(300, 2000, 52);
  console.log(
    '\nLeft out: SaTScan is closed; smerc and SpatialEpi (R, not in Debian) took 1.7 and 1.8 s for 300 places, 261 and 200 s for 3,000 (published).',
  );
}
