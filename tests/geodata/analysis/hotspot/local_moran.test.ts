// Local Moran's I: golden figures, quadrants by hand, and the conventions it shares with Gi*.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type localMoran, localMoranMethod } from '../../../../geodata/analysis/hotspot/local_moran.ts';
import { resultJson } from '../../../../geodata/analysis/method.ts';

type Result = ReturnType<typeof localMoran>;
const run = (inputs: Record<string, unknown>): Result => localMoranMethod.run(inputs) as Result;
const golden = JSON.parse(readFileSync('tests/fixtures/hotspot_rows.json', 'utf8'));
const close = (actual: ArrayLike<number>, wanted: readonly number[], tolerance: number): void => {
  wanted.forEach((value, i) => {
    expect(Math.abs((actual[i] as number) - value), `row ${i}`).toBeLessThanOrEqual(tolerance);
  });
};

describe('local Moran', () => {
  it('meets spdep: I and its score under conditional permutation, on a grid and with weights', () => {
    for (const set of [golden.grid, golden.places]) {
      const lists = {
        values: set.values,
        neighbors: set.neighbors,
        weights: set.weights,
        standardize: 'row',
        permutations: 0,
      };
      const result = run(lists);
      close(result.i as Float64Array, set.moran, 1e-9);
      close(result.z as Float64Array, set.moranZ, 1e-9);
    }
  });

  it('has permutation p-values near those of its score where values are many and even', () => {
    const side = 20;
    const values = Array.from({ length: side * side }, (_, i) => Math.sin(i) + Math.cos(i * i));
    const normal = run({ values, grid: { width: side, height: side }, permutations: 0 }).p as Float64Array;
    const dealt = run({ values, grid: { width: side, height: side } }).p as Float64Array;
    const apart = normal.map((p, i) => Math.abs(p - (dealt[i] as number))).sort();
    expect(apart[380]).toBeLessThan(0.06);
    expect(Math.min(...dealt)).toBeGreaterThanOrEqual(0.001);
  });

  it('names the place first and its neighbors second', () => {
    const values = [9, 8, 9, 1, 1, 1, 9, 1];
    const neighbors = [[1], [0, 2], [1], [4], [3, 5], [4], [4], [0]];
    const result = run({ values, neighbors, alpha: 0.5 });
    expect(result.quadrant).toEqual([
      'high-high',
      'high-high',
      'high-high',
      'low-low',
      'low-low',
      'low-low',
      'high-low',
      'low-high',
    ]);
    expect((result.i as Float64Array)[6]).toBeLessThan(0);
    for (const [i, word] of result.category.entries()) {
      if (word !== 'not significant') expect(word).toBe(result.quadrant[i]);
    }
  });

  it('leaves suppressed values out, lists islands and says nothing where nothing varies', () => {
    const result = run({ values: [1, null, 3, 9, 4], neighbors: [[1], [0], [3], [2, 4], [3]] });
    expect(result.category.slice(0, 2)).toEqual(['not enough data', 'not enough data']);
    expect(result.islands).toEqual([0]);
    expect(result.quadrant[1]).toBeNull();
    const flat = run({ values: [2, 2, 2, 2], neighbors: [[1], [0], [3], [2]] });
    expect(flat.category).toEqual(Array(4).fill('not enough data'));
    expect(Array.from(flat.p as Float64Array)).toEqual(Array(4).fill(Number.NaN));
  });

  it('calls a place exactly at the mean not significant: its I is 0, and that is data', () => {
    const asked = { values: [-1, 0, 1, 2, -2], neighbors: [[1], [0, 2], [1, 3], [2, 4], [3]] };
    const result = run(asked);
    expect([(result.i as Float64Array)[1], result.quadrant[1], result.category[1]]).toEqual([
      0,
      null,
      'not significant',
    ]);
    expect((result.p as Float64Array)[1]).toBeNaN();
    expect(result.warnings.join()).not.toMatch(/normal distribution/);
    expect(run({ ...asked, permutations: 0 }).warnings.join()).toMatch(/ask for permutations/);
  });

  it('gives the same bytes for any order of the input when places have ids', () => {
    const { x, y, values } = golden.places;
    const ids = values.map((_: number, i: number) => 1000 - i);
    const back = <T>(column: T[]): T[] => column.toReversed();
    const one = run({ points: { x, y, ids }, values, distanceBand: 17, permutations: 49 });
    const other = run({
      points: { x: back(x), y: back(y), ids: back(ids) },
      values: back(values),
      distanceBand: 17,
      permutations: 49,
    });
    expect(resultJson(other)).toBe(resultJson(one));
  });
});
