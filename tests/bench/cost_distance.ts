// Travel over a grid of a million and of ten million cells: ours against scikit-image, GRASS and buckets in C, on the same ground
// in one run; and what slopes and a knight's moves cost.
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { seededRandom } from '../../geodata/analysis/random.ts';
import { offRoadGrid } from '../../geodata/analysis/reach/off_road_grid.ts';
import { gridInput } from '../../geodata/analysis/reach/off_road_grid_schema.ts';
import { FLAT, type SlopeFactors, TOBLER } from '../../geodata/analysis/reach/off_road_slopes.ts';
import { offRoadWays } from '../../geodata/analysis/reach/off_road_ways.ts';
import { columnsFolder, compiled, peerTimings, processorTimings, referenceFile } from './peers.ts';
import { sumOfReached } from './road_graph.ts';
import { printTimings, type Timing } from './table.ts';

const METERS = 100;
const SOURCES = 100;

interface Ground {
  readonly side: number;
  readonly speedKmh: Float64Array;
  readonly elevation: Float64Array;
  readonly sources: Int32Array;
}

/** Speeds of 2 to 5 km/h in patches with noise, over hills. */
function ground(side: number): Ground {
  const random = seededRandom(20263);
  const speedKmh = new Float64Array(side * side);
  const elevation = new Float64Array(side * side);
  for (let i = 0; i < speedKmh.length; i++) {
    const [x, y] = [i % side, Math.floor(i / side)];
    speedKmh[i] = 2 + 2 * (0.5 + 0.5 * Math.sin(x / 30) * Math.cos(y / 23)) + random();
    elevation[i] = 200 + 80 * Math.sin(x / 40) * Math.cos(y / 57) + 3 * random();
  }
  return {
    side,
    speedKmh,
    elevation,
    sources: Int32Array.from({ length: SOURCES }, () => Math.floor(random() * side * side)),
  };
}

/** One search of ours as a contender; the framed grid is made beforehand, as the peers' rasters are. */
function search(of: Ground, moves: 8 | 16, slope: SlopeFactors): () => Float64Array {
  const { side, speedKmh, elevation, sources } = of;
  const hills = slope.kind === 'none' ? {} : { elevation };
  const input = gridInput.parse({ width: side, height: side, cellMeters: METERS, speedKmh, moves, ...hills });
  const { framed: grid } = offRoadGrid(input, slope, undefined);
  const { frame, stride } = grid;
  const starts = sources.map((cell) => (Math.floor(cell / side) + frame) * stride + (cell % side) + frame);
  return () =>
    offRoadWays({ grid, links: null, vertexCount: grid.pace.length, sources: starts, toward: false }).seconds;
}

/** GRASS is timed around each module, raster input and output included, as AccessMod uses it. */
function grassTimings(of: Ground, folder: string): Timing[] {
  const { side } = of;
  const starts = Array.from(of.sources, (cell) => `${(cell % side) + 0.5}|${side - Math.floor(cell / side) - 0.5}`);
  writeFileSync(join(folder, 'starts.txt'), starts.join('\n'));
  const script = `
set -e
g.region n=${side} s=0 w=0 e=${side} rows=${side} cols=${side} --q
r.in.bin -d input=${folder}/pace.bin output=pace bytes=8 order=little n=${side} s=0 w=0 e=${side} rows=${side} cols=${side} --q
r.in.bin -d input=${folder}/elevation.bin output=elevation bytes=8 order=little n=${side} s=0 w=0 e=${side} rows=${side} cols=${side} --q
v.in.ascii input=${folder}/starts.txt output=starts --q
TIMEFORMAT='%U %S'; t=$( { time r.cost input=pace output=cost start_points=starts memory=1000 --q > /dev/null 2>&1; } 2>&1 ); echo "GRASS r.cost $(echo $t | awk '{ print ($1 + $2) * 1000 }') 1"
TIMEFORMAT='%U %S'; t=$( { time r.walk elevation=elevation friction=pace output=walk start_points=starts memory=1000 --q > /dev/null 2>&1; } 2>&1 ); echo "GRASS r.walk $(echo $t | awk '{ print ($1 + $2) * 1000 }') 1"
`;
  writeFileSync(join(folder, 'grass.sh'), script);
  const args = ['--tmp-location', 'XY', '--exec', 'bash', join(folder, 'grass.sh')];
  return peerTimings({ name: 'GRASS', command: 'grass', args, units: side * side, expected: null });
}

function compare(side: number, turns: number): void {
  const of = ground(side);
  const units = side * side;
  const pace = of.speedKmh.map((speed) => 3.6 / speed);
  const flat = search(of, 8, FLAT);
  const name = 'ours, 8 moves, flat';
  const ours = processorTimings(
    [
      { name, work: () => flat().length },
      ...[
        { name: 'ours, 8 moves, slopes both ways', run: search(of, 8, TOBLER) },
        { name: 'ours, 16 moves, flat', run: search(of, 16, FLAT) },
      ].map(({ name: other, run }) => ({ name: other, work: () => run().length })),
    ],
    turns,
  );
  const expected = sumOfReached(flat());
  const folder = columnsFolder({ pace, elevation: of.elevation, sources: of.sources });
  const program = compiled('bench_ways.c', folder);
  const shape = [String(side), String(side), String(METERS)];
  const rows = [
    ...ours,
    ...(program === null
      ? []
      : peerTimings({ name: 'C', command: program, args: ['grid', folder, '70', '3', ...shape], units, expected })),
    ...peerTimings({
      ...{ name: 'scikit-image', command: '/usr/bin/python3', units, expected },
      args: [referenceFile('bench_ways.py'), 'grid', folder, '1', ...shape],
    }),
    ...grassTimings(of, folder),
  ];
  rmSync(folder, { recursive: true });
  printTimings(`Travel from ${SOURCES} sources over ${units} cells`, rows, name);
}

export function benchCostDistance(): void {
  compare(1000, 5);
  compare(3162, 2);
}
