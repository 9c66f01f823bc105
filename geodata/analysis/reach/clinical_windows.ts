// Needs as the outside world hands them in: one of the built-in ones by its id, or one with its hours, protocol and source. It
// knows no places.
import { z } from 'zod';
import { SERVICE_COMPONENTS, SERVICE_KINDS } from '../../schema/service_words.ts';
import { CLINICAL_NEEDS, type ClinicalNeed } from './clinical_needs.ts';

const words = z.string().trim().min(1).max(300);

export const clinicalNeed = z
  .strictObject({
    id: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'Write an id in small letters, digits and hyphens.'),
    /** What it is, in words for people. */
    need: words,
    /** Hours from the incident to the first dose or visit, included; null = as soon as possible, no number is cited. */
    withinHours: z.number().positive().max(100_000).nullable(),
    /** What a place must have, all of it. */
    components: z.array(z.enum(SERVICE_COMPONENTS)).max(SERVICE_COMPONENTS.length),
    /** Kinds of service that give it; empty = any. */
    kinds: z.array(z.enum(SERVICE_KINDS)).max(SERVICE_KINDS.length),
    /** Name and version of the protocol that states the hours; null where none does. */
    protocol: words.nullable(),
    source: words.nullable(),
  })
  .refine((need) => need.withinHours === null || (need.protocol !== null && need.source !== null), {
    message: 'A number of hours needs its protocol and its source; without them write null: as soon as possible.',
    path: ['withinHours'],
  });

/** One of the needs by its id, with what the caller's protocol says otherwise; or a need of the caller's own. */
export const needInput = z.union([
  z
    .string()
    .refine(
      (id) => CLINICAL_NEEDS.some((need) => need.id === id),
      'There is no need of this id: give it with its hours.',
    )
    .transform((id) => CLINICAL_NEEDS.find((need) => need.id === id) as ClinicalNeed),
  clinicalNeed,
]);

/** The needs asked for where none are named: those after rape, the most complete care first. */
const DEFAULT_IDS: readonly string[] = [
  'clinical-management-of-rape',
  'hiv-prophylaxis',
  'emergency-contraception',
  'hepatitis-b-vaccine',
  'sti-treatment',
  'psychosocial-support',
];
export const DEFAULT_NEEDS: readonly ClinicalNeed[] = CLINICAL_NEEDS.filter(({ id }) => DEFAULT_IDS.includes(id));
