// The answer of care-in-time for one need: the first places with their hours, what was passed by and why, or a column per row
// of demand. It puts together what care_in_time_choice.ts computed and care_in_time_words.ts says.
import { CMR_COMPONENTS } from '../../schema/service.ts';
import { nameOf } from '../places.ts';
import {
  bestOfRows,
  COUNTS,
  DOUBTFUL,
  doubtsOf,
  LEFT_OUT,
  NONE,
  rankOf,
  type ServiceColumns,
  skipReason,
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
import type { ClinicalNeed } from './clinical_windows.ts';
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
  const eligibility = new Uint8Array(services.count);
  const skipped: NeedResult['skipped'] = {};
  for (let s = 0; s < services.count; s++) {
    const reason = skipReason(services, s, need);
    if (reason === null) eligibility[s] = doubtsOf(services, s, need).length > 0 ? DOUBTFUL : COUNTS;
    else {
      eligibility[s] = LEFT_OUT + SKIP_REASONS.indexOf(reason);
      skipped[reason] = (skipped[reason] ?? 0) + 1;
    }
  }
  return ways.isSinglePlace
    ? singleAnswer(asked, eligibility, skipped)
    : { skipped, answer: null, rows: rowAnswers(asked, eligibility) };
}

interface Ranked {
  readonly entry: number;
  readonly verdict: number;
  readonly isDoubtful: boolean;
}

function singleAnswer(asked: Asked, eligibility: Uint8Array, skipped: NeedResult['skipped']): Answer {
  const { ways, need, elapsed, services, names } = asked;
  const ranked: Ranked[] = [];
  const passed: { readonly entry: number; readonly reason: SkipReason }[] = [];
  const seen = new Uint8Array(services.count);
  const count = (reason: SkipReason): void => {
    skipped[reason] = (skipped[reason] ?? 0) + 1;
  };
  for (let entry = 0; entry < ways.service.length; entry++) {
    const s = ways.service[entry] as number;
    const eligible = eligibility[s] as number;
    seen[s] = 1;
    const [low, high] = [ways.low[entry] as number, ways.high[entry] as number];
    const isDoubtful = eligible === DOUBTFUL;
    if (eligible >= LEFT_OUT) passed.push({ entry, reason: SKIP_REASONS[eligible - LEFT_OUT] as SkipReason });
    else if (Number.isNaN(ways.middle[entry])) {
      count('no-opening-listed');
      passed.push({ entry, reason: 'no-opening-listed' });
    } else
      ranked.push({
        entry,
        isDoubtful,
        verdict: verdictOf({ window: need.withinHours, elapsed, low, high, isDoubtful }),
      });
  }
  for (let s = 0; s < services.count; s++) if (!seen[s] && (eligibility[s] as number) < LEFT_OUT) count('unreachable');
  const time = (of: Ranked): number => ways.middle[of.entry] as number;
  ranked.sort(
    (a, b) =>
      rankOf(a.verdict, a.isDoubtful) - rankOf(b.verdict, b.isDoubtful) || time(a) - time(b) || a.entry - b.entry,
  );
  const best = ranked[0];
  const verdict: Verdict = best === undefined ? 'none' : (VERDICTS[best.verdict] as Verdict);
  const isDoubtful = best?.isDoubtful ?? false;
  const nearest = passed
    .filter(({ reason }) => reason !== 'other-kind')
    .sort((a, b) => (ways.travel[a.entry] as number) - (ways.travel[b.entry] as number) || a.entry - b.entry)
    .slice(0, MOST_PASSED_BY);
  return {
    skipped,
    answer: {
      verdict,
      message: messageOf(need, verdict, isDoubtful),
      nextStep: nextStepOf(need, verdict, isDoubtful),
      choices: ranked.slice(0, asked.input.choices).map((one) => choiceOf(asked, one)),
      passedBy: nearest.map(({ entry, reason }) => ({
        service: nameOf(names, ways.service[entry] as number),
        reason,
        text: REASON_WORDS[reason],
      })),
    },
    rows: null,
  };
}

function choiceOf(asked: Asked, { entry, verdict }: Ranked): Choice {
  const { ways, elapsed, services, names, need, input } = asked;
  const s = ways.service[entry] as number;
  const doubts = doubtsOf(services, s, need);
  const hours = (ms: number): number | null => (Number.isFinite(elapsed + ms) ? (elapsed + ms) / HOUR : null);
  const choice = {
    service: nameOf(names, s),
    verdict: VERDICTS[verdict] as Verdict,
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
  const complete: (string | number)[] = [];
  let unknown = 0;
  for (let s = 0; s < services.count; s++) {
    const isKnown = services.components[s] !== -1 && services.outOfStock[s] !== -1;
    if (!isKnown) unknown++;
    else if (services.status[s] !== 1 && skipReason(services, s, whole) === null) complete.push(nameOf(names, s));
  }
  return { complete, partial: services.count - complete.length - unknown, unknown };
}
