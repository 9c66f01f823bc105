// A referral: somebody is sent to a service or a contact, known by a code and by nothing about them. And what people find
// wrong with an entry of the directory.
import { z } from 'zod';
import { DECLINE_REASONS, ENTRY_PROBLEMS, REFERRAL_STATES } from './referral_words.ts';
import { solvedWork } from './report.ts';
import { SERVICE_KINDS } from './service_words.ts';

/** Stands on the card and is all that links to a person. */
export const referralCode = z
  .string()
  .regex(/^[2-9A-HJ-NP-Z]{8}$/, 'A code is eight letters and digits, none of 0, 1, I, O.');

export const referral = z.strictObject({
  id: z.uuid(),
  code: referralCode,
  serviceId: z.uuid().nullable(),
  gatewayId: z.uuid().nullable(),
  needs: z.array(z.enum(SERVICE_KINDS)).min(1).max(SERVICE_KINDS.length),
  urgent: z.boolean(),
  state: z.enum(REFERRAL_STATES),
  reason: z.enum(DECLINE_REASONS).nullable(),
  madeOn: z.iso.date(),
  /** Full date of the last answer; null = none yet. */
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
export type ReferralInput = z.infer<typeof referralInput>;
/** A body of create. */
export const referralExample = {
  serviceId: '6f1d4a3e-0d7c-4a57-9d0e-1f5f9f1f7a10',
  needs: ['medical', 'psychosocial'],
  urgent: true,
} satisfies z.input<typeof referralInput>;

export const referralChange = z.strictObject({
  state: z.enum(REFERRAL_STATES),
  reason: z.enum(DECLINE_REASONS).nullable().default(null),
});
export type ReferralChange = z.infer<typeof referralChange>;

/** What anybody may say of an entry: one of a few words, nothing else, after the work that reports take too. */
export const entryProblemInput = z.strictObject({ work: solvedWork, problem: z.enum(ENTRY_PROBLEMS) });

/** An entry to look at: counts of what was said since it was last verified. */
export const entryReview = z.strictObject({
  serviceId: z.uuid(),
  name: z.string(),
  /** Full date on which referrals opened the review; null = not open. */
  reviewSince: z.iso.date().nullable(),
  /** Referrals answered "unavailable" within the days that count, be it by one account alone. */
  unavailable: z.number().int().nonnegative(),
  problems: z.partialRecord(z.enum(ENTRY_PROBLEMS), z.number().int().positive()),
  verifiedOn: z.iso.date().nullable(),
  /** Of the service: what If-Match takes, here and when its `verifiedOn` is renewed. */
  version: z.number().int().positive(),
});
export type EntryReview = z.infer<typeof entryReview>;
