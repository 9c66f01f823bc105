// A question of the care list made ready: which services count for which need, when each would receive the person, and which come
// first. It knows columns, no words.
import type { Directory, PackService } from '../../schema/pack.ts';
import { bestOfRows, DOUBTFUL, eligibilityFor, LEFT_OUT, limitOf, rankOf, verdictOf } from './care_in_time_choice.ts';
import { VERDICTS, type Verdict } from './care_in_time_codes.ts';
import { keep, type Mutable, type Ranked } from './care_in_time_ranks.ts';
import { type CareWays, receivedTimes } from './care_in_time_received.ts';
import { type DirectoryColumns, directoryColumns } from './care_list_columns.ts';
import { type CareFilters, passesFilters } from './care_list_filters.ts';
import { type ClinicalNeed, groupNeeds, type NeedGroupId } from './clinical_needs.ts';
import type { PackMinutes } from './pack_ways.ts';
import { DAY, HOUR } from './zoned_time.ts';

export interface CareQuestion {
  readonly directory: Directory;
  /** One row per service of the directory (packWays(…).from(…)). */
  readonly ways: Pick<PackMinutes, 'minutes' | 'minutesP10' | 'minutesP90'>;
  /** Milliseconds since 1970 in UTC. */
  readonly departure: number;
  /** Hours from the incident to the departure; null = not known or not told. */
  readonly hoursSinceIncident: number | null;
  readonly group: NeedGroupId;
  /** Places listed for the leading need, and again as many that give other needs of the group. */
  readonly choices?: number;
  readonly filters?: CareFilters;
}

export interface Asked {
  readonly question: CareQuestion;
  readonly columns: DirectoryColumns;
  readonly ways: CareWays;
  /** Milliseconds from incident to departure; NaN = not known. */
  readonly elapsed: number;
  readonly needs: readonly ClinicalNeed[];
  /** What each need makes of each service, as `needs`. */
  readonly eligibility: readonly Uint8Array[];
}

export function askedOf(question: CareQuestion): Asked {
  const { directory, departure, hoursSinceIncident, group } = question;
  const ready = readyFor(directory, departure, group);
  return {
    ...{ question, ...ready, ways: waysFrom(question, ready.columns) },
    elapsed: hoursSinceIncident === null ? Number.NaN : hoursSinceIncident * HOUR,
  };
}

type Ready = Pick<Asked, 'columns' | 'needs' | 'eligibility'>;

/** By day and group, for the directory asked for last: a page asks of the same day and group again and again. */
const ready = new WeakMap<Directory, Map<string, Ready>>();
const MOST_READY = 20;

function readyFor(directory: Directory, departure: number, group: NeedGroupId): Ready {
  const key = `${group} ${Math.floor(departure / DAY)}`;
  const kept = ready.get(directory) ?? new Map<string, Ready>();
  const known = kept.get(key);
  if (known !== undefined) return known;
  const columns = directoryColumns(directory, departure);
  const needs = groupNeeds(group, directory.rules);
  const made = { columns, needs, eligibility: needs.map((need) => eligibilityFor(columns, need)) };
  if (kept.size >= MOST_READY) kept.clear();
  kept.set(key, made);
  ready.set(directory, kept);
  return made;
}

/** Services with a way, in the order of their ids. */
function waysFrom({ ways, departure }: CareQuestion, columns: DirectoryColumns): CareWays {
  const { minutes, minutesP10, minutesP90 } = ways;
  const { order, count } = columns;
  const [services, rows] = [new Int32Array(count), new Int32Array(count)];
  let found = 0;
  for (let s = 0; s < count; s++) {
    const at = order[s] as number;
    if (Number.isNaN(minutes[at])) continue;
    services[found] = s;
    rows[found++] = at;
  }
  const [service, row] = [services.subarray(0, found), rows.subarray(0, found)];
  const times = receivedTimes({
    ...{ service, row, minutes, minutesP10, minutesP90, hours: columns.hours, departure, stayMinutes: 0 },
  });
  return { start: Int32Array.of(0, service.length), service, ...times, isSinglePlace: true, demand: null };
}

