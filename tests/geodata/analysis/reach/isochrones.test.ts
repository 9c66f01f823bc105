// Isochrones: never hulls, cut by rivers, joined by bridges, whole to the last cell; lines where only roads are known.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { method } from '../../../../geodata/analysis/catalog.ts';
import { resultJson } from '../../../../geodata/analysis/method.ts';
import { geodesicMeters } from '../../../../geodata/analysis/reach/geodesic.ts';
import type { Isochrone, IsochronesResult } from '../../../../geodata/analysis/reach/isochrones_schema.ts';
import type { TravelTimeResult } from '../../../../geodata/analysis/reach/travel_time_schema.ts';

const run = (inputs: unknown): IsochronesResult =>
  JSON.parse(resultJson(method('isochrones').run(inputs))) as IsochronesResult;

/** Whether a point lies in polygons with holes, by counting crossings. */
function isInside({ geometry }: Isochrone, [x, y]: readonly [number, number]): boolean {
  if (geometry?.type !== 'MultiPolygon') return false;
  let inside = false;
  for (const ring of geometry.coordinates.flat()) {
    for (let i = 1; i < ring.length; i++) {
      const [ax, ay] = ring[i - 1] as [number, number];
      const [bx, by] = ring[i] as [number, number];
      if (ay > y !== by > y && x < ax + ((y - ay) / (by - ay)) * (bx - ax)) inside = !inside;
    }
  }
  return inside;
}

const bbox = [12, 11, 12.07, 11.05];
const middle = (cell: number): [number, number] => [12.005 + 0.01 * (cell % 7), 11.045 - 0.01 * Math.floor(cell / 7)];
const plain = { width: 7, height: 5, bbox, speedKmh: new Array(35).fill(5) };
const ofCells = (cells: number[]): number[] => Array.from({ length: 35 }, (_, i) => (cells.includes(i) ? 1 : 0));

