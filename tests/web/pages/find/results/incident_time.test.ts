// What an answer to "when did it happen" can mean, in hours.
import { describe, expect, it } from 'vitest';
import {
  fieldText,
  hoursBetween,
  localMoment,
  spanOfDay,
  spanOfHours,
  spanOfMoment,
  WHEN_DAYS,
} from '../../../../../web/pages/find/results/incident_time.ts';

const zone = 'Europe/Paris';
/** A Saturday, 15:30 in Paris. */
const now = Date.UTC(2026, 10, 21, 14, 30);
const hours = (day: (typeof WHEN_DAYS)[number], at = now) => hoursBetween(spanOfDay(day, at, zone), at);
const typed = (text: string) => {
  const span = spanOfHours(text, now);
  return span === null ? null : hoursBetween(span, now);
};

describe('a day', () => {
  it('means any of its hours', () => {
    expect(hours('today')).toEqual({ most: 15.5, least: 0 });
    expect(hours('yesterday')).toEqual({ most: 39.5, least: 15.5 });
    expect(hours('days3')).toEqual({ most: 87.5, least: 63.5 });
  });

  it('follows the one before without a gap', () => {
    for (const [i, day] of WHEN_DAYS.slice(1).entries()) {
      expect(spanOfDay(day, now, zone).latest).toBe(spanOfDay(WHEN_DAYS[i] as 'today', now, zone).earliest);
    }
  });

  it('has an hour more or fewer where the clock changed', () => {
    // Clocks of Paris went back on 25 October 2026 and forward on 28 March 2027.
    expect(hours('yesterday', Date.UTC(2026, 9, 26, 9))).toEqual({ most: 35, least: 10 });
    expect(hours('yesterday', Date.UTC(2027, 2, 29, 8))).toEqual({ most: 33, least: 10 });
  });
});

describe('a number of hours', () => {
  it('is read with a comma and with Arabic digits', () => {
    expect(typed('71,5')).toEqual({ most: 71.5, least: 71.5 });
    expect(typed('٧٢٫٥')).toEqual({ most: 72.5, least: 72.5 });
    expect(typed('۱۲')?.most).toBe(12);
  });

  it.each(['', 'ten', '-3', '1e9', '5 h'])('is not read out of %j', (text) => {
    expect(spanOfHours(text, now)).toBe(null);
  });
});

describe('a day and time', () => {
  it('is one moment of the past', () => {
    expect(spanOfMoment('2026-11-18T15:30', now, zone)?.latest).toBe(now - 72 * 3_600_000);
    expect(spanOfMoment('2026-11-21T15:30', now, zone)?.latest).toBe(now);
    expect(spanOfMoment('2026-11-21T15:31', now, zone)).toBe(null);
    expect(spanOfMoment('', now, zone)).toBe(null);
  });

  it('fills a field with what the field gives back', () => {
    expect(fieldText(now, zone)).toBe('2026-11-21T15:30');
    expect(localMoment(fieldText(now, zone), zone)).toBe(now);
  });

  it('in an unknown time zone is one of UTC', () => {
    expect(localMoment('2026-11-21T15:30', 'Nowhere/At_All')).toBe(Date.UTC(2026, 10, 21, 15, 30));
  });

  it('is never before a departure by less than nothing', () => {
    const span = { earliest: now, latest: now };
    expect(hoursBetween(span, now - 60_000)).toEqual({ most: 0, least: 0 });
  });
});
