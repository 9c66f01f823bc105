// An incident: one event with type, time and place, each with the precision it was recorded at. An event is not a victim.
import { z } from 'zod';
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

export const incident = z.strictObject({
  id: z.uuid(),
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
  datasetId: z.uuid().nullable(),
  geom: point,
});
export type Incident = z.infer<typeof incident>;

/** One cell of the picture that a role below steward gets. `period` is a day or the Monday of an ISO week. */
export interface IncidentCell {
  readonly cell: string;
  readonly type: IncidentType;
  readonly period: string;
  readonly count: number;
}
