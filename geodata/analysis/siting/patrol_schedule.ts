// One random patrol schedule in slots of 15 minutes: fixed appointments first, then visits drawn by dosage. It knows slots,
// places and travel times; not why a place is owed anything.
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

/** What a plan owes each place in visits, and what it has got of them so far. */
export interface Debt {
  /** Slots of the whole plan, windows left out. */
  readonly target: Float64Array;
  /** Slots drawn so far; raised by what is drawn. */
  readonly given: Float64Array;
  /** Slots on shift of the whole plan, and of the shifts drawn before this one. */
  readonly slots: number;
  readonly passed: number;
}

/** Weight of a place that is owed no more visits, against what it was owed: teams with time left still go everywhere. */
const BEYOND = 0.05;
/**
 * Most and least times its dosage share that a place is ever drawn: who has counted every visit, and knows what is owed, still
 * gains no more by it than this. A place lags behind, or is ahead, to the full from a longest visit on.
 */
const LAGGING = 1.3;
const AHEAD = 0.6;

/**
 * Draws the visits of one shift into `visits`. Places are drawn with a chance in proportion to their dosage, a little raised
 * or lowered where they lag behind it or are ahead; never the place where the team is; a visit lasts between the least and the
 * most, drawn evenly; the way between two places and to the next appointment always fits.
 */
export function drawShift(of: {
  readonly shift: Shift;
  readonly number: number;
  readonly appointments: readonly Appointment[];
  readonly ground: Ground;
  readonly debt: Debt;
  readonly random: () => number;
  readonly visits: Visit[];
}): void {
  const { shift, number, ground, debt, random, visits } = of;
  const fixed = of.appointments.toSorted((a, b) => a.from - b.from);
  let at = shift.from;
  let here = -1;
  const put = (place: number, from: number, until: number, kind: Visit['kind']): void => {
    visits.push({ shift: number, place, from, until, kind });
    if (kind === 'visit') debt.given[place] = (debt.given[place] as number) + until - from;
    at = until;
    here = place;
  };
  for (let next = 0; next <= fixed.length; next++) {
    const appointment = fixed[next];
    const until = appointment?.from ?? shift.until;
    for (;;) {
      const progress = (debt.passed + at - shift.from) / debt.slots;
      const drawn = drawPlace({ ground, debt, progress, random, here, at, until, toward: appointment?.place ?? -1 });
      if (drawn === null) break;
      const from = at + wayTo(ground, here, drawn.place);
      put(drawn.place, from, from + ground.leastSlots + randomIndex(random, drawn.room + 1), 'visit');
    }
    if (appointment !== undefined) put(appointment.place, appointment.from, appointment.until, appointment.kind);
  }
}

function drawPlace(of: {
  readonly ground: Ground;
  readonly debt: Debt;
  readonly progress: number;
  readonly random: () => number;
  readonly here: number;
  readonly at: number;
  readonly until: number;
  readonly toward: number;
}): { readonly place: number; readonly room: number } | null {
  const { ground, random, here, at, until, toward } = of;
  const roomAt = (place: number): number =>
    until - at - wayTo(ground, here, place) - ground.leastSlots - (toward < 0 ? 0 : wayTo(ground, place, toward));
  const weightOf = (place: number): number => (place === here || roomAt(place) < 0 ? 0 : wanted(of, place));
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

function wanted(
  { ground, debt, progress }: { readonly ground: Ground; readonly debt: Debt; readonly progress: number },
  place: number,
): number {
  const target = debt.target[place] as number;
  const lag = (target * progress - (debt.given[place] as number)) / ground.mostSlots;
  const nudge = lag > 0 ? Math.min(1, lag) * (LAGGING - 1) : Math.max(-1, lag) * (1 - AHEAD);
  return Math.max(target * (1 + nudge), BEYOND * (ground.owed[place] as number));
}

const wayTo = ({ travelSlots, places }: Ground, from: number, to: number): number =>
  from < 0 || to < 0 ? 0 : (travelSlots[from * places + to] as number);
