// Is a place open at an instant, when does it open next, when does it close? Rules come ready from opening_hours_schedule.ts,
// instants (milliseconds since 1970 in UTC) from the caller: nothing here asks what time it is.
import type { OpeningHours } from '../../schema/service.ts';
import { holdsOn, type Schedule, scheduleOf, weekdayOf } from './opening_hours_schedule.ts';
import { DAY, instantText } from './zoned_time.ts';

/** How far ahead an opening is looked for. */
export const DAYS_AHEAD = 366;
/** A stretch opened two local days ago may still run: 48 h at most from its midnight, and a clock may be put back over midnight. */
const DAYS_BACK = 2;

/**
 * The first instant from `instant` on at which a visit of `stay` milliseconds fits into one opening; NaN where none begins
 * within DAYS_AHEAD. A visit that ends at closing time fits; stretches that touch or overlap are one opening.
 *
 * A stretch runs from the first moment at which the local clock shows its opening time or later to the first moment at which
 * it shows its closing time or later: over a skipped hour it begins with the change, in a repeated hour it ends the first
 * time round. So the answer never falls as `instant` grows: to set out earlier never makes anybody later.
 */
export function earliestStart(schedule: Schedule, instant: number, stay = 0): number {
  if (schedule.always) return instant;
  const { clock, first, opens, closes } = schedule;
  const start = Math.floor((instant + clock.offsetAt(instant)) / DAY) - DAYS_BACK;
  const last = Math.min(start + DAYS_BACK + DAYS_AHEAD, schedule.lastDay);
  let runFrom = 0;
  let runTo = Number.NEGATIVE_INFINITY;
  for (let day = start; day <= last; day++) {
    const weekday = weekdayOf(day);
    const end = first[weekday + 1] as number;
    for (let r = first[weekday] as number; r < end; r++) {
      if (!holdsOn(schedule, r, day)) continue;
      const to = clock.firstShowing(day * DAY + (closes[r] as number));
      if (to <= instant) continue;
      const from = clock.firstShowing(day * DAY + (opens[r] as number));
      // Stretches ascend by opening, so a run that the next one does not touch is complete, and it did not fit.
      if (from > runTo) {
        runFrom = from > instant ? from : instant;
        runTo = to;
      } else if (to > runTo) runTo = to;
      if (runTo > runFrom && runTo - runFrom >= stay) return runFrom;
    }
  }
  return Number.NaN;
}

/** When the opening that holds `instant` ends; Infinity where no end lies within DAYS_AHEAD, NaN where it is not open. */
export function endOfOpening(schedule: Schedule, instant: number): number {
  if (schedule.always) return Number.POSITIVE_INFINITY;
  if (earliestStart(schedule, instant) !== instant) return Number.NaN;
  const { clock, first, opens, closes } = schedule;
  const start = Math.floor((instant + clock.offsetAt(instant)) / DAY) - DAYS_BACK;
  let open = instant;
  for (let day = start; day <= start + DAYS_BACK + DAYS_AHEAD; day++) {
    // The next day's first opening comes with its midnight or later.
    if (open > instant && clock.firstShowing(day * DAY) > open) return open;
    const weekday = weekdayOf(day);
    for (let r = first[weekday] as number; r < (first[weekday + 1] as number); r++) {
      if (!holdsOn(schedule, r, day)) continue;
      const to = clock.firstShowing(day * DAY + (closes[r] as number));
      if (to > open && clock.firstShowing(day * DAY + (opens[r] as number)) <= open) open = to;
    }
  }
  return Number.POSITIVE_INFINITY;
}

/** true or false; null = the hours are not known, which is not the same as closed. */
export function isOpen(hours: OpeningHours | null, at: number): boolean | null {
  const schedule = readySchedule(hours);
  return schedule === null ? null : earliestStart(schedule, at) === at;
}

export type Moment =
  | { readonly state: 'at'; readonly instant: number; readonly text: string }
  /** Nothing of the kind within DAYS_AHEAD. */
  | { readonly state: 'none' }
  | { readonly state: 'unknown' };

/** The first instant from `after` on at which it is open: `after` itself when it is open then. */
export function nextOpening(hours: OpeningHours | null, after: number): Moment {
  const schedule = readySchedule(hours);
  return schedule === null ? { state: 'unknown' } : momentOf(earliestStart(schedule, after));
}

/** When it closes next: the end of the opening that holds `after`, or of the next one. */
export function closing(hours: OpeningHours | null, after: number): Moment {
  const schedule = readySchedule(hours);
  if (schedule === null) return { state: 'unknown' };
  const open = earliestStart(schedule, after);
  return momentOf(Number.isNaN(open) ? open : endOfOpening(schedule, open));
}

const momentOf = (instant: number): Moment =>
  Number.isFinite(instant) ? { state: 'at', instant, text: instantText(instant) } : { state: 'none' };

/** Kept as long as somebody holds the hours: a list asks about the same places again and again. */
const ready = new WeakMap<OpeningHours, Schedule | null>();

export function readySchedule(hours: OpeningHours | null): Schedule | null {
  if (hours === null) return null;
  let schedule = ready.get(hours);
  if (schedule === undefined) {
    schedule = scheduleOf(hours);
    ready.set(hours, schedule);
  }
  return schedule;
}
