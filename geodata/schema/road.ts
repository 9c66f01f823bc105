// A road edge: one directed piece of the road graph between two nodes.
import { z } from 'zod';
import { lineString } from './geometry.ts';

export const ROAD_CLASSES = ['trunk', 'primary', 'secondary', 'tertiary', 'residential', 'track', 'unknown'] as const;

export const roadEdge = z.strictObject({
  id: z.uuid(),
  roadClass: z.enum(ROAD_CLASSES),
  lengthMeters: z.number().nonnegative().max(2e6),
  /** Driving time stated by the source; null = not stated. */
  seconds: z.number().nonnegative().max(1e6).nullable(),
  oneWay: z.boolean(),
  closed: z.boolean(),
  geom: lineString,
});
export type RoadEdge = z.infer<typeof roadEdge>;
