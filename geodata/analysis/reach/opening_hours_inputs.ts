// Instants and opening hours as the outside world hands them in, checked and made ready. Apart from the rules themselves, so that
// a page that only asks whether a place is open does not load the checks.
import { z } from 'zod';
import { saidIssues } from '../../schema/issue_words.ts';
import { openingHours } from '../../schema/service.ts';
import { type Schedule, type ScheduleColumn, scheduleOf } from './opening_hours_schedule.ts';

const EARLIEST = Date.UTC(1900, 0, 1);
const LATEST = Date.UTC(2200, 0, 1);

const HOW = 'Write an instant as 2026-11-22T10:00:00+01:00, or as milliseconds since 1970 in UTC.';
/** An instant: RFC 3339 with a zone, or milliseconds since 1970 in UTC; from 1900 to 2199. Becomes milliseconds. */
export const instantInput = z
  .union([z.iso.datetime({ offset: true, error: HOW }), z.number()], { error: HOW })
  .transform((value) => (typeof value === 'number' ? value : Date.parse(value)))
  .refine((ms) => ms >= EARLIEST && ms < LATEST, 'An instant lies between the years 1900 and 2199.');

/** A column of opening hours, one per row; null = not known. Equal hours are checked and made ready once. */
export const scheduleColumn = (maxLength: number) =>
  z
    .unknown()
    .meta({
      type: 'array',
      items: z.toJSONSchema(openingHours.nullable(), { io: 'input' }),
      maxItems: maxLength,
    } as Record<string, unknown>)
    .transform((value, context): ScheduleColumn => {
      const issue = (message: string, path: PropertyKey[]): void => {
        context.issues.push({ code: 'custom', message, path, input: undefined });
      };
      if (!Array.isArray(value)) issue('This must be an array of opening hours; null means not known.', []);
      else if (value.length > maxLength) issue(`This holds more than ${maxLength} rows: split the input.`, []);
      else {
        const column = readColumn(value, issue);
        if (column !== null) return column;
      }
      return z.NEVER;
    });

function readColumn(rows: readonly unknown[], issue: (m: string, p: PropertyKey[]) => void): ScheduleColumn | null {
  const schedules: (Schedule | null)[] = [null];
  const byText = new Map<string, number>();
  const byObject = new Map<unknown, number>([[null, 0]]);
  const of = new Int32Array(rows.length);
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i];
    let index = byObject.get(row);
    if (index === undefined) {
      const text = JSON.stringify(row) ?? '';
      index = byText.get(text);
      if (index === undefined) {
        const parsed = openingHours.safeParse(row);
        if (!parsed.success) {
          for (const { message, path } of saidIssues(parsed.error.issues.slice(0, 10))) issue(message, [i, ...path]);
          return null;
        }
        index = schedules.push(scheduleOf(parsed.data)) - 1;
        byText.set(text, index);
      }
      byObject.set(row, index);
    }
    of[i] = index;
  }
  return { schedules, of };
}
