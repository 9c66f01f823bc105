// A checked patrol plan input as numbers: shifts, escorts and windows in slots, travel in slots, dosage by place and hour of the
// week. It draws nothing.
import { Problem } from '../../schema/problem.ts';
import { nameOf, type Places, readPlaces } from '../places.ts';
import { geodesicMeters } from '../reach/geodesic.ts';
import type { PatrolPlanInput } from './patrol_plan_schema.ts';
import { type Ground, type Shift, SLOT_MINUTES } from './patrol_schedule.ts';

/** Share of a shift that is presence; the rest is on the way. Used only where no dosage is given. */
const PRESENCE_SHARE = 0.6;

export interface Window {
  readonly route: number;
  readonly day: number;
  readonly from: number;
  readonly until: number;
  readonly places: readonly number[];
}
export interface Escort {
  readonly place: number;
  /** −1 = whoever is on shift. */
  readonly team: number;
  readonly day: number;
  readonly from: number;
  readonly until: number;
}

export interface PatrolTask {
  readonly places: Places;
  readonly ground: Ground;
  readonly shifts: readonly Shift[];
  readonly windows: readonly Window[];
  readonly escorts: readonly Escort[];
  readonly days: number;
  /** 0 = Monday. */
  readonly firstDay: number;
  /** Dosage share at `hour of week · places + place`. */
  readonly share: Float64Array;
}

export const slotOf = (clock: string): number => Number(clock.slice(0, 2)) * 4 + Number(clock.slice(3)) / SLOT_MINUTES;

export function patrolTask(input: PatrolPlanInput): PatrolTask {
  const places = readPlaces('/places', input.places);
  if (places.count === 0) throw wrong('/places', 'There are no places to patrol.');
  if (input.visitMinutes.most < input.visitMinutes.least)
    throw wrong('/visitMinutes/most', 'The longest visit is shorter than the shortest.');
  const days = 7 * input.weeks;
  const firstDay = (new Date(`${input.startDate}T00:00:00Z`).getUTCDay() + 6) % 7;
  const onDays = (
    of: { days: number[]; from: string; until: string },
    pointer: string,
  ): { day: number; from: number; until: number }[] => {
    const from = slotOf(of.from);
    const until = slotOf(of.until);
    if (until <= from)
      throw wrong(`${pointer}/until`, 'This ends before it begins; cut what runs past midnight in two.');
    return Array.from({ length: days }, (_, day) => day)
      .filter((day) => of.days.includes(((firstDay + day) % 7) + 1))
      .map((day) => ({ day, from, until }));
  };
  const again = input.teams.findIndex(({ name }, t) => input.teams.findIndex((team) => team.name === name) < t);
  if (again >= 0)
    throw wrong(`/teams/${again}/name`, 'Another team has this name: nobody could tell their visits apart.');
  const given = input.teams.flatMap((team, t) =>
    team.shifts.flatMap((shift, s) =>
      onDays(shift, `/teams/${t}/shifts/${s}`).map((on): Shift => ({ team: t, ...on })),
    ),
  );
  given.sort((a, b) => a.day - b.day || a.team - b.team || a.from - b.from);
  demandApart(given);
  const shifts = joined(given);
  const indexOf = placeIndex(places);
  const windows = input.routes.flatMap((route, r) => {
    const at = route.places.map((name, i) => indexOf(name, `/routes/${r}/places/${i}`));
    return onDays(route, `/routes/${r}`).map((on): Window => ({ route: r, ...on, places: at }));
  });
  const escorts = input.escorts.flatMap((escort, e) => {
    const team = escort.team === undefined ? -1 : input.teams.findIndex(({ name }) => name === escort.team);
    if (team < 0 && escort.team !== undefined) throw wrong(`/escorts/${e}/team`, 'No team has this name.');
    return onDays(escort, `/escorts/${e}`).map(
      (on): Escort => ({ place: indexOf(escort.place, `/escorts/${e}/place`), team, ...on }),
    );
  });
  const owed = owedSlots(input, places, shifts.reduce((sum, { from, until }) => sum + until - from, 0) / input.weeks);
  const ground: Ground = {
    places: places.count,
    travelSlots: travelSlots(input, places),
    owed,
    leastSlots: input.visitMinutes.least / SLOT_MINUTES,
    mostSlots: input.visitMinutes.most / SLOT_MINUTES,
  };
  const task = { places, ground, shifts, windows, escorts, days, firstDay };
  return { ...task, share: dosageShare(task, input.weeks) };
}

function demandApart(shifts: readonly Shift[]): void {
  for (let i = 1; i < shifts.length; i++) {
    const [before, shift] = [shifts[i - 1] as Shift, shifts[i] as Shift];
    if (before.day === shift.day && before.team === shift.team && shift.from < before.until) {
      throw wrong(`/teams/${shift.team}/shifts`, 'Two shifts of this team overlap.');
    }
  }
}

