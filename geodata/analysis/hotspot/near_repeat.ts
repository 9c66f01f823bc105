// The near-repeat table as a whole: events in, bands with their p-values out. Pairs and permutations are its mates; it knows
// no format and no map.
import { Problem } from '../../schema/problem.ts';
import { ALONE, type Surroundings } from '../method.ts';
import { describeInput, sheet } from '../method_sheet.ts';
import { requireSameLength } from '../number_columns.ts';
import { type Places, readPlaces } from '../places.ts';
import { seededRandom } from '../random.ts';
import { benjaminiHochberg } from './multiple_testing.ts';
import { nearPairs } from './near_repeat_pairs.ts';
import type { NearRepeatInput, NearRepeatResult } from './near_repeat_schema.ts';
import { knoxTable } from './near_repeat_table.ts';
import { readDays } from './scan_times.ts';
import { positionsOf } from './scan_zones.ts';

export const NEAR_REPEAT_VERSION = '1';
/** What calls a cell exceeding: Ratcliffe's Near Repeat Calculator marks 1.2 times the expected; the level is the usual one. */
const RATIO = 1.2;
const LEVEL = 0.05;

/**
 * After an event, for how long and how far around are more events than chance would bring?
 *
 * Method: Knox 1964 (doi:10.2307/2985220): all pairs of events counted by band of distance and band of time; chance by permuting
 * the times over the places (Townsley, Homel & Chaseling 2003, doi:10.1093/bjc/43.3.615; Ratcliffe & Rengert 2008,
 * doi:10.1057/palgrave.sj.8350068). Expected count = pairs in the distance band × pairs in the time band / all pairs, which is
 * the exact mean over all permutations.
 * Inputs: places in WGS 84 degrees (geodesic meters), or x and y of one plane in the unit of `distanceBands`; `times` in days or
 * RFC 3339; bands as upper bounds, inclusive: band k holds from above bound k − 1 up to bound k, the first from 0. A first bound
 * of 0 is a band of its own: same place, or same time. Events known more coarsely than the narrowest band, and those with a
 * precision or time that is not known, are left out and counted in `warnings`.
 * Output: tables with a row per distance band and a column per time band: observed pairs, expected pairs, ratio (null: none expected),
 * p, adjusted p; `exceeding`, the cells with ratio ≥ 1.2 and adjusted p ≤ .05; `riskWindow`, the end of the unbroken run of
 * exceeding time bands in the nearest distance band (days) and of distance bands in the first time band (meters), null without one.
 * P-values: upper-sided, (r + 1)/(R + 1) over R permutations, each cell by itself; adjustedP over all cells by Benjamini & Hochberg.
 * Throws Problem invalid_input where columns differ in length, bands do not ascend, or more than 10 million pairs are near
 * (fewer with more than 500 replications), or there are no events.
 * Cost: O(n + R · (n + pairs)); about 7 ns a pair of each permutation.
 * Checked against numpy brute force over all pairs with its own permutations (tests/reference/near_repeat.py), against all
 * permutations of small sets, and 10,000 seeded sets without near repeats: p ≤ α in at most α of them.
 *
 * Assumption that can harm: places and times are recorded as they were. Events put on a town's center, or on the day of the
 * report, make near repeats out of nothing; and a change of where events happen over the months (a moving front) looks like
 * near repeats too.
 */