/** The first place for need `n`, and its verdict (an index of VERDICTS); null = none. */
export function bestFor(asked: Asked, n: number): { readonly entry: number; readonly code: number } | null {
  const { ways, elapsed, needs, eligibility } = asked;
  const best = bestOfRows({
    ...{ ways, elapsed, need: needs[n] as ClinicalNeed, eligibility: eligibility[n] as Uint8Array },
  });
  const entry = best.entry[0] as number;
  return entry < 0 ? null : { entry, code: best.verdict[0] as number };
}

/** A place on the list, for one need. */
export interface ListedPlace {
  readonly n: number;
  readonly place: Ranked;
}

export interface ShownPlaces {
  readonly places: readonly ListedPlace[];
  /** Places that would be on it but for the filters. */
  readonly hidden: number;
}

/**
 * Places for the leading need, then those that give none of it but other needs of the group: by the verdict on the most urgent
 * need that they give (in, maybe, soon, out), then by time, then by the way, then by id.
 */
export function shownPlaces(asked: Asked, leading: number, most: number): ShownPlaces {
  const { ways, columns, question, needs, eligibility } = asked;
  const first: Ranked[] = [];
  const others: Ranked[] = [];
  const needOf = new Uint8Array(ways.service.length);
  const one: Mutable<Ranked> = { entry: 0, rank: 0, time: 0, way: 0, code: 0 };
  let hidden = 0;
  for (let entry = 0; entry < ways.service.length; entry++) {
    const s = ways.service[entry] as number;
    const time = ways.middle[entry] as number;
    const n = Number.isNaN(time) ? -1 : firstNeed(asked, leading, s);
    if (n < 0) continue;
    const service = question.directory.services[columns.order[s] as number] as PackService;
    if (!passesFilters(service, openOnArrival(asked, entry), question.filters)) {
      hidden++;
      continue;
    }
    const isDoubtful = (eligibility[n] as Uint8Array)[s] === DOUBTFUL;
    const limit = limitOf(needs[n] as ClinicalNeed, asked.elapsed);
    const code = verdictOf(limit, ways.low[entry] as number, ways.high[entry] as number, isDoubtful);
    needOf[entry] = n;
    one.entry = entry;
    one.code = code;
    one.time = time;
    one.way = ways.travel[entry] as number;
    one.rank = n === leading ? rankOf(code, isDoubtful) : otherRank(VERDICTS[code] as Verdict, isDoubtful);
    keep(n === leading ? first : others, most, one);
  }
  return { places: [...first, ...others].map((place) => ({ n: needOf[place.entry] as number, place })), hidden };
}

/** The leading need where the service gives it, else the most urgent that it gives; −1 = none. */
function firstNeed({ eligibility }: Asked, leading: number, s: number): number {
  if (((eligibility[leading] as Uint8Array)[s] as number) < LEFT_OUT) return leading;
  for (let n = 0; n < eligibility.length; n++) if (((eligibility[n] as Uint8Array)[s] as number) < LEFT_OUT) return n;
  return -1;
}

/** Lower comes first: a window that can still be met before what has none, and that before a window that cannot. */
const OTHER_RANKS: Readonly<Record<Verdict, number>> = { in: 0, maybe: 1, soon: 2, out: 3, none: 4 };
const otherRank = (verdict: Verdict, isDoubtful: boolean): number => 2 * OTHER_RANKS[verdict] + Number(isDoubtful);

/** null = its hours are not known. */
export function openOnArrival({ ways, columns }: Asked, entry: number): boolean | null {
  const s = ways.service[entry] as number;
  if (columns.hours.schedules[columns.hours.of[s] as number] === null) return null;
  return ways.wait[entry] === 0;
}