/** Shifts that follow each other without a break are one: the way between their places takes time as any other. */
function joined(shifts: readonly Shift[]): Shift[] {
  const whole: Shift[] = [];
  for (const shift of shifts) {
    const before = whole.at(-1);
    const isNext = before?.day === shift.day && before.team === shift.team && before.until === shift.from;
    if (before !== undefined && isNext) whole[whole.length - 1] = { ...before, until: shift.until };
    else whole.push(shift);
  }
  return whole;
}

function placeIndex(places: Places): (name: string | number, pointer: string) => number {
  const index = new Map(Array.from({ length: places.count }, (_, i) => [nameOf(places, i), i]));
  return (name, pointer) => {
    const at = index.get(name);
    if (at === undefined) throw wrong(pointer, 'No place has this index or id.');
    return at;
  };
}

/** Slots a week per place, in id order. */
function owedSlots(input: PatrolPlanInput, places: Places, teamSlots: number): Float64Array {
  const { dosageMinutesPerWeek: asked, survivorReported: reports } = input.places;
  const rowOf = (i: number): number => places.order?.[i] ?? i;
  for (const [name, column] of Object.entries({
    dosageMinutesPerWeek: asked,
    survivorReported: reports,
    patrolFound: input.places.patrolFound,
  })) {
    if (column !== undefined && column.length !== places.count)
      throw wrong(`/places/${name}`, `This has ${column.length} rows, but there are ${places.count} places.`);
  }
  if (asked !== undefined)
    return Float64Array.from({ length: places.count }, (_, i) => (asked[rowOf(i)] as number) / SLOT_MINUTES);
  // One more than was reported: a place from which nobody could report is still gone to.
  const weight = Float64Array.from(
    { length: places.count },
    (_, i) => 1 + (Number.isNaN(reports?.[rowOf(i)] ?? 0) ? 0 : (reports?.[rowOf(i)] ?? 0)),
  );
  const sum = weight.reduce((all, one) => all + one, 0);
  return weight.map((one) => (one / sum) * PRESENCE_SHARE * teamSlots);
}

function travelSlots(input: PatrolPlanInput, places: Places): Int32Array {
  const { count } = places;
  const given = input.travelMinutes;
  if (given !== undefined && (given.rows !== count || given.columns !== count)) {
    throw wrong('/travelMinutes', `This is ${given.rows} × ${given.columns}, but there are ${count} places.`);
  }
  if (given !== undefined && places.order !== null)
    throw wrong('/travelMinutes', 'A matrix goes with places without ids: its rows have no names.');
  const slots = new Int32Array(count * count);
  for (let i = 0; i < count; i++) {
    for (let j = 0; j < count; j++) {
      if (i === j) continue;
      const minutes = given?.cost[i * count + j] ?? (metersBetween(places, i, j) / 1000 / input.speedKmh) * 60;
      // What cannot be reached is farther than any day.
      slots[i * count + j] = minutes === Number.POSITIVE_INFINITY ? 1000 : Math.ceil(minutes / SLOT_MINUTES);
    }
  }
  return slots;
}

function metersBetween({ planar, across, up }: Places, i: number, j: number): number {
  const [x, y, toX, toY] = [across[i], up[i], across[j], up[j]] as [number, number, number, number];
  return planar ? Math.hypot(toX - x, toY - y) : geodesicMeters({ fromLon: x, fromLat: y, toLon: toX, toLat: toY });
}

/** What a place gets in each hour of the week by what is asked: windows in their hours, the rest wherever there are shifts. */
function dosageShare(task: Omit<PatrolTask, 'share'>, weeks: number): Float64Array {
  const { ground, shifts, windows, firstDay } = task;
  const inHour = new Float64Array(168 * ground.places);
  const inWindows = new Float64Array(ground.places);
  const hour = (day: number, slot: number): number => ((firstDay + day) % 7) * 24 + Math.floor(slot / 4);
  for (const { day, from, until, places } of windows) {
    const each = ground.leastSlots / weeks / places.length;
    for (const place of places) {
      inWindows[place] = (inWindows[place] as number) + each;
      for (let slot = from; slot < until; slot++) {
        const at = hour(day, slot) * ground.places + place;
        inHour[at] = (inHour[at] as number) + each / (until - from);
      }
    }
  }
  const all = shifts.reduce((sum, { from, until }) => sum + until - from, 0);
  for (const { day, from, until } of shifts) {
    for (let slot = from; slot < until; slot++) {
      for (let place = 0; place < ground.places; place++) {
        const rest = Math.max(0, (ground.owed[place] as number) - (inWindows[place] as number));
        const at = hour(day, slot) * ground.places + place;
        inHour[at] = (inHour[at] as number) + rest / all;
      }
    }
  }
  for (let h = 0; h < 168; h++) {
    const row = inHour.subarray(h * ground.places, (h + 1) * ground.places);
    const sum = row.reduce((total, one) => total + one, 0);
    if (sum > 0) row.set(row.map((one) => one / sum));
  }
  return inHour;
}

export const wrong = (pointer: string, detail: string): Problem =>
  new Problem('invalid_input', 'This patrol plan cannot be drawn.', [{ pointer, detail }]);
