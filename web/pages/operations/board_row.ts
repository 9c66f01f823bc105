// One row of the columns as words: what the table and the details show of it. Pure.
import { type Board, dateOfDay } from '../../../geodata/analysis/board/board.ts';
import { BOARD_WORD_NAMES, BOARD_WORDS, type BoardWord, NO_CELL } from '../../../geodata/schema/incident_columns.ts';

export interface BoardRow {
  /** Its number in the columns; another one after the next reading. */
  readonly index: number;
  /** H3 r8; null where the area is all that is known. */
  readonly cell: string | null;
  readonly pcode: string;
  readonly day: number;
  /** Day, month or year, as fine as it is known. */
  readonly period: string;
  readonly words: Readonly<Record<BoardWord, string>>;
}

const LENGTH = { day: 10, month: 7, year: 4 } as const;

export function rowOf(board: Board, index: number): BoardRow {
  const { rows, cells, pcodes } = board.columns;
  const words = Object.fromEntries(
    BOARD_WORD_NAMES.map((name) => [name, BOARD_WORDS[name][rows[name][index] ?? 0] ?? '']),
  ) as Record<BoardWord, string>;
  const cell = rows.cell[index] ?? NO_CELL;
  const day = rows.day[index] ?? board.firstDay;
  return {
    index,
    cell: cell === NO_CELL ? null : (cells[cell] ?? null),
    pcode: pcodes[rows.area[index] ?? 0] ?? '',
    day,
    period: dateOfDay(day).slice(0, LENGTH[words.period as keyof typeof LENGTH]),
    words,
  };
}
