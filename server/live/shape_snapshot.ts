// A snapshot of lines or polygons: cut and simplified by geojson-vt, written by vt-pbf. Knows the rows that
// queries/tiles.ts reads, not where they come from.
import { createHash } from 'node:crypto';
import { GeoJSONVT } from '@maplibre/geojson-vt';
import { fromGeojsonVt } from '@maplibre/vt-pbf';
import { TILE_BUFFER, TILE_EXTENT } from '../../geodata/formats/mvt.ts';
import { MAX_ZOOM } from '../../geodata/formats/web_mercator.ts';
import type { Bbox, LineString, MultiPolygon } from '../../geodata/schema/geometry.ts';
import type { ShapeRow } from '../queries/tiles.ts';
import type { Snapshot } from './snapshot.ts';

export interface ShapePlan {
  readonly layer: string;
  /** Columns of the row that become tags, and under which name. */
  readonly tags: Readonly<Record<string, string>>;
}

/** geojson-vt keeps every tile it ever cut; after so many cuts below its first levels the snapshot is made anew. */
const CUTS_BEFORE_WORN = 20_000;
const INDEXED_ZOOM = 5;
/** Simplification in tile units: 3 of 4096 is a third of a pixel on a tile of 512. */
const TOLERANCE = 3;
/** geojson-vt holds three doubles a vertex, in the source and in the tiles around it. */
const BYTES_PER_VERTEX = 72;
const BYTES_PER_FEATURE = 1_000;

interface Feature {
  readonly type: 'Feature';
  readonly id: number;
  readonly properties: Record<string, string | number | boolean>;
  readonly geometry: LineString | MultiPolygon;
}

interface Extent {
  bounds: Bbox;
  vertices: number;
}

/** Reads rows to the end, then builds. */
export async function shapeSnapshot(
  plan: ShapePlan,
  read: (each: (rows: readonly ShapeRow[]) => void) => Promise<void>,
): Promise<Snapshot> {
  const digest = createHash('sha256').update(JSON.stringify(plan));
  const features: Feature[] = [];
  const extent: Extent = { bounds: [180, 90, -180, -90], vertices: 0 };
  await read((rows) => {
    for (const row of rows) {
      digest.update(JSON.stringify(row));
      const feature = featureOf(plan, row);
      measure(feature.geometry.coordinates, extent);
      features.push(feature);
    }
  });
  const id = digest.digest('base64url').slice(0, 22);
  const index = new GeoJSONVT(
    { type: 'FeatureCollection', features },
    { maxZoom: MAX_ZOOM, indexMaxZoom: INDEXED_ZOOM, tolerance: TOLERANCE, extent: TILE_EXTENT, buffer: TILE_BUFFER },
  );
  let cuts = 0;
  return {
    id,
    byteLength: extent.vertices * BYTES_PER_VERTEX + features.length * BYTES_PER_FEATURE,
    bounds: features.length === 0 ? null : extent.bounds,
    isWorn: () => cuts > CUTS_BEFORE_WORN,
    tile({ z, x, y }) {
      cuts += Math.max(0, z - INDEXED_ZOOM);
      const tile = index.getTile(z, x, y);
      if (tile === null || tile.features.length === 0) return new Uint8Array(0);
      return fromGeojsonVt({ [plan.layer]: tile }, { version: 2, extent: TILE_EXTENT });
    },
  };
}

function featureOf(plan: ShapePlan, row: ShapeRow): Feature {
  const properties: Feature['properties'] = {};
  for (const [column, tag] of Object.entries(plan.tags)) {
    const value = row[column];
    if (value !== null && value !== undefined) properties[tag] = value;
  }
  return { type: 'Feature', id: shapeFeatureId(row.id), properties, geometry: JSON.parse(row.geometry) };
}

/** The first 48 bits of the UUID, as for points. */
export const shapeFeatureId = (uuid: string): number => Number.parseInt(uuid.slice(0, 8) + uuid.slice(9, 13), 16);

type Positions = number | readonly Positions[];

function measure(positions: Positions, extent: Extent): void {
  if (typeof positions === 'number') return;
  const [lon, lat] = positions;
  if (typeof lon !== 'number' || typeof lat !== 'number') {
    for (const inner of positions) measure(inner, extent);
    return;
  }
  extent.vertices += 1;
  const { bounds } = extent;
  extent.bounds = [
    Math.min(bounds[0], lon),
    Math.min(bounds[1], lat),
    Math.max(bounds[2], lon),
    Math.max(bounds[3], lat),
  ];
}
