// Coverage gaps: the numbers of small worlds counted by hand, the golden season of the Python package, and the laws.
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { method } from '../../../../geodata/analysis/catalog.ts';
import { geodesicMeters } from '../../../../geodata/analysis/reach/geodesic.ts';
import { problemOf, row, run } from './coverage_gap_case.ts';

describe('coverage-gap', () => {
  it('counts people and women beyond the radius by area, most people first, and what lies outside every area', () => {
    const result = run({ ...row, radiusMeters: 12_000 });
    expect(result.totals).toEqual({
      input: { cells: 4, people: 100, women: 51, children: null },
      covered: { cells: 2, people: 30, women: 16, children: null },
      uncovered: { cells: 2, people: 70, women: 35, children: null },
      fragilePeople: 30,
    });
    expect(
      result.gaps.map(({ area, people, women, peopleTotal, share, cells }) => [
        area,
        people,
        women,
        peopleTotal,
        share,
        cells,
      ]),
    ).toEqual([
      [null, 40, 21, 40, 1, 1],
      ['NG008002', 30, 14, 30, 1, 1],
      ['NG008001', 0, 0, 30, 0, 0],
    ]);
    expect(result.gapCells).toEqual([2, 3]);
    expect(result.warnings.join(' ')).toContain('1 cells lie outside every area');
    expect(method('coverage-gap').result.safeParse(result).success).toBe(true);
  });

  it('holds a cell at exactly the radius to be covered, and a nanometer less radius not', () => {
    const exact = geodesicMeters({ fromLon: 13.2, fromLat: 11, toLon: 13, toLat: 11 });
    expect(run({ ...row, radiusMeters: exact }).gapCells).toEqual([3]);
    expect(run({ ...row, radiusMeters: exact - 1e-9 }).gapCells).toEqual([2, 3]);
  });

  it('compares minutes as they are: 59.4 and 60 are within an hour, 60.1 and unreachable are not', () => {
    const result = run({ cells: row.cells, minutes: [59.4, 60, 60.1, null], cutoffMinutes: 60 });
    expect(result.gapCells).toEqual([2, 3]);
    expect(result.totals.covered.people).toBe(30);
    expect(result.totals.fragilePeople).toBeNull();
    const [outside, second] = result.gaps;
    expect([outside?.unreachableCells, outside?.farthestMinutes]).toEqual([1, null]);
    expect([second?.farthestMinutes, second?.farthestMeters]).toEqual([60.1, null]);
  });

  it('counts as fragile those within reach of exactly one service', () => {
    const services = { lon: [13, 13.1], lat: [11, 11] };
    // 12 km: cells 0 and 1 reach both services, cell 2 only the second, cell 3 none.
    const result = run({ cells: row.cells, services, radiusMeters: 12_000 });
    expect(result.totals.fragilePeople).toBe(30);
    expect(result.gaps.find((gap) => gap.area === 'NG008002')?.fragilePeople).toBe(30);
    const twice = { lon: [13, 13], lat: [11, 11] };
    expect(run({ cells: row.cells, services: twice, radiusMeters: 1000 }).totals.fragilePeople).toBe(0);
  });

  it('leaves everybody uncovered without services, and says so', () => {
    const result = run({ cells: row.cells, services: { lon: [], lat: [] }, radiusMeters: 5000 });
    expect(result.totals.uncovered.people).toBe(100);
    expect(result.totals.covered).toEqual({ cells: 0, people: 0, women: 0, children: null });
    expect(result.gaps[0]?.farthestMeters).toBeNull();
    expect(result.warnings.join(' ')).toContain('There are no services');
  });

  it('answers for no cells and for one', () => {
    const none = run({
      cells: { lon: [], lat: [], people: [], cellDegrees: [1, 1] },
      services: row.services,
      radiusMeters: 1,
    });
    expect(none.gaps).toEqual([]);
    expect(none.totals.input).toEqual({ cells: 0, people: 0, women: null, children: null });
    expect(none.geometry).toEqual({ type: 'MultiPolygon', coordinates: [] });
    const one = run({ cells: { lon: [13], lat: [11], people: [7] }, services: row.services, radiusMeters: 0 });
    expect(one.totals.covered.people).toBe(7);
    expect(one.geometry).toBeNull();
  });

  it('never reads a missing number as zero', () => {
    const cells = { lon: [13, 14], lat: [11, 11], people: [5, null], women: [null, null], area: ['A', 'B'] };
    const result = run({ cells, services: row.services, radiusMeters: 5000 });
    expect(result.gaps.map((gap) => [gap.area, gap.people, gap.share, gap.women, gap.cells])).toEqual([
      ['A', 0, 0, null, 0],
      ['B', null, null, null, 1],
    ]);
    expect(result.totals.uncovered).toEqual({ cells: 1, people: null, women: null, children: null });
    expect(result.totals.covered).toEqual({ cells: 1, people: 5, women: null, children: null });
    const women = run({
      cells: { lon: [13, 14], lat: [11, 11], people: [100, 500], women: [50, null], area: ['A', 'A'] },
      services: row.services,
      radiusMeters: 5000,
    });
    expect(women.gaps[0]).toMatchObject({ people: 500, women: null, womenTotal: 50, share: 500 / 600 });
    expect(women.totals.uncovered).toMatchObject({ people: 500, women: null });
    expect(women.totals.covered).toMatchObject({ people: 100, women: 50 });
    expect(result.warnings.join(' ')).toContain('1 of 2 cells have no number of people');
    expect(result.warnings.join(' ')).toContain('No cell has a number of women');
  });

  it('tells what it was made from: counts, dates, the worst precision, protected services left out', () => {
    const result = run({
      cells: { ...row.cells, name: 'census', asOf: '2020-01-01', inputPrecision: 'district' },
      services: { ...row.services, inputPrecision: 'exact', protectedCounted: false },
      radiusMeters: 5000,
    });
    expect(result.inputs).toEqual({
      cells: { name: 'census', count: 4, asOf: '2020-01-01', inputPrecision: 'district' },
      services: { name: null, count: 1, asOf: null, inputPrecision: 'exact' },
      worstPrecision: 'district',
    });
    expect(result.parameters).toEqual({ radiusMeters: 5000, cutoffMinutes: null });
    const warnings = result.warnings.join(' ');
    expect(warnings).toContain('Protected services are not counted');
    expect(warnings).toContain('People stand at the middle of their district');
    expect(warnings).toContain('wider than the service radius');
  });

  it('takes typed arrays and a list of areas as the browser hands them over', () => {
    const typed = run({
      cells: {
        lon: Float64Array.from(row.cells.lon),
        lat: Float64Array.from(row.cells.lat),
        people: Float64Array.from(row.cells.people),
        women: Float64Array.from([5, 11, Number.NaN, 21]),
        area: Int32Array.from([1, 1, 0, -1]),
        areas: [
          { pcode: 'NG008002', name: 'Askira/Uba' },
          { pcode: 'NG008001', name: 'Abadam' },
        ],
      },
      services: row.services,
      radiusMeters: 12_000,
    });
    expect(typed.gaps.map((gap) => [gap.area, gap.name, gap.people, gap.women])).toEqual([
      [null, null, 40, 21],
      ['NG008002', 'Askira/Uba', 30, null],
      ['NG008001', 'Abadam', 0, 0],
    ]);
  });

  it('equals the Python package on the golden season', () => {
    const text = readFileSync(new URL('../../../fixtures/coverage_rows.json', import.meta.url), 'utf8');
    const golden = JSON.parse(text) as Record<'cells' | 'services', object> & {
      radiusMeters: number;
      gaps: Record<'people' | 'women' | 'peopleTotal' | 'fragilePeople' | 'cells' | 'farthestMeters', number>[];
    };
    const { cells, services, radiusMeters } = golden;
    const result = run({ cells, services, radiusMeters });
    expect(result.gaps.length).toBe(golden.gaps.length);
    golden.gaps.forEach((expected, at) => {
      const found = result.gaps[at];
      expect(found).toMatchObject({
        area: (expected as unknown as { area: string | null }).area,
        cells: expected.cells,
      });
      for (const key of ['people', 'women', 'peopleTotal', 'fragilePeople'] as const) {
        expect(Math.abs((found?.[key] as number) - expected[key])).toBeLessThanOrEqual(1e-9 * expected[key]);
      }
      expect(Math.abs((found?.farthestMeters as number) - expected.farthestMeters)).toBeLessThan(1e-6);
    });
  });
});

