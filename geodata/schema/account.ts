// An account: a person who signs in, with one role in one organization. A reporter has none.
import { z } from 'zod';
import type { Role } from './roles.ts';

export const ACCOUNT_STATUSES = ['invited', 'active', 'disabled'] as const;

/** Roles that an account may have: a reporter has none, the public needs none. */
export const ACCOUNT_ROLES = [
  'partner',
  'evaluator',
  'planner',
  'operations',
  'steward',
  'admin',
] as const satisfies Role[];
export type AccountRole = (typeof ACCOUNT_ROLES)[number];

export const email = z
  .string()
  .trim()
  .max(254)
  .transform((text) => text.toLowerCase())
  .pipe(z.email('Write an e-mail address.'));

/** No rules of composition (NIST SP 800-63B): length, and not one that everybody knows. */
export const password = z
  .string()
  .min(12, 'Use 12 characters or more.')
  .max(256)
  .refine((text) => new Set(text).size >= 5, 'Use more than a few different characters.');

/** Six digits of an authenticator app (TOTP, RFC 6238). */
export const code = z.string().regex(/^\d{6}$/, 'Write the six digits that your app shows.');

/** P-code prefix of the account's own area; '' = the whole organization. */
export const areaPrefix = z
  .string()
  .regex(/^([A-Z]{2,3}\d{0,12})?$/, 'Write a P-code such as NG008, or leave it empty.');

export const accountInput = z.strictObject({
  email,
  name: z.string().trim().max(200).default(''),
  role: z.enum(ACCOUNT_ROLES),
  areaPrefix: areaPrefix.default(''),
});
/** The body of change. A change of role, area or status ends the account's sessions and keys. */
export const accountChange = z
  .strictObject({
    name: z.string().trim().max(200),
    role: accountInput.shape.role,
    areaPrefix,
    status: z.enum(['active', 'disabled']),
  })
  .partial();
export const account = z.strictObject({
  id: z.uuid(),
  organizationId: z.string(),
  email: z.string(),
  name: z.string(),
  role: z.enum(ACCOUNT_ROLES),
  areaPrefix: z.string(),
  status: z.enum(ACCOUNT_STATUSES),
  hasSecondFactor: z.boolean(),
  /** An administrator made it a steward, or reset it: nobody signs in to it until a steward confirms it. */
  awaitsApproval: z.boolean(),
  version: z.number().int().positive(),
});
export type Account = z.infer<typeof account>;
export type AccountInput = z.infer<typeof accountInput>;
export type AccountChange = z.infer<typeof accountChange>;
