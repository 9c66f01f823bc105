// The catalog: what every method promises, and `nearest` as the outside world calls it.
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { CATALOG, method } from '../../../geodata/analysis/catalog.ts';
import type { NearestResult } from '../../../geodata/analysis/reach/nearest_schema.ts';
import { Problem } from '../../../geodata/schema/problem.ts';

describe('the catalog', () => {
  it('lists each method once, with words for people and schemas that can be published', () => {
    expect(new Set(CATALOG.map((entry) => entry.id)).size).toBe(CATALOG.length);
    for (const entry of CATALOG) {
      expect(entry.title.length).toBeGreaterThan(5);
      expect(entry.summary.length).toBeGreaterThan(20);
      const inputs = z.toJSONSchema(entry.inputs, { io: 'input', unrepresentable: 'any' });
      expect(inputs.additionalProperties).toBe(false);
      expect(z.toJSONSchema(entry.result, { unrepresentable: 'any' }).type).toBe('object');
    }
  });

  it('says process_not_found for an id it does not have', () => {
    expect(() => method('teleport')).toThrow(Problem);
    expect(() => method('teleport')).toThrow(/list of analyses/);
  });
});

describe('nearest', () => {
  const run = (inputs: unknown): NearestResult => method('nearest').run(inputs) as NearestResult;

  it('answers rows of indexes and meters, as many as there are places', () => {
    const result = run({ from: { lon: [0, 1], lat: [0, 0] }, to: { lon: [1, 0], lat: [0, 0] }, k: 5 });
    const degree = (6378137 * Math.PI) / 180;
    expect(result.index).toEqual([
      [1, 0],
      [0, 1],
    ]);
    expect(result.meters[0]?.[0]).toBe(0);
    expect(result.meters[0]?.[1]).toBeCloseTo(degree, 6);
    expect(result.parameters).toEqual({ k: 5 });
    expect(method('nearest').result.safeParse(result).success).toBe(true);
  });

  it('asks for the nearest one unless told otherwise, and warns when there is nowhere to go', () => {
    expect(run({ from: { lon: [0], lat: [0] }, to: { lon: [1, 2], lat: [0, 0] } }).index).toEqual([[0]]);
    const nowhere = run({ from: { lon: [0], lat: [0] }, to: { lon: [], lat: [] } });
    expect(nowhere.index).toEqual([[]]);
    expect(nowhere.warnings.length).toBe(1);
  });

  it('breaks ties by id and gives the same bytes in any order when ids are given', () => {
    const from = { lon: [0, 5], lat: [0, 0], ids: ['x', 'a'] };
    const forward = run({ from, to: { lon: [1, -1, 9.5], lat: [0, 0, 0], ids: [20, 10, 30] } });
    const backward = run({
      from: { lon: [5, 0], lat: [0, 0], ids: ['a', 'x'] },
      to: { lon: [9.5, -1, 1], lat: [0, 0, 0], ids: [30, 10, 20] },
    });
    expect(JSON.stringify(backward)).toBe(JSON.stringify(forward));
    expect([forward.from, forward.to]).toEqual([
      ['a', 'x'],
      [10, 20, 30],
    ]);
    expect(forward.index).toEqual([[1], [0]]);
  });

  it('refuses coordinates out of range, too many answers and a k of nothing', () => {
    const pointerOf = (inputs: unknown): string | undefined => {
      try {
        run(inputs);
      } catch (error) {
        if (error instanceof Problem) return error.errors[0]?.pointer;
        throw error;
      }
      return undefined;
    };
    const to = { lon: [0], lat: [0] };
    expect(pointerOf({ from: { lon: [181], lat: [0] }, to })).toBe('/from/lon/0');
    expect(pointerOf({ from: { lon: [0], lat: [Number.NaN] }, to })).toBe('/from/lat/0');
    expect(pointerOf({ from: { lon: [0], lat: [0] }, to, k: 0 })).toBe('/k');
    const many = { lon: new Float64Array(100_000), lat: new Float64Array(100_000) };
    expect(pointerOf({ from: many, to, k: 1000 })).toBe('/k');
  });
});
