// The clock of care to the second: windows, doors that close, holidays, changes of the clock, nights, stock; and a next step in
// every state.
import { describe, expect, it } from 'vitest';
import { NEXT_STEPS, nextStepCode, VERDICTS } from '../../../../geodata/analysis/reach/care_in_time_codes.ts';
import { CLINICAL_NEEDS } from '../../../../geodata/analysis/reach/clinical_needs.ts';
import { HOUR } from '../../../../geodata/analysis/reach/zoned_time.ts';
import type { OpeningHours } from '../../../../geodata/schema/service.ts';
import { OFFICE } from './care_in_time_case.ts';
import { listOf, NOON, service } from './care_list_case.ts';

const clockOf = (list: ReturnType<typeof listOf>, need: string) => list.clock.find((entry) => entry.need.id === need);
const hoursOf = (clock: OpeningHours['rules'][number], more: Partial<OpeningHours> = {}): OpeningHours => ({
  ...{ timeZone: 'Africa/Lagos', rules: [clock], holidays: [] },
  ...more,
});
const WEEKDAYS = [1, 2, 3, 4, 5];

describe('a window', () => {
  it.each([
    ['hiv-prophylaxis', 72],
    ['emergency-contraception', 120],
    ['hepatitis-b-vaccine', 336],
  ] as const)('of %s is in one second before its end and at it, and out one second later', (need, hours) => {
    const verdicts = [-1, 0, 1].map((second) => {
      const hoursSinceIncident = ((hours - 1) * 3600 + second) / 3600;
      return clockOf(listOf([[service('a'), 60]], { hoursSinceIncident }), need)?.verdict;
    });
    expect(verdicts).toEqual(['in', 'in', 'out']);
  });

  it('ends so many real hours after the incident, and says when and by whom it can be met', () => {
    const list = listOf([[service('a'), [30, 45, 60]]], { hoursSinceIncident: 70 });
    expect(clockOf(list, 'hiv-prophylaxis')).toMatchObject({
      ...{ verdict: 'in', best: 0, until: NOON + 2 * HOUR, startsAt: NOON + 0.75 * HOUR },
      ...{ hours: 70.75, hoursP10: 70.5, hoursP90: 71, nextStep: 'go', doubts: [] },
    });
    expect(clockOf(list, 'wound-care')).toMatchObject({ verdict: 'soon', until: null, nextStep: 'go' });
  });

  it('is maybe where slow travel misses it, and so is the wait at a door', () => {
    expect(
      clockOf(listOf([[service('a'), [30, 45, 121]]], { hoursSinceIncident: 70 }), 'hiv-prophylaxis'),
    ).toMatchObject({
      ...{ verdict: 'maybe', nextStep: 'leave-now' },
    });
    // Noon to Tuesday 08:00 are 20 hours.
    const office = service('a', { openingHours: hoursOf({ days: [2], opens: '08:00', closes: '16:00' }) });
    const verdicts = [51, 52, 52.001].map(
      (hoursSinceIncident) => clockOf(listOf([[office, 60]], { hoursSinceIncident }), 'hiv-prophylaxis')?.verdict,
    );
    expect(verdicts).toEqual(['in', 'in', 'out']);
  });

  it('is not judged where the hour of the incident is not known', () => {
    const list = listOf([[service('a'), 60]], { hoursSinceIncident: null });
    const reached = list.clock.filter(({ best }) => best !== null);
    expect(reached.length).toBe(7);
    for (const { verdict, until, hours } of reached) expect([verdict, until, hours]).toEqual(['soon', null, null]);
    expect(list.leading).toBe('clinical-management-of-rape');
  });

  it('is that of the operator where the rules cite one, and none where they cite nothing', () => {
    const own = { id: 'hiv-prophylaxis', need: 'PEP', components: ['pep' as const], kinds: [] };
    const cited = { ...own, withinHours: 48, protocol: 'National 2024', source: 'Ministry' };
    const uncited = { ...own, withinHours: 48, protocol: null, source: null };
    const verdictUnder = (need: typeof cited | typeof uncited) =>
      clockOf(listOf([[service('a'), 60]], { hoursSinceIncident: 60, rules: { needs: [need] } }), 'hiv-prophylaxis');
    expect(verdictUnder(cited)).toMatchObject({ verdict: 'out', until: NOON - 12 * HOUR });
    expect(verdictUnder(uncited)).toMatchObject({ verdict: 'soon', until: null });
  });
});

