// The duty board over a million reports: moving the window and switching a filter, ours against filtering and counting objects.
import { gridDisk, latLngToCell } from 'h3-js';
import { type Board, makeBoard } from '../../geodata/analysis/board/board.ts';
import { BoardCounts } from '../../geodata/analysis/board/board_counts.ts';
import { listRows } from '../../geodata/analysis/board/row_list.ts';
import { BOARD_WORD_NAMES, BOARD_WORDS, type BoardWord } from '../../geodata/schema/incident_columns.ts';
import { manyColumns, type Row } from '../geodata/analysis/board/board_rows.ts';
import { printTimings, timings } from './table.ts';

const ROWS = 1_000_000;
const DAYS = 17 * 365;
const WINDOW_DAYS = 90;
const TURNS = 5;
const NAIVE_STEPS = 2;
const STEPS = 200;

export function benchBoard(): void {
  const columns = manyColumns(ROWS, gridDisk(latLngToCell(11.8, 13.1, 8), 105).sort(), DAYS);
  const start = performance.now();
  const board = makeBoard(columns);
  const counts = new BoardCounts(board);
  console.log(
    `\nBoard of ${ROWS} rows in ${board.cellCount} cells made in ${Math.round(performance.now() - start)} ms`,
  );
  const objects = objectsOf(board);
  const list = new Uint32Array(ROWS);
  const slide = (at: number) => counts.setWindow(board.endDay - DAYS + at, board.endDay - DAYS + at + WINDOW_DAYS);
  slide(0);
  printTimings(
    `A window of ${WINDOW_DAYS} days moves by one day, all linked counts, per move`,
    timings(
      [
        {
          name: 'ours',
          work: () => {
            for (let i = 1; i <= STEPS; i++) slide(i);
            return STEPS;
          },
        },
        {
          name: 'objects, filter and count',
          work: () => {
            for (let i = 1; i <= NAIVE_STEPS; i++) countObjects(objects, board.endDay - DAYS + i);
            return NAIVE_STEPS;
          },
        },
      ],
      TURNS,
    ),
    'ours',
  );
  counts.setWindow(board.firstDay, board.endDay);
  const all = 2 ** BOARD_WORDS.type.length - 1;
  printTimings(
    'The window spans all: one change, per change',
    timings(
      [
        {
          name: 'a type is switched off and on',
          work: () => {
            counts.setWords('type', all - 1);
            counts.setWords('type', all);
            return 2;
          },
        },
        {
          name: 'the window jumps from the first half to all',
          work: () => {
            counts.setWindow(board.firstDay, board.firstDay + DAYS / 2);
            counts.setWindow(board.firstDay, board.endDay);
            return 2;
          },
        },
        {
          name: 'the table is sorted by type',
          work: () => +!!listRows(counts, { by: 'type', descending: true }, list),
        },
      ],
      TURNS,
    ),
    'a type is switched off and on',
  );
}

function objectsOf(board: Board): Row[] {
  const { rows } = board.columns;
  return Array.from({ length: board.rowCount }, (_, i) => ({
    cell: rows.cell[i] as number,
    area: rows.area[i] as number,
    day: rows.day[i] as number,
    period: rows.period[i] as number,
    type: rows.type[i] as number,
    verification: rows.verification[i] as number,
    source: rows.source[i] as number,
    placePrecision: rows.placePrecision[i] as number,
  }));
}

/** The common way: filter the records, then count them by each dimension in a Map. */
function countObjects(objects: readonly Row[], from: number): number {
  const inWindow = objects.filter(({ day }) => day >= from && day < from + WINDOW_DAYS);
  const byCell = new Map<number, number>();
  const byWord = new Map<BoardWord, Map<number, number>>(BOARD_WORD_NAMES.map((word) => [word, new Map()]));
  for (const row of inWindow) {
    byCell.set(row.cell, (byCell.get(row.cell) ?? 0) + 1);
    for (const word of BOARD_WORD_NAMES) {
      const counts = byWord.get(word) as Map<number, number>;
      counts.set(row[word], (counts.get(row[word]) ?? 0) + 1);
    }
  }
  return byCell.size;
}
