// Spatial weights: every way to neighbors against brute force, round the antimeridian, at the poles and where places coincide.
import fc from 'fast-check';
import { cellToLatLng, gridDisk, latLngToCell } from 'h3-js';
import { describe, expect, it } from 'vitest';
import {
  islandsOf,
  reorderedWeights,
  rowStandardized,
  type SpatialWeights,
  weightsAmong,
} from '../../../../geodata/analysis/hotspot/spatial_weights.ts';
import { gridContiguity } from '../../../../geodata/analysis/hotspot/weights_contiguity.ts';
import { geodesicBand, planarBand } from '../../../../geodata/analysis/hotspot/weights_distance_band.ts';
import { h3Rings } from '../../../../geodata/analysis/hotspot/weights_h3.ts';
import { weightsFromLists } from '../../../../geodata/analysis/hotspot/weights_lists.ts';
import { geodesicNearest, planarNearest } from '../../../../geodata/analysis/hotspot/weights_nearest.ts';
import { seededRandom } from '../../../../geodata/analysis/random.ts';
import { geodesicMeters } from '../../../../geodata/analysis/reach/geodesic.ts';

const rowsOf = ({ count, start, neighbor }: SpatialWeights): number[][] =>
  Array.from({ length: count }, (_, i) => Array.from(neighbor.subarray(start[i], start[i + 1])));

type Columns = { across: Float64Array; up: Float64Array };

function places(count: number, place: () => readonly [number, number]): Columns {
  const across = new Float64Array(count);
  const up = new Float64Array(count);
  for (let i = 0; i < count; i++) [across[i], up[i]] = place() as [number, number];
  return { across, up };
}

const ground = ({ across, up }: Columns, i: number, j: number): number =>
  geodesicMeters({ fromLon: across[i]!, fromLat: up[i]!, toLon: across[j]!, toLat: up[j]! });
const plane = ({ across, up }: Columns, i: number, j: number): number =>
  Math.sqrt((across[i]! - across[j]!) ** 2 + (up[i]! - up[j]!) ** 2);

function within(columns: Columns, band: number, distance = ground): number[][] {
  const all = Array.from(columns.across.keys());
  return all.map((i) => all.filter((j) => j !== i && distance(columns, i, j) <= band));
}

function nearest(columns: Columns, k: number, distance = ground): number[][] {
  const all = Array.from(columns.across.keys());
  return all.map((i) =>
    all
      .filter((j) => j !== i)
      .sort((a, b) => distance(columns, i, a) - distance(columns, i, b) || a - b)
      .slice(0, k)
      .sort((a, b) => a - b),
  );
}

describe('a distance band', () => {
  const random = seededRandom(11);
  const worlds: readonly (readonly [string, number, () => readonly [number, number]])[] = [
    ['a district', 5_000, () => [13 + random(), 11 + random()]],
    ['the antimeridian', 60_000, () => [(random() < 0.5 ? -180 : 179) + random(), -17 + random()]],
    ['180 and −180, one meridian', 1_000, () => [random() < 0.5 ? -180 : 180, Math.floor(random() * 30) / 10]],
    ['the north pole', 150_000, () => [360 * random() - 180, 88 + 2 * random()]],
    ['the world', 900_000, () => [360 * random() - 180, 180 * random() - 90]],
    ['half the world', 9_000_000, () => [360 * random() - 180, 180 * random() - 90]],
    ['one town over and over', 10, () => [13.160274, 11.84644]],
  ];
  it.each(worlds)('finds the same pairs as brute force: %s', (_, band, place) => {
    const columns = places(250, place);
    expect(rowsOf(geodesicBand(columns, band))).toEqual(within(columns, band));
  });

  it('is inclusive to the last bit, on the ground and on the plane', () => {
    const pair = { across: Float64Array.of(12, 12.3), up: Float64Array.of(10, 10.2) };
    const meters = ground(pair, 0, 1);
    expect(rowsOf(geodesicBand(pair, meters))).toEqual([[1], [0]]);
    expect(rowsOf(geodesicBand(pair, meters * (1 - 1e-12)))).toEqual([[], []]);
    const square = { across: Float64Array.of(0, 3, 0.3), up: Float64Array.of(0, 4, 0.4) };
    expect(rowsOf(planarBand(square, 5))).toEqual([
      [1, 2],
      [0, 2],
      [0, 1],
    ]);
    expect(rowsOf(planarBand(square, 0.5))[0]).toEqual([2]);
  });

  it('finds the same pairs as brute force on planes of any spread', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 0, max: 40 })), { maxLength: 60 }),
        fc.constantFrom(0, 0.5, 1, 5, 100),
        fc.constantFrom(1, 1e-3, 1e6),
        (points, band, scale) => {
          const columns = {
            across: Float64Array.from(points, ([x]) => x * scale),
            up: Float64Array.from(points, ([, y]) => y * scale),
          };
          expect(rowsOf(planarBand(columns, band * scale))).toEqual(within(columns, band * scale, plane));
        },
      ),
      { numRuns: 60 },
    );
  });

  it('gives nothing for no place and for one', () => {
    for (const count of [0, 1]) {
      const columns = places(count, () => [5, 5]);
      expect(geodesicBand(columns, 100).neighbor.length).toBe(0);
      expect(islandsOf(planarBand(columns, 100)).length).toBe(count);
    }
  });
});

