// Runs all benchmarks, or those named: npm run bench -- nearest buffers. Ratios within one run are worth quoting, times are not.
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { benchBuffers } from './buffers.ts';
import { benchCoverageGap, benchDragging } from './coverage_gap.ts';
import { benchNearest } from './nearest.ts';

const BENCHES: Readonly<Record<string, () => void | Promise<void>>> = {
  nearest: benchNearest,
  'coverage-gap': benchCoverageGap,
  dragging: benchDragging,
  buffers: benchBuffers,
  tiles: runTiles,
};

/** The tiles start servers and need a PostgreSQL of their own: a process of their own, and only where one is named. */
function runTiles(): void {
  if (process.env['BENCH_DATABASE_URL'] === undefined) {
    console.log('\nTiles: left out; name a PostgreSQL with PostGIS in BENCH_DATABASE_URL to run them.');
    return;
  }
  execFileSync(process.execPath, ['--import', 'tsx', fileURLToPath(new URL('./tiles.ts', import.meta.url))], {
    stdio: 'inherit',
  });
}

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !(name in BENCHES));
if (unknown.length > 0) {
  console.error(`There is no benchmark named ${unknown.join(', ')}. There are: ${Object.keys(BENCHES).join(', ')}.`);
  process.exitCode = 2;
} else {
  console.log(`Node ${process.version}, ${process.platform} ${process.arch}`);
  for (const [name, bench] of Object.entries(BENCHES)) {
    if (asked.length === 0 || asked.includes(name)) await bench();
  }
}
