// A proved lower bound for set covering, covers found on the way, and columns that no better cover holds. It knows reduced rows and
// columns, no solver.
import type { ReducedCover } from './reduced_cover.ts';
import type { Deadline } from './siting_clock.ts';
import type { OpenSites } from './siting_rules.ts';

export interface SetCoverBound {
  /** No cover costs less (forced sites not counted). */
  readonly bound: number;
  /** Columns of the best cover; null = none was found. */
  readonly columns: Int32Array | null;
  readonly cost: number;
  /** 1 = in no cover that costs at most `worth`. */
  readonly closed: Uint8Array;
}

export interface CoverGoal {
  /** A cover of at most this cost ends the search. */
  readonly enough: number;
  /** A bound above this ends it too. */
  readonly beyond: number;
  /** Costs are whole numbers of sites: a bound is rounded up, and only a cover with one site less is better. */
  readonly whole: boolean;
  /** Open sites that a cover grows from and that say what may be added; null = anything may. */
  readonly open: (() => OpenSites) | null;
  readonly deadline: Deadline;
  /** A cover to begin with. */
  readonly start?: Int32Array | null;
  readonly rounds?: number;
}

const MOST_ROUNDS = 2000;
const AIM = 1.01;
const PATIENCE = 30;
/** Share of the last direction kept in the next one (Camerini, Fratta & Maffioli 1975, Mathematical Programming Study 3). */
const KEPT_DIRECTION = 0.9;
const LEAST_STEP = 2e-3;
const COVER_EVERY = 5;
const SLACK = 1e-7;
/** Rounding in sums over rows, as a share of the terms: subtracted before anything is called proved. */
const ROUNDING = 1e-12;

/** The least whole number of sites that a bound allows. */
export const roundedUp = (bound: number, whole: boolean): number => (whole ? Math.ceil(bound - SLACK) : bound);

/**
 * Lagrangean relaxation of the rows (Beasley 1987, doi:10.1016/0377-2217(87)90141-X): L(u) = Σ u·need + Σ min(0, c − Σ u over the
 * rows of the column), steps and greedy covers by reduced costs as Caprara, Fischetti & Toth 1999 (doi:10.1287/opre.47.5.730).
 */
export function lagrangeanSetCover(core: ReducedCover, goal: CoverGoal): SetCoverBound {
  const search = new CoverPrices(core, goal);
  const rounds = goal.rounds ?? MOST_ROUNDS;
  let step = 1;
  let idle = 0;
  for (let round = 0; round < rounds && step > LEAST_STEP && !search.done(); round++) {
    if (search.relax()) idle = 0;
    else if (++idle >= PATIENCE) {
      step /= 2;
      idle = 0;
    }
    if (round % (goal.start ? 20 * COVER_EVERY : COVER_EVERY) === 0) search.cover();
    if (goal.deadline.left() <= 0) break;
    search.move(step);
  }
  return search;
}

class CoverPrices implements SetCoverBound {
  bound = Number.NEGATIVE_INFINITY;
  columns: Int32Array | null = null;
  cost = Number.POSITIVE_INFINITY;
  readonly closed: Uint8Array;
  readonly #core: ReducedCover;
  readonly #goal: CoverGoal;
  readonly #price: Float64Array;
  readonly #reduced: Float64Array;
  /** No row is worth more: without it a price that changes nothing would grow until its rounding looks like a bound. */
  readonly #cap: Float64Array;
  readonly #lack: Int32Array;
  readonly #way: Float64Array;
  readonly #left: Int32Array;
  readonly #rowsLeft: Int32Array;
  readonly #score: Float64Array;
  #value = 0;

