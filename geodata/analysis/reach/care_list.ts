// The list of help for what a person picked, the clock of what is still useful and until when: worked out where the person is,
// on a phone. Codes and numbers only; it knows no words, no network and no validator.
import { DOUBTFUL, doubtsOf } from './care_in_time_choice.ts';
import { type Doubt, type NextStep, nextStepCode, VERDICTS, type Verdict } from './care_in_time_codes.ts';
import { type Asked, askedOf, bestFor, type CareQuestion, shownPlaces } from './care_list_asked.ts';
import { type CareEntry, entryOf, hoursOf } from './care_list_entry.ts';
import { type PassedPlaces, passedPlaces } from './care_list_passed.ts';
import { type ClinicalNeed, NEED_GROUPS, type NeedGroupId } from './clinical_needs.ts';
import { HOUR } from './zoned_time.ts';

export interface ClockEntry {
  readonly need: ClinicalNeed;
  readonly verdict: Verdict;
  /** Row of the directory; null = no place is known to give it and to be within reach. */
  readonly best: number | null;
  readonly doubts: readonly Doubt[];
  /** End of the window, milliseconds since 1970; null = no window is cited, or the time of the incident is not known. */
  readonly until: number | null;
  /** Hours from the incident until the best place receives the person, at P50, P10 and P90; null = not known. */
  readonly hours: number | null;
  readonly hoursP10: number | null;
  readonly hoursP90: number | null;
  /** When the best place receives the person. */
  readonly startsAt: number | null;
  readonly nextStep: NextStep;
}

export interface CareList extends PassedPlaces {
  /** Id of the need that the list is sorted for. */
  readonly leading: string;
  /** Places for the leading need in order, then those that give other needs of the group. */
  readonly entries: readonly CareEntry[];
  /** Every need of the group, most urgent first. Filters do not change it. */
  readonly clock: readonly ClockEntry[];
  /** Places that would be listed but for the filters. */
  readonly hidden: number;
}

const MOST_CHOICES = 10;

/**
 * Which places help with this, in which order, and how long is each kind of care still useful?
 *
 * Method: that of care-in-time (care_in_time.ts) on the same columns, so that a server asked for the leading need with the same
 * minutes names the same places. After rape the leading need is the most urgent one whose window some place can still meet (`in`
 * or `maybe`); where none can, or the hour is not known, it is all of clinical management of rape, as soon as possible. Elsewhere
 * it is the first need of the group that some place gives. Places that give other needs of the group follow, those with a
 * window that can be met first, then by time; the verdict of such a place is on the most urgent of what it gives.
 * Inputs: a directory as unpackDirectory gives it, minutes by service (NaN = no way), milliseconds and hours.
 * Output: codes, rows of the directory, milliseconds since 1970 and minutes; null = not known.
 * Filters hide places from the list and say how many; they change neither the clock nor the leading need, since what is
 * needed does not depend on what is wished for.
 * Cost: O(s · (n + log h)) for s services, n needs and h openings: of 463 services a quarter of a millisecond of a desktop
 * (tests/bench/packs.ts).
 * Checked against the catalog's care-in-time on random directories.
 *
 * Assumption that can harm: as care-in-time; and a directory on a phone is as old as its last visit.
 */
export function careList(question: CareQuestion): CareList {
  const asked = askedOf(question);
  const clock = asked.needs.map((_, n) => clockEntry(asked, n));
  const leading = leadingNeed(question.group, clock);
  const shown = shownPlaces(asked, leading, question.choices ?? MOST_CHOICES);
  return {
    leading: (asked.needs[leading] as ClinicalNeed).id,
    entries: shown.places.map((place) => entryOf(asked, place)),
    clock,
    ...passedPlaces(asked, leading),
    hidden: shown.hidden,
  };
}

function clockEntry(asked: Asked, n: number): ClockEntry {
  const { needs, columns, ways, question, elapsed, eligibility } = asked;
  const need = needs[n] as ClinicalNeed;
  const window = need.withinHours === null ? Number.NaN : need.withinHours * HOUR - elapsed;
  const until = Number.isNaN(window) ? null : question.departure + window;
  const best = bestFor(asked, n);
  if (best === null) {
    const unknown = { best: null, doubts: [], hours: null, hoursP10: null, hoursP90: null, startsAt: null };
    return { need, verdict: 'none', until, ...unknown, nextStep: nextStepCode(need, 'none', false) };
  }
  const s = ways.service[best.entry] as number;
  const verdict = VERDICTS[best.code] as Verdict;
  return {
    need,
    verdict,
    best: columns.order[s] as number,
    doubts: doubtsOf(columns, s, need),
    until,
    hours: hoursOf(asked, ways.middle[best.entry] as number),
    hoursP10: hoursOf(asked, ways.low[best.entry] as number),
    hoursP90: hoursOf(asked, ways.high[best.entry] as number),
    startsAt: question.departure + (ways.middle[best.entry] as number),
    nextStep: nextStepCode(need, verdict, (eligibility[n] as Uint8Array)[s] === DOUBTFUL),
  };
}

/** Index of the need that the list is sorted for. */
function leadingNeed(group: NeedGroupId, clock: readonly ClockEntry[]): number {
  const { whole } = NEED_GROUPS[group];
  const firstOf = (verdicts: readonly Verdict[]): number =>
    clock.findIndex(({ verdict }) => verdicts.includes(verdict));
  const isThere = (n: number): boolean => n >= 0 && clock[n]?.verdict !== 'none';
  const tried =
    whole === null
      ? [firstOf(['in', 'maybe', 'soon']), firstOf(['out'])]
      : [
          firstOf(['in', 'maybe']),
          clock.findIndex(({ need }) => need.id === whole),
          firstOf(['soon']),
          firstOf(['out']),
        ];
  return Math.max(0, tried.find(isThere) ?? 0);
}
