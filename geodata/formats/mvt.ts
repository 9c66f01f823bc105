// Point layers as Mapbox Vector Tiles 2.1, written byte by byte from typed arrays: no object is made per feature.
// Knows no database and no index: whoever calls says which rows are near the tile.
import { utf8Bytes, varintLength, writeVarint } from './mvt_bytes.ts';
import { ABSENT, type TagTable } from './mvt_tags.ts';
import type { TileAddress } from './web_mercator.ts';

/** Units across a tile, and how far beyond its edge a point is still written so that a symbol on the edge is whole. */
export const TILE_EXTENT = 4096;
export const TILE_BUFFER = 64;

export interface PointLayer {
  readonly name: string;
  /** Web Mercator from 0 to 1 (web_mercator.ts). */
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** Whole numbers from 0 to 2^53 − 1. */
  readonly featureId: Float64Array;
  readonly tags: TagTable;
}

/** Rows of a layer for one tile. `worldShift`: −1 or 1 when they are seen across the antimeridian, else 0. */
export interface PointRun {
  readonly rows: ArrayLike<number>;
  readonly count: number;
  readonly worldShift: number;
}

/** Longest header of a layer: field tag and a length of up to five bytes. */
const HEADER_ROOM = 6;
/** Feature without tags: tag, length, id (1 + 8), type 2, geometry 2 + 1 + 5 + 5; a tag adds 5 + 1. */
const FEATURE_ROOM = 28;
const TAG_ROOM = 6;
/** Below this a loop copies faster than TypedArray.set. */
const SHORT_COPY = 48;

/** Encodes tiles of one layer, reusing its memory from tile to tile. */
export class PointTileEncoder {
  private readonly layer: PointLayer;
  private readonly name: Uint8Array;
  private readonly keys: readonly Uint8Array[];
  private bytes = new Uint8Array(1 << 16);
  private end = 0;
  /** `mark[v] − base` is the number of value v in this tile; a mark below base was left by an earlier tile. */
  private readonly mark: Uint32Array;
  private base = 1;
  private used = new Uint32Array(1 << 10);
  private usedCount = 0;

  constructor(layer: PointLayer) {
    this.layer = layer;
    this.name = utf8Bytes(layer.name);
    this.keys = layer.tags.keys.map(utf8Bytes);
    this.mark = new Uint32Array(layer.tags.offsets.length);
  }

  /**
   * One tile with one layer, or no bytes when there is no row. The result is a view that the next call overwrites.
   * Invariant: every row becomes exactly one feature, in order; equal values appear once. O(rows × keys).
   */
  encode(tile: TileAddress, runs: readonly PointRun[]): Uint8Array {
    const count = runs.reduce((sum, run) => sum + run.count, 0);
    if (count === 0) return this.bytes.subarray(0, 0);
    this.end = HEADER_ROOM;
    this.usedCount = 0;
    const base = this.freshBase(count);
    for (const run of runs) this.numberValues(run, base);
    this.reserve(count * (FEATURE_ROOM + TAG_ROOM * this.keys.length) + this.name.length + 64);
    this.writeBytes(0x0a, this.name);
    for (const run of runs) this.writeFeatures(tile, run, base);
    for (const key of this.keys) {
      this.reserve(key.length + 8);
      this.writeBytes(0x1a, key);
    }
    this.writeValues();
    this.base = base + this.usedCount;
    return this.close();
  }

  /** Marks start anew before they could reach the end of their 32 bits. */
  private freshBase(count: number): number {
    if (this.base + count * this.keys.length > 0xfffffff0) {
      this.mark.fill(0);
      this.base = 1;
    }
    return this.base;
  }

  /** Numbers the values of this tile, one key after the other: neighbors in the table are then copied in one piece. */
  private numberValues({ rows, count }: PointRun, base: number): void {
    const { values } = this.layer.tags;
    const width = this.keys.length;
    const mark = this.mark;
    const needed = this.usedCount + count * width;
    if (needed > this.used.length) {
      const grown = new Uint32Array(needed * 2);
      grown.set(this.used);
      this.used = grown;
    }
    const used = this.used;
    let next = this.usedCount;
    for (let k = 0; k < width; k++) {
      for (let i = 0; i < count; i++) {
        const value = values[rows[i]! * width + k]!;
        if (value !== ABSENT && mark[value]! < base) {
          mark[value] = base + next;
          used[next++] = value;
        }
      }
    }
    this.usedCount = next;
  }

