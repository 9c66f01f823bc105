// A safe zone: a polygon with status, capacity, security measures, protocols, and evidence that expires.
import { z } from 'zod';
import { multiPolygon, polygon } from './geometry.ts';
import { SECURITY_MEASURES, ZONE_KINDS, ZONE_PROTOCOLS, ZONE_STATUSES } from './zone_words.ts';

export { SECURITY_MEASURES, ZONE_KINDS, ZONE_PROTOCOLS, ZONE_STATUSES };

const words = z.string().trim().min(1).max(300);

const fields = {
  name: words,
  kind: z.enum(ZONE_KINDS),
  status: z.enum(ZONE_STATUSES),
  /** People; null = not known. */
  capacity: z.number().int().nonnegative().max(1e7).nullable(),
  occupancy: z.number().int().nonnegative().max(1e7).nullable(),
  securityMeasures: z.array(z.enum(SECURITY_MEASURES)).max(SECURITY_MEASURES.length),
  protocols: z.array(z.enum(ZONE_PROTOCOLS)).max(ZONE_PROTOCOLS.length),
  /** A claim without fresh evidence is shown as expired, never dropped. */
  evidence: z
    .array(
      z.strictObject({ claim: words, source: words, observedOn: z.iso.date(), expiresOn: z.iso.date().nullable() }),
    )
    .max(100),
  geom: z.union([polygon, multiPolygon]),
};

/** The body of change: any part of what a person writes. */
export const zoneChange = z.strictObject(fields).partial();

/** What a person writes: the body of create. */
export const zoneInput = z.strictObject({
  ...fields,
  status: fields.status.default('draft'),
  capacity: fields.capacity.default(null),
  occupancy: fields.occupancy.default(null),
  securityMeasures: fields.securityMeasures.default([]),
  protocols: fields.protocols.default([]),
  evidence: fields.evidence.default([]),
});
/** A body of create. */
export const zoneExample = {
  name: 'Women and girls’ safe space',
  kind: 'safe_space',
  capacity: 40,
  securityMeasures: ['female_guards', 'lighting'],
  geom: {
    type: 'Polygon',
    coordinates: [
      [
        [13.15, 11.85],
        [13.151, 11.85],
        [13.151, 11.851],
        [13.15, 11.85],
      ],
    ],
  },
} satisfies z.input<typeof zoneInput>;

export const zone = z.strictObject({
  ...fields,
  id: z.uuid(),
  datasetId: z.uuid().nullable(),
  areaPcode: z.string().nullable(),
  version: z.number().int().positive(),
  invented: z.boolean(),
});
export type ZoneInput = z.infer<typeof zoneInput>;
export type Zone = z.infer<typeof zone>;
