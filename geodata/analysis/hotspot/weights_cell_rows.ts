// Places sorted into rows by one coordinate and, within a row, into cells by the other, so that what is near a place is a few
// runs of the sorted order. It knows coordinates, on a plane or round a globe, and no distance.

export interface CellRows {
  readonly rowCount: number;
  /** The places in sorted order. */
  readonly place: Int32Array;
  /** Position in the sorted order at which a row starts; of `rowCount`: the number of places. */
  firstOfRow(row: number): number;
  /** Fills `runs` with the runs [from, to) of `row` that hold all within reach of the place at sorted position `at`; says how many. */
  runsOf(at: number, row: number): number;
  readonly runs: Int32Array;
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
  const runs = new Int32Array(4);
  const put = (run: number, row: number, from: number, to: number): number => {
    // Places stand between west and east only: what lies wholly beside them is no run.
    if (to < west || from > east) return run;
    const cell = firstCell[row] as number;
    const first = start[cell + column(row, from)] as number;
    const end = start[cell + column(row, to) + 1] as number;
    // In a row of few columns both windows may end in one cell: one run then, so that no place comes twice.
    if (run > 0 && first < (runs[1] as number) && end > (runs[0] as number)) {
      runs[0] = Math.min(first, runs[0] as number);
      runs[1] = Math.max(end, runs[1] as number);
      return run;
    }
    runs[2 * run] = first;
    runs[2 * run + 1] = end;
    return run + 1;
  };
  return {
    rowCount,
    place,
    runs,
    firstOfRow: (row) => start[firstCell[row] as number] as number,
    runsOf(at, row) {
      const a = across[place[at] as number] as number;
      const r = rowReach[row] as number;
      if (turn === null) return put(0, row, a - r, a + r);
      if (2 * r >= turn / 2) return put(0, row, west, east);
      let run = put(0, row, a - r, a + r);
      if (a - r < -turn / 2) run = put(run, row, a - r + turn, a + r + turn);
      if (a + r > turn / 2) run = put(run, row, a - r - turn, a + r - turn);
      return run;
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