describe('a door that closes at 17:00', () => {
  /** Friday 2026-11-27; the Monday after it is a holiday. */
  const hours = hoursOf({ days: WEEKDAYS, opens: '08:00', closes: '17:00' }, { holidays: ['2026-11-30'] });
  const at = (clock: string, minutes: number) =>
    listOf([[service('a', { openingHours: hours }), minutes]], {
      departure: Date.parse(`2026-11-27T${clock}:00+01:00`),
    }).entries[0];

  it('receives who comes at 16:59', () => {
    expect(at('16:00', 59)).toMatchObject({
      ...{ openOnArrival: true, waitMinutes: 0, nextOpening: null },
      closesAt: Date.parse('2026-11-27T17:00:00+01:00'),
    });
  });

  it('at 17:00 and 17:01 on the Friday before a holiday receives on Tuesday', () => {
    const tuesday = Date.parse('2026-12-01T08:00:00+01:00');
    for (const minutes of [60, 61]) {
      expect(at('16:00', minutes)).toMatchObject({
        ...{ openOnArrival: false, nextOpening: tuesday, startsAt: tuesday },
        closesAt: Date.parse('2026-12-01T17:00:00+01:00'),
        waitMinutes: (tuesday - Date.parse('2026-11-27T16:00:00+01:00')) / 60_000 - minutes,
      });
    }
  });

  it('puts a place farther away that is open before it', () => {
    const list = listOf(
      [
        [service('near', { openingHours: hours }), 61],
        [service('far'), 500],
      ],
      { departure: Date.parse('2026-11-27T16:00:00+01:00') },
    );
    expect(list.entries.map(({ service: row }) => row)).toEqual([1, 0]);
  });
});

describe('clocks', () => {
  it('that are put back add an hour to the night, and the window counts it', () => {
    // Kyiv: UTC+3 until Sunday 2026-10-25 04:00, then UTC+2. Saturday 20:00 to Sunday 08:00 are 13 hours.
    const hours = hoursOf({ days: [7], opens: '08:00', closes: '12:00' }, { timeZone: 'Europe/Kyiv' });
    const departure = Date.parse('2026-10-24T20:00:00+03:00');
    const at = (hoursSinceIncident: number) =>
      listOf([[service('a', { openingHours: hours }), 60]], { departure, hoursSinceIncident });
    expect([58.999, 59, 59.001].map((since) => clockOf(at(since), 'hiv-prophylaxis')?.verdict)).toEqual([
      'in',
      'in',
      'out',
    ]);
    expect(at(59).entries[0]).toMatchObject({
      waitMinutes: 12 * 60,
      startsAt: Date.parse('2026-10-25T08:00:00+02:00'),
    });
  });

  it('that are put forward take one', () => {
    const hours = hoursOf({ days: [7], opens: '08:00', closes: '12:00' }, { timeZone: 'Europe/Kyiv' });
    const list = listOf([[service('a', { openingHours: hours }), 60]], {
      departure: Date.parse('2026-03-28T20:00:00+02:00'),
      hoursSinceIncident: 61,
    });
    expect(clockOf(list, 'hiv-prophylaxis')).toMatchObject({ verdict: 'in', hours: 72 });
  });
});

describe('a place that is open over night', () => {
  const night = service('a', {
    openingHours: hoursOf({ days: [1, 2, 3, 4, 5, 6, 7], opens: '17:00', closes: '08:00' }),
  });

  it('receives at two in the morning until eight, and at noon says that it opens at five', () => {
    const two = listOf([[night, 30]], { departure: Date.parse('2026-11-24T01:30:00+01:00') }).entries[0];
    expect(two).toMatchObject({ openOnArrival: true, closesAt: Date.parse('2026-11-24T08:00:00+01:00') });
    const noon = listOf([[night, 30]]).entries[0];
    expect(noon).toMatchObject({ openOnArrival: false, nextOpening: Date.parse('2026-11-23T17:00:00+01:00') });
  });
});

