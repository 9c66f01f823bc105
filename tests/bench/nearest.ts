// Nearest services: our index against kdbush + geokdbush and Turf on the same points, in a region and around the world, index
// alone and with geodesic meters; and how the time of a point grows with the number of services.
import { featureCollection, nearestPoint, point } from '@turf/turf';
import { around } from 'geokdbush';
import KDBush from 'kdbush';
import { seededRandom } from '../../geodata/analysis/random.ts';
import { geocentricPositions } from '../../geodata/analysis/reach/ellipsoid.ts';
import { buildNearestIndex } from '../../geodata/analysis/reach/nearest.ts';
import {
  buildPositionTree,
  type NearestList,
  nearestByChord,
  type PositionTree,
} from '../../geodata/analysis/reach/position_tree.ts';
import { printTimings, type Timing, timings } from './table.ts';

interface Points {
  readonly lon: Float64Array;
  readonly lat: Float64Array;
}

const CELLS = 1_000_000;
const SERVICES = 10_000;
/** Points that the slow peers are given; their time is per point. */
const PEER_POINTS = 50_000;
const TURF_POINTS = 1000;
const TURNS = 3;

const random = seededRandom(20261);

const EXTENTS: Readonly<Record<string, () => readonly [number, number]>> = {
  'north-east Nigeria': () => [9.5 + 5.2 * random(), 9 + 4.7 * random()],
  'the world': () => [360 * random() - 180, (Math.asin(2 * random() - 1) * 180) / Math.PI],
};

function points(count: number, place: () => readonly [number, number]): Points {
  const lon = new Float64Array(count);
  const lat = new Float64Array(count);
  for (let i = 0; i < count; i++) [lon[i], lat[i]] = place() as [number, number];
  return { lon, lat };
}

/** A raster over the same ground: cells as population grids come, row by row. */
function raster(count: number): Points {
  const side = Math.round(Math.sqrt(count));
  const at = (i: number): readonly [number, number] => [
    9.5 + (5.2 * ((i % side) + 0.5)) / side,
    13.7 - (4.7 * (Math.floor(i / side) + 0.5)) / side,
  ];
  let i = 0;
  return points(side * side, () => at(i++));
}

function geokdbush(services: Points): KDBush {
  const tree = new KDBush(services.lon.length);
  for (let i = 0; i < services.lon.length; i++) tree.add(services.lon[i] as number, services.lat[i] as number);
  tree.finish();
  return tree;
}

/** The other idea, measured beside the one kept: a walk through the k-d tree for every point. */
function askTree(tree: PositionTree, xyz: Float64Array, list: NearestList): number {
  for (let i = 0; i < xyz.length; i += 3) {
    nearestByChord(tree, xyz[i] as number, xyz[i + 1] as number, xyz[i + 2] as number, list);
  }
  return xyz.length / 3;
}

function compare(title: string, cells: Points, services: Points): void {
  const index = buildNearestIndex(services);
  const peer = geokdbush(services);
  const tree = buildPositionTree(geocentricPositions(services));
  const positions = geocentricPositions(cells);
  const list = { places: new Int32Array(1), squares: new Float64Array(1) };
  const sites = featureCollection(Array.from(services.lon, (lon, i) => point([lon, services.lat[i] as number])));
  const rows = timings(
    [
      {
        name: 'ours, index alone, built anew',
        work: () => buildNearestIndex(services).nearest(cells, { meters: false }).index.length,
      },
      { name: 'ours, index alone', work: () => index.nearest(cells, { meters: false }).index.length },
      { name: 'ours, with geodesic meters', work: () => index.nearest(cells).index.length },
      { name: 'ours, two nearest with meters', work: () => index.nearest(cells, { k: 2 }).index.length / 2 },
      { name: 'our tree in place of the grid', work: () => askTree(tree, positions, list) },
      {
        name: 'kdbush + geokdbush, index alone',
        work: () => {
          for (let i = 0; i < PEER_POINTS; i++) around(peer, cells.lon[i] as number, cells.lat[i] as number, 1);
          return PEER_POINTS;
        },
      },
      {
        name: 'turf.nearestPoint',
        work: () => {
          for (let i = 0; i < TURF_POINTS; i++) nearestPoint([cells.lon[i] as number, cells.lat[i] as number], sites);
          return TURF_POINTS;
        },
      },
    ],
    TURNS,
  );
  printTimings(
    `Nearest of ${SERVICES} services for ${cells.lon.length} cells, ${title}`,
    rows,
    'ours, index alone, built anew',
  );
}

/** Exponent b of time ∝ servicesᵇ between the first and the last size. */
function scaling(): void {
  const place = EXTENTS['north-east Nigeria'] as () => readonly [number, number];
  const cells = points(CELLS, place);
  const sizes = [10_000, 100_000, 1_000_000];
  const rows: Timing[] = sizes.flatMap((size) => {
    const services = points(size, place);
    const index = buildNearestIndex(services);
    return timings(
      [
        {
          name: `build, ${size} services (per service)`,
          work: () => {
            buildNearestIndex(services).nearest({ lon: [12], lat: [11] });
            return size;
          },
        },
        { name: `ask, ${size} services`, work: () => index.nearest(cells, { meters: false }).index.length },
      ],
      2,
    );
  });
  printTimings('Growth with the number of services', rows, `ask, ${sizes[0]} services`);
  const asked = rows.filter((row) => row.name.startsWith('ask'));
  const [first, last] = [asked[0] as Timing, asked.at(-1) as Timing];
  const exponent = Math.log(last.nanosecondsPerUnit / first.nanosecondsPerUnit) / Math.log(100);
  console.log(`  time of a point grows with services to the power of ${exponent.toFixed(2)}`);
}

/** And with the number of points, on one index. */
function scalingOfPoints(): void {
  const place = EXTENTS['north-east Nigeria'] as () => readonly [number, number];
  const services = points(SERVICES, place);
  const sizes = [10_000, 100_000, 1_000_000];
  const rows = timings(
    sizes.map((size) => {
      const cells = points(size, place);
      return { name: `${size} cells`, work: () => buildNearestIndex(services).nearest(cells).index.length };
    }),
    TURNS,
  );
  printTimings('Growth with the number of cells, index built anew, with meters', rows, `${sizes.at(-1)} cells`);
  const [first, last] = [rows[0] as Timing, rows.at(-1) as Timing];
  const exponent = Math.log(last.milliseconds / first.milliseconds) / Math.log(100);
  console.log(`  the whole grows with cells to the power of ${exponent.toFixed(2)}`);
}

export function benchNearest(): void {
  for (const [title, place] of Object.entries(EXTENTS)) {
    const services = points(SERVICES, place);
    compare(`${title}, cells in no order`, points(CELLS, place), services);
    if (title !== 'the world') compare(`${title}, a raster row by row`, raster(CELLS), services);
  }
  scaling();
  scalingOfPoints();
}
