// The earliest end of a tour that visits one service of each kind in a set, for every set of kinds at once, from one starting
// point. Typed arrays, milliseconds since the departure; it knows no names and no words.
import { earliestStart } from './opening_hours.ts';
import { type OpeningRuns, openingRuns, startInRuns } from './opening_hours_runs.ts';
import type { ScheduleColumn } from './opening_hours_schedule.ts';
import { NOISE } from './zoned_time.ts';

/** What stays the same from one starting point to the next. */
export interface TourTable {
  readonly count: number;
  readonly kindCount: number;
  /** Bit of the kind of each service, 0 to kindCount − 1; −1 = takes no part. */
  readonly kind: Int8Array;
  /** Milliseconds to stay at a service of each kind. */
  readonly stay: Float64Array;
  readonly hours: ScheduleColumn;
  readonly runs: readonly (OpeningRuns | null)[];
  /** Services that one may go on to from service s: `next[first[s]] … next[first[s + 1] - 1]`, nearest first, and the way there. */
  readonly first: Int32Array;
  readonly next: Int32Array;
  readonly way: Float64Array;
  readonly departure: number;
  /** Milliseconds that a tour may take. */
  readonly limit: number;
}

/** The ways between services (milliseconds, row by row, Infinity = none) as lists, without those longer than the limit. */
export function tourTable(
  of: Omit<TourTable, 'first' | 'next' | 'way' | 'runs'> & { readonly between: Float64Array },
): TourTable {
  const { between, ...rest } = of;
  const { count, kind, limit, hours, departure } = rest;
  const first = new Int32Array(count + 1);
  const next: number[] = [];
  for (let s = 0; s < count; s++) {
    const row = between.subarray(s * count, (s + 1) * count);
    const here: number[] = [];
    for (let t = 0; t < count; t++) {
      const isOther = (kind[s] as number) >= 0 && (kind[t] as number) >= 0 && kind[t] !== kind[s];
      if (isOther && (row[t] as number) <= limit + NOISE) here.push(t);
    }
    here.sort((a, b) => (row[a] as number) - (row[b] as number) || a - b);
    next.push(...here);
    first[s + 1] = next.length;
  }
  const way = new Float64Array(next.length);
  for (let s = 0; s < count; s++) {
    for (let e = first[s] as number; e < (first[s + 1] as number); e++)
      way[e] = between[s * count + (next[e] as number)] as number;
  }
  const runs = hours.schedules.map((schedule) =>
    schedule === null || schedule.always ? null : openingRuns(schedule, departure, departure + limit),
  );
  return { ...rest, first, next: Int32Array.from(next), way, runs };
}

/** The tours of one starting point. State (set of kinds, last service) stands at `set * count + service`. */
export interface Tours {
  /** Earliest end of the last visit; Infinity = not within the limit. */
  readonly done: Float64Array;
  /** State before; −1 = from the start. */
  readonly before: Int32Array;
  /** By set of kinds: earliest end of the tour, with the way back where one is asked for, and its last service; −1 = none. */
  readonly end: Float64Array;
  readonly last: Int32Array;
}

export function toursFor({ count, kindCount }: TourTable): Tours {
  const sets = 1 << kindCount;
  return {
    done: new Float64Array(sets * count),
    before: new Int32Array(sets * count),
    end: new Float64Array(sets),
    last: new Int32Array(sets),
  };
}

/**
 * Fills `tours`: dynamic programming over (set of kinds visited, last service) as in Held & Karp 1962 (doi:10.1137/0110015).
 * It is exact since nobody who is earlier at a door is received later, so of two tours that end at the same service with
 * the same kinds behind them only the earlier one matters. Equal times keep the smaller state.
 */
export function fillTours(
  table: TourTable,
  tours: Tours,
  of: {
    /** Milliseconds to each service, and from it home (null = the tour ends at the last service); Infinity = no way. */
    readonly to: Float64Array;
    readonly back: Float64Array | null;
    /** Whether services whose hours are not known take part, as if open on arrival. */
    readonly withUnknown: boolean;
  },
): void {
  const { count, kind, stay, first, next, way, limit } = table;
  const { done, before, end, last } = tours;
  const most = limit + NOISE;
  done.fill(Number.POSITIVE_INFINITY);
  end.fill(Number.POSITIVE_INFINITY);
  last.fill(-1);
  const visit = (state: number, from: number, arrival: number): void => {
    const s = state % count;
    // Open on arrival is the best that can be: where that is no earlier, the hours need not be looked up.
    if (arrival + (stay[kind[s] as number] as number) >= (done[state] as number)) return;
    const ends = visitEnd(table, s, arrival, of.withUnknown);
    if (ends <= most && ends < (done[state] as number)) {
      done[state] = ends;
      before[state] = from;
    }
  };
  for (let s = 0; s < count; s++) {
    if ((kind[s] as number) >= 0 && (of.to[s] as number) <= most)
      visit((1 << (kind[s] as number)) * count + s, -1, of.to[s] as number);
  }
  for (let set = 1; set < end.length; set++) {
    for (let s = 0; s < count; s++) {
      const state = set * count + s;
      const ended = done[state] as number;
      if (ended === Number.POSITIVE_INFINITY) continue;
      const home = of.back === null ? ended : ended + (of.back[s] as number);
      if (home <= most && home < (end[set] as number)) {
        end[set] = home;
        last[set] = s;
      }
      if (set === end.length - 1) continue;
      for (let e = first[s] as number; e < (first[s + 1] as number); e++) {
        const arrival = ended + (way[e] as number);
        if (arrival > most) break;
        const t = next[e] as number;
        const bit = 1 << (kind[t] as number);
        if ((set & bit) === 0) visit((set | bit) * count + t, state, arrival);
      }
    }
  }
}

function visitEnd(table: TourTable, s: number, arrival: number, withUnknown: boolean): number {
  const { hours, runs, departure, stay } = table;
  const index = hours.of[s] as number;
  const schedule = hours.schedules[index] ?? null;
  const long = stay[table.kind[s] as number] as number;
  if (schedule === null) return withUnknown ? arrival + long : Number.POSITIVE_INFINITY;
  if (schedule.always) return arrival + long;
  const at = departure + arrival;
  const listed = runs[index] ?? null;
  const start = listed === null ? earliestStart(schedule, at, long) : startInRuns(listed, schedule, at, long);
  // The wait is a difference of instants: no wait is exactly 0, whatever the date.
  return Number.isNaN(start) ? Number.POSITIVE_INFINITY : arrival + (start - at) + long;
}

/** The set with the most kinds, then the earliest end, then the smallest; 0 = none. */
export function bestSet({ end }: Tours): number {
  let best = 0;
  let bestKinds = 0;
  for (let set = 1; set < end.length; set++) {
    if (end[set] === Number.POSITIVE_INFINITY) continue;
    const kinds = kindsIn(set);
    if (kinds > bestKinds || (kinds === bestKinds && (end[set] as number) < (end[best] as number))) {
      best = set;
      bestKinds = kinds;
    }
  }
  return best;
}

export function kindsIn(set: number): number {
  let kinds = 0;
  for (let rest = set; rest > 0; rest &= rest - 1) kinds++;
  return kinds;
}

/** The services of the tour of a set in the order of the visits. */
export function tourOf({ last, before }: Tours, set: number, count: number): number[] {
  const services: number[] = [];
  if (set === 0) return services;
  for (let state = set * count + (last[set] as number); state >= 0; state = before[state] as number)
    services.push(state % count);
  return services.reverse();
}
