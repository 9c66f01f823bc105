// GeoJSON geometry → hexadecimal EWKB with SRID 4326, the form that PostGIS reads inside COPY text.
// Little-endian, two dimensions. Knows nothing of validity: ranges and rings are checked before.
import type { LineString, MultiPolygon, Point, Polygon, Position } from '../schema/geometry.ts';

export type EwkbGeometry = Point | LineString | Polygon | MultiPolygon;

const SRID = 4326;
const HAS_SRID = 0x20000000;
const TYPE = { Point: 1, LineString: 2, Polygon: 3, MultiPolygon: 6 } as const;
/** Bytes of: byte order, type with SRID flag, SRID. */
const HEAD = 9;
/** Most arguments handed to fromCharCode at once. */
const SLICE = 8192;

const PAIRS = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0').toUpperCase());
const HEX = Uint8Array.from(PAIRS.flatMap((pair) => [pair.charCodeAt(0), pair.charCodeAt(1)]));

/** A point is by far the most frequent: it is written into one buffer that is used again. */
const pointBytes = new Uint8Array(16);
const pointView = new DataView(pointBytes.buffer);
const POINT_HEAD = '0101000020E6100000';

/** Hexadecimal EWKB of a geometry, upper case, SRID 4326. Cost O(vertices). */
export function ewkbHex(geometry: EwkbGeometry): string {
  if (geometry.type === 'Point') return pointHex(geometry.coordinates);
  const bytes = new Uint8Array(HEAD + sizeOf(geometry));
  const view = new DataView(bytes.buffer);
  view.setUint8(0, 1);
  view.setUint32(1, (TYPE[geometry.type] | HAS_SRID) >>> 0, true);
  view.setUint32(5, SRID, true);
  write(view, HEAD, geometry);
  return hexOf(bytes);
}

function pointHex(position: Position): string {
  writePosition(pointView, 0, position);
  let text = POINT_HEAD;
  for (const byte of pointBytes) text += PAIRS[byte];
  return text;
}

function sizeOf(geometry: EwkbGeometry): number {
  switch (geometry.type) {
    case 'Point':
      return 16;
    case 'LineString':
      return 4 + 16 * geometry.coordinates.length;
    case 'Polygon':
      return polygonSize(geometry.coordinates);
    case 'MultiPolygon':
      return geometry.coordinates.reduce((sum, rings) => sum + 5 + polygonSize(rings), 4);
  }
}

const polygonSize = (rings: readonly (readonly Position[])[]): number =>
  rings.reduce((sum, ring) => sum + 4 + 16 * ring.length, 4);

function write(view: DataView, at: number, geometry: EwkbGeometry): number {
  switch (geometry.type) {
    case 'Point':
      return writePosition(view, at, geometry.coordinates);
    case 'LineString':
      return writePositions(view, at, geometry.coordinates);
    case 'Polygon':
      return writeRings(view, at, geometry.coordinates);
    case 'MultiPolygon': {
      view.setUint32(at, geometry.coordinates.length, true);
      let next = at + 4;
      for (const rings of geometry.coordinates) {
        view.setUint8(next, 1);
        view.setUint32(next + 1, TYPE.Polygon, true);
        next = writeRings(view, next + 5, rings);
      }
      return next;
    }
  }
}

function writeRings(view: DataView, at: number, rings: readonly (readonly Position[])[]): number {
  view.setUint32(at, rings.length, true);
  let next = at + 4;
  for (const ring of rings) next = writePositions(view, next, ring);
  return next;
}

function writePositions(view: DataView, at: number, positions: readonly Position[]): number {
  view.setUint32(at, positions.length, true);
  let next = at + 4;
  for (const position of positions) next = writePosition(view, next, position);
  return next;
}

function writePosition(view: DataView, at: number, position: Position): number {
  view.setFloat64(at, position[0], true);
  view.setFloat64(at + 8, position[1], true);
  return at + 16;
}

function hexOf(bytes: Uint8Array): string {
  const codes = new Uint8Array(bytes.length * 2);
  for (let index = 0; index < bytes.length; index++) {
    const pair = 2 * (bytes[index] ?? 0);
    codes[2 * index] = HEX[pair] ?? 0;
    codes[2 * index + 1] = HEX[pair + 1] ?? 0;
  }
  if (codes.length <= SLICE) return String.fromCharCode(...codes);
  const slices: string[] = [];
  for (let from = 0; from < codes.length; from += SLICE) {
    slices.push(String.fromCharCode(...codes.subarray(from, from + SLICE)));
  }
  return slices.join('');
}
