// A snapshot of points: columns in the order of a kd-tree over Web Mercator, tiles cut from it in process. Knows the
// chunks that queries/tiles.ts reads, not where they come from.
import { createHash } from 'node:crypto';
import KDBush from 'kdbush';
import { type PointRun, PointTileEncoder, TILE_BUFFER, TILE_EXTENT } from '../../geodata/formats/mvt.ts';
import { type TagColumn, tagTable } from '../../geodata/formats/mvt_tags.ts';
import { keepHighest, MAX_POINTS_PER_TILE } from '../../geodata/formats/mvt_thinning.ts';
import { mercatorX, mercatorY, type TileAddress } from '../../geodata/formats/web_mercator.ts';
import type { Bbox } from '../../geodata/schema/geometry.ts';
import type { PointChunk } from '../queries/tiles.ts';
import { RowsInBox } from './kd_range.ts';
import type { Snapshot } from './snapshot.ts';

/** What becomes of the numbers (behind lon and lat) and texts of a chunk. */
export interface PointPlan {
  readonly layer: string;
  /** Names of the numbers; `id` gives the feature id and no tag. */
  readonly numbers: readonly { readonly name: string; readonly as: 'id' | 'number' | 'boolean' }[];
  readonly texts: readonly string[];
  /** The number by which a crowded tile chooses; null = evenly. */
  readonly priority: string | null;
}

/** Reads chunks to the end, then builds. */
export async function pointSnapshot(
  plan: PointPlan,
  read: (each: (chunk: PointChunk) => void) => Promise<void>,
): Promise<Snapshot> {
  const digest = createHash('sha256').update(JSON.stringify(plan));
  const chunks: PointChunk[] = [];
  await read((chunk) => {
    digest
      .update(chunk.uuids ?? '')
      .update(chunk.numbers)
      .update(JSON.stringify(chunk.texts));
    chunks.push(chunk);
  });
  return build(plan, columnsOf(plan, chunks), digest.digest('base64url').slice(0, 22));
}

interface Columns {
  readonly lon: Float64Array;
  readonly lat: Float64Array;
  readonly featureId: Float64Array;
  readonly tags: readonly TagColumn[];
  readonly priority: Float64Array | null;
}

function columnsOf(plan: PointPlan, chunks: readonly PointChunk[]): Columns {
  const count = chunks.reduce((sum, chunk) => sum + chunk.count, 0);
  const numbers = Array.from({ length: 2 + plan.numbers.length }, () => new Float64Array(count));
  const texts: (string | null)[][] = plan.texts.map(() => []);
  const uuids = chunks.some((chunk) => chunk.uuids !== null) ? new Uint8Array(16 * count) : null;
  let start = 0;
  for (const chunk of chunks) {
    const view = new DataView(chunk.numbers.buffer, chunk.numbers.byteOffset, chunk.numbers.byteLength);
    for (let i = 0, at = 0; i < chunk.count; i++) {
      for (const column of numbers) {
        column[start + i] = view.getFloat64(at);
        at += 8;
      }
    }
    if (chunk.uuids !== null) uuids?.set(chunk.uuids, 16 * start);
    chunk.texts.forEach((column, index) => {
      for (const text of column) texts[index]?.push(text);
    });
    start += chunk.count;
  }
  const [lon = new Float64Array(0), lat = new Float64Array(0), ...rest] = numbers;
  const tags: TagColumn[] = uuids === null ? [] : [{ key: 'id', uuids }];
  plan.texts.forEach((key, index) => {
    tags.push({ key, strings: texts[index] ?? [] });
  });
  let featureId = uuids === null ? new Float64Array(count) : idsOf(uuids);
  plan.numbers.forEach(({ name, as }, index) => {
    const column = rest[index] ?? new Float64Array(count);
    if (as === 'id') featureId = column;
    else tags.push(as === 'number' ? { key: name, numbers: column } : { key: name, booleans: column });
  });
  const priority = rest[plan.numbers.findIndex(({ name }) => name === plan.priority)] ?? null;
  return { lon, lat, featureId, tags, priority };
}

