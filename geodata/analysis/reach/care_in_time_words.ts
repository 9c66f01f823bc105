// What care-in-time says to people. Every sentence names a next step; none says that it is over, since other care is never over
// and a clinician decides. It knows verdicts and hours, no tables.
import { type Doubt, type NextStep, nextStepCode, type SkipReason, type Verdict } from './care_in_time_codes.ts';
import type { Choice } from './care_in_time_schema.ts';
import type { ClinicalNeed } from './clinical_needs.ts';

export const ADVICE: readonly string[] = [
  'Whatever the hour: going is worth it. Wounds, infections, pregnancy, fear and safety can be cared for at any time.',
  'The person decides whether, when and where to go. Nobody needs a police report to be treated, unless a rule of the country says so: ask the place.',
  'Travel times are estimates. Leave as soon as it is safe to leave.',
];

const windowText = (need: ClinicalNeed): string => `the ${need.withinHours} hours of its protocol`;

export function messageOf(need: ClinicalNeed, verdict: Verdict, isDoubtful: boolean): string {
  switch (verdict) {
    case 'in':
      return `${need.need}: can be reached within ${windowText(need)}.`;
    case 'maybe':
      return isDoubtful
        ? `${need.need}: can perhaps be reached within ${windowText(need)}. Not everything is known of the place.`
        : `${need.need}: slow or fast travel decides whether it is reached within ${windowText(need)}.`;
    case 'out':
      return `${need.need}: by these figures the arrival lies after ${windowText(need)}. A clinician decides what helps now, and other care helps at any time.`;
    case 'soon':
      return `${need.need}: as soon as possible.`;
    case 'none':
      return `${need.need}: no place in this list is known to give it and to be within reach.`;
  }
}

const CALL =
  'Call before leaving, if that is safe: not everything is known of this place. If it cannot help, go to the next one listed.';
const ASK = 'Ask the place what helps now, and whether a mobile team or a nearer post can start care sooner.';

const STEP_WORDS: Readonly<Record<NextStep, string>> = {
  go: 'Go to the first place listed, as soon as it is safe to leave.',
  'leave-now': 'Leave now if it is safe, by the fastest safe way, and call the place so that it is ready.',
  'call-first': CALL,
  'go-all-the-same': `Go all the same, as soon as it is safe to leave. ${ASK}`,
  'go-all-the-same-and-call': `Go all the same, as soon as it is safe to leave, and call first. ${ASK}`,
  'nearest-health-service':
    'Go to the nearest health service for first care and ask it to refer, or call the contact for this district: a mobile team may bring what is missing.',
  'district-contact': 'Call the contact for this district: help may come by phone or by a mobile team.',
};

export const nextStepOf = (need: ClinicalNeed, verdict: Verdict, isDoubtful: boolean): string =>
  STEP_WORDS[nextStepCode(need, verdict, isDoubtful)];

/** For tables: one sentence fits every row of a verdict. */
export const nextStepsOf = (need: ClinicalNeed): Record<Verdict, string> => ({
  in: nextStepOf(need, 'in', false),
  maybe:
    'Leave as soon as it is safe, by the fastest safe way, and call the place first: its hours, its stock or the way may be in doubt.',
  out: nextStepOf(need, 'out', false),
  soon: nextStepOf(need, 'soon', false),
  none: nextStepOf(need, 'none', false),
});

const DOUBT_WORDS: Readonly<Record<Doubt, string>> = {
  'hours-unknown': 'its opening hours are not known',
  'status-unknown': 'it is not known whether it is running',
  'components-unknown': 'it is not known whether it has what is needed',
  stale: 'what is listed was checked long ago or never',
  'under-review': 'people who were sent there lately found no help, and what is listed is being checked',
};

export function choiceText(choice: Omit<Choice, 'text'>): string {
  const parts = [`About ${durationText(choice.travelMinutes)} on the way`];
  if (choice.waitMinutes !== null && choice.waitMinutes > 0) {
    parts.push(`closed on arrival: it opens ${durationText(choice.waitMinutes)} later`);
  } else if (choice.waitMinutes === 0) parts.push('open on arrival');
  parts.push(...choice.doubts.map((doubt) => DOUBT_WORDS[doubt]));
  return `${parts.join('; ')}.`;
}

/** "2 h 5 min"; rounded up, since nobody should come to a door that is still shut. */
function durationText(minutes: number): string {
  const whole = Math.ceil(minutes);
  if (whole < 60) return `${whole} min`;
  const rest = whole % 60;
  return rest === 0 ? `${whole / 60} h` : `${Math.floor(whole / 60)} h ${rest} min`;
}

export const REASON_WORDS: Readonly<Record<SkipReason, string>> = {
  'other-kind': 'It is another kind of service.',
  'status-closed': 'It is recorded as closed. Look further down the list.',
  'component-missing': 'It does not have all that this needs. It may still give first care and refer.',
  'out-of-stock': 'What this needs has run out there for now. Call: it may be back, or be brought.',
  unreachable: 'No way to it is known.',
  'no-opening-listed': 'No opening within a year is listed. Call to learn when somebody is there.',
};
