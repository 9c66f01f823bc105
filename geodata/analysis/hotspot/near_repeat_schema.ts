// What goes into `near-repeat` and what comes out, as zod schemas. No computation of its own.
import { z } from 'zod';
import { provenance, sheetOf } from '../method_sheet.ts';
import { codeColumn, latColumn, lonColumn, numberColumn } from '../number_columns.ts';
import { placesInput } from '../places.ts';
import { timesInput } from './scan_times.ts';

export const MOST_EVENTS = 100_000;
const MOST_BANDS = 50;

const planar = numberColumn({
  min: -1e9,
  max: 1e9,
  message: 'A planar coordinate lies between -1e9 and 1e9.',
  maxLength: MOST_EVENTS,
});

const precision = numberColumn({
  min: 0,
  max: 1e8,
  message: 'A precision is 0 or more; null means not known.',
  nullable: true,
  maxLength: MOST_EVENTS,
});

const bands = z
  .array(z.number().min(0).max(1e8))
  .min(1)
  .max(MOST_BANDS)
  .refine((bounds) => bounds.every((bound, i) => i === 0 || bound > (bounds[i - 1] as number)), {
    message: 'Bands are upper bounds in ascending order.',
  });

export const nearRepeatInput = z.strictObject({
  /** Places of the events, here or as columns beside the others. */
  points: placesInput(MOST_EVENTS, {}).optional(),
  lon: lonColumn(MOST_EVENTS).optional(),
  lat: latColumn(MOST_EVENTS).optional(),
  x: planar.optional(),
  y: planar.optional(),
  ids: codeColumn({ maxLength: MOST_EVENTS, nullable: false }).optional(),
  ...provenance,
  /** Time of each event: days (any origin), or RFC 3339; null = not known. */
  times: timesInput(MOST_EVENTS),
  /** Upper bounds in meters, inclusive, ascending; a first bound of 0 is the band "same place". */
  distanceBands: bands,
  /** Upper bounds in days, inclusive, ascending; a first bound of 0 is the band "same time". */
  timeBands: bands,
  /** How far the true place may be, in meters; coarser than the narrowest band, or null, leaves the event out. */
  precisionMeters: precision.optional(),
  /** How far the true time may be, in days; likewise. */
  precisionDays: precision.optional(),
  replications: z.number().int().min(9).max(99_999).default(999),
  seed: z.number().int().min(Number.MIN_SAFE_INTEGER).max(Number.MAX_SAFE_INTEGER).default(1),
});
export type NearRepeatInput = z.output<typeof nearRepeatInput>;

/** Rows are bands of distance, columns bands of time. */
const table = z.array(z.array(z.number()));
const band = z.strictObject({ from: z.number(), to: z.number() });

export const nearRepeatResult = z.strictObject({
  ...sheetOf('near-repeat'),
  /** Pairs of events that are in both bands. */
  observed: table,
  /** Mean number of such pairs over all permutations of the times. */
  expected: table,
  /** observed / expected; null where nothing is expected. */
  ratio: z.array(z.array(z.number().nullable())),
  /** Upper-sided, (r + 1)/(R + 1), one cell at a time; adjustedP for all cells together (Benjamini & Hochberg). */
  p: table,
  adjustedP: table,
  /** Cells with ratio ≥ 1.2 and adjustedP ≤ .05; bands from (exclusive, except at 0) to (inclusive). */
  exceeding: z.array(
    z.strictObject({ meters: band, days: band, ratio: z.number(), p: z.number(), adjustedP: z.number() }),
  ),
  /** How long after an event the nearest band exceeds without a break, and how far the first band of time does; null: it does not. */
  riskWindow: z.strictObject({ days: z.number().nullable(), meters: z.number().nullable() }),
  /** Events that entered, and pairs of them within the last band of distance. */
  totals: z.strictObject({ events: z.number().int(), nearPairs: z.number().int() }),
});
export type NearRepeatResult = z.infer<typeof nearRepeatResult>;
