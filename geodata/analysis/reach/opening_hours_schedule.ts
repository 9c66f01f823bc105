// Opening hours made ready for many questions: rules by weekday in flat arrays, dates as days since 1970. It knows the rules
// of geodata/schema/service.ts and asks nothing of a clock but its zone.
import type { OpeningHours, OpeningRule } from '../../schema/service.ts';
import { DAY, type ZoneClock, zoneClock } from './zoned_time.ts';

const MINUTE = 60_000;

/** What a rule demands of a date beside its weekday. Days count from 1970-01-01, weeks start on Monday. */
interface Condition {
  readonly from: number;
  readonly until: number;
  readonly everyWeeks: number;
  readonly firstWeek: number;
  readonly weeksOfMonth: readonly number[] | null;
  /** Month × 100 + day. */
  readonly season: readonly [from: number, until: number] | null;
  readonly evenOnHolidays: boolean;
}

export interface Schedule {
  readonly clock: ZoneClock;
  /** Open at every moment, for ever. */
  readonly always: boolean;
  /** Rules of weekday w (Monday = 0) stand at `first[w] … first[w + 1] - 1`, by opening time. */
  readonly first: Int32Array;
  /** Milliseconds after the midnight that begins the date; `closes` is past 24 h where it runs over midnight. */
  readonly opens: Float64Array;
  readonly closes: Float64Array;
  /** null = every date of that weekday that is no holiday. */
  readonly condition: readonly (Condition | null)[];
  readonly holidays: ReadonlySet<number>;
  /** No stretch opens on a later day. */
  readonly lastDay: number;
}

export const weekdayOf = (day: number): number => (((day + 3) % 7) + 7) % 7;
const weekOf = (day: number): number => Math.floor((day + 3) / 7);
const dayOf = (date: string): number => Date.parse(`${date}T00:00:00Z`) / DAY;
const minutesOf = (clock: string): number => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3, 5));
const dayOfYear = (text: string): number => Number(text.slice(0, 2)) * 100 + Number(text.slice(3, 5));

/** Whether rule `r` opens on a day of its weekday. */
export function holdsOn(schedule: Schedule, r: number, day: number): boolean {
  const condition = schedule.condition[r] as Condition | null;
  const holiday = schedule.holidays.size > 0 && schedule.holidays.has(day);
  if (condition === null) return !holiday;
  if (holiday && !condition.evenOnHolidays) return false;
  if (day < condition.from || day > condition.until) return false;
  if (condition.everyWeeks > 1 && (weekOf(day) - condition.firstWeek) % condition.everyWeeks !== 0) return false;
  if (condition.weeksOfMonth === null && condition.season === null) return true;
  const date = new Date(day * DAY);
  if (condition.season !== null) {
    const [from, until] = condition.season;
    const today = (date.getUTCMonth() + 1) * 100 + date.getUTCDate();
    if (from <= until ? today < from || today > until : today < from && today > until) return false;
  }
  return condition.weeksOfMonth === null || isWeekOfMonth(date, condition.weeksOfMonth);
}

function isWeekOfMonth(date: Date, weeks: readonly number[]): boolean {
  const dayOfMonth = date.getUTCDate();
  const days = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  const fromStart = Math.floor((dayOfMonth - 1) / 7) + 1;
  const fromEnd = -(Math.floor((days - dayOfMonth) / 7) + 1);
  return weeks.includes(fromStart) || weeks.includes(fromEnd);
}

function conditionOf(rule: OpeningRule): Condition | null {
  const { from, until, everyWeeks, weeksOfMonth, season } = rule;
  if ([from, until, everyWeeks, weeksOfMonth, season].every((part) => part === undefined)) return null;
  return {
    from: from === undefined ? Number.NEGATIVE_INFINITY : dayOf(from),
    until: until === undefined ? Number.POSITIVE_INFINITY : dayOf(until),
    everyWeeks: everyWeeks ?? 1,
    firstWeek: from === undefined ? 0 : weekOf(dayOf(from)),
    weeksOfMonth: weeksOfMonth ?? null,
    season: season === undefined ? null : [dayOfYear(season.from), dayOfYear(season.until)],
    evenOnHolidays: false,
  };
}

interface Row {
  readonly weekday: number;
  readonly opens: number;
  readonly closes: number;
  readonly condition: Condition | null;
}

function rowsOf(hours: OpeningHours): Row[] {
  const length = (opens: number, closes: number): number => (closes > opens ? closes : closes + 24 * 60);
  const row = (weekday: number, clock: { opens: string; closes: string }, condition: Condition | null): Row => {
    const opens = minutesOf(clock.opens);
    return { weekday, opens: opens * MINUTE, closes: length(opens, minutesOf(clock.closes)) * MINUTE, condition };
  };
  const weekly = hours.rules.flatMap((rule) => {
    const condition = conditionOf(rule);
    return [...new Set(rule.days)].map((day) => row(day - 1, rule, condition));
  });
  const extra = (hours.extraOpenings ?? []).map((opening) => {
    const day = dayOf(opening.date);
    const only = { from: day, until: day, everyWeeks: 1, firstWeek: 0, weeksOfMonth: null, season: null };
    return row(weekdayOf(day), opening, { ...only, evenOnHolidays: true });
  });
  return [...weekly, ...extra].sort((a, b) => a.weekday - b.weekday || a.opens - b.opens || a.closes - b.closes);
}

/** The rules made ready; null where the hours are not known: no rules at all, or a time zone that does not exist. */
export function scheduleOf(hours: OpeningHours | null): Schedule | null {
  const clock = hours === null ? null : zoneClock(hours.timeZone);
  if (hours === null || clock === null) return null;
  const rows = rowsOf(hours);
  if (rows.length === 0) return null;
  const first = new Int32Array(8);
  for (const { weekday } of rows) first.fill((first[weekday + 1] as number) + 1, weekday + 1);
  return {
    clock,
    always: hours.holidays.length === 0 && coversTheWeek(rows),
    first,
    opens: Float64Array.from(rows, (row) => row.opens),
    closes: Float64Array.from(rows, (row) => row.closes),
    condition: rows.map((row) => row.condition),
    holidays: new Set(hours.holidays.map(dayOf)),
    lastDay: Math.max(...rows.map((row) => row.condition?.until ?? Number.POSITIVE_INFINITY)),
  };
}

function coversTheWeek(rows: readonly Row[]): boolean {
  let covered = 0;
  // From the week before on, since what runs past Sunday midnight covers Monday. Rows ascend by opening.
  for (const week of [-7 * DAY, 0]) {
    for (const { weekday, opens, closes, condition } of rows) {
      if (condition !== null) continue;
      if (week + weekday * DAY + opens > covered) return false;
      covered = Math.max(covered, week + weekday * DAY + closes);
    }
  }
  return covered >= 7 * DAY;
}

/** Hours of each row: an index into `schedules`, whose null is "not known". */
export interface ScheduleColumn {
  readonly schedules: readonly (Schedule | null)[];
  readonly of: Int32Array;
}
