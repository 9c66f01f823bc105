// From the columns of a grid to a framed grid of paces that a search can walk over: speeds, barriers, danger, meters by row.
// It knows cells, no roads and no services.
import { Problem } from '../../schema/problem.ts';
import { requireSameLength } from '../number_columns.ts';
import { type CellFrame, cellFrame } from './off_road_frame.ts';
import type { GridInput, ThreatRules } from './off_road_grid_schema.ts';
import type { SlopeFactors } from './off_road_slopes.ts';
import { type FramedGrid, movesOf } from './off_road_ways.ts';
import { SPEED_TABLES, type SpeedTable } from './speed_tables.ts';

/** Why a cell cannot be entered. */
export const PASSABLE = 0;
export const BARRIER = 1;
export const DANGER = 2;

export interface OffRoadGrid {
  readonly framed: FramedGrid;
  readonly frame: CellFrame;
  /** By cell of the input: PASSABLE, BARRIER or DANGER. */
  readonly blocked: Uint8Array;
  /** By cell: which speed it shares with others, for draws of uncertain speeds; null = all share one. */
  readonly speedClass: Int32Array | null;
  readonly classCount: number;
  readonly table: Pick<SpeedTable, 'name' | 'version' | 'source' | 'assumed'> | null;
  readonly unknownSpeeds: number;
  readonly unknownHeights: number;
}

const KMH_PER_METER_PER_SECOND = 3.6;

const odd = (pointer: string, detail: string): Problem =>
  new Problem('invalid_input', 'The grid does not fit together.', [{ pointer: `/grid${pointer}`, detail }]);

/** Time factor of a threat level; Infinity = closed. Levels are whole numbers, see `threatColumn`. */
export function threatFactor(rules: ThreatRules | undefined, level: number): number {
  if (rules === undefined || Number.isNaN(level)) return 1;
  if (rules.avoidFrom !== undefined && level >= rules.avoidFrom) return Number.POSITIVE_INFINITY;
  return rules.factors?.[level] ?? 1;
}

export function offRoadGrid(input: GridInput, slope: SlopeFactors, threats: ThreatRules | undefined): OffRoadGrid {
  const { width, height, barrier, threat, elevation, moves, people, landCover } = input;
  const cells = width * height;
  for (const [name, column] of Object.entries({
    speedKmh: input.speedKmh,
    landCover,
    elevation,
    barrier,
    threat,
    people,
  })) {
    if (column !== undefined) {
      requireSameLength('/grid', { cells: { length: cells }, [name]: column });
    }
  }
  const frame = cellFrame(input);
  const speeds = cellSpeeds(input);
  const blocked = new Uint8Array(cells);
  const margin = moves === 16 ? 2 : 1;
  const stride = width + 2 * margin;
  const pace = new Float64Array(stride * (height + 2 * margin)).fill(Number.POSITIVE_INFINITY);
  const heights = elevation === undefined || slope.kind === 'none' ? null : new Float64Array(pace.length);
  let unknownSpeeds = 0;
  let unknownHeights = 0;
  for (let cell = 0; cell < cells; cell++) {
    const speed = speeds.ofCell(cell);
    const danger = threat === undefined ? 1 : threatFactor(threats, threat[cell] as number);
    if (Number.isNaN(speed)) unknownSpeeds++;
    if (!(speed > 0) || barrier?.[cell] === 1) blocked[cell] = BARRIER;
    else if (danger === Number.POSITIVE_INFINITY) blocked[cell] = DANGER;
    const vertex = (Math.floor(cell / width) + margin) * stride + (cell % width) + margin;
    if (blocked[cell] === PASSABLE) pace[vertex] = (KMH_PER_METER_PER_SECOND / speed) * danger;
    if (heights === null) continue;
    heights[vertex] = (elevation as Float64Array)[cell] as number;
    if (Number.isNaN(heights[vertex])) unknownHeights++;
  }
  const moveList = movesOf(moves);
  const framed: FramedGrid = {
    ...{ width, height, frame: margin, stride, pace, elevation: heights, slope },
    moves: moveList,
    lengths: frame.moveLengths(moveList, margin),
  };
  return { framed, frame, blocked, ...speeds, unknownSpeeds, unknownHeights };
}

interface CellSpeeds extends Pick<OffRoadGrid, 'speedClass' | 'classCount' | 'table'> {
  readonly ofCell: (cell: number) => number;
}

function cellSpeeds(input: GridInput): CellSpeeds {
  const { speedKmh, landCover } = input;
  if ((speedKmh === undefined) === (landCover === undefined)) {
    throw odd('/speedKmh', 'Give speedKmh, or landCover with speeds or speedTable: one of the two.');
  }
  if (speedKmh !== undefined) {
    return { speedClass: null, classCount: 1, table: null, ofCell: (cell) => speedKmh[cell] as number };
  }
  const table = tableOf(input);
  const codes = Object.keys(table.speedKmh);
  const classOfCode = new Map<string | number | null, number>(codes.map((code, i) => [code, i]));
  for (const [i, code] of codes.entries()) if (String(Number(code)) === code) classOfCode.set(Number(code), i);
  const cover = landCover as NonNullable<typeof landCover>;
  const speedClass = Int32Array.from({ length: cover.length }, (_, cell) => {
    const code = cover[cell] as string | number | null;
    const found = code === null ? -1 : classOfCode.get(code);
    if (found === undefined) throw odd(`/landCover/${cell}`, 'The speed table has no speed for this code.');
    return found;
  });
  const speedOf = Float64Array.from(codes, (code) => table.speedKmh[code] as number);
  const { name, version, source, assumed } = table;
  return {
    ...{ speedClass, classCount: codes.length, table: { name, version, source, assumed } },
    ofCell: (cell) => speedOf[speedClass[cell] as number] ?? Number.NaN,
  };
}

function tableOf({ speeds, speedTable }: GridInput): SpeedTable {
  const given = { version: 'as given', source: 'the input', assumed: false };
  const named = (speeds ?? {}) as Record<string, number | Record<string, number>>;
  const flat = Object.values(named).every((value) => typeof value === 'number');
  if (speeds !== undefined && flat && speedTable === undefined) {
    return { ...given, name: 'speeds', speedKmh: speeds as Record<string, number> };
  }
  if (speedTable === undefined) throw odd('/speedTable', 'Name the table of speeds to use, or give speeds by code.');
  const own = named[speedTable];
  if (typeof own === 'object') return { ...given, name: speedTable, speedKmh: own };
  const builtIn = SPEED_TABLES.find((table) => table.name === speedTable);
  if (builtIn !== undefined && (speeds === undefined || !flat)) return builtIn;
  throw odd('/speedTable', 'There is no such table, neither in speeds nor among the built-in ones.');
}
