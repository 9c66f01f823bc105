// A referral: somebody is sent to a service or a contact, known by a code and by nothing about them. And what people find
// wrong with an entry of the directory.
import { z } from 'zod';
import { SERVICE_KINDS } from './service_words.ts';

export const REFERRAL_STATES = ['sent', 'accepted', 'declined', 'unavailable', 'arrived', 'withdrawn'] as const;
export const DECLINE_REASONS = ['full', 'not_eligible', 'no_staff', 'no_stock', 'closed', 'moved', 'other'] as const;
/** Three of these within so many days, and the entry is looked at again. */
export const REVIEW_AFTER = { unavailable: 3, days: 14 } as const;

export const referral = z.strictObject({
  id: z.uuid(),
  /** Eight letters and digits that are not mistaken for each other; it stands on the card and is all that links to a person. */
  code: z.string().regex(/^[2-9A-HJ-NP-Z]{8}$/),
  serviceId: z.uuid().nullable(),
  gatewayId: z.uuid().nullable(),
  needs: z.array(z.enum(SERVICE_KINDS)).min(1).max(SERVICE_KINDS.length),
  urgent: z.boolean(),
  state: z.enum(REFERRAL_STATES),
  reason: z.enum(DECLINE_REASONS).nullable(),
  madeOn: z.iso.date(),
  answeredOn: z.iso.date().nullable(),
  version: z.number().int().positive(),
});
export type Referral = z.infer<typeof referral>;

/** The body of create: where to, and for what. No name, no words. */
export const referralInput = z
  .strictObject({
    serviceId: z.uuid().nullable().default(null),
    gatewayId: z.uuid().nullable().default(null),
    needs: referral.shape.needs,
    urgent: z.boolean().default(false),
  })
  .refine(({ serviceId, gatewayId }) => (serviceId === null) !== (gatewayId === null), {
    message: 'A referral goes to a service or to a contact: name one of the two.',
    path: ['serviceId'],
  });
export const referralChange = z.strictObject({
  state: z.enum(REFERRAL_STATES),
  reason: z.enum(DECLINE_REASONS).nullable().default(null),
});

export const ENTRY_PROBLEMS = [
  'closed_when_open',
  'moved',
  'wrong_phone',
  'turned_away',
  'asked_for_money',
  'asked_for_police_report',
  'not_what_is_listed',
] as const;
/** What anybody may say of an entry: one of a few words, nothing else. */
export const entryProblemInput = z.strictObject({ problem: z.enum(ENTRY_PROBLEMS) });
/** An entry to look at: counts of what was said since it was last verified. */
export const entryReview = z.strictObject({
  serviceId: z.uuid(),
  name: z.string(),
  /** Full date on which referrals opened the review; null = only problems were said. */
  reviewSince: z.iso.date().nullable(),
  problems: z.partialRecord(z.enum(ENTRY_PROBLEMS), z.number().int().positive()),
});
