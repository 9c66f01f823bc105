// How patrols covered places: by hour of the week, dosage per place, effort. For operations only; it knows tracks and risk, and
// finds no incidents.
import { Problem } from '../../schema/problem.ts';
import { entry } from '../method.ts';
import { describeInput, sheet } from '../method_sheet.ts';
import { requireSameLength } from '../number_columns.ts';
import { nameOf, namesOf, readPlaces } from '../places.ts';
import { compensatedSum } from '../reach/gap_figures.ts';
import { geodesicMeters } from '../reach/geodesic.ts';
import { HOUR, zoneClock } from '../reach/zoned_time.ts';
import {
  type PatrolCoverageInput,
  type PatrolCoverageResult,
  patrolCoverageInput,
  patrolCoverageResult,
} from './patrol_coverage_schema.ts';
import { hourTable, localHours } from './patrol_hours.ts';
import { presenceOf, type Tracks } from './patrol_presence.ts';

const WEEK = 168 * HOUR;
const MOST_WEEKS = 110;

/**
 * Which places had a patrol within reach, in which hours of the week, and how much patrolling did each get?
 *
 * Method: between fixes a patrol moves straight at constant speed; a place has it within reach while the distance is at most
 * `reachMeters` (dosage as in Koper 1995, doi:10.1080/07418829500096231: minutes of presence). A place counts in an hour from
 * `minMinutes` on. Shares are weighted by demand and taken over every hour of the period, patrolled or not, on the local clock.
 * Inputs: places in degrees with demand (people or risk), fixes of runs with instants, any order; IANA time zone.
 * Output: share 0 to 1 by hour of the week, minutes a week per place, kilometers and hours per run. Null: no demand, or an hour
 * that the period does not hold. With ids, rows follow the order of the ids.
 * Throws Problem invalid_input for unknown time zones, columns of different length, planar places, or a period that is empty or longer than 110 weeks.
 * Cost: O(f log p + presence) for f fixes and p places; 100,000 fixes and 1,000 places in about half a second.
 * Checked against a walk in steps of one second, and hand-made tracks over a change of clocks and the antimeridian.
 *
 * Assumption that can harm: presence is not safety. More patrols find more incidents of their own; compare them with
 * reports of survivors, never with what patrols found. Plans and gaps of patrols are for operations only.
 */
export function patrolCoverage(input: PatrolCoverageInput): PatrolCoverageResult {
  const read = readPlaces('/places', input.places);
  if (read.planar) throw wrong('/places', 'Patrols are tracked in degrees: give lon and lat.');
  const { demand: given } = input.places;
  if (given !== undefined) requireSameLength('/places', { places: read.across, demand: given });
  const demand = Float64Array.from({ length: read.count }, (_, i) => given?.[read.order?.[i] ?? i] ?? 1);
  const missing = demand.reduce((sum, value) => sum + (Number.isNaN(value) ? 1 : 0), 0);
  const clock = zoneClock(input.timeZone);
  if (clock === null) throw wrong('/timeZone', 'This is no IANA time zone, such as Africa/Lagos.');
  const { tracks, names } = tracksOf(input.runs);
  const period = periodOf(input, tracks);
  const hours = localHours(clock, period);
  const presence = presenceOf({
    ...input,
    places: { lon: read.across, lat: read.up },
    tracks,
    period,
    clock,
    hours: { first: hours[0] ?? 0, span: hours.length === 0 ? 1 : (hours.at(-1) as number) - (hours[0] as number) + 1 },
  });
  const table = hourTable({ presence, hours, demand, minMinutes: input.minMinutes });
  const weeks = (period.until - period.from) / WEEK;
  const byRun = effortOf(tracks, names, input.maxGapMinutes);
  const warnings: string[] = [];
  if (missing > 0) warnings.push(`${missing} places have no demand: they count as 0.`);
  if (presence.gaps > 0) {
    warnings.push(
      `${presence.gaps} times a receiver was silent for more than ${input.maxGapMinutes} minutes: where the patrol was then is not known and not counted.`,
    );
  }
  if (tracks.run.length === 0) warnings.push('There are no fixes: nothing was patrolled, or nothing was recorded.');
  if (read.count === 0) warnings.push('There are no places: no share can be said.');
  return {
    ...sheet({
      method: 'patrol-coverage',
      version: '1',
      parameters: {
        ...{ reachMeters: input.reachMeters, maxGapMinutes: input.maxGapMinutes, minMinutes: input.minMinutes },
        ...{
          timeZone: clock.timeZone,
          from: new Date(period.from).toISOString(),
          until: new Date(period.until).toISOString(),
        },
      },
      inputs: { places: describeInput(input.places, read.count), runs: describeInput(input.runs, tracks.run.length) },
      warnings,
    }),
    share: table.share,
    byHour: table.byHour,
    dosage: presence.minutes.map((minutes) => (weeks === 0 ? Number.NaN : minutes / weeks)),
    reached: table.reached,
    neverReached: Array.from(presence.minutes, (minutes, i) => (minutes > 0 ? null : nameOf(read, i))).filter(
      (name) => name !== null,
    ),
    effort: {
      runs: names.length,
      km: compensatedSum(byRun.map((run) => run.km)),
      hours: compensatedSum(byRun.map((run) => run.hours)),
      byRun,
    },
    ids: namesOf(read),
  };
}

