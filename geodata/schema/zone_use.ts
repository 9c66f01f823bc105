// A safe zone in use: what shows that its measures and protocols are in place, until when, and who was trained. For staff
// only: what protects a zone and what is missing there is never told to the public.
import { z } from 'zod';
import { SECURITY_MEASURES, TRAINING_TOPICS, ZONE_CLAIMS, ZONE_PROTOCOLS } from './zone_words.ts';

const words = z.string().trim().min(1).max(300);
const PEOPLE_MOST = 10_000;

const inOrder = {
  check: (record: { readonly from: string; readonly expiresOn: string | null }) =>
    record.expiresOn === null || record.expiresOn >= record.from,
  message: 'It expires before it began.',
};

const shown = {
  evidence: words,
  source: words,
  observedOn: z.iso.date(),
  /** The last day on which it holds; null = until something else is seen. */
  expiresOn: z.iso.date().nullable(),
};
const measureCheck = z
  .strictObject({ measure: z.enum(SECURITY_MEASURES), ...shown })
  .refine(({ observedOn, expiresOn }) => inOrder.check({ from: observedOn, expiresOn }), inOrder.message);
const protocolCheck = z
  .strictObject({ protocol: z.enum(ZONE_PROTOCOLS), ...shown })
  .refine(({ observedOn, expiresOn }) => inOrder.check({ from: observedOn, expiresOn }), inOrder.message);
const training = z
  .strictObject({
    topic: z.enum(TRAINING_TOPICS),
    people: z.number().int().min(1).max(PEOPLE_MOST),
    women: z.number().int().nonnegative().max(PEOPLE_MOST),
    trainedOn: z.iso.date(),
    expiresOn: z.iso.date().nullable(),
  })
  .refine(({ people, women }) => women <= people, 'There are more women than people.')
  .refine(({ trainedOn, expiresOn }) => inOrder.check({ from: trainedOn, expiresOn }), inOrder.message);

const isOnce = (list: readonly string[]): boolean => new Set(list).size === list.length;
const ONCE = 'Name each of them once: the newest evidence replaces the one before.';

const fields = {
  measureChecks: z
    .array(measureCheck)
    .max(SECURITY_MEASURES.length)
    .refine((list) => isOnce(list.map(({ measure }) => measure)), ONCE),
  protocolChecks: z
    .array(protocolCheck)
    .max(ZONE_PROTOCOLS.length)
    .refine((list) => isOnce(list.map(({ protocol }) => protocol)), ONCE),
  training: z.array(training).max(50),
};

/** The body of change: any of the lists, each as a whole. */
export const zoneUseChange = z.strictObject(fields).partial();
export type ZoneUseChange = z.infer<typeof zoneUseChange>;

const zoneClaim = z.enum(ZONE_CLAIMS);

export const zoneUse = z.strictObject({
  /** Of the zone. */
  id: z.uuid(),
  ...fields,
  /** When the number of people there was last written; null = not since dates are kept. */
  occupancyOn: z.iso.date().nullable(),
  /** When it was last suspended because evidence had lapsed, and of what. */
  downgradedOn: z.iso.date().nullable(),
  downgradedFor: z.array(zoneClaim),
  version: z.number().int().positive(),
});
export type ZoneUse = z.infer<typeof zoneUse>;
/** What a person writes. */
export type ZoneUseParts = Pick<ZoneUse, 'measureChecks' | 'protocolChecks' | 'training'>;

/** A body of change. */
export const zoneUseExample = {
  measureChecks: [
    {
      measure: 'lighting',
      evidence: 'All twelve lamps work',
      source: 'Safety walk with residents',
      observedOn: '2026-11-02',
      expiresOn: '2027-02-02',
    },
  ],
  training: [{ topic: 'psea', people: 14, women: 9, trainedOn: '2026-06-01', expiresOn: '2027-06-01' }],
} satisfies ZoneUseChange;
