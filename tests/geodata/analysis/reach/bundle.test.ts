// One trip, several services: against every order and choice of services, and by hand.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ALONE, resultJson } from '../../../../geodata/analysis/method.ts';
import { bundleMethod } from '../../../../geodata/analysis/reach/bundle_method.ts';
import type { BundleResult } from '../../../../geodata/analysis/reach/bundle_schema.ts';
import { earliestStart, readySchedule } from '../../../../geodata/analysis/reach/opening_hours.ts';
import { Problem } from '../../../../geodata/schema/problem.ts';
import type { OpeningHours } from '../../../../geodata/schema/service.ts';

const hours = (days: number[], opens: string, closes: string): OpeningHours => ({
  timeZone: 'Africa/Lagos',
  rules: [{ days, opens, closes }],
  holidays: [],
});
const ALWAYS = hours([1, 2, 3, 4, 5, 6, 7], '00:00', '24:00');
const MORNING = hours([1, 2, 3, 4, 5], '08:00', '12:00');
const MONDAY_EIGHT = '2026-11-23T08:00:00+01:00';

interface Case {
  costs: (number | null)[][];
  between: (number | null)[][];
  back?: (number | null)[][];
  services: { kind: string[]; openingHours?: (OpeningHours | null)[]; ids?: string[]; status?: string[] };
  [key: string]: unknown;
}
const run = (inputs: Case): BundleResult =>
  bundleMethod.run({ departure: MONDAY_EIGHT, ...inputs }, ALONE) as BundleResult;
const json = (inputs: Case) => JSON.parse(resultJson(run(inputs)));

interface Best {
  readonly kinds: number;
  readonly minutes: number;
}

/** Every order of every choice of services, walked minute by minute of the plan. */
function bruteForce(
  of: Case & { cutoffMinutes: number; stayMinutes: Record<string, number>; kinds: string[] },
  row: number,
  withUnknown: boolean,
): Best {
  const start = Date.parse(MONDAY_EIGHT);
  let best: Best = { kinds: 0, minutes: 0 };
  const walk = (visited: readonly number[], now: number): void => {
    const here = visited.at(-1);
    if (here !== undefined) {
      const home = of['returnHome'] ? (of.back ?? of.costs)[row]?.[here] : 0;
      const end = home === null || home === undefined ? Number.POSITIVE_INFINITY : now + home;
      const isBetter = visited.length > best.kinds || (visited.length === best.kinds && end < best.minutes);
      if (end <= of.cutoffMinutes && isBetter) best = { kinds: visited.length, minutes: end };
    }
    of.services.kind.forEach((kind, next) => {
      if (!of.kinds.includes(kind) || visited.some((s) => of.services.kind[s] === kind)) return;
      const way = here === undefined ? of.costs[row]?.[next] : of.between[here]?.[next];
      if (way === null || way === undefined) return;
      const arrival = now + way;
      const schedule = readySchedule(of.services.openingHours?.[next] ?? null);
      if (schedule === null && !withUnknown) return;
      const stay = of.stayMinutes[kind] ?? 0;
      const begins =
        schedule === null
          ? arrival
          : (earliestStart(schedule, start + arrival * 60_000, stay * 60_000) - start) / 60_000;
      if (begins + stay <= of.cutoffMinutes) walk([...visited, next], begins + stay);
    });
  };
  walk([], 0);
  return best;
}

const KINDS = ['medical', 'psychosocial', 'legal', 'police'];
const minutesOrNone = fc.option(fc.nat(200), { freq: 8 });
const instance = fc
  .record({
    services: fc.integer({ min: 1, max: 6 }),
    kinds: fc.integer({ min: 1, max: 4 }),
    rows: fc.integer({ min: 1, max: 3 }),
  })
  .chain(({ services, kinds, rows }) => {
    const matrix = (height: number) =>
      fc.array(fc.array(minutesOrNone, { minLength: services, maxLength: services }), {
        minLength: height,
        maxLength: height,
      });
    const schedule = fc.constantFrom(
      ALWAYS,
      MORNING,
      hours([1], '10:00', '11:00'),
      hours([1, 2], '13:00', '09:00'),
      null,
    );
    return fc.record({
      costs: matrix(rows),
      between: matrix(services),
      back: matrix(rows),
      services: fc.record({
        kind: fc.array(fc.constantFrom(...KINDS), { minLength: services, maxLength: services }),
        openingHours: fc.array(schedule, { minLength: services, maxLength: services }),
      }),
      kinds: fc.constant(KINDS.slice(0, kinds)),
      cutoffMinutes: fc.integer({ min: 0, max: 900 }),
      stayMinutes: fc.record({ medical: fc.nat(120), legal: fc.nat(60), police: fc.nat(70) }),
      returnHome: fc.boolean(),
    });
  });

