// A dataset: one named, dated, licensed load of rows of one noun. Everything imported or generated belongs to one.
import { z } from 'zod';

export const NOUNS = ['area', 'population', 'place', 'road', 'service', 'zone', 'patrol', 'incident'] as const;
export type Noun = (typeof NOUNS)[number];

/** The coarsest place an input was recorded at; an analysis states the worst of its inputs. */
export const INPUT_PRECISIONS = ['exact', 'cell', 'settlement', 'district', 'state', 'country', 'unknown'] as const;
export type InputPrecision = (typeof INPUT_PRECISIONS)[number];

export const datasetName = z
  .string()
  .regex(/^[a-z0-9][a-z0-9._-]{0,62}$/, 'Use lower-case letters, digits, dot, dash and underscore; at most 63.');

export const dataset = z.strictObject({
  id: z.uuid(),
  organizationId: z.string(),
  noun: z.enum(NOUNS),
  name: datasetName,
  title: z.string().max(200),
  source: z.string().max(500),
  licence: z.string().max(200),
  /** Date that the data speaks of, RFC 3339 full-date; `null` = not stated. */
  asOf: z.iso.date().nullable(),
  inputPrecision: z.enum(INPUT_PRECISIONS),
  /** Footprint of one grid cell in degrees [width, height]; `null` when the rows are not a regular grid. */
  cellDegrees: z.tuple([z.number().positive(), z.number().positive()]).nullable(),
  /** Invented for the demo: the screen says so wherever it is shown. */
  invented: z.boolean(),
  /** null = not told: a total would tell of hidden rows. */
  rowCount: z.number().int().nonnegative().nullable(),
  createdAt: z.iso.datetime({ offset: true }),
});
export type Dataset = z.infer<typeof dataset>;

/** The body of change: what is said of the rows, never which they are. */
export const datasetChange = dataset
  .pick({ title: true, source: true, licence: true, asOf: true, inputPrecision: true })
  .partial();
export type DatasetChange = z.infer<typeof datasetChange>;

/** A body of change. */
export const datasetExample = {
  title: 'People per cell, estimate of 2026',
  licence: 'CC BY 4.0',
  asOf: '2026-06-30',
} satisfies DatasetChange;
