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
  NONE,
  type ServiceColumns,
} from './care_in_time_choice.ts';
import { SKIP_REASONS, type SkipReason, VERDICTS, type Verdict } from './care_in_time_codes.ts';
import { type Ranked, rankedPlaces } from './care_in_time_ranks.ts';
import type { CareWays } from './care_in_time_received.ts';
import type { CareInTimeInput, CareInTimeResult, Choice } from './care_in_time_schema.ts';

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

function singleAnswer(asked: Asked, eligibility: Uint8Array, counts: Int32Array): NonNullable<NeedResult['answer']> {
  const { need, ways, names, services, elapsed, input } = asked;
  const { first, passed } = rankedPlaces({ ways, services, need, elapsed, eligibility, counts, most: input.choices });
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
