// Patrol plans: what must always hold of one, and what somebody who watches can foretell of it.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { resultJson } from '../../../../geodata/analysis/method.ts';
import { foretellings } from '../../../../geodata/analysis/siting/patrol_adversary.ts';
import { patrolPlanMethod } from '../../../../geodata/analysis/siting/patrol_plan.ts';
import type { PatrolPlanResult } from '../../../../geodata/analysis/siting/patrol_plan_schema.ts';
import { DAY_SLOTS } from '../../../../geodata/analysis/siting/patrol_schedule.ts';
import { Problem } from '../../../../geodata/schema/problem.ts';

const run = (inputs: unknown): PatrolPlanResult => patrolPlanMethod.run(inputs) as PatrolPlanResult;

const LON = [12, 12.02, 12.05, 12.01, 12.07, 12.03, 12.06, 12.04];
const LAT = [11, 11.01, 11, 11.03, 11.02, 11.05, 11.04, 11.06];
const EVERY_DAY = [1, 2, 3, 4, 5, 6, 7];
const MONTH = {
  places: { lon: LON, lat: LAT, survivorReported: [6, 0, 3, 1, 2, 0, 4, 1], patrolFound: [0, 9, 9, 0, 0, 0, 0, 0] },
  teams: [
    { name: 'A', shifts: [{ days: EVERY_DAY, from: '06:00', until: '12:00' }] },
    { name: 'B', shifts: [{ days: EVERY_DAY, from: '12:00', until: '18:00' }] },
    {
      name: 'C',
      shifts: [
        { days: [1, 3, 5], from: '06:00', until: '10:00' },
        { days: [2, 4], from: '15:00', until: '19:00' },
      ],
    },
  ],
  startDate: '2026-12-07',
  routes: [
    { name: 'Market', kind: 'market', places: [0, 2], days: [1, 4], from: '07:00', until: '10:00' },
    { name: 'Firewood', kind: 'firewood', places: [4, 5, 6], days: [2, 5, 6], from: '06:00', until: '09:00' },
  ],
  escorts: [{ place: 3, days: [6], from: '08:00', until: '09:00' }],
};
const minutesOf = (clock: string): number => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3));

describe('a month of patrols', () => {
  const month = run(MONTH);

  it('meets the dosage, covers every route, and is foretold by nobody more than one and a half times chance', () => {
    expect(month.warnings).toEqual(['Ways are straight lines at 20 km/h.']);
    expect(month.unpredictability.kept).toBe(true);
    expect(month.unpredictability.ratio).toBeLessThanOrEqual(1.5);
    expect(month.unpredictability.adversaries.map(({ guesses }) => guesses > 100)).toEqual([
      true,
      true,
      true,
      true,
      true,
    ]);
    expect(month.dosage.met).toBeGreaterThanOrEqual(0.95);
    expect(month.routes).toEqual([
      { name: 'Market', kind: 'market', occurrences: 8, covered: 8 },
      { name: 'Firewood', kind: 'firewood', occurrences: 12, covered: 12 },
    ]);
    expect(month.plan.filter(({ kind }) => kind === 'escort')).toHaveLength(4);
  });

  it('has each route visited within its window, at one of its places', () => {
    for (const visit of month.plan.filter(({ kind }) => kind === 'window')) {
      const weekday = ((new Date(`${visit.date}T00:00:00Z`).getUTCDay() + 6) % 7) + 1;
      const inside = MONTH.routes.some(
        (route) =>
          route.days.includes(weekday) &&
          route.places.includes(visit.place as number) &&
          minutesOf(visit.from) >= minutesOf(route.from) &&
          minutesOf(visit.until) <= minutesOf(route.until),
      );
      expect(inside).toBe(true);
    }
  });

  it('changes no byte of the plan for incidents that patrols found themselves', () => {
    const other = run({ ...MONTH, places: { ...MONTH.places, patrolFound: [50, 0, 0, 7, 0, 0, 0, 2] } });
    expect(JSON.stringify([other.plan, other.dosage])).toBe(JSON.stringify([month.plan, month.dosage]));
    expect([month.patrolFoundLeftOut, other.patrolFoundLeftOut]).toEqual([18, 59]);
  });

  it('is the same bytes for places in any order, and another plan for another seed', () => {
    const ids = LON.map((_, i) => `p${i}`);
    const routes = MONTH.routes.map((route) => ({ ...route, places: route.places.map((i) => `p${i}`) }));
    const escorts = [{ ...MONTH.escorts[0], place: 'p3' }];
    const inOrder = (order: readonly number[]) =>
      resultJson(
        run({
          ...MONTH,
          routes,
          escorts,
          places: {
            lon: order.map((i) => LON[i]),
            lat: order.map((i) => LAT[i]),
            ids: order.map((i) => ids[i]),
            survivorReported: order.map((i) => MONTH.places.survivorReported[i]),
          },
        }),
      );
    expect(inOrder([3, 1, 7, 0, 2, 6, 5, 4])).toBe(inOrder([0, 1, 2, 3, 4, 5, 6, 7]));
    expect(JSON.stringify(run({ ...MONTH, seed: 2 }).plan)).not.toBe(JSON.stringify(month.plan));
  });

  it('is drawn by a key where there is one, which is not told back', () => {
    const key = 'c0ffee'.padEnd(64, '0');
    const kept = run({ ...MONTH, key });
    expect(resultJson(kept)).not.toContain('c0ffee');
    expect(kept.seed).toBeNull();
    expect(JSON.stringify(run({ ...MONTH, key, seed: 2 }).plan)).toBe(JSON.stringify(kept.plan));
    expect(JSON.stringify(run({ ...MONTH, key: 'c0ffef'.padEnd(64, '0') }).plan)).not.toBe(JSON.stringify(kept.plan));
  });
});

