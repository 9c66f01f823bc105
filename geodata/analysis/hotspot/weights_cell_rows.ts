// Places sorted into rows by one coordinate and, within a row, into cells by the other, so that what is near a place is a few
// runs of the sorted order. It knows coordinates, on a plane or round a globe, and no distance.

export interface CellRows {
  readonly rowCount: number;
  /** The places in sorted order. */
  readonly place: Int32Array;
  /** Position in the sorted order at which a row starts; of `rowCount`: the number of places. */
  firstOfRow(row: number): number;
  /**
   * For each place at sorted positions `first` to `end`: the run [from, to) of row `row` that holds all within reach of it, written to
   * `from[at - first]` and `to[at - first]`. Round a globe a second run may be needed: it follows `end - first` entries later, and is
   * empty where it is not. Answers 1 or 2, the number of runs per place.
   */
  runsOf(first: number, end: number, row: number, from: Int32Array, to: Int32Array): number;
}

/** Cells per place at most: more would only be empty. */
const CELLS_PER_PLACE = 4;
/** Columns per reach: narrower cells waste less, and cost more. */
const CELLS_PER_REACH = 2;

export function cellRows(of: {
  readonly across: Float64Array;
  readonly up: Float64Array;
  /** Two places within reach differ by at most this in `up`. */
  readonly rowHeight: number;
  /** Two places within reach whose `up` lie between these differ by at most this in `across`. */
  readonly reach: (upFrom: number, upTo: number) => number;
  /** Length of a full turn of `across`, null on a plane. */
  readonly turn: number | null;
}): CellRows {
  const { across, up, reach, turn } = of;
  const count = across.length;
  const [low, high] = extent(up);
  const [west, east] = extent(across);
  const most = Math.max(16, CELLS_PER_PLACE * count);
  const height = Math.max(of.rowHeight, (high - low) / most, Number.MIN_VALUE);
  const rowCount = count === 0 ? 0 : Math.floor((high - low) / height) + 1;
  const columnsAtMost = Math.max(1, Math.floor(most / Math.max(1, rowCount)));
  const width = east - west;
  // Reach from a row into the next and within itself; columns of a row are narrower than its reach where that pays.
  const rowReach = Float64Array.from({ length: rowCount }, (_, row) =>
    Math.max(
      reach(low + (row - 1) * height, low + (row + 1) * height),
      reach(low + row * height, low + (row + 2) * height),
    ),
  );
  const columns = Int32Array.from(rowReach, (r) =>
    Math.max(1, Math.min(columnsAtMost, Math.floor((CELLS_PER_REACH * width) / Math.max(r, Number.MIN_VALUE)))),
  );
  const firstCell = new Int32Array(rowCount + 1);
  for (let row = 0; row < rowCount; row++) firstCell[row + 1] = (firstCell[row] as number) + (columns[row] as number);
  const perUnit = Float64Array.from(columns, (c) => (width > 0 ? c / width : 0));
  const column = (row: number, a: number): number =>
    Math.max(0, Math.min((columns[row] as number) - 1, Math.floor((a - west) * (perUnit[row] as number))));
  const cellOf = new Int32Array(count);
  const start = new Int32Array((firstCell[rowCount] ?? 0) + 1);
  for (let i = 0; i < count; i++) {
    const row = Math.min(rowCount - 1, Math.floor(((up[i] as number) - low) / height));
    const cell = (firstCell[row] as number) + column(row, across[i] as number);
    cellOf[i] = cell;
    start[cell + 1] = (start[cell + 1] as number) + 1;
  }
  for (let cell = 0; cell + 1 < start.length; cell++)
    start[cell + 1] = (start[cell + 1] as number) + (start[cell] as number);
  const place = new Int32Array(count);
  const next = start.slice();
  for (let i = 0; i < count; i++) {
    const cell = cellOf[i] as number;
    place[next[cell] as number] = i;
    next[cell] = (next[cell] as number) + 1;
  }
  const sorted = new Float64Array(count);
  for (let at = 0; at < count; at++) sorted[at] = across[place[at] as number] as number;
  // The run of cells of `row` between two coordinates; empty where it lies wholly beside all places.
  const firstIn = (row: number, a: number): number => start[(firstCell[row] as number) + column(row, a)] as number;
  const endIn = (row: number, a: number): number => start[(firstCell[row] as number) + column(row, a) + 1] as number;
  return {
    rowCount,
    place,
    firstOfRow: (row) => start[firstCell[row] as number] as number,
    runsOf(first, end, row, from, to) {
      const r = rowReach[row] as number;
      const places = end - first;
      const half = turn === null ? Number.POSITIVE_INFINITY : turn / 2;
      if (2 * r >= half) {
        from.fill(firstIn(row, west), 0, places);
        to.fill(endIn(row, east), 0, places);
        return 1;
      }
      const low = firstCell[row] as number;
      const last = (columns[row] as number) - 1;
      const scale = perUnit[row] as number;
      for (let i = 0, at = first; i < places; i++, at++) {
        const a = ((sorted[at] as number) - west - r) * scale;
        const b = ((sorted[at] as number) - west + r) * scale;
        // Truncation is rounding down from 0 on.
        from[i] = start[low + (a > 0 ? (a < last ? a | 0 : last) : 0)] as number;
        to[i] = start[low + (b > 0 ? (b < last ? b | 0 : last) : 0) + 1] as number;
      }
      if (turn === null || (west - r >= -half && east + r <= half)) return 1;
      for (let i = 0, at = first; i < places; i++, at++) {
        const a = sorted[at] as number;
        const shift = a - r < -half ? turn : a + r > half ? -turn : 0;
        const beside = shift === 0 || a + r + shift < west || a - r + shift > east;
        from[places + i] = beside ? 0 : firstIn(row, a - r + shift);
        to[places + i] = beside ? 0 : endIn(row, a + r + shift);
        // In a row of few columns both windows may end in one cell: one run then, so that no place comes twice.
        if (
          !beside &&
          (from[places + i] as number) < (to[i] as number) &&
          (to[places + i] as number) > (from[i] as number)
        ) {
          from[i] = Math.min(from[i] as number, from[places + i] as number);
          to[i] = Math.max(to[i] as number, to[places + i] as number);
          to[places + i] = from[places + i] as number;
        }
      }
      return 2;
    },
  };
}

function extent(column: Float64Array): [number, number] {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < column.length; i++) {
    const value = column[i] as number;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return [low, high];
}
