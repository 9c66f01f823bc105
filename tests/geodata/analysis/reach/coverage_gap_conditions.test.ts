// What is covered only under some condition: counted by hand, and as the difference of two runs.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { problemOf, row, run } from './coverage_gap_case.ts';

describe('conditions', () => {
  it('name who is covered only while a service is open', () => {
    const services = { lon: [13, 13.3], lat: [11, 11], ids: ['day', 'always'] };
    const result = run({
      ...row,
      services,
      radiusMeters: 12_000,
      conditions: [
        { name: 'at night', closed: ['day'] },
        { name: 'none', closed: [] },
      ],
    });
    expect(result.totals.uncovered.people).toBe(0);
    expect(result.conditions).toEqual([
      {
        name: 'at night',
        ...{ people: 30, women: 16, children: null, cells: 2 },
        gaps: [{ area: 'NG008001', name: null, people: 30, cells: 2 }],
      },
      { name: 'none', people: 0, women: 0, children: null, cells: 0, gaps: [] },
    ]);
  });

  it('name who is covered only in the dry season, the cutoff itself being within', () => {
    const minutes = [10, 60, 61, null];
    const wet = [10, 60.1, 20, null];
    const result = run({
      cells: row.cells,
      minutes,
      cutoffMinutes: 60,
      conditions: [{ name: 'wet season', minutes: wet }],
    });
    expect(result.conditions[0]).toMatchObject({ people: 20, women: 11, cells: 1 });
  });

  it('are the difference of two runs, for any cells, services and closures', () => {
    const place = fc.record({
      lon: fc.double({ min: 12, max: 14, noNaN: true }),
      lat: fc.double({ min: 10, max: 12, noNaN: true }),
    });
    fc.assert(
      fc.property(
        fc.array(place, { minLength: 1, maxLength: 20 }),
        fc.array(place, { minLength: 1, maxLength: 6 }),
        fc.nat(5),
        (cells, services, out) => {
          const columns = (places: { lon: number; lat: number }[]) => ({
            lon: places.map(({ lon }) => lon),
            lat: places.map(({ lat }) => lat),
          });
          const people = cells.map((_, i) => 1 + i);
          const closed = out % services.length;
          const left = services.filter((_, i) => i !== closed);
          const inputs = { cells: { ...columns(cells), people }, radiusMeters: 60_000 };
          const all = run({ ...inputs, services: columns(services), conditions: [{ name: 'x', closed: [closed] }] });
          const without = run({ ...inputs, services: columns(left) });
          expect(all.conditions[0]?.people).toBe(
            (without.totals.uncovered.people ?? 0) - (all.totals.uncovered.people ?? 0),
          );
        },
      ),
    );
  });

  it('say "not known", not nobody, where no lost cell has a number of people', () => {
    const cells = {
      lon: [10, 10.001, 20],
      lat: [5, 5, 5],
      people: [null, 10, 3],
      women: [null, 4, 1],
      area: ['A', 'B', 'A'],
    };
    const services = { lon: [10, 10.001, 20], lat: [5, 5, 5], ids: ['n', 'b', 'd'] };
    const lostWithout = (closed: string[]) =>
      run({ cells, services, radiusMeters: 50, conditions: [{ name: 'at night', closed }] }).conditions[0];
    expect(lostWithout(['n'])).toMatchObject({
      cells: 1,
      people: null,
      women: null,
      gaps: [{ area: 'A', people: null }],
    });
    expect(lostWithout(['n', 'b'])).toMatchObject({ cells: 2, people: 10, women: 4 });
    expect(lostWithout([])).toMatchObject({ cells: 0, people: 0, women: 0, gaps: [] });
  });

  it('say what does not fit', () => {
    const pointerOf = (inputs: unknown) => problemOf(inputs).errors[0]?.pointer;
    expect(pointerOf({ ...row, radiusMeters: 1, conditions: [{ name: 'x', closed: [7] }] })).toBe(
      '/conditions/0/closed',
    );
    expect(pointerOf({ ...row, radiusMeters: 1, conditions: [{ name: 'x' }] })).toBe('/conditions/0');
    expect(pointerOf({ ...row, radiusMeters: 1, conditions: [{ name: 'x', minutes: [1, 1, 1, 1] }] })).toBe(
      '/conditions/0/minutes',
    );
    expect(
      pointerOf({
        cells: row.cells,
        minutes: [1, 1, 1, 1],
        cutoffMinutes: 1,
        conditions: [{ name: 'x', minutes: [1] }],
      }),
    ).toBe('/conditions/0/minutes');
  });
});