  constructor(core: ReducedCover, goal: CoverGoal) {
    this.#core = core;
    this.#goal = goal;
    this.closed = new Uint8Array(core.columns);
    this.#price = new Float64Array(core.rows);
    this.#reduced = new Float64Array(core.columns);
    this.#cap = new Float64Array(core.rows);
    this.#lack = new Int32Array(core.rows);
    this.#way = new Float64Array(core.rows);
    this.#left = new Int32Array(core.rows);
    this.#rowsLeft = new Int32Array(core.columns);
    this.#score = new Float64Array(core.columns);
    if (goal.start) this.#keep(goal.start);
    const { start, column, columnStart, cost } = core;
    const dearest = cost.reduce((sum, each) => sum + each, 0);
    for (let r = 0; r < core.rows; r++) {
      let least = Number.POSITIVE_INFINITY;
      for (let e = start[r] as number; e < (start[r + 1] as number); e++) {
        const c = column[e] as number;
        const size = (columnStart[c + 1] as number) - (columnStart[c] as number);
        least = Math.min(least, (cost[c] as number) / size);
      }
      this.#price[r] = least === Number.POSITIVE_INFINITY ? 0 : least;
      this.#cap[r] = capOf(core, r, dearest);
    }
  }

  done(): boolean {
    const { enough, beyond, whole } = this.#goal;
    const bound = roundedUp(this.bound, whole);
    return this.cost <= enough || bound > beyond || bound >= this.cost * (1 - 1e-10);
  }

  /** Value at the current prices; true when it beats the best bound. */
  relax(): boolean {
    const { rows, columns, start, column, need, cost } = this.#core;
    const reduced = this.#reduced;
    const price = this.#price;
    reduced.set(cost);
    let value = 0;
    for (let r = 0; r < rows; r++) {
      const u = price[r] as number;
      if (u === 0) continue;
      value += u * (need[r] as number);
      const end = start[r + 1] as number;
      for (let e = start[r] as number; e < end; e++) {
        const c = column[e] as number;
        reduced[c] = (reduced[c] as number) - u;
      }
    }
    const slack = ROUNDING * value;
    for (let c = 0; c < columns; c++) if ((reduced[c] as number) < 0) value += reduced[c] as number;
    value -= slack;
    this.#value = value;
    if (value <= this.bound) return false;
    this.bound = value;
    this.#close();
    return true;
  }

