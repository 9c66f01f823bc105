// Gi and Gi*: published figures, golden ones, laws, and what happens where numbers are missing.
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { gridDisk, latLngToCell } from 'h3-js';
import { describe, expect, it } from 'vitest';
import { type giStar, giStarMethod } from '../../../../geodata/analysis/hotspot/gi_star.ts';
import { resultJson } from '../../../../geodata/analysis/method.ts';
import { seededRandom, shuffleInPlace } from '../../../../geodata/analysis/random.ts';
import { Problem } from '../../../../geodata/schema/problem.ts';

type Result = ReturnType<typeof giStar>;
const run = (inputs: Record<string, unknown>): Result => giStarMethod.run(inputs) as Result;
const golden = JSON.parse(readFileSync('tests/fixtures/hotspot_rows.json', 'utf8'));
const close = (actual: ArrayLike<number>, wanted: readonly (number | null)[], tolerance: number): void => {
  expect(actual.length).toBe(wanted.length);
  wanted.forEach((value, i) => {
    if (value === null) expect(actual[i]).toBeNaN();
    else expect(Math.abs((actual[i] as number) - value), `row ${i}`).toBeLessThanOrEqual(tolerance);
  });
};

const SIX = {
  x: [10, 20, 40, 15, 30, 30],
  y: [10, 10, 10, 20, 20, 30],
  values: [2, 3, 3.2, 5, 8, 7],
  distanceBand: 15,
};
const LINE = [[1], [0, 2], [1, 3], [2, 4], [3, 5], [4]];

