// Care in time for many starting points, and the lists of openings behind it: the same answers as one by one.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { resultJson } from '../../../../geodata/analysis/method.ts';
import type { CareInTimeResult } from '../../../../geodata/analysis/reach/care_in_time_schema.ts';
import { earliestStart } from '../../../../geodata/analysis/reach/opening_hours.ts';
import { openingRuns, startInRuns } from '../../../../geodata/analysis/reach/opening_hours_runs.ts';
import { scheduleOf } from '../../../../geodata/analysis/reach/opening_hours_schedule.ts';
import { HOUR } from '../../../../geodata/analysis/reach/zoned_time.ts';
import { Problem } from '../../../../geodata/schema/problem.ts';
import type { OpeningHours } from '../../../../geodata/schema/service.ts';
import {
  ALL_FIVE,
  ALWAYS,
  answerOf,
  type Inputs,
  MONDAY_NOON,
  needOf,
  OFFICE,
  place,
  run,
} from './care_in_time_case.ts';

const pointerOf = (inputs: Inputs): string | undefined => {
  try {
    run(inputs);
  } catch (error) {
    if (error instanceof Problem && error.code === 'invalid_input') return error.errors[0]?.pointer;
    throw error;
  }
  return undefined;
};

describe('many starting points', () => {
  const services = {
    ids: ['c', 'a', 'b'],
    components: [ALL_FIVE, ['pep'], ALL_FIVE],
    openingHours: [OFFICE, ALWAYS, null],
  };
  const travel = {
    demand: [0, 0, 1, 2, 2, 0],
    service: [0, 1, 1, 2, 0, 2],
    minutes: [10, 100, 30, 5, null, 1],
    demandIds: ['z', 'y', 'x', 'w'],
  };

  it('get a verdict, a place and hours each', () => {
    const result = run({ hoursSinceIncident: 71, services, travel, needs: ['hiv-prophylaxis'] });
    expect(result.demandIds).toEqual(['w', 'x', 'y', 'z']);
    expect(JSON.parse(resultJson(result)).needs[0].rows).toMatchObject({
      verdict: ['none', 'maybe', 'in', 'in'],
      service: [null, 'b', 'a', 'c'],
      hours: [null, 71 + 5 / 60, 71.5, 71 + 10 / 60],
      counts: { in: 2, maybe: 1, out: 0, soon: 0, none: 1 },
    });
  });

  it('give the same bytes in any order', () => {
    const first = resultJson(run({ hoursSinceIncident: 71, services, travel }));
    const turned = run({
      hoursSinceIncident: 71,
      services: {
        ids: ['a', 'b', 'c'],
        components: [['pep'], ALL_FIVE, ALL_FIVE.toReversed()],
        openingHours: [ALWAYS, null, { ...OFFICE, rules: [{ ...OFFICE.rules[0], days: [5, 4, 3, 2, 1] }] }],
      },
      travel: {
        demandIds: ['w', 'x', 'y', 'z'],
        demand: [3, 1, 1, 2, 3, 3],
        service: [1, 2, 1, 0, 0, 2],
        minutes: [1, null, 5, 30, 100, 10],
      },
    });
    expect(resultJson(turned)).toBe(first);
  });

  it('are refused where pairs repeat, rows are not there or lengths differ', () => {
    const wrong = (more: Record<string, unknown>) => pointerOf({ services, travel: { ...travel, ...more } });
    expect(wrong({ service: [0, 0, 1, 2, 0, 2] })).toMatch(/^\/travel\/service\/[01]$/);
    expect(wrong({ service: [0, 1, 1, 3, 0, 2] })).toBe('/travel/service/3');
    expect(wrong({ demand: [0, 0, 1, 4, 2, 0] })).toBe('/travel/demand/3');
    expect(wrong({ demand: [0, 0, 1] })).toBe('/travel/demand');
    expect(wrong({ minutesP10: [11, 1, 1, 1, null, 1] })).toBe('/travel/minutesP10/0');
    expect(wrong({ minutesP90: [10, 99, 100, 10, null, 1] })).toBe('/travel/minutesP90/1');
    expect(pointerOf({ services: { ...services, minutes: [1, 2, 3] }, travel })).toBe('/services/minutes');
    expect(pointerOf({ services: place(), incidentAt: '2026-11-24T12:00:00Z' })).toBe('/incidentAt');
    expect(pointerOf({ services: place({ openingHours: [{ ...OFFICE, timeZone: '' }] }) })).toBe(
      '/services/openingHours/0/timeZone',
    );
    expect(pointerOf({ services: place({ components: [['magic']] }) })).toBe('/services/components/0');
  });

  it('each get what they would get alone, and setting out earlier never makes anybody later', () => {
    const office = fc.constantFrom(OFFICE, ALWAYS, null, { ...OFFICE, timeZone: 'Asia/Kathmandu' });
    const service = fc.record({
      hours: office,
      minutes: fc.array(fc.option(fc.nat(6000)), { minLength: 3, maxLength: 3 }),
    });
    fc.assert(
      fc.property(fc.array(service, { minLength: 1, maxLength: 12 }), fc.nat(100), fc.nat(72), (list, hour, gap) => {
        const departure = Date.parse(MONDAY_NOON) + hour * HOUR;
        const columns = { components: list.map(() => ALL_FIVE), openingHours: list.map((one) => one.hours) };
        const pairs = list.flatMap((one, s) =>
          one.minutes.map((minutes, row) => ({ demand: row, service: s, minutes })),
        );
        const ways = Object.fromEntries(
          (['demand', 'service', 'minutes'] as const).map((key) => [key, pairs.map((pair) => pair[key])]),
        );
        const many = run({ departure, hoursSinceIncident: 50, services: columns, travel: { ...ways, demandCount: 3 } });
        const later = run({
          departure: departure + gap * HOUR,
          hoursSinceIncident: 50 + gap,
          services: columns,
          travel: { ...ways, demandCount: 3 },
        });
        for (let row = 0; row < 3; row++) {
          const single = run({
            departure,
            hoursSinceIncident: 50,
            services: { ...columns, minutes: list.map((one) => one.minutes[row] ?? null) },
          });
          const rows = needOf(many, 'hiv-prophylaxis')?.rows;
          const answer = answerOf(single, 'hiv-prophylaxis');
          expect(rows?.verdict[row]).toBe(answer?.verdict);
          expect(rows?.service[row]).toBe(answer?.choices[0]?.service ?? null);
          const soon = (result: CareInTimeResult): number =>
            Number(needOf(result, 'hiv-prophylaxis')?.rows?.hours[row]);
          if (list.every((one) => one.hours !== null)) expect(soon(later) < soon(many)).toBe(false);
        }
      }),
      { numRuns: 60 },
    );
  });
});

describe('a list of openings', () => {
  it('answers as the rules do, also where it ends', () => {
    const rule = fc.record({
      days: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }),
      opens: fc.constantFrom('00:00', '08:00', '13:30'),
      closes: fc.constantFrom('00:00', '12:00', '24:00'),
      until: fc.option(fc.constantFrom('2026-11-30', '2028-03-05'), { nil: undefined }),
    });
    fc.assert(
      fc.property(
        fc.array(rule, { minLength: 1, maxLength: 3 }),
        fc.array(fc.nat(40 * 24 * 60)),
        fc.nat(600),
        (rules, at, stay) => {
          const schedule = scheduleOf({ ...ALWAYS, timeZone: 'Europe/Berlin', rules: rules as OpeningHours['rules'] });
          if (schedule === null) return;
          const start = Date.parse(MONDAY_NOON);
          const runs = openingRuns(schedule, start, start + 20 * 24 * HOUR);
          for (const minutes of at) {
            const instant = start + minutes * 60_000;
            expect(startInRuns(runs, schedule, instant, stay * 60_000)).toBe(
              earliestStart(schedule, instant, stay * 60_000),
            );
          }
        },
      ),
    );
  });
});