describe('coverage-gap refuses', () => {
  it('swapped axes, with the place and the question whether they are swapped', () => {
    const problem = problemOf({
      cells: { lon: [11], lat: [95], people: [1] },
      services: row.services,
      radiusMeters: 1,
    });
    expect(problem.code).toBe('invalid_input');
    expect(problem.errors).toEqual([
      {
        pointer: '/cells/lat/0',
        detail: 'A latitude lies between -90 and 90 degrees: are longitude and latitude swapped?',
      },
    ]);
  });

  it('columns of different length, naming the odd one', () => {
    const problem = problemOf({ cells: { ...row.cells, women: [1, 2] }, services: row.services, radiusMeters: 1 });
    expect(problem.errors[0]?.pointer).toBe('/cells/women');
    const minutes = problemOf({ cells: row.cells, minutes: [1], cutoffMinutes: 1 });
    expect(minutes.errors[0]?.pointer).toBe('/minutes');
  });

  it('a missing coordinate, a negative number of people, text, an unknown key, both or neither measure', () => {
    const pointerOf = (inputs: unknown): string | undefined => problemOf(inputs).errors[0]?.pointer;
    const { services } = row;
    expect(pointerOf({ cells: { lon: [null], lat: [1], people: [1] }, services, radiusMeters: 1 })).toBe(
      '/cells/lon/0',
    );
    expect(pointerOf({ cells: { lon: [1], lat: [1], people: [-1] }, services, radiusMeters: 1 })).toBe(
      '/cells/people/0',
    );
    expect(pointerOf({ cells: { lon: ['1'], lat: [1], people: [1] }, services, radiusMeters: 1 })).toBe('/cells/lon/0');
    expect(pointerOf({ cells: { lon: 'x', lat: [1], people: [1] }, services, radiusMeters: 1 })).toBe('/cells/lon');
    expect(pointerOf({ ...row, radiusMeters: 1, colour: 'red' })).toBe('');
    expect(pointerOf({ ...row })).toBe('');
    expect(pointerOf({ ...row, radiusMeters: 1, minutes: [1, 1, 1, 1], cutoffMinutes: 1 })).toBe('');
    expect(pointerOf({ ...row, radiusMeters: Number.POSITIVE_INFINITY })).toBe('/radiusMeters');
  });

  it('ids that repeat and area codes that name no area', () => {
    const cells = { lon: [1, 2], lat: [1, 2], people: [1, 2] };
    const { services } = row;
    expect(problemOf({ cells: { ...cells, ids: ['a', 'a'] }, services, radiusMeters: 1 }).errors[0]?.pointer).toBe(
      '/cells/ids/1',
    );
    const areas = [{ pcode: 'NG008001', name: 'Abadam' }];
    expect(problemOf({ cells: { ...cells, area: [0, 7], areas }, services, radiusMeters: 1 }).errors[0]?.pointer).toBe(
      '/cells/area/1',
    );
  });
});