describe('every plan', () => {
  it('leaves time for the way, has each team at one place at a time and within its shifts', () => {
    const travel = [
      [0, 20, 50, null],
      [20, 0, 31, 15],
      [50, 31, 0, 16],
      [null, 15, 16, 0],
    ];
    fc.assert(
      fc.property(
        fc.integer({ min: 0 }),
        fc.array(fc.integer({ min: 0, max: 400 }), { minLength: 4, maxLength: 4 }),
        (seed, dosage) => {
          const { plan } = run({
            places: { x: [0, 1, 2, 3], y: [0, 0, 0, 0], dosageMinutesPerWeek: dosage },
            travelMinutes: travel,
            teams: [
              {
                name: 'A',
                shifts: [
                  { days: [1, 2, 7], from: '06:00', until: '11:15' },
                  { days: [1], from: '13:00', until: '24:00' },
                ],
              },
              { name: 'B', shifts: [{ days: [1], from: '06:00', until: '12:00' }] },
            ],
            escorts: [{ place: 2, team: 'A', days: [1], from: '07:00', until: '08:00' }],
            routes: [{ name: 'Water', kind: 'water', places: [1, 3], days: [1, 2], from: '06:00', until: '09:00' }],
            startDate: '2026-12-02',
            weeks: 2,
            tries: 2,
            seed,
          });
          plan.forEach((visit, i) => {
            const before = plan[i - 1];
            expect(minutesOf(visit.until)).toBeGreaterThan(minutesOf(visit.from));
            expect(minutesOf(visit.until)).toBeLessThanOrEqual(24 * 60);
            if (before === undefined || before.team !== visit.team || before.date !== visit.date) return;
            const inOtherShift = minutesOf(visit.from) >= 13 * 60 && minutesOf(before.until) <= 12 * 60;
            const way = inOtherShift ? 0 : travel[before.place as number]?.[visit.place as number];
            expect(way).not.toBeNull();
            expect(minutesOf(visit.from) - minutesOf(before.until)).toBeGreaterThanOrEqual(way as number);
          });
        },
      ),
      { numRuns: 60 },
    );
  });

  it('says what its teams cannot do, and does not pretend', () => {
    const little = run({
      ...MONTH,
      places: { lon: LON, lat: LAT, dosageMinutesPerWeek: LON.map(() => 2000) },
      teams: [{ name: 'A', shifts: [{ days: [3], from: '06:00', until: '09:00' }] }],
      tries: 3,
    });
    expect(little.dosage.met).toBeLessThan(0.05);
    expect(little.routes.map(({ covered }) => covered)).toEqual([0, 0]);
    expect(little.escortsLeft).toBe(4);
    expect(little.warnings.length).toBeGreaterThanOrEqual(3);
  });

  it('leaves time for the way where one shift follows another, and takes no two teams of one name', () => {
    const shifts = ['06:00', '12:00'].map((from, s) => ({ days: EVERY_DAY, from, until: s === 0 ? '12:00' : '18:00' }));
    // 54.5 km at 20 km/h: more than two and a half hours.
    const places = { lon: [12, 12.5], lat: [11, 11], dosageMinutesPerWeek: [600, 600] };
    const { plan } = run({ places, teams: [{ name: 'A', shifts }], startDate: '2026-12-07', tries: 5 });
    const breaks = plan.slice(1).flatMap((visit, i) => {
      const before = plan[i] as (typeof plan)[number];
      const isMove = before.date === visit.date && before.place !== visit.place;
      return isMove ? [minutesOf(visit.from) - minutesOf(before.until)] : [];
    });
    expect(breaks.length).toBeGreaterThan(0);
    expect(Math.min(...breaks)).toBeGreaterThanOrEqual(165);
    const twins = [
      { name: 'A', shifts },
      { name: 'A', shifts },
    ];
    expect(() => run({ places, teams: twins, startDate: '2026-12-07' })).toThrow(Problem);
  });

  it('refuses more tries than a minute holds, with a pointer', () => {
    const places = { lon: Array.from({ length: 300 }, (_, i) => 12 + i / 1e4), lat: new Array(300).fill(11) };
    const teams = Array.from({ length: 20 }, (_, t) => ({
      ...{ name: `T${t}`, shifts: [{ days: EVERY_DAY, from: '00:00', until: '24:00' }] },
    }));
    const errors = () => run({ places, teams, startDate: '2026-12-07', weeks: 8, tries: 500 });
    expect(errors).toThrow(Problem);
    expect(errors).toThrow(/cannot be drawn/);
  });

  it('takes it for chance when there is one place only, which anybody can name', () => {
    const fixed = run({
      places: { lon: [12], lat: [11] },
      teams: [{ name: 'A', shifts: [{ days: EVERY_DAY, from: '06:00', until: '10:00' }] }],
      startDate: '2026-12-07',
      tries: 2,
    });
    expect(fixed.unpredictability.ratio).toBe(1);
  });

  it.each([
    [
      'shifts that overlap',
      {
        teams: [
          {
            name: 'A',
            shifts: [
              { days: [1], from: '06:00', until: '09:00' },
              { days: [1], from: '08:00', until: '10:00' },
            ],
          },
        ],
      },
      '/teams/0/shifts',
    ],
    [
      'a place that is not there',
      { escorts: [{ place: 99, days: [1], from: '06:00', until: '07:00' }] },
      '/escorts/0/place',
    ],
    [
      'a team that is not there',
      { escorts: [{ place: 0, team: 'Z', days: [1], from: '06:00', until: '07:00' }] },
      '/escorts/0/team',
    ],
    ['a matrix of another size', { travelMinutes: [[0]] }, '/travelMinutes'],
    ['no places', { places: { lon: [], lat: [] } }, '/places'],
    [
      'a time past midnight',
      { routes: [{ name: 'x', kind: 'water', places: [0], days: [1], from: '22:00', until: '02:00' }] },
      '/routes/0/until',
    ],
    [
      'columns of another length',
      { places: { lon: LON, lat: LAT, survivorReported: [1] } },
      '/places/survivorReported',
    ],
    ['minutes that are no quarter', { visitMinutes: { least: 20, most: 60 } }, '/visitMinutes/least'],
  ])('refuses %s', (_, change, pointer) => {
    expect(() => run({ ...MONTH, ...change })).toThrow(
      expect.objectContaining({
        code: 'invalid_input',
        errors: expect.arrayContaining([expect.objectContaining({ pointer })]),
      }),
    );
  });
});

describe('an adversary', () => {
  it('foretells a plan that repeats itself, far above chance', () => {
    const [days, places] = [28, 4];
    const place = new Int32Array(days * DAY_SLOTS).fill(-1);
    for (let day = 0; day < days; day++)
      for (let slot = 24; slot < 48; slot++) place[day * DAY_SLOTS + slot] = Math.floor(slot / 2) % places;
    const share = new Float64Array(168 * places).fill(1 / places);
    const scores = foretellings({ teams: 1, days, firstDay: 0, places, place, share });
    expect(scores.map(({ ratio }) => ratio)).toEqual([
      4,
      4,
      expect.closeTo(2, 9),
      expect.closeTo(1, 9),
      expect.closeTo(3, 9),
    ]);
    expect(scores.map(({ guesses }) => guesses)).toEqual([21 * 24, 27 * 24, 21 * 24, 27 * 24, 27 * 11]);
  });
});
