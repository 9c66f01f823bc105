// What goes into a patrol plan and what comes out. It knows names, units and limits, no computation.
import { z } from 'zod';
import { costMatrixInput } from '../cost_matrix.ts';
import { provenance, sheetOf } from '../method_sheet.ts';
import { columnOut, numberColumn } from '../number_columns.ts';
import { placesInput } from '../places.ts';

const MOST_PLACES = 300;
const count = (message: string, nullable = false) =>
  numberColumn({ min: 0, max: 1e6, nullable, message, maxLength: MOST_PLACES });

/** HH:MM on a quarter of an hour; 24:00 is the end of the day. */
const quarter = z
  .string()
  .regex(/^(([01]\d|2[0-3]):(00|15|30|45)|24:00)$/, 'Write a quarter of an hour, 00:00 to 24:00.');
const days = z.array(z.number().int().min(1).max(7)).min(1).max(7);
const placeName = z.union([z.string().max(200), z.number().int()]);
/** ISO weekdays (Monday = 1) and local clock times, `from` before `until`. */
const weekly = { days, from: quarter, until: quarter };

export const patrolPlanInput = z.strictObject({
  places: placesInput(MOST_PLACES, {
    /** Minutes of presence asked for each week; by default shared out of the teams' time by survivor-reported incidents. */
    dosageMinutesPerWeek: count('Dosage is minutes a week, 0 or more.').optional(),
    /** Incidents that survivors and communities reported: the only ones that call for patrols. */
    survivorReported: count('A number of reports is 0 or more.', true).optional(),
    /** Incidents that patrols found themselves: told back, never used. */
    patrolFound: count('A number of incidents is 0 or more.', true).optional(),
  }),
  teams: z
    .array(z.strictObject({ name: z.string().min(1).max(100), shifts: z.array(z.strictObject(weekly)).min(1).max(30) }))
    .min(1)
    .max(20),
  /** First day of the plan; days are of the local calendar. */
  startDate: z.iso.date(),
  weeks: z.number().int().min(1).max(8).default(4),
  /** Length of a visit in minutes, multiples of 15. */
  visitMinutes: z
    .strictObject({
      least: z.number().int().multipleOf(15).min(15).max(240),
      most: z.number().int().multipleOf(15).min(15).max(480),
    })
    .default({ least: 30, most: 60 }),
  /** Minutes from place to place (rows from, columns to); without it straight lines at speedKmh. */
  travelMinutes: costMatrixInput.optional(),
  speedKmh: z.number().positive().max(120).default(20),
  /** Women's routes and the times when they are used: in each, one team is at one of the places. */
  routes: z
    .array(
      z.strictObject({
        name: z.string().min(1).max(100),
        kind: z.enum(['market', 'water', 'firewood', 'school']),
        /** Indices of places, or their ids. */
        places: z.array(placeName).min(1).max(MOST_PLACES),
        ...weekly,
      }),
    )
    .max(100)
    .default([]),
  /** Fixed and announced: listed, and left out of what an adversary is scored on. */
  escorts: z
    .array(z.strictObject({ place: placeName, team: z.string().max(100).optional(), ...weekly }))
    .max(200)
    .default([]),
  /** Most that an adversary may foretell, times chance. */
  mostRatio: z.number().min(1).max(10).default(1.5),
  /** Schedules drawn at most; the first that meets everything is taken, else the best. */
  tries: z.number().int().min(1).max(500).default(60),
  seed: z.number().int().min(0).max(Number.MAX_SAFE_INTEGER).default(1),
  /** 256 bits in hexadecimal, in place of the seed: past visits then tell nothing of those to come. Never told back. */
  key: z
    .string()
    .regex(/^[0-9a-f]{64}$/, 'Write 64 hexadecimal digits.')
    .optional(),
  ...provenance,
});
export type PatrolPlanInput = z.output<typeof patrolPlanInput>;

export const patrolPlanResult = z.strictObject({
  ...sheetOf('patrol-plan'),
  /** Visits by date, team and time (local clock). */
  plan: z.array(
    z.strictObject({
      team: z.string(),
      date: z.string(),
      from: z.string(),
      until: z.string(),
      place: placeName,
      kind: z.enum(['visit', 'window', 'escort']),
    }),
  ),
  dosage: z.strictObject({
    /** Minutes a week asked for each place, and planned on average, escorts left out. */
    asked: columnOut,
    planned: columnOut,
    /** Share of what is asked that is planned over all weeks, 0 to 1; more than asked at one place makes up for nothing at another. */
    met: z.number().nullable(),
  }),
  /** Occurrences of each women's route in the plan, and those with a team there. */
  routes: z.array(
    z.strictObject({ name: z.string(), kind: z.string(), occurrences: z.number().int(), covered: z.number().int() }),
  ),
  /** Escorts that no team on shift could take. */
  escortsLeft: z.number().int(),
  unpredictability: z.strictObject({
    /** The worst of the adversaries; null where none had enough to go by. */
    ratio: z.number().nullable(),
    /** Whether it is at most mostRatio. */
    kept: z.boolean(),
    adversaries: z.array(
      z.strictObject({
        adversary: z.string(),
        guesses: z.number().int(),
        hits: z.number().int(),
        byChance: z.number(),
        ratio: z.number().nullable(),
      }),
    ),
    triesUsed: z.number().int(),
  }),
  /** Incidents found by patrols were left out of the dosage. */
  patrolFoundLeftOut: z.number().nullable(),
  ids: z.array(placeName).nullable(),
});
export type PatrolPlanResult = z.output<typeof patrolPlanResult>;
