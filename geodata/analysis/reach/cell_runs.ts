// Runs of chosen cells along each row of a lattice, and which runs hang together. It knows rows and columns only.

/** Runs by row, then column: run r covers columns start[r] ≤ c < end[r] of row[r]. */
export interface CellRuns {
  readonly count: number;
  readonly row: Int32Array;
  readonly start: Int32Array;
  readonly end: Int32Array;
  /** Patch of each run: runs that share an edge of a cell are one patch; patches are numbered from 0 by their first run. */
  readonly patch: Int32Array;
  readonly patchCount: number;
  /** Run of each piece of the lattice, −1 where it is not chosen. */
  readonly runOfPiece: Int32Array;
}

export interface Pieces {
  readonly cell: Int32Array;
  readonly row: Int32Array;
  readonly column: Int32Array;
}

/** `pieces` must be in order of row, then column; `chosen` is by cell. O(pieces). */
export function cellRuns(pieces: Pieces, chosen: Uint8Array): CellRuns {
  const total = pieces.cell.length;
  const runOfPiece = new Int32Array(total).fill(-1);
  const row = new Int32Array(total);
  const start = new Int32Array(total);
  const end = new Int32Array(total);
  let count = 0;
  for (let i = 0; i < total; i++) {
    if (chosen[pieces.cell[i] as number] !== 1) continue;
    const column = pieces.column[i] as number;
    const last = count - 1;
    if (last >= 0 && row[last] === pieces.row[i] && (end[last] as number) >= column) end[last] = column + 1;
    else {
      row[count] = pieces.row[i] as number;
      start[count] = column;
      end[count] = column + 1;
      count++;
    }
    runOfPiece[i] = count - 1;
  }
  const runs = { count, row: row.slice(0, count), start: start.slice(0, count), end: end.slice(0, count) };
  return { ...runs, ...patchesOf(runs), runOfPiece };
}

function patchesOf(runs: Pick<CellRuns, 'count' | 'row' | 'start' | 'end'>): { patch: Int32Array; patchCount: number } {
  const { count, row, start, end } = runs;
  const parent = new Int32Array(count).map((_, i) => i);
  const rootOf = (run: number): number => {
    let root = run;
    while ((parent[root] as number) !== root) {
      parent[root] = parent[parent[root] as number] as number;
      root = parent[root] as number;
    }
    return root;
  };
  let below = 0;
  for (let run = 0; run < count; run++) {
    const wanted = (row[run] as number) - 1;
    while (
      (row[below] as number) < wanted ||
      ((row[below] as number) === wanted && (end[below] as number) <= (start[run] as number))
    ) {
      below++;
    }
    for (let other = below; row[other] === wanted && (start[other] as number) < (end[run] as number); other++) {
      const a = rootOf(run);
      const b = rootOf(other);
      // The smaller number stays the root, so the root of a patch is its first run.
      if (a < b) parent[b] = a;
      else parent[a] = b;
    }
  }
  const patch = new Int32Array(count);
  let patchCount = 0;
  for (let run = 0; run < count; run++) {
    const root = rootOf(run);
    patch[run] = root === run ? patchCount++ : (patch[root] as number);
  }
  return { patch, patchCount };
}
