// A randomised patrol plan that meets dosage, keeps women's routes covered and stays hard to foretell. For operations only.

import { keyedRandom } from '../keyed_random.ts';
import { entry, type Surroundings } from '../method.ts';
import { describeInput, sheet } from '../method_sheet.ts';
import { nameOf, namesOf } from '../places.ts';
import { randomIndex, seededRandom, shuffleInPlace } from '../random.ts';
import { type Foretelling, foretellings } from './patrol_adversary.ts';
import {
  type PatrolPlanInput,
  type PatrolPlanResult,
  patrolPlanInput,
  patrolPlanResult,
} from './patrol_plan_schema.ts';
import { type Appointment, DAY_SLOTS, drawShift, type Shift, SLOT_MINUTES, type Visit } from './patrol_schedule.ts';
import { type PatrolTask, patrolTask, type Window, wrong } from './patrol_task.ts';

/** An adversary with fewer guesses than this has nothing to go by: its ratio is noise. */
const FEWEST_GUESSES = 30;
/** Tries times slots on shift times places: about a minute of drawing and foretelling. */
const MOST_WORK = 1.5e9;
const DAY_MS = 86_400_000;

interface Draft {
  readonly visits: readonly Visit[];
  readonly covered: Int32Array;
  readonly occurrences: Int32Array;
  readonly escortsLeft: number;
  readonly adversaries: Foretelling[];
  readonly ratio: number | null;
  readonly planned: Float64Array;
  readonly met: number | null;
}

/**
 * Which team should be where in the coming weeks, so that every place gets its minutes and nobody can foretell when?
 *
 * Method: slots of 15 minutes. Escorts are placed first, then one visit at a random time and place within each window of a women's route,
 * then visits drawn with a chance in proportion to dosage, with random length and ways that fit; a place that lags behind its dosage
 * is drawn up to 1.3 times as often, one that is ahead down to 0.6 times, and days are drawn in no order, so that counting visits does not tell the next
 * (randomised patrols as in Pita et al. 2008, and Tambe 2011, doi:10.1017/CBO9780511973031, with the dosage as the distribution to keep).
 * Five adversaries who know every earlier day foretell each slot; chance is the dosage share of the place they name in that
 * hour of the week. Dosage is met over the whole plan: a single week may give a place less. Schedules are drawn until the worst of them is at most `mostRatio` times chance, every route is
 * covered and the dosage met; else the best of `tries` is given and says what it misses.
 * Inputs: places in degrees (or meters) with minutes a week, or survivor-reported counts from which minutes are shared out
 * (reports + 1, over 60 % of the teams' time); teams with weekly shifts on the local clock; routes, escorts, travel minutes.
 * With a key instead of a seed, no number of past visits gives the next away.
 * Output: visits on the local clock, minutes asked and planned per place, routes covered, the adversaries' scores. Null: nothing asked,
 * or an adversary with nothing to go by. With ids, columns follow the order of the ids.
 * Throws Problem invalid_input for unknown places or teams, teams of one name, shifts that overlap, times that end before they begin, matrices of another size,
 * or where tries × slots on shift × places exceed 1.5 billion.
 * Cost: O(tries · slots · places); four weeks of three teams over 20 places in a few milliseconds a try.
 * Checked against hand-made plans, a plan that repeats itself (ratio far above 1.5) and laws: travel always fits, no team is
 * at two places, incidents found by patrols change nothing.
 *
 * Assumption that can harm: the adversaries are the ones named, not every one there is; somebody inside the team knows the
 * plan. What patrols find follows where they go: it must never steer them. Show a plan to its own team, one day ahead.
 */
export function patrolPlan(input: PatrolPlanInput, surroundings?: Surroundings): PatrolPlanResult {
  const task = patrolTask(input);
  demandShort(task, input);
  const random = input.key === undefined ? seededRandom(input.seed) : keyedRandom(input.key);
  let best: Draft | null = null;
  let tries = 0;
  while (tries < input.tries && (best === null || !isGood(best, input))) {
    const draft = drawDraft(task, input, random);
    if (best === null || isBetter(draft, best, input)) best = draft;
    tries++;
    surroundings?.progress(tries / input.tries);
  }
  return resultOf(input, task, best as Draft, tries);
}

function demandShort({ shifts, ground }: PatrolTask, { tries }: PatrolPlanInput): void {
  const slots = shifts.reduce((sum, { from, until }) => sum + until - from, 0);
  if (tries * slots * ground.places > MOST_WORK)
    throw wrong('/tries', 'So many schedules over so many shifts and places take too long: ask for fewer tries.');
}

const isKept = ({ ratio }: Draft, { mostRatio }: PatrolPlanInput): boolean => ratio === null || ratio <= mostRatio;
const missedRoutes = ({ covered, occurrences }: Draft): number =>
  occurrences.reduce((sum, times, route) => sum + times - (covered[route] as number), 0);
