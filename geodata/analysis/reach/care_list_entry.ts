// One place of the care list in codes and moments: when the person arrives and is received, what it gives and what it lacks. It
// knows columns, no words.
import type { PackService } from '../../schema/pack.ts';
import { SERVICE_COMPONENTS } from '../../schema/service_words.ts';
import { DOUBTFUL, doubtsOf, LEFT_OUT } from './care_in_time_choice.ts';
import { type Doubt, type NextStep, nextStepCode, VERDICTS, type Verdict } from './care_in_time_codes.ts';
import { type Asked, type ListedPlace, openOnArrival } from './care_list_asked.ts';
import type { ClinicalNeed, ServiceComponent } from './clinical_needs.ts';
import { endOfOpening } from './opening_hours.ts';
import { HOUR } from './zoned_time.ts';

export interface CareEntry {
  /** Row of the directory. */
  readonly service: number;
  /** Id of the need that the verdict is on: the leading one, or the most urgent of those that the place gives. */
  readonly need: string;
  readonly verdict: Verdict;
  readonly doubts: readonly Doubt[];
  readonly nextStep: NextStep;
  readonly travelMinutes: number;
  readonly travelMinutesP10: number;
  readonly travelMinutesP90: number;
  /** From the arrival until it opens; null = its hours are not known. */
  readonly waitMinutes: number | null;
  /** Milliseconds since 1970. `startsAt` is the arrival where the hours are not known. */
  readonly arrivesAt: number;
  readonly startsAt: number;
  /** Hours from the incident until it receives the person, at P50, P10 and P90; null = not known. */
  readonly hours: number | null;
  readonly hoursP10: number | null;
  readonly hoursP90: number | null;
  /** null = its hours are not known. */
  readonly openOnArrival: boolean | null;
  /** When it opens after the arrival; null = it is open then, or its hours are not known. */
  readonly nextOpening: number | null;
  /** End of the opening in which it receives the person; null = it never closes, or its hours are not known. */
  readonly closesAt: number | null;
  /** Ids of the needs of the group that it gives. */
  readonly gives: readonly string[];
  /** Components that the group asks for and that a medical place has not, or not for now. */
  readonly lacks: readonly ServiceComponent[];
}

export function entryOf(asked: Asked, { n, place }: ListedPlace): CareEntry {
  const { ways, columns, question, needs, eligibility } = asked;
  const s = ways.service[place.entry] as number;
  const row = columns.order[s] as number;
  const need = needs[n] as ClinicalNeed;
  const verdict = VERDICTS[place.code] as Verdict;
  const isOpen = openOnArrival(asked, place.entry);
  const startsAt = question.departure + (ways.middle[place.entry] as number);
  const schedule = columns.hours.schedules[columns.hours.of[s] as number] ?? null;
  const closes = schedule === null ? Number.NaN : endOfOpening(schedule, startsAt);
  const service = question.directory.services[row] as PackService;
  // One literal without spreads: a page asks a thousand times a second while somebody moves a slider.
  return {
    service: row,
    need: need.id,
    verdict,
    doubts: doubtsOf(columns, s, need),
    nextStep: nextStepCode(need, verdict, (eligibility[n] as Uint8Array)[s] === DOUBTFUL),
    travelMinutes: question.ways.minutes[row] as number,
    travelMinutesP10: question.ways.minutesP10[row] as number,
    travelMinutesP90: question.ways.minutesP90[row] as number,
    waitMinutes: isOpen === null ? null : (ways.wait[place.entry] as number) / 60_000,
    arrivesAt: question.departure + (ways.travel[place.entry] as number),
    startsAt,
    hours: hoursOf(asked, ways.middle[place.entry] as number),
    hoursP10: hoursOf(asked, ways.low[place.entry] as number),
    hoursP90: hoursOf(asked, ways.high[place.entry] as number),
    openOnArrival: isOpen,
    nextOpening: isOpen === false ? startsAt : null,
    closesAt: Number.isFinite(closes) ? closes : null,
    gives: givenBy(asked, s),
    lacks: service.kind === 'medical' ? lacksOf(service, needs) : [],
  };
}

/** Hours from the incident to so many milliseconds after the departure; null = not known, or never. */
export function hoursOf({ elapsed }: Asked, ms: number): number | null {
  return Number.isFinite(elapsed + ms) ? (elapsed + ms) / HOUR : null;
}

function givenBy({ needs, eligibility }: Asked, s: number): string[] {
  const given: string[] = [];
  for (let n = 0; n < needs.length; n++) {
    if (((eligibility[n] as Uint8Array)[s] as number) < LEFT_OUT) given.push((needs[n] as ClinicalNeed).id);
  }
  return given;
}

function lacksOf(service: PackService, needs: readonly ClinicalNeed[]): ServiceComponent[] {
  const has = (component: ServiceComponent): boolean =>
    service.components.includes(component) && !service.outOfStock.includes(component);
  return SERVICE_COMPONENTS.filter(
    (component) => needs.some(({ components }) => components.includes(component)) && !has(component),
  );
}
