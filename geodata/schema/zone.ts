// A safe zone: a polygon with status, capacity, security measures, protocols, and evidence that expires.
import { z } from 'zod';
import { multiPolygon, polygon } from './geometry.ts';

export const ZONE_STATUSES = ['proposed', 'open', 'suspended', 'closed'] as const;

/** `protected_site`: has armed guards and therefore cannot claim the status of a hospital and safety zone (GC IV, Annex I). */
export const ZONE_KINDS = ['safe_space', 'hospital_and_safety_zone', 'protected_site', 'reception_site'] as const;

export const SECURITY_MEASURES = [
  'female_guards',
  'unarmed_guards',
  'armed_guards',
  'lighting',
  'fence',
  'separate_latrines',
  'lockable_doors',
  'alarm',
  'radio_link',
  'night_watch',
] as const;

export const ZONE_PROTOCOLS = [
  'code_of_conduct',
  'confidential_complaints',
  'referral_pathway',
  'evacuation_plan',
  'access_rules',
  'child_safeguarding',
] as const;

const words = z.string().trim().min(1).max(300);

export const zoneInput = z.strictObject({
  name: words,
  kind: z.enum(ZONE_KINDS),
  status: z.enum(ZONE_STATUSES).default('proposed'),
  capacity: z.number().int().nonnegative().max(1e7).nullable().default(null),
  occupancy: z.number().int().nonnegative().max(1e7).nullable().default(null),
  securityMeasures: z.array(z.enum(SECURITY_MEASURES)).max(SECURITY_MEASURES.length).default([]),
  protocols: z.array(z.enum(ZONE_PROTOCOLS)).max(ZONE_PROTOCOLS.length).default([]),
  evidence: z
    .array(
      z.strictObject({ claim: words, source: words, observedOn: z.iso.date(), expiresOn: z.iso.date().nullable() }),
    )
    .max(100)
    .default([]),
  geom: z.union([polygon, multiPolygon]),
});
export const zone = z.strictObject({
  ...zoneInput.shape,
  id: z.uuid(),
  datasetId: z.uuid().nullable(),
  areaPcode: z.string().nullable(),
  version: z.number().int().positive(),
  invented: z.boolean(),
});
export type ZoneInput = z.infer<typeof zoneInput>;
export type Zone = z.infer<typeof zone>;
