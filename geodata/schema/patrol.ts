// A patrol route is the plan; a patrol run is what was actually walked or driven. Plans are operations-only.
import { z } from 'zod';
import { lineString } from './geometry.ts';

export const PATROL_MODES = ['foot', 'vehicle', 'bicycle'] as const;
export const PATROL_PURPOSES = ['market', 'water', 'firewood', 'farm', 'night', 'road', 'camp'] as const;

export const patrolRoute = z.strictObject({
  id: z.uuid(),
  name: z.string().trim().min(1).max(200),
  mode: z.enum(PATROL_MODES),
  purpose: z.enum(PATROL_PURPOSES),
  team: z.string().trim().max(100),
  /** Planned runs a week. */
  runsPerWeek: z.number().int().nonnegative().max(200),
  datasetId: z.uuid().nullable(),
  invented: z.boolean(),
  geom: lineString,
});
export type PatrolRoute = z.infer<typeof patrolRoute>;

export const patrolRun = z.strictObject({
  id: z.uuid(),
  routeId: z.uuid(),
  startedAt: z.iso.datetime({ offset: true }),
  endedAt: z.iso.datetime({ offset: true }),
  lengthMeters: z.number().nonnegative(),
  geom: lineString,
});
export type PatrolRun = z.infer<typeof patrolRun>;
