// Presence by hour of the week: which local hours a period holds, and the share of demand that was reached in each. It knows
// minutes by place and hour, no tracks.
import { compensatedSum } from '../reach/gap_figures.ts';
import { HOUR, type ZoneClock } from '../reach/zoned_time.ts';
import { hourOfWeek, type Presence } from './patrol_presence.ts';

/** Local hours (since 1970 on that clock) that the period touches, ascending; one that the clock skips is not there. */
export function localHours(
  clock: ZoneClock,
  { from, until }: { readonly from: number; readonly until: number },
): number[] {
  const hours: number[] = [];
  for (let at = from; at < until; at += HOUR / 4) {
    const hour = Math.floor((at + clock.offsetAt(at)) / HOUR);
    if (hours.length === 0 || hour > (hours.at(-1) as number)) hours.push(hour);
  }
  const last = Math.floor((until - 1 + clock.offsetAt(until - 1)) / HOUR);
  if (until > from && last > (hours.at(-1) as number)) hours.push(last);
  return hours;
}

export function hourTable(of: {
  readonly presence: Presence;
  readonly hours: readonly number[];
  readonly demand: Float64Array;
  readonly minMinutes: number;
}) {
  const { presence, hours, demand, minMinutes } = of;
  const first = hours[0] ?? 0;
  const span = hours.length === 0 ? 1 : (hours.at(-1) as number) - first + 1;
  const occurrences = new Int32Array(168);
  for (const hour of hours) occurrences[hourOfWeek(hour)] = (occurrences[hourOfWeek(hour)] as number) + 1;
  const covered = new Float64Array(168);
  const reachedHours = new Int32Array(demand.length);
  // By key, so that sums do not depend on the order of the fixes.
  for (const [key, minutes] of [...presence.byHour].sort(([a], [b]) => a - b)) {
    if (minutes < minMinutes) continue;
    const place = Math.floor(key / span);
    const slot = hourOfWeek(first + (key % span));
    const weight = demand[place] as number;
    if (!Number.isNaN(weight)) covered[slot] = (covered[slot] as number) + weight;
    reachedHours[place] = (reachedHours[place] as number) + 1;
  }
  const total = compensatedSum(demand.map((value) => (Number.isNaN(value) ? 0 : value)));
  const shareOf = (sum: number, times: number): number | null =>
    total === 0 || times === 0 ? null : sum / (total * times);
  return {
    share: shareOf(compensatedSum(covered), hours.length),
    byHour: Array.from(occurrences, (times, hour) => ({
      hour,
      occurrences: times,
      share: shareOf(covered[hour] as number, times),
      patrolHours: (presence.patrolMinutes[hour] as number) / 60,
    })),
    reached: Float64Array.from(reachedHours, (times) => (hours.length === 0 ? Number.NaN : times / hours.length)),
  };
}
