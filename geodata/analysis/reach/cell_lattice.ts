// Puts the cells of a regular grid of longitude and latitude on whole rows and columns, so that shapes can be traced exactly.
// It knows where cells lie and how wide they are; nothing of people or services.
import { ECCENTRICITY_SQUARED, POLAR_RADIUS_METERS, sineOfDegrees } from './ellipsoid.ts';

/** Pieces of cells in order of row (south first), then column. A cell cut by the antimeridian has two pieces. */
export interface CellLattice {
  readonly cell: Int32Array;
  readonly row: Int32Array;
  readonly column: Int32Array;
  /** Degrees of the lines between columns and between rows: column c lies between lonLines[c] and lonLines[c + 1]. */
  readonly lonLines: Float64Array;
  readonly latLines: Float64Array;
  /** Cells whose middle is not that of a cell of the grid; they stand at the nearest one. */
  readonly strays: number;
}

/** How far from its place, in cells, the center of a cell may lie: rounding of published grids stays far below. */
const TOLERANCE = 0.05;
/** Share of cells that may be strays: rasters that became polygons hold a few pixels merged into one. */
const MOST_STRAYS = 0.001;
const MOST_LINES = 4_000_000;

interface Line {
  readonly places: Int32Array;
  readonly first: number;
  readonly step: number;
  readonly count: number;
  readonly strays: number;
}

/** Whole-numbered places of evenly spaced values; null when they are not evenly spaced by about `step`. */
function evenPlaces(values: Float64Array, step: number): Line | null {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  const steps = Math.round((high - low) / step);
  if (steps >= MOST_LINES) return null;
  // Published steps are rounded (0.0008333); the span of the data gives the step itself.
  const exact = steps === 0 ? step : (high - low) / steps;
  if (Math.abs(exact - step) > step * TOLERANCE) return null;
  const places = new Int32Array(values.length);
  let strays = 0;
  for (let i = 0; i < values.length; i++) {
    const place = ((values[i] as number) - low) / exact;
    const whole = Math.round(place);
    if (Math.abs(place - whole) > TOLERANCE) strays++;
    places[i] = whole;
  }
  if (strays > values.length * MOST_STRAYS) return null;
  return { places, first: low, step: exact, count: steps + 1, strays };
}

/** Longitudes that run on past 180° where the cells lie on both sides of the antimeridian and not around the world. */
function unwrapped(lon: Float64Array, width: number): Float64Array {
  const bins = Math.min(7200, Math.max(1, Math.floor(360 / width)));
  const taken = new Uint8Array(bins);
  for (const value of lon) taken[Math.min(bins - 1, Math.floor(((value + 180) / 360) * bins))] = 1;
  const first = taken.indexOf(1);
  const last = taken.lastIndexOf(1);
  let widest = first + (bins - 1 - last);
  let start = -1;
  for (let bin = first, empty = 0; bin <= last; bin++) {
    if (taken[bin] === 0) empty++;
    else {
      if (empty > widest) {
        widest = empty;
        start = bin;
      }
      empty = 0;
    }
  }
  if (start < 0 || widest < 2) return lon;
  const from = (start / bins) * 360 - 180;
  return lon.map((value) => (value < from - 1e-9 ? value + 360 : value));
}

export interface GridCells {
  readonly lon: Float64Array;
  readonly lat: Float64Array;
  /** Width and height of a cell in degrees; lon and lat are the middles of the cells. */
  readonly cellDegrees: readonly [number, number];
}

/** The lattice of a regular grid; null when the cells do not lie on one. O(n + rows + columns). */
export function cellLattice(cells: GridCells): CellLattice | null {
  const [width, height] = cells.cellDegrees;
  if (cells.lon.length === 0) return emptyLattice();
  const rows = evenPlaces(cells.lat, height);
  const columns = evenPlaces(unwrapped(cells.lon, width), width);
  if (rows === null || columns === null) return null;
  const latLines = new Float64Array(rows.count + 1);
  for (let row = 0; row <= rows.count; row++) {
    latLines[row] = Math.max(-90, Math.min(90, tidy(rows.first + (row - 0.5) * rows.step)));
  }
  const pieces = cutAtAntimeridian(columns);
  const cell = new Int32Array(pieces.cell.length);
  const row = new Int32Array(pieces.cell.length);
  const column = new Int32Array(pieces.cell.length);
  const byColumn = countingOrder(pieces.column, pieces.lonLines.length);
  const rowByColumn = byColumn.map((piece) => rows.places[pieces.cell[piece] as number] as number);
  const byRow = countingOrder(rowByColumn, rows.count);
  for (let i = 0; i < byRow.length; i++) {
    const piece = byColumn[byRow[i] as number] as number;
    cell[i] = pieces.cell[piece] as number;
    row[i] = rowByColumn[byRow[i] as number] as number;
    column[i] = pieces.column[piece] as number;
  }
  return { cell, row, column, lonLines: pieces.lonLines, latLines, strays: rows.strays + columns.strays };
}

