// Opening hours as a week of lines, "Mon–Fri 08:00–17:00", in the reader's language. It knows the rules of a service, no
// screen; whether a door is open at a moment is the core's to say.
import type { OpeningHours, OpeningRule } from '../../../../geodata/schema/service.ts';

export interface WeekLine {
  /** Weekdays as people read them; null = every day. */
  readonly days: string | null;
  /** "08:00–17:00"; null = from midnight to midnight. */
  readonly times: string | null;
  /** Holds on some dates only: some weeks of the month, or a season. */
  readonly some: boolean;
  readonly from: string | null;
  readonly until: string | null;
}

/** 1 January 2024 was a Monday. */
const dayName = (day: number, language: string): string =>
  new Intl.DateTimeFormat(language, { weekday: 'short', timeZone: 'UTC' }).format(Date.UTC(2024, 0, day));

/** "Mon–Wed, Fri". */
function daysText(days: readonly number[], language: string): string | null {
  const sorted = [...new Set(days)].sort((a, b) => a - b);
  if (sorted.length === 7) return null;
  const runs: [number, number][] = [];
  for (const day of sorted) {
    const last = runs.at(-1);
    if (last !== undefined && last[1] === day - 1) last[1] = day;
    else runs.push([day, day]);
  }
  const comma = language === 'ar' ? '، ' : ', ';
  return runs
    .map(([first, last]) => {
      const names = [dayName(first, language), dayName(last, language)];
      return first === last ? names[0] : names.join(last === first + 1 ? comma : '–');
    })
    .join(comma);
}

const conditionsOf = ({ from, until, everyWeeks, weeksOfMonth, season }: OpeningRule) => ({
  some: (everyWeeks ?? 1) > 1 || weeksOfMonth !== undefined || season !== undefined,
  from: from ?? null,
  until: until ?? null,
});

const timesOf = ({ opens, closes }: OpeningRule): string | null =>
  opens === '00:00' && (closes === '24:00' || closes === '00:00') ? null : `${opens}–${closes}`;

/** One line for all weekdays that have the same times and conditions; those of the same days stand together. */
export function weekLines(hours: OpeningHours, language: string): WeekLine[] {
  const groups = new Map<string, { rule: OpeningRule; days: number[] }>();
  for (const rule of hours.rules) {
    const key = JSON.stringify([rule.opens, rule.closes, conditionsOf(rule), rule.weeksOfMonth, rule.season]);
    const group = groups.get(key) ?? { rule, days: [] };
    group.days.push(...rule.days);
    groups.set(key, group);
  }
  return [...groups.values()].map(({ rule, days }) => ({
    days: daysText(days, language),
    times: timesOf(rule),
    ...conditionsOf(rule),
  }));
}
