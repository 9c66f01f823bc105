// The tile encoder against an independent decoder and against geojson-vt + vt-pbf on the same points.
import { VectorTile } from '@mapbox/vector-tile';
import { GeoJSONVT } from '@maplibre/geojson-vt';
import { fromGeojsonVt } from '@maplibre/vt-pbf';
import fc from 'fast-check';
import { PbfReader } from 'pbf';
import { describe, expect, it } from 'vitest';
import { type PointRun, PointTileEncoder } from '../../../geodata/formats/mvt.ts';
import { MAX_KEYS, type TagColumn, tagTable } from '../../../geodata/formats/mvt_tags.ts';
import { mercatorX, mercatorY, type TileAddress } from '../../../geodata/formats/web_mercator.ts';

interface Decoded {
  readonly id: number | undefined;
  readonly properties: Record<string, unknown>;
  readonly at: readonly [number, number];
}

function decode(bytes: Uint8Array, layer = 'points'): Decoded[] {
  const found = new VectorTile(new PbfReader(bytes)).layers[layer];
  if (found === undefined) return [];
  return Array.from({ length: found.length }, (_, i) => {
    const feature = found.feature(i);
    const [[point] = []] = feature.loadGeometry();
    return { id: feature.id, properties: { ...feature.properties }, at: [point?.x ?? NaN, point?.y ?? NaN] };
  });
}

const all = (count: number): PointRun => ({ rows: Array.from({ length: count }, (_, i) => i), count, worldShift: 0 });

function encoderOf(
  points: readonly { lon: number; lat: number }[],
  columns: readonly TagColumn[],
  ids: readonly number[] = points.map((_, i) => i),
): PointTileEncoder {
  return new PointTileEncoder({
    name: 'points',
    x: Float64Array.from(points, ({ lon }) => mercatorX(lon)),
    y: Float64Array.from(points, ({ lat }) => mercatorY(lat)),
    featureId: Float64Array.from(ids),
    tags: tagTable(
      columns,
      points.map((_, i) => i),
    ),
  });
}

const WORLD: TileAddress = { z: 0, x: 0, y: 0 };
const lonLat = fc.record({
  lon: fc.double({ min: -180, max: 180, noNaN: true }),
  lat: fc.double({ min: -85, max: 85, noNaN: true }),
});

