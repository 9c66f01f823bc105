// The nearest team: by hand, against scipy's assignments (tests/reference/team_rows.py) and against every assignment of small tables.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { resultJson } from '../../../../geodata/analysis/method.ts';
import { geodesicMeters } from '../../../../geodata/analysis/reach/geodesic.ts';
import { type Aim, assignTeams } from '../../../../geodata/analysis/siting/nearest_team_assignment.ts';
import { nearestTeamMethod } from '../../../../geodata/analysis/siting/nearest_team_method.ts';
import type { NearestTeamResult } from '../../../../geodata/analysis/siting/nearest_team_schema.ts';
import { Problem } from '../../../../geodata/schema/problem.ts';
import golden from '../../../fixtures/team_rows.json';

const NOON = '2026-11-22T12:00:00Z';
const run = (inputs: Record<string, unknown>): NearestTeamResult =>
  nearestTeamMethod.run({ at: NOON, ...inputs }) as NearestTeamResult;
const pointerOf = (inputs: Record<string, unknown>): string | undefined => {
  try {
    run(inputs);
  } catch (error) {
    if (error instanceof Problem && error.code === 'invalid_input') return error.errors[0]?.pointer;
    throw error;
  }
  return undefined;
};

describe('the nearest team', () => {
  it('is the one that arrives first, not the one that is nearest', () => {
    const { places } = run({
      teams: {
        ids: ['near, busy', 'far, free', 'nearest, off', 'soon free'],
        status: ['on-task', 'available', 'off-duty', 'on-task'],
        freeFrom: ['2026-11-22T13:00:00Z', null, null, '2026-11-22T11:00:00Z'],
      },
      places: { ids: ['here'] },
      costs: [[10, 60, 1, 61]],
    });
    expect(places[0]).toMatchObject({
      team: 'far, free',
      minutes: 60,
      arrivesAt: '2026-11-22T13:00:00Z',
      skipped: { 'off-duty': 1 },
    });
    expect(places[0]?.ranking.map(({ team, minutes, waitMinutes }) => [team, minutes, waitMinutes])).toEqual([
      ['far, free', 60, 0],
      ['soon free', 61, 0],
      ['near, busy', 70, 60],
    ]);
  });

  it('of two that arrive together is the one with the smaller id', () => {
    const costs = [[30, 30, 30]];
    expect(run({ teams: { ids: ['c', 'a', 'b'] }, places: {}, costs }).places[0]?.team).toBe('a');
    expect(run({ teams: {}, places: {}, costs }).places[0]?.team).toBe(0);
  });

  it('is not one of which nobody knows when it is free: that one is listed last', () => {
    const teams = { status: ['on-task', 'available'], freeFrom: [null, null] };
    const result = run({ teams, places: {}, costs: [[1, 90]] });
    expect(result.places[0]?.team).toBe(1);
    expect(result.places[0]?.ranking.map(({ team, sure }) => [team, sure])).toEqual([
      [1, true],
      [0, false],
    ]);
    expect(result.warnings.join(' ')).toMatch(/1 of 2 teams are on task and nobody said until when/);
    const alone = run({ teams: { status: ['on-task'] }, places: {}, costs: [[1]] }).places[0];
    expect(alone).toMatchObject({ team: null, minutes: null, nextStep: expect.stringMatching(/^Call the first team/) });
  });

  it('may pass what the place requires', () => {
    const { places } = run({
      teams: { access: [[], ['boat', 'female-staff'], ['boat']] },
      places: { requires: [['boat'], ['boat', 'female-staff'], ['helicopter'], []] },
      costs: [
        [1, 9, 5],
        [1, 9, 5],
        [1, 9, 5],
        [1, 9, null],
      ],
    });
    expect(places.map((place) => place.team)).toEqual([2, 1, null, 0]);
    expect(places.map((place) => place.skipped)).toEqual([
      { 'no-access': 1 },
      { 'no-access': 2 },
      { 'no-access': 3 },
      { unreachable: 1 },
    ]);
    expect(places[2]?.nextStep).toMatch(/Ask partners/);
  });

  it('goes along a straight line at a stated speed only where no times are given, and the result says so', () => {
    const teams = { lon: [13, 14], lat: [11, 11] };
    const places = { lon: [13.4], lat: [11] };
    const result = run({ teams, places, speedKmh: 40 });
    const meters = geodesicMeters({ fromLon: 13, fromLat: 11, toLon: 13.4, toLat: 11 });
    expect(result.places[0]?.minutes).toBeCloseTo((meters / 40_000) * 60, 9);
    expect(result.warnings[0]).toMatch(/straight lines at 40 km\/h/);
    expect(run({ teams, places }).parameters).toMatchObject({ speedKmh: 30 });
    const timed = run({ teams, places, costs: [[9, 8]] });
    expect(timed.places[0]?.minutes).toBe(8);
    expect(timed.warnings.join(' ')).not.toMatch(/straight/);
    const across = run({ teams: { lon: [179.9, 0], lat: [0, 0] }, places: { lon: [-179.9], lat: [0] } });
    expect(across.places[0]).toMatchObject({ team: 0 });
    expect(across.places[0]?.minutes).toBeCloseTo((((0.2 * Math.PI) / 180) * 6378.137 * 60) / 30, 6);
    const plane = run({ teams: { x: [0], y: [0] }, places: { x: [3000], y: [4000] } });
    expect(plane.places[0]?.minutes).toBe(10);
  });

  it('says that it is the first of several places, or is given one of them alone', () => {
    const costs = [
      [10, 20],
      [11, 50],
    ];
    const each = run({ teams: {}, places: {}, costs });
    expect(each.places.map((place) => place.team)).toEqual([0, 0]);
    expect(each.warnings.join(' ')).toMatch(/first for more than one place/);
    const least = run({ teams: {}, places: {}, costs, assign: 'minimum-total' });
    expect([least.places.map((place) => place.team), least.totalMinutes, least.lastMinutes]).toEqual([[1, 0], 31, 20]);
    const three = run({ teams: {}, places: {}, costs: [...costs, [12, 60]], assign: 'minimum-total' });
    expect(three).toMatchObject({ unserved: 1, places: [{ team: 1 }, { team: 0 }, { team: null }] });
    expect(three.places[2]?.nextStep).toMatch(/needed elsewhere first/);
  });

  it('is nobody where nobody is, which is a result and no fault', () => {
    expect(run({ teams: { ids: [] }, places: { ids: ['a'] }, costs: [[]] }).places).toMatchObject([
      { team: null, ranking: [] },
    ]);
    expect(run({ teams: { lon: [], lat: [] }, places: { lon: [], lat: [] } })).toMatchObject({
      places: [],
      unserved: 0,
    });
    const off = run({ teams: { status: ['off-duty'] }, places: {}, costs: [[5]], assign: 'earliest-last' });
    expect(off).toMatchObject({ totalMinutes: null, lastMinutes: null, unserved: 1 });
  });

  it('is refused where tables do not fit', () => {
    const of = { teams: { ids: [1, 2] }, places: { ids: [1] }, costs: [[1, 2]] };
    expect(pointerOf(of)).toBeUndefined();
    expect(pointerOf({ ...of, costs: [[1]] })).toBe('/teams/ids');
    expect(
      pointerOf({
        ...of,
        costs: [
          [1, 2],
          [1, 2],
        ],
      }),
    ).toBe('/places/ids');
    expect(pointerOf({ ...of, teams: { status: ['available'] } })).toBe('/teams/status');
    expect(pointerOf({ teams: { ids: [1] }, places: { lon: [1], lat: [1] } })).toBe('/teams');
    expect(pointerOf({ teams: { x: [1], y: [1] }, places: { lon: [1], lat: [1] } })).toBe('/teams');
    const many = Array.from({ length: 151 }, () => [1]);
    expect(pointerOf({ teams: {}, places: {}, costs: many, assign: 'earliest-last' })).toBe('/places');
    expect(pointerOf({ teams: {}, places: {}, costs: many })).toBeUndefined();
  });

  it('is the same in any order of the input', () => {
    const forward = run({
      teams: {
        ids: ['b', 'a'],
        status: ['available', 'on-task'],
        freeFrom: [null, '2026-11-22T12:10:00Z'],
        access: [['x'], []],
      },
      places: { ids: [2, 1], requires: [[], ['x']] },
      costs: [
        [5, 6],
        [7, 8],
      ],
      assign: 'minimum-total',
    });
    const backward = run({
      teams: {
        ids: ['a', 'b'],
        status: ['on-task', 'available'],
        freeFrom: ['2026-11-22T12:10:00Z', null],
        access: [[], ['x']],
      },
      places: { ids: [1, 2], requires: [['x'], []] },
      costs: [
        [8, 7],
        [6, 5],
      ],
      assign: 'minimum-total',
    });
    expect(resultJson(backward)).toBe(resultJson(forward));
    expect(forward.places.map((place) => [place.place, place.team])).toEqual([
      [1, 'b'],
      [2, 'a'],
    ]);
  });
});

