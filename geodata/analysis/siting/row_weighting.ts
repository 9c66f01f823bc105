// A search for covers with fewer sites by weights on rows that stay open. It knows reduced rows and columns and a seed, no prices.
import { randomIndex } from '../random.ts';
import type { ReducedCover } from './reduced_cover.ts';
import type { Deadline } from './siting_clock.ts';

const CLOCK_EVERY = 32;

/**
 * Row weighting local search (Gao, Yao, Weise & Li 2015, European Journal of Operational Research 246): from a cover take the site that matters
 * least; while rows are open swap: out what matters least, in the weightiest site of a random open row; rows that stay open weigh
 * more each time. Every column costs the same. Stops at `enough` sites or after so much work that the clock plays no part.
 */
export function fewerByWeighting(
  core: ReducedCover,
  from: Int32Array,
  of: { readonly enough: number; readonly work: number; readonly random: () => number; readonly deadline: Deadline },
): Int32Array {
  const search = new Weighting(core, from);
  let best = from;
  for (let step = 0; search.work < of.work && best.length > of.enough; step++) {
    while (search.open === 0 && search.chosen.length > of.enough) {
      best = search.list();
      search.remove(search.leastLoss(-1), step);
    }
    if (search.open === 0) return search.list();
    if (step % CLOCK_EVERY === 0 && of.deadline.left() <= 0) break;
    if (search.chosen.length > 0) search.remove(search.leastLoss(search.last), step);
    search.add(search.mostGain(of.random), step);
    search.weigh();
  }
  return best;
}

class Weighting {
  /** Chosen columns in no order. */
  readonly chosen: number[] = [];
  work = 0;
  last = -1;
  #justOut = -1;
  readonly #core: ReducedCover;
  readonly #isIn: Uint8Array;
  readonly #times: Int32Array;
  /** Sum of the chosen columns of a row: the column itself where it is alone. */
  readonly #sum: Int32Array;
  readonly #weight: Float64Array;
  /** Of a chosen column: weight of rows that would open without it. Of another: weight of open rows it has. */
  readonly #score: Float64Array;
  readonly #since: Int32Array;
  /** Open rows and where each stands among them. */
  readonly #openRows: Int32Array;
  readonly #place: Int32Array;
  open = 0;

  constructor(core: ReducedCover, from: Int32Array) {
    this.#core = core;
    this.#isIn = new Uint8Array(core.columns);
    this.#times = new Int32Array(core.rows);
    this.#sum = new Int32Array(core.rows);
    this.#weight = new Float64Array(core.rows).fill(1);
    this.#score = new Float64Array(core.columns);
    this.#since = new Int32Array(core.columns);
    this.#openRows = new Int32Array(core.rows);
    this.#place = new Int32Array(core.rows);
    for (let r = 0; r < core.rows; r++) {
      this.#place[r] = r;
      this.#openRows[r] = r;
      this.#change(r, 1, 0);
    }
    this.open = core.rows;
    for (const c of from) this.add(c, 0);
  }

  list(): Int32Array {
    return Int32Array.from(this.chosen).sort();
  }