describe('PointTileEncoder', () => {
  it('writes the bytes that the specification asks for, checked by hand', () => {
    const bytes = encoderOf([{ lon: 0, lat: 0 }], [{ key: 'k', strings: ['v'] }], [5]).encode(WORLD, [all(1)]);
    // layer: name "points", one feature (id 5, tags 0 0, POINT, MoveTo 2048 2048), key "k", value "v", extent, version 2
    expect(Buffer.from(bytes).toString('hex')).toBe(
      '1a26' + // 8 + 17 + 3 + 5 + 3 + 2 bytes follow
        '0a06706f696e7473' +
        '120f0805120200001801220509802080' +
        '20' +
        '1a016b' +
        '22030a0176' +
        '288020' +
        '7802',
    );
  });

  it('gives no bytes for a tile without points', () => {
    expect(encoderOf([], []).encode(WORLD, [])).toHaveLength(0);
    expect(encoderOf([{ lon: 0, lat: 0 }], []).encode(WORLD, [{ rows: [], count: 0, worldShift: 0 }])).toHaveLength(0);
  });

  it('reads back every text, number, truth value and id that was written', () => {
    const column = fc.record({
      text: fc.option(fc.string({ unit: 'binary' }), { nil: null }),
      number: fc.oneof(fc.double(), fc.integer(), fc.maxSafeInteger(), fc.constantFrom(Infinity, 0.5, -0.1)),
      yes: fc.boolean(),
      id: fc.maxSafeNat(),
    });
    fc.assert(
      fc.property(fc.array(fc.tuple(lonLat, column), { minLength: 1, maxLength: 40 }), (rows) => {
        const encoder = encoderOf(
          rows.map(([at]) => at),
          [
            { key: 'text', strings: rows.map(([, { text }]) => text) },
            { key: 'number', numbers: rows.map(([, { number }]) => number) },
            { key: 'yes', booleans: rows.map(([, { yes }]) => (yes ? 1 : 0)) },
          ],
          rows.map(([, { id }]) => id),
        );
        const expected = rows.map(([, { text, number, yes, id }]) => ({
          id,
          properties: {
            ...(text === null ? {} : { text }),
            ...(Number.isFinite(number) ? { number: number === 0 ? 0 : number } : {}),
            yes,
          },
        }));
        const found = decode(encoder.encode(WORLD, [all(rows.length)]));
        expect(found.map(({ id, properties }) => ({ id, properties }))).toEqual(expected);
      }),
    );
  });

  it('places points where geojson-vt places them and tags them as vt-pbf does', () => {
    fc.assert(
      fc.property(
        fc.array(lonLat, { minLength: 1, maxLength: 30 }),
        fc.integer({ min: 0, max: 14 }),
        fc.nat(),
        (points, z, pick) => {
          const target = points[pick % points.length] ?? { lon: 0, lat: 0 };
          const last = 2 ** z - 1;
          const tile = {
            z,
            x: Math.min(last, Math.floor(mercatorX(target.lon) * 2 ** z)),
            y: Math.min(last, Math.floor(mercatorY(target.lat) * 2 ** z)),
          };
          const names = points.map((_, i) => `name ${i % 3}`);
          const index = new GeoJSONVT(
            {
              type: 'FeatureCollection',
              features: points.map(({ lon, lat }, i) => ({
                type: 'Feature',
                id: i,
                properties: { name: names[i], count: i * 1.5 },
                geometry: { type: 'Point', coordinates: [lon, lat] },
              })),
            },
            { maxZoom: 14, buffer: 64, extent: 4096, wrap: false },
          );
          const peer = index.getTile(z, tile.x, tile.y);
          if (peer === null) throw new Error('geojson-vt has no tile where there is a point');
          const wanted = decode(fromGeojsonVt({ points: peer }, { version: 2, extent: 4096 }));
          const encoder = encoderOf(points, [
            { key: 'name', strings: names },
            { key: 'count', numbers: points.map((_, i) => i * 1.5) },
          ]);
          const rows = wanted.map(({ id }) => id ?? -1);
          const found = decode(encoder.encode(tile, [{ rows, count: rows.length, worldShift: 0 }]));
          expect(found).toEqual(wanted);
        },
      ),
    );
  });

  it('writes each value once however many points share it', () => {
    const points = Array.from({ length: 500 }, (_, i) => ({ lon: i / 10, lat: 0 }));
    const bytes = encoderOf(points, [
      { key: 'kind', strings: points.map((_, i) => (i % 2 === 0 ? 'town' : 'village')) },
      { key: 'label', strings: points.map(() => 'town') },
    ]).encode(WORLD, [all(500)]);
    const text = Buffer.from(bytes).toString('latin1');
    expect(text.split('town')).toHaveLength(2);
    expect(text.split('village')).toHaveLength(2);
  });

  it('gives the same bytes for a tile whatever tiles it made before', () => {
    const points = Array.from({ length: 300 }, (_, i) => ({ lon: (i * 37) % 180, lat: (i * 13) % 80 }));
    const columns: TagColumn[] = [{ key: 'n', numbers: points.map((_, i) => i % 50) }];
    const some: PointRun = { rows: [7, 3, 250, 60], count: 4, worldShift: 0 };
    const fresh = encoderOf(points, columns).encode(WORLD, [some]).slice();
    const used = encoderOf(points, columns);
    used.encode({ z: 1, x: 1, y: 0 }, [all(300)]);
    used.encode(WORLD, [{ rows: [3, 3, 9], count: 3, worldShift: 0 }]);
    expect(used.encode(WORLD, [some])).toEqual(fresh);
  });

  it('writes a UUID as its 36 characters', () => {
    const uuids = Uint8Array.from({ length: 16 }, (_, i) => i * 16 + i);
    const [feature] = decode(encoderOf([{ lon: 1, lat: 1 }], [{ key: 'id', uuids }]).encode(WORLD, [all(1)]));
    expect(feature?.properties['id']).toBe('00112233-4455-6677-8899-aabbccddeeff');
  });

  it('keeps a feature within its one length byte with as many tags as it takes and the largest ids', () => {
    const columns = Array.from({ length: MAX_KEYS }, (_, k): TagColumn => ({ key: `k${k}`, numbers: [k] }));
    const found = decode(encoderOf([{ lon: 1, lat: 1 }], columns, [Number.MAX_SAFE_INTEGER]).encode(WORLD, [all(1)]));
    expect(Object.values(found[0]?.properties ?? {})).toEqual(columns.map((_, k) => k));
    expect(found[0]?.id).toBe(Number.MAX_SAFE_INTEGER);
    expect(() => tagTable([...columns, { key: 'more', numbers: [1] }], [0])).toThrow(RangeError);
  });

  it('shows a point at 180° on both edges of the world', () => {
    const encoder = encoderOf([{ lon: 180, lat: 0 }], []);
    const one = { rows: [0], count: 1 };
    expect(decode(encoder.encode({ z: 2, x: 3, y: 2 }, [{ ...one, worldShift: 0 }]))[0]?.at).toEqual([4096, 0]);
    expect(decode(encoder.encode({ z: 2, x: 0, y: 2 }, [{ ...one, worldShift: -1 }]))[0]?.at).toEqual([0, 0]);
  });
});
