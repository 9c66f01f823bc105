// Words of the schema for the form, without loading the schema library: the compiler holds them equal to its lists.
import type { IncidentInput } from '../../../geodata/schema/incident.ts';

const wordsOf = <W extends string>(words: Readonly<Record<W, true>>): readonly W[] => Object.keys(words) as W[];

export const ENTRY_TYPES = wordsOf<IncidentInput['type']>({
  rape: true,
  sexual_assault: true,
  physical_assault: true,
  forced_marriage: true,
  denial_of_resources: true,
  psychological_abuse: true,
  state_based_violence: true,
  non_state_violence: true,
  one_sided_violence: true,
});
export const TIME_WORDS = wordsOf<IncidentInput['timePrecision']>({
  hour: true,
  day: true,
  week: true,
  month: true,
  year: true,
});
export const PLACE_WORDS = wordsOf<IncidentInput['placePrecision']>({
  exact: true,
  settlement: true,
  district: true,
  state: true,
  country: true,
});
export const SOURCE_WORDS = wordsOf<IncidentInput['sourceClass']>({
  survivor: true,
  community: true,
  patrol: true,
  partner: true,
  media: true,
  dataset: true,
});
export const CONSENT_WORDS = wordsOf<IncidentInput['consent']>({ given: true, not_applicable: true });
