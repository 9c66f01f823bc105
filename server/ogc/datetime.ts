// `datetime` as OGC API writes it: a moment, or an interval with `..` or nothing for an open end (RFC 3339, section 5.6).
import { z } from '@hono/zod-openapi';

/** Milliseconds since 1970, both ends included; null = open. */
export type Interval = readonly [from: number | null, to: number | null];

const DAY_MS = 86_400_000;

const end = (isLast: boolean) =>
  z.union([
    z.enum(['', '..']).transform(() => null),
    z.iso.datetime({ offset: true }).transform((text) => Date.parse(text)),
    // A date is the whole day.
    z.iso.date().transform((text) => Date.parse(text) + (isLast ? DAY_MS - 1 : 0)),
  ]);

export const datetime = z
  .string()
  .max(100)
  .transform((text) => (text.includes('/') ? text.split('/') : [text, text]))
  .pipe(z.tuple([end(false), end(true)]))
  .refine(([from, to]) => from === null || to === null || from <= to, 'The interval ends before it begins.')
  .refine(([from, to]) => from !== null || to !== null, 'Name at least one end of the interval.')
  .openapi({ type: 'string', example: '2026-07-01T00:00:00Z/..' });

/** Whether two intervals share a moment. */
export const intersect = (a: Interval, b: Interval): boolean =>
  (a[0] === null || b[1] === null || a[0] <= b[1]) && (b[0] === null || a[1] === null || b[0] <= a[1]);

/** The whole of a period as it is written: 2026, 2026-Q3, 2026-11, or 2026-11-03 and so many days from there. */
export function periodInterval(text: string, days = 1): Interval {
  const [year = 0, part = ''] = [Number(text.slice(0, 4)), text.slice(5)];
  const months = (first: number, count: number): Interval => [Date.UTC(year, first), Date.UTC(year, first + count) - 1];
  if (part === '') return months(0, 12);
  if (part.startsWith('Q')) return months((Number(part[1]) - 1) * 3, 3);
  if (part.length === 2) return months(Number(part) - 1, 1);
  return [Date.parse(text), Date.parse(text) + days * DAY_MS - 1];
}
