// What goes into patrol coverage and what comes out. It knows names, units and limits, no computation.
import { z } from 'zod';
import { provenance, sheetOf } from '../method_sheet.ts';
import { columnOut, latColumn, lonColumn, numberColumn } from '../number_columns.ts';
import { placesInput } from '../places.ts';
import { instantInput } from '../reach/opening_hours_inputs.ts';

const MOST_PLACES = 20_000;
const MOST_FIXES = 500_000;

const places = placesInput(MOST_PLACES, {
  /** Weight of each place: people or risk; default 1; null = not known, counts as 0 and is told. */
  demand: numberColumn({
    min: 0,
    max: 1e10,
    nullable: true,
    message: 'Demand is 0 or more.',
    maxLength: MOST_PLACES,
  }).optional(),
});

export const patrolCoverageInput = z.strictObject({
  places,
  /** Fixes of the patrols' receivers, in any order: number or id of the run, place in degrees, instant. */
  runs: z.strictObject({
    run: z.array(z.union([z.string().max(100), z.number().int()])).max(MOST_FIXES),
    lon: lonColumn(MOST_FIXES),
    lat: latColumn(MOST_FIXES),
    at: z.array(instantInput).max(MOST_FIXES),
    ...provenance,
  }),
  /** A patrol within this distance, in meters, is present; inclusive; default 500. */
  reachMeters: z.number().positive().max(50_000).default(500),
  /** Between fixes farther apart than this, in minutes, nobody knows where the patrol was; default 15. */
  maxGapMinutes: z.number().positive().max(240).default(15),
  /** A place counts as reached in an hour from this many minutes on; default 1. */
  minMinutes: z.number().positive().max(60).default(1),
  /** IANA name; hours of the week are local; default UTC. */
  timeZone: z.string().max(60).default('UTC'),
  /** Which time the shares speak of; by default from the first fix to the last. */
  period: z.strictObject({ from: instantInput, until: instantInput }).optional(),
});
export type PatrolCoverageInput = z.output<typeof patrolCoverageInput>;

export const patrolCoverageResult = z.strictObject({
  ...sheetOf('patrol-coverage'),
  /** Share of demand that had a patrol within reach in an hour, mean over all hours of the period, 0 to 1; null = no demand. */
  share: z.number().nullable(),
  /** Rows by local hour of the week, 0 = Monday 0:00 to 1:00. */
  byHour: z.array(
    z.strictObject({
      hour: z.number().int(),
      /** How often this hour came in the period. */
      occurrences: z.number().int(),
      share: z.number().nullable(),
      /** Hours on patrol in it, all runs and weeks together. */
      patrolHours: z.number(),
    }),
  ),
  /** Patrol minutes a week within reach of each place. */
  dosage: columnOut,
  /** Share of the period's hours in which each place was reached, 0 to 1. */
  reached: columnOut,
  /** Places that no patrol came near. */
  neverReached: z.array(z.union([z.string(), z.number()])),
  effort: z.strictObject({
    runs: z.number().int(),
    km: z.number(),
    hours: z.number(),
    byRun: z.array(z.strictObject({ run: z.union([z.string(), z.number()]), km: z.number(), hours: z.number() })),
  }),
  ids: z.array(z.union([z.string(), z.number()])).nullable(),
});
export type PatrolCoverageResult = z.output<typeof patrolCoverageResult>;
