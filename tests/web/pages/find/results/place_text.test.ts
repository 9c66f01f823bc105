// What an entry says in the reader's language, and moments as the clock of a place shows them.
import { describe, expect, it } from 'vitest';
import {
  clockText,
  dateText,
  distanceText,
  durationText,
  momentText,
  sameClock,
  writtenMoment,
} from '../../../../../web/pages/find/results/place_time.ts';
import { dialed, entryText, languageName } from '../../../../../web/pages/find/results/service_text.ts';
import { weekLines } from '../../../../../web/pages/find/results/week_text.ts';

const LANGUAGES = ['en', 'fr', 'es', 'ar'] as const;
const lagos = 'Africa/Lagos';
/** Friday, 11:00 in Lagos. */
const now = Date.UTC(2026, 10, 20, 10);
const hour = 3_600_000;
const moment = (hours: number, language = 'en') =>
  momentText({ ms: now + hours * hour, timeZone: lagos, now, language });

describe('a moment', () => {
  it('is of today, tomorrow, a weekday or a date', () => {
    expect(moment(0.5)).toBe('today 11:30');
    expect(moment(12.99)).toBe('today 23:59');
    expect(moment(13)).toBe('tomorrow 00:00');
    expect(moment(-20)).toBe('yesterday 15:00');
    expect(moment(76)).toBe('Mon 15:00');
    expect(moment(24 * 7)).toBe('Fri 27 Nov 11:00');
    expect(moment(24 * 60)).toBe('Tue, 19 Jan 2027 11:00');
  });

  it('is of the clock of the place, wherever the phone is', () => {
    const late = Date.UTC(2026, 10, 20, 22, 30);
    expect(clockText(late, 'Asia/Dhaka', 'en')).toBe('04:30');
    expect(momentText({ ms: late, timeZone: 'Asia/Dhaka', now: late - hour, language: 'en' })).toBe('today 04:30');
    expect(momentText({ ms: late, timeZone: 'Africa/Lagos', now: late - hour, language: 'en' })).toBe('today 23:30');
    expect(sameClock('Africa/Lagos', 'Africa/Ndjamena', now)).toBe(true);
    expect(sameClock('Africa/Lagos', 'UTC', now)).toBe(false);
  });

  it('has Latin digits in every language, also on paper', () => {
    for (const language of LANGUAGES) {
      const texts = [moment(300, language), writtenMoment(now, lagos, language), dateText('2026-10-12', language)];
      texts.push(durationText(200, language), distanceText(3210, language));
      for (const text of texts) expect(text).toMatch(/\d/);
      for (const text of texts) expect(text).not.toMatch(/[٠-٩۰-۹]/);
    }
    expect(writtenMoment(now, lagos, 'en')).toBe('Fri 20 Nov 11:00');
  });
});

describe('a length', () => {
  it('of time is rounded up, in steps that one can mean', () => {
    expect([0.2, 24.1, 60, 61, 200, 359, 480, 4319, 4321].map((minutes) => durationText(minutes, 'en'))).toEqual([
      '1 min',
      '25 min',
      '1 hr',
      '1 hr 5 min',
      '3 hr 20 min',
      '6 hr',
      '8 hr',
      '3 days',
      '4 days',
    ]);
  });

  it('of a way has meters near and kilometers far', () => {
    expect([10, 640, 949, 960, 3210, 22_300].map((meters) => distanceText(meters, 'en'))).toEqual([
      '50 m',
      '650 m',
      '950 m',
      '1 km',
      '3.2 km',
      '22 km',
    ]);
  });
});

describe('an entry', () => {
  const service = {
    name: 'General Hospital',
    eligibility: '',
    documents: 'None',
    translations: { fr: { name: 'Hôpital général' }, 'ar-SD': { name: 'مستشفى عام', documents: '' } },
  };

  it('is named in the reader’s language whatever its country', () => {
    expect(entryText(service, 'name', 'fr')).toEqual({ text: 'Hôpital général', lang: undefined });
    expect(entryText(service, 'name', 'ar')).toEqual({ text: 'مستشفى عام', lang: undefined });
  });

  it('is marked as of another language where nobody translated it', () => {
    expect(entryText(service, 'name', 'es')).toEqual({ text: 'General Hospital', lang: '' });
    expect(entryText(service, 'documents', 'ar')).toEqual({ text: 'None', lang: '' });
  });

  it('names languages, those of the region too', () => {
    expect(languageName('ha', 'en')).toBe('Hausa');
    expect(languageName('bwr', 'en')).toBe('Bura');
    expect(languageName('not a tag', 'en')).toBe('not a tag');
  });

  it.each([
    ['+234 (0)80 123-45', '+2348012345'],
    ['0801 234 / 0802 345', '0801234'],
    ['call 112, at night 113', '112'],
    ['٠٨٠١ ٢٣٤', '0801234'],
    ['*117#', '*117#'],
    ['', null],
    ['not known', null],
  ])('dials %j as %j', (phone, number) => {
    expect(dialed(phone)).toBe(number);
  });
});

describe('a week of opening hours', () => {
  const rule = { days: [1, 2, 3], opens: '08:00', closes: '17:00' };
  const hours = (...rules: Parameters<typeof weekLines>[0]['rules']) => ({ timeZone: lagos, holidays: [], rules });

  it('joins days of the same times', () => {
    const lines = weekLines(hours(rule, { ...rule, days: [5, 6] }), 'en');
    expect(lines).toEqual([{ days: 'Mon–Wed, Fri, Sat', times: '08:00–17:00', some: false, from: null, until: null }]);
  });

  it('says every day, and day and night, without naming days or times', () => {
    const always = { days: [1, 2, 3, 4, 5, 6, 7], opens: '00:00', closes: '24:00' };
    expect(weekLines(hours(always), 'en')).toEqual([{ days: null, times: null, some: false, from: null, until: null }]);
  });

  it('keeps apart what holds on some dates only', () => {
    const lines = weekLines(
      hours(rule, { ...rule, days: [4], weeksOfMonth: [1] }, { ...rule, until: '2026-12-31' }),
      'en',
    );
    expect(lines.map(({ some, until }) => [some, until])).toEqual([
      [false, null],
      [true, null],
      [false, '2026-12-31'],
    ]);
  });
});
