// A patrol route is the plan; a patrol run is what was actually walked or driven. Plans are operations-only.
import { z } from 'zod';
import { lineString } from './geometry.ts';

export const PATROL_MODES = ['foot', 'vehicle', 'bicycle'] as const;
export const PATROL_PURPOSES = ['market', 'water', 'firewood', 'farm', 'night', 'road', 'camp'] as const;

const routeFields = {
  name: z.string().trim().min(1).max(200),
  mode: z.enum(PATROL_MODES),
  purpose: z.enum(PATROL_PURPOSES),
  team: z.string().trim().max(100),
  /** Planned runs a week. */
  runsPerWeek: z.number().int().nonnegative().max(200),
  geom: lineString,
};

export const patrolRoute = z.strictObject({
  id: z.uuid(),
  ...routeFields,
  datasetId: z.uuid().nullable(),
  invented: z.boolean(),
});
export type PatrolRoute = z.infer<typeof patrolRoute>;

/** The body of create. */
export const patrolInput = z.strictObject({
  ...routeFields,
  team: routeFields.team.default(''),
  runsPerWeek: routeFields.runsPerWeek.default(0),
});
export type PatrolInput = z.infer<typeof patrolInput>;

/** The body of change. */
export const patrolChange = z.strictObject(routeFields).partial();

/** A body of create. */
export const patrolExample = {
  name: 'Firewood path, morning',
  mode: 'foot',
  purpose: 'firewood',
  team: 'A',
  runsPerWeek: 5,
  geom: {
    type: 'LineString',
    coordinates: [
      [13.15, 11.85],
      [13.16, 11.87],
    ],
  },
} satisfies z.input<typeof patrolInput>;

const runFields = {
  startedAt: z.iso.datetime({ offset: true }),
  endedAt: z.iso.datetime({ offset: true }),
  geom: lineString,
};

export const patrolRun = z.strictObject({
  id: z.uuid(),
  routeId: z.uuid(),
  ...runFields,
  lengthMeters: z.number().nonnegative(),
});
export type PatrolRun = z.infer<typeof patrolRun>;

/** The body of create: the track as it was; its length is that of the line. */
export const patrolRunInput = z.strictObject(runFields);
export type PatrolRunInput = z.infer<typeof patrolRunInput>;

/** The body of change. */
export const patrolRunChange = patrolRunInput.partial();

/** Longest run in meters and in hours: more is a mistake of the device. */
export const MAX_RUN_METERS = 2e6;
export const MAX_RUN_HOURS = 7 * 24;

/** A body of create. */
export const patrolRunExample = {
  startedAt: '2026-11-18T05:30:00Z',
  endedAt: '2026-11-18T07:10:00Z',
  geom: patrolExample.geom,
} satisfies z.input<typeof patrolRunInput>;
