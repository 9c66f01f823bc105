// Opening rules in words, and whether a place is open at a moment, in its own time zone. Pure: the moment is handed in.
import type { OpeningHours } from '../../../geodata/schema/service.ts';

export type OpenState =
  /** `until`: local clock time at which it closes; null = it never closes. */
  | { readonly state: 'open'; readonly until: string | null }
  /** `opens`: weekday and clock time of the next opening within 7 days; null = none. */
  | { readonly state: 'closed'; readonly opens: string | null }
  | { readonly state: 'unknown' };

const DAY_MINUTES = 1440;
const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const;
const DAYS_AHEAD = 7;

interface LocalDay {
  readonly isoDate: string;
  /** Monday = 1. */
  readonly weekday: number;
}

/** A stretch of opening in minutes from the local midnight of today. */
interface Stretch {
  readonly from: number;
  readonly to: number;
}

export function openState(hours: OpeningHours | null, now: Date): OpenState {
  if (hours === null || hours.rules.length === 0) return { state: 'unknown' };
  const local = localTime(hours.timeZone, now);
  if (local === null) return { state: 'unknown' };
  const stretches = mergedStretches(hours, local.day);
  const current = stretches.find(({ from, to }) => from <= local.minutes && local.minutes < to);
  if (current !== undefined) {
    const endless = current.to - local.minutes > (DAYS_AHEAD - 1) * DAY_MINUTES;
    return { state: 'open', until: endless ? null : clockOf(current.to) };
  }
  const next = stretches.find(({ from }) => from > local.minutes);
  return { state: 'closed', opens: next === undefined ? null : dayAndClock(next.from, local.day.weekday) };
}

/** The stretches from yesterday to a week ahead; a stretch that runs past midnight joins what follows it. */
function mergedStretches(hours: OpeningHours, today: LocalDay): Stretch[] {
  const stretches: Stretch[] = [];
  for (let ahead = -1; ahead <= DAYS_AHEAD; ahead++) {
    const day = dayAfter(today, ahead);
    if (hours.holidays.includes(day.isoDate)) continue;
    for (const rule of hours.rules) {
      if (!rule.days.includes(day.weekday)) continue;
      const from = ahead * DAY_MINUTES + minutesOf(rule.opens);
      const length = minutesOf(rule.closes) - minutesOf(rule.opens);
      stretches.push({ from, to: from + (length > 0 ? length : length + DAY_MINUTES) });
    }
  }
  stretches.sort((a, b) => a.from - b.from);
  const merged: Stretch[] = [];
  for (const stretch of stretches) {
    const last = merged[merged.length - 1];
    if (last !== undefined && stretch.from <= last.to) {
      merged[merged.length - 1] = { from: last.from, to: Math.max(last.to, stretch.to) };
    } else merged.push(stretch);
  }
  return merged;
}

/** "Mon–Fri 08:00–16:30", one line per rule; 00:00–24:00 reads "all day". */
export function openingLines(hours: OpeningHours): string[] {
  return hours.rules.map((rule) => {
    const allDay = rule.opens === '00:00' && rule.closes === '24:00';
    return `${weekdayText(rule.days)} ${allDay ? 'all day' : `${rule.opens}–${rule.closes}`}`;
  });
}

/** [1,2,3,5] → "Mon–Wed, Fri"; all seven → "Every day". */
export function weekdayText(days: readonly number[]): string {
  const sorted = [...new Set(days)].sort((a, b) => a - b);
  if (sorted.length === 7) return 'Every day';
  const runs: number[][] = [];
  for (const day of sorted) {
    const run = runs[runs.length - 1];
    if (run !== undefined && run[run.length - 1] === day - 1) run.push(day);
    else runs.push([day]);
  }
  return runs
    .map((run) => {
      const first = nameOfDay(run[0] ?? 1);
      const last = nameOfDay(run[run.length - 1] ?? 1);
      if (run.length === 1) return first;
      return run.length === 2 ? `${first}, ${last}` : `${first}–${last}`;
    })
    .join(', ');
}

function localTime(timeZone: string, now: Date): { day: LocalDay; minutes: number } | null {
  try {
    const format = new Intl.DateTimeFormat('en-CA', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
    });
    const part = Object.fromEntries(format.formatToParts(now).map(({ type, value }) => [type, value]));
    const isoDate = `${part['year']}-${part['month']}-${part['day']}`;
    return { day: dayOf(isoDate), minutes: Number(part['hour']) * 60 + Number(part['minute']) };
  } catch {
    return null;
  }
}

const dayOf = (isoDate: string): LocalDay => ({
  isoDate,
  weekday: ((new Date(`${isoDate}T00:00:00Z`).getUTCDay() + 6) % 7) + 1,
});

function dayAfter(day: LocalDay, ahead: number): LocalDay {
  const date = new Date(`${day.isoDate}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + ahead);
  return dayOf(date.toISOString().slice(0, 10));
}

const minutesOf = (clock: string): number => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3, 5));

function clockOf(minutes: number): string {
  const ofDay = ((minutes % DAY_MINUTES) + DAY_MINUTES) % DAY_MINUTES;
  return `${String(Math.floor(ofDay / 60)).padStart(2, '0')}:${String(ofDay % 60).padStart(2, '0')}`;
}

function dayAndClock(minutes: number, weekdayToday: number): string {
  const ahead = Math.floor(minutes / DAY_MINUTES);
  return ahead === 0 ? clockOf(minutes) : `${nameOfDay(((weekdayToday - 1 + ahead) % 7) + 1)} ${clockOf(minutes)}`;
}

const nameOfDay = (weekday: number): string => WEEKDAYS[weekday - 1] ?? '';
