// The closed words of referrals and of what people find wrong with an entry, and how a referral moves. Apart from the schema,
// so that a page on a phone carries no validator.

export const REFERRAL_STATES = ['sent', 'accepted', 'declined', 'unavailable', 'arrived', 'withdrawn'] as const;
export type ReferralState = (typeof REFERRAL_STATES)[number];

/** From each state to where; a state that leads nowhere is an end. */
export const REFERRAL_MOVES: Readonly<Record<ReferralState, readonly ReferralState[]>> = {
  sent: ['accepted', 'declined', 'unavailable', 'withdrawn'],
  accepted: ['arrived', 'withdrawn'],
  declined: [],
  unavailable: [],
  arrived: [],
  withdrawn: [],
};

export const DECLINE_REASONS = ['full', 'not_eligible', 'no_staff', 'no_stock', 'closed', 'moved', 'other'] as const;
export type DeclineReason = (typeof DECLINE_REASONS)[number];
/** States that say why, so that the next one who refers knows it. */
export const STATES_WITH_REASON: ReadonlySet<ReferralState> = new Set(['declined', 'unavailable']);

/** So many of these within so many days, the first and the last included, and the entry is looked at again. */
export const REVIEW_AFTER = { unavailable: 3, days: 14 } as const;

/** 32 letters and digits that are not mistaken for each other: a code of eight is one of 2^40. */
export const CODE_LETTERS = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';
export const CODE_LENGTH = 8;

export const ENTRY_PROBLEMS = [
  'closed_when_open',
  'moved',
  'wrong_phone',
  'turned_away',
  'asked_for_money',
  'asked_for_police_report',
  'not_what_is_listed',
] as const;
export type EntryProblem = (typeof ENTRY_PROBLEMS)[number];
