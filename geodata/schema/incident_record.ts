// A reported incident as the duty room reads it: with its id, and never finer than an r8 cell and a day. Two of them may tell of
// one event: merged, they count once.
import { z } from 'zod';
import { pcode } from './area.ts';
import { INCIDENT_TYPES, PLACE_PRECISIONS, SOURCE_CLASSES, VERIFICATIONS } from './incident.ts';

export const h3Cell = z.string().regex(/^88[0-9a-f]{13}$/, 'Write an H3 cell of resolution 8.');

export const incidentRecord = z.strictObject({
  id: z.uuid(),
  type: z.enum(INCIDENT_TYPES),
  /** H3 r8; null where the place is vaguer than a cell. */
  cell: z.string().nullable(),
  areaPcode: z.string().nullable(),
  /** Day, or the month or year where no more is known. */
  period: z.string(),
  verification: z.enum(VERIFICATIONS),
  sourceClass: z.enum(SOURCE_CLASSES),
  placePrecision: z.enum(PLACE_PRECISIONS),
  /** Other records that were merged into this one. */
  merged: z.number().int().nonnegative(),
});
export type IncidentRecord = z.infer<typeof incidentRecord>;

/** Two records that may tell of one event: of one type, in one cell or its neighbor, on one day or the next. */
export const duplicatePair = z.strictObject({
  /** The one to keep: verified before unverified, then the one with consent, then the finer place. */
  keep: incidentRecord,
  drop: incidentRecord,
  sameCell: z.boolean(),
  daysApart: z.number().int().nonnegative(),
});
export type DuplicatePair = z.infer<typeof duplicatePair>;

/** What is typed so far: enough to look for an event that is known already. Never the point. */
export const incidentDraft = z
  .strictObject({
    type: z.enum(INCIDENT_TYPES),
    day: z.iso.date(),
    cell: h3Cell.nullable().default(null),
    areaPcode: pcode.nullable().default(null),
  })
  .refine(({ cell, areaPcode }) => (cell === null) !== (areaPcode === null), {
    message: 'Name the cell, or the area where no more is known.',
    path: ['cell'],
  });
export type IncidentDraft = z.infer<typeof incidentDraft>;

export const mergeInput = z.strictObject({ keep: z.uuid(), drop: z.uuid() });
export type MergeInput = z.infer<typeof mergeInput>;

export const incidentMerge = z.strictObject({
  /** Of the record that is counted no more. */
  id: z.uuid(),
  mergedOn: z.iso.date(),
  drop: incidentRecord,
  /** null where it is no longer to be seen: merged itself, withdrawn, rejected, erased. What was merged into it still counts nowhere. */
  keep: incidentRecord.nullable(),
  version: z.number().int().positive(),
});
export type IncidentMerge = z.infer<typeof incidentMerge>;