describe('isochrones on ground', () => {
  it('do not jump a river without a bridge, and do cross one with', () => {
    const river = ofCells([3, 10, 17, 24, 31]);
    const grid = { ...plain, barrier: river };
    const [cut] = run({ grid, sources: { cell: [15] }, cutoffsMinutes: [600] }).isochrones as [Isochrone];
    expect(cut.cells).toBe(15);
    expect(isInside(cut, middle(16))).toBe(true);
    for (const cell of [17, 18, 20]) expect(isInside(cut, middle(cell))).toBe(false);
    const graph = {
      ...{ from: [0], to: [1], cost: [60], undirected: true },
      ...{ lon: [middle(16)[0], middle(18)[0]], lat: [middle(16)[1], middle(18)[1]] },
    };
    const [crossed] = run({ graph, grid, sources: { cell: [15] }, cutoffsMinutes: [600] }).isochrones as [Isochrone];
    expect(crossed.cells).toBe(30);
    expect(crossed.geometry?.coordinates.length).toBe(2);
    expect(isInside(crossed, middle(17))).toBe(false);
  });

  it('leave out land inside the ring that cannot be reached', () => {
    const wall = ofCells([9, 10, 11, 16, 18, 23, 24, 25]);
    const [ring] = run({ grid: { ...plain, barrier: wall }, sources: { cell: [0] }, cutoffsMinutes: [600] })
      .isochrones as [Isochrone];
    expect(ring.cells).toBe(26);
    expect((ring.geometry?.coordinates ?? []).map((polygon) => polygon.length)).toEqual([2]);
    expect(isInside(ring, middle(17))).toBe(false);
    expect(isInside(ring, middle(8))).toBe(true);
  });

  it('hold exactly the cells whose minutes are within the cutoff, each cutoff all that is in a shorter one', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(0, 2, 3, 5), { minLength: 35, maxLength: 35 }),
        fc.nat(34),
        fc.uniqueArray(fc.integer({ min: 0, max: 90 }), { minLength: 1, maxLength: 4 }),
        (speedKmh, cell, cutoffsMinutes) => {
          const inputs = { grid: { ...plain, speedKmh, people: new Array(35).fill(2) }, sources: { cell: [cell] } };
          const { minutes } = method('travel-time').run(inputs) as TravelTimeResult;
          const rings = run({ ...inputs, cutoffsMinutes }).isochrones;
          expect(rings.map((ring) => ring.cutoffMinutes)).toEqual([...cutoffsMinutes].sort((a, b) => a - b));
          for (const ring of rings) {
            const within = Array.from(minutes as Float64Array, (value) => value <= ring.cutoffMinutes);
            expect(ring.cells).toBe(within.filter(Boolean).length);
            expect(ring.people).toBe(2 * (ring.cells as number));
            expect(within.map((_, i) => isInside(ring, middle(i)))).toEqual(within);
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  it('have the area of their cells, in degrees and on a plane', () => {
    const flat = { width: 3, height: 2, cellMeters: 500, speedKmh: new Array(6).fill(5) };
    const planar = run({ grid: flat, sources: { cell: [3] }, cutoffsMinutes: [6] });
    expect(planar.planar).toBe(true);
    expect(planar.isochrones[0]).toMatchObject({ cells: 3, areaSquareKm: 0.75 });
    expect(planar.isochrones[0]?.geometry?.coordinates).toEqual([
      [
        [
          [0, 0],
          [1000, 0],
          [1000, 500],
          [500, 500],
          [500, 1000],
          [0, 1000],
          [0, 0],
        ],
      ],
    ]);
    const [all] = run({ grid: plain, sources: { cell: [3] }, cutoffsMinutes: [1e6] }).isochrones as [Isochrone];
    const wide = geodesicMeters({ fromLon: 12, fromLat: 11.025, toLon: 12.07, toLat: 11.025 });
    const high = geodesicMeters({ fromLon: 12, fromLat: 11, toLon: 12, toLat: 11.05 });
    expect((all.areaSquareKm as number) / ((wide * high) / 1e6)).toBeCloseTo(1, 6);
  });

  it('are cut at the antimeridian', () => {
    const grid = { width: 4, height: 1, bbox: [179.98, 0, -179.98, 0.01], speedKmh: [5, 5, 5, 5] };
    const [ring] = run({ grid, sources: { cell: [0] }, cutoffsMinutes: [1e4] }).isochrones as [Isochrone];
    expect(ring.cells).toBe(4);
    const lons = ((ring.geometry?.coordinates ?? []) as [number, number][][][]).map((polygon) =>
      polygon.flat().map(([lon]) => lon),
    );
    expect(lons.length).toBe(2);
    for (const part of lons) expect(Math.max(...part) - Math.min(...part)).toBeCloseTo(0.02, 9);
  });

  it('are null with a warning where nothing is reached, and hold the source at zero minutes', () => {
    const lost = run({
      grid: { ...plain, speedKmh: new Array(35).fill(0) },
      sources: { cell: [0] },
      cutoffsMinutes: [5],
    });
    expect(lost.isochrones[0]).toMatchObject({ geometry: null, cells: 0, areaSquareKm: 0 });
    expect(lost.warnings.join(' ')).toContain('reaches nothing');
    expect(run({ grid: plain, sources: { cell: [8] }, cutoffsMinutes: [0] }).isochrones[0]?.cells).toBe(1);
  });
});

describe('isochrones on roads alone', () => {
  const graph = { from: [0, 1], to: [1, 2], cost: [600, 600], lon: [12, 12.01, 12.02], lat: [11, 11, 11] };
  it('are the reached pieces of road, cut where the cutoff falls within an edge', () => {
    const [ring] = run({ graph, sources: { node: [0] }, direction: 'from', cutoffsMinutes: [15] }).isochrones as [
      Isochrone,
    ];
    expect(ring.geometry?.type).toBe('MultiLineString');
    expect(ring.geometry?.coordinates).toEqual([
      [
        [12, 11],
        [12.01, 11],
      ],
      [
        [12.01, 11],
        [expect.closeTo(12.015, 12), 11],
      ],
    ]);
    expect(ring.roadKm).toBeCloseTo(
      (1.5 * geodesicMeters({ fromLon: 0, fromLat: 11, toLon: 0.01, toLat: 11 })) / 1000,
      9,
    );
    expect(run({ graph, sources: { node: [0] }, cutoffsMinutes: [15] }).isochrones[0]?.geometry).toBeNull();
  });

  it('meet in the middle of a road between two services, once', () => {
    const two = { ...graph, from: [0], to: [1], cost: [600], undirected: true };
    const pieces = (cutoff: number) =>
      (run({ graph: { ...two, lon: [12, 12.01], lat: [11, 11] }, sources: { node: [0, 1] }, cutoffsMinutes: [cutoff] })
        .isochrones[0]?.geometry?.coordinates ?? []) as unknown[];
    expect(pieces(4).length).toBe(2);
    expect(pieces(5).length).toBe(1);
    expect(pieces(50).length).toBe(1);
  });

  it('are split at the antimeridian', () => {
    const across = { from: [0], to: [1], cost: [600], lon: [179.99, -179.99], lat: [0, 0] };
    const [ring] = run({ graph: across, sources: { node: [0] }, direction: 'from', cutoffsMinutes: [10] })
      .isochrones as [Isochrone];
    expect(ring.geometry?.coordinates).toEqual([
      [
        [179.99, 0],
        [180, 0],
      ],
      [
        [-180, 0],
        [expect.closeTo(-179.99, 9), 0],
      ],
    ]);
  });
});
