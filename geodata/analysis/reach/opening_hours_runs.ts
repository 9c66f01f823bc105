// Opening hours asked many times over one span: the openings of the span in two columns, and a search in them. Answers are
// those of earliestStart, which is asked wherever the columns end.
import { earliestStart, endOfOpening } from './opening_hours.ts';
import type { Schedule, ScheduleColumn } from './opening_hours_schedule.ts';
import { DAY } from './zoned_time.ts';

/** Openings i from `from[i]` to before `to[i]`, ascending and apart: all of them from `since` on, up to the end of the columns. */
export interface OpeningRuns {
  readonly since: number;
  readonly from: Float64Array;
  readonly to: Float64Array;
}

export function openingRuns(schedule: Schedule, since: number, until: number): OpeningRuns {
  const from: number[] = [];
  const to: number[] = [];
  for (let moment = since; ; moment = to.at(-1) as number) {
    const opens = earliestStart(schedule, moment);
    if (Number.isNaN(opens)) break;
    from.push(opens);
    to.push(endOfOpening(schedule, opens));
    if (opens >= until || to.at(-1) === Number.POSITIVE_INFINITY) break;
  }
  return { since, from: Float64Array.from(from), to: Float64Array.from(to) };
}

/** As earliestStart(schedule, instant, stay); `instant` is no earlier than `runs.since`. */
export function startInRuns(runs: OpeningRuns, schedule: Schedule, instant: number, stay: number): number {
  const { from, to } = runs;
  let low = 0;
  let high = to.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((to[middle] as number) > instant) high = middle;
    else low = middle + 1;
  }
  for (; low < to.length; low++) {
    const opens = from[low] as number;
    const start = opens > instant ? opens : instant;
    if ((to[low] as number) - start >= stay) return start;
  }
  return earliestStart(schedule, instant, stay);
}

/** Below so many questions about one schedule it is cheaper to walk its rules than to list its openings. */
const FEW_QUESTIONS = 8;

/**
 * For each arrival (milliseconds; NaN = never) at a row of `hours`, when a visit of `stay` can begin: the arrival itself where
 * the hours are not known, NaN where no opening is listed.
 */
export function visitStarts(of: {
  readonly hours: ScheduleColumn;
  /** Row of `hours` that each arrival asks about. */
  readonly row: Int32Array;
  readonly arrival: Float64Array;
  readonly stay: number;
}): Float64Array {
  const { hours, row, arrival, stay } = of;
  const count = hours.schedules.length;
  const asked = new Int32Array(count);
  const first = new Float64Array(count).fill(Number.POSITIVE_INFINITY);
  const last = new Float64Array(count).fill(Number.NEGATIVE_INFINITY);
  for (let e = 0; e < row.length; e++) {
    const at = arrival[e] as number;
    if (Number.isNaN(at)) continue;
    const s = hours.of[row[e] as number] as number;
    asked[s] = (asked[s] as number) + 1;
    if (at < (first[s] as number)) first[s] = at;
    if (at > (last[s] as number)) last[s] = at;
  }
  const runs = hours.schedules.map((schedule, s) => {
    // −Infinity where nobody asked.
    const days = ((last[s] as number) - (first[s] as number)) / DAY;
    const isWorthIt =
      schedule !== null && !schedule.always && days >= 0 && (asked[s] as number) > FEW_QUESTIONS + 2 * days;
    return isWorthIt ? openingRuns(schedule, first[s] as number, last[s] as number) : null;
  });
  const starts = new Float64Array(row.length);
  for (let e = 0; e < row.length; e++) {
    const at = arrival[e] as number;
    const s = hours.of[row[e] as number] as number;
    const schedule = hours.schedules[s] as Schedule | null;
    const table = runs[s] as OpeningRuns | null;
    if (schedule === null || schedule.always || Number.isNaN(at)) starts[e] = at;
    else starts[e] = table === null ? earliestStart(schedule, at, stay) : startInRuns(table, schedule, at, stay);
  }
  return starts;
}