describe('a tour', () => {
  it('is the one that trying every order and choice of services finds', () => {
    fc.assert(
      fc.property(instance, (of) => {
        const result = run(of as Case);
        of.costs.forEach((_, row) => {
          const sure = bruteForce(of as never, row, false);
          const guessed = bruteForce(of as never, row, true);
          const best = guessed.kinds > sure.kinds ? guessed : sure;
          expect(result.tours[row]?.length).toBe(best.kinds);
          expect(result.missing[row]?.length).toBe(of.kinds.length - best.kinds);
          const isWhole = best.kinds === of.kinds.length;
          expect(result.status[row]).toBe(!isWhole ? 'incomplete' : best === sure ? 'complete' : 'complete-if-open');
          const minutes = Number(result.minutes[row]);
          if (isWhole) expect(minutes).toBeCloseTo(best.minutes, 6);
          else expect(minutes).toBeNaN();
        });
      }),
      { numRuns: 400 },
    );
  });

  it('reaches no less with more time, and no less when a service is added', () => {
    fc.assert(
      fc.property(instance, fc.nat(300), (of, more) => {
        const before = run(of as Case);
        const after = run({ ...of, cutoffMinutes: of.cutoffMinutes + more } as Case);
        const fewer = run({
          ...of,
          services: { ...of.services, status: of.services.kind.map((_, s) => (s === 0 ? 'closed' : 'open')) },
        } as Case);
        before.tours.forEach((tour, row) => {
          expect(after.tours[row]?.length).toBeGreaterThanOrEqual(tour.length);
          expect(fewer.tours[row]?.length).toBeLessThanOrEqual(tour.length);
        });
      }),
      { numRuns: 100 },
    );
  });

  it('waits at a closed door, stays, and counts the way home to the minute', () => {
    const of = {
      costs: [[30, 60]],
      between: [
        [0, 10],
        [10, 0],
      ],
      services: { kind: ['medical', 'legal'], openingHours: [MORNING, hours([1], '11:00', '12:00')] },
      kinds: ['medical', 'legal'],
      stayMinutes: { medical: 60, legal: 30 },
      returnHome: true,
    };
    // 08:00 + 30 on the way + 60 at the clinic = 09:30; the court opens at 11:00, 30 there, 60 home: 12:30 = 270 minutes.
    expect(json({ ...of, cutoffMinutes: 270 })).toMatchObject({
      status: ['complete'],
      minutes: [270],
      tours: [[0, 1]],
    });
    expect(json({ ...of, cutoffMinutes: 269.999 })).toMatchObject({
      status: ['incomplete'],
      minutes: [null],
      tours: [[0]],
      missing: [[{ kind: 'legal', reason: 'hours' }]],
    });
    expect(json({ ...of, cutoffMinutes: 210, returnHome: false })).toMatchObject({ minutes: [210] });
    // The court is open for an hour: a stay of 61 minutes never fits.
    expect(json({ ...of, cutoffMinutes: 9000, stayMinutes: { legal: 61 } }).status).toEqual(['incomplete']);
  });

  it('takes the slope of the way home where it is given, and warns where it is not', () => {
    const of = {
      costs: [[10]],
      between: [[0]],
      services: { kind: ['medical'], status: ['open'], openingHours: [ALWAYS] },
      kinds: ['medical'],
    };
    const there = { ...of, cutoffMinutes: 40, returnHome: true };
    expect(json(there)).toMatchObject({
      minutes: [20],
      warnings: [expect.stringMatching(/way home/), expect.any(String)],
    });
    expect(json({ ...there, back: [[30]] })).toMatchObject({
      minutes: [40],
      warnings: [expect.stringMatching(/uncalibrated/)],
    });
    expect(json({ ...there, back: [[null]] })).toMatchObject({ status: ['incomplete'] });
  });
});

describe('the missing link', () => {
  const services = {
    kind: ['medical', 'legal', 'psychosocial', 'police'],
    openingHours: [ALWAYS, ALWAYS, hours([7], '08:00', '09:00'), ALWAYS],
  };
  const between = services.kind.map(() => [200, 200, 200, 200]);

  it('is named for each place with its reason', () => {
    const result = json({
      costs: [
        [10, 20, 30, null],
        [10, 500, 30, 40],
      ],
      between,
      services,
      kinds: services.kind,
      cutoffMinutes: 120,
      demand: { people: [100, 900], ids: ['a', 'b'] },
    });
    expect(result.missing[0]).toEqual([
      { kind: 'psychosocial', reason: 'hours' },
      { kind: 'legal', reason: 'together' },
      { kind: 'police', reason: 'unreachable' },
    ]);
    expect(result.missing[1]).toContainEqual({ kind: 'legal', reason: 'time' });
    expect(result.links[0]).toEqual({ kind: 'psychosocial', reason: 'hours', places: 2, people: 1000 });
    expect(result.totals.incomplete).toEqual({ places: 2, people: 1000 });
    expect(result.nextSteps.incomplete).toMatch(/bring the missing kind nearer/);
  });

  it('is hours that nobody knows only where nothing surer does', () => {
    const of = {
      costs: [[10, 60]],
      between: [
        [0, 5],
        [5, 0],
      ],
      kinds: ['medical'],
      cutoffMinutes: 60,
    };
    const kind = ['medical', 'medical'];
    expect(json({ ...of, services: { kind, openingHours: [null, ALWAYS] } })).toMatchObject({
      status: ['complete'],
      tours: [[1]],
    });
    const unsure = json({ ...of, services: { kind, openingHours: [null, null] } });
    expect(unsure).toMatchObject({ status: ['complete-if-open'], tours: [[0]], minutes: [10] });
    expect(unsure.warnings[0]).toMatch(/2 of 2 services have opening hours that are not known/);
    const status = ['unknown', 'closed'];
    expect(json({ ...of, services: { kind, status, openingHours: [ALWAYS, ALWAYS] } }).status).toEqual([
      'complete-if-open',
    ]);
  });

  it('is everything where nothing can be reached, which is a result and no fault', () => {
    const result = json({
      costs: [[null, null, null, null]],
      between,
      services,
      kinds: ['food', 'legal'],
      cutoffMinutes: 60,
    });
    expect(result).toMatchObject({ status: ['incomplete'], tours: [[]], minutes: [null] });
    expect(result.warnings[0]).toBe('There is no service of the kind food in this list.');
  });
});

