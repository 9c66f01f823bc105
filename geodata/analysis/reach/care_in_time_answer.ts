// The answer of care-in-time for one need: the first places with their hours, what was passed by and why, or a column per row
// of demand. It puts together what care_in_time_choice.ts computed and care_in_time_words.ts says.
import { CMR_COMPONENTS } from '../../schema/service_words.ts';
import { nameOf } from '../places.ts';
import {
  bestOfRows,
  DOUBTFUL,
  doubtsOf,
  eligibilityFor,
  LEFT_OUT,
  limitOf,
  NONE,
  rankOf,
  type ServiceColumns,
  verdictOf,
} from './care_in_time_choice.ts';
import {
  type CareInTimeInput,
  type CareInTimeResult,
  type Choice,
  SKIP_REASONS,
  type SkipReason,
  VERDICTS,
  type Verdict,
} from './care_in_time_schema.ts';
import type { CareWays } from './care_in_time_ways.ts';
import { choiceText, messageOf, nextStepOf, nextStepsOf, REASON_WORDS } from './care_in_time_words.ts';
import type { ClinicalNeed } from './clinical_needs.ts';
import { HOUR, instantText } from './zoned_time.ts';

type NeedResult = CareInTimeResult['needs'][number];
type Answer = Pick<NeedResult, 'skipped' | 'answer' | 'rows'>;
type Names = Parameters<typeof nameOf>[0];

export interface Asked {
  readonly input: CareInTimeInput;
  readonly services: ServiceColumns;
  readonly names: Names;
  readonly ways: CareWays;
  readonly need: ClinicalNeed;
  /** Milliseconds from incident to departure; NaN = not known. */
  readonly elapsed: number;
}

/** Places passed by that are listed with their reason. */
const MOST_PASSED_BY = 10;

export function answerOf(asked: Asked): Answer {
  const { services, need, ways } = asked;
  const eligibility = eligibilityFor(services, need);
  const counts = new Int32Array(SKIP_REASONS.length);
  for (const eligible of eligibility) {
    if (eligible >= LEFT_OUT) counts[eligible - LEFT_OUT] = (counts[eligible - LEFT_OUT] as number) + 1;
  }
  const answer = ways.isSinglePlace ? singleAnswer(asked, eligibility, counts) : null;
  const skipped: NeedResult['skipped'] = {};
  SKIP_REASONS.forEach((reason, r) => {
    if (counts[r]) skipped[reason] = counts[r] as number;
  });
  return { skipped, answer, rows: answer === null ? rowAnswers(asked, eligibility) : null };
}

/** A place on the list, lower first: by rank, then by time, then by the order of the services (that of the entries). */
interface Ranked {
  readonly entry: number;
  readonly rank: number;
  readonly time: number;
  /** Index of VERDICTS, or of SKIP_REASONS for a place passed by. */
  readonly code: number;
}

/** Puts one in its place among the `most` first ones; most never get that far, so they are asked before anything is made. */
function keep(list: Ranked[], most: number, rank: number, time: number, entry: number, code: number): void {
  let at = list.length;
  while (at > 0) {
    const last = list[at - 1] as Ranked;
    const isBefore = rank !== last.rank ? rank < last.rank : time !== last.time ? time < last.time : entry < last.entry;
    if (!isBefore) break;
    at--;
  }
  if (at === most) return;
  list.splice(at, 0, { entry, rank, time, code });
  if (list.length > most) list.pop();
}

const OTHER_KIND = SKIP_REASONS.indexOf('other-kind');
const UNREACHABLE = SKIP_REASONS.indexOf('unreachable');
const NO_OPENING = SKIP_REASONS.indexOf('no-opening-listed');

/** The first places, and the nearest ones passed by. Adds to `counts` those without a way and without an opening. */
function listsOf(asked: Asked, eligibility: Uint8Array, counts: Int32Array) {
  const { ways, need, elapsed, input, services } = asked;
  const first: Ranked[] = [];
  const passed: Ranked[] = [];
  const limit = limitOf(need, elapsed);
  const noWay = new Uint8Array(services.count).fill(1);
  const add = (reason: number): void => {
    counts[reason] = (counts[reason] as number) + 1;
  };
  for (let entry = 0; entry < ways.service.length; entry++) {
    const s = ways.service[entry] as number;
    noWay[s] = 0;
    const eligible = eligibility[s] as number;
    const time = ways.middle[entry] as number;
    const hasNoOpening = eligible < LEFT_OUT && Number.isNaN(time);
    if (hasNoOpening) add(NO_OPENING);
    if (hasNoOpening || eligible >= LEFT_OUT) {
      const code = hasNoOpening ? NO_OPENING : eligible - LEFT_OUT;
      if (code !== OTHER_KIND) keep(passed, MOST_PASSED_BY, 0, ways.travel[entry] as number, entry, code);
      continue;
    }
    const isDoubtful = eligible === DOUBTFUL;
    const code = verdictOf(limit, ways.low[entry] as number, ways.high[entry] as number, isDoubtful);
    keep(first, input.choices, rankOf(code, isDoubtful), time, entry, code);
  }
  for (let s = 0; s < services.count; s++) if (noWay[s] && (eligibility[s] as number) < LEFT_OUT) add(UNREACHABLE);
  return { first, passed };
}

