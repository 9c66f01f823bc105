// One random week-by-week patrol schedule in slots of 15 minutes: fixed appointments first, then visits drawn by the dosage that
// is still owed. It knows slots, places and travel times; not why a place is owed anything.
import { randomIndex } from '../random.ts';

export const SLOT_MINUTES = 15;
export const DAY_SLOTS = 96;

/** A stretch of a day of a team, in slots from midnight: `from` ≤ slot < `until`. */
export interface Shift {
  readonly team: number;
  readonly day: number;
  readonly from: number;
  readonly until: number;
}

/** A time that is spoken for; escorts are known to those escorted and are left out of what an adversary can learn. */
export interface Appointment {
  readonly place: number;
  readonly from: number;
  readonly until: number;
  readonly kind: 'escort' | 'window';
}

export interface Visit extends Omit<Appointment, 'kind'> {
  readonly shift: number;
  readonly kind: 'escort' | 'window' | 'visit';
}

export interface Ground {
  readonly places: number;
  /** Slots on the way between two places: row-major, rounded up. */
  readonly travelSlots: Int32Array;
  /** Slots owed to each place in a week. */
  readonly owed: Float64Array;
  readonly leastSlots: number;
  readonly mostSlots: number;
}

/** Weight of a place that has had its dosage, against what it was owed: teams with time left still go everywhere. */
const BEYOND = 0.05;

/**
 * Draws the visits of one shift into `visits`. Places are drawn with a chance in proportion to what the week still owes them, never
 * the place where the team is; a visit lasts between the least and the most, drawn evenly; the way between two places and to
 * the next appointment always fits.
 */
export function drawShift(of: {
  readonly shift: Shift;
  readonly number: number;
  readonly appointments: readonly Appointment[];
  readonly ground: Ground;
  /** Slots still owed this week; lowered by what is drawn. */
  readonly remaining: Float64Array;
  readonly random: () => number;
  readonly visits: Visit[];
}): void {
  const { shift, number, ground, remaining, random, visits } = of;
  const fixed = of.appointments.toSorted((a, b) => a.from - b.from);
  let at = shift.from;
  let here = -1;
  const put = (place: number, from: number, until: number, kind: Visit['kind']): void => {
    visits.push({ shift: number, place, from, until, kind });
    if (kind !== 'escort') remaining[place] = (remaining[place] as number) - (until - from);
    at = until;
    here = place;
  };
  for (let next = 0; next <= fixed.length; next++) {
    const appointment = fixed[next];
    const until = appointment?.from ?? shift.until;
    for (;;) {
      const drawn = drawPlace({ ground, remaining, random, here, at, until, toward: appointment?.place ?? -1 });
      if (drawn === null) break;
      const from = at + wayTo(ground, here, drawn.place);
      put(drawn.place, from, from + ground.leastSlots + randomIndex(random, drawn.room + 1), 'visit');
    }
    if (appointment !== undefined) put(appointment.place, appointment.from, appointment.until, appointment.kind);
  }
}

function drawPlace(of: {
  readonly ground: Ground;
  readonly remaining: Float64Array;
  readonly random: () => number;
  readonly here: number;
  readonly at: number;
  readonly until: number;
  readonly toward: number;
}): { readonly place: number; readonly room: number } | null {
  const { ground, remaining, random, here, at, until, toward } = of;
  const roomAt = (place: number): number =>
    until - at - wayTo(ground, here, place) - ground.leastSlots - (toward < 0 ? 0 : wayTo(ground, place, toward));
  const weightOf = (place: number): number =>
    place === here || roomAt(place) < 0
      ? 0
      : Math.max(remaining[place] as number, BEYOND * (ground.owed[place] as number));
  let sum = 0;
  for (let place = 0; place < ground.places; place++) sum += weightOf(place);
  if (sum <= 0) return null;
  let left = random() * sum;
  for (let place = 0; place < ground.places; place++) {
    const weight = weightOf(place);
    left -= weight;
    if (weight > 0 && left < 0) return { place, room: Math.min(roomAt(place), ground.mostSlots - ground.leastSlots) };
  }
  return null;
}

const wayTo = ({ travelSlots, places }: Ground, from: number, to: number): number =>
  from < 0 || to < 0 ? 0 : (travelSlots[from * places + to] as number);
