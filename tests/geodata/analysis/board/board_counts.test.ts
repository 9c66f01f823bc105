// The linked counts of a board equal a filter and a count over objects, after any sequence of windows and filters.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dateOfDay, dayOf, makeBoard, rowAtDay } from '../../../../geodata/analysis/board/board.ts';
import { BoardCounts } from '../../../../geodata/analysis/board/board_counts.ts';
import { listRows, type RowOrder, sumByParent } from '../../../../geodata/analysis/board/row_list.ts';
import { BOARD_WORD_NAMES, BOARD_WORDS, type BoardWord, NO_CELL } from '../../../../geodata/schema/incident_columns.ts';
import { AS_OF, anyRow, CELLS, columnsOf, FIRST_DAY, PCODES, type Row } from './board_rows.ts';

const PLACES = CELLS.length + PCODES.length;
const placeOf = (row: Row) => (row.cell === NO_CELL ? CELLS.length + row.area : row.cell);

interface Filters {
  window: readonly [number, number];
  words: Partial<Record<BoardWord, number>>;
  places: Uint8Array | null;
}
type Step =
  | { readonly kind: 'window'; readonly from: number; readonly days: number }
  | { readonly kind: 'word'; readonly word: BoardWord; readonly allowed: number }
  | { readonly kind: 'places'; readonly marked: readonly number[] | null };

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    kind: fc.constant('window' as const),
    from: fc.integer({ min: FIRST_DAY - 9, max: FIRST_DAY + 50 }),
    days: fc.integer({ min: 0, max: 60 }),
  }),
  fc.record({
    kind: fc.constant('word' as const),
    word: fc.constantFrom(...BOARD_WORD_NAMES),
    allowed: fc.nat(511),
  }),
  fc.record({
    kind: fc.constant('places' as const),
    marked: fc.option(fc.array(fc.nat(1), { minLength: PLACES, maxLength: PLACES })),
  }),
);

/** Counts over objects; `without` is the filter that is left out. */
function naive(rows: readonly Row[], filters: Filters, without: BoardWord | 'places' | 'window' | null): Row[] {
  return rows.filter(
    (row) =>
      (without === 'window' || (row.day >= filters.window[0] && row.day < filters.window[1])) &&
      (without === 'places' || filters.places === null || filters.places[placeOf(row)] === 1) &&
      BOARD_WORD_NAMES.every(
        (word) => word === without || ((filters.words[word] ?? 511) >> (row[word] as number)) % 2 === 1,
      ),
  );
}

const tally = (rows: readonly Row[], length: number, keyOf: (row: Row) => number): number[] => {
  const counts = new Array<number>(length).fill(0);
  for (const row of rows) counts[keyOf(row)]!++;
  return counts;
};

function expectEqual(counts: BoardCounts, rows: readonly Row[], filters: Filters): void {
  expect(counts.inWindow).toBe(naive(rows, filters, null).length);
  expect([...counts.byPlace]).toEqual(tally(naive(rows, filters, 'places'), PLACES, placeOf));
  for (const word of BOARD_WORD_NAMES) {
    const expected = tally(naive(rows, filters, word), BOARD_WORDS[word].length, (row) => row[word]);
    expect([...counts.byWord[word]], word).toEqual(expected);
  }
  const days = counts.board.endDay - counts.board.firstDay;
  const dayIndex = (row: Row) => row.day - counts.board.firstDay;
  const anyDay = naive(rows, filters, 'window');
  expect([...counts.byDay]).toEqual(tally(anyDay, days, dayIndex));
  for (const [byPeriod, period] of [
    [counts.byDatedDay, 0],
    [counts.byMonth, 1],
    [counts.byYear, 2],
  ] as const) {
    const ofPeriod = anyDay.filter((row) => row.period === period);
    expect([...byPeriod]).toEqual(tally(ofPeriod, days, dayIndex));
  }
}

