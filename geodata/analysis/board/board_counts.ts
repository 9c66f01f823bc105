// Counts of a board under linked filters: every dimension is counted under all filters but its own. Rows stand in order of
// their day, so that moving the window touches only the rows that enter or leave it. Allocates nothing after it was made.
import { BOARD_WORD_NAMES, BOARD_WORDS, type BoardWord } from '../../schema/incident_columns.ts';
import { type Board, rowAtDay } from './board.ts';

/** One bit a filter; a row carries the bits of those that it does not pass. */
const BIT = { period: 1, type: 2, verification: 4, source: 8, placePrecision: 16, place: 32 } as const;

const MONTH = BOARD_WORDS.period.indexOf('month');
const YEAR = BOARD_WORDS.period.indexOf('year');

/** A set of words as bits: all of them. */
export const allWords = (word: BoardWord): number => 2 ** BOARD_WORDS[word].length - 1;

export class BoardCounts {
  readonly board: Board;
  /** Rows in the window by place, under all filters but that of places. */
  readonly byPlace: Uint32Array;
  /** Rows in the window by word, under all filters but that of the word's own dimension. */
  readonly byWord: Readonly<Record<BoardWord, Uint32Array>>;
  /** Rows by day under all filters but the window; of these, those whose day is known, and at its first day those of a month or a year. */
  readonly byDay: Uint32Array;
  readonly byDatedDay: Uint32Array;
  readonly byMonth: Uint32Array;
  readonly byYear: Uint32Array;
  readonly #failed: Uint8Array;
  readonly #allowed: Record<BoardWord, number>;
  #from: number;
  #to: number;
  #low = 0;
  #high = 0;
  #inWindow = 0;

  /** Begins without a filter, its window over all days. */
  constructor(board: Board) {
    this.board = board;
    this.byPlace = new Uint32Array(board.placeCount);
    this.byWord = Object.fromEntries(
      BOARD_WORD_NAMES.map((word) => [word, new Uint32Array(BOARD_WORDS[word].length)]),
    ) as Record<BoardWord, Uint32Array>;
    this.byDay = new Uint32Array(board.endDay - board.firstDay);
    this.byDatedDay = new Uint32Array(board.endDay - board.firstDay);
    this.byMonth = new Uint32Array(board.endDay - board.firstDay);
    this.byYear = new Uint32Array(board.endDay - board.firstDay);
    this.#failed = new Uint8Array(board.rowCount);
    this.#allowed = Object.fromEntries(BOARD_WORD_NAMES.map((word) => [word, allWords(word)])) as Record<
      BoardWord,
      number
    >;
    for (let row = 0; row < board.rowCount; row++) this.#countDay(row, 1);
    [this.#from, this.#to] = [board.firstDay, board.firstDay];
    this.setWindow(board.firstDay, board.endDay);
  }

  /** Rows that pass every filter. */
  get inWindow(): number {
    return this.#inWindow;
  }
  get window(): readonly [from: number, to: number] {
    return [this.#from, this.#to];
  }
  /** Rows of the window, whether they pass or not. */
  get rowRange(): readonly [low: number, high: number] {
    return [this.#low, this.#high];
  }
  allowed(word: BoardWord): number {
    return this.#allowed[word];
  }
  /** The row passes all filters but the window. */
  passes(row: number): boolean {
    return this.#failed[row] === 0;
  }

  /** Days from `from` up to, not with, `to`. Steps that overlap cost the rows they change, jumps the rows they land on. */
  setWindow(from: number, to: number): void {
    const low = rowAtDay(this.board, from);
    const high = Math.max(low, rowAtDay(this.board, to));
    const overlap = Math.min(high, this.#high) - Math.max(low, this.#low);
    if (overlap * 2 < this.#high - this.#low) {
      this.#clear();
      this.#add(low, high, 1);
    } else {
      this.#add(this.#low, Math.min(low, this.#high), -1);
      this.#add(low, Math.min(high, this.#low), 1);
      this.#add(Math.max(high, this.#low), this.#high, -1);
      this.#add(Math.max(low, this.#high), high, 1);
    }
    [this.#from, this.#to, this.#low, this.#high] = [from, to, low, high];
  }

  /** Keeps the rows whose word is in `allowed` (bits by index in BOARD_WORDS). */
  setWords(word: BoardWord, allowed: number): void {
    this.#allowed[word] = allowed;
    const bit = BIT[word];
    const column = this.board.columns.rows[word];
    const failed = this.#failed;
    for (let row = 0; row < column.length; row++) {
      const before = failed[row] as number;
      const after = (allowed >> (column[row] as number)) & 1 ? before & ~bit : before | bit;
      if (after !== before) this.#change(row, before, after);
    }
  }

  /** Keeps the rows whose place is marked with anything but 0; null = all. */
  setPlaces(marked: Uint8Array | null): void {
    const { place } = this.board;
    const failed = this.#failed;
    for (let row = 0; row < place.length; row++) {
      const before = failed[row] as number;
      const kept = marked === null || marked[place[row] as number] !== 0;
      const after = kept ? before & ~BIT.place : before | BIT.place;
      if (after !== before) this.#change(row, before, after);
    }
  }

  #change(row: number, before: number, after: number): void {
    const isCounted = row >= this.#low && row < this.#high;
    if (before === 0) this.#countDay(row, -1);
    if (isCounted) this.#add(row, row + 1, -1);
    this.#failed[row] = after;
    if (isCounted) this.#add(row, row + 1, 1);
    if (after === 0) this.#countDay(row, 1);
  }

  #countDay(row: number, sign: number): void {
    const { day, period } = this.board.columns.rows;
    const at = (day[row] as number) - this.board.firstDay;
    this.byDay[at] = (this.byDay[at] as number) + sign;
    const byPeriod = period[row] === MONTH ? this.byMonth : period[row] === YEAR ? this.byYear : this.byDatedDay;
    byPeriod[at] = (byPeriod[at] as number) + sign;
  }

  #clear(): void {
    this.byPlace.fill(0);
    for (const word of BOARD_WORD_NAMES) this.byWord[word].fill(0);
    this.#inWindow = 0;
  }

  /** Adds or takes away rows: one that passes everywhere counts, one that fails a single filter counts in that dimension. */
  #add(low: number, high: number, sign: number): void {
    const { board, byPlace, byWord } = this;
    const failed = this.#failed;
    const { place } = board;
    const { period, type, verification, source, placePrecision } = board.columns.rows;
    for (let row = low; row < high; row++) {
      const bits = failed[row] as number;
      if ((bits & (bits - 1)) !== 0) continue;
      if (bits === 0) this.#inWindow += sign;
      if ((bits & ~BIT.place) === 0) bump(byPlace, place[row] as number, sign);
      if ((bits & ~BIT.period) === 0) bump(byWord.period, period[row] as number, sign);
      if ((bits & ~BIT.type) === 0) bump(byWord.type, type[row] as number, sign);
      if ((bits & ~BIT.verification) === 0) bump(byWord.verification, verification[row] as number, sign);
      if ((bits & ~BIT.source) === 0) bump(byWord.source, source[row] as number, sign);
      if ((bits & ~BIT.placePrecision) === 0) bump(byWord.placePrecision, placePrecision[row] as number, sign);
    }
  }
}

function bump(counts: Uint32Array, at: number, sign: number): void {
  counts[at] = (counts[at] as number) + sign;
}
