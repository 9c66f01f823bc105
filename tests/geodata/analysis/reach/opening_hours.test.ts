// Opening hours: against Python's zoneinfo and rrule (tests/reference/opening_rows.py), against a minute-by-minute walk, and by hand.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  closing,
  earliestStart,
  endOfOpening,
  isOpen,
  nextOpening,
  readySchedule,
} from '../../../../geodata/analysis/reach/opening_hours.ts';
import type { Schedule } from '../../../../geodata/analysis/reach/opening_hours_schedule.ts';
import { DAY, HOUR, zoneClock } from '../../../../geodata/analysis/reach/zoned_time.ts';
import { type OpeningHours, openingHours } from '../../../../geodata/schema/service.ts';
import golden from '../../../fixtures/opening_rows.json';

const MINUTE = 60_000;
const lagos = (rules: OpeningHours['rules'], holidays: string[] = []): OpeningHours => ({
  timeZone: 'Africa/Lagos',
  rules,
  holidays,
});
const ready = (hours: unknown): Schedule => readySchedule(openingHours.parse(hours)) as Schedule;
const at = (text: string): number => Date.parse(text);

/** Every instant between two at which open becomes closed or closed becomes open, found by asking alone. */
function changes(schedule: Schedule, start: number, end: number): number[] {
  const found: number[] = [];
  for (let moment = start; ; ) {
    const opens = earliestStart(schedule, moment);
    if (!(opens <= end)) return found;
    found.push(opens);
    const closes = endOfOpening(schedule, opens);
    if (closes > end) return found;
    found.push(closes);
    moment = closes;
  }
}