  /** The chosen column that matters least, longest untouched first; not the one that has just come. */
  leastLoss(except: number): number {
    let best = -1;
    for (const c of this.chosen) {
      if (c === except && this.chosen.length > 1) continue;
      if (best < 0 || this.#isBefore(this.#score[c] as number, c, this.#score[best] as number, best)) best = c;
    }
    return best;
  }

  /** Of a random open row, the column that closes most; not the one that has just gone, unless it is the only one. */
  mostGain(random: () => number): number {
    const { start, column } = this.#core;
    const r = this.#openRows[randomIndex(random, this.open)] as number;
    let best = -1;
    for (let e = start[r] as number; e < (start[r + 1] as number); e++) {
      const c = column[e] as number;
      if (this.#isIn[c] === 1 || c === this.#justOut) continue;
      if (best < 0 || this.#isBefore(-(this.#score[c] as number), c, -(this.#score[best] as number), best)) best = c;
    }
    return best < 0 ? this.#justOut : best;
  }

  #isBefore(a: number, column: number, b: number, other: number): boolean {
    if (a !== b) return a < b;
    const since = (this.#since[column] as number) - (this.#since[other] as number);
    return since !== 0 ? since < 0 : column < other;
  }

  add(c: number, step: number): void {
    const { columnStart, columnRow, need } = this.#core;
    this.#isIn[c] = 1;
    this.chosen.push(c);
    this.#since[c] = step;
    this.last = c;
    let own = 0;
    for (let e = columnStart[c] as number; e < (columnStart[c + 1] as number); e++) {
      const r = columnRow[e] as number;
      const times = (this.#times[r] as number) + 1;
      this.#times[r] = times;
      this.#sum[r] = (this.#sum[r] as number) + c;
      if (times <= (need[r] as number)) own += this.#weight[r] as number;
      if (times === need[r]) {
        this.#close(r);
        this.#change(r, -1, 0);
      } else if (times === (need[r] as number) + 1) this.#relieve(r, c);
    }
    this.work += (columnStart[c + 1] as number) - (columnStart[c] as number);
    this.#score[c] = own;
  }

  remove(c: number, step: number): void {
    const { columnStart, columnRow, need } = this.#core;
    this.#isIn[c] = 0;
    this.chosen.splice(this.chosen.indexOf(c), 1);
    this.#since[c] = step;
    this.#justOut = c;
    let own = 0;
    for (let e = columnStart[c] as number; e < (columnStart[c + 1] as number); e++) {
      const r = columnRow[e] as number;
      const times = (this.#times[r] as number) - 1;
      this.#times[r] = times;
      this.#sum[r] = (this.#sum[r] as number) - c;
      if (times < (need[r] as number)) own += this.#weight[r] as number;
      if (times === (need[r] as number) - 1) {
        this.#openRow(r);
        this.#change(r, 1, 0, c);
      } else if (times === need[r]) this.#burden(r);
    }
    this.work += (columnStart[c + 1] as number) - (columnStart[c] as number);
    this.#score[c] = own;
  }

  /** What a row says to its columns that are in (1) or out (0). */
  #change(r: number, sign: number, isIn: number, except = -1): void {
    const { start, column } = this.#core;
    const weight = sign * (this.#weight[r] as number);
    const end = start[r + 1] as number;
    this.work += end - (start[r] as number);
    for (let e = start[r] as number; e < end; e++) {
      const c = column[e] as number;
      if (this.#isIn[c] === isIn && c !== except) this.#score[c] = (this.#score[c] as number) + weight;
    }
  }

  /** A row has got a site to spare, `c`: its others matter less. */
  #relieve(r: number, c: number): void {
    if ((this.#times[r] as number) > 2) {
      this.#change(r, -1, 1, c);
      return;
    }
    const only = (this.#sum[r] as number) - c;
    this.#score[only] = (this.#score[only] as number) - (this.#weight[r] as number);
  }

  /** A row has lost what it had to spare: each of its sites matters more. */
  #burden(r: number): void {
    if (this.#times[r] !== 1) {
      this.#change(r, 1, 1);
      return;
    }
    const only = this.#sum[r] as number;
    this.#score[only] = (this.#score[only] as number) + (this.#weight[r] as number);
  }

  #close(r: number): void {
    const at = this.#place[r] as number;
    const end = this.#openRows[--this.open] as number;
    this.#openRows[at] = end;
    this.#place[end] = at;
    this.#openRows[this.open] = r;
    this.#place[r] = this.open;
  }

  #openRow(r: number): void {
    const at = this.#place[r] as number;
    const other = this.#openRows[this.open] as number;
    this.#openRows[at] = other;
    this.#place[other] = at;
    this.#openRows[this.open] = r;
    this.#place[r] = this.open++;
  }

  weigh(): void {
    const { start, column } = this.#core;
    for (let k = 0; k < this.open; k++) {
      const r = this.#openRows[k] as number;
      this.#weight[r] = (this.#weight[r] as number) + 1;
      for (let e = start[r] as number; e < (start[r + 1] as number); e++) {
        const c = column[e] as number;
        this.#score[c] = (this.#score[c] as number) + 1;
      }
    }
  }
}
