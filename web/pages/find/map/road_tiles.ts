// Pieces of road lines for one tile of the map, as the bytes MapLibre reads (Mapbox Vector Tile 2.1). Made where they are drawn,
// out of the saved roads: nothing is asked of anybody. Pure.
import { utf8Bytes, varintLength, writeVarint } from '../../../../geodata/formats/mvt_bytes.ts';
import type { TileAddress } from '../../../../geodata/formats/web_mercator.ts';
import type { RoadLines } from './road_lines.ts';

/** Name of the one layer of these tiles. */
export const ROAD_LAYER = 'roads';
/** Units across a tile, which is 512 pixels wide. */
const EXTENT = 4096;
/** How far beyond the edge a road is still drawn, so that broad ones are whole on it: 16 pixels. */
const BUFFER = 128;
/** Corners nearer than a pixel to the last one are left out. */
const LEAST_STEP = 8;
const NAME = utf8Bytes(ROAD_LAYER);

/** One feature of all the pieces; no bytes where there is none. O(lines + corners of those near the tile). */
export function roadTile(lines: RoadLines, { z, x: tileX, y: tileY }: TileAddress): Uint8Array<ArrayBuffer> {
  const { x, y, corners, start, boxes } = lines;
  const size = EXTENT * 2 ** z;
  const [left, top] = [tileX * EXTENT, tileY * EXTENT];
  const margin = BUFFER / size;
  const [west, east] = [left / size - margin, (left + EXTENT) / size + margin];
  const [north, south] = [top / size - margin, (top + EXTENT) / size + margin];
  const pen = new PiecePen();
  for (let line = 0; line < start.length - 1; line++) {
    const at = 4 * line;
    if (boxes[at]! > east || boxes[at + 2]! < west || boxes[at + 1]! > south || boxes[at + 3]! < north) continue;
    pen.lift();
    let node = corners[start[line] as number] as number;
    let [fromX, fromY] = [x[node]! * size - left, y[node]! * size - top];
    for (let corner = start[line]! + 1; corner < start[line + 1]!; corner++) {
      node = corners[corner] as number;
      const [toX, toY] = [x[node]! * size - left, y[node]! * size - top];
      drawClipped(pen, fromX, fromY, toX, toY);
      [fromX, fromY] = [toX, toY];
    }
  }
  pen.lift();
  return tileOf(pen.geometry());
}

/** The part of a straight piece that lies within the tile and its buffer (Liang and Barsky). */
function drawClipped(pen: PiecePen, fromX: number, fromY: number, toX: number, toY: number): void {
  const [dx, dy] = [toX - fromX, toY - fromY];
  let [enters, leaves] = [0, 1];
  for (const [toward, room] of [
    [-dx, fromX + BUFFER],
    [dx, EXTENT + BUFFER - fromX],
    [-dy, fromY + BUFFER],
    [dy, EXTENT + BUFFER - fromY],
  ] as const) {
    if (toward < 0) enters = Math.max(enters, room / toward);
    else if (toward > 0) leaves = Math.min(leaves, room / toward);
    // Beside the tile all along; or not a number, as beyond the poles, which is nowhere on a map.
    else if (!(toward === 0 && room >= 0)) leaves = -1;
  }
  // A road that left the tile begins anew where it comes back.
  if (enters > 0 || enters > leaves) pen.lift();
  if (enters > leaves) return;
  pen.line(fromX + enters * dx, fromY + enters * dy, fromX + leaves * dx, fromY + leaves * dy);
}

/** Collects pieces in whole units and writes them as commands: MoveTo once, LineTo as often as there are corners. */
class PiecePen {
  private bytes = new Uint8Array(1 << 12);
  private end = 0;
  /** Where the last piece ended: coordinates are written as steps from there. */
  private lastX = 0;
  private lastY = 0;
  private piece: number[] = [];
  /** A corner that was left out, which the piece may yet end at. */
  private left: readonly [x: number, y: number] | null = null;

  line(fromX: number, fromY: number, toX: number, toY: number): void {
    const { piece } = this;
    if (piece.length === 0) piece.push(Math.round(fromX), Math.round(fromY));
    const [x, y] = [Math.round(toX), Math.round(toY)];
    const [beforeX, beforeY] = piece.slice(-2) as [number, number];
    const isNear = Math.abs(x - beforeX) < LEAST_STEP && Math.abs(y - beforeY) < LEAST_STEP;
    this.left = isNear ? [x, y] : null;
    if (!isNear) piece.push(x, y);
  }

  /** Ends the piece, if it has any length. */
  lift(): void {
    const { piece } = this;
    if (this.left !== null) piece.push(...this.left);
    [this.piece, this.left] = [[], null];
    const count = piece.length / 2;
    if (count < 2 || (count === 2 && piece[0] === piece[2] && piece[1] === piece[3])) return;
    this.reserve(10 * piece.length + 10);
    this.write(9);
    this.step(piece[0]!, piece[1]!);
    this.write(((count - 1) << 3) | 2);
    for (let at = 2; at < piece.length; at += 2) this.step(piece[at]!, piece[at + 1]!);
  }

  geometry(): Uint8Array {
    return this.bytes.subarray(0, this.end);
  }

  private step(x: number, y: number): void {
    const [dx, dy] = [x - this.lastX, y - this.lastY];
    this.write((dx << 1) ^ (dx >> 31));
    this.write((dy << 1) ^ (dy >> 31));
    [this.lastX, this.lastY] = [x, y];
  }

  private write(value: number): void {
    this.end = writeVarint(this.bytes, this.end, value);
  }

  private reserve(more: number): void {
    if (this.end + more <= this.bytes.length) return;
    const grown = new Uint8Array(2 * (this.end + more));
    grown.set(this.bytes.subarray(0, this.end));
    this.bytes = grown;
  }
}

function tileOf(geometry: Uint8Array): Uint8Array<ArrayBuffer> {
  if (geometry.length === 0) return new Uint8Array();
  // Type 2 is a line; 4 is the geometry.
  const feature = field(4, geometry, [0x18, 2]);
  const layer = [field(1, NAME), field(2, feature), Uint8Array.of(0x28, 0x80, 0x20, 0x78, 2)];
  return field(3, joined(layer));
}

/** A field of bytes, after what stands before it. */
function field(number: number, content: Uint8Array, before: readonly number[] = []): Uint8Array<ArrayBuffer> {
  const head = before.length + 1 + varintLength(content.length);
  const bytes = new Uint8Array(head + content.length);
  bytes.set(before);
  bytes[before.length] = (number << 3) | 2;
  writeVarint(bytes, before.length + 1, content.length);
  bytes.set(content, head);
  return bytes;
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}
