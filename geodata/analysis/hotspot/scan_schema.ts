// What goes into `scan` and what comes out, as zod schemas. No computation of its own.
import { z } from 'zod';
import { provenance, sheetOf } from '../method_sheet.ts';
import { codeColumn, latColumn, lonColumn, numberColumn } from '../number_columns.ts';
import { placesInput } from '../places.ts';
import { oneTimeInput, timesInput } from './scan_times.ts';

export const MOST_ROWS = 200_000;
export const MOST_PLACES = 10_000;
export const MOST_CASES = 1_000_000;
export const SCAN_MODELS = ['poisson', 'space-time-poisson', 'space-time-permutation'] as const;

const planar = numberColumn({
  min: -1e9,
  max: 1e9,
  message: 'A planar coordinate lies between -1e9 and 1e9.',
  maxLength: MOST_ROWS,
});

export const scanInput = z.strictObject({
  /** Places of the rows, here or as columns beside the others; rows at one point are one place. */
  points: placesInput(MOST_ROWS, {}).optional(),
  lon: lonColumn(MOST_ROWS).optional(),
  lat: latColumn(MOST_ROWS).optional(),
  x: planar.optional(),
  y: planar.optional(),
  ids: codeColumn({ maxLength: MOST_ROWS, nullable: false }).optional(),
  ...provenance,
  /** Cases of each row, whole numbers; null = not known. For space-time-permutation 1 each unless given. */
  cases: numberColumn({
    min: 0,
    max: MOST_CASES,
    message: 'Cases are a whole number from 0; null means not known.',
    nullable: true,
    maxLength: MOST_ROWS,
  }).optional(),
  /** People at risk of each row (in its period, for space-time-poisson); null = not known. */
  population: numberColumn({
    min: 0,
    max: 1e12,
    message: 'A population is 0 or more; null means not known.',
    nullable: true,
    maxLength: MOST_ROWS,
  }).optional(),
  /** Day of each row: a number of days, or RFC 3339; needed by the space-time models. */
  times: timesInput(MOST_ROWS).optional(),
  /** poisson where there is a population and no other model is named, else space-time-permutation. */
  model: z.enum(SCAN_MODELS).optional(),
  /** Only windows that reach the last period. By default true for space-time-permutation, false for space-time-poisson. */
  prospective: z.boolean().optional(),
  /** Days that one period holds; periods are counted back from the last day. */
  periodDays: z.number().int().min(1).max(3660).default(1),
  /** First and last day of the study, inclusive; by default those of the rows. */
  studyStart: oneTimeInput.optional(),
  studyEnd: oneTimeInput.optional(),
  /** Largest circle: share of the population (of the cases, for space-time-permutation), inclusive. */
  maxShare: z.number().gt(0).max(1).default(0.5),
  /** Longest window: share of the periods, inclusive; at least one period. */
  maxWindow: z.number().gt(0).max(1).default(0.5),
  replications: z.number().int().min(9).max(99_999).default(999),
  /** Clusters that are reported at most. */
  maxClusters: z.number().int().min(1).max(100).default(10),
  seed: z.number().int().min(Number.MIN_SAFE_INTEGER).max(Number.MAX_SAFE_INTEGER).default(1),
});
export type ScanInput = z.output<typeof scanInput>;

const name = z.union([z.string(), z.number()]);

const cluster = z.strictObject({
  /** Row (or its id) at whose place the circle is centered. */
  center: name,
  /** Rows (or their ids) inside the circle and, in space-time models, inside the window. */
  members: z.array(name),
  /** Places inside the circle. */
  places: z.number().int(),
  cases: z.number().int(),
  expected: z.number(),
  logLikelihoodRatio: z.number(),
  /** Upper-sided, against the largest ratio of each replicate: (r + 1)/(R + 1). */
  p: z.number(),
  /** From the center to the farthest place inside: geodesic meters; for x and y in their own unit. */
  radiusMeters: z.number(),
  /** Rate inside over rate outside; null where no case is outside. */
  relativeRisk: z.number().nullable(),
  /** Days between alarms at least this strong by chance alone, if analyzed anew each period: periodDays / p; null unless prospective. */
  recurrenceInterval: z.number().nullable(),
  /** First and last day, inclusive, as the times came in; null for the purely spatial model. */
  start: name.nullable(),
  end: name.nullable(),
});
export type ScanCluster = z.infer<typeof cluster>;

export const scanResult = z.strictObject({
  ...sheetOf('scan'),
  model: z.enum(SCAN_MODELS),
  /** Of the rows that entered; population is person-periods for space-time-poisson and null for space-time-permutation. */
  totals: z.strictObject({
    cases: z.number().int(),
    population: z.number().nullable(),
    places: z.number().int(),
    periods: z.number().int(),
    circles: z.number().int(),
    windows: z.number().int(),
  }),
  clusters: z.array(cluster),
});
export type ScanResult = z.infer<typeof scanResult>;