const isGood = (draft: Draft, input: PatrolPlanInput): boolean =>
  isKept(draft, input) && missedRoutes(draft) === 0 && (draft.met ?? 1) >= 0.95;

/** Hard to foretell first, then women's routes, then dosage. */
function isBetter(draft: Draft, best: Draft, input: PatrolPlanInput): boolean {
  if (isKept(draft, input) !== isKept(best, input)) return isKept(draft, input);
  if (!isKept(draft, input)) return (draft.ratio ?? 0) < (best.ratio ?? 0);
  const missed = missedRoutes(draft) - missedRoutes(best);
  return missed !== 0 ? missed < 0 : (draft.met ?? 1) > (best.met ?? 1);
}

function drawDraft(task: PatrolTask, input: PatrolPlanInput, random: () => number): Draft {
  const { shifts, ground } = task;
  const appointments: Appointment[][] = shifts.map(() => []);
  let escortsLeft = 0;
  for (const escort of task.escorts) {
    const number = shifts.findIndex(
      (shift, s) =>
        shift.day === escort.day &&
        (escort.team < 0 || shift.team === escort.team) &&
        fits(task, shift, appointments[s] as Appointment[], { ...escort, kind: 'escort' }),
    );
    if (number < 0) escortsLeft++;
    else appointments[number]?.push({ place: escort.place, from: escort.from, until: escort.until, kind: 'escort' });
  }
  const covered = new Int32Array(input.routes.length);
  const occurrences = new Int32Array(input.routes.length);
  for (const window of shuffleInPlace(random, [...task.windows])) {
    occurrences[window.route] = (occurrences[window.route] as number) + 1;
    if (coverWindow(task, window, appointments, random)) covered[window.route] = (covered[window.route] as number) + 1;
  }
  const visits: Visit[] = [];
  const debt = {
    target: visitsOwed(task, input, appointments),
    given: new Float64Array(ground.places),
    slots: shifts.reduce((sum, { from, until }) => sum + until - from, 0),
    passed: 0,
  };
  // In no order of days: what was owed when a visit was drawn is not what a watcher of the days before it sees.
  const numbers = shuffleInPlace(
    random,
    shifts.map((_, number) => number),
  );
  for (const number of numbers) {
    const shift = shifts[number] as Shift;
    drawShift({ shift, number, appointments: appointments[number] as Appointment[], ground, debt, random, visits });
    debt.passed += shift.until - shift.from;
  }
  const planned = new Float64Array(ground.places);
  for (const { kind, place, from, until } of visits) {
    if (kind !== 'escort') planned[place] = (planned[place] as number) + (until - from) / input.weeks;
  }
  const owed = ground.owed.reduce((sum, slots) => sum + slots, 0);
  const met = planned.reduce((sum, slots, place) => sum + Math.min(slots, ground.owed[place] as number), 0);
  const adversaries = foretellings(whereabouts(task, input, visits));
  const scored = adversaries.filter(({ guesses, ratio }) => guesses >= FEWEST_GUESSES && ratio !== null);
  const ratio = scored.length === 0 ? null : Math.max(...scored.map((one) => one.ratio as number));
  return {
    visits,
    covered,
    occurrences,
    escortsLeft,
    adversaries,
    ratio,
    planned,
    met: owed === 0 ? null : met / owed,
  };
}

/** Slots of the whole plan that each place is owed in visits: its dosage without what windows give it. */
function visitsOwed(
  { ground }: PatrolTask,
  { weeks }: PatrolPlanInput,
  appointments: readonly (readonly Appointment[])[],
): Float64Array {
  const target = ground.owed.map((slots) => slots * weeks);
  for (const { kind, place, from, until } of appointments.flat()) {
    if (kind === 'window') target[place] = Math.max(0, (target[place] as number) - (until - from));
  }
  return target;
}

/** Whether an appointment lies within the shift and leaves the way to its neighbors. */
function fits({ ground }: PatrolTask, shift: Shift, others: readonly Appointment[], wanted: Appointment): boolean {
  if (wanted.from < shift.from || wanted.until > shift.until) return false;
  const way = (from: number, to: number): number => ground.travelSlots[from * ground.places + to] as number;
  return others.every(
    (other) =>
      other.until + way(other.place, wanted.place) <= wanted.from ||
      wanted.until + way(wanted.place, other.place) <= other.from,
  );
}

function coverWindow(task: PatrolTask, window: Window, appointments: Appointment[][], random: () => number): boolean {
  const { leastSlots } = task.ground;
  const numbers = task.shifts.map((_, s) => s).filter((s) => task.shifts[s]?.day === window.day);
  for (const number of shuffleInPlace(random, numbers)) {
    const shift = task.shifts[number] as Shift;
    const first = Math.max(shift.from, window.from);
    const room = Math.min(shift.until, window.until) - leastSlots - first;
    if (room < 0) continue;
    const place = window.places[randomIndex(random, window.places.length)] as number;
    const starts = shuffleInPlace(
      random,
      Array.from({ length: room + 1 }, (_, slot) => first + slot),
    );
    const from = starts.find((slot) =>
      fits(task, shift, appointments[number] as Appointment[], {
        place,
        from: slot,
        until: slot + leastSlots,
        kind: 'window',
      }),
    );
    if (from === undefined) continue;
    appointments[number]?.push({ place, from, until: from + leastSlots, kind: 'window' });
    return true;
  }
  return false;
}

