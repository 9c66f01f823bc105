// An incident: one event with type, time and place, each with the precision it was recorded at. An event is not a victim.
import { z } from 'zod';
import { pcode } from './area.ts';
import { point } from './geometry.ts';

/** The six core GBV types (GBVIMS), and the types of conflict events, which are never shown as GBV. */
export const GBV_TYPES = [
  'rape',
  'sexual_assault',
  'physical_assault',
  'forced_marriage',
  'denial_of_resources',
  'psychological_abuse',
] as const;
export const CONFLICT_TYPES = ['state_based_violence', 'non_state_violence', 'one_sided_violence'] as const;
export const INCIDENT_TYPES = [...GBV_TYPES, ...CONFLICT_TYPES] as const;
export type IncidentType = (typeof INCIDENT_TYPES)[number];

/** Finest first. 'exact' and 'settlement' may enter a cell; anything coarser is an area, never a dot. */
export const PLACE_PRECISIONS = ['exact', 'settlement', 'district', 'state', 'country'] as const;
export const TIME_PRECISIONS = ['hour', 'day', 'week', 'month', 'year'] as const;
export const VERIFICATIONS = ['unverified', 'verified', 'rejected'] as const;
export const SOURCE_CLASSES = ['survivor', 'community', 'patrol', 'partner', 'media', 'dataset'] as const;
export const CONSENTS = ['given', 'withdrawn', 'not_applicable'] as const;

const fields = {
  type: z.enum(INCIDENT_TYPES),
  occurredFrom: z.iso.datetime({ offset: true }),
  occurredTo: z.iso.datetime({ offset: true }),
  timePrecision: z.enum(TIME_PRECISIONS),
  placePrecision: z.enum(PLACE_PRECISIONS),
  /** P-code of the area named by the source or holding the cell's center; null = outside every area. */
  areaPcode: z.string().nullable(),
  verification: z.enum(VERIFICATIONS),
  sourceClass: z.enum(SOURCE_CLASSES),
  consent: z.enum(CONSENTS),
  geom: point,
};
export const incident = z.strictObject({ id: z.uuid(), ...fields, datasetId: z.uuid().nullable() });
export type Incident = z.infer<typeof incident>;

/** As stewards read it, and the account that a case was assigned to. */
export const exactIncident = incident.extend({
  assignedTo: z.uuid().nullable(),
  version: z.number().int().positive(),
});
export type ExactIncident = z.infer<typeof exactIncident>;

const written = { ...fields, areaPcode: pcode.nullable() };

/** The body of change: any part of what a person writes. Consent that is withdrawn stays so. */
export const incidentChange = z.strictObject({ ...written, assignedTo: z.uuid().nullable() }).partial();
export type IncidentChange = z.infer<typeof incidentChange>;

type Sound = Pick<Incident, 'occurredFrom' | 'occurredTo' | 'placePrecision' | 'areaPcode'>;

/** What no single field tells: it ends before it began, or its place is vaguer than a point and no area is named. */
export function incidentFaults(record: Sound): { path: keyof Sound; message: string }[] {
  const { occurredFrom, occurredTo, placePrecision, areaPcode } = record;
  const needsArea = placePrecision === 'district' || placePrecision === 'state';
  return [
    ...(Date.parse(occurredTo) < Date.parse(occurredFrom)
      ? [{ path: 'occurredTo' as const, message: 'An incident ends when it began, or later.' }]
      : []),
    ...(needsArea && areaPcode === null
      ? [{ path: 'areaPcode' as const, message: 'Name the area: the place is known no more exactly than that.' }]
      : []),
  ];
}

/** What a person writes: the body of create. There is no field for a name, a number or a story, and no other is taken. */
export const incidentInput = z
  .strictObject({
    ...written,
    areaPcode: written.areaPcode.default(null),
    verification: written.verification.default('unverified'),
    consent: z.enum(['given', 'not_applicable']),
  })
  .superRefine((record, context) => {
    for (const { path, message } of incidentFaults(record)) context.addIssue({ code: 'custom', path: [path], message });
  });
export type IncidentInput = z.infer<typeof incidentInput>;

/** One cell of the picture that a role below steward gets. `period` is a day or the Monday of an ISO week. */
export interface IncidentCell {
  readonly cell: string;
  readonly type: IncidentType;
  readonly period: string;
  readonly count: number;
}
