// Nearest services against brute force over the geodesic, golden rows, and the laws that must hold for any points.
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../../../geodata/analysis/random.ts';
import { geocentricPositions } from '../../../../geodata/analysis/reach/ellipsoid.ts';
import { geodesicMetersBetween } from '../../../../geodata/analysis/reach/geodesic.ts';
import { buildNearestIndex } from '../../../../geodata/analysis/reach/nearest.ts';

interface Points {
  readonly lon: Float64Array;
  readonly lat: Float64Array;
}

function points(count: number, at: (i: number) => readonly [number, number]): Points {
  const lon = new Float64Array(count);
  const lat = new Float64Array(count);
  for (let i = 0; i < count; i++) [lon[i], lat[i]] = at(i) as [number, number];
  return { lon, lat };
}

/** The answer by definition: every distance, sorted, equal ones by index. */
function bruteForce(from: Points, to: Points, k: number): { index: number[]; meters: number[] } {
  const a = geocentricPositions(from);
  const b = geocentricPositions(to);
  const index: number[] = [];
  const meters: number[] = [];
  for (let i = 0; i < from.lon.length; i++) {
    const all = Array.from(to.lon, (_, j) => ({ j, meters: geodesicMetersBetween(a, 3 * i, b, 3 * j) }));
    all.sort((x, y) => x.meters - y.meters || x.j - y.j);
    for (let rank = 0; rank < k; rank++) {
      index.push(all[rank]?.j ?? -1);
      meters.push(all[rank]?.meters ?? Number.NaN);
    }
  }
  return { index, meters };
}

function expectExact(from: Points, to: Points, k: number): void {
  const table = buildNearestIndex(to).nearest(from, { k });
  const truth = bruteForce(from, to, k);
  expect(Array.from(table.index)).toEqual(truth.index);
  expect(Array.from(table.meters)).toEqual(truth.meters);
}

const onSphere = (random: () => number): [number, number] => [
  360 * random() - 180,
  (Math.asin(2 * random() - 1) * 180) / Math.PI,
];

