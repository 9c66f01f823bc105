// The union of service radii: every position within reach is inside and none beyond, over holes, poles and the antimeridian.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import * as turf from '@turf/turf';
import { beforeAll, describe, expect, it } from 'vitest';
import { seededRandom } from '../../../../geodata/analysis/random.ts';
import { geodesicMeters } from '../../../../geodata/analysis/reach/geodesic.ts';
import { buildNearestIndex } from '../../../../geodata/analysis/reach/nearest.ts';
import { polygonAreaSquareKm } from '../../../../geodata/analysis/spatial/ellipsoidal_measure.ts';
import { geodesicCircle } from '../../../../geodata/analysis/spatial/geodesic_circle.ts';
import {
  type BufferUnion,
  type Clipper,
  loadClipper,
  serviceBuffers,
} from '../../../../geodata/analysis/spatial/service_buffers.ts';
import type { Position } from '../../../../geodata/schema/geometry.ts';
import { Problem } from '../../../../geodata/schema/problem.ts';

let clipper: Clipper;

beforeAll(async () => {
  const require = createRequire(import.meta.url);
  clipper = await loadClipper(readFileSync(require.resolve('clipper2-wasm/dist/es/clipper2z.wasm')));
});

const union = (places: readonly Position[], radiusMeters: number): BufferUnion =>
  serviceBuffers({
    services: { lon: places.map(([lon]) => lon), lat: places.map(([, lat]) => lat) },
    radiusMeters,
    clipper,
  });

const area = (shape: BufferUnion): number => polygonAreaSquareKm(shape);

/** Area of the regular 64-corner polygon in a disc of this radius, flat. */
const discSquareKm = (radiusKm: number): number => 32 * radiusKm * radiusKm * Math.sin((2 * Math.PI) / 64);

describe('geodesicCircle', () => {
  it('puts every corner at the radius, counterclockwise, from a pole to the antimeridian', () => {
    for (const center of [
      [13, 11],
      [180, 0],
      [-179.9, 65],
      [20, 89.5],
      [0, -90],
    ] as Position[]) {
      for (const radiusMeters of [1, 5000, 300_000]) {
        const ring = geodesicCircle({ center, radiusMeters, corners: 40 });
        for (const [lon, lat] of ring) {
          const meters = geodesicMeters({ fromLon: center[0], fromLat: center[1], toLon: lon, toLat: lat });
          expect(Math.abs(meters - radiusMeters)).toBeLessThan(1e-7 + 1e-8 * radiusMeters);
        }
      }
    }
  });
});

describe('serviceBuffers', () => {
  it('is a disc around one service, and two discs around two far apart', () => {
    expect(area(union([[13, 11]], 5000)) / discSquareKm(5)).toBeCloseTo(1, 5);
    const two = union(
      [
        [13, 11],
        [14, 11],
      ],
      5000,
    );
    expect(two.coordinates.length).toBe(2);
    expect(area(two) / (2 * discSquareKm(5))).toBeCloseTo(1, 5);
  });

  it('counts ground in reach of two services once', () => {
    expect(
      area(
        union(
          [
            [13, 11],
            [13, 11],
          ],
          5000,
        ),
      ) / discSquareKm(5),
    ).toBeCloseTo(1, 5);
    const meters = geodesicMeters({ fromLon: 13, fromLat: 11, toLon: 13.05, toLat: 11 });
    const half = meters / 2 / 5000;
    const lens = 2 * 25 * (Math.acos(half) - half * Math.sqrt(1 - half * half));
    expect(
      area(
        union(
          [
            [13, 11],
            [13.05, 11],
          ],
          5000,
        ),
      ) /
        (2 * Math.PI * 25 - lens),
    ).toBeCloseTo(1, 2);
  });

  it('leaves a hole where a ring of services reaches around a place', () => {
    const ring = geodesicCircle({ center: [13, 11], radiusMeters: 12_000, corners: 12 });
    const around = union(ring, 5000);
    expect(around.coordinates.map((polygon) => polygon.length)).toEqual([2]);
    expect(turf.booleanPointInPolygon([13, 11], around)).toBe(false);
  });

  it('keeps its size and stays within the world at the antimeridian and over the poles', () => {
    for (const place of [
      [180, 10],
      [-179.95, 60],
      [77, 90],
      [0, -90],
      [179, 89.9],
      [-10, -89.8],
    ] as Position[]) {
      const shape = union([place], 50_000);
      expect(area(shape) / discSquareKm(50)).toBeCloseTo(1, 4);
      const lons = shape.coordinates.flat(2).map(([lon]) => lon);
      expect(Math.max(...lons.map(Math.abs))).toBeLessThanOrEqual(180);
    }
  });

  it('holds exactly the positions within reach, but for the sliver between corners', () => {
    const random = seededRandom(2);
    const places = Array.from({ length: 60 }, (): Position => [178 + 4 * random(), 10 + 4 * random()]).map(
      ([lon, lat]): Position => [lon > 180 ? lon - 360 : lon, lat],
    );
    const shape = union(places, 30_000);
    const tries = Array.from({ length: 500 }, (): Position => [178 + 2 * random(), 10 + 4 * random()]);
    const index = buildNearestIndex({ lon: places.map(([lon]) => lon), lat: places.map(([, lat]) => lat) });
    const { meters } = index.nearest({ lon: tries.map(([lon]) => lon), lat: tries.map(([, lat]) => lat) });
    let decided = 0;
    tries.forEach((position, i) => {
      const reach = meters[i] as number;
      // A chord of 64 corners runs at most radius·(1 − cos(π/64)) inside its circle.
      if (reach > 30_000 * (1 - 0.0013) && reach <= 30_000) return;
      decided++;
      expect(turf.booleanPointInPolygon(position, shape)).toBe(reach <= 30_000);
    });
    expect(decided).toBeGreaterThan(450);
  });

  it('is empty without services and refuses a radius of nothing', () => {
    expect(union([], 5000)).toEqual({ type: 'MultiPolygon', coordinates: [] });
    expect(() => union([[13, 11]], 0)).toThrow(Problem);
  });
});
