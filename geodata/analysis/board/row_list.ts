// The rows that a board's filters let through, in the order of the table, and sums of cells by their parents. Numbers only.
import type { BoardWord } from '../../schema/incident_columns.ts';
import type { BoardCounts } from './board_counts.ts';

export interface RowOrder {
  readonly by: 'day' | 'place' | BoardWord;
  readonly descending: boolean;
}

/** Fills `out`, which holds at least as many as pass; within equal keys the newest row stands first. Returns how many. */
export function listRows(counts: BoardCounts, order: RowOrder, out: Uint32Array): number {
  const [low, high] = counts.rowRange;
  if (order.by === 'day') {
    let at = 0;
    if (order.descending) for (let row = high - 1; row >= low; row--) if (counts.passes(row)) out[at++] = row;
    if (!order.descending) for (let row = low; row < high; row++) if (counts.passes(row)) out[at++] = row;
    return at;
  }
  const { board } = counts;
  const key = order.by === 'place' ? board.place : board.columns.rows[order.by];
  const starts = new Uint32Array((order.by === 'place' ? board.placeCount : 256) + 1);
  for (let row = low; row < high; row++)
    if (counts.passes(row)) starts[slot(key, row)] = at(starts, slot(key, row)) + 1;
  let sum = 0;
  for (let step = 0; step < starts.length; step++) {
    const i = order.descending ? starts.length - 1 - step : step;
    const size = at(starts, i);
    starts[i] = sum;
    sum += size;
  }
  for (let row = high - 1; row >= low; row--) {
    if (!counts.passes(row)) continue;
    const i = slot(key, row);
    out[at(starts, i)] = row;
    starts[i] = at(starts, i) + 1;
  }
  return sum;
}

const slot = (key: Uint8Array | Uint32Array, row: number): number => key[row] as number;
const at = (values: Uint32Array, index: number): number => values[index] as number;

/** Sums counts of cells by their parents into `out`, which is cleared first. */
export function sumByParent(byPlace: Uint32Array, parentOf: Uint32Array, out: Uint32Array): void {
  out.fill(0);
  for (let cell = 0; cell < parentOf.length; cell++) {
    const parent = parentOf[cell] as number;
    out[parent] = (out[parent] as number) + (byPlace[cell] as number);
  }
}
