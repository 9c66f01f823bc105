// A road edge: one directed piece of the road graph between two nodes.
import { z } from 'zod';
import { lineString } from './geometry.ts';

export const ROAD_CLASSES = ['trunk', 'primary', 'secondary', 'tertiary', 'residential', 'track', 'unknown'] as const;

/**
 * km/h where nobody states a driving time: the car profile of OSRM 5 (car.lua: trunk 85, primary 65, secondary 55, tertiary 40,
 * residential and unclassified 25), which was not made for roads like these; a track is an assumption of ours.
 */
export const ASSUMED_SPEED_KMH: Readonly<Record<(typeof ROAD_CLASSES)[number], number>> = {
  trunk: 85,
  primary: 65,
  secondary: 55,
  tertiary: 40,
  residential: 25,
  track: 10,
  unknown: 25,
};

/** Longest edge in meters. */
export const MAX_ROAD_METERS = 2e6;

const fields = {
  roadClass: z.enum(ROAD_CLASSES),
  /** Driving time stated by the source; null = not stated. */
  seconds: z.number().nonnegative().lt(1e6).nullable(),
  oneWay: z.boolean(),
  closed: z.boolean(),
  geom: lineString,
};

export const roadEdge = z.strictObject({
  id: z.uuid(),
  ...fields,
  lengthMeters: z.number().nonnegative().max(MAX_ROAD_METERS),
});
export type RoadEdge = z.infer<typeof roadEdge>;

/** The body of create; the length is that of the line. */
export const roadInput = z.strictObject({
  ...fields,
  /** The road graph that it belongs to: analyses take one at a time. */
  datasetId: z.uuid(),
  seconds: fields.seconds.default(null),
  oneWay: fields.oneWay.default(false),
  closed: fields.closed.default(false),
});
export type RoadInput = z.infer<typeof roadInput>;

/** The body of change. Below steward only what the road is like today: open or not, and how long it takes. */
export const roadChange = z.strictObject(fields).partial();
export type RoadChange = z.infer<typeof roadChange>;
export const ROAD_CONDITION: ReadonlySet<string> = new Set(['closed', 'seconds']);

/** A body of create. */
export const roadExample = {
  datasetId: '6f1d4a3e-0d7c-4a57-9d0e-1f5f9f1f7a10',
  roadClass: 'track',
  seconds: 900,
  geom: {
    type: 'LineString',
    coordinates: [
      [13.1, 11.8],
      [13.2, 11.9],
    ],
  },
} satisfies z.input<typeof roadInput>;
