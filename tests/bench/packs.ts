// What a phone loads and how fast it ranks: bytes of packs against their alternatives, and rankings a second.
import { gzipSync } from 'node:zlib';
import { seededRandom } from '../../geodata/analysis/random.ts';
import { careList } from '../../geodata/analysis/reach/care_list.ts';
import { type PackOrigin, type PackWays, packWays } from '../../geodata/analysis/reach/pack_ways.ts';
import { packDirectory, unpackDirectory } from '../../geodata/formats/directory_pack.ts';
import { textSearch } from '../../geodata/formats/fold.ts';
import { packTravel, unpackTravel } from '../../geodata/formats/travel_pack.ts';
import type { Directory, TravelColumns } from '../../geodata/schema/pack.ts';
import { demoDirectory, demoWorld, travelColumns } from '../geodata/formats/pack_case.ts';
import { damaturuStreets, regionalRoads } from '../geodata/formats/pack_real.ts';
import { realData } from '../support/real_data.ts';
import { figure, printTimings, timings } from './table.ts';

const MONDAY = Date.parse('2026-11-23T09:00:00+01:00');
/** Origins asked in one turn. */
const ORIGINS = 100;
/** Cells of the grid that are worked out; the rest is taken to be like them. */
const SAMPLED_CELLS = 1500;
const KM = 1 / 111.3;

const zipped = (bytes: Uint8Array | string): number => gzipSync(bytes, { level: 9 }).length;
const kilobytes = (bytes: number): string => `${figure(bytes / 1000)} kB`;

const waysOver = (travel: TravelColumns, { services }: Directory): PackWays =>
  packWays({
    travel,
    services: {
      lon: Float64Array.from(services, ({ lon }) => lon),
      lat: Float64Array.from(services, ({ lat }) => lat),
    },
  });

function originsIn({ services }: Directory, count: number, mode: PackOrigin['mode']): PackOrigin[] {
  const random = seededRandom(9);
  return Array.from({ length: count }, () => {
    const { lon = 0, lat = 0 } = services[Math.floor(random() * services.length)] ?? {};
    return { lon: lon + 0.3 * (random() - 0.5), lat: lat + 0.3 * (random() - 0.5), mode };
  });
}

/** The columns as they are, nodes to a millionth of a degree, lengths and times to a tenth. */
function plainColumns({ lon, lat, from, to, meters, seconds, oneWay, major }: TravelColumns): Uint8Array {
  const whole = (column: Float64Array, units: number) => Int32Array.from(column, (value) => Math.round(value * units));
  const parts = [whole(lon, 1e6), whole(lat, 1e6), from, to, whole(meters, 10), whole(seconds, 10), oneWay, major];
  return Buffer.concat(parts.map((part) => new Uint8Array(part.buffer, part.byteOffset, part.byteLength)));
}

function sizesOfRoads(name: string, travel: TravelColumns): number {
  const packed = zipped(packTravel(travel));
  console.log(
    `  ${name}: ${travel.lon.length} nodes, ${travel.from.length} roads: pack ${kilobytes(packed)}, plain columns ${kilobytes(zipped(plainColumns(travel)))}`,
  );
  return packed;
}

const nearestTen = (minutes: Float64Array): number[] =>
  Array.from(minutes.keys())
    .filter((s) => !Number.isNaN(minutes[s]))
    .sort((a, b) => (minutes[a] as number) - (minutes[b] as number) || a - b)
    .slice(0, 10);

/** Kilometer cells within 5 km of a road, row by row. */
function cellsNearRoads({ lon, lat }: TravelColumns): [number, number][] {
  const cells = new Set<string>();
  lon.forEach((x, i) => {
    const [column, row] = [Math.floor(x / KM), Math.floor((lat[i] as number) / KM)];
    for (let dy = -5; dy <= 5; dy++) for (let dx = -5; dx <= 5; dx++) cells.add(`${row + dy} ${column + dx}`);
  });
  return [...cells]
    .map((cell) => cell.split(' ').map(Number) as [number, number])
    .sort((a, b) => a[0] - b[0] || a[1] - b[1]);
}

