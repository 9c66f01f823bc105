// Figures of patrols for those who send them: dosage per route, coverage by hour of the week, effort, and how often something was
// found for it, apart from what survivors reported. For operations and stewards only: it tells where nobody goes.
import { z } from 'zod';

export const MOST_FIGURE_WEEKS = 26;

/** A rate with its 95 % interval. */
export const rate = z.object({ value: z.number(), lower: z.number(), upper: z.number() });

export const routeFigures = z.object({
  routeId: z.uuid(),
  name: z.string(),
  purpose: z.string(),
  /** Runs a week: asked of the route, and recorded. */
  askedRuns: z.number(),
  runs: z.number(),
  /** Minutes a week on it: as recorded, and as plans had it (null = no plan). */
  minutes: z.number(),
  plannedMinutes: z.number().nullable(),
  kilometers: z.number(),
  lastRunAt: z.string().nullable(),
  /** Incidents within about a kilometer that survivors and communities reported. They call for patrols. */
  reported: z.number().int(),
  /** Those that patrols found themselves, and per 100 hours on the route. They follow where patrols go and call for none. */
  found: z.number().int(),
  foundPer100Hours: rate.nullable(),
});
export type RouteFigures = z.infer<typeof routeFigures>;

export const patrolFigures = z.object({
  /** First and last moment, and the clock that hours of the week are of. */
  from: z.iso.datetime(),
  until: z.iso.datetime(),
  timeZone: z.string(),
  weeks: z.number().int(),
  routes: z.array(routeFigures),
  /** By local hour of the week from Monday 0:00: mean share of the cells along the routes, weighted by reports, with a patrol near. */
  byHour: z.array(z.object({ hour: z.number().int(), share: z.number().nullable(), patrolHours: z.number() })),
  share: z.number().nullable(),
  /** Cells of routes, and those that no patrol came near in the period. */
  cells: z.number().int(),
  cellsNotReached: z.number().int(),
  hours: z.number(),
  kilometers: z.number(),
  runs: z.number().int(),
  /** Each incident once, however many routes it is near. */
  reported: z.number().int(),
  found: z.number().int(),
  foundPer100Hours: rate.nullable(),
  warnings: z.array(z.string()),
});
export type PatrolFigures = z.infer<typeof patrolFigures>;
