// The catalog: what every method promises, and `nearest` as the outside world calls it.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { CATALOG, method } from '../../../geodata/analysis/catalog.ts';
import { resultJson } from '../../../geodata/analysis/method.ts';
import type { NearestResult } from '../../../geodata/analysis/reach/nearest_schema.ts';
import { Problem } from '../../../geodata/schema/problem.ts';
import { LENT } from '../../support/surroundings.ts';

/** Every path to an array of numbers in an example, and the array. */
function numberArrays(
  value: unknown,
  path: (string | number)[] = [],
): { path: (string | number)[]; array: number[] }[] {
  if (Array.isArray(value) && value.length > 0 && value.every((entry) => typeof entry === 'number')) {
    return [{ path, array: value }];
  }
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => numberArrays(inner, [...path, key]));
}

function withChanged(example: unknown, path: (string | number)[], change: (array: unknown[]) => unknown[]): unknown {
  const copy = structuredClone(example);
  let parent = copy as Record<string | number, unknown>;
  for (const key of path.slice(0, -1)) parent = parent[key] as Record<string | number, unknown>;
  const last = path.at(-1) as string | number;
  parent[last] = change(parent[last] as unknown[]);
  return copy;
}

async function failureOf(id: string, inputs: unknown): Promise<unknown> {
  try {
    await method(id).run(inputs, LENT);
    return null;
  } catch (error) {
    return error;
  }
}

describe('the catalog', () => {
  it('lists each method once', () => {
    expect(new Set(CATALOG.map((entry) => entry.id)).size).toBe(CATALOG.length);
  });

  it('says process_not_found for an id it does not have', () => {
    expect(() => method('teleport')).toThrow(Problem);
    expect(() => method('teleport')).toThrow(/list of analyses/);
  });
});

describe.each(CATALOG.map((entry) => [entry.id, entry] as const))('the method %s', (id, entry) => {
  it('has words for people and schemas that can be published', () => {
    expect(entry.title.length).toBeGreaterThan(5);
    expect(entry.summary.length).toBeGreaterThan(20);
    const inputs = z.toJSONSchema(entry.inputs, { io: 'input', unrepresentable: 'any' });
    expect(inputs.additionalProperties).toBe(false);
    expect(z.toJSONSchema(entry.result, { unrepresentable: 'any' }).type).toBe('object');
  });

  it('explains itself in the docstring that its page shows', () => {
    const text = readFileSync(`geodata/analysis/${entry.source}`, 'utf8');
    const at = text.search(new RegExp(`export (async )?function ${entry.compute}\\b`));
    const docstring = text.slice(text.lastIndexOf('/**', at), at).replace(/\s*\n \* ?/g, ' ');
    expect(docstring.slice(4)).toMatch(/^[^.]+\?/);
    const labels = ['Method:', 'Inputs:', 'Output:', 'Throws', 'Cost:', 'Checked', 'Assumption that can harm:'];
    expect(labels.filter((label) => !docstring.includes(label))).toEqual([]);
  });

  it('answers its example by its own schema, as JSON too, and twice the same', async () => {
    const result = await entry.run(structuredClone(entry.example), LENT);
    expect(entry.result.safeParse(result).error).toBeUndefined();
    const json = resultJson(result);
    expect(entry.result.safeParse(JSON.parse(json)).error).toBeUndefined();
    expect(JSON.parse(json)).toMatchObject({ method: id, version: entry.version });
    for (const field of ['parameters', 'inputs', 'seed', 'warnings']) expect(JSON.parse(json)).toHaveProperty(field);
    expect(resultJson(await entry.run(structuredClone(entry.example), LENT))).toBe(json);
  });

  it('refuses nothing at all, an unknown key, and words or endless numbers where numbers belong', async () => {
    for (const inputs of [undefined, null, [], {}, { ...entry.example, surprise: 1 }]) {
      expect(await failureOf(id, inputs)).toMatchObject({ name: 'Problem', code: 'invalid_input' });
    }
    for (const { path } of numberArrays(entry.example)) {
      for (const wrong of ['x', Number.POSITIVE_INFINITY, { lon: 1 }]) {
        const failure = await failureOf(
          id,
          withChanged(entry.example, path, ([, ...rest]) => [wrong, ...rest]),
        );
        expect(failure, path.join('/')).toMatchObject({ name: 'Problem', code: 'invalid_input' });
      }
    }
  });

  it('answers a column that is too short, too long or empty with a result or a Problem, never with a fault', async () => {
    for (const { path } of numberArrays(entry.example)) {
      for (const change of [
        (array: unknown[]) => array.slice(1),
        (array: unknown[]) => [...array, array[0]],
        () => [],
        (array: unknown[]) => array.map(() => 0),
        (array: unknown[]) => array.map((number) => -(number as number)),
      ]) {
        const failure = await failureOf(id, withChanged(entry.example, path, change));
        if (failure !== null) expect(failure, path.join('/')).toBeInstanceOf(Problem);
      }
    }
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