const NONE = Number.POSITIVE_INFINITY;
const matrix = (costs: readonly (readonly (number | null)[])[]) => ({
  rows: costs.length,
  columns: costs[0]?.length ?? 0,
  cost: Float64Array.from(costs.flat(), (minutes) => minutes ?? NONE),
});

/** Every assignment: times of those served, longest first. */
function* everyAssignment(costs: readonly (readonly (number | null)[])[], row = 0, taken = 0): Generator<number[]> {
  if (row === costs.length) {
    yield [];
    return;
  }
  for (const rest of everyAssignment(costs, row + 1, taken)) yield rest;
  for (const [team, minutes] of (costs[row] ?? []).entries()) {
    if (minutes === null || taken & (1 << team)) continue;
    for (const rest of everyAssignment(costs, row + 1, taken | (1 << team)))
      yield [...rest, minutes].sort((a, b) => b - a);
  }
}
const sum = (times: readonly number[]): number => times.reduce((total, minutes) => total + minutes, 0);
const compareFromLongest = (a: readonly number[], b: readonly number[]): number => {
  const at = a.findIndex((minutes, i) => minutes !== b[i]);
  return at < 0 ? 0 : (a[at] as number) - (b[at] as number);
};

function timesOf(costs: readonly (readonly (number | null)[])[], aim: Aim): number[] {
  const teams = assignTeams(matrix(costs), aim);
  const sent = [...teams].filter((team) => team >= 0);
  expect(new Set(sent).size).toBe(sent.length);
  const times = [...teams].flatMap((team, place) => (team < 0 ? [] : [costs[place]?.[team] ?? NONE]));
  return times.sort((a, b) => b - a);
}