function whereabouts(task: PatrolTask, input: PatrolPlanInput, visits: readonly Visit[]) {
  const { days, firstDay, share, shifts, ground } = task;
  const place = new Int32Array(input.teams.length * days * DAY_SLOTS).fill(-1);
  for (const visit of visits) {
    const { team, day } = shifts[visit.shift] as Shift;
    if (visit.kind !== 'escort')
      place.fill(
        visit.place,
        (team * days + day) * DAY_SLOTS + visit.from,
        (team * days + day) * DAY_SLOTS + visit.until,
      );
  }
  return { teams: input.teams.length, days, firstDay, places: ground.places, place, share };
}

function resultOf(input: PatrolPlanInput, task: PatrolTask, draft: Draft, triesUsed: number): PatrolPlanResult {
  const { places, shifts, ground } = task;
  const start = Date.parse(`${input.startDate}T00:00:00Z`);
  const clock = (slot: number): string =>
    `${String(Math.floor(slot / 4)).padStart(2, '0')}:${String((slot % 4) * SLOT_MINUTES).padStart(2, '0')}`;
  const visits = draft.visits.toSorted((a, b) => a.shift - b.shift || a.from - b.from);
  const kept = isKept(draft, input);
  const found = input.places.patrolFound;
  const warnings: string[] = [];
  if (!kept)
    warnings.push(
      'An adversary foretells this plan better than asked: do not use it. Give more places, longer shifts or less dosage at fixed hours.',
    );
  if (draft.met !== null && draft.met < 0.95)
    warnings.push(`The teams’ time meets ${Math.floor(draft.met * 100)} % of the dosage.`);
  if (missedRoutes(draft) > 0)
    warnings.push(
      `${missedRoutes(draft)} times a women’s route has nobody on it: no team is on shift then, or none has time.`,
    );
  if (draft.escortsLeft > 0) warnings.push(`${draft.escortsLeft} escorts have no team.`);
  if (input.travelMinutes === undefined) warnings.push(`Ways are straight lines at ${input.speedKmh} km/h.`);
  return {
    ...sheet({
      method: 'patrol-plan',
      version: '2',
      parameters: {
        ...{
          startDate: input.startDate,
          weeks: input.weeks,
          visitMinutes: input.visitMinutes,
          mostRatio: input.mostRatio,
          tries: input.tries,
        },
        teams: input.teams.length,
      },
      inputs: { places: describeInput(input.places, places.count) },
      seed: input.key === undefined ? input.seed : null,
      warnings,
    }),
    plan: visits.map((visit) => {
      const shift = shifts[visit.shift] as Shift;
      return {
        team: input.teams[shift.team]?.name ?? '',
        date: new Date(start + shift.day * DAY_MS).toISOString().slice(0, 10),
        from: clock(visit.from),
        until: clock(visit.until),
        place: nameOf(places, visit.place),
        kind: visit.kind,
      };
    }),
    dosage: {
      asked: ground.owed.map((slots) => slots * SLOT_MINUTES),
      planned: draft.planned.map((slots) => slots * SLOT_MINUTES),
      met: draft.met,
    },
    routes: input.routes.map(({ name, kind }, route) => ({
      name,
      kind,
      occurrences: draft.occurrences[route] as number,
      covered: draft.covered[route] as number,
    })),
    escortsLeft: draft.escortsLeft,
    unpredictability: { ratio: draft.ratio, kept, adversaries: draft.adversaries, triesUsed },
    patrolFoundLeftOut:
      found === undefined ? null : found.reduce((sum, value) => sum + (Number.isNaN(value) ? 0 : value), 0),
    ids: namesOf(places),
  };
}

export const patrolPlanMethod = entry({
  id: 'patrol-plan',
  version: '2',
  title: 'Patrol plan that cannot be foretold',
  summary:
    'A random month of patrols that meets dosage, keeps women’s routes covered and gives watchers of the past no more than chance.',
  theme: 'siting',
  source: 'siting/patrol_plan.ts',
  inputs: patrolPlanInput,
  result: patrolPlanResult,
  compute: patrolPlan,
  example: {
    places: { lon: [12, 12.02, 12.05, 12.01], lat: [11, 11.01, 11, 11.03], survivorReported: [4, 1, 0, 2] },
    teams: [{ name: 'A', shifts: [{ days: [1, 2, 3, 4, 5, 6], from: '06:00', until: '12:00' }] }],
    startDate: '2026-12-07',
    routes: [{ name: 'Monday market', kind: 'market', places: [0, 1], days: [1], from: '07:00', until: '10:00' }],
  },
});
