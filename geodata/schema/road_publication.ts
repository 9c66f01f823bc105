// What a steward lets everybody know of roads: which are not today what was last published of them, and which of those to publish.
import { z } from 'zod';
import { roadEdge } from './road.ts';

/** A road whose condition waits. */
export const waitingRoad = z.strictObject({
  ...roadEdge.shape,
  datasetId: z.uuid(),
  publishedClosed: roadEdge.shape.closed,
  publishedSeconds: roadEdge.shape.seconds,
  version: z.number().int().positive(),
});
export type WaitingRoad = z.infer<typeof waitingRoad>;

/** Roads at one request. */
const MOST_ROADS = 1000;

/**
 * The roads as they were looked at: one that was changed since stops all of them, be it by somebody or by a constraint that
 * began or ended, which leaves the version of the road as it was.
 */
export const roadPublication = z.strictObject({
  roads: z
    .array(
      z.strictObject({
        id: z.uuid(),
        version: z.number().int().positive(),
        closed: roadEdge.shape.closed,
        seconds: roadEdge.shape.seconds,
      }),
    )
    .min(1)
    .max(MOST_ROADS)
    .refine((roads) => new Set(roads.map(({ id }) => id)).size === roads.length, 'Name each road once.'),
});
export type RoadPublication = z.infer<typeof roadPublication>;

/** A body of create. */
export const roadPublicationExample = {
  roads: [{ id: '6f1d4a3e-0d7c-4a57-9d0e-1f5f9f1f7a10', version: 2, closed: true, seconds: 900 }],
} satisfies RoadPublication;