describe('the order of the input', () => {
  it('changes no byte where there are ids', () => {
    const forward = {
      costs: [
        [10, 20, 20],
        [50, 40, 30],
      ],
      between: [
        [0, 7, 9],
        [8, 0, 5],
        [9, 6, 0],
      ],
      services: { ids: ['b', 'c', 'a'], kind: ['medical', 'legal', 'legal'], openingHours: [ALWAYS, MORNING, MORNING] },
      demand: { ids: ['y', 'x'], people: [1, null] },
      kinds: ['legal', 'medical'],
      cutoffMinutes: 100,
      returnHome: true,
    };
    const backward = {
      ...forward,
      costs: [
        [30, 40, 50],
        [20, 20, 10],
      ],
      between: [
        [0, 6, 9],
        [5, 0, 8],
        [9, 7, 0],
      ],
      services: { ids: ['a', 'c', 'b'], kind: ['legal', 'legal', 'medical'], openingHours: [MORNING, MORNING, ALWAYS] },
      demand: { ids: ['x', 'y'], people: [null, 1] },
      kinds: ['medical', 'legal'],
    };
    expect(resultJson(run(backward))).toBe(resultJson(run(forward)));
    expect(run(forward).demandIds).toEqual(['x', 'y']);
  });

  it('and what is not known of a status is said', () => {
    const of = { costs: [[1]], between: [[0]], kinds: ['medical'], cutoffMinutes: 5 };
    const told = (status?: string[]) =>
      run({ ...of, services: { kind: ['medical'], openingHours: [ALWAYS], ...(status && { status }) } });
    expect(told(['unknown'])).toMatchObject({ status: ['complete-if-open'] });
    expect(told(['unknown']).warnings.join(' ')).toContain('1 of 1 services have an unknown status');
    expect(told().warnings.join(' ')).toContain('No status was given');
    expect(told(['open']).warnings.join(' ')).not.toContain('status');
    expect(told(['closed'])).toMatchObject({ status: ['incomplete'], tours: [[]] });
  });

  it('and sizes that do not fit are refused with a pointer', () => {
    const of = { costs: [[1]], between: [[0]], services: { kind: ['medical'] }, kinds: ['medical'], cutoffMinutes: 5 };
    const pointerOf = (more: Record<string, unknown>): string | undefined => {
      try {
        run({ ...of, ...more } as Case);
      } catch (error) {
        if (error instanceof Problem && error.code === 'invalid_input') return error.errors[0]?.pointer;
        throw error;
      }
      return undefined;
    };
    expect(pointerOf({})).toBeUndefined();
    expect(pointerOf({ costs: [[1, 2]] })).toBe('/costs');
    expect(pointerOf({ between: [[0], [0]] })).toBe('/between');
    expect(pointerOf({ back: [[1], [1]] })).toBe('/back');
    expect(pointerOf({ demand: { people: [1, 2] } })).toBe('/demand/people');
    expect(pointerOf({ kinds: ['medical', 'medical'] })).toBe('/kinds');
    expect(pointerOf({ cutoffMinutes: -1 })).toBe('/cutoffMinutes');
    expect(pointerOf({ stayMinutes: { medical: -1 } })).toBe('/stayMinutes/medical');
    expect(pointerOf({ departure: '2026-11-23T08:00:00' })).toBe('/departure');
    const many = new Array<number>(800).fill(1);
    const big = { costs: new Array(1200).fill(many), between: new Array(800).fill(many) };
    expect(pointerOf({ ...big, services: { kind: many.map(() => 'medical') }, kinds: ['medical', 'legal'] })).toBe(
      '/costs',
    );
    expect(pointerOf({ ...big, services: { kind: many.map(() => 'police') } })).toBeUndefined();
  });
});