function tracksOf(runs: PatrolCoverageInput['runs']): { tracks: Tracks; names: (string | number)[] } {
  requireSameLength('/runs', { run: runs.run, lon: runs.lon, lat: runs.lat, at: runs.at });
  const names = [...new Set(runs.run)].sort((a, b) =>
    typeof a === typeof b ? (a < b ? -1 : 1) : typeof a === 'number' ? -1 : 1,
  );
  const number = new Map(names.map((name, i) => [name, i]));
  const run = Int32Array.from(runs.run, (name) => number.get(name) as number);
  const order = Int32Array.from(run, (_, i) => i).sort(
    (a, b) => (run[a] as number) - (run[b] as number) || (runs.at[a] as number) - (runs.at[b] as number) || a - b,
  );
  const taken = (column: ArrayLike<number>): Float64Array => Float64Array.from(order, (row) => column[row] as number);
  return {
    tracks: { run: Int32Array.from(taken(run)), lon: taken(runs.lon), lat: taken(runs.lat), at: taken(runs.at) },
    names,
  };
}

function periodOf(input: PatrolCoverageInput, { at }: Tracks): { from: number; until: number } {
  if (input.period === undefined) {
    let from = Number.POSITIVE_INFINITY;
    let until = Number.NEGATIVE_INFINITY;
    for (const instant of at) {
      from = Math.min(from, instant);
      until = Math.max(until, instant);
    }
    if (until <= from) return { from: 0, until: 0 };
    if (until - from > MOST_WEEKS * WEEK)
      throw wrong('/period', `Name a period: the fixes span more than ${MOST_WEEKS} weeks.`);
    return { from, until };
  }
  const { from, until } = input.period;
  if (until <= from) throw wrong('/period/until', 'The period ends before it begins.');
  if (until - from > MOST_WEEKS * WEEK) throw wrong('/period/until', `A period has at most ${MOST_WEEKS} weeks.`);
  return { from, until };
}

function effortOf(tracks: Tracks, names: readonly (string | number)[], maxGapMinutes: number) {
  const effort = names.map((run) => ({ run, km: 0, hours: 0 }));
  for (let i = 1; i < tracks.run.length; i++) {
    const of = effort[tracks.run[i] as number];
    const time = (tracks.at[i] as number) - (tracks.at[i - 1] as number);
    if (tracks.run[i] !== tracks.run[i - 1] || of === undefined || time > maxGapMinutes * 60_000) continue;
    const [fromLon, fromLat] = [tracks.lon[i - 1] as number, tracks.lat[i - 1] as number];
    of.km +=
      geodesicMeters({ fromLon, fromLat, toLon: tracks.lon[i] as number, toLat: tracks.lat[i] as number }) / 1000;
    of.hours += time / HOUR;
  }
  return effort;
}

const wrong = (pointer: string, detail: string): Problem =>
  new Problem('invalid_input', 'The tracks and places do not fit.', [{ pointer, detail }]);

export const patrolCoverageMethod = entry({
  id: 'patrol-coverage',
  version: '1',
  title: 'Patrol coverage and dosage',
  summary:
    'Share of demand with a patrol within reach by hour of the week, minutes a week per place, and effort, from tracks.',
  theme: 'siting',
  source: 'siting/patrol_coverage.ts',
  inputs: patrolCoverageInput,
  result: patrolCoverageResult,
  compute: patrolCoverage,
  example: {
    places: { lon: [12, 12.02], lat: [11, 11], demand: [300, 100] },
    runs: {
      run: ['a', 'a', 'a'],
      lon: [11.99, 12.005, 12.005],
      lat: [11, 11, 11],
      at: ['2026-03-02T08:00:00+01:00', '2026-03-02T08:10:00+01:00', '2026-03-02T08:20:00+01:00'],
    },
    timeZone: 'Africa/Lagos',
    period: { from: '2026-03-02T00:00:00+01:00', until: '2026-03-09T00:00:00+01:00' },
  },
});
