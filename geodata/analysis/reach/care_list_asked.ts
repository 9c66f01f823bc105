// A question of the care list made ready: which services count for which need, when each would receive the person, and which come
// first. It knows columns, no words.
import type { Directory, PackService } from '../../schema/pack.ts';
import { DOUBTFUL, eligibilityFor, LEFT_OUT, limitOf, rankOf, verdictOf } from './care_in_time_choice.ts';
import { SKIP_REASONS, VERDICTS, type Verdict } from './care_in_time_codes.ts';
import { compareRanked, type Ranked, rankedPlaces } from './care_in_time_ranks.ts';
import { type CareWays, receivedTimes } from './care_in_time_received.ts';
import { type DirectoryColumns, directoryColumns } from './care_list_columns.ts';
import { type CareFilters, passesFilters } from './care_list_filters.ts';
import { type ClinicalNeed, groupNeeds, type NeedGroupId } from './clinical_needs.ts';
import type { PackMinutes } from './pack_ways.ts';
import { HOUR } from './zoned_time.ts';

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
  const columns = directoryColumns(directory, departure);
  const needs = groupNeeds(group, directory.rules);
  return {
    ...{ question, columns, needs },
    elapsed: hoursSinceIncident === null ? Number.NaN : hoursSinceIncident * HOUR,
    eligibility: needs.map((need) => eligibilityFor(columns, need)),
    ways: waysFrom(question, columns),
  };
}

/** Services with a way, in the order of their ids. */
function waysFrom({ ways, departure }: CareQuestion, columns: DirectoryColumns): CareWays {
  const { minutes, minutesP10, minutesP90 } = ways;
  const service = Int32Array.from(columns.order.keys()).filter(
    (s) => !Number.isNaN(minutes[columns.order[s] as number]),
  );
  const row = service.map((s) => columns.order[s] as number);
  const times = receivedTimes({
    ...{ service, row, minutes, minutesP10, minutesP90, hours: columns.hours, departure, stayMinutes: 0 },
  });
  return { start: Int32Array.of(0, service.length), service, ...times, isSinglePlace: true, demand: null };
}

/** The first place for need `n`; undefined = none. */
export function bestFor(asked: Asked, n: number): Ranked | undefined {
  const { ways, columns, elapsed, needs, eligibility } = asked;
  const counts = new Int32Array(SKIP_REASONS.length);
  return rankedPlaces({
    ...{ ways, services: columns, elapsed, counts, most: 1 },
    ...{ need: needs[n] as ClinicalNeed, eligibility: eligibility[n] as Uint8Array },
  }).first[0];
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
  const first: ListedPlace[] = [];
  const others: ListedPlace[] = [];
  let hidden = 0;
  const order = [leading, ...needs.keys()];
  for (let entry = 0; entry < ways.service.length; entry++) {
    const s = ways.service[entry] as number;
    const time = ways.middle[entry] as number;
    if (Number.isNaN(time)) continue;
    const n = order.find((need) => ((eligibility[need] as Uint8Array)[s] as number) < LEFT_OUT);
    if (n === undefined) continue;
    const service = question.directory.services[columns.order[s] as number] as PackService;
    if (!passesFilters(service, openOnArrival(asked, entry), question.filters)) {
      hidden++;
      continue;
    }
    const isDoubtful = (eligibility[n] as Uint8Array)[s] === DOUBTFUL;
    const limit = limitOf(needs[n] as ClinicalNeed, asked.elapsed);
    const code = verdictOf(limit, ways.low[entry] as number, ways.high[entry] as number, isDoubtful);
    const rank = n === leading ? rankOf(code, isDoubtful) : otherRank(VERDICTS[code] as Verdict, isDoubtful);
    const place = { entry, code, rank, time, way: ways.travel[entry] as number };
    (n === leading ? first : others).push({ n, place });
  }
  const inOrder = (list: ListedPlace[]): ListedPlace[] =>
    list.sort((a, b) => compareRanked(a.place, b.place)).slice(0, most);
  return { places: [...inOrder(first), ...inOrder(others)], hidden };
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