/** Takes off the rounding of the arithmetic: 13.350000000000001 reads 13.35; 10⁻¹² degrees are a tenth of a micrometer. */
function tidy(degrees: number): number {
  return Math.round(degrees * 1e12) / 1e12;
}

function emptyLattice(): CellLattice {
  const none = new Int32Array(0);
  return {
    cell: none,
    row: none,
    column: none,
    lonLines: new Float64Array(1),
    latLines: new Float64Array(1),
    strays: 0,
  };
}

/** Stable order of small whole numbers. */
function countingOrder(keys: Int32Array, keyCount: number): Int32Array {
  const next = new Int32Array(keyCount + 1);
  for (const key of keys) next[key + 1] = (next[key + 1] as number) + 1;
  for (let key = 0; key < keyCount; key++) next[key + 1] = (next[key + 1] as number) + (next[key] as number);
  const order = new Int32Array(keys.length);
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i] as number;
    const at = next[key] as number;
    order[at] = i;
    next[key] = at + 1;
  }
  return order;
}

/**
 * Columns between −180 and 180 only (RFC 7946, 3.1.9): what lies west of −180 or east of 180 moves around the world, and a
 * cell on the antimeridian is cut in two. Columns of a grid that closes around the world keep their neighbors.
 */
function cutAtAntimeridian(line: Line): { cell: Int32Array; column: Int32Array; lonLines: Float64Array } {
  const { places, first, step, count } = line;
  const slack = step * 1e-6;
  const edge = (place: number): number => first + (place - 0.5) * step;
  const turns = Math.round(360 / step);
  const closes = Math.abs(360 / step - turns) < 0.01;
  // Turn −1: west of −180; turn 1: east of 180. A gap of two columns keeps apart what does not close.
  const shiftOf = (turn: number): number => {
    if (turn === 0) return 0;
    if (closes) return -turn * turns;
    return turn > 0 ? 2 : count + 2;
  };
  const lines = new Map<number, number>();
  let least = Number.POSITIVE_INFINITY;
  let greatest = Number.NEGATIVE_INFINITY;
  const columnsOf: { turn: number; column: number }[][] = [];
  for (let place = 0; place < count; place++) {
    const parts: { turn: number; column: number }[] = [];
    for (const turn of [-1, 0, 1]) {
      const west = Math.max(edge(place), turn * 360 - 180);
      const east = Math.min(edge(place + 1), turn * 360 + 180);
      if (east - west <= slack) continue;
      const column = place + shiftOf(turn);
      parts.push({ turn, column });
      lines.set(column, west - turn * 360);
      lines.set(column + 1, east - turn * 360);
      least = Math.min(least, column);
      greatest = Math.max(greatest, column);
    }
    columnsOf.push(parts);
  }
  const lonLines = new Float64Array(greatest - least + 2).fill(Number.NaN);
  for (const [at, lon] of lines)
    lonLines[at - least] = Math.abs(Math.abs(lon) - 180) <= slack ? Math.sign(lon) * 180 : tidy(lon);
  const extra = columnsOf.some((parts) => parts.length > 1);
  const cell: number[] | Int32Array = extra ? [] : new Int32Array(places.length);
  const column: number[] | Int32Array = extra ? [] : new Int32Array(places.length);
  let used = 0;
  for (let i = 0; i < places.length; i++) {
    for (const part of columnsOf[places[i] as number] as { column: number }[]) {
      cell[used] = i;
      column[used++] = part.column - least;
    }
  }
  return { cell: Int32Array.from(cell), column: Int32Array.from(column), lonLines };
}

const ECCENTRICITY = Math.sqrt(ECCENTRICITY_SQUARED);

/** Square meters between the equator and a parallel, per radian of longitude (Snyder 1987, USGS PP 1395, eq 3-12 times a²/2). */
function squareMetersToParallel(lat: number): number {
  const sine = sineOfDegrees(lat);
  const e = ECCENTRICITY;
  return (
    ((POLAR_RADIUS_METERS * POLAR_RADIUS_METERS) / 2) *
    (sine / (1 - ECCENTRICITY_SQUARED * sine * sine) + Math.atanh(e * sine) / e)
  );
}

/** Exact area on the ellipsoid of the piece at this row and column, in square kilometers. */
export function pieceSquareKm(lattice: CellLattice, row: number, column: number): number {
  const { lonLines, latLines } = lattice;
  const width = (((lonLines[column + 1] as number) - (lonLines[column] as number)) * Math.PI) / 180;
  return (
    (width * (squareMetersToParallel(latLines[row + 1] as number) - squareMetersToParallel(latLines[row] as number))) /
    1e6
  );
}