describe('stock', () => {
  it('that has run out passes a place by, with the reason, and it is listed for what else it gives', () => {
    const list = listOf([
      [service('near', { outOfStock: ['pep'] }), 10],
      [service('far'), 90],
    ]);
    expect(list.leading).toBe('hiv-prophylaxis');
    expect(list.entries.map(({ service: row, need, lacks }) => [row, need, lacks])).toEqual([
      [1, 'hiv-prophylaxis', []],
      [0, 'emergency-contraception', ['pep']],
    ]);
    expect(list.passedBy).toEqual([{ service: 0, reason: 'out-of-stock', travelMinutes: 10 }]);
    expect(list.skipped).toEqual({ 'out-of-stock': 1 });
    expect(list.entries[1]?.gives).not.toContain('hiv-prophylaxis');
  });

  it('everywhere leads to the next step of nobody', () => {
    const list = listOf([[service('a', { outOfStock: ['pep', 'emergency_contraception', 'hepatitis_b'] }), 10]]);
    expect(clockOf(list, 'hiv-prophylaxis')).toMatchObject({
      ...{ verdict: 'none', best: null, nextStep: 'nearest-health-service', until: NOON + 62 * HOUR },
    });
    // All of clinical management of rape lacks as much: what is left leads.
    expect(list.leading).toBe('wound-care');
  });

  it('comes before what a place never had, among those passed by', () => {
    const posts = Array.from({ length: 12 }, (_, i) => service(`post ${i}`, { components: [] }));
    const list = listOf([
      ...posts.map((post) => [post, 5] as const),
      [service('gone', { outOfStock: ['pep'] }), 200],
      [service('shut', { status: 'closed' }), 100],
      [
        service('never', {
          openingHours: hoursOf({ days: [1], opens: '08:00', closes: '16:00', until: '2020-01-01' }),
        }),
        150,
      ],
      [service('office', { kind: 'legal', components: [] }), 1],
      [service('has it'), 900],
    ]);
    expect(list.passedBy.slice(0, 4).map(({ reason }) => reason)).toEqual([
      'status-closed',
      'no-opening-listed',
      'out-of-stock',
      'component-missing',
    ]);
    expect(list.passedBy.some(({ service: row }) => row === 15)).toBe(false);
    expect(list.skipped).toEqual({
      ...{ 'component-missing': 13, 'out-of-stock': 1, 'status-closed': 1, 'no-opening-listed': 1 },
    });
  });
});

describe('a next step', () => {
  it('is there for every verdict on every need, with a doubt and without, and every step is one of them', () => {
    const steps = CLINICAL_NEEDS.flatMap((need) =>
      VERDICTS.flatMap((verdict) => [true, false].map((isDoubtful) => nextStepCode(need, verdict, isDoubtful))),
    );
    for (const step of steps) expect(NEXT_STEPS).toContain(step);
    expect([...new Set(steps)].sort()).toEqual([...NEXT_STEPS].sort());
  });

  it('is there where there is nothing at all', () => {
    for (const group of ['rape', 'shelter'] as const) {
      const list = listOf([], { group });
      expect(list.entries).toEqual([]);
      for (const { verdict, nextStep, best } of list.clock) {
        expect([verdict, best]).toEqual(['none', null]);
        expect(NEXT_STEPS).toContain(nextStep);
      }
    }
    expect(listOf([], { group: 'shelter' }).clock[0]?.nextStep).toBe('district-contact');
  });

  it('is to go all the same where the window will have ended', () => {
    const late = listOf([[service('a'), 60]], { hoursSinceIncident: 80 });
    expect(clockOf(late, 'hiv-prophylaxis')).toMatchObject({ verdict: 'out', nextStep: 'go-all-the-same', best: 0 });
    const doubtful = listOf([[service('a', { openingHours: null }), 60]], { hoursSinceIncident: 80 });
    expect(clockOf(doubtful, 'hiv-prophylaxis')?.nextStep).toBe('go-all-the-same-and-call');
  });

  it('is to call where hours or status are not known', () => {
    for (const more of [
      { openingHours: null },
      { status: 'unknown' },
      { openingHours: { ...OFFICE, timeZone: 'No/Where' } },
    ] as const) {
      expect(listOf([[service('a', more), 60]]).entries[0]).toMatchObject({ verdict: 'maybe', nextStep: 'call-first' });
    }
  });
});
