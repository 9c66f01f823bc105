// Times of events as the outside world hands them in: numbers of days, or RFC 3339 dates and date-times. Read into days, and
// written back in the same form. It knows no events.
import { z } from 'zod';
import { Problem } from '../../schema/problem.ts';

const DAY_MILLISECONDS = 86_400_000;
const DATE = /^\d{4}-\d{2}-\d{2}$/;
const DATE_TIME = /^\d{4}-\d{2}-\d{2}[Tt]\d{2}:\d{2}:\d{2}(\.\d+)?([Zz]|[+-]\d{2}:\d{2})$/;
const MOST_DAYS = 1e7;

const timeInput = z.union([z.number().min(-MOST_DAYS).max(MOST_DAYS), z.string().max(40)]);

/** One time per row: days (any origin), or RFC 3339; null = not known. */
export const timesInput = (maxLength: number) => z.array(timeInput.nullable()).max(maxLength);
export const oneTimeInput = timeInput;

/** Days since 1970-01-01T00:00Z where `dated`, since the caller's own origin otherwise; NaN = not known. */
export interface Days {
  readonly days: Float64Array;
  readonly dated: boolean;
}

/** Throws Problem invalid_input where a text is no RFC 3339 date or date-time with zone, or numbers and texts are mixed. */
export function readDays(pointer: string, times: readonly (number | string | null)[]): Days {
  const days = Float64Array.from(times, (time, i) => {
    if (typeof time === 'number') return time;
    if (time === null) return Number.NaN;
    return daysOfText(time) ?? odd(`${pointer}/${i}`, 'This is no RFC 3339 date, nor a date-time with its zone.');
  });
  const dated = times.some((time) => typeof time === 'string');
  const number = dated ? times.findIndex((time) => typeof time === 'number') : -1;
  if (number >= 0) odd(`${pointer}/${number}`, 'Give all times as numbers of days, or all as RFC 3339 texts.');
  return { days, dated };
}

function daysOfText(text: string): number | null {
  if (!(DATE.test(text) || DATE_TIME.test(text))) return null;
  // The parser takes 30 February for a day of March; the date part alone must come back as it went in.
  const date = text.slice(0, 10);
  const midnight = Date.parse(`${date}T00:00:00Z`);
  if (Number.isNaN(midnight) || new Date(midnight).toISOString().slice(0, 10) !== date) return null;
  const moment = Date.parse(text.toUpperCase());
  return Number.isNaN(moment) ? null : moment / DAY_MILLISECONDS;
}

/** A whole day in the form that the times came in: its number, or a full-date. */
export function dayOut(day: number, dated: boolean): number | string {
  return dated ? new Date(day * DAY_MILLISECONDS).toISOString().slice(0, 10) : day;
}

function odd(pointer: string, detail: string): never {
  throw new Problem('invalid_input', 'The times cannot be read.', [{ pointer, detail }]);
}
