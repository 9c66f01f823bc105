// Somebody who watches patrols and is not among those that the plan was drawn against; and places where as much happens in each,
// patrolled for years by what is known of them. Both for tests and benches.
import { seededRandom } from '../../../../geodata/analysis/random.ts';
import { patrolPlanMethod } from '../../../../geodata/analysis/siting/patrol_plan.ts';
import type { PatrolPlanResult } from '../../../../geodata/analysis/siting/patrol_plan_schema.ts';

type Slots = readonly { readonly place: number; readonly slots: number; readonly day: string }[];

const minutesOf = (clock: string): number => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3));
const slotsOf = ({ plan }: PatrolPlanResult): Slots =>
  plan
    .filter(({ kind }) => kind !== 'escort')
    .map((visit) => ({
      place: visit.place as number,
      slots: (minutesOf(visit.until) - minutesOf(visit.from)) / 15,
      day: visit.date,
    }));

/**
 * Hits over chance of one who knows the minutes that each place is owed in a week, has counted every visit of earlier days of
 * the week, and names the place that is owed most for all of today.
 */
export function ratioOfWhoCountsTheWeek(result: PatrolPlanResult): number {
  const asked = Array.from(result.dosage.asked as ArrayLike<number>, (minutes) => minutes / 15);
  const all = asked.reduce((sum, slots) => sum + slots, 0);
  const visits = slotsOf(result);
  const days = [...new Set(visits.map(({ day }) => day))].sort();
  let owed = asked.slice();
  let hits = 0;
  let byChance = 0;
  for (const [index, day] of days.entries()) {
    if (index % 7 === 0) owed = asked.slice();
    const named = owed.indexOf(Math.max(...owed));
    const today = visits.filter((visit) => visit.day === day);
    for (const { place, slots } of today) {
      if (place === named) hits += slots;
      byChance += (slots * (asked[named] as number)) / all;
    }
    for (const { place, slots } of today) owed[place] = (owed[place] as number) - slots;
  }
  return hits / byChance;
}

export interface Years {
  readonly weeks: number;
  readonly places: number;
  readonly seed: number;
  /** Whether what patrols find themselves is (wrongly) counted among the reports that call for patrols. */
  readonly steeredByFinds: boolean;
}

const WEEKS_OF_A_PLAN = 4;
/** Reports of survivors a week at each place, true and equal; and what a patrol finds in an hour at a place. Few: chance is large. */
const REPORTS_A_WEEK = 0.1;
const FOUND_AN_HOUR = 0.1;

/** The share of all visits that the most visited place got, times the number of places: 1 = all alike. */
export function largestShare({ weeks, places, seed, steeredByFinds }: Years): number {
  const random = seededRandom(seed);
  const at = Array.from({ length: places }, (_, i) => i);
  const lon = at.map(() => 12 + 0.08 * random());
  const lat = at.map(() => 11 + 0.08 * random());
  const history: { readonly reported: number[]; readonly found: number[] }[] = [];
  const visited = new Float64Array(places);
  for (let week = 0; week < weeks; week += WEEKS_OF_A_PLAN) {
    const known = (of: 'reported' | 'found') =>
      at.map((place) => history.reduce((sum, one) => sum + (one[of][place] as number), 0));
    const [reported, found] = [known('reported'), known('found')];
    const result = patrolPlanMethod.run({
      places: {
        ...{ lon, lat, patrolFound: found },
        survivorReported: steeredByFinds ? reported.map((count, i) => count + (found[i] as number)) : reported,
      },
      teams: [{ name: 'A', shifts: [{ days: [1, 2, 3, 4, 5, 6, 7], from: '06:00', until: '12:00' }] }],
      ...{ startDate: '2026-12-07', weeks: WEEKS_OF_A_PLAN, tries: 1, seed: seed + week },
    }) as PatrolPlanResult;
    const hours = new Float64Array(places);
    for (const { place, slots } of slotsOf(result)) hours[place] = (hours[place] as number) + slots / 4;
    hours.forEach((spent, place) => {
      visited[place] = (visited[place] as number) + spent;
    });
    for (let i = 0; i < WEEKS_OF_A_PLAN; i++) {
      history.push({
        reported: at.map(() => poisson(random, REPORTS_A_WEEK)),
        found: at.map((place) => poisson(random, (FOUND_AN_HOUR * (hours[place] as number)) / WEEKS_OF_A_PLAN)),
      });
    }
  }
  const all = visited.reduce((sum, spent) => sum + spent, 0);
  return (Math.max(...visited) / all) * places;
}

/** Knuth's: a product of uniform numbers; for means up to some hundreds. */
function poisson(random: () => number, mean: number): number {
  const end = Math.exp(-mean);
  let count = 0;
  for (let product = random(); product > end; count++) product *= random();
  return count;
}
