// Which places a trip may stop at: of each kind the first few that are near or open soon, and what is near those. It knows columns
// and minutes, no order of visits.
import type { Directory, PackService } from '../../schema/pack.ts';
import type { ServiceKind } from '../../schema/service_words.ts';
import { COUNTS, DOUBTFUL, doubtsOf, eligibilityFor, LEFT_OUT } from './care_in_time_choice.ts';
import type { Doubt } from './care_in_time_codes.ts';
import { type DirectoryColumns, directoryColumns } from './care_list_columns.ts';
import { type ClinicalNeed, groupNeeds, type NeedGroupId } from './clinical_needs.ts';
import { earliestStart } from './opening_hours.ts';
import type { Schedule } from './opening_hours_schedule.ts';
import type { PackMinutes } from './pack_ways.ts';

const MINUTE = 60_000;
/** Of each kind so many by the time at which they receive the person, and so many by the way alone; of doubtful places so many each. */
const SOON = 4;
const NEAR = 3;
const DOUBTFUL_EACH = 2;

export interface Stop {
  /** Row of the directory. */
  readonly service: number;
  /** Place in the list of kinds. */
  readonly kind: number;
  /** What it is visited for. */
  readonly need: string;
  readonly doubts: readonly Doubt[];
  /** null = not known. */
  readonly schedule: Schedule | null;
}

export interface StopQuestion {
  readonly directory: Directory;
  readonly group: NeedGroupId;
  readonly kinds: readonly ServiceKind[];
  /** Need of the group that a medical place must give where some place does. */
  readonly leading: string;
  readonly departure: number;
  /** From where the trip begins. */
  readonly ways: Pick<PackMinutes, 'minutes'>;
}

/** Stops by kind, each service once. */
export function stopsOf(question: StopQuestion): Stop[] {
  const { directory, group, kinds, departure } = question;
  const columns = directoryColumns(directory, departure);
  const needs = groupNeeds(group, directory.rules);
  return kinds.flatMap((kind, k) => {
    const wanted = needsOfKind(kind, needs, question.leading);
    for (const need of wanted) {
      const stops = stopsFor({ question, columns, need, kind, k });
      if (stops.length > 0) return stops;
    }
    return [];
  });
}

/** What a place of this kind is visited for: the leading need where it is one for such places, then what the group names, then any. */
function needsOfKind(kind: ServiceKind, needs: readonly ClinicalNeed[], leading: string): ClinicalNeed[] {
  const isFor = ({ kinds }: ClinicalNeed): boolean => (kinds.length === 0 ? kind === 'medical' : kinds.includes(kind));
  const first = needs.find((need) => need.id === leading && isFor(need));
  const plain = needs.find((need) => need.components.length === 0 && isFor(need));
  const any = { id: kind, need: kind, withinHours: null, components: [], kinds: [kind], protocol: null, source: null };
  return [...(first === undefined ? [] : [first]), plain ?? any];
}

function stopsFor(of: {
  readonly question: StopQuestion;
  readonly columns: DirectoryColumns;
  readonly need: ClinicalNeed;
  readonly kind: ServiceKind;
  readonly k: number;
}): Stop[] {
  const { question, columns, need, kind, k } = of;
  const eligibility = eligibilityFor(columns, need);
  const found: Found[] = [];
  for (let s = 0; s < columns.count; s++) {
    const row = columns.order[s] as number;
    const way = question.ways.minutes[row] as number;
    if ((eligibility[s] as number) >= LEFT_OUT || Number.isNaN(way)) continue;
    if ((question.directory.services[row] as PackService).kind !== kind) continue;
    const arrival = question.departure + way * MINUTE;
    const schedule = scheduleOf(columns, s);
    const received = schedule === null ? arrival : earliestStart(schedule, arrival);
    if (!Number.isNaN(received)) found.push({ s, way, received });
  }
  const [sure, doubtful] = [COUNTS, DOUBTFUL].map((is) => found.filter(({ s }) => eligibility[s] === is)) as [
    Found[],
    Found[],
  ];
  const chosen = new Set([
    ...firstBy(sure, ({ received }) => received, SOON),
    ...firstBy(sure, ({ way }) => way, NEAR),
    ...firstBy(doubtful, ({ received }) => received, DOUBTFUL_EACH),
    ...firstBy(doubtful, ({ way }) => way, DOUBTFUL_EACH),
  ]);
  return [...chosen].map(({ s }) => ({
    ...{ service: columns.order[s] as number, kind: k, need: need.id },
    ...{ doubts: doubtsOf(columns, s, need), schedule: scheduleOf(columns, s) },
  }));
}

interface Found {
  readonly s: number;
  readonly way: number;
  readonly received: number;
}

const firstBy = (found: readonly Found[], value: (one: Found) => number, most: number): Found[] =>
  found
    .slice()
    .sort((a, b) => value(a) - value(b) || a.s - b.s)
    .slice(0, most);

const scheduleOf = ({ hours }: DirectoryColumns, s: number): Schedule | null =>
  hours.schedules[hours.of[s] as number] ?? null;
