// Which places come first for one need from one starting point, and which are passed by: the order of care in time, the same on a
// server and on a phone. It knows columns and codes, no words and no validator.
import { DOUBTFUL, LEFT_OUT, limitOf, rankOf, type ServiceColumns, verdictOf } from './care_in_time_choice.ts';
import { SKIP_REASONS } from './care_in_time_codes.ts';
import type { CareWays } from './care_in_time_received.ts';
import type { ClinicalNeed } from './clinical_needs.ts';

/** Places passed by that are listed with their reason. */
const MOST_PASSED_BY = 10;

/** A place on the list, lower first: by rank, then by time, then by the way there, then by the order of the services (that of entries). */
export interface Ranked {
  readonly entry: number;
  readonly rank: number;
  readonly time: number;
  readonly way: number;
  /** Index of VERDICTS, or of SKIP_REASONS for a place passed by. */
  readonly code: number;
}

/** Puts one in its place among the `most` first ones; most never get that far, so they are asked before anything is made. */
export function keep(list: Ranked[], most: number, one: Ranked): void {
  const { entry, rank, time, way, code } = one;
  let at = list.length;
  while (at > 0) {
    const last = list[at - 1] as Ranked;
    if ((rank - last.rank || time - last.time || way - last.way || entry - last.entry) >= 0) break;
    at--;
  }
  if (at === most) return;
  list.splice(at, 0, { entry, rank, time, way, code });
  if (list.length > most) list.pop();
}

export type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };

const OTHER_KIND = SKIP_REASONS.indexOf('other-kind');
const UNREACHABLE = SKIP_REASONS.indexOf('unreachable');
const NO_OPENING = SKIP_REASONS.indexOf('no-opening-listed');

export interface RankQuestion {
  readonly ways: CareWays;
  readonly services: ServiceColumns;
  readonly need: ClinicalNeed;
  /** Milliseconds from incident to departure; NaN = not known. */
  readonly elapsed: number;
  readonly eligibility: Uint8Array;
  /** By SKIP_REASONS; those without a way and without an opening are added. */
  readonly counts: Int32Array;
  /** Places listed. */
  readonly most: number;
}

/** The first places for one need from one starting point, and the nearest ones passed by. */
export function rankedPlaces(of: RankQuestion): {
  readonly first: readonly Ranked[];
  readonly passed: readonly Ranked[];
} {
  const { ways, need, elapsed, services, eligibility, counts } = of;
  const first: Ranked[] = [];
  const passed: Ranked[] = [];
  const limit = limitOf(need, elapsed);
  const noWay = new Uint8Array(services.count).fill(1);
  // Filled anew for each entry, and copied where it is kept.
  const one: Mutable<Ranked> = { entry: 0, rank: 0, time: 0, way: 0, code: 0 };
  const add = (reason: number): void => {
    counts[reason] = (counts[reason] as number) + 1;
  };
  for (let entry = 0; entry < ways.service.length; entry++) {
    const s = ways.service[entry] as number;
    noWay[s] = 0;
    const eligible = eligibility[s] as number;
    const time = ways.middle[entry] as number;
    one.entry = entry;
    one.way = ways.travel[entry] as number;
    const hasNoOpening = eligible < LEFT_OUT && Number.isNaN(time);
    if (hasNoOpening) add(NO_OPENING);
    if (hasNoOpening || eligible >= LEFT_OUT) {
      one.code = hasNoOpening ? NO_OPENING : eligible - LEFT_OUT;
      one.rank = 0;
      one.time = one.way;
      if (one.code !== OTHER_KIND) keep(passed, MOST_PASSED_BY, one);
      continue;
    }
    const isDoubtful = eligible === DOUBTFUL;
    one.code = verdictOf(limit, ways.low[entry] as number, ways.high[entry] as number, isDoubtful);
    one.rank = rankOf(one.code, isDoubtful);
    one.time = time;
    keep(first, of.most, one);
  }
  for (let s = 0; s < services.count; s++) if (noWay[s] && (eligibility[s] as number) < LEFT_OUT) add(UNREACHABLE);
  return { first, passed };
}
