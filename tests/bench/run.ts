// Runs all benchmarks, or those named: npm run bench -- nearest buffers. Ratios within one run are worth quoting, times are not.
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { benchAccessibility } from './accessibility.ts';
import { benchBoard } from './board.ts';
import { benchBuffers } from './buffers.ts';
import { benchCareInTime } from './care_in_time.ts';
import { benchCatchments } from './catchments.ts';
import { benchCostDistance } from './cost_distance.ts';
import { benchCoverageGap, benchDragging } from './coverage_gap.ts';
import { benchDrill } from './drill.ts';
import { benchEmerging } from './emerging.ts';
import { benchFragility } from './fragility.ts';
import { benchGiStar } from './gi_star.ts';
import { benchKernelDensity } from './kernel_density.ts';
import { benchLive } from './live.ts';
import { benchNearRepeat } from './near_repeat.ts';
import { benchNearest } from './nearest.ts';
import { benchNetwork } from './network.ts';
import { benchPacks } from './packs.ts';
import { benchPatrol } from './patrol.ts';
import { benchPlannerPicture } from './planner_picture.ts';
import { benchRoadGraph } from './road_graph.ts';
import { benchScan } from './scan.ts';
import { benchSiting } from './siting.ts';
import { benchWarning } from './warning.ts';

const BENCHES: Readonly<Record<string, () => void | Promise<void>>> = {
  nearest: benchNearest,
  'coverage-gap': benchCoverageGap,
  dragging: benchDragging,
  'road-graph': benchRoadGraph,
  'cost-distance': benchCostDistance,
  board: benchBoard,
  buffers: benchBuffers,
  'gi-star': benchGiStar,
  'emerging-hot-spots': benchEmerging,
  'kernel-density': benchKernelDensity,
  'care-in-time': benchCareInTime,
  catchments: benchCatchments,
  accessibility: benchAccessibility,
  fragility: benchFragility,
  network: benchNetwork,
  siting: benchSiting,
  packs: benchPacks,
  patrol: benchPatrol,
  'planner-picture': benchPlannerPicture,
  warning: benchWarning,
  scan: benchScan,
  drill: () => benchDrill(),
  'near-repeat': benchNearRepeat,
  live: () => benchLive(),
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