function play(rows: readonly Row[], steps: readonly Step[]): { counts: BoardCounts; filters: Filters } {
  const counts = new BoardCounts(makeBoard(columnsOf(rows)));
  const filters: Filters = { window: [0, Number.MAX_SAFE_INTEGER], words: {}, places: null };
  for (const move of steps) {
    if (move.kind === 'window') {
      filters.window = [move.from, move.from + move.days];
      counts.setWindow(...(filters.window as [number, number]));
    } else if (move.kind === 'word') {
      filters.words[move.word] = move.allowed;
      counts.setWords(move.word, move.allowed);
    } else {
      filters.places = move.marked === null ? null : Uint8Array.from(move.marked);
      counts.setPlaces(filters.places);
    }
    expectEqual(counts, rows, filters);
  }
  return { counts, filters };
}

describe('the counts of a board', () => {
  it('equal a filter over objects after every window, word and place filter, whatever came before', () => {
    fc.assert(
      fc.property(
        fc.array(anyRow, { maxLength: 60 }),
        fc.array(step, { minLength: 1, maxLength: 10 }),
        (rows, steps) => {
          play(rows, steps);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('stand at nothing on an empty board, which has one day and no row', () => {
    const board = makeBoard(columnsOf([]));
    expect([dateOfDay(board.firstDay), board.endDay - board.firstDay]).toEqual([AS_OF, 1]);
    const counts = new BoardCounts(board);
    counts.setWindow(board.firstDay - 30, board.endDay);
    expect([counts.inWindow, listRows(counts, { by: 'day', descending: true }, new Uint32Array(0))]).toEqual([0, 0]);
  });

  it('finds the first row of any day, also of days before the first and after the last', () => {
    fc.assert(
      fc.property(
        fc.array(anyRow, { maxLength: 40 }),
        fc.integer({ min: FIRST_DAY - 9, max: FIRST_DAY + 60 }),
        (rows, day) => {
          const board = makeBoard(columnsOf(rows));
          expect(rowAtDay(board, day)).toBe(rows.filter((row) => row.day < day).length);
        },
      ),
    );
    expect(dayOf(dateOfDay(FIRST_DAY))).toBe(FIRST_DAY);
  });
});

describe('the rows of the table', () => {
  const order: fc.Arbitrary<RowOrder> = fc.record({
    by: fc.constantFrom('day' as const, 'place' as const, ...BOARD_WORD_NAMES),
    descending: fc.boolean(),
  });

  it('are those that pass, each once, in the order asked for and the newest first among equals', () => {
    fc.assert(
      fc.property(fc.array(anyRow, { maxLength: 50 }), fc.array(step, { maxLength: 6 }), order, (rows, steps, by) => {
        const { counts, filters } = play(rows, steps);
        const out = new Uint32Array(rows.length);
        const length = listRows(counts, by, out);
        const listed = [...out.subarray(0, length)];
        expect(length).toBe(naive(rows, filters, null).length);
        expect(new Set(listed).size).toBe(length);
        expect(listed.every((row) => counts.passes(row))).toBe(true);
        const { place, columns } = counts.board;
        const key = (row: number) =>
          (by.by === 'place' ? place : by.by === 'day' ? columns.rows.day : columns.rows[by.by])[row] as number;
        listed.slice(1).forEach((row, i) => {
          const before = listed[i] as number;
          const difference = (by.descending ? -1 : 1) * (key(row) - key(before));
          expect(difference).toBeGreaterThanOrEqual(0);
          if (difference === 0 && by.by !== 'day') expect(row).toBeLessThan(before);
        });
      }),
    );
  });

  it('sum up by parents to the same total, whatever stood in the sums before', () => {
    const sums = Uint32Array.of(99, 99);
    sumByParent(Uint32Array.of(1, 2, 4, 1000), Uint32Array.of(1, 0, 1), sums);
    expect([...sums]).toEqual([2, 5]);
  });
});
