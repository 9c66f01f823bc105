// What the board shows, beside React: the counts, the filters, the window and its playing. Changes are gathered and told once
// a frame. Knows no map, no screen and no server.
import { type Board, dayOf, makeBoard } from '../../../geodata/analysis/board/board.ts';
import { allWords, BoardCounts } from '../../../geodata/analysis/board/board_counts.ts';
import { BOARD_WORD_NAMES, type BoardWord, type IncidentColumns } from '../../../geodata/schema/incident_columns.ts';
import { isSame, NO_PLACES, type PlaceFilter, type PlaceFinder } from './place_filter.ts';

/** Days of the window before anybody chose one. */
const FIRST_WINDOW_DAYS = 90;
/** All days pass in so many seconds at 1×. */
const PLAY_SECONDS = 90;

export interface Frames {
  request(work: (milliseconds: number) => void): number;
  cancel(id: number): void;
}

export class BoardEngine {
  readonly #frames: Frames;
  readonly #listeners = new Set<() => void>();
  #board: Board;
  #counts: BoardCounts;
  #finder: PlaceFinder | null = null;
  #places: PlaceFilter = NO_PLACES;
  #marked: Uint8Array | null = null;
  #wanted: readonly [number, number];
  #speed = 0;
  #position = 0;
  #playedAt = 0;
  #frame = 0;
  #version = 0;
  #filterVersion = 0;

  constructor(columns: IncidentColumns, frames: Frames) {
    this.#frames = frames;
    this.#board = makeBoard(columns);
    this.#counts = new BoardCounts(this.#board);
    this.#wanted = [Math.max(this.#board.firstDay, this.#board.endDay - FIRST_WINDOW_DAYS), this.#board.endDay];
    this.#counts.setWindow(...this.#wanted);
  }

  get board(): Board {
    return this.#board;
  }
  get counts(): BoardCounts {
    return this.#counts;
  }
  /** Rises with everything that changes what is counted. */
  readonly version = (): number => this.#version;
  /** Rises with the filters other than the window: what the histogram of days depends on. */
  readonly filterVersion = (): number => this.#filterVersion;
  get speed(): number {
    return this.#speed;
  }
  get places(): PlaceFilter {
    return this.#places;
  }
  get marked(): Uint8Array | null {
    return this.#marked;
  }
  /** The window ends with the newest day, and goes with it. */
  get isNow(): boolean {
    return this.#wanted[1] === this.#board.endDay;
  }
  get daysPerSecond(): number {
    return Math.max(1, Math.round((this.#board.endDay - this.#board.firstDay) / PLAY_SECONDS));
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Newer columns: filters and window stay as they are, a window up to now stays so. */
  setColumns(columns: IncidentColumns): void {
    const [from, to] = this.#wanted;
    const isNow = this.isNow;
    const allowed = BOARD_WORD_NAMES.map((word) => [word, this.#counts.allowed(word)] as const);
    this.#board = makeBoard(columns);
    this.#counts = new BoardCounts(this.#board);
    this.#wanted = isNow ? [this.#board.endDay - (to - from), this.#board.endDay] : [from, to];
    this.#counts.setWindow(...this.#wanted);
    for (const [word, bits] of allowed) if (bits !== allWords(word)) this.#counts.setWords(word, bits);
    this.#finder = null;
    this.#marked = null;
    this.#filterVersion++;
    this.#tell();
  }

  /** Where cells and areas lie; comes later than the counts. */
  setFinder(finder: PlaceFinder): void {
    this.#finder = finder;
    this.#applyPlaces();
  }

  /** Whole days from `from` up to, not with, `to`; kept inside the days there are. */
  setWindow(from: number, to: number): void {
    const { firstDay, endDay } = this.#board;
    const length = Math.max(1, Math.min(Math.round(to) - Math.round(from), endDay - firstDay));
    const start = Math.max(firstDay, Math.min(Math.round(from), endDay - length));
    if (start === this.#wanted[0] && start + length === this.#wanted[1]) return;
    this.#wanted = [start, start + length];
    this.#position = start;
    this.#schedule();
  }
  get window(): readonly [from: number, to: number] {
    return this.#wanted;
  }
  goToNow(): void {
    const [from, to] = this.#wanted;
    this.setWindow(this.#board.endDay - (to - from), this.#board.endDay);
  }

  setWords(word: BoardWord, allowed: number): void {
    const bits = allowed === 0 ? allWords(word) : allowed;
    if (bits === this.#counts.allowed(word)) return;
    this.#counts.setWords(word, bits);
    this.#filterVersion++;
    this.#tell();
  }
  setPlaces(places: PlaceFilter): void {
    if (isSame(places, this.#places)) return;
    this.#places = places;
    this.#applyPlaces();
  }
  clear(): void {
    for (const word of BOARD_WORD_NAMES) this.setWords(word, allWords(word));
    this.setPlaces(NO_PLACES);
  }

  /** 0 stops. Begins anew from the first day where the window stands at the last. */
  play(speed: number): void {
    if (speed > 0 && this.isNow) this.setWindow(this.#board.firstDay, this.#board.firstDay + this.#length);
    this.#speed = speed;
    this.#position = this.#wanted[0];
    this.#playedAt = 0;
    this.#version++;
    this.#schedule();
  }
  dispose(): void {
    this.#frames.cancel(this.#frame);
    this.#listeners.clear();
  }

  get #length(): number {
    return this.#wanted[1] - this.#wanted[0];
  }

  #applyPlaces(): void {
    const marked = this.#finder?.mark(this.#places) ?? null;
    if (marked === null && this.#marked === null) {
      this.#tell();
      return;
    }
    this.#marked = marked;
    this.#counts.setPlaces(marked);
    this.#filterVersion++;
    this.#tell();
  }

  #schedule(): void {
    if (this.#frame === 0) this.#frame = this.#frames.request((at) => this.#step(at));
  }

  #step(at: number): void {
    this.#frame = 0;
    if (this.#speed > 0) this.#advance(at);
    this.#counts.setWindow(...this.#wanted);
    this.#tell();
    if (this.#speed > 0) this.#schedule();
  }

  /** Time passes at the speed chosen, however many frames there are. */
  #advance(at: number): void {
    const seconds = this.#playedAt === 0 ? 0 : Math.min(0.5, (at - this.#playedAt) / 1000);
    this.#playedAt = at;
    this.#position += seconds * this.#speed * this.daysPerSecond;
    const length = this.#length;
    const start = Math.min(Math.floor(this.#position), this.#board.endDay - length);
    this.#wanted = [start, start + length];
    if (this.isNow) this.#speed = 0;
  }

  #tell(): void {
    this.#version++;
    for (const listener of this.#listeners) listener();
  }
}

/** Days between two dates of the address or of a saved view; the second one is the last day of the window. */
export const daysOfDates = (from: string, to: string): readonly [number, number] => [dayOf(from), dayOf(to) + 1];