  /** A column that would raise the bound past what a better cover may cost is in none. */
  #close(): void {
    const { whole, beyond } = this.#goal;
    const better = whole ? Math.min(this.cost - 1, beyond) + SLACK : this.cost * (1 + 1e-9);
    if (better === Number.POSITIVE_INFINITY) return;
    for (let c = 0; c < this.#core.columns; c++)
      if (this.bound + (this.#reduced[c] as number) > better) this.closed[c] = 1;
  }

  /** Prices up where a row lacks sites, down where it has more than it needs. */
  move(step: number): void {
    const { rows, columns, columnStart, columnRow, need } = this.#core;
    const lack = this.#lack;
    const way = this.#way;
    lack.set(need);
    for (let c = 0; c < columns; c++) {
      if ((this.#reduced[c] as number) >= 0) continue;
      for (let e = columnStart[c] as number; e < (columnStart[c + 1] as number); e++) {
        const r = columnRow[e] as number;
        lack[r] = (lack[r] as number) - 1;
      }
    }
    let length = 0;
    for (let r = 0; r < rows; r++) {
      const next = KEPT_DIRECTION * (way[r] as number) + (1 - KEPT_DIRECTION) * (lack[r] as number);
      way[r] = next;
      if (next > 0 || (this.#price[r] as number) > 0) length += next * next;
    }
    if (length === 0) return;
    // Just past what would settle the question, if that is nearer than the best cover.
    const settled = this.#goal.beyond + (this.#goal.whole ? 0.5 : 0.01 * Math.abs(this.#goal.beyond));
    const aim = Math.min(this.cost, Math.max(settled, this.bound * AIM));
    const size = (step * Math.max((Number.isFinite(aim) ? aim : 2 * this.#value) - this.#value, 1e-9)) / length;
    for (let r = 0; r < rows; r++)
      this.#price[r] = Math.min(
        this.#cap[r] as number,
        Math.max(0, (this.#price[r] as number) + size * (way[r] as number)),
      );
  }

  /** Greedy by reduced cost per row still open, then without what is not needed; kept where it is the best so far. */
  cover(): void {
    const found = this.#greedy();
    if (found !== null) this.#keep(found);
  }

  #keep(found: Int32Array): void {
    let cost = 0;
    for (const c of found) cost += this.#core.cost[c] as number;
    if (cost >= this.cost) return;
    this.columns = found;
    this.cost = cost;
  }

  #greedy(): Int32Array | null {
    const { rows, columns, columnStart, columnRow, need } = this.#core;
    const left = this.#left;
    const rowsLeft = this.#rowsLeft;
    left.set(need);
    this.#score.set(this.#reduced);
    for (let c = 0; c < columns; c++) rowsLeft[c] = (columnStart[c + 1] as number) - (columnStart[c] as number);
    const open = this.#goal.open?.() ?? null;
    const chosen: number[] = [];
    let missing = 0;
    for (let r = 0; r < rows; r++) missing += need[r] as number;
    while (missing > 0) {
      const c = this.#cheapest(open);
      if (c < 0) return null;
      chosen.push(c);
      open?.add(this.#core.site[c] as number);
      rowsLeft[c] = 0;
      for (let e = columnStart[c] as number; e < (columnStart[c + 1] as number); e++)
        missing -= this.#serve(columnRow[e] as number);
    }
    return this.#withoutIdle(chosen);
  }

  #cheapest(rules: OpenSites | null): number {
    let best = -1;
    let least = Number.POSITIVE_INFINITY;
    for (let c = 0; c < this.#core.columns; c++) {
      const open = this.#rowsLeft[c] as number;
      if (open <= 0) continue;
      const score = this.#score[c] as number;
      const value = score > 0 ? score / open : score * open;
      if (value >= least || (rules !== null && !rules.canAdd(this.#core.site[c] as number))) continue;
      best = c;
      least = value;
    }
    return best;
  }

  /** One more site for a row: once it has enough, its price is no reason to open another. */
  #serve(r: number): number {
    const left = this.#left[r] as number;
    if (left <= 0) return 0;
    this.#left[r] = left - 1;
    if (left > 1) return 1;
    const { start, column } = this.#core;
    const u = this.#price[r] as number;
    for (let e = start[r] as number; e < (start[r + 1] as number); e++) {
      const c = column[e] as number;
      this.#rowsLeft[c] = (this.#rowsLeft[c] as number) - 1;
      this.#score[c] = (this.#score[c] as number) + u;
    }
    return 1;
  }

  #withoutIdle(chosen: readonly number[]): Int32Array {
    const { columnStart, columnRow, need, cost } = this.#core;
    const times = this.#left.fill(0);
    const rowsOf = (c: number): Int32Array => columnRow.subarray(columnStart[c], columnStart[c + 1]);
    for (const c of chosen) for (const r of rowsOf(c)) times[r] = (times[r] as number) + 1;
    const order = [...chosen].sort(
      (a, b) => (cost[b] as number) - (cost[a] as number) || rowsOf(a).length - rowsOf(b).length || b - a,
    );
    const kept: number[] = [];
    for (const c of order) {
      if (!rowsOf(c).every((r) => (times[r] as number) > (need[r] as number))) kept.push(c);
      else for (const r of rowsOf(c)) times[r] = (times[r] as number) - 1;
    }
    return Int32Array.from(kept).sort();
  }
}

/** The cheapest site of a row that needs one; the sum of all where it needs more. */
function capOf({ start, column, need, cost }: ReducedCover, r: number, sum: number): number {
  if ((need[r] as number) > 1) return sum;
  let least = sum;
  for (let e = start[r] as number; e < (start[r + 1] as number); e++)
    least = Math.min(least, cost[column[e] as number] as number);
  return least;
}