describe('Gi and Gi*', () => {
  it('meet the published figures of six places within 15 units', () => {
    close(
      run(SIX).z as Float64Array,
      [-1.39727626, -0.28917762, 0.65064964, -0.28917762, 1.23452088, 2.02424331],
      1e-8,
    );
    close(
      run({ ...SIX, star: false }).z as Float64Array,
      [-1.0136729, -0.04361589, 1.31558703, -0.31412676, 1.15373986, 1.77833941],
      1e-8,
    );
  });

  it('meet spdep on a grid and on weighted places with islands', () => {
    for (const set of [golden.grid, golden.places]) {
      const lists = { values: set.values, neighbors: set.neighbors, weights: set.weights, minimumNeighbors: 0 };
      close(run({ ...lists, star: false }).z as Float64Array, set.gi, 1e-9);
      close(run(lists).z as Float64Array, set.giStar, 1e-9);
    }
    const { values, width, height, giStar } = golden.grid;
    close(run({ values, grid: { width, height } }).z as Float64Array, giStar, 1e-9);
    const { x, y, distanceBand, neighbors } = golden.places;
    const counts = run({ values: golden.places.values, points: { x, y }, distanceBand }).neighbors;
    expect(Array.from(counts as Float64Array)).toEqual(neighbors.map((row: number[]) => row.length));
  });

  it('do not change when values or the weights of a row are scaled', () => {
    const { values, neighbors, weights } = golden.places;
    for (const star of [true, false]) {
      const plain = run({ values, neighbors, weights, star }).z as Float64Array;
      fc.assert(
        fc.property(fc.double({ min: 1e-6, max: 1e6, noNaN: true }), fc.integer(), (factor, seed) => {
          const random = seededRandom(seed);
          const scaled = weights.map((row: number[]) => {
            const by = 10 ** (8 * random() - 4);
            return row.map((w) => w * by);
          });
          const z = run({ values: values.map((v: number) => v * factor), neighbors, weights: scaled, star }).z;
          close(z as Float64Array, resultOf(plain), 1e-9);
        }),
        { numRuns: 20 },
      );
    }
  });

  it('give the same bytes for any order of the input when places have ids', () => {
    const random = seededRandom(3);
    const { x, y, values } = golden.places;
    const ids = values.map((_: number, i: number) => `p${i}`);
    const given = { points: { x, y, ids }, values, k: 5, permutations: 99 };
    const wanted = resultJson(run(given));
    for (let round = 0; round < 3; round++) {
      const order = shuffleInPlace(random, Array.from(values.keys()) as number[]);
      const pick = (column: unknown[]): unknown[] => order.map((row) => column[row]);
      const turned = { ...given, points: { x: pick(x), y: pick(y), ids: pick(ids) }, values: pick(values) };
      expect(resultJson(run(turned))).toBe(wanted);
    }
    const lists = { values: [5, 1, 2, 9, 8, 3], neighbors: LINE, ids: [6, 5, 4, 3, 2, 1] };
    const back = { values: lists.values.toReversed(), neighbors: LINE, ids: [1, 2, 3, 4, 5, 6] };
    expect(resultJson(run(lists))).toBe(resultJson(run(back)));
    expect(run(lists).ids).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it('take a suppressed value as missing, never as a number, and find neighbors anew', () => {
    const whole = run({ values: [5, 1, 2, 8, 3], neighbors: [[1], [0, 2], [1, 3], [2, 4], [3]] });
    const holes = run({ values: [5, 1, null, 2, 8, 3], neighbors: LINE });
    const fewer = run({ values: [5, 1, 2, 8, 3], neighbors: [[1], [0], [3], [2, 4], [3]] });
    expect(holes.category[2]).toBe('not enough data');
    expect(holes.warnings[0]).toMatch(/1 place without a value/);
    close(
      [0, 1, 3, 4, 5].map((i) => (holes.z as Float64Array)[i] as number),
      resultOf(fewer.z as Float64Array),
      0,
    );
    expect((holes.z as Float64Array)[2]).toBeNaN();
    expect(resultJson(holes)).not.toBe(resultJson(whole));
    const nearest = run({ values: [5, null, 2, 8], x: [0, 1, 3, 4], y: [0, 0, 0, 0], k: 1, star: false });
    expect(Array.from(nearest.neighbors as Float64Array)).toEqual([1, Number.NaN, 1, 1]);
    const alone = run({ values: [5, null, 2, 8, 1], neighbors: [[1], [0], [3, 4], [2], [2]] });
    expect(alone.islands).toEqual([0]);
    expect(alone.category[0]).toBe('not enough data');
  });

  it('say that nothing stands out where nothing varies, or where every place is everybody’s neighbor', () => {
    for (const values of [
      [4, 4, 4, 4, 4, 4],
      [0.1, 0.1, 0.1, 0.1, 0.1, 0.1],
    ]) {
      const flat = run({ values, neighbors: LINE });
      expect(Array.from(flat.z as Float64Array)).toEqual(Array(6).fill(Number.NaN));
      expect(flat.category).toEqual(Array(6).fill('not enough data'));
      expect(flat.warnings.join()).toMatch(/do not vary/);
    }
    const all = run({ ...SIX, distanceBand: 1000 });
    expect(all.category).toEqual(Array(6).fill('not enough data'));
    expect(run({ values: [null, null], neighbors: [[1], [0]] }).category).toEqual(Array(2).fill('not enough data'));
    expect(run({ values: [3], neighbors: [[]] }).islands).toEqual([0]);
  });

  it('compare rates where people at risk are given, and say where too few are', () => {
    const values = [2, 4, 6, 8, 10, 60];
    const population = [20, 40, 60, 80, 100, 100];
    const rates = run({ values, population, neighbors: LINE });
    const same = run({ values: [0.1, 0.1, 0.1, 0.1, 0.1, 0.6], neighbors: LINE });
    close(rates.z as Float64Array, resultOf(same.z as Float64Array), 1e-9);
    const few = run({ values, population: [20, 0, 60, null, 100, 100], minimumPopulation: 30, neighbors: LINE });
    expect(few.category.map((word) => word === 'not enough data')).toEqual([true, true, true, true, false, false]);
    expect(few.warnings.join()).toMatch(/3 places with too few people/);
  });

  it('name hot and cold places, at the level asked for', () => {
    const side = 12;
    const values = Array.from({ length: side * side }, (_, i) => {
      const [r, c] = [Math.floor(i / side), i % side];
      return r < 3 && c < 3 ? 30 + i : r > 8 && c > 8 ? 0 : 14 + ((i * 7) % 5);
    });
    const result = run({ values, grid: { width: side, height: side } });
    expect([result.category[0], result.category[side * side - 1], result.category[side * 6]]).toEqual([
      'hot',
      'cold',
      'not significant',
    ]);
    expect((result.confidence as Float64Array)[0]).toBe(99);
    const strict = run({ values, grid: { width: side, height: side }, alpha: 1e-12 });
    expect(strict.category[side * side - 1]).toBe('not significant');
  });

  it('say not enough data where permutations have no neighbors to deal values to', () => {
    const asked = { values: [1, 5, 2, 9, 4], neighbors: [[1], [0], [3], [2], []], minimumNeighbors: 0 };
    expect(run(asked).category[4]).toBe('not significant');
    const dealt = run({ ...asked, permutations: 99 });
    expect((dealt.p as Float64Array)[4]).toBeNaN();
    expect(dealt.category[4]).toBe('not enough data');
    expect(dealt.warnings.join()).not.toMatch(/normal distribution/);
  });

  it('leave what they are given as it was', () => {
    const inputs = structuredClone({
      values: golden.places.values,
      neighbors: golden.places.neighbors,
      weights: golden.places.weights,
    });
    const before = JSON.stringify(inputs);
    run(inputs);
    expect(JSON.stringify(inputs)).toBe(before);
  });

  it('refuse no way to neighbors, two ways, and lengths that do not fit, and say where', () => {
    const pointerOf = (inputs: Record<string, unknown>): string | undefined => {
      try {
        run(inputs);
      } catch (error) {
        if (error instanceof Problem && error.code === 'invalid_input') return error.errors[0]?.pointer;
        throw error;
      }
      return undefined;
    };
    const values = [1, 2, 3];
    const points = { lon: [1, 2, 3], lat: [1, 2, 3] };
    expect(pointerOf({ values })).toBe('');
    expect(pointerOf({ values, points, k: 1, neighbors: [[], [], []] })).toBe('');
    expect(pointerOf({ values, points })).toBe('/distanceBandMeters');
    expect(pointerOf({ values, points, k: 1, distanceBandMeters: 5 })).toBe('/distanceBandMeters');
    expect(pointerOf({ values, points, distanceBand: 5 })).toBe('/distanceBand');
    expect(pointerOf({ values: [1, 2], points, k: 1 })).toBe('/values');
    expect(pointerOf({ values, points, weights: [[], [], []], k: 1 })).toBe('/weights');
    expect(pointerOf({ points, k: 1 })).toBe('/values');
    expect(pointerOf({ values: [], neighbors: [] })).toBe('/values');
    expect(pointerOf({ values, grid: { width: 1000, height: 1000000 } })).toBe('/values');
    expect(pointerOf({ values, population: [1], neighbors: [[], [], []] })).toBe('/population');
    expect(pointerOf({ values, h3: ['x', 'y', 'z'] })).toBe('/h3/0');
    expect(pointerOf({ values, lon: [1, 2, 3], lat: [1, 2, Number.POSITIVE_INFINITY], k: 1 })).toBe('/lat/2');
    expect(pointerOf({ values, points, k: 1, h3Resolution: 5 })).toBe('/h3Resolution');
  });
});

describe('Gi* of events', () => {
  const center = latLngToCell(11.85, 13.16, 6);

  it('counts a precise event in its cell, and lists an event known only to an area', () => {
    const events = {
      lon: [13.16, 13.16, 13.16, 13.16, 13.5],
      lat: [11.85, 11.85, 11.85, 11.85, 11.9],
      precision: [1, 2, 4, 'exact', 1],
    };
    const { counted, inputs, warnings, category } = run({ events, h3Resolution: 6 });
    expect(counted?.areaEvents).toEqual({ count: 2, rows: [1, 2] });
    expect(counted?.counts[counted.cells.indexOf(center)]).toBe(2);
    expect(counted?.cells).toEqual(counted?.cells.toSorted());
    expect(category.length).toBe(counted?.cells.length);
    expect(inputs['events']).toMatchObject({ count: 5 });
    expect(warnings.join()).toMatch(/2 events are known only to an area/);
  });

  it('goes by the radius or the area that an event states, inclusive, and by nothing when nothing is stated', () => {
    const place = { lon: [13.16, 13.16, 13.16], lat: [11.85, 11.85, 11.85] };
    const rows = (more: Record<string, unknown>): number[] | undefined =>
      run({ events: { ...place, ...more }, h3Resolution: 6 }).counted?.areaEvents.rows;
    expect(rows({ precisionMeters: [0, 3000, null] })).toEqual([2]);
    expect(rows({ precisionMeters: [0, 3000, 20_000] })).toEqual([2]);
    expect(rows({ areaSquareKm: [1, 5000, null], precision: [6, 1, 1] })).toEqual([1]);
    expect(rows({})).toEqual([]);
  });

  it('counts in the cells given, and says how many events lie beyond them', () => {
    const h3 = gridDisk(center, 3);
    const { counted } = run({ events: { lon: [13.16, 20], lat: [11.85, 11.85] }, h3Resolution: 6, h3 });
    expect(counted?.outside).toEqual({ count: 1, rows: [1] });
    expect(counted?.cells).toEqual(h3.toSorted());
    const nothing = run({ events: { lon: [13], lat: [11], precision: [4] }, h3Resolution: 6, h3 });
    expect(nothing.category).toEqual(Array(37).fill('not enough data'));
  });

  it('meets the antimeridian', () => {
    const { counted } = run({ events: { lon: [179.9, -179.9], lat: [-17, -17.2] }, h3Resolution: 5 });
    expect(counted?.cells.length).toBeLessThan(60);
    expect(counted?.cells).toContain(latLngToCell(-17.1, 180, 5));
  });
});

const resultOf = (column: Float64Array): (number | null)[] => Array.from(column, (v) => (Number.isNaN(v) ? null : v));
