// Tags of a point layer, encoded once when the layer is built: every distinct value as the bytes it will have in a
// tile, and for each point the numbers of its values. Mapbox Vector Tile 2.1, 4.4. Knows no geometry.
import { utf8Bytes, varintLength, writeVarint } from './mvt_bytes.ts';

/** Stands for "this point has no such tag". */
export const ABSENT = 0xffffffff;

/** More would let a feature grow past the one length byte that the encoder reserves for it. */
export const MAX_KEYS = 12;

export interface TagTable {
  readonly keys: readonly string[];
  /** Row-major: number of the value of point r under key k at `r * keys.length + k`, or ABSENT. */
  readonly values: Uint32Array;
  /** The encoded values one after the other, each a whole field of the layer message. */
  readonly bytes: Uint8Array;
  /** Where value v begins in `bytes`; one entry more than there are values. */
  readonly offsets: Uint32Array;
}

/** A column of tags, rows in the order they were loaded. `uuid`: 16 bytes a row. `null` and NaN leave the tag out. */
export type TagColumn =
  | { readonly key: string; readonly strings: readonly (string | null)[] }
  | { readonly key: string; readonly numbers: ArrayLike<number> }
  | { readonly key: string; readonly booleans: ArrayLike<number> }
  | { readonly key: string; readonly uuids: Uint8Array };

/** Encodes columns; row r of the table is row `order[r]` of the columns. Equal values share one entry. */
export function tagTable(columns: readonly TagColumn[], order: ArrayLike<number>): TagTable {
  if (columns.length > MAX_KEYS) throw new RangeError(`A point layer takes at most ${MAX_KEYS} tags.`);
  const width = columns.length;
  const values = new Uint32Array(order.length * width);
  const dictionary = new Dictionary();
  columns.forEach((column, k) => {
    const numberOf = valueNumbers(column, dictionary);
    for (let r = 0; r < order.length; r++) values[r * width + k] = numberOf(order[r]!);
  });
  return { keys: columns.map(({ key }) => key), values, ...dictionary.finish() };
}

function valueNumbers(column: TagColumn, dictionary: Dictionary): (row: number) => number {
  if ('uuids' in column) return (row) => dictionary.addUuid(column.uuids, row * 16);
  if ('numbers' in column) return (row) => dictionary.number(column.numbers[row]!);
  if ('booleans' in column) return (row) => dictionary.boolean(column.booleans[row] === 1);
  return (row) => dictionary.string(column.strings[row] ?? null);
}

const HEX = [...'0123456789abcdef'].map((digit) => digit.charCodeAt(0));
/** Field numbers and wire types of the Value message and of `values` in the layer. */
const STRING = 0x0a;
const FLOAT = 0x15;
const DOUBLE = 0x19;
const UINT = 0x28;
const SINT = 0x30;
const BOOL = 0x38;
const LAYER_VALUE = 0x22;

class Dictionary {
  private bytes = new Uint8Array(1 << 16);
  private offsets = new Uint32Array(1 << 10);
  private count = 0;
  private end = 0;
  private readonly strings = new Map<string, number>();
  private readonly numbers = new Map<number, number>();
  private readonly booleans: (number | undefined)[] = [];

  string(value: string | null): number {
    if (value === null) return ABSENT;
    const known = this.strings.get(value);
    if (known !== undefined) return known;
    const text = utf8Bytes(value);
    const at = this.open(1 + varintLength(text.length) + text.length);
    this.bytes[at] = STRING;
    this.bytes.set(text, writeVarint(this.bytes, at + 1, text.length));
    this.strings.set(value, this.count);
    return this.count++;
  }

  /** Whole numbers as varints; others as float where that loses nothing, else as double. */
  number(value: number): number {
    if (!Number.isFinite(value)) return ABSENT;
    const known = this.numbers.get(value);
    if (known !== undefined) return known;
    // The zigzag of a negative number doubles it, and must stay exact.
    if (Number.isSafeInteger(value) && value >= -(2 ** 52)) this.integer(value);
    else this.fraction(value);
    this.numbers.set(value, this.count);
    return this.count++;
  }

  boolean(value: boolean): number {
    const slot = value ? 1 : 0;
    const known = this.booleans[slot];
    if (known !== undefined) return known;
    const at = this.open(2);
    this.bytes[at] = BOOL;
    this.bytes[at + 1] = slot;
    this.booleans[slot] = this.count;
    return this.count++;
  }

  /** Always a new value: ids are distinct, and asking a map a million times would cost more than the tile saves. */
  addUuid(source: Uint8Array, from: number): number {
    let at = this.open(38);
    this.bytes[at++] = STRING;
    this.bytes[at++] = 36;
    for (let i = 0; i < 16; i++) {
      if (i === 4 || i === 6 || i === 8 || i === 10) this.bytes[at++] = 0x2d;
      const byte = source[from + i]!;
      this.bytes[at++] = HEX[byte >> 4]!;
      this.bytes[at++] = HEX[byte & 15]!;
    }
    return this.count++;
  }

  finish(): Pick<TagTable, 'bytes' | 'offsets'> {
    const offsets = this.offsets.slice(0, this.count + 1);
    offsets[this.count] = this.end;
    return { bytes: this.bytes.slice(0, this.end), offsets };
  }

  private integer(value: number): void {
    const size = varintLength(value < 0 ? -2 * value - 1 : value);
    const at = this.open(1 + size);
    this.bytes[at] = value < 0 ? SINT : UINT;
    writeVarint(this.bytes, at + 1, value < 0 ? -2 * value - 1 : value);
  }

  private fraction(value: number): void {
    const single = Math.fround(value) === value;
    const at = this.open(single ? 5 : 9);
    this.bytes[at] = single ? FLOAT : DOUBLE;
    const view = new DataView(this.bytes.buffer);
    if (single) view.setFloat32(at + 1, value, true);
    else view.setFloat64(at + 1, value, true);
  }

  /** Begins value number `count` of `size` bytes: room, tag and length; returns where its message starts. */
  private open(size: number): number {
    const needed = this.end + 1 + varintLength(size) + size;
    if (needed > this.bytes.length) {
      const grown = new Uint8Array(Math.max(needed, this.bytes.length * 2));
      grown.set(this.bytes);
      this.bytes = grown;
    }
    if (this.count + 1 >= this.offsets.length) {
      const grown = new Uint32Array(this.offsets.length * 2);
      grown.set(this.offsets);
      this.offsets = grown;
    }
    this.offsets[this.count] = this.end;
    this.bytes[this.end] = LAYER_VALUE;
    const at = writeVarint(this.bytes, this.end + 1, size);
    this.end = at + size;
    return at;
  }
}
