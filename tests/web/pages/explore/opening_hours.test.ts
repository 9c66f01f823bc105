// Opening hours: open, closed or not known at a moment, in the time zone of the place.
import { describe, expect, it } from 'vitest';
import type { OpeningHours } from '../../../../geodata/schema/service.ts';
import { openingLines, openState, weekdayText } from '../../../../web/pages/explore/opening_hours.ts';

const hours = (rules: OpeningHours['rules'], holidays: string[] = []): OpeningHours => ({
  timeZone: 'Africa/Lagos',
  rules,
  holidays,
});
const office = hours([
  { days: [1, 2, 3, 4, 5], opens: '08:00', closes: '16:30' },
  { days: [6], opens: '09:00', closes: '13:00' },
]);
/** Lagos is one hour ahead of UTC all year. 2026-11-23 is a Monday. */
const at = (text: string) => new Date(`${text}:00+01:00`);

describe('hours of extra openings alone', () => {
  const extra = { ...hours([]), extraOpenings: [{ date: '2026-11-24', opens: '08:00', closes: '12:00' }] };
  it('are written down, and open when they say', () => {
    expect(openingLines(extra)).toEqual(['2026-11-24 08:00–12:00']);
    expect(openingLines(hours([]))).toEqual([]);
    expect(openState(extra, at('2026-11-23T12:00'))).toEqual({ state: 'closed', opens: 'Tue 08:00' });
    expect(openState(extra, at('2026-11-24T09:00'))).toEqual({ state: 'open', until: '12:00' });
  });
});

describe('open now', () => {
  it('holds from the opening minute to the minute before closing', () => {
    expect(openState(office, at('2026-11-23T07:59'))).toEqual({ state: 'closed', opens: '08:00' });
    expect(openState(office, at('2026-11-23T08:00'))).toEqual({ state: 'open', until: '16:30' });
    expect(openState(office, at('2026-11-23T16:29'))).toEqual({ state: 'open', until: '16:30' });
    expect(openState(office, at('2026-11-23T16:30'))).toEqual({ state: 'closed', opens: 'Tue 08:00' });
  });

  it('names the day of the next opening over a closed Sunday', () => {
    expect(openState(office, at('2026-11-28T13:00'))).toEqual({ state: 'closed', opens: 'Mon 08:00' });
  });

  it('is asked in the time zone of the place, not of the reader', () => {
    expect(openState(office, new Date('2026-11-23T07:30:00Z')).state).toBe('open');
    expect(openState({ ...office, timeZone: 'Asia/Damascus' }, new Date('2026-11-23T13:45:00Z')).state).toBe('closed');
  });

  it('runs past midnight when closing is not after opening', () => {
    const night = hours([{ days: [5], opens: '20:00', closes: '06:00' }]);
    expect(openState(night, at('2026-11-27T23:59'))).toEqual({ state: 'open', until: '06:00' });
    expect(openState(night, at('2026-11-28T05:59'))).toEqual({ state: 'open', until: '06:00' });
    expect(openState(night, at('2026-11-28T06:00'))).toEqual({ state: 'closed', opens: 'Fri 20:00' });
  });

  it('joins stretches that touch, and never closes where every day is whole', () => {
    const always = hours([{ days: [1, 2, 3, 4, 5, 6, 7], opens: '00:00', closes: '24:00' }]);
    expect(openState(always, at('2026-11-23T03:00'))).toEqual({ state: 'open', until: null });
    const split = hours([
      { days: [1], opens: '08:00', closes: '12:00' },
      { days: [1], opens: '12:00', closes: '15:00' },
    ]);
    expect(openState(split, at('2026-11-23T09:00'))).toEqual({ state: 'open', until: '15:00' });
  });

  it('keeps closed on a listed holiday', () => {
    const closed = { ...office, holidays: ['2026-11-23'] };
    expect(openState(closed, at('2026-11-23T10:00'))).toEqual({ state: 'closed', opens: 'Tue 08:00' });
  });

  it('finds no opening in a week of holidays', () => {
    const rare = hours([{ days: [1], opens: '08:00', closes: '12:00' }], ['2026-11-23', '2026-11-30']);
    expect(openState(rare, at('2026-11-23T10:00'))).toEqual({ state: 'closed', opens: null });
  });

  it('is not known without rules, without hours, or in a zone that does not exist', () => {
    expect(openState(null, at('2026-11-23T10:00'))).toEqual({ state: 'unknown' });
    expect(openState(hours([]), at('2026-11-23T10:00'))).toEqual({ state: 'unknown' });
    expect(openState({ ...office, timeZone: 'Nowhere/Land' }, at('2026-11-23T10:00'))).toEqual({ state: 'unknown' });
  });

  it('survives the hour that a clock change repeats', () => {
    const berlin = { ...hours([{ days: [7], opens: '01:00', closes: '04:00' }]), timeZone: 'Europe/Berlin' };
    expect(openState(berlin, new Date('2026-10-25T00:30:00Z'))).toEqual({ state: 'open', until: '04:00' });
    expect(openState(berlin, new Date('2026-10-25T01:30:00Z'))).toEqual({ state: 'open', until: '04:00' });
  });
});

describe('hours in words', () => {
  it('join days into runs', () => {
    expect(weekdayText([1, 2, 3, 4, 5])).toBe('Mon–Fri');
    expect(weekdayText([5, 1, 2, 3])).toBe('Mon–Wed, Fri');
    expect(weekdayText([6, 7])).toBe('Sat, Sun');
    expect(weekdayText([7, 1, 2, 3, 4, 5, 6])).toBe('Every day');
  });

  it('write one line for each rule', () => {
    expect(openingLines(office)).toEqual(['Mon–Fri 08:00–16:30', 'Sat 09:00–13:00']);
    expect(openingLines(hours([{ days: [1, 2, 3, 4, 5, 6, 7], opens: '00:00', closes: '24:00' }]))).toEqual([
      'Every day all day',
    ]);
  });

  it('say when a rule holds only at times, and name the extra openings', () => {
    const limited = {
      ...hours([
        { days: [2], opens: '09:00', closes: '13:00', from: '2026-10-28', everyWeeks: 2 },
        {
          days: [5],
          opens: '00:00',
          closes: '24:00',
          weeksOfMonth: [1, -1],
          season: { from: '11-01', until: '04-30' },
        },
      ]),
      extraOpenings: [{ date: '2026-12-27', opens: '09:00', closes: '12:00' }],
    };
    expect(openingLines(limited)).toEqual([
      'Tue 09:00–13:00 (every 2 weeks, from 2026-10-28)',
      'Fri all day (week of the month: 1, 1 from the end, from 11-01 to 04-30 each year)',
      '2026-12-27 09:00–12:00',
    ]);
  });
});