/** The ten nearest services of any kind and their minutes, on foot and in a vehicle, for each cell. */
function sizeOfGrid(travel: TravelColumns, ways: PackWays): void {
  const cells = cellsNearRoads(travel);
  const first = Math.floor((cells.length - SAMPLED_CELLS) / 2);
  const columns: number[][] = [[], [], [], []];
  for (const [row, column] of cells.slice(first, first + SAMPLED_CELLS)) {
    (['walk', 'vehicle'] as const).forEach((mode, m) => {
      const { minutes } = ways.from({ lon: (column + 0.5) * KM, lat: (row + 0.5) * KM, mode });
      const ten = nearestTen(minutes);
      columns[2 * m]?.push(...ten);
      columns[2 * m + 1]?.push(...ten.map((s) => Math.min(65_535, Math.round(minutes[s] as number))));
    });
  }
  const bytes = columns.map((column) => zipped(new Uint8Array(Uint16Array.from(column).buffer)));
  const each = bytes.reduce((sum, size) => sum + size, 0) / SAMPLED_CELLS;
  console.log(
    `  grid of 1 km, ${cells.length} cells within 5 km of a road, ten services of any kind by two modes: ${figure(each)} bytes a cell, ${kilobytes(each * cells.length)}`,
  );
}

/** How often the middle of a kilometer cell has the same ten services in the same order as a place in it. */
function agreementOfGrid(ways: PackWays, directory: Directory): void {
  let same = 0;
  const origins = originsIn(directory, ORIGINS, 'walk');
  for (const origin of origins) {
    const middle = {
      ...origin,
      lon: (Math.floor(origin.lon / KM) + 0.5) * KM,
      lat: (Math.floor(origin.lat / KM) + 0.5) * KM,
    };
    const [here, there] = [ways.from(origin), ways.from(middle)].map(({ minutes }) => nearestTen(minutes).join());
    if (here === there) same++;
  }
  console.log(`  the grid names the same ten services as the roads for ${same} of ${origins.length} places`);
}

function benchSizes(): void {
  console.log('\nBytes of packs, zipped');
  for (const scale of [1, 30]) {
    const directory = demoDirectory(scale);
    console.log(
      `  directory of the demo at scale ${scale}: ${directory.services.length} services: pack ${kilobytes(zipped(packDirectory(directory)))}, plain JSON ${kilobytes(zipped(JSON.stringify(directory)))}`,
    );
    const travel = travelColumns(demoWorld(scale).roads());
    sizesOfRoads(`roads of the demo at scale ${scale}`, travel);
    if (scale > 1) continue;
    const ways = waysOver(travel, directory);
    sizeOfGrid(travel, ways);
    agreementOfGrid(ways, directory);
  }
  const folder = realData('ne-nigeria');
  if (folder === null) {
    console.log('  real roads are left out: name their folder in SAFEREACH_REAL_DATA.');
    return;
  }
  sizesOfRoads('streets of Damaturu', damaturuStreets(folder));
  sizesOfRoads('roads between towns of north-eastern Nigeria', regionalRoads(folder));
}

function benchRanking(): void {
  const directory = unpackDirectory(packDirectory(demoDirectory(1)));
  const bytes = packTravel(travelColumns(demoWorld(1).roads()));
  const travel = unpackTravel(bytes);
  const ways = waysOver(travel, directory);
  const origins = originsIn(directory, ORIGINS, 'walk');
  const minutes = origins.map((origin) => ways.from(origin));
  const places = textSearch(directory.places.map(({ name }) => ({ text: name })));
  const timing = timings(
    [
      {
        name: 'list and clock, ways given',
        work: () => {
          minutes.forEach((from, i) => {
            careList({ directory, ways: from, departure: MONDAY + i * 60_000, hoursSinceIncident: 30, group: 'rape' });
          });
          return minutes.length;
        },
      },
      {
        name: 'list and clock, ways worked out',
        work: () => {
          for (const origin of origins) {
            const from = ways.from(origin);
            careList({ directory, ways: from, departure: MONDAY, hoursSinceIncident: 30, group: 'rape' });
          }
          return origins.length;
        },
      },
      {
        name: 'ways made ready, once a visit',
        work: () => {
          waysOver(unpackTravel(bytes), directory);
          return 1;
        },
      },
      {
        name: 'a place found by a misspelled name',
        work: () => {
          for (let i = 0; i < 100; i++) places.find('maidugrui', 8);
          return 100;
        },
      },
    ],
    5,
  );
  printTimings(`Ranking ${directory.services.length} services on the demo`, timing, timing[0]?.name ?? '');
  for (const { name, nanosecondsPerUnit } of timing.slice(0, 2)) {
    console.log(`  ${name}: ${figure(1e9 / nanosecondsPerUnit)} a second`);
  }
}

export function benchPacks(): void {
  benchSizes();
  benchRanking();
}