describe('opening hours', () => {
  it.each(golden.rows.map((row) => [row.name, row] as const))('are those of Python: %s', (_, row) => {
    expect(changes(ready(row.hours), row.start, row.end)).toEqual(row.changes);
  });

  it('hold from the opening instant to just before the closing instant', () => {
    const office = lagos([{ days: [1], opens: '08:00', closes: '16:30' }]);
    const opens = at('2026-11-23T08:00:00+01:00');
    const closes = at('2026-11-23T16:30:00+01:00');
    expect([opens - 1, opens, closes - 1, closes].map((instant) => isOpen(office, instant))).toEqual([
      false,
      true,
      true,
      false,
    ]);
    expect(nextOpening(office, opens - 1)).toEqual({ state: 'at', instant: opens, text: '2026-11-23T07:00:00Z' });
    expect(nextOpening(office, closes)).toMatchObject({ instant: opens + 7 * DAY });
    expect(closing(office, opens + 5)).toMatchObject({ instant: closes });
    expect(closing(office, closes)).toMatchObject({ instant: closes + 7 * DAY });
  });

  it('that nobody knows are unknown, not closed', () => {
    for (const hours of [
      null,
      lagos([]),
      { ...lagos([{ days: [1], opens: '08:00', closes: '09:00' }]), timeZone: 'No/Where' },
    ]) {
      expect(isOpen(hours, 0)).toBeNull();
      expect(nextOpening(hours, 0)).toEqual({ state: 'unknown' });
      expect(closing(hours, 0)).toEqual({ state: 'unknown' });
    }
  });

  it('never close where the week is whole, however it is written', () => {
    const whole = [
      [{ days: [1, 2, 3, 4, 5, 6, 7], opens: '00:00', closes: '24:00' }],
      [{ days: [1, 2, 3, 4, 5, 6, 7], opens: '17:00', closes: '17:00' }],
      [
        { days: [7, 1, 2, 3, 4, 5, 6], opens: '06:00', closes: '20:00' },
        { days: [1, 2, 3, 4, 5, 6, 7], opens: '20:00', closes: '06:00' },
      ],
    ];
    for (const rules of whole) {
      expect(ready(lagos(rules)).always).toBe(true);
      expect(closing(lagos(rules), 5)).toEqual({ state: 'none' });
    }
    const gap = lagos([{ days: [1, 2, 3, 4, 5, 6, 7], opens: '06:01', closes: '06:00' }]);
    expect(ready(gap).always).toBe(false);
    const holiday = lagos(whole[0] as OpeningHours['rules'], ['2026-12-25']);
    expect(isOpen(holiday, at('2026-12-25T12:00:00+01:00'))).toBe(false);
    expect(closing(holiday, at('2026-12-01T12:00:00Z'))).toMatchObject({ instant: at('2026-12-25T00:00:00+01:00') });
  });

  it('that are over, or hold on no date, open no more', () => {
    const over = lagos([{ days: [1], opens: '08:00', closes: '09:00', until: '2020-01-01' }]);
    const never = lagos([{ days: [1], opens: '08:00', closes: '09:00', season: { from: '02-30', until: '02-30' } }]);
    for (const hours of [over, never])
      expect(nextOpening(hours, at('2026-11-22T00:00:00Z'))).toEqual({ state: 'none' });
  });

  it('count every n-th week from a stated week, or are refused', () => {
    const rule = { days: [1], opens: '08:00', closes: '09:00', everyWeeks: 2 };
    expect(openingHours.safeParse(lagos([rule])).error?.issues[0]?.path).toEqual(['rules', 0, 'from']);
    expect(openingHours.safeParse(lagos([{ ...rule, from: '2026-11-25' }])).success).toBe(true);
    expect(openingHours.safeParse(lagos([{ ...rule, from: '2026-11-25', weeksOfMonth: [0] }])).success).toBe(false);
  });

  it('are the same in any order of rules and days', () => {
    const rules = [
      { days: [1, 4], opens: '08:00', closes: '12:00' },
      { days: [4, 2], opens: '11:00', closes: '15:00' },
      { days: [6], opens: '22:00', closes: '05:00' },
    ];
    const turned = rules.toReversed().map((rule) => ({ ...rule, days: rule.days.toReversed() }));
    const span = [at('2026-11-20T00:00:00Z'), at('2026-12-10T00:00:00Z')] as const;
    expect(changes(ready(lagos(turned)), ...span)).toEqual(changes(ready(lagos(rules)), ...span));
  });

  it('fit a visit that ends with closing time, and put off one that would not end', () => {
    const schedule = ready(
      lagos([
        { days: [1, 2], opens: '08:00', closes: '10:00' },
        { days: [1], opens: '10:00', closes: '11:00' },
      ]),
    );
    const nine = at('2026-11-23T09:00:00+01:00');
    expect(earliestStart(schedule, nine, 2 * HOUR)).toBe(nine);
    expect(earliestStart(schedule, nine + 1, 2 * HOUR)).toBe(nine + 23 * HOUR);
    expect(earliestStart(schedule, nine, 3 * HOUR)).toBe(at('2026-11-30T08:00:00+01:00'));
    expect(earliestStart(schedule, nine, 3 * HOUR + 1)).toBeNaN();
  });
});

describe('the clock of a zone', () => {
  it.each(golden.elapsed)('lets real hours pass between $from and $to', ({ timeZone, from, to, hours }) => {
    expect((at(to) - at(from)) / HOUR).toBe(hours);
    const clock = zoneClock(timeZone);
    const local = (text: string): number => at(`${text.slice(0, 16)}:00Z`);
    expect([from, to].map((text) => clock?.firstShowing(local(text)))).toEqual([at(from), at(to)]);
  });

  it('knows no zone that is not there', () => {
    expect(zoneClock('Nowhere/Land')).toBeNull();
  });
});

const ZONES = [
  'Africa/Lagos',
  'Europe/Berlin',
  'Asia/Beirut',
  'Asia/Gaza',
  'Africa/Casablanca',
  'America/St_Johns',
  'America/Havana',
  'Australia/Lord_Howe',
  'Pacific/Apia',
  'Asia/Kathmandu',
  'Africa/Cairo',
];

const clockTime = fc
  .tuple(fc.integer({ min: 0, max: 24 }), fc.constantFrom(0, 1, 15, 30, 59))
  .map(([hour, minute]) => `${String(hour).padStart(2, '0')}:${hour === 24 ? '00' : String(minute).padStart(2, '0')}`);
