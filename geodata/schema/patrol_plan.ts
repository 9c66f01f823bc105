// A patrol plan: what is asked for, what everybody in the duty room may know of it (how well it keeps what was asked), and the
// slots, which only the own team sees, 24 hours ahead. Knows no draw.
import { z } from 'zod';
import { pcode } from './area.ts';
import { quarter, WOMEN_ROUTE_KINDS, weekdays } from './women_route.ts';

/** How far ahead the own team sees its slots. */
export const AHEAD_HOURS = 24;
export const MOST_PLAN_TEAMS = 20;
export const MOST_PLAN_ROUTES = 100;

const weekly = { days: weekdays, from: quarter, until: quarter };
const minutes = (most: number) => z.number().int().multipleOf(15).min(15).max(most);

/** The body of create. Nobody names a seed: it is drawn by the server and seen by nobody. */
export const patrolPlanRequest = z.strictObject({
  areaPcode: pcode,
  /** First day, by the clock of the place. */
  startsOn: z.iso.date(),
  weeks: z.number().int().min(1).max(8).default(4),
  /** IANA name of the clock by which shifts are meant. */
  timeZone: z.string().min(1).max(60),
  teams: z
    .array(z.strictObject({ teamId: z.uuid(), shifts: z.array(z.strictObject(weekly)).min(1).max(14) }))
    .min(1)
    .max(MOST_PLAN_TEAMS),
  /** Patrol routes to share the teams' time among. */
  routeIds: z.array(z.uuid()).min(2).max(MOST_PLAN_ROUTES),
  /** By what survivors and communities reported near each route, or by the runs a week that each route asks for. */
  dosage: z.enum(['reports', 'runs']).default('reports'),
  visitMinutes: z
    .strictObject({ least: minutes(240), most: minutes(480) })
    .refine(({ least, most }) => least <= most, { path: ['most'], message: 'The longest visit is the longer one.' })
    .default({ least: 30, most: 60 }),
  /** Fixed and announced to those escorted: anybody can know them. */
  escorts: z
    .array(z.strictObject({ routeId: z.uuid(), ...weekly }))
    .max(50)
    .default([]),
});
export type PatrolPlanRequest = z.infer<typeof patrolPlanRequest>;

/** A body of create. */
export const patrolPlanExample = {
  areaPcode: 'QQ001',
  startsOn: '2026-12-07',
  timeZone: 'Africa/Lagos',
  teams: [
    {
      teamId: '3f0d1c1e-7a53-4a27-8f6f-0f6a1b1c2d3e',
      shifts: [{ days: [1, 2, 3, 4, 5, 6], from: '06:00', until: '12:00' }],
    },
  ],
  routeIds: ['3f0d1c1e-7a53-4a27-8f6f-0f6a1b1c2d3f', '3f0d1c1e-7a53-4a27-8f6f-0f6a1b1c2d40'],
} satisfies z.input<typeof patrolPlanRequest>;

/** What the plan as a whole keeps: means over all its weeks, from which no visit can be told. */
export const planFigures = z.strictObject({
  routes: z.array(z.strictObject({ routeId: z.uuid(), askedMinutes: z.number(), plannedMinutes: z.number() })),
  /** Share of what is asked that is planned, 0 to 1. */
  met: z.number().nullable(),
  /** What the best watcher foretells, times chance; null = none had enough to go by. */
  ratio: z.number().nullable(),
  /** Times that women are on the way, and those with a team there. */
  women: z.array(
    z.strictObject({
      name: z.string(),
      kind: z.enum(WOMEN_ROUTE_KINDS),
      occurrences: z.number().int(),
      covered: z.number().int(),
    }),
  ),
  escortsLeft: z.number().int(),
  /** Incidents near the routes that patrols found themselves: they steer nothing. */
  patrolFoundLeftOut: z.number().int(),
  warnings: z.array(z.string()),
});
export type PlanFigures = z.infer<typeof planFigures>;

export const patrolPlan = z.strictObject({
  id: z.uuid(),
  areaPcode: pcode,
  startsOn: z.iso.date(),
  weeks: z.number().int(),
  timeZone: z.string(),
  teamIds: z.array(z.uuid()),
  madeOn: z.iso.date(),
  figures: planFigures,
  version: z.number().int().positive(),
});
export type PatrolPlan = z.infer<typeof patrolPlan>;

export const SLOT_KINDS = ['visit', 'window', 'escort'] as const;

/** One visit of one team. */
export const patrolSlot = z.strictObject({
  planId: z.uuid(),
  teamId: z.uuid(),
  routeId: z.uuid(),
  from: z.iso.datetime(),
  until: z.iso.datetime(),
  kind: z.enum(SLOT_KINDS),
});
export type PatrolSlot = z.infer<typeof patrolSlot>;

/** The body of change: who is in the teams today sees their slots from now on. Only a steward says so. */
export const patrolPlanChange = z.strictObject({ membersAsToday: z.literal(true) });
