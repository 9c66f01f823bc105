// What a survivor may need and within how many hours of the incident, as data with protocol and source, and the classes in which
// delays are filed. No number of hours stands here without a source; it knows no places.
import { z } from 'zod';
import { CMR_COMPONENTS, SERVICE_COMPONENTS, SERVICE_KINDS } from '../../schema/service_words.ts';

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
export type ClinicalNeed = z.output<typeof clinicalNeed>;

const WHO_2020 = 'Clinical management of rape and intimate partner violence survivors, 2020';
const WHO = 'WHO, UNFPA and UNHCR 2020, ISBN 978-92-4-000141-1';

/** The needs asked for by default. A protocol that says otherwise is handed in as data. */
export const CLINICAL_NEEDS: readonly ClinicalNeed[] = [
  {
    id: 'clinical-management-of-rape',
    need: 'Clinical management of rape, all of it in one place',
    withinHours: null,
    components: [...CMR_COMPONENTS],
    kinds: [],
    protocol: null,
    source: null,
  },
  {
    id: 'hiv-prophylaxis',
    need: 'HIV post-exposure prophylaxis, first dose',
    withinHours: 72,
    components: ['pep'],
    kinds: [],
    protocol: WHO_2020,
    source: WHO,
  },
  {
    id: 'emergency-contraception',
    need: 'Emergency contraception',
    withinHours: 120,
    components: ['emergency_contraception'],
    kinds: [],
    protocol: WHO_2020,
    source: WHO,
  },
  {
    // Sources differ: 14 days, or 3 months. The shorter stands here, so that nobody is told to wait.
    id: 'hepatitis-b-vaccine',
    need: 'Hepatitis B vaccine, first dose',
    withinHours: 14 * 24,
    components: ['hepatitis_b'],
    kinds: [],
    protocol: 'Protocols differ: within 14 days, or within 3 months. Set the one of your country.',
    source: 'The shorter of the windows in use; to be confirmed by the operator',
  },
  {
    id: 'sti-treatment',
    need: 'Treatment of sexually transmitted infections',
    withinHours: null,
    components: ['sti_treatment'],
    kinds: [],
    protocol: null,
    source: null,
  },
  {
    id: 'psychosocial-support',
    need: 'Psychosocial support',
    withinHours: null,
    components: [],
    kinds: ['psychosocial', 'safe_space'],
    protocol: null,
    source: null,
  },
];

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

/** Classes of the delay between incident and report (GBVIMS intake form), by their last hour. */
const DELAYS: readonly (readonly [lastHour: number, name: string])[] = [
  [3 * 24, '0–3 days'],
  [5 * 24, '4–5 days'],
  [14 * 24, '6–14 days'],
  [30 * 24, '15–30 days'],
  [Number.POSITIVE_INFINITY, 'more than 30 days'],
];

/**
 * The class of a delay in real hours. The fourth day begins when 72 hours are over: 3 days and 23 hours are no "0–3 days", and a
 * change of the clock between the two moments adds or takes no hour, since both are instants.
 */
export function delayClass(hours: number): string {
  return (DELAYS.find(([lastHour]) => hours <= lastHour) as readonly [number, string])[1];
}
