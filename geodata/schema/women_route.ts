// When women go where: market, water, firewood, school; days and hours, as women's groups told them. Which patrols walk it with
// them. For operations and stewards: it says where women are to be met.
import { z } from 'zod';
import { pcode } from './area.ts';

export const WOMEN_ROUTE_KINDS = ['market', 'water', 'firewood', 'school'] as const;
export type WomenRouteKind = (typeof WOMEN_ROUTE_KINDS)[number];

/** HH:MM on a quarter of an hour, by the clock of the place; 24:00 is the end of the day. */
export const quarter = z
  .string()
  .regex(/^(([01]\d|2[0-3]):(00|15|30|45)|24:00)$/, 'Write a quarter of an hour, 00:00 to 24:00.');
/** ISO weekdays, Monday = 1. */
export const weekdays = z.array(z.number().int().min(1).max(7)).min(1).max(7);

const fields = {
  areaPcode: pcode,
  name: z.string().trim().min(1).max(100),
  kind: z.enum(WOMEN_ROUTE_KINDS),
  days: weekdays,
  from: quarter,
  until: quarter,
  /** Patrol routes that run along it. */
  patrolIds: z.array(z.uuid()).min(1).max(20),
};
export const womenRouteInput = z.strictObject(fields);
export type WomenRouteInput = z.infer<typeof womenRouteInput>;
export const womenRouteChange = z.strictObject(fields).partial();
export const womenRoute = z.strictObject({ id: z.uuid(), ...fields, version: z.number().int().positive() });
export type WomenRoute = z.infer<typeof womenRoute>;

/** A body of create. */
export const womenRouteExample = {
  areaPcode: 'QQ001',
  name: 'Firewood, east of the camp',
  kind: 'firewood',
  days: [2, 5],
  from: '06:00',
  until: '09:00',
  patrolIds: ['3f0d1c1e-7a53-4a27-8f6f-0f6a1b1c2d3e'],
} satisfies z.input<typeof womenRouteInput>;
