// Opening rules in words: what the detail panel and the table say of a place, in its own time zone. Pure: the moment is handed in.
import { earliestStart, endOfOpening, readySchedule } from '../../../geodata/analysis/reach/opening_hours.ts';
import { DAY, type ZoneClock } from '../../../geodata/analysis/reach/zoned_time.ts';
import type { OpeningHours, OpeningRule } from '../../../geodata/schema/service.ts';

export type OpenState =
  /** `until`: local clock time at which it closes; null = it never closes. */
  | { readonly state: 'open'; readonly until: string | null }
  /** `opens`: weekday and clock time of the next opening within 7 days; null = none. */
  | { readonly state: 'closed'; readonly opens: string | null }
  | { readonly state: 'unknown' };

const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const;
const DAYS_AHEAD = 7;

export function openState(hours: OpeningHours | null, now: Date): OpenState {
  const schedule = readySchedule(hours);
  if (schedule === null) return { state: 'unknown' };
  const instant = now.getTime();
  const opens = earliestStart(schedule, instant);
  if (opens === instant) {
    const closes = endOfOpening(schedule, instant);
    const endless = closes - instant > (DAYS_AHEAD - 1) * DAY;
    return { state: 'open', until: endless ? null : localText(schedule.clock, closes).slice(-5) };
  }
  if (!(opens - instant <= DAYS_AHEAD * DAY)) return { state: 'closed', opens: null };
  const [today, then] = [localText(schedule.clock, instant), localText(schedule.clock, opens)];
  return {
    state: 'closed',
    opens: then.slice(0, 3) === today.slice(0, 3) && opens - instant < DAY ? then.slice(-5) : then,
  };
}

/** "Tue 08:00". */
function localText(clock: ZoneClock, instant: number): string {
  const local = new Date(instant + clock.offsetAt(instant));
  return `${nameOfDay(local.getUTCDay() || 7)} ${local.toISOString().slice(11, 16)}`;
}

/** "Mon–Fri 08:00–16:30", one line per rule and per extra opening; 00:00–24:00 reads "all day". */
export function openingLines({ rules, extraOpenings = [] }: OpeningHours): string[] {
  const clocks = ({ opens, closes }: { opens: string; closes: string }): string =>
    opens === '00:00' && closes === '24:00' ? 'all day' : `${opens}–${closes}`;
  return [
    ...rules.map((rule) => `${weekdayText(rule.days)} ${clocks(rule)}${limitsText(rule)}`),
    ...extraOpenings.map((extra) => `${extra.date} ${clocks(extra)}`),
  ];
}

/** " (every 2 weeks, from 2026-10-28)": when a rule holds only at times; empty when it always holds. */
function limitsText(rule: OpeningRule): string {
  const limits = [
    (rule.everyWeeks ?? 1) > 1 && `every ${rule.everyWeeks} weeks`,
    rule.weeksOfMonth &&
      `week of the month: ${rule.weeksOfMonth.map((n) => (n > 0 ? n : `${-n} from the end`)).join(', ')}`,
    rule.season && `from ${rule.season.from} to ${rule.season.until} each year`,
    rule.from && `from ${rule.from}`,
    rule.until && `until ${rule.until}`,
  ].filter(Boolean);
  return limits.length === 0 ? '' : ` (${limits.join(', ')})`;
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

const nameOfDay = (weekday: number): string => WEEKDAYS[weekday - 1] ?? '';