describe('the k nearest', () => {
  it('are those of brute force, ties to the smaller index, on the ground and on the plane', () => {
    const random = seededRandom(5);
    const anywhere = places(120, () => [360 * random() - 180, 180 * random() - 90]);
    expect(rowsOf(geodesicNearest(anywhere, 4))).toEqual(nearest(anywhere, 4));
    const lattice = places(150, () => [Math.floor(6 * random()), Math.floor(6 * random())]);
    for (const k of [1, 3, 8]) expect(rowsOf(planarNearest(lattice, k))).toEqual(nearest(lattice, k, plane));
    const town = places(9, () => [13, 11]);
    expect(rowsOf(geodesicNearest(town, 2))).toEqual(nearest(town, 2));
  });

  it('are all others where there are fewer than k', () => {
    const three = places(3, () => [1, 1]);
    expect(rowsOf(planarNearest(three, 9))).toEqual([
      [1, 2],
      [0, 2],
      [0, 1],
    ]);
    expect(
      rowsOf(
        geodesicNearest(
          places(1, () => [1, 1]),
          3,
        ),
      ),
    ).toEqual([[]]);
  });
});

describe('H3 rings', () => {
  // A town, a base cell's corner, pentagons of both kinds of resolution, the pole, the antimeridian.
  const middles = [
    [11.84, 13.16],
    [58.158, 10.1],
    [64.7, 10.536],
    [-90, 0],
    [3, 180],
  ] as const;
  it.each([0, 1, 2, 3, 5, 6, 7, 10, 15])('are those of the library at resolution %i', (resolution) => {
    for (const [lat, lon] of middles) {
      const cells = gridDisk(latLngToCell(lat, lon, resolution), 5).filter((_, i) => i % 7 !== 3);
      const at = new Map(cells.map((cell, i) => [cell, i]));
      for (const rings of [1, 2]) {
        const wanted = cells.map((cell, i) =>
          gridDisk(cell, rings)
            .map((other) => at.get(other) ?? -1)
            .filter((place) => place >= 0 && place !== i)
            .sort((a, b) => a - b),
        );
        expect(rowsOf(h3Rings(cells, rings))).toEqual(wanted);
      }
    }
  });

  it('refuse what is no cell, a cell twice, and two resolutions', () => {
    const cell = latLngToCell(11, 13, 7);
    for (const cells of [['x'], [''], [cell, cell], [cell, latLngToCell(11, 13, 6)], ['8000000000000000']]) {
      expect(() => h3Rings(cells, 1)).toThrow(/H3 cells/);
    }
    expect(cellToLatLng(cell)[0]).toBeCloseTo(11, 1);
  });
});

describe('contiguity and lists', () => {
  it('joins cells by sides, or by sides and corners', () => {
    expect(rowsOf(gridContiguity({ width: 3, height: 2, contiguity: 'rook' }))).toEqual([
      [1, 3],
      [0, 2, 4],
      [1, 5],
      [0, 4],
      [1, 3, 5],
      [2, 4],
    ]);
    expect(rowsOf(gridContiguity({ width: 3, height: 2, contiguity: 'queen' }))[0]).toEqual([1, 3, 4]);
  });

  it('keeps a list whatever its order, and the weight that a place gives itself apart', () => {
    const { weights, own } = weightsFromLists(3, [[2, 0, 1], [], [1]], [[0.5, 9, 0.25], [], [1]]);
    expect(rowsOf(weights)).toEqual([[1, 2], [], [1]]);
    expect(Array.from(weights.weight ?? [])).toEqual([0.25, 0.5, 1]);
    expect(Array.from(own ?? [])).toEqual([9, Number.NaN, Number.NaN]);
    expect(islandsOf(weights)).toEqual([1]);
    expect(Array.from(rowStandardized(weights).weight ?? [])).toEqual([1 / 3, 2 / 3, 1]);
  });

  it('refuses an index that is none, a neighbor twice and lists that do not match, and says where', () => {
    const pointer = (neighbors: number[][], weights?: number[][]): unknown => {
      try {
        weightsFromLists(2, neighbors, weights);
      } catch (error) {
        return (error as { errors: { pointer: string }[] }).errors[0]?.pointer;
      }
      return null;
    };
    expect(pointer([[1], [2]])).toBe('/neighbors/1/0');
    expect(pointer([[1], [0.5]])).toBe('/neighbors/1/0');
    expect(pointer([[1, 1], []])).toBe('/neighbors/0/1');
    expect(pointer([[1]])).toBe('/neighbors');
    expect(pointer([[1], []], [[1]])).toBe('/weights');
    expect(pointer([[1], []], [[1, 2], []])).toBe('/weights/0');
    expect(pointer([[1], []], [[Number.NaN], []])).toBe('/weights/0/0');
  });

  it('drops and moves places without mixing up their weights', () => {
    const { weights } = weightsFromLists(3, [[1, 2], [0], [0, 1]], [[1, 2], [3], [4, 5]]);
    const turned = reorderedWeights(weights, Int32Array.of(2, 0, 1));
    expect(rowsOf(turned)).toEqual([[1, 2], [0, 2], [1]]);
    expect(Array.from(turned.weight ?? [])).toEqual([4, 5, 2, 1, 3]);
    const without = weightsAmong(weights, Uint8Array.of(1, 0, 1));
    expect(rowsOf(without)).toEqual([[1], [0]]);
    expect(Array.from(without.weight ?? [])).toEqual([2, 4]);
  });
});
