// Incident columns as bytes: little-endian, each column aligned, so that what is read are views of the bytes and not copies.
// 11 bytes a row; days, which ascend, stand once each with their first row. It knows columns, not who may read them.
import { BOARD_WORD_NAMES, type IncidentColumns, type IncidentRows } from '../schema/incident_columns.ts';
import { broken } from './byte_columns.ts';

/** 'SRIC' and the version of the format. */
const MAGIC = 0x43495253;
const VERSION = 1;
/** Magic, version, bytes of the JSON head, rows, cells, days, bytes of an area, and one to spare. */
const HEAD_NUMBERS = 8;
/** Largest number of P-codes that two bytes can name. */
const MOST_NARROW = 0x10000;

const aligned = (bytes: number): number => Math.ceil(bytes / 8) * 8;

export function packIncidents(columns: IncidentColumns): Uint8Array<ArrayBuffer> {
  const { cells, pcodes, asOf, days, dayStarts, rows } = columns;
  const head = asciiOf(JSON.stringify({ asOf, pcodes }));
  const count = rows.cell.length;
  const width = pcodes.length > MOST_NARROW ? 4 : 2;
  const area = width === 4 ? Uint32Array.from(rows.area) : Uint16Array.from(rows.area);
  const parts = [
    Uint32Array.of(MAGIC, VERSION, head.length, count, cells.length, days.length, width, 0),
    ...[head, days, dayStarts, cellWords(cells), rows.cell, area],
    ...BOARD_WORD_NAMES.map((name) => rows[name]),
  ];
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + aligned(part.byteLength), 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(new Uint8Array(part.buffer, part.byteOffset, part.byteLength), at);
    at += aligned(part.byteLength);
  }
  return bytes;
}

/** The columns are views of these bytes (all but the days of the rows). Throws Problem invalid_input where they are no such columns. */
export function unpackIncidents(given: Uint8Array | ArrayBuffer): IncidentColumns {
  const whole = given instanceof Uint8Array ? given : new Uint8Array(given);
  const bytes = whole.byteOffset % 8 === 0 ? whole : whole.slice();
  let at = 0;
  const take = <T>(Kind: ViewOf<T>, length: number): T => {
    const from = at;
    at += aligned(length * Kind.BYTES_PER_ELEMENT);
    if (at > bytes.byteLength) throw broken('The bytes end too soon.');
    return new Kind(bytes.buffer, bytes.byteOffset + from, length);
  };
  const [magic, version, headBytes = 0, count = 0, cellCount = 0, dayCount = 0, width] = take(
    Uint32Array,
    HEAD_NUMBERS,
  );
  if (magic !== MAGIC || version !== VERSION) throw broken('These are no incident columns of this version.');
  const { asOf, pcodes } = headOf(take(Uint8Array, headBytes));
  const days = take(Int32Array, dayCount);
  const dayStarts = take(Uint32Array, dayCount);
  const cells = cellsOf(take(Uint32Array, 2 * cellCount));
  const cell = take(Uint32Array, count);
  const area = width === 4 ? take(Uint32Array, count) : take(Uint16Array, count);
  const words = Object.fromEntries(BOARD_WORD_NAMES.map((name) => [name, take(Uint8Array, count)]));
  if (at !== bytes.byteLength) throw broken('There are more bytes than columns.');
  const day = daysOfRows({ days, dayStarts, count });
  return { cells, pcodes, asOf, days, dayStarts, rows: { ...words, cell, area, day } as unknown as IncidentRows };
}

/** A date and P-codes are ASCII. */
const asciiOf = (text: string): Uint8Array => Uint8Array.from(text, (letter) => letter.charCodeAt(0));

function headOf(bytes: Uint8Array): Pick<IncidentColumns, 'asOf' | 'pcodes'> {
  try {
    return JSON.parse(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
  } catch {
    throw broken('The head of the columns cannot be read.');
  }
}

interface ViewOf<T> {
  readonly BYTES_PER_ELEMENT: number;
  new (buffer: ArrayBufferLike, at: number, length: number): T;
}

/** Days that have a row and the first row of each; `day` ascends. */
export function dayRuns(day: Int32Array): Pick<IncidentColumns, 'days' | 'dayStarts'> {
  const starts: number[] = [];
  for (let row = 0; row < day.length; row++) if (row === 0 || day[row] !== day[row - 1]) starts.push(row);
  return { days: Int32Array.from(starts, (row) => day[row] as number), dayStarts: Uint32Array.from(starts) };
}

function daysOfRows(of: { days: Int32Array; dayStarts: Uint32Array; count: number }): Int32Array {
  const { days, dayStarts, count } = of;
  const day = new Int32Array(count);
  for (let i = 0; i < days.length; i++) {
    const end = i + 1 < days.length ? (dayStarts[i + 1] as number) : count;
    day.fill(days[i] as number, dayStarts[i], end);
  }
  return day;
}

/** An H3 index is 64 bits, written as 15 or 16 hexadecimal digits: its high and its low half. */
function cellWords(cells: readonly string[]): Uint32Array {
  const words = new Uint32Array(2 * cells.length);
  for (const [i, cell] of cells.entries()) {
    words[2 * i] = Number.parseInt(cell.slice(0, -8), 16);
    words[2 * i + 1] = Number.parseInt(cell.slice(-8), 16);
  }
  return words;
}

function cellsOf(words: Uint32Array): string[] {
  return Array.from({ length: words.length / 2 }, (_, i) => {
    const low = (words[2 * i + 1] as number).toString(16).padStart(8, '0');
    return (words[2 * i] as number).toString(16) + low;
  });
}