export function nearRepeat(input: NearRepeatInput, surroundings: Surroundings = ALONE): NearRepeatResult {
  const { distanceBands, timeBands, replications, seed } = input;
  const all = readPlaces(input.points === undefined ? '' : '/points', placesOf(input));
  requireSameLength('', {
    points: { length: all.count },
    times: input.times,
    precisionMeters: input.precisionMeters,
    precisionDays: input.precisionDays,
  });
  if (all.count === 0) {
    throw new Problem('invalid_input', 'There is nothing to look for near repeats in.', [
      { pointer: '/points', detail: 'Give at least one event.' },
    ]);
  }
  const warnings: string[] = [];
  const { kept, days } = usableEvents(input, all, warnings);
  const ground = positionsOf({
    across: Float64Array.from(kept, (i) => all.across[i] as number),
    up: Float64Array.from(kept, (i) => all.up[i] as number),
    planar: all.planar,
  });
  const pairs = nearPairs(ground, Float64Array.from(distanceBands), replications);
  if (pairs.count === 0) warnings.push('No two events lie within the last band of distance: every cell is 0.');
  const found = knoxTable({
    pairs,
    distanceBands: distanceBands.length,
    days,
    timeBounds: Float64Array.from(timeBands),
    replications,
    random: seededRandom(seed),
    progress: surroundings.progress,
  });
  const p = Float64Array.from(found.reached, (reached) => (reached + 1) / (replications + 1));
  const adjusted = benjaminiHochberg(p);
  const ratio = found.observed.map((count, cell) =>
    (found.expected[cell] as number) > 0 ? count / (found.expected[cell] as number) : Number.NaN,
  );
  const width = timeBands.length;
  const rows = (column: ArrayLike<number>): number[][] =>
    distanceBands.map((_, d) => timeBands.map((_, t) => column[d * width + t] as number));
  const exceeds = (d: number, t: number): boolean =>
    (ratio[d * width + t] as number) >= RATIO && (adjusted[d * width + t] as number) <= LEVEL;
  return {
    ...sheet({
      method: 'near-repeat',
      version: NEAR_REPEAT_VERSION,
      parameters: { distanceBands, timeBands, replications },
      inputs: { points: describeInput(input.points ?? input, all.count) },
      seed,
      warnings,
    }),
    observed: rows(found.observed),
    expected: rows(found.expected),
    ratio: rows(ratio).map((row) => row.map((value) => (Number.isNaN(value) ? null : value))),
    p: rows(p),
    adjustedP: rows(adjusted),
    exceeding: distanceBands.flatMap((_, d) =>
      timeBands.flatMap((_, t) => {
        if (!exceeds(d, t)) return [];
        const cell = d * width + t;
        return [
          {
            meters: bandAt(distanceBands, d),
            days: bandAt(timeBands, t),
            ratio: ratio[cell] as number,
            p: p[cell] as number,
            adjustedP: adjusted[cell] as number,
          },
        ];
      }),
    ),
    riskWindow: {
      days: endOfRun(timeBands, (t) => exceeds(0, t)),
      meters: endOfRun(distanceBands, (d) => exceeds(d, 0)),
    },
    totals: { events: kept.length, nearPairs: pairs.count },
  };
}

function placesOf(input: NearRepeatInput) {
  const { points, lon, lat, x, y, ids } = input;
  return points === undefined
    ? { lon, lat, x, y, ids }
    : {
        ...points,
        lon: points.lon ?? lon,
        lat: points.lat ?? lat,
        x: points.x ?? x,
        y: points.y ?? y,
        ids: points.ids ?? ids,
      };
}

/** Events whose time is known and whose place and time are known finely enough, in the order of ids. */
function usableEvents(input: NearRepeatInput, all: Places, warnings: string[]): { kept: number[]; days: Float64Array } {
  const { days } = readDays('/times', input.times);
  const finest = (bounds: readonly number[]): number =>
    bounds.reduce((least, bound, i) => {
      const width = bound - (bounds[i - 1] ?? 0);
      return width > 0 ? Math.min(least, width) : least;
    }, Number.POSITIVE_INFINITY);
  const meters = finest(input.distanceBands);
  const span = finest(input.timeBands);
  const left = { time: 0, place: 0, date: 0 };
  const kept: number[] = [];
  for (let i = 0; i < all.count; i++) {
    const row = all.order?.[i] ?? i;
    if (Number.isNaN(days[row])) left.time++;
    else if (input.precisionMeters !== undefined && !((input.precisionMeters[row] as number) <= meters)) left.place++;
    else if (input.precisionDays !== undefined && !((input.precisionDays[row] as number) <= span)) left.date++;
    else kept.push(i);
  }
  if (left.time > 0) warnings.push(`${left.time} events have no known time and are left out.`);
  if (left.place > 0) {
    warnings.push(
      `${left.place} events are left out: their place is known more coarsely than the narrowest band of distance, or not at all.`,
    );
  }
  if (left.date > 0) {
    warnings.push(
      `${left.date} events are left out: their time is known more coarsely than the narrowest band of time, or not at all.`,
    );
  }
  return { kept, days: Float64Array.from(kept, (i) => days[all.order?.[i] ?? i] as number) };
}

const bandAt = (bounds: readonly number[], at: number) => ({ from: bounds[at - 1] ?? 0, to: bounds[at] as number });

/** Upper bound of the last band of the run that starts with the first; null where the first fails. */
function endOfRun(bounds: readonly number[], holds: (at: number) => boolean): number | null {
  let at = 0;
  while (at < bounds.length && holds(at)) at++;
  return at === 0 ? null : (bounds[at - 1] as number);
}