  private writeFeatures({ z, x: tileX, y: tileY }: TileAddress, run: PointRun, base: number): void {
    const { x, y, featureId, tags } = this.layer;
    const { rows, count, worldShift } = run;
    const { bytes, mark } = this;
    const width = this.keys.length;
    const tiles = 2 ** z;
    let at = this.end;
    for (let i = 0; i < count; i++) {
      const row = rows[i]!;
      bytes[at] = 0x12;
      const start = at + 2; // Behind the one length byte: at most 127 follow (MAX_KEYS sees to it).
      bytes[start] = 0x08;
      at = start + 1;
      const id = featureId[row]!;
      if (id > 0x7fffffff) at = writeVarint(bytes, at, id);
      else {
        let rest = id | 0;
        while (rest > 127) {
          bytes[at++] = (rest & 127) | 128;
          rest >>= 7;
        }
        bytes[at++] = rest;
      }
      if (width > 0) {
        bytes[at] = 0x12;
        const pairs = at + 2;
        at = pairs;
        for (let k = 0; k < width; k++) {
          const value = tags.values[row * width + k]!;
          if (value === ABSENT) continue;
          bytes[at++] = k;
          let local = mark[value]! - base;
          while (local > 127) {
            bytes[at++] = (local & 127) | 128;
            local >>>= 7;
          }
          bytes[at++] = local;
        }
        bytes[pairs - 1] = at - pairs;
      }
      bytes[at++] = 0x18;
      bytes[at++] = 1; // POINT
      bytes[at] = 0x22;
      const geometry = at + 2;
      bytes[geometry] = 9; // MoveTo, once
      at = geometry + 1;
      const localX = Math.round(TILE_EXTENT * ((x[row]! + worldShift) * tiles - tileX)) | 0;
      const localY = Math.round(TILE_EXTENT * (y[row]! * tiles - tileY)) | 0;
      let zigzag = (localX << 1) ^ (localX >> 31);
      while (zigzag > 127) {
        bytes[at++] = (zigzag & 127) | 128;
        zigzag >>= 7;
      }
      bytes[at++] = zigzag;
      zigzag = (localY << 1) ^ (localY >> 31);
      while (zigzag > 127) {
        bytes[at++] = (zigzag & 127) | 128;
        zigzag >>= 7;
      }
      bytes[at++] = zigzag;
      bytes[geometry - 1] = at - geometry;
      bytes[start - 1] = at - start;
    }
    this.end = at;
  }

  /** Copies the encoded values; those that lie side by side in the table go in one piece. */
  private writeValues(): void {
    const { bytes: source, offsets } = this.layer.tags;
    const { used, usedCount } = this;
    let size = 0;
    for (let i = 0; i < usedCount; i++) size += offsets[used[i]! + 1]! - offsets[used[i]!]!;
    this.reserve(size + 16);
    const { bytes } = this;
    let at = this.end;
    for (let i = 0; i < usedCount; ) {
      const first = used[i]!;
      let last = first;
      while (++i < usedCount && used[i] === last + 1) last++;
      const from = offsets[first]!;
      const to = offsets[last + 1]!;
      if (to - from < SHORT_COPY) for (let j = from; j < to; j++) bytes[at++] = source[j]!;
      else {
        bytes.set(source.subarray(from, to), at);
        at += to - from;
      }
    }
    this.end = at;
  }

  /** Extent and version, then the header that had to wait for the length. */
  private close(): Uint8Array {
    const { bytes } = this;
    let at = this.end;
    bytes[at++] = 0x28;
    at = writeVarint(bytes, at, TILE_EXTENT);
    bytes[at++] = 0x78;
    bytes[at++] = 2;
    const length = at - HEADER_ROOM;
    const start = HEADER_ROOM - 1 - varintLength(length);
    bytes[start] = 0x1a;
    writeVarint(bytes, start + 1, length);
    return bytes.subarray(start, at);
  }

  private writeBytes(field: number, content: Uint8Array): void {
    this.bytes[this.end] = field;
    const at = writeVarint(this.bytes, this.end + 1, content.length);
    this.bytes.set(content, at);
    this.end = at + content.length;
  }

  private reserve(more: number): void {
    if (this.end + more <= this.bytes.length) return;
    const grown = new Uint8Array(Math.max(this.end + more, this.bytes.length * 2));
    grown.set(this.bytes.subarray(0, this.end));
    this.bytes = grown;
  }
}
