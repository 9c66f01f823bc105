// The closed words of care in time: verdicts, reasons, doubts and next steps. Apart from the schema, so that a phone that only asks
// carries no validator. What they mean to people is said elsewhere (care_in_time_words.ts).
import type { ClinicalNeed } from './clinical_needs.ts';

/** in, maybe, out: inside the window at P90, in between, outside even at P10. soon: no window applies. none: no place found. */
export const VERDICTS = ['in', 'maybe', 'out', 'soon', 'none'] as const;
export type Verdict = (typeof VERDICTS)[number];

/** Why a place does not count for a need. */
export const SKIP_REASONS = [
  'other-kind',
  'status-closed',
  'component-missing',
  'out-of-stock',
  'unreachable',
  'no-opening-listed',
] as const;
export type SkipReason = (typeof SKIP_REASONS)[number];

/** What is not known, or not known of late, of a place that may count. */
export const DOUBTS = ['hours-unknown', 'status-unknown', 'components-unknown', 'stale', 'under-review'] as const;
export type Doubt = (typeof DOUBTS)[number];

/** What to do now. There is one for every verdict: nobody is ever left with "no". */
export const NEXT_STEPS = [
  'go',
  'leave-now',
  'call-first',
  'go-all-the-same',
  'go-all-the-same-and-call',
  'nearest-health-service',
  'district-contact',
] as const;
export type NextStep = (typeof NEXT_STEPS)[number];

export function nextStepCode(need: Pick<ClinicalNeed, 'components'>, verdict: Verdict, isDoubtful: boolean): NextStep {
  switch (verdict) {
    case 'in':
      return 'go';
    case 'maybe':
      return isDoubtful ? 'call-first' : 'leave-now';
    case 'out':
      return isDoubtful ? 'go-all-the-same-and-call' : 'go-all-the-same';
    case 'soon':
      return isDoubtful ? 'call-first' : 'go';
    case 'none':
      return need.components.length > 0 ? 'nearest-health-service' : 'district-contact';
  }
}
