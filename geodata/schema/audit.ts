// The audit trail: who did what to which record, as ids and closed words only, in a hash chain per organization.
import { z } from 'zod';

export const auditEntry = z.strictObject({
  number: z.number().int().positive(),
  at: z.iso.datetime(),
  accountId: z.uuid().nullable(),
  role: z.string(),
  verb: z.string(),
  noun: z.string(),
  thingId: z.string().nullable(),
  rowCount: z.number().int().nonnegative(),
  fileSha256: z.string().nullable(),
  /** SHA-256 over the entry and the hash before it, hexadecimal. */
  hash: z.string().regex(/^[0-9a-f]{64}$/),
});
export type AuditEntry = z.infer<typeof auditEntry>;

/** What a check of the chain found: how far it holds, and the first number at which it does not. */
export const auditVerdict = z.strictObject({
  holds: z.boolean(),
  entries: z.number().int().nonnegative(),
  /** Number of the first entry that is missing, changed or out of order; null when all hold. */
  brokenAt: z.number().int().positive().nullable(),
  head: z.string().nullable(),
});
export type AuditVerdict = z.infer<typeof auditVerdict>;
