// Tiles of lines and polygons.
import { VectorTile } from '@mapbox/vector-tile';
import { PbfReader } from 'pbf';
import { describe, expect, it } from 'vitest';
import { mercatorX, mercatorY } from '../../../geodata/formats/web_mercator.ts';
import { shapeSnapshot } from '../../../server/live/shape_snapshot.ts';
import type { ShapeRow } from '../../../server/queries/tiles.ts';

const ID = 'ffeeddcc-bbaa-4000-8000-000000000000';
const plan = { layer: 'zones', tags: { id: 'id', name: 'name' } };
const withHole = {
  type: 'MultiPolygon',
  coordinates: [
    [
      [
        [0, 0],
        [40, 0],
        [40, 40],
        [0, 40],
        [0, 0],
      ],
      [
        [10, 10],
        [10, 30],
        [30, 30],
        [30, 10],
        [10, 10],
      ],
    ],
  ],
};
const row = (geometry: object, name: string | null = 'One'): ShapeRow => ({
  id: ID,
  name,
  secret: 'not in the plan',
  geometry: JSON.stringify(geometry),
});
const snapshotOf = (rows: readonly ShapeRow[]) => shapeSnapshot(plan, async (each) => each(rows));
const layerOf = (bytes: Uint8Array) => new VectorTile(new PbfReader(bytes)).layers['zones'];

describe('shapeSnapshot', () => {
  it('keeps holes, the planned properties and the first 48 bits of the id', async () => {
    const snapshot = await snapshotOf([row(withHole)]);
    const feature = layerOf(snapshot.tile({ z: 0, x: 0, y: 0 }))?.feature(0);
    expect({ ...feature?.properties }).toEqual({ id: ID, name: 'One' });
    expect(feature?.id).toBe(0xffeeddccbbaa);
    const geometry = feature?.toGeoJSON(0, 0, 0).geometry;
    expect(geometry?.type === 'Polygon' ? geometry.coordinates.length : geometry?.type).toBe(2);
    expect(snapshot.bounds).toEqual([0, 0, 40, 40]);
  });

  it('leaves a tag out where there is no value', async () => {
    const feature = layerOf((await snapshotOf([row(withHole, null)])).tile({ z: 0, x: 0, y: 0 }))?.feature(0);
    expect({ ...feature?.properties }).toEqual({ id: ID });
  });

  it('has tiles at every zoom, and none where there is nothing', async () => {
    const snapshot = await snapshotOf([
      row({
        type: 'LineString',
        coordinates: [
          [13.1, 11.8],
          [18.2, 11.8],
        ],
      }),
    ]);
    for (const z of [0, 5, 14, 22]) {
      const tile = { z, x: Math.floor(mercatorX(13.1) * 2 ** z), y: Math.floor(mercatorY(11.8) * 2 ** z) };
      expect([z, layerOf(snapshot.tile(tile))?.length]).toEqual([z, 1]);
    }
    expect(snapshot.tile({ z: 22, x: 0, y: 0 })).toHaveLength(0);
  });

  it('shows a zone that touches the antimeridian from both sides', async () => {
    const square = [
      [179, 0],
      [180, 0],
      [180, 1],
      [179, 1],
      [179, 0],
    ];
    const snapshot = await snapshotOf([row({ type: 'MultiPolygon', coordinates: [[square]] })]);
    expect(layerOf(snapshot.tile({ z: 5, x: 31, y: 15 }))?.length).toBe(1);
    expect(layerOf(snapshot.tile({ z: 5, x: 0, y: 15 }))?.length).toBe(1);
    expect(snapshot.tile({ z: 5, x: 15, y: 15 })).toHaveLength(0);
  });

  it('has the same id for the same content and another for any other', async () => {
    const one = await snapshotOf([row(withHole)]);
    expect((await snapshotOf([row(withHole)])).id).toBe(one.id);
    expect((await snapshotOf([row(withHole, 'Two')])).id).not.toBe(one.id);
    expect((await snapshotOf([])).id).not.toBe(one.id);
    expect((await snapshotOf([])).bounds).toBeNull();
  });

  it('is worn after many cuts at fine zooms and not by looking at coarse ones', async () => {
    const snapshot = await snapshotOf([row(withHole)]);
    for (let i = 0; i < 5_000; i++) snapshot.tile({ z: 5, x: i % 32, y: 15 });
    expect(snapshot.isWorn()).toBe(false);
    for (let i = 0; i < 2_500; i++) snapshot.tile({ z: 14, x: 8200 + (i % 50), y: 8000 + Math.floor(i / 50) });
    expect(snapshot.isWorn()).toBe(true);
  });
});
