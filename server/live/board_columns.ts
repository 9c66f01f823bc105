// From packed rows to the columns of the board: each cell once, rows by day, then cell, then words, so that the same records are
// the same bytes. Knows no database; lets other requests in between its steps.
import { setImmediate as turn } from 'node:timers/promises';
import { dayRuns } from '../../geodata/formats/incident_columns.ts';
import {
  BOARD_WORD_NAMES,
  type IncidentColumns,
  type IncidentRows,
  NO_CELL,
} from '../../geodata/schema/incident_columns.ts';
import { PACKED_ROW_BYTES, type PackedArea } from '../queries/incident_columns.ts';
import { CellPlaces } from './cell_places.ts';

/** Rows between two turns: about 5 ms. */
const STEP = 50_000;
const WORD_BITS = 4;
const WORD_MOST = 1 << (WORD_BITS * BOARD_WORD_NAMES.length);

export async function boardColumns(areas: readonly PackedArea[], asOf: string): Promise<IncidentColumns> {
  const { places, cell, area, day, words } = await unpacked(areas);
  const { cells, ranks } = places.ranked();
  const count = cell.length;
  const byCell = new Uint32Array(count);
  for (let i = 0; i < count; i++) {
    const place = cell[i] as number;
    if (place !== NO_CELL) cell[i] = ranks[place] as number;
    byCell[i] = place === NO_CELL ? cells.length : (ranks[place] as number);
  }
  await turn();
  // By the last key first: each pass keeps the order of those before it, and the first that of the areas.
  let order = new Uint32Array(count);
  for (let i = 0; i < count; i++) order[i] = i;
  order = sorted(order, words, WORD_MOST);
  await turn();
  order = sorted(order, byCell, cells.length + 1);
  await turn();
  const { sinceFirst, span } = daysSinceFirst(day);
  order = sorted(order, sinceFirst, span);
  await turn();
  const byDay = inOrder(day, order, new Int32Array(count));
  const rows: Record<string, Uint8Array | Uint32Array | Int32Array> = {
    cell: inOrder(cell, order, new Uint32Array(count)),
    area: inOrder(area, order, new Uint32Array(count)),
    day: byDay,
  };
  for (const [n, name] of BOARD_WORD_NAMES.entries()) {
    await turn();
    const word = words.map((packed) => (packed >> (WORD_BITS * n)) % (1 << WORD_BITS));
    rows[name] = inOrder(word, order, new Uint8Array(count));
  }
  const pcodes = areas.map(({ pcode }) => pcode);
  return { cells, pcodes, asOf, ...dayRuns(byDay), rows: rows as unknown as IncidentRows };
}

async function unpacked(areas: readonly PackedArea[]) {
  const count = areas.reduce((sum, { packed }) => sum + packed.length / PACKED_ROW_BYTES, 0);
  const [cell, area, words] = [new Uint32Array(count), new Uint32Array(count), new Uint32Array(count)];
  const day = new Int32Array(count);
  const places = new CellPlaces();
  let row = 0;
  for (const [index, { packed }] of areas.entries()) {
    const view = new DataView(packed.buffer, packed.byteOffset, packed.byteLength);
    for (let at = 0; at < packed.byteLength; at += PACKED_ROW_BYTES, row++) {
      if (row % STEP === 0) await turn();
      const high = view.getUint32(at);
      cell[row] = high === 0 ? NO_CELL : places.of(high, view.getUint32(at + 4));
      area[row] = index;
      day[row] = view.getInt32(at + 8);
      words[row] = view.getUint32(at + 12);
    }
  }
  return { places, cell, area, day, words };
}

function daysSinceFirst(day: Int32Array): { sinceFirst: Uint32Array; span: number } {
  let [first, last] = [day[0] ?? 0, day[0] ?? 0];
  for (const one of day) {
    if (one < first) first = one;
    if (one > last) last = one;
  }
  const sinceFirst = new Uint32Array(day.length);
  for (let i = 0; i < day.length; i++) sinceFirst[i] = (day[i] as number) - first;
  return { sinceFirst, span: last - first + 1 };
}

/** A counting sort: the rows of `order` by ascending key under `buckets`, equal ones as they were. */
function sorted(order: Uint32Array, key: Uint32Array, buckets: number): Uint32Array<ArrayBuffer> {
  const next = new Uint32Array(buckets + 1);
  for (let i = 0; i < key.length; i++) (next[(key[i] as number) + 1] as number)++;
  for (let i = 1; i <= buckets; i++) (next[i] as number) += next[i - 1] as number;
  const result = new Uint32Array(order.length);
  for (let i = 0; i < order.length; i++) {
    const row = order[i] as number;
    result[(next[key[row] as number] as number)++] = row;
  }
  return result;
}

function inOrder<T extends Uint8Array | Uint32Array | Int32Array>(
  values: ArrayLike<number>,
  order: Uint32Array,
  into: T,
): T {
  for (let i = 0; i < order.length; i++) into[i] = values[order[i] as number] as number;
  return into;
}
