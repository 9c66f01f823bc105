// Incident columns made ready to be filtered and counted: one place column for cells and areas, and the first row of every
// day. It knows rows, days and places by number, and neither maps nor who may see them.
import { type IncidentColumns, NO_CELL } from '../../schema/incident_columns.ts';

export interface Board {
  readonly columns: IncidentColumns;
  readonly rowCount: number;
  readonly cellCount: number;
  /** Cells first, then areas: the place of a row without a cell is `cellCount` + its area. */
  readonly placeCount: number;
  readonly place: Uint32Array;
  /** Days since 1970-01-01; a board without rows has the one day on which it was read. */
  readonly firstDay: number;
  /** One past the last day: at least the day after that on which the columns were read. */
  readonly endDay: number;
  /** For each day from the first, and one past the last: the first row at or after it. */
  readonly dayStart: Uint32Array;
}

const DAY_MS = 86_400_000;
export const dayOf = (isoDate: string): number => Math.floor(Date.parse(isoDate) / DAY_MS);
export const dateOfDay = (day: number): string => new Date(day * DAY_MS).toISOString().slice(0, 10);

export function makeBoard(columns: IncidentColumns): Board {
  const { cells, pcodes, asOf, rows } = columns;
  const { cell, area, day } = rows;
  const rowCount = day.length;
  const asOfDay = dayOf(asOf);
  const firstDay = rowCount === 0 ? asOfDay : Math.min(asOfDay, day[0] as number);
  const endDay = Math.max(asOfDay, rowCount === 0 ? asOfDay : (day[rowCount - 1] as number)) + 1;
  const place = new Uint32Array(rowCount);
  const dayStart = new Uint32Array(endDay - firstDay + 1);
  for (let row = 0; row < rowCount; row++) {
    const inCell = cell[row] as number;
    place[row] = inCell === NO_CELL ? cells.length + (area[row] as number) : inCell;
    const next = (day[row] as number) - firstDay + 1;
    dayStart[next] = (dayStart[next] as number) + 1;
  }
  for (let i = 1; i < dayStart.length; i++) dayStart[i] = (dayStart[i] as number) + (dayStart[i - 1] as number);
  const placeCount = cells.length + pcodes.length;
  return { columns, rowCount, cellCount: cells.length, placeCount, place, firstDay, endDay, dayStart };
}

/** The first row at or after a day; any day may be asked for, parts of days too. */
export function rowAtDay(board: Board, day: number): number {
  const { firstDay, endDay, dayStart } = board;
  return dayStart[Math.max(0, Math.min(endDay, Math.ceil(day)) - firstDay)] as number;
}
