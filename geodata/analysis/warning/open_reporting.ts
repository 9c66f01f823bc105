// How many ways to report served each cell on each day: days as numbers since 1970, cells of one resolution. It knows no
// role and no count. Cells that the same points serve share one row of days.
import { cellToParent, getResolution, gridDisk } from 'h3-js';

export interface ReportingWay {
  /** H3, resolution 7; null = the whole area. */
  readonly cell: string | null;
  readonly reachRings: number;
  readonly areaPcode: string;
  readonly openPeriods: readonly { readonly from: string; readonly until: string | null }[];
}

export interface ServedCell {
  readonly cell: string;
  /** P-codes of areas that hold its center: at least those that points serve as a whole. */
  readonly areas: readonly string[];
}

export interface OpenReporting {
  /** Whether any point is known, anywhere. */
  readonly isKept: boolean;
  /** Mean number of open points of cell `i` over the days, both inclusive; null where no point is known to serve it. */
  readonly open: (i: number, first: number, last: number) => number | null;
  /** The same over the days of the half year before `day` on which any was open; null where none was, or none is known. */
  readonly usual: (i: number, day: number) => number | null;
  /** Whether reporting was shut or less open than usual: a low count is no number then. */
  readonly fell: (i: number, first: number, last: number) => boolean;
}

const HALF_YEAR_DAYS = 182;
/** Of one point: closed for less than a tenth of the time is no fall. One that closed among many is, since nobody knows who went there. */
const NO_FALL = 0.1;
const POINT_RESOLUTION = 7;
const dayOf = (date: string): number => Date.parse(`${date}T00:00:00Z`) / 86_400_000;

/** `from` and `to`: days that are asked about; the half year before is reckoned too. */
export function openReporting(
  points: readonly ReportingWay[],
  cells: readonly ServedCell[],
  { from, to }: { readonly from: number; readonly to: number },
): OpenReporting {
  const start = from - HALF_YEAR_DAYS;
  const near = reachedCells(points, cells[0] === undefined ? POINT_RESOLUTION : getResolution(cells[0].cell));
  const byArea = pointsByArea(points);
  const rows = new Map<string, DayRow | null>();
  const rowOf = cells.map(({ cell, areas }) => {
    const serving = [...(near(cell) ?? []), ...areas.flatMap((area) => byArea.get(area) ?? [])].sort((a, b) => a - b);
    const key = serving.join();
    const known = rows.get(key);
    if (known !== undefined) return known;
    const row =
      serving.length === 0
        ? null
        : dayRow(
            serving.map((p) => points[p] as ReportingWay),
            start,
            to,
          );
    rows.set(key, row);
    return row;
  });
  const open = (i: number, first: number, last: number) => {
    const row = rowOf[i] ?? null;
    return row === null ? null : sum(row.points, first - start, last - start) / (last - first + 1);
  };
  const usual = (i: number, day: number) => {
    const row = rowOf[i] ?? null;
    if (row === null) return null;
    const span = [Math.max(0, day - HALF_YEAR_DAYS - start), day - 1 - start] as const;
    const days = sum(row.openDays, ...span);
    return days === 0 ? null : sum(row.points, ...span) / days;
  };
  return {
    isKept: points.length > 0,
    open,
    usual,
    fell(i, first, last) {
      const now = open(i, first, last);
      return now !== null && (now === 0 || now < (usual(i, first) ?? 0) - NO_FALL);
    },
  };
}

interface DayRow {
  /** Sums up to and without each day: of open points, and of days with any. */
  readonly points: Float64Array;
  readonly openDays: Float64Array;
}

const sum = (running: Float64Array, first: number, last: number): number =>
  last < first ? 0 : (running[last + 1] as number) - (running[first] as number);

function dayRow(points: readonly ReportingWay[], start: number, to: number): DayRow {
  const days = to - start + 1;
  const count = new Uint16Array(days);
  for (const { openPeriods } of points) {
    for (const { from, until } of openPeriods) {
      const last = Math.min(to, until === null ? to : dayOf(until));
      for (let day = Math.max(start, dayOf(from)); day <= last; day++) count[day - start]!++;
    }
  }
  const row = { points: new Float64Array(days + 1), openDays: new Float64Array(days + 1) };
  for (let d = 0; d < days; d++) {
    row.points[d + 1] = (row.points[d] as number) + (count[d] as number);
    row.openDays[d + 1] = (row.openDays[d] as number) + Math.min(1, count[d] as number);
  }
  return row;
}

/** Points by the cells that they reach, in cells of the resolution asked about where it is coarser than theirs. */
function reachedCells(points: readonly ReportingWay[], resolution: number) {
  const at = Math.min(POINT_RESOLUTION, resolution);
  const reached = new Map<string, number[]>();
  points.forEach(({ cell, reachRings }, p) => {
    if (cell === null) return;
    const disk = gridDisk(cell, reachRings);
    const served = at === POINT_RESOLUTION ? disk : new Set(disk.map((one) => cellToParent(one, at)));
    for (const one of served) reached.set(one, [...(reached.get(one) ?? []), p]);
  });
  return (cell: string) => reached.get(resolution > at ? cellToParent(cell, at) : cell);
}

function pointsByArea(points: readonly ReportingWay[]): Map<string, number[]> {
  const byArea = new Map<string, number[]>();
  points.forEach(({ cell, areaPcode }, p) => {
    if (cell === null) byArea.set(areaPcode, [...(byArea.get(areaPcode) ?? []), p]);
  });
  return byArea;
}