describe('coverage-gap, whatever the numbers', () => {
  const cell = fc.record({
    lon: fc.double({ min: -180, max: 180, noNaN: true }),
    lat: fc.double({ min: -90, max: 90, noNaN: true }),
    people: fc.double({ min: 0, max: 1e9, noNaN: true }),
    area: fc.constantFrom('A', 'B', 'C', null),
  });
  const cells = fc.array(cell, { minLength: 1, maxLength: 40 });
  const services = fc.array(
    fc.record({
      lon: fc.double({ min: -180, max: 180, noNaN: true }),
      lat: fc.double({ min: -90, max: 90, noNaN: true }),
    }),
    { maxLength: 10 },
  );
  type Cells = { lon: number; lat: number; people: number; area: string | null }[];
  const columns = (rows: Cells) => ({
    lon: rows.map((r) => r.lon),
    lat: rows.map((r) => r.lat),
    people: rows.map((r) => r.people),
    area: rows.map((r) => r.area),
  });
  const places = (rows: { lon: number; lat: number }[]) => ({
    lon: rows.map((r) => r.lon),
    lat: rows.map((r) => r.lat),
  });
  const radius = fc.double({ min: 0, max: 2e7, noNaN: true });

  it('covered and uncovered add up to the input to a billionth, and so do the areas', () => {
    fc.assert(
      fc.property(cells, services, radius, (rows, sites, radiusMeters) => {
        const { totals, gaps } = run({ cells: columns(rows), services: places(sites), radiusMeters });
        const { input, covered, uncovered } = totals;
        const near = (a: number, b: number): boolean => Math.abs(a - b) <= 1e-9 * (input.people as number);
        expect(near((covered.people as number) + (uncovered.people as number), input.people as number)).toBe(true);
        expect(covered.cells + uncovered.cells).toBe(rows.length);
        expect(
          near(
            gaps.reduce((sum, gap) => sum + (gap.people as number), 0),
            uncovered.people as number,
          ),
        ).toBe(true);
        expect(
          near(
            gaps.reduce((sum, gap) => sum + (gap.peopleTotal as number), 0),
            input.people as number,
          ),
        ).toBe(true);
      }),
    );
  });

  it('a greater radius never uncovers anybody', () => {
    fc.assert(
      fc.property(cells, services, radius, radius, (rows, sites, a, b) => {
        const gapAt = (radiusMeters: number) =>
          new Set(run({ cells: columns(rows), services: places(sites), radiusMeters }).gapCells);
        const narrow = gapAt(Math.min(a, b));
        for (const cell of gapAt(Math.max(a, b))) expect(narrow.has(cell)).toBe(true);
      }),
    );
  });

  it('cells with ids give the same bytes in any order', () => {
    fc.assert(
      fc.property(cells, services, radius, fc.integer(), (rows, sites, radiusMeters, seed) => {
        const withIds = rows.map((r, i) => ({ ...r, id: `cell-${i}` }));
        const shuffled = [...withIds].sort((a, b) => hash(a.id, seed) - hash(b.id, seed));
        const answer = (list: typeof withIds): string =>
          JSON.stringify(
            run({ cells: { ...columns(list), ids: list.map((r) => r.id) }, services: places(sites), radiusMeters }),
          );
        expect(answer(shuffled)).toBe(answer(withIds));
      }),
    );
  });
});

function hash(text: string, seed: number): number {
  let value = seed | 0;
  for (const letter of text) value = Math.imul(value ^ (letter.codePointAt(0) as number), 16777619);
  return value;
}
