// Which team goes where when several places ask at once: assignments over a small table of times. It knows no teams, no clocks
// and no words: rows, columns and numbers.
import type { CostMatrix } from '../cost_matrix.ts';

interface Square {
  readonly size: number;
  /** Infinity = not allowed. */
  readonly cost: Float64Array;
}

/**
 * A perfect matching of least total cost by shortest augmenting paths (Jonker & Volgenant 1987, doi:10.1007/BF02278710), with
 * its dual prices; null where there is none. O(n³). Equal totals: always the same one, for the same order of rows and columns.
 */
export function leastAssignment({ size, cost }: Square) {
  // Row and column 0 stand for "none": rows and columns count from 1 in here.
  const rowPrice = new Float64Array(size + 1);
  const columnPrice = new Float64Array(size + 1);
  const rowOf = new Int32Array(size + 1);
  const way = new Int32Array(size + 1);
  const least = new Float64Array(size + 1);
  const used = new Uint8Array(size + 1);
  for (let row = 1; row <= size; row++) {
    rowOf[0] = row;
    let column = 0;
    least.fill(Number.POSITIVE_INFINITY);
    used.fill(0);
    do {
      used[column] = 1;
      const here = rowOf[column] as number;
      let delta = Number.POSITIVE_INFINITY;
      let next = -1;
      for (let j = 1; j <= size; j++) {
        if (used[j]) continue;
        const reduced =
          (cost[(here - 1) * size + j - 1] as number) - (rowPrice[here] as number) - (columnPrice[j] as number);
        if (reduced < (least[j] as number)) {
          least[j] = reduced;
          way[j] = column;
        }
        if ((least[j] as number) < delta) {
          delta = least[j] as number;
          next = j;
        }
      }
      if (next < 0) return null;
      for (let j = 0; j <= size; j++) {
        if (used[j]) {
          const matched = rowOf[j] as number;
          rowPrice[matched] = (rowPrice[matched] as number) + delta;
          columnPrice[j] = (columnPrice[j] as number) - delta;
        } else least[j] = (least[j] as number) - delta;
      }
      column = next;
    } while (rowOf[column] !== 0);
    while (column !== 0) {
      const before = way[column] as number;
      rowOf[column] = rowOf[before] as number;
      column = before;
    }
  }
  const columnOfRow = new Int32Array(size);
  for (let j = 1; j <= size; j++) columnOfRow[(rowOf[j] as number) - 1] = j - 1;
  return { columnOfRow, rowPrice, columnPrice };
}

/** Whether every row can have a column of its own among the allowed entries (augmenting paths, Kuhn 1955, doi:10.1002/nav.3800020109). */
function hasPerfectMatching(allowed: Uint8Array, size: number): boolean {
  const rowOf = new Int32Array(size).fill(-1);
  const seen = new Int32Array(size).fill(-1);
  const place = (row: number, round: number): boolean => {
    const start = row * size;
    for (let j = 0; j < size; j++) {
      if (allowed[start + j] && rowOf[j] === -1) {
        rowOf[j] = row;
        return true;
      }
    }
    for (let j = 0; j < size; j++) {
      if (!allowed[start + j] || seen[j] === round) continue;
      seen[j] = round;
      if (place(rowOf[j] as number, round)) {
        rowOf[j] = row;
        return true;
      }
    }
    return false;
  };
  for (let row = 0; row < size; row++) if (!place(row, row)) return false;
  return true;
}

/**
 * Forbids every entry that no optimum uses: by complementary slackness the perfect matchings of least cost are those of the
 * entries whose cost equals its two prices. Exact for whole costs. Returns one of the optima.
 */
function keepOptima(allowed: Uint8Array, size: number, costOf: (at: number) => number): Int32Array | null {
  const cost = Float64Array.from(allowed, (is, at) => (is ? costOf(at) : Number.POSITIVE_INFINITY));
  const found = leastAssignment({ size, cost });
  if (found === null) return null;
  const { columnOfRow, rowPrice, columnPrice } = found;
  for (let i = 0, at = 0; i < size; i++) {
    for (let j = 0; j < size; j++, at++) {
      if ((cost[at] as number) !== (rowPrice[i + 1] as number) + (columnPrice[j + 1] as number)) allowed[at] = 0;
    }
  }
  return columnOfRow;
}

export type Aim = 'minimum-total' | 'earliest-last';

/**
 * For each row its column, −1 = none: as many rows as can be served at all, and among those ways the least sum of times, or the
 * times that are lexicographically least from the longest down (Burkard & Rendl 1991, Operations Research Letters 10:303–308).
 * Infinity = cannot serve. O(n³) for n rows and columns together; O(n⁴) at worst for the earliest last.
 */
export function assignTeams({ rows, columns, cost }: CostMatrix, aim: Aim): Int32Array {
  // Every row gets a column of its own that means "nobody", every column a row that means "stays": always perfect.
  const size = rows + columns;
  const time = new Float64Array(size * size);
  const allowed = new Uint8Array(size * size).fill(1);
  const isNobody = (at: number): boolean => at < rows * size && at % size >= columns;
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < size; j++) {
      const own = j < columns ? (cost[i * columns + j] as number) : 0;
      time[i * size + j] = own;
      if (own === Number.POSITIVE_INFINITY || (j >= columns && j - columns !== i)) allowed[i * size + j] = 0;
    }
  }
  const served = keepOptima(allowed, size, (at) => (isNobody(at) ? 1 : 0));
  const isReal = (at: number): boolean => at < rows * size && at % size < columns;
  const best =
    aim === 'earliest-last'
      ? earliestLast({ size, time, allowed, isReal, first: served })
      : leastAssignment({ size, cost: time.map((minutes, at) => (allowed[at] ? minutes : Number.POSITIVE_INFINITY)) })
          ?.columnOfRow;
  const teams = new Int32Array(rows).fill(-1);
  for (let i = 0; i < rows; i++) {
    const column = best?.[i] ?? columns;
    if (column < columns) teams[i] = column;
  }
  return teams;
}

/** Level by level from the longest time down: the least longest time, then as few of it as can be, then the next. */
function earliestLast(of: {
  readonly size: number;
  readonly time: Float64Array;
  readonly allowed: Uint8Array;
  readonly isReal: (at: number) => boolean;
  readonly first: Int32Array | null;
}): Int32Array | null {
  const { size, time, allowed, isReal } = of;
  let best = of.first;
  for (let settled = Number.POSITIVE_INFINITY; ; ) {
    const levels = [...new Set(time.filter((minutes, at) => allowed[at] && isReal(at) && minutes < settled))].sort(
      (a, b) => a - b,
    );
    // Entries between a level and those settled before are not to be used at all.
    const without = (level: number): Uint8Array =>
      allowed.map((is, at) =>
        is && !(isReal(at) && (time[at] as number) > level && (time[at] as number) < settled) ? 1 : 0,
      );
    const isPossible = (level: number): boolean => hasPerfectMatching(without(level), size);
    if (levels.length === 0) return best;
    let low = -1;
    let high = levels.length - 1;
    if (isPossible(Number.NEGATIVE_INFINITY)) high = -1;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (isPossible(levels[middle] as number)) high = middle;
      else low = middle;
    }
    const level = high < 0 ? Number.NEGATIVE_INFINITY : (levels[high] as number);
    allowed.set(without(level));
    best = keepOptima(allowed, size, (at) => (isReal(at) && time[at] === level ? 1 : 0));
    if (high < 0) return best;
    settled = level;
  }
}