function singleAnswer(asked: Asked, eligibility: Uint8Array, counts: Int32Array): NonNullable<NeedResult['answer']> {
  const { need, ways, names } = asked;
  const { first, passed } = listsOf(asked, eligibility, counts);
  const best = first[0];
  const verdict: Verdict = best === undefined ? 'none' : (VERDICTS[best.code] as Verdict);
  const isDoubtful = best !== undefined && eligibility[ways.service[best.entry] as number] === DOUBTFUL;
  return {
    verdict,
    message: messageOf(need, verdict, isDoubtful),
    nextStep: nextStepOf(need, verdict, isDoubtful),
    choices: first.map((one) => choiceOf(asked, one)),
    passedBy: passed.map(({ entry, code }) => {
      const reason = SKIP_REASONS[code] as SkipReason;
      return { service: nameOf(names, ways.service[entry] as number), reason, text: REASON_WORDS[reason] };
    }),
  };
}

function choiceOf(asked: Asked, { entry, code }: Ranked): Choice {
  const { ways, elapsed, services, names, need, input } = asked;
  const s = ways.service[entry] as number;
  const doubts = doubtsOf(services, s, need);
  const hours = (ms: number): number | null => (Number.isFinite(elapsed + ms) ? (elapsed + ms) / HOUR : null);
  const choice = {
    service: nameOf(names, s),
    verdict: VERDICTS[code] as Verdict,
    doubts,
    hours: hours(ways.middle[entry] as number),
    hoursP10: hours(ways.low[entry] as number),
    hoursP90: hours(ways.high[entry] as number),
    travelMinutes: (ways.travel[entry] as number) / 60_000,
    waitMinutes: doubts.includes('hours-unknown') ? null : (ways.wait[entry] as number) / 60_000,
    startsAt: instantText(input.departure + (ways.middle[entry] as number)),
  };
  return { ...choice, text: choiceText(choice) };
}

function rowAnswers(asked: Asked, eligibility: Uint8Array): NonNullable<NeedResult['rows']> {
  const { ways, need, elapsed, names } = asked;
  const { entry, verdict } = bestOfRows({ ways, eligibility, need, elapsed });
  const counts = { in: 0, maybe: 0, out: 0, soon: 0, none: 0 };
  const hours = new Float64Array(entry.length).fill(Number.NaN);
  const before = Number.isNaN(elapsed) ? 0 : elapsed;
  const service = Array.from(entry, (e, i) => {
    counts[VERDICTS[verdict[i] ?? NONE] as Verdict]++;
    if (e < 0) return null;
    hours[i] = (before + (ways.middle[e] as number)) / HOUR;
    return nameOf(names, ways.service[e] as number);
  });
  return {
    verdict: Array.from(verdict, (v) => VERDICTS[v] as Verdict),
    service,
    hours,
    counts,
    nextSteps: nextStepsOf(need),
  };
}

/** Only a place with every one of the five counts; a part of them never looks like the whole. */
export function rapeCare(
  services: ServiceColumns,
  names: Names,
): NonNullable<CareInTimeResult['clinicalManagementOfRape']> {
  const whole: ClinicalNeed = {
    id: 'all',
    need: 'all',
    withinHours: null,
    components: [...CMR_COMPONENTS],
    kinds: [],
    protocol: null,
    source: null,
  };
  const eligibility = eligibilityFor(services, whole);
  const complete: (string | number)[] = [];
  let unknown = 0;
  for (let s = 0; s < services.count; s++) {
    if (services.components[s] === -1 || services.outOfStock[s] === -1) unknown++;
    else if ((eligibility[s] as number) < LEFT_OUT) complete.push(nameOf(names, s));
  }
  return { complete, partial: services.count - complete.length - unknown, unknown };
}
