// What is asked of which analysis, over which time: half a year by week, and its last four weeks. Pure.
import { dateOf, dayOf, periodsOf } from '../../../geodata/analysis/hotspot/cell_counts.ts';
import { binsOf } from '../../../geodata/analysis/hotspot/day_bins.ts';
import type { IncidentType } from '../../../geodata/schema/incident.ts';

export const WEEKS = 26;
export const RECENT_WEEKS = 4;
const WEEK_DAYS = 7;

export interface Choice {
  readonly type: IncidentType | null;
  /** H3: 6 is about 36 km², 7 about 5 km². */
  readonly resolution: 6 | 7;
}

export interface Span {
  readonly from: string;
  readonly to: string;
  /** First days of the weeks, oldest first. */
  readonly weeks: readonly string[];
}

/** The last days that are over; planners' weeks begin on Monday and end with their last batch. */
export function spanOf({
  isWeekly,
  today,
  asOf,
}: {
  isWeekly: boolean;
  today: string;
  asOf: string | null;
}): Span | null {
  const wide = dateOf(dayOf(today) - (WEEKS + 4) * WEEK_DAYS);
  if (isWeekly) {
    const weeks = periodsOf({ from: wide, to: today, asOf, isWeekly }).slice(-WEEKS);
    if (weeks[0] === undefined) return null;
    return { from: weeks[0], to: dateOf(dayOf(weeks.at(-1) as string) + WEEK_DAYS - 1), weeks };
  }
  const to = dateOf(dayOf(today) - 1);
  const weeks = binsOf({ from: wide, to, asOf: to, periodDays: WEEK_DAYS }).slice(-WEEKS);
  return { from: weeks[0] as string, to, weeks };
}

export function questionsOf({ from, to, weeks }: Span, { type, resolution }: Choice) {
  const half = {
    collection: 'incidents',
    from,
    to,
    periodDays: WEEK_DAYS,
    resolution,
    ...(type === null ? {} : { type }),
  };
  const recent = { ...half, from: weeks.at(-RECENT_WEEKS) ?? from };
  return {
    gi: { values: { ...recent, heard: true } },
    emerging: { counts: { ...half, heard: true }, correction: 'benjamini-hochberg' },
    silence: { counts: half },
    scan: { points: half, replications: 999, maxClusters: 5 },
    nowcast: { triangle: half },
  };
}

/** Points take no cells and no weeks: exact days and places, for those who may read them. */
export function pointQuestions(
  { from, to }: Span,
  { type }: Choice,
  box: readonly [west: number, south: number, east: number, north: number],
) {
  const points = { collection: 'incidents', from, to, ...(type === null ? {} : { type }) };
  return {
    nearRepeat: { points, distanceBands: [500, 1000, 2000, 4000], timeBands: [7, 14, 28, 56], replications: 199 },
    density: { points, bandwidthMeters: 6000, grid: { bbox: [...box], width: 72, height: 60 } },
  };
}
