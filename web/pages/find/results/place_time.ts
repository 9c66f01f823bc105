// Moments as the clock of a place shows them, lengths of time and distances, in the reader's language with Latin digits.
// Pure: the present and the time zone are handed in.

const MINUTE = 60_000;
const DAY = 1440 * MINUTE;
/** Latin digits and one calendar in every language, as on papers and phones of the region. */
const localeOf = (language: string): string => `${language === 'en' ? 'en-GB' : language}-u-nu-latn-ca-gregory`;

const made = new Map<string, Intl.DateTimeFormat>();
function format(language: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${language} ${JSON.stringify(options)}`;
  const known = made.get(key) ?? new Intl.DateTimeFormat(localeOf(language), options);
  made.set(key, known);
  return known;
}

/** Days since 1970 of the date that the clock of a zone shows. */
function dayNumber(ms: number, timeZone: string): number {
  const parts = new Map(
    format('en', { timeZone, year: 'numeric', month: 'numeric', day: 'numeric' })
      .formatToParts(ms)
      .map(({ type, value }) => [type, Number(value)]),
  );
  return Date.UTC(parts.get('year') ?? 0, (parts.get('month') ?? 1) - 1, parts.get('day') ?? 1) / DAY;
}

export interface Moment {
  readonly ms: number;
  readonly timeZone: string;
  readonly now: number;
  readonly language: string;
}

export const clockText = (ms: number, timeZone: string, language: string): string =>
  format(language, { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(ms);

/** "today 14:00", "tomorrow 08:00", "Mon 08:00" within a week, "Mon 4 Jan 08:00" beyond. */
export function momentText({ ms, timeZone, now, language }: Moment): string {
  const days = dayNumber(ms, timeZone) - dayNumber(now, timeZone);
  return `${dayText({ ms, timeZone, now, language }, days)} ${clockText(ms, timeZone, language)}`;
}

function dayText({ ms, timeZone, now, language }: Moment, days: number): string {
  if (Math.abs(days) <= 1) {
    return new Intl.RelativeTimeFormat(localeOf(language), { numeric: 'auto' }).format(days, 'day');
  }
  if (days > 1 && days < 7) return format(language, { timeZone, weekday: 'short' }).format(ms);
  const year = (at: number): string => format('en', { timeZone, year: 'numeric' }).format(at);
  const otherYear = year(ms) !== year(now);
  return format(language, {
    timeZone,
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    ...(otherYear ? { year: 'numeric' } : {}),
  }).format(ms);
}

/** For paper, which is read on another day: always with its date, "Mon 4 Jan 08:00". */
export const writtenMoment = (ms: number, timeZone: string, language: string): string =>
  `${format(language, { timeZone, weekday: 'short', day: 'numeric', month: 'short' }).format(ms)} ${clockText(ms, timeZone, language)}`;

/** A full date, "4 Jan 2027". */
export const dateText = (isoDate: string, language: string): string =>
  format(language, { timeZone: 'UTC', day: 'numeric', month: 'short', year: 'numeric' }).format(new Date(isoDate));

/** Whether two zones show the same clock at a moment. */
export const sameClock = (one: string, other: string, ms: number): boolean =>
  clockText(ms, one, 'en') === clockText(ms, other, 'en') && dayNumber(ms, one) === dayNumber(ms, other);

function unit(value: number, name: 'minute' | 'hour' | 'day' | 'kilometer' | 'meter', language: string): string {
  return new Intl.NumberFormat(`${language}-u-nu-latn`, {
    style: 'unit',
    unit: name,
    // The short forms of Arabic are single letters.
    unitDisplay: language === 'ar' || name === 'day' ? 'long' : 'short',
    maximumFractionDigits: 1,
  }).format(value);
}

/** "25 min", "2 hr 5 min", "9 hr", "4 days". Rounded up, since nobody should come to a door that is still shut. */
export function durationText(minutes: number, language: string): string {
  const whole = minutes < 60 ? Math.ceil(minutes) : 5 * Math.ceil(minutes / 5);
  if (whole < 60) return unit(whole, 'minute', language);
  if (whole >= 360) {
    const hours = Math.ceil(minutes / 60);
    return hours < 72 ? unit(hours, 'hour', language) : unit(Math.ceil(hours / 24), 'day', language);
  }
  const hours = unit(Math.floor(whole / 60), 'hour', language);
  if (whole % 60 === 0) return hours;
  const both = new Intl.ListFormat(localeOf(language), { type: 'unit', style: 'narrow' });
  return both.format([hours, unit(whole % 60, 'minute', language)]);
}

/** "650 m", "3.2 km", "120 km". */
export function distanceText(meters: number, language: string): string {
  if (meters < 950) return unit(50 * Math.max(1, Math.round(meters / 50)), 'meter', language);
  const km = meters / 1000;
  return unit(km < 20 ? Math.round(km * 10) / 10 : Math.round(km), 'kilometer', language);
}
