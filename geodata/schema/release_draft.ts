// A draft of a release, as stewards see it: what the build did with the records, what the audit found, who signed.
import { z } from 'zod';
import { period, RELEASE_SCHEMES, RELEASE_STATUSES } from './release.ts';

/** tells: an interval within 1 … floor − 1; unexplained: no world gives these documents; overlap: records of an earlier release. */
export const auditFinding = z.strictObject({
  kind: z.enum(['tells', 'unexplained', 'overlap']),
  what: z.string(),
  least: z.number().int().nullable(),
  most: z.number().int().nullable(),
});
export type AuditFinding = z.infer<typeof auditFinding>;

export const releaseDraft = z.strictObject({
  id: z.uuid(),
  period,
  scheme: z.enum(RELEASE_SCHEMES),
  floor: z.number().int(),
  status: z.enum(RELEASE_STATUSES),
  /** SHA-256 over both documents with a line feed between them, hexadecimal. */
  sha256: z.string(),
  /** Records in regions, in none, and outside the area; for stewards, in no document. */
  records: z.strictObject({ told: z.number(), withheld: z.number(), outside: z.number() }),
  /** What the audit could derive; a draft with any is blocked. */
  findings: z.array(auditFinding),
  builtAt: z.string(),
  version: z.number().int(),
  signatures: z.array(z.strictObject({ accountId: z.string(), at: z.string() })),
});
/** Of the records of the draft's quarter: what planners and operations are shown of them, as counts. */
export const disclosure = z.strictObject({
  records: z.number().int(),
  planner: z.strictObject({ numbers: z.number().int(), records: z.number().int() }),
  operations: z.strictObject({ places: z.number().int(), records: z.number().int() }),
});
export type Disclosure = z.infer<typeof disclosure>;
export type ReleaseDraft = z.infer<typeof releaseDraft>;