describe('an assignment of teams', () => {
  it.each(golden.rows.map((row) => [`${row.costs.length} places, ${row.costs[0]?.length} teams`, row] as const))(
    'serves as many and takes as long as scipy says: %s',
    (_, { costs, served, total }) => {
      const least = timesOf(costs, 'minimum-total');
      expect(least.length).toBe(served);
      expect(sum(least)).toBeCloseTo(total, 9);
      const even = timesOf(costs, 'earliest-last');
      expect(even.length).toBe(served);
      expect(sum(even)).toBeGreaterThanOrEqual(sum(least) - 1e-9);
      expect(compareFromLongest(even, least)).toBeLessThanOrEqual(0);
    },
  );

  it('is the best of all there are, by either aim', () => {
    const few = fc.option(fc.nat(6), { freq: 4 });
    const many = fc.option(fc.nat(100), { freq: 8 });
    const costs = fc
      .tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 5 }), fc.constantFrom(few, many))
      .chain(([places, teams, minutes]) =>
        fc.array(fc.array(minutes, { minLength: teams, maxLength: teams }), { minLength: places, maxLength: places }),
      );
    fc.assert(
      fc.property(costs, (table) => {
        const all = [...everyAssignment(table)];
        const served = Math.max(...all.map((times) => times.length));
        const fullest = all.filter((times) => times.length === served);
        const least = timesOf(table, 'minimum-total');
        expect(least.length).toBe(served);
        expect(sum(least)).toBe(Math.min(...fullest.map(sum)));
        expect(timesOf(table, 'earliest-last')).toEqual(fullest.sort(compareFromLongest)[0]);
      }),
      { numRuns: 400 },
    );
  });
});
