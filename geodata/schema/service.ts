// A service: a place that gives care. A protected service is one whose place must not be derivable.
import { z } from 'zod';
import { point } from './geometry.ts';

export const SERVICE_KINDS = [
  'medical',
  'psychosocial',
  'legal',
  'safe_space',
  'shelter',
  'police',
  'food',
  'livelihood',
  'education',
] as const;
export type ServiceKind = (typeof SERVICE_KINDS)[number];

/**
 * What makes a site able to treat. "Clinical management of rape" counts only when all of CMR_COMPONENTS are in
 * place (data4impact composite indicator).
 */
export const SERVICE_COMPONENTS = [
  'trained_staff',
  'pep',
  'emergency_contraception',
  'sti_treatment',
  'protocol',
  'hepatitis_b',
  'emergency_surgery',
  'obstetric',
] as const;
export const CMR_COMPONENTS = [
  'trained_staff',
  'pep',
  'emergency_contraception',
  'sti_treatment',
  'protocol',
] as const satisfies readonly (typeof SERVICE_COMPONENTS)[number][];

export const SERVICE_STATUSES = ['open', 'closed', 'unknown'] as const;

/** Weekly opening; `closes` ≤ `opens` runs past midnight; '24:00' is the end of the day. */
const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/, 'Write times as HH:MM, 00:00 to 24:00.');
export const openingRule = z.strictObject({
  /** ISO weekdays, Monday = 1. */
  days: z.array(z.number().int().min(1).max(7)).min(1).max(7),
  opens: clock,
  closes: clock,
});
export const openingHours = z.strictObject({
  timeZone: z.string().regex(/^[A-Za-z]+(\/[A-Za-z0-9_+-]+){0,2}$/, 'Use an IANA name such as Africa/Lagos.'),
  rules: z.array(openingRule).max(50),
  /** Dates on which the rules do not hold. */
  holidays: z.array(z.iso.date()).max(400),
});
export type OpeningHours = z.infer<typeof openingHours>;

const words = z.string().trim().min(1).max(200);

/** What a person writes: the body of create; change takes any part of it. */
export const serviceInput = z.strictObject({
  name: words,
  kind: z.enum(SERVICE_KINDS),
  status: z.enum(SERVICE_STATUSES).default('open'),
  components: z.array(z.enum(SERVICE_COMPONENTS)).max(SERVICE_COMPONENTS.length).default([]),
  /** null = hours not known, which is not the same as closed. */
  openingHours: openingHours.nullable().default(null),
  /** BCP 47 language tags spoken there. */
  languages: z
    .array(z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/))
    .max(30)
    .default([]),
  cost: z.enum(['free', 'paid', 'unknown']).default('unknown'),
  eligibility: z.string().trim().max(500).default(''),
  femaleStaff: z.boolean().nullable().default(null),
  accessible: z.boolean().nullable().default(null),
  /** People a month; null = not known. */
  capacity: z.number().int().nonnegative().max(1e7).nullable().default(null),
  phone: z.string().trim().max(60).default(''),
  verifiedOn: z.iso.date().nullable().default(null),
  protected: z.boolean().default(false),
  geom: point,
});
export const service = z.strictObject({
  ...serviceInput.shape,
  id: z.uuid(),
  datasetId: z.uuid().nullable(),
  areaPcode: z.string().nullable(),
  version: z.number().int().positive(),
  invented: z.boolean(),
});
export type ServiceInput = z.infer<typeof serviceInput>;
export type Service = z.infer<typeof service>;
