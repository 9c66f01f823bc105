// One trip for several kinds of care, worked out on a phone: where to go first, when each place receives the person, and which
// kind is the missing link. Codes and numbers only; no network and no validator.
import type { Directory, PackService } from '../../schema/pack.ts';
import { Problem } from '../../schema/problem.ts';
import type { ServiceKind } from '../../schema/service_words.ts';
import { type MissingLink, missingLinks } from './bundle_missing.ts';
import { bestSet, fillTours, kindsIn, type Tours, type TourTable, toursFor, tourTable } from './bundle_tour.ts';
import type { Doubt } from './care_in_time_codes.ts';
import { careList } from './care_list.ts';
import { type Stop, stopsOf } from './care_trip_stops.ts';
import { NEED_GROUPS, type NeedGroupId } from './clinical_needs.ts';
import type { PackOrigin, PackWays } from './pack_ways.ts';
import { NOISE } from './zoned_time.ts';

const MINUTE = 60_000;
/** Minutes at each place, by assumption: a first visit. */
const STAY_MINUTES = 60;
/** Every further kind doubles the work. */
const MOST_KINDS = 6;
/** A day: a trip that waits for the morning is still one trip. */
const CUTOFF_MINUTES = 24 * 60;

export interface TripQuestion {
  readonly directory: Directory;
  readonly ways: PackWays;
  readonly origin: PackOrigin;
  /** Milliseconds since 1970 in UTC. */
  readonly departure: number;
  readonly hoursSinceIncident: number | null;
  readonly group: NeedGroupId;
  /** Kinds of service to visit, at most six, each once; those of the group where they are not said. */
  readonly kinds?: readonly ServiceKind[];
  readonly stayMinutes?: number;
  /** Minutes that the trip may take with waits and stays. */
  readonly cutoffMinutes?: number;
  /** Whether the way home counts, taken to be as long as the way there. */
  readonly returnHome?: boolean;
}

export interface TripVisit {
  /** Row of the directory. */
  readonly service: number;
  readonly kind: ServiceKind;
  /** Id of the need that it is visited for. */
  readonly need: string;
  readonly travelMinutes: number;
  /** null = its hours are not known. */
  readonly waitMinutes: number | null;
  /** Milliseconds since 1970. */
  readonly arrivesAt: number;
  readonly startsAt: number;
  readonly leavesAt: number;
  readonly doubts: readonly Doubt[];
}

export const TRIP_STATUSES = ['complete', 'complete-with-doubt', 'incomplete'] as const;
export type TripStatus = (typeof TRIP_STATUSES)[number];

/** What to do now, for every status. */
export const TRIP_STEPS = ['set-out', 'call-first', 'go-in-parts', 'district-contact'] as const;
export type TripStep = (typeof TRIP_STEPS)[number];

export interface CareTrip {
  readonly status: TripStatus;
  readonly nextStep: TripStep;
  readonly visits: readonly TripVisit[];
  /** End of the last visit, or of the way home; null = no visit. */
  readonly endsAt: number | null;
  /** Kinds that the trip leaves out, and why. */
  readonly missing: readonly MissingLink[];
}

/**
 * In which order can one trip reach several kinds of care while they are open?
 *
 * Method: the tours of the analysis bundle (bundle_tour.ts; Held & Karp 1962, doi:10.1137/0110015) over a few places of each kind:
 * the soonest to receive the person and the nearest, seen from the start (care_trip_stops.ts). A medical place must give the
 * leading need of the list where some place does. Places with a doubt, or whose hours are not known, are tried only where the
 * others do not make a fuller trip. Where not every kind can be reached the fullest part is given, and why the rest is missing.
 * Output: visits in order with moments (milliseconds since 1970) and minutes; `missing` with a reason for each kind.
 * Cost: one search of the roads for each place tried, at most eleven of a kind, and O(2^k · p²) for k kinds and p places.
 * Checked against the catalog's bundle on the same places.
 *
 * Assumption that can harm: that a stay is an hour and the first few places of each kind are enough: a trip through places
 * farther from the start may end sooner.
 */
