// What somebody answers to "when did it happen", as the span of moments that it can mean on this phone's clock. Pure; it
// keeps nothing.
import { DAY, HOUR, type ZoneClock, zoneClock } from '../../../../geodata/analysis/reach/zoned_time.ts';

/** The days that are offered, and how many calendar days back each begins and ends; `today` ends now. */
const DAYS = {
  today: [0, -1],
  yesterday: [1, 0],
  days2: [2, 1],
  days3: [3, 2],
  days4: [4, 3],
  days5: [5, 4],
  week: [14, 5],
  // Ten years: longer than any window.
  longer: [3650, 14],
} as const;
export type WhenDay = keyof typeof DAYS;
export const WHEN_DAYS = Object.keys(DAYS) as readonly WhenDay[];

/** Both ends can be meant. Equal ends: the moment is known. */
export interface IncidentSpan {
  readonly earliest: number;
  readonly latest: number;
}

const clockOf = (timeZone: string): ZoneClock => zoneClock(timeZone) ?? (zoneClock('UTC') as ZoneClock);

/** A calendar day ends at midnight of this phone, also where a change of the clock makes it 23 or 25 hours long. */
export function spanOfDay(day: WhenDay, now: number, timeZone: string): IncidentSpan {
  const [from, to] = DAYS[day];
  const clock = clockOf(timeZone);
  const today = Math.floor((now + clock.offsetAt(now)) / DAY);
  return {
    earliest: clock.firstShowing((today - from) * DAY),
    latest: Math.min(now, clock.firstShowing((today - to) * DAY)),
  };
}

/** Null where this is no number of hours; a comma is a point. */
export function spanOfHours(text: string, now: number): IncidentSpan | null {
  const plain = latinDigits(text).trim().replace(',', '.');
  if (!/^\d{1,5}(\.\d+)?$/.test(plain)) return null;
  const at = now - Number(plain) * HOUR;
  return { earliest: at, latest: at };
}

/** The moment in a field of day and time ("2026-11-18T15:30"), which holds this phone's local time; null where there is none. */
export function localMoment(text: string, timeZone: string): number | null {
  const local = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/.test(text) ? Date.parse(`${text}:00Z`) : Number.NaN;
  return Number.isNaN(local) ? null : clockOf(timeZone).firstShowing(local);
}

/** What such a field is to hold for a moment. */
export const fieldText = (ms: number, timeZone: string): string =>
  new Date(ms + clockOf(timeZone).offsetAt(ms)).toISOString().slice(0, 16);

/** Null where no moment is chosen or one that is to come. */
export function spanOfMoment(text: string, now: number, timeZone: string): IncidentSpan | null {
  const at = localMoment(text, timeZone);
  return at !== null && at <= now ? { earliest: at, latest: at } : null;
}

/** Arabic-Indic and Persian digits as Latin ones. */
const latinDigits = (text: string): string =>
  text.replace(/[٠-٩۰-۹]/g, (digit) => String((digit.codePointAt(0) as number) & 15)).replace('٫', '.');

/** Hours from either end to the departure, as a core asks for them: never under 0. */
export const hoursBetween = (
  span: IncidentSpan,
  departure: number,
): { readonly most: number; readonly least: number } => ({
  most: Math.max(0, (departure - span.earliest) / HOUR),
  least: Math.max(0, (departure - span.latest) / HOUR),
});
