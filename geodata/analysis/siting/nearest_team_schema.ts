// What goes into `nearest-team` and what comes out, as zod schemas. It knows names, units and limits, no computation.
import { z } from 'zod';
import { costMatrixInput } from '../cost_matrix.ts';
import { sheetOf } from '../method_sheet.ts';
import { placesInput } from '../places.ts';
import { instantInput } from '../reach/opening_hours_inputs.ts';

export const MOST_TEAMS = 1000;
export const MOST_PLACES = 5000;
/** An assignment weighs everybody against everybody. */
export const MOST_ASSIGNED = 150;

export const TEAM_STATUSES = ['available', 'on-task', 'off-duty'] as const;
export const TEAM_REASONS = ['off-duty', 'no-access', 'unreachable'] as const;

const words = z.array(z.string().trim().min(1).max(60)).max(30);

export const nearestTeamInput = z
  .strictObject({
    /** The moment of the question: RFC 3339 with zone, or milliseconds since 1970 in UTC. */
    at: instantInput,
    teams: placesInput(MOST_TEAMS, {
      /** Default: available. */
      status: z.array(z.enum(TEAM_STATUSES)).max(MOST_TEAMS).optional(),
      /** When a team on task is free to leave; null = not known. */
      freeFrom: z.array(instantInput.nullable()).max(MOST_TEAMS).optional(),
      /** What a team may pass or has with it (boat, checkpoint-north, female-staff …): a list per team. */
      access: z.array(words).max(MOST_TEAMS).optional(),
    }),
    places: placesInput(MOST_PLACES, {
      /** What a place asks of a team: each word must be among the team's `access`. */
      requires: z.array(words).max(MOST_PLACES).optional(),
    }),
    /** Minutes on the way from each team (columns) to each place (rows); null = no way. Without it: straight lines. */
    costs: costMatrixInput.optional(),
    /** Speed along straight lines, only used without `costs`. */
    speedKmh: z.number().positive().max(1000).default(30),
    /**
     * each: the first team for every place on its own; several may get the same. minimum-total: one team a place, least sum of
     * minutes. earliest-last: one team a place, the last arrival as early as can be, then the last but one, and so on.
     */
    assign: z.enum(['each', 'minimum-total', 'earliest-last']).default('each'),
    /** Teams listed per place. */
    choices: z.number().int().min(1).max(100).default(3),
  })
  .meta({ description: 'For operations only: positions and status of teams must not reach other roles.' });
export type NearestTeamInput = z.output<typeof nearestTeamInput>;

const name = z.union([z.string(), z.number().int()]);
const arrival = {
  /** Id of the team, or its row in the input where there are no ids. */
  team: name,
  /** Minutes from `at` to the arrival: until the team is free, and on the way. */
  minutes: z.number().nonnegative(),
  waitMinutes: z.number().nonnegative(),
  travelMinutes: z.number().nonnegative(),
  /** Instant of the arrival in UTC, RFC 3339. */
  arrivesAt: z.string(),
  /** false: on task, and nobody said until when; the minutes are those of the way alone. */
  sure: z.boolean(),
};

export const nearestTeamResult = z.strictObject({
  ...sheetOf('nearest-team'),
  at: z.string(),
  /** One entry per place, in the order of the ids of places where there are any. */
  places: z.array(
    z.strictObject({
      place: name,
      /** The team to send; null = none is sure to come (with an assignment: or all are needed elsewhere). */
      team: name.nullable(),
      minutes: z.number().nonnegative().nullable(),
      arrivesAt: z.string().nullable(),
      /** Teams that can come, first arrival first, those not sure after the others. */
      ranking: z.array(z.strictObject(arrival)),
      /** Number of teams left out, by reason. */
      skipped: z.partialRecord(z.enum(TEAM_REASONS), z.number().int().positive()),
      nextStep: z.string(),
    }),
  ),
  /** Sum and greatest of the minutes of the teams sent; null = nobody is sent. Places that nobody is sent to. */
  totalMinutes: z.number().nonnegative().nullable(),
  lastMinutes: z.number().nonnegative().nullable(),
  unserved: z.number().int().nonnegative(),
});
export type NearestTeamResult = z.infer<typeof nearestTeamResult>;
