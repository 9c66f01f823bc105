// Counts by H3 cell and period in the forms that analyses take. It knows no role and no database.
import { cellToLatLng, cellToParent, getResolution } from 'h3-js';
import { eventCells } from './event_cells.ts';

export interface CellCount {
  /** H3 index. */
  readonly cell: string;
  /** Day, or Monday of an ISO week, as a full-date. */
  readonly period: string;
  readonly count: number;
}
type Source = Readonly<Record<string, unknown>>;

const DAY_MS = 86_400_000;
export const dateOf = (day: number): string => new Date(day * DAY_MS).toISOString().slice(0, 10);
export const dayOf = (date: string): number => Date.parse(`${date}T00:00:00Z`) / DAY_MS;
/** 1970-01-01 was a Thursday. */
const mondayOf = (day: number): number => day - ((day + 3) % 7);

/**
 * The periods that share a day with the window and can be seen: days up to `asOf`, or weeks that were over 72 hours before
 * the batch of `asOf`. Later ones are not known, which is not none.
 */
export function periodsOf(of: { from: string; to: string; asOf: string | null; isWeekly: boolean }): string[] {
  if (of.asOf === null) return [];
  const step = of.isWeekly ? 7 : 1;
  const first = of.isWeekly ? mondayOf(dayOf(of.from)) : dayOf(of.from);
  const last = Math.min(dayOf(of.to), of.isWeekly ? dayOf(of.asOf) - 10 : dayOf(of.asOf));
  return Array.from({ length: Math.max(0, Math.floor((last - first) / step) + 1) }, (_, i) => dateOf(first + i * step));
}

/** The same counts by parent cells, in the order of cell and period. */
export function coarsened(rows: readonly CellCount[], resolution: number): CellCount[] {
  const sums = new Map<string, number>();
  for (const { cell, period, count } of rows) {
    const key = `${getResolution(cell) === resolution ? cell : cellToParent(cell, resolution)} ${period}`;
    sums.set(key, (sums.get(key) ?? 0) + count);
  }
  return [...sums]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, count]) => ({ cell: key.slice(0, key.indexOf(' ')), period: key.slice(key.indexOf(' ') + 1), count }));
}

/** One number for all cells together, per period. */
export function seriesOf(rows: readonly CellCount[], periods: readonly string[]): number[] {
  const at = new Map(periods.map((period, i) => [period, i]));
  const series = new Array<number>(periods.length).fill(0);
  for (const { period, count } of rows) {
    const i = at.get(period) as number;
    series[i] = (series[i] as number) + count;
  }
  return series;
}

/** Every event at the center of its cell. */
export function eventsOf(rows: readonly CellCount[], { source, resolution }: { source: Source; resolution: number }) {
  const centers = rows.flatMap(({ cell, count }) => new Array<[number, number]>(count).fill(cellToLatLng(cell)));
  const lon = Float64Array.from(centers, (center) => center[1]);
  const lat = Float64Array.from(centers, (center) => center[0]);
  return { events: { lon, lat, ...source }, h3Resolution: resolution };
}

/** Cells of the study (the box round all cells with a count, and a ring about each) by period. */
export function cubeOf(rows: readonly CellCount[], periods: readonly string[]) {
  const resolution = rows[0] === undefined ? 7 : getResolution(rows[0].cell);
  const { events } = eventsOf(rows, { source: {}, resolution });
  const { cells } = eventCells({ events, resolution });
  const place = new Map(cells.map((cell, i) => [cell, i]));
  const at = new Map(periods.map((period, i) => [period, i]));
  const counts = cells.map(() => new Float64Array(periods.length));
  for (const { cell, period, count } of rows) {
    const row = counts[place.get(cell) as number] as Float64Array;
    row[at.get(period) as number] = count;
  }
  return { counts, h3: cells, ids: cells };
}

/** Rows of the scan: cells with cases at the first day of their period. Periods stay whole. */
export function casesOf(
  rows: readonly CellCount[],
  { periods, source, periodDays }: { periods: readonly string[]; source: Source; periodDays: number },
) {
  const centers = rows.map(({ cell }) => cellToLatLng(cell));
  return {
    points: {
      lon: centers.map(([, lon]) => lon),
      lat: centers.map(([lat]) => lat),
      ids: rows.map(({ cell, period }) => `${cell} ${period}`),
      ...source,
    },
    cases: rows.map(({ count }) => count),
    times: rows.map(({ period }) => period),
    studyStart: periods[0],
    ...(periodDays === 1 ? {} : { periodDays }),
    studyEnd: dateOf(dayOf(periods.at(-1) as string) + periodDays - 1),
  };
}