export function careTrip(question: TripQuestion): CareTrip {
  const { directory, ways, origin, departure, group } = question;
  const kinds = [...new Set(question.kinds ?? NEED_GROUPS[group].kinds)];
  if (kinds.length > MOST_KINDS) {
    throw new Problem('invalid_input', 'A trip goes to a few kinds of service.', [
      { pointer: '/kinds', detail: `Name at most ${MOST_KINDS} kinds.` },
    ]);
  }
  const fromStart = ways.from(origin);
  const { leading } = careList({ ...question, ways: fromStart, choices: 0 });
  const stops = stopsOf({ directory, group, kinds, leading, departure, ways: fromStart });
  const to = Float64Array.from(stops, ({ service }) => (fromStart.minutes[service] as number) * MINUTE);
  const back = question.returnHome === true ? to : null;
  const between = minutesBetween(question, stops);
  const tableOf = (withDoubt: boolean): TourTable => tourOfStops(question, kinds, { stops, between, withDoubt });
  const sure = toursOf(tableOf(false), { to, back, withUnknown: false });
  const whole = (1 << kinds.length) - 1;
  const isSure = sure.set === whole;
  const guessed = isSure ? sure : toursOf(tableOf(true), { to, back, withUnknown: true });
  const best = kindsIn(guessed.set) > kindsIn(sure.set) ? guessed : sure;
  const status: TripStatus = best.set !== whole ? 'incomplete' : best === sure ? 'complete' : 'complete-with-doubt';
  const end = best.tours.end[best.set] as number;
  return {
    status,
    nextStep: best.set === 0 ? 'district-contact' : stepOf(status),
    visits: visitsOf(question, { kinds, stops, between, to }, best),
    endsAt: best.set === 0 ? null : departure + end,
    // Why a kind is missing is asked of all places, with a doubt or not.
    missing: missingLinks({ tour: guessed.table, kinds, tours: guessed.tours, set: best.set, to, back }),
  };
}

const stepOf = (status: TripStatus): TripStep =>
  status === 'complete' ? 'set-out' : status === 'incomplete' ? 'go-in-parts' : 'call-first';

function minutesBetween({ directory, ways, origin }: TripQuestion, stops: readonly Stop[]): Float64Array {
  const between = new Float64Array(stops.length * stops.length);
  stops.forEach(({ service }, i) => {
    const { lon, lat } = directory.services[service] as PackService;
    const { minutes } = ways.from({ lon, lat, mode: origin.mode });
    stops.forEach((other, j) => {
      const way = minutes[other.service] as number;
      between[i * stops.length + j] = Number.isNaN(way) ? Number.POSITIVE_INFINITY : way * MINUTE;
    });
  });
  return between;
}

function tourOfStops(
  question: TripQuestion,
  kinds: readonly ServiceKind[],
  of: { readonly stops: readonly Stop[]; readonly between: Float64Array; readonly withDoubt: boolean },
): TourTable {
  const { stops, between, withDoubt } = of;
  const stay = (question.stayMinutes ?? STAY_MINUTES) * MINUTE;
  return tourTable({
    ...{ count: stops.length, kindCount: kinds.length, departure: question.departure, between },
    kind: Int8Array.from(stops, (stop) => (withDoubt || stop.doubts.length === 0 ? stop.kind : -1)),
    stay: new Float64Array(kinds.length).fill(stay),
    hours: { schedules: stops.map(({ schedule }) => schedule), of: Int32Array.from(stops.keys()) },
    limit: (question.cutoffMinutes ?? CUTOFF_MINUTES) * MINUTE,
  });
}

interface Toured {
  readonly table: TourTable;
  readonly tours: Tours;
  readonly set: number;
}

function toursOf(table: TourTable, ways: Parameters<typeof fillTours>[2]): Toured {
  const tours = toursFor(table);
  fillTours(table, tours, ways);
  return { table, tours, set: bestSet(tours) };
}

function visitsOf(
  { departure, stayMinutes }: TripQuestion,
  of: {
    readonly kinds: readonly ServiceKind[];
    readonly stops: readonly Stop[];
    readonly between: Float64Array;
    readonly to: Float64Array;
  },
  { tours, set, table }: Toured,
): TripVisit[] {
  const { kinds, stops, between, to } = of;
  const count = table.count;
  const visits: TripVisit[] = [];
  if (set === 0) return visits;
  for (let state = set * count + (tours.last[set] as number); state >= 0; state = tours.before[state] as number) {
    const s = state % count;
    const { service, kind, need, doubts, schedule } = stops[s] as Stop;
    const before = tours.before[state] as number;
    const way = before < 0 ? (to[s] as number) : (between[(before % count) * count + s] as number);
    const arrives = (before < 0 ? 0 : (tours.done[before] as number)) + way;
    const leaves = tours.done[state] as number;
    const wait = leaves - (stayMinutes ?? STAY_MINUTES) * MINUTE - arrives;
    const starts = wait > NOISE ? arrives + wait : arrives;
    visits.push({
      ...{ service, kind: kinds[kind] as ServiceKind, need, doubts, travelMinutes: way / MINUTE },
      waitMinutes: schedule === null ? null : (starts - arrives) / MINUTE,
      ...{ arrivesAt: departure + arrives, startsAt: departure + starts, leavesAt: departure + leaves },
    });
  }
  return visits.reverse();
}
