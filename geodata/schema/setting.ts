// Settings of an organization: how releases are built, how long incidents are kept, and what its country says about care.
import { z } from 'zod';
import { careRules } from './care_rules.ts';

const fields = {
  /** Smallest count that a release tells; 5 at the least. */
  releaseFloor: z.number().int().min(5, 'The floor is 5 at the least.').max(1000),
  /** Of what the regions of a release are made: H3 cells or districts, never both. */
  releaseScheme: z.enum(['h3', 'admin2']),
  /** Days from the event to the end of its record; null = kept until somebody removes it. */
  incidentRetentionDays: z.number().int().min(30).max(36_500).nullable(),
  /** Days that a consultation counts before a zone or a patrol is proposed, the last included. */
  consultationDays: z.number().int().min(30).max(730),
  /** As a whole: a change replaces all of them. They travel in every pack. */
  careRules,
};

export const setting = z.strictObject({
  ...fields,
  /** A shorter time that waits, and the day (UTC) from which it holds; both null where none does. */
  incidentRetentionDaysNext: z.number().int().nullable(),
  retentionFrom: z.iso.date().nullable(),
  version: z.number().int().positive(),
});
export type Setting = z.infer<typeof setting>;

/** The body of change. */
export const settingChange = z.strictObject(fields).partial();
export type SettingChange = z.infer<typeof settingChange>;

/** A body of change. */
export const settingExample = { releaseFloor: 11, incidentRetentionDays: 1825 } satisfies SettingChange;