/** The first 48 bits of a UUID: the same from build to build, and a million of them meet once in 500 worlds. */
export function idsOf(uuids: Uint8Array): Float64Array {
  const view = new DataView(uuids.buffer, uuids.byteOffset, uuids.byteLength);
  return Float64Array.from({ length: uuids.byteLength / 16 }, (_, i) => {
    return view.getUint32(16 * i) * 0x10000 + view.getUint16(16 * i + 4);
  });
}

function build(plan: PointPlan, columns: Columns, id: string): Snapshot {
  const rows = rowsOnTheMap(columns.lat);
  const tree = new KDBush(rows.length);
  for (const row of rows) tree.add(mercatorX(columns.lon[row]!), mercatorY(columns.lat[row]!));
  tree.finish();
  const order = Uint32Array.from(tree.ids, (place) => rows[place]!);
  // From here on a row is its place in the tree: neighbors on the map are neighbors in memory.
  const rowsInBox = new RowsInBox(tree);
  const layer = {
    name: plan.layer,
    x: Float64Array.from(order, (_, i) => tree.coords[2 * i]!),
    y: Float64Array.from(order, (_, i) => tree.coords[2 * i + 1]!),
    featureId: Float64Array.from(order, (row) => columns.featureId[row]!),
    tags: tagTable(columns.tags, order),
  };
  const { priority: unsorted } = columns;
  const priority = unsorted === null ? null : Float64Array.from(order, (row) => unsorted[row]!);
  const encoder = new PointTileEncoder(layer);
  const { tags } = layer;
  return {
    id,
    byteLength: order.length * 60 + tags.values.byteLength + tags.bytes.byteLength + 2 * tags.offsets.byteLength,
    bounds: boundsOf(columns, rows),
    isWorn: () => false,
    tile: (address) => encoder.encode(address, runsOf(rowsInBox, priority, address)),
  };
}

function rowsOnTheMap(lat: Float64Array): Uint32Array {
  const rows = new Uint32Array(lat.length);
  let count = 0;
  for (let i = 0; i < lat.length; i++) if (!Number.isNaN(mercatorY(lat[i]!))) rows[count++] = i;
  return rows.subarray(0, count);
}

/** The rows on and around a tile, at most MAX_POINTS_PER_TILE a world; an edge of the world sees across the antimeridian. */
function runsOf(tree: RowsInBox, priority: Float64Array | null, { z, x, y }: TileAddress): PointRun[] {
  const size = 2 ** z;
  const buffer = TILE_BUFFER / TILE_EXTENT;
  const [west, east] = [(x - buffer) / size, (x + 1 + buffer) / size];
  const [minY, maxY] = [(y - buffer) / size, (y + 1 + buffer) / size];
  const runs: PointRun[] = [];
  for (const worldShift of [0, -1, 1]) {
    const [minX, maxX] = [west - worldShift, east - worldShift];
    if (minX > 1 || maxX < 0) continue;
    const found = tree.find({ minX, minY, maxX, maxY });
    // On an edge of the world the rows must outlive the search on the other edge.
    const rows = west > 0 && east < 1 ? found : found.slice();
    const count = keepHighest({ hits: rows, count: rows.length }, priority, MAX_POINTS_PER_TILE);
    runs.push({ rows, count, worldShift });
  }
  return runs;
}

function boundsOf({ lon, lat }: Columns, rows: Uint32Array): Bbox | null {
  if (rows.length === 0) return null;
  const bounds: Bbox = [180, 90, -180, -90];
  for (const row of rows) {
    bounds[0] = Math.min(bounds[0], lon[row]!);
    bounds[1] = Math.min(bounds[1], lat[row]!);
    bounds[2] = Math.max(bounds[2], lon[row]!);
    bounds[3] = Math.max(bounds[3], lat[row]!);
  }
  return bounds;
}
