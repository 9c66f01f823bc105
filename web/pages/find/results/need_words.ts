// What a need is called, and what is said of it by verdict: every sentence that brings no good news says what can still be
// done. Codes come from the core; needs of the operator's own keep the operator's words.
import type { ClockEntry } from '../../../../geodata/analysis/reach/care_list.ts';
import { CLINICAL_NEEDS, type ClinicalNeed } from '../../../../geodata/analysis/reach/clinical_needs.ts';
import { type CareKey, t } from '../../../i18n/care/care_messages.ts';

type BuiltIn = Extract<CareKey, `need.${string}`>;
const builtIn = (id: string): BuiltIn | null =>
  CLINICAL_NEEDS.some((need) => need.id === id) ? (`need.${id}` as BuiltIn) : null;

export interface NeedName {
  readonly text: string;
  /** '' where it is in a language that the rules do not name. */
  readonly lang: string | undefined;
}

export function needName(need: Pick<ClinicalNeed, 'id' | 'need'>): NeedName {
  const key = builtIn(need.id);
  return key === null ? { text: need.need, lang: '' } : { text: t(key), lang: undefined };
}

/** Why a verdict is "perhaps" beyond slow or fast travel. */
export type Perhaps = 'travel' | 'when';

/** What a clinician can still do is said for the needs whose hours are cited. */
const AFTER = new Set(['hiv-prophylaxis', 'emergency-contraception', 'hepatitis-b-vaccine']);

export function verdictKey(
  { need, verdict, doubts }: Pick<ClockEntry, 'need' | 'verdict' | 'doubts'>,
  perhaps: Perhaps,
): CareKey {
  switch (verdict) {
    case 'in':
      return 'clock.verdict.in';
    case 'maybe':
      if (perhaps === 'when') return 'clock.verdict.maybeWhen';
      return doubts.length > 0 ? 'clock.verdict.maybeDoubt' : 'clock.verdict.maybe';
    case 'out':
      return (AFTER.has(need.id) ? `clock.verdict.out.${need.id}` : 'clock.verdict.out.other') as CareKey;
    case 'soon':
      return need.withinHours === null ? 'clock.verdict.soon' : 'clock.verdict.soonWithin';
    case 'none':
      return 'clock.verdict.none';
  }
}