const rule = fc.record({
  days: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 7 }),
  opens: clockTime,
  closes: clockTime,
});

/** Local time by Intl alone, as milliseconds as if it were UTC. */
function shown(format: Intl.DateTimeFormat, instant: number): number {
  const [month, day, year, hour, minute] = (format.format(instant).match(/\d+/g) as string[]).map(Number);
  return Date.UTC(year as number, (month as number) - 1, day, hour, minute);
}

/** Open or not at every minute: the latest time the clock has shown so far lies within a stretch. */
function minuteByMinute(hours: OpeningHours, start: number, minutes: number): boolean[] {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: hours.timeZone,
    hourCycle: 'h23',
    ...{ year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric' },
  });
  const stretches: [number, number][] = [];
  const today = Math.floor(start / DAY);
  for (let day = today - 4; day <= today + 6; day++) {
    const date = new Date(day * DAY);
    if (hours.holidays.includes(date.toISOString().slice(0, 10))) continue;
    for (const { days, opens, closes } of hours.rules) {
      if (!days.includes(date.getUTCDay() || 7)) continue;
      const [from, to] = [opens, closes].map(
        (text) => day * DAY + Number(text.slice(0, 2)) * HOUR + Number(text.slice(3)) * MINUTE,
      );
      stretches.push([from as number, (to as number) > (from as number) ? (to as number) : (to as number) + DAY]);
    }
  }
  let latest = Number.NEGATIVE_INFINITY;
  const open: boolean[] = [];
  for (let minute = -1500; minute < minutes; minute++) {
    latest = Math.max(latest, shown(format, start + minute * MINUTE));
    if (minute >= 0) open.push(stretches.some(([from, to]) => from <= latest && latest < to));
  }
  return open;
}

describe('a walk minute by minute', () => {
  it('finds the same openings, in any zone and over any change of the clock', () => {
    const starts = fc.integer({ min: at('2009-01-01T00:00:00Z') / HOUR, max: at('2027-12-01T00:00:00Z') / HOUR });
    const change = fc.constantFrom(
      ...['2026-03-28T20:00:00Z', '2026-10-24T20:00:00Z', '2011-12-29T20:00:00Z', '2010-11-06T20:00:00Z'].map(
        (text) => at(text) / HOUR,
      ),
    );
    fc.assert(
      fc.property(
        fc.constantFrom(...ZONES),
        fc.array(rule, { minLength: 1, maxLength: 3 }),
        fc.oneof(starts, change),
        fc.boolean(),
        (timeZone, rules, hour, closedOnSecondDay) => {
          const start = hour * HOUR;
          const holidays = closedOnSecondDay ? [new Date(start + DAY).toISOString().slice(0, 10)] : [];
          const hours = { timeZone, rules, holidays };
          const schedule = ready(hours);
          const minutes = 1200;
          const open = minuteByMinute(hours, start, minutes);
          for (let minute = 0; minute < minutes; minute += 7) {
            const next = open.indexOf(true, minute);
            const found = (earliestStart(schedule, start + minute * MINUTE) - start) / MINUTE;
            if (next >= 0) expect(found).toBe(next);
            else expect(found >= minutes || Number.isNaN(found)).toBe(true);
          }
        },
      ),
      { numRuns: 120 },
    );
  });

  it('never makes anybody later who sets out earlier, nor a longer visit earlier', () => {
    const instant = fc.integer({ min: at('2026-01-01T00:00:00Z'), max: at('2026-12-31T00:00:00Z') });
    fc.assert(
      fc.property(
        fc.constantFrom(...ZONES),
        fc.array(rule, { minLength: 1, maxLength: 4 }),
        instant,
        fc.nat(3 * DAY),
        fc.nat(5 * HOUR),
        (timeZone, rules, first, gap, stay) => {
          const schedule = ready({ timeZone, rules, holidays: [] });
          const early = earliestStart(schedule, first, stay);
          const late = earliestStart(schedule, first + gap, stay);
          expect(early > late).toBe(false);
          expect(early < earliestStart(schedule, first)).toBe(false);
        },
      ),
    );
  });
});
