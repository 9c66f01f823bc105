// What goes into kernel-density and what comes out. Names, units and limits; no computation.
import { z } from 'zod';
import { INPUT_PRECISIONS } from '../../schema/dataset.ts';
import { provenance, sheetOf } from '../method_sheet.ts';
import { codeColumn, columnOut, latColumn, lonColumn, numberColumn } from '../number_columns.ts';
import { placesInput } from '../places.ts';

const MOST_POINTS = 5_000_000;
const column = (min: number, max: number, message: string) =>
  numberColumn({ min, max, nullable: true, message, maxLength: MOST_POINTS });
const planar = () =>
  numberColumn({
    min: -1e9,
    max: 1e9,
    message: 'A planar coordinate lies within a million kilometers.',
    maxLength: MOST_POINTS,
  });

const eventColumns = {
  /** How many events each point stands for; 1 by default, null = missing (left out). */
  weight: column(0, 1e12, 'A weight is 0 or more; null means missing.').optional(),
  /** Radius in meters within which each event happened; null = unknown. Coarser than the bandwidth: left out. */
  precisionMeters: column(0, 2e7, 'A precision is a radius in meters, 0 or more; null means unknown.').optional(),
  /** In place of it: a word (exact … unknown) or a UCDP where_prec code, 1 to 7. */
  precision: z
    .array(z.union([z.enum(INPUT_PRECISIONS), z.number().int().min(1).max(7)]))
    .max(MOST_POINTS)
    .optional(),
};

export const kernelDensityInput = z.strictObject({
  /** Events in degrees or on a plane; their columns may also stand at the top level. */
  points: placesInput(MOST_POINTS, eventColumns).optional(),
  lon: lonColumn(MOST_POINTS).optional(),
  lat: latColumn(MOST_POINTS).optional(),
  x: planar().optional(),
  y: planar().optional(),
  ids: codeColumn({ maxLength: MOST_POINTS, nullable: false }).optional(),
  ...eventColumns,
  /** Standard deviation of the Gaussian, radius of the quartic, in meters. */
  bandwidthMeters: z.number().positive().max(2_000_000),
  kernel: z.enum(['gaussian', 'quartic']).default('gaussian'),
  /** Box [west, south, east, north] in degrees (or meters on a plane), with the side of a cell, or with numbers of columns and rows. */
  grid: z.strictObject({
    bbox: z.tuple([z.number(), z.number(), z.number(), z.number()]),
    cellMeters: z.number().positive().max(1e6).optional(),
    width: z.number().int().min(1).max(100_000).optional(),
    height: z.number().int().min(1).max(100_000).optional(),
  }),
  /** exact: every kernel at every middle of a cell. display: Gaussian only, many times faster, with the error that the result states. */
  mode: z.enum(['exact', 'display']).default('exact'),
  /** true: events beyond the box are left out, and what a kernel would put beyond it stays inside. */
  edgeCorrection: z.boolean().default(false),
  ...provenance,
});
export type KernelDensityInput = z.output<typeof kernelDensityInput>;

export const kernelDensityResult = z.strictObject({
  ...sheetOf('kernel-density'),
  /** Events per km² at the middle of each cell, row by row from the north-west. */
  density: columnOut,
  width: z.number().int(),
  height: z.number().int(),
  cellAreaSquareKm: z.number(),
  /** Longitude (or x) of the middle of each column, latitude (or y) of the middle of each row. */
  lon: columnOut,
  lat: columnOut,
  projection: z.enum(['cylindrical-equal-area', 'planar']),
  /** Events on the grid: density times area, added up. */
  total: z.number(),
  events: z.strictObject({
    /** Events (weights added up) whose kernels were used. */
    used: z.number(),
    /** Points left out since their place is known less exactly than the bandwidth. */
    coarse: z.number().int(),
    /** Points left out since they lie beyond the box (edge correction) or beyond reach of it. */
    outside: z.number().int(),
    /** Points without a weight. */
    missing: z.number().int(),
  }),
  /** Largest error of one event's kernel as a share of its peak: 0 in exact mode. */
  errorShare: z.number(),
});
export type KernelDensityResult = z.output<typeof kernelDensityResult>;
