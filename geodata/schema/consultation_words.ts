// The closed words of a consultation: what people were asked about, which group, how it ended and what worried them. Apart
// from the schema, so that a page carries no validator. No word names a person or tells what happened to one.

export const CONSULTATION_TOPICS = ['zone', 'patrol', 'service'] as const;
export type ConsultationTopic = (typeof CONSULTATION_TOPICS)[number];

export const CONSULTED_GROUPS = ['women', 'community', 'youth', 'disability', 'authority'] as const;
export type ConsultedGroup = (typeof CONSULTED_GROUPS)[number];

export const CONSULTATION_OUTCOMES = ['agreed', 'concerns', 'refused'] as const;
export type ConsultationOutcome = (typeof CONSULTATION_OUTCOMES)[number];

export const CONCERNS = [
  'too_far',
  'unsafe_way',
  'no_light',
  'guards',
  'no_women_among_guards',
  'no_privacy',
  'reprisals',
  'water_and_firewood',
  'school',
  'opening_hours',
  'cost',
  'language',
  'not_accessible',
  'land',
  'other',
] as const;
export type Concern = (typeof CONCERNS)[number];

/** Days that a consultation counts, the last included, unless the organization sets others. */
export const CONSULTATION_DAYS = 180;
