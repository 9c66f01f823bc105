// Tiles cut from points, against every point looked at one by one.
import { VectorTile } from '@mapbox/vector-tile';
import fc from 'fast-check';
import { PbfReader } from 'pbf';
import { describe, expect, it } from 'vitest';
import { MAX_POINTS_PER_TILE } from '../../../geodata/formats/mvt_thinning.ts';
import { mercatorX, mercatorY, type TileAddress } from '../../../geodata/formats/web_mercator.ts';
import { idsOf, pointSnapshot } from '../../../server/live/point_snapshot.ts';
import type { PointChunk } from '../../../server/queries/tiles.ts';

interface Cell {
  readonly lon: number;
  readonly lat: number;
  readonly people: number;
}

const plan = {
  layer: 'population',
  numbers: [
    { name: 'id', as: 'id' as const },
    { name: 'people', as: 'number' as const },
  ],
  texts: [],
  priority: 'people',
};

function chunkOf(cells: readonly Cell[], firstId: number): PointChunk {
  const numbers = new Uint8Array(cells.length * 32);
  const view = new DataView(numbers.buffer);
  cells.forEach(({ lon, lat, people }, i) => {
    [lon, lat, firstId + i, people].forEach((value, k) => {
      view.setFloat64(i * 32 + k * 8, value);
    });
  });
  return { count: cells.length, uuids: null, numbers, texts: [] };
}

const snapshotOf = (cells: readonly Cell[], atOnce = 1_000_000) =>
  pointSnapshot(plan, async (each) => {
    for (let i = 0; i < cells.length; i += atOnce) each(chunkOf(cells.slice(i, i + atOnce), i));
  });

function idsIn(bytes: Uint8Array): number[] {
  const layer = new VectorTile(new PbfReader(bytes)).layers['population'];
  return Array.from({ length: layer?.length ?? 0 }, (_, i) => layer?.feature(i).id ?? -1);
}

/** Every world copy of every cell, by the definition of tile and buffer. */
function expectedIds(cells: readonly Cell[], { z, x, y }: TileAddress): number[] {
  const buffer = 64 / 4096;
  const within = (value: number, tile: number) =>
    value >= (tile - buffer) / 2 ** z && value <= (tile + 1 + buffer) / 2 ** z;
  return cells.flatMap(({ lon, lat }, id) =>
    [0, 1, -1].filter((shift) => within(mercatorX(lon) + shift, x) && within(mercatorY(lat), y)).map(() => id),
  );
}

const cell = fc.record({
  lon: fc.oneof(fc.constantFrom(-180, 180, 0), fc.double({ min: -180, max: 180, noNaN: true })),
  lat: fc.oneof(fc.constantFrom(-90, 90, 0, 85.05), fc.double({ min: -90, max: 90, noNaN: true })),
  people: fc.double({ min: 0, max: 1e6, noNaN: true }),
});

describe('pointSnapshot', () => {
  it('puts into each tile exactly the points on it and in its buffer, across the antimeridian too', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(cell, { minLength: 1, maxLength: 150 }),
        fc.integer({ min: 0, max: 6 }),
        fc.nat(),
        fc.nat(),
        async (cells, z, column, row) => {
          const tile = { z, x: column % 2 ** z, y: row % 2 ** z };
          const snapshot = await snapshotOf(cells);
          const sorted = (ids: number[]) => ids.sort((a, b) => a - b);
          expect(sorted(idsIn(snapshot.tile(tile)))).toEqual(sorted(expectedIds(cells, tile)));
        },
      ),
    );
  });

  it('shows a point at 180° in the tiles on both edges, and a pole in none', async () => {
    const snapshot = await snapshotOf([
      { lon: 180, lat: 10, people: 1 },
      { lon: -180, lat: 10, people: 1 },
      { lon: 0, lat: 90, people: 1 },
      { lon: 0, lat: -90, people: 1 },
    ]);
    expect(idsIn(snapshot.tile({ z: 3, x: 0, y: 3 })).sort()).toEqual([0, 1]);
    expect(idsIn(snapshot.tile({ z: 3, x: 7, y: 3 })).sort()).toEqual([0, 1]);
    expect(new Set(idsIn(snapshot.tile({ z: 0, x: 0, y: 0 })))).toEqual(new Set([0, 1]));
    expect(snapshot.bounds).toEqual([-180, 10, 180, 10]);
  });

  it('has the same id and bytes for the same content however it came, and another id for any other', async () => {
    const cells = Array.from({ length: 100 }, (_, i) => ({ lon: i / 10, lat: i / 20, people: i }));
    const [one, two] = [await snapshotOf(cells), await snapshotOf(cells)];
    expect(two.id).toBe(one.id);
    expect(two.tile({ z: 2, x: 2, y: 1 })).toEqual(one.tile({ z: 2, x: 2, y: 1 }).slice());
    const changed = cells.map((each, i) => (i === 50 ? { ...each, people: 50.5 } : each));
    expect((await snapshotOf(changed)).id).not.toBe(one.id);
    expect((await snapshotOf([])).id).not.toBe(one.id);
  });

  it('reads any number of chunks as one whole', async () => {
    const cells = Array.from({ length: 97 }, (_, i) => ({ lon: (i * 7) % 90, lat: i % 60, people: i }));
    const [whole, parts] = [await snapshotOf(cells), await snapshotOf(cells, 10)];
    expect(parts.tile({ z: 0, x: 0, y: 0 })).toEqual(whole.tile({ z: 0, x: 0, y: 0 }).slice());
  });

  it('is empty when there is nothing', async () => {
    const snapshot = await snapshotOf([]);
    expect(snapshot.tile({ z: 0, x: 0, y: 0 })).toHaveLength(0);
    expect(snapshot.bounds).toBeNull();
  });

  it('keeps all points up to the limit and the most populous beyond it', async () => {
    const many = (count: number) =>
      Array.from({ length: count }, (_, i) => ({ lon: (i % 300) / 100, lat: Math.floor(i / 300) / 100, people: i }));
    const full = await snapshotOf(many(MAX_POINTS_PER_TILE));
    expect(idsIn(full.tile({ z: 0, x: 0, y: 0 }))).toHaveLength(MAX_POINTS_PER_TILE);
    const crowded = await snapshotOf(many(MAX_POINTS_PER_TILE + 500));
    const ids = idsIn(crowded.tile({ z: 0, x: 0, y: 0 }));
    expect(ids).toHaveLength(MAX_POINTS_PER_TILE);
    expect(
      Math.min(
        ...ids.slice(0, 1000),
        ids.reduce((a, b) => Math.min(a, b)),
      ),
    ).toBe(500);
  });

  it('takes the first 48 bits of a UUID as the number of a feature', () => {
    const uuid = Uint8Array.of(0xff, 0xee, 0xdd, 0xcc, 0xbb, 0xaa, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
    expect([...idsOf(uuid)]).toEqual([0xffeeddccbbaa]);
  });
});
