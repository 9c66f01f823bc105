// Population grids as GeoJSON → people at the center of each cell: square cells with people in them, or points with
// people per km² whose cells are told by their spacing.
import { cellAreaSquareKm } from '../../geodata/formats/cell_area.ts';
import { FileFault } from '../../geodata/formats/issue.ts';
import type { Polygon, Position } from '../../geodata/schema/geometry.ts';
import { type Adapter, eachRecord, firstColumn, hasOnly } from './adapter.ts';
import { latticeOf } from './point_lattice.ts';

const COUNTS = ['population', 'people', 'pop'];
const DENSITIES = ['people_per_km2', 'population_density', 'pop_density'];
const PEOPLE = { min: 0, max: 1e10 };
/** Share of points that may lie off the grid of the others. */
const MOST_ODD = 0.001;

export const populationCells: Adapter<'population'> = {
  id: 'population_cells',
  noun: 'population',
  title: 'Population grid of cells',
  source: 'WorldPop (worldpop.org)',
  licence: 'CC BY 4.0',
  columns: COUNTS,
  takes: (sample) =>
    sample.format === 'features' && hasOnly(sample, ['Polygon']) && firstColumn(sample, COUNTS) !== null,
  async *rows(reading) {
    const column = firstColumn(reading.sample, COUNTS) ?? '';
    reading.facts.inputPrecision = 'cell';
    const sizes = new CellSizes();
    const centers = new Centers();
    yield* eachRecord(reading, (fields) => {
      const geom = fields.geometry(['Polygon']);
      const people = fields.needNumber(column, PEOPLE);
      if (geom === null || people === null) return null;
      const box = rectangle(geom);
      if (box === null) {
        return fields.refuse('wrong_geometry', null, 'A cell has to be a rectangle along the meridians.');
      }
      const [west, south, east, north] = box;
      const [lon, lat] = [(west + east) / 2, (south + north) / 2];
      if (!centers.isNew(lon, lat)) return fields.refuse('duplicate_id', null, SAME_CENTER);
      sizes.add(east - west, north - south);
      reading.place([lon, lat]);
      return { lon, lat, people, women: null, children: null };
    });
    const usual = sizes.usual();
    if (usual === null) return;
    reading.facts.cellDegrees = usual.degrees;
    if (usual.others > 0) {
      const message = 'Larger or smaller than the other cells: their people are taken as they stand, at the center.';
      reading.log.add({ code: 'odd_cells', row: null, column: null, message, count: usual.others });
    }
  },
};

const SAME_CENTER = 'A cell with this center came before: its people would count twice. Keep one of the two.';

/** Centers of the cells that were read, by the seventh decimal: a centimeter. */
class Centers {
  readonly #rows = new Map<number, Set<number>>();

  isNew(lon: number, lat: number): boolean {
    const [x, y] = [Math.round(lon * 1e7), Math.round(lat * 1e7)];
    const row = this.#rows.get(y) ?? new Set<number>();
    this.#rows.set(y, row);
    const before = row.size;
    return row.add(x).size > before;
  }
}

/** Sizes of cells by how often they come. */
class CellSizes {
  readonly #sizes = new Map<string, { width: number; height: number; cells: number }>();
  #cells = 0;

  add(width: number, height: number): void {
    // Corners are rounded to the seventh decimal and better: sizes that differ in the sixth are different.
    const key = `${Math.round(width * 1e6)} ${Math.round(height * 1e6)}`;
    const size = this.#sizes.get(key) ?? { width: 0, height: 0, cells: 0 };
    this.#sizes.set(key, { width: size.width + width, height: size.height + height, cells: size.cells + 1 });
    this.#cells++;
  }

  /** The size that most cells have, as the mean of these (one cell alone carries the rounding of its corners). */
  usual(): { readonly degrees: [number, number]; readonly others: number } | null {
    const [first] = [...this.#sizes.values()].toSorted((a, b) => b.cells - a.cells);
    if (first === undefined) return null;
    return { degrees: [first.width / first.cells, first.height / first.cells], others: this.#cells - first.cells };
  }
}

function rectangle(geom: Polygon): readonly [number, number, number, number] | null {
  const ring = geom.coordinates[0] ?? [];
  if (geom.coordinates.length !== 1 || ring.length !== 5) return null;
  const lons = ring.map((position) => position[0]);
  const lats = ring.map((position) => position[1]);
  const [west, east] = [Math.min(...lons), Math.max(...lons)];
  const [south, north] = [Math.min(...lats), Math.max(...lats)];
  const onCorner = (position: Position) =>
    (position[0] === west || position[0] === east) && (position[1] === south || position[1] === north);
  return west < east && south < north && ring.every(onCorner) ? [west, south, east, north] : null;
}

export const populationPoints: Adapter<'population'> = {
  id: 'population_points',
  noun: 'population',
  title: 'Population density at points',
  source: 'WorldPop (worldpop.org)',
  licence: 'CC BY 4.0',
  columns: DENSITIES,
  takes: (sample) =>
    sample.format === 'features' && hasOnly(sample, ['Point']) && firstColumn(sample, DENSITIES) !== null,
  async *rows(reading) {
    const column = firstColumn(reading.sample, DENSITIES) ?? '';
    reading.facts.inputPrecision = 'cell';
    const cells: { readonly position: Position; readonly density: number }[] = [];
    const centers = new Centers();
    const read = eachRecord(reading, (fields) => {
      const geom = fields.geometry(['Point']);
      const density = fields.needNumber(column, PEOPLE);
      if (geom === null || density === null) return null;
      const position = geom.coordinates;
      return centers.isNew(...position) ? { position, density } : fields.refuse('duplicate_id', null, SAME_CENTER);
    });
    for await (const cell of read) cells.push(cell);
    const positions = cells.map((cell) => cell.position);
    const lattice = latticeOf(positions);
    if (lattice === null) throw notAGrid();
    const { cellDegrees, odd } = lattice;
    if (odd > positions.length * MOST_ODD) throw offGrid(odd, positions.length);
    if (odd > 0) {
      const message = 'Off the grid of the other points: their cells are taken to have the same size.';
      reading.log.add({ code: 'odd_cells', row: null, column: null, message, count: odd });
    }
    const [width, height] = cellDegrees;
    reading.facts.cellDegrees = [width, height];
    reading.notes.push(
      `Cells of ${width.toFixed(6)}° × ${height.toFixed(6)}° by the spacing of the points; people = people per km² × area of the cell on the ellipsoid.`,
    );
    for (const { position, density } of cells) {
      const [lon, lat] = position;
      reading.place(position);
      const area = cellAreaSquareKm([0, lat - height / 2, width, lat + height / 2]);
      yield { lon, lat, people: density * area, women: null, children: null };
    }
  },
};

const notAGrid = (): FileFault =>
  new FileFault({
    code: 'invalid_value',
    row: null,
    column: null,
    message: 'Density at points needs a grid of at least 2 × 2 points: their spacing tells the area of a cell.',
  });

const offGrid = (odd: number, all: number): FileFault =>
  new FileFault({
    code: 'invalid_value',
    row: null,
    column: null,
    message: `${odd.toLocaleString('en')} of ${all.toLocaleString('en')} points lie off the grid of the others, so the area of their cells is not known. Mend their coordinates, or bring cells with people in them.`,
  });