describe('buildNearestIndex', () => {
  const worlds: [string, (random: () => number) => [number, number]][] = [
    ['all over the world', onSphere],
    ['in a region', (random) => [9 + 6 * random(), 9 + 5 * random()]],
    ['in a town', (random) => [11.96 + 0.05 * random(), 11.74 + 0.05 * random()]],
    [
      'across the antimeridian',
      (random) => [random() < 0.5 ? 180 - 3 * random() : -180 + 3 * random(), 50 + 3 * random()],
    ],
    ['around the north pole', (random) => [360 * random() - 180, 90 - 2 * random()]],
    ['around the south pole', (random) => [360 * random() - 180, -90 + 2 * random()]],
    ['on the equator', (random) => [40 * random() - 20, 0]],
    ['on a coarse lattice full of equal distances', (random) => [Math.floor(8 * random()), Math.floor(6 * random())]],
  ];
  for (const [where, place] of worlds) {
    it(`finds exactly what brute force finds ${where}, for one and for several, from tree and from grid`, () => {
      const random = seededRandom(where.length);
      // Many questions to few services go to the candidate grid, few to many to the tree.
      const [few, many] = [points(40, () => place(random)), points(1000, () => place(random))];
      const [someServices, manyServices] = [points(40, () => place(random)), points(300, () => place(random))];
      for (const k of [1, 2, 3, 7]) {
        expectExact(many, someServices, k);
        expectExact(few, manyServices, k);
      }
    });
  }

  it('ranks by the ellipsoid where sphere and chord would choose otherwise', () => {
    // East or north by nearly the same: on a sphere the northern one is nearer, on the ellipsoid at the equator too or not.
    const from = points(300, (i) => [0, -1 + i / 150]);
    const to = points(2, (i) => (i === 0 ? [10, 0] : [0, 10.03]));
    expectExact(from, to, 1);
    expectExact(from, to, 2);
  });

  it('finds services on the other side of the world, up to the antipode', () => {
    const random = seededRandom(4);
    const to = points(20, () => [9 + 6 * random(), 9 + 5 * random()]);
    const from = points(500, () => [-171 + 6 * random(), -14 + 5 * random()]);
    expectExact(from, to, 1);
    expectExact(from, to, 2);
  });

  it('gives coincident services in the order of their index', () => {
    const to = points(20, (i) => (i < 10 ? [12, 11] : [-168, 80]));
    const from = points(500, () => [12, 11]);
    const table = buildNearestIndex(to).nearest(from, { k: 3 });
    expect(Array.from(table.index.subarray(0, 3))).toEqual([0, 1, 2]);
    expect(Array.from(table.meters.subarray(0, 3))).toEqual([0, 0, 0]);
    expect(new Set(buildNearestIndex(to).nearest(from).index)).toEqual(new Set([0]));
  });

  it('finds a thousand coincident services in one place without end', () => {
    const to = points(1000, () => [12.5, 11.5]);
    const table = buildNearestIndex(to).nearest(points(300, (i) => [12 + i / 300, 11.5]));
    expect(new Set(table.index)).toEqual(new Set([0]));
  });

  it('says -1 and NaN where there are fewer services than asked for, or none', () => {
    const one = buildNearestIndex({ lon: [13], lat: [11] }).nearest({ lon: [13, 14], lat: [11, 11] }, { k: 3 });
    expect(Array.from(one.index)).toEqual([0, -1, -1, 0, -1, -1]);
    expect(one.meters[0]).toBe(0);
    expect(one.meters[1]).toBeNaN();
    const none = buildNearestIndex({ lon: [], lat: [] }).nearest({ lon: [13], lat: [11] }, { k: 2 });
    expect(Array.from(none.index)).toEqual([-1, -1]);
    expect(Array.from(none.meters)).toEqual([Number.NaN, Number.NaN]);
    expect(buildNearestIndex({ lon: [13], lat: [11] }).nearest({ lon: [], lat: [] }).index.length).toBe(0);
  });

  it('equals the Python package on the golden season, order and meters', () => {
    const text = readFileSync(new URL('../../../fixtures/coverage_rows.json', import.meta.url), 'utf8');
    const golden = JSON.parse(text) as {
      cells: { lon: number[]; lat: number[] };
      services: { lon: number[]; lat: number[] };
      nearest: { index: number[][]; meters: number[][] };
    };
    const table = buildNearestIndex(golden.services).nearest(golden.cells, { k: 3 });
    expect(Array.from(table.index)).toEqual(golden.nearest.index.flat());
    const worst = golden.nearest.meters.flat().map((meters, i) => Math.abs(meters - (table.meters[i] as number)));
    expect(Math.max(...worst)).toBeLessThan(1e-6);
  });

  const position = fc.tuple(
    fc.double({ min: -180, max: 180, noNaN: true }),
    fc.double({ min: -90, max: 90, noNaN: true }),
  );
  const somePoints = fc.array(position, { minLength: 1, maxLength: 40 });
  const table = (from: readonly (readonly [number, number])[], to: readonly (readonly [number, number])[], k: number) =>
    buildNearestIndex(points(to.length, (i) => to[i] as [number, number])).nearest(
      points(from.length, (i) => from[i] as [number, number]),
      { k },
    );

  it('does not care about the order of the services', () => {
    fc.assert(
      fc.property(somePoints, somePoints, fc.integer({ min: 1, max: 4 }), (from, to, k) => {
        const reversed = [...to].reverse();
        expect(table(from, reversed, k).meters).toEqual(table(from, to, k).meters);
      }),
    );
  });

  it('does not care where the antimeridian is: turning the world by 90 degrees changes no distance', () => {
    const turned = ([lon, lat]: readonly [number, number]): [number, number] => [
      lon + 90 > 180 ? lon - 270 : lon + 90,
      lat,
    ];
    fc.assert(
      fc.property(somePoints, somePoints, (from, to) => {
        const before = table(from, to, 2).meters;
        const after = table(from.map(turned), to.map(turned), 2).meters;
        for (let i = 0; i < before.length; i++) {
          if (Number.isNaN(before[i])) expect(after[i]).toBeNaN();
          else expect(Math.abs((after[i] as number) - (before[i] as number))).toBeLessThan(2e-6);
        }
      }),
    );
  });

  it('never gets farther when a service is added', () => {
    fc.assert(
      fc.property(somePoints, somePoints, position, (from, to, more) => {
        const before = table(from, to, 1).meters;
        const after = table(from, [...to, more], 1).meters;
        for (let i = 0; i < before.length; i++) expect(after[i]).toBeLessThanOrEqual(before[i] as number);
      }),
    );
  });
});
