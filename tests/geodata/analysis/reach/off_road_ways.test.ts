// Travel over ground against scikit-image and scipy (tests/reference/travel_rows.py), and the rules of moves, slopes and barriers.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { method } from '../../../../geodata/analysis/catalog.ts';
import type { TravelTimeResult } from '../../../../geodata/analysis/reach/travel_time_schema.ts';
import golden from '../../../fixtures/travel_rows.json' with { type: 'json' };

const run = (inputs: unknown): TravelTimeResult => method('travel-time').run(inputs) as TravelTimeResult;
const minutesOf = (inputs: unknown): (number | null)[] =>
  Array.from(run(inputs).minutes as Float64Array, (value) => (Number.isNaN(value) ? null : value));

const { width, height, cellMeters, speedKmh, barrier, elevation } = golden;
const sources = { cell: golden.sources };

function expectClose(actual: readonly (number | null)[], expected: readonly (number | null)[]): void {
  expect(actual.length).toBe(expected.length);
  actual.forEach((value, i) => {
    const wanted = expected[i] as number | null;
    if (value === null || wanted === null) expect(value).toBe(wanted);
    else expect(Math.abs(value - wanted)).toBeLessThanOrEqual(1e-9 * Math.max(1, wanted));
  });
}

describe('travel over ground', () => {
  it('agrees with MCP_Geometric of scikit-image where nothing is in the way', () => {
    expectClose(minutesOf({ grid: { width, height, cellMeters, speedKmh }, sources }), golden.geometricMinutes);
  });

  it.each(
    golden.cases.map((one) => [`${one.moves} moves, ${one.hilly ? 'hills' : 'flat'}, ${one.direction}`, one] as const),
  )('agrees with scipy over barriers: %s', (_, { moves, hilly, direction, minutes, owner }) => {
    const grid = { width, height, cellMeters, speedKmh, barrier, moves, ...(hilly ? { elevation } : {}) };
    const result = run({ grid, sources, direction });
    expectClose(
      Array.from(result.minutes as Float64Array, (value) => (Number.isNaN(value) ? null : value)),
      minutes,
    );
    expect(Array.from(result.owner as Float64Array, (by) => (Number.isNaN(by) ? null : by))).toEqual(owner);
  });

  it('walks at the table speed on the flat, 1.19 times as fast down a slope of 5 in 100, and slower up it', () => {
    const on = (rise: number, direction: string): number =>
      minutesOf({
        grid: { width: 2, height: 1, cellMeters: 1000, speedKmh: [5, 5], elevation: [0, rise] },
        sources: { cell: [0] },
        direction,
      })[1] as number;
    expect(on(0, 'from')).toBeCloseTo(12, 12);
    expect(on(-50, 'from')).toBeCloseTo(12 / Math.exp(0.175), 12);
    expect(on(50, 'toward')).toBeCloseTo(12 / Math.exp(0.175), 12);
    expect(on(50, 'from')).toBeCloseTo(12 * Math.exp(0.175), 12);
  });

  it('gives bicycles their own slopes and vehicles none', () => {
    const on = (mode: string, more = {}): number =>
      minutesOf({
        grid: { width: 2, height: 1, cellMeters: 1000, speedKmh: [10, 10], elevation: [0, 30] },
        ...{ sources: { cell: [0] }, direction: 'from', mode, ...more },
      })[1] as number;
    expect(on('vehicle')).toBe(6);
    expect(on('bicycle')).toBeCloseTo((6 * 21.6) / (21.6 - 4.32), 10);
    expect(on('bicycle', { slopeTable: { first: 0, step: 0.06, timeFactor: [1, 3] } })).toBeCloseTo(12, 10);
  });

  it('does not squeeze diagonally between two barriers, nor past one', () => {
    const at = (barrier: number[]): (number | null)[] =>
      minutesOf({
        grid: { width: 2, height: 2, cellMeters: 60, speedKmh: [3.6, 3.6, 3.6, 3.6], barrier },
        sources: { cell: [0] },
      });
    expect(at([0, 0, 0, 0])[3]).toBeCloseTo(Math.SQRT2, 12);
    expect(at([0, 1, 0, 0])[3]).toBe(2);
    expect(at([0, 1, 1, 0])[3]).toBeNull();
  });

  it('moves like a knight only through passable cells, paying each for its quarter', () => {
    const speed = [3.6, 7.2, 3.6, 3.6, 1.8, 3.6];
    const at = (barrier: number[]): (number | null)[] =>
      minutesOf({
        grid: { width: 3, height: 2, cellMeters: 60, speedKmh: speed, barrier, moves: 16 },
        sources: { cell: [0] },
      });
    expect(at([0, 0, 0, 0, 0, 0])[5]).toBeCloseTo(
      Math.min((Math.sqrt(5) * (1 + 0.5 + 2 + 1)) / 4, 0.75 + 0.5 * Math.SQRT2 * 1.5, 0.75 + 0.75 + 1),
      12,
    );
    expect(at([0, 0, 0, 0, 1, 0])[5]).toBe(0.75 + 0.75 + 1);
  });

  it('is the search turned round: toward a place equals from it with slopes mirrored', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 300 }), { minLength: 12, maxLength: 12 }), (heights) => {
        const grid = { width: 4, height: 3, cellMeters: 400, speedKmh: new Array(12).fill(4) };
        const toward = minutesOf({
          grid: { ...grid, elevation: heights },
          sources: { cell: [5] },
          direction: 'toward',
        });
        const from = minutesOf({
          grid: { ...grid, elevation: heights.map((h) => -h) },
          sources: { cell: [5] },
          direction: 'from',
        });
        expectClose(toward, from);
      }),
      { numRuns: 50 },
    );
  });

  it('measures cells on the ellipsoid, row by row, and over the antimeridian', () => {
    const speeds = new Array(6).fill(6);
    const there = minutesOf({
      grid: { width: 3, height: 2, bbox: [10, 58, 13, 60], speedKmh: speeds },
      sources: { cell: [0] },
    });
    const across = minutesOf({
      grid: { width: 3, height: 2, bbox: [178.5, 58, -178.5, 60], speedKmh: speeds },
      sources: { cell: [0] },
    });
    expectClose(across, there);
    // WGS 84: one degree of longitude at 59.5° is 56.6 km, one of latitude there 111.4 km.
    expect((there[1] as number) / 10).toBeCloseTo(56.6, 0);
    expect((there[3] as number) / 10).toBeCloseTo(111.4, 0);
    expect(there[4] as number).toBeGreaterThan(there[3] as number);
  });

  it('stays exact where roads cost years and cells of the ground a fraction of a second', () => {
    const minutes = minutesOf({
      mode: 'vehicle',
      direction: 'from',
      grid: { width: 6, height: 1, bbox: [10, 5, 10.00006, 5.00001], speedKmh: [120, 0, 120, 0, 120, 120] },
      graph: {
        ...{ from: [0, 1, 1], to: [1, 2, 3], cost: [2e7, 1e9, 9e8] },
        ...{ lon: [10.000005, 10.000025, 10.000045, 10.000055], lat: [5.000005, 5.000005, 5.000005, 5.000005] },
      },
      sources: { cell: [0] },
    });
    // Node 2 is a step over the ground away from node 3, where the shorter road ends: far less than its own road.
    expect(minutes[3]).toBe(9.2e8 / 60);
    expect((minutes[2] as number) - 9.2e8 / 60).toBeLessThan(0.01);
  });
});
