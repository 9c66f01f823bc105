// A coverage gap over a million cells: what the first answer costs, and what each move of the slider costs after it.
import { method } from '../../geodata/analysis/catalog.ts';
import { seededRandom } from '../../geodata/analysis/random.ts';
import { cellLattice } from '../../geodata/analysis/reach/cell_lattice.ts';
import { reachOfServices } from '../../geodata/analysis/reach/coverage_gap.ts';
import { coverageTable, gapFigures, uncoveredCells } from '../../geodata/analysis/reach/gap_figures.ts';
import { gapPolygons } from '../../geodata/analysis/reach/gap_polygons.ts';
import { movingService } from '../../geodata/analysis/reach/moving_service.ts';
import { printTimings, timings } from './table.ts';

const SIDE = 1000;
const CELLS = SIDE * SIDE;
const SERVICES = 3000;
const STEP_DEGREES = 0.005;
const AREAS = 64;
const TURNS = 5;

export function benchCoverageGap(): void {
  const random = seededRandom(1);
  const lon = new Float64Array(CELLS);
  const lat = new Float64Array(CELLS);
  const people = new Float64Array(CELLS);
  const women = new Float64Array(CELLS);
  const children = new Float64Array(CELLS);
  const area = new Int32Array(CELLS);
  for (let i = 0; i < CELLS; i++) {
    const [x, y] = [i % SIDE, Math.floor(i / SIDE)];
    lon[i] = 9.5 + (x + 0.5) * STEP_DEGREES;
    lat[i] = 14 - (y + 0.5) * STEP_DEGREES;
    people[i] = 100 * random();
    women[i] = (people[i] as number) / 2;
    children[i] = (people[i] as number) / 3;
    area[i] = Math.floor((8 * y) / SIDE) * 8 + Math.floor((8 * x) / SIDE);
  }
  const services = {
    lon: Float64Array.from({ length: SERVICES }, () => 9.5 + 5 * random()),
    lat: Float64Array.from({ length: SERVICES }, () => 9 + 5 * random()),
  };
  const cellDegrees: [number, number] = [STEP_DEGREES, STEP_DEGREES];
  const demand = { people, women, children, area, areaCount: AREAS };
  const reach = reachOfServices({ lon, lat }, services);
  const table = coverageTable(demand, reach);
  const lattice = cellLattice({ lon, lat, cellDegrees });
  if (lattice === null) throw new Error('The cells of the benchmark are a grid.');
  let radius = 3000;
  const nextRadius = (): number => {
    radius = 3000 + ((radius + 137) % 6000);
    return radius;
  };
  const areas = Array.from({ length: AREAS }, (_, i) => ({ pcode: `NG${i}`, name: `${i}` }));
  const cells = { lon, lat, people, women, children, area, areas, cellDegrees };
  const coverage = method('coverage-gap');
  const rows = timings(
    [
      {
        name: 'new radius: all sums by area',
        work: () => {
          gapFigures(table, nextRadius());
          return CELLS;
        },
      },
      { name: 'new radius: uncovered cells', work: () => uncoveredCells(reach.nearest, nextRadius()).length },
      {
        name: 'new radius: polygons with holes',
        work: () => {
          gapPolygons(lattice, uncoveredCells(reach.nearest, nextRadius()), demand);
          return CELLS;
        },
      },
      {
        name: 'once: two nearest services of each cell',
        work: () => reachOfServices({ lon, lat }, services).owner.length,
      },
      {
        name: 'once: table by area',
        work: () => {
          coverageTable(demand, reach);
          return CELLS;
        },
      },
      {
        name: 'once: lattice',
        work: () => {
          cellLattice({ lon, lat, cellDegrees });
          return CELLS;
        },
      },
      {
        name: 'catalog: checked input to whole result',
        work: () => {
          coverage.run({ cells, services, radiusMeters: 5000 });
          return CELLS;
        },
      },
    ],
    TURNS,
  );
  printTimings(
    `Coverage gap, ${CELLS} cells, ${SERVICES} services (ns a cell = ms in all)`,
    rows,
    'new radius: all sums by area',
  );
}

/** One service of many is dragged over a hundred thousand cells: each move against measuring all services anew. */
export function benchDragging(): void {
  const random = seededRandom(2);
  const count = 100_000;
  const column = (length: number, from: number, by: number) =>
    Float64Array.from({ length }, () => from + by * random());
  const cells = { lon: column(count, 9.5, 2), lat: column(count, 11, 2) };
  const area = Int32Array.from({ length: count }, () => Math.floor(65 * random()));
  const demand = {
    people: column(count, 0, 100),
    women: column(count, 0, 50),
    children: column(count, 0, 40),
    area,
    areaCount: 65,
  };
  const staying = { lon: column(500, 9.5, 2), lat: column(500, 11, 2) };
  const moving = movingService({ cells, demand, staying, radiusMeters: 5000 });
  const drop = () => ({ lon: 9.5 + 2 * random(), lat: 11 + 2 * random() });
  const moves = Array.from({ length: 200 }, () => {
    const { lon, lat } = drop();
    const start = performance.now();
    moving.at(lon, lat);
    moving.uncovered();
    return performance.now() - start;
  }).sort((a, b) => a - b);
  console.log(
    `\nOne of 501 services moved over ${count} cells: median ${moves[100]?.toFixed(2)} ms, 95 % within ${moves[190]?.toFixed(2)} ms`,
  );
  printTimings(
    'A move (per cell)',
    timings(
      [
        {
          name: 'ours: one moved, the others known',
          work: () => {
            const { lon, lat } = drop();
            moving.at(lon, lat);
            return count;
          },
        },
        {
          name: 'all services anew',
          work: () => {
            const { lon, lat } = drop();
            const reach = reachOfServices(cells, { lon: [...staying.lon, lon], lat: [...staying.lat, lat] });
            gapFigures(coverageTable(demand, reach), 5000);
            return count;
          },
        },
      ],
      9,
    ),
    'ours: one moved, the others known',
  );
}
