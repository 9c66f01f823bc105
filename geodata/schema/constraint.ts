// What hinders access: where, of which kind, what it does to the roads that it touches, and when it holds. Staff only; the
// public reads of roads what a steward published.
import { z } from 'zod';
import {
  ACCESS_TYPES,
  CONSTRAINT_EFFECTS,
  CONSTRAINT_KINDS,
  CONSTRAINT_SOURCES,
  CONSTRAINT_STANDS,
  RELIABILITIES,
} from './constraint_words.ts';
import { lineString, point, polygon } from './geometry.ts';

const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'Write times as HH:MM, 00:00 to 23:59.');
const fields = {
  name: z.string().trim().min(1).max(120),
  kind: z.enum(CONSTRAINT_KINDS),
  accessType: z.enum(ACCESS_TYPES),
  /** 1 = low, 2 = medium, 3 = high. */
  threat: z.number().int().min(1).max(3),
  effect: z.enum(CONSTRAINT_EFFECTS),
  /** Added to each road that it touches; null unless the effect is `delay`. */
  delayMinutes: z.number().int().min(1).max(1440).nullable(),
  /** How many times as long the part of a road inside it takes, the whole road where it is a point or line; null unless `slow`. */
  slowFactor: z.number().gt(1).max(20).nullable(),
  /** A road closer than this to a point or line is touched by it; an area touches what shares a point with it. */
  withinMeters: z.number().int().min(0).max(5000),
  startsAt: z.iso.datetime({ offset: true }),
  /** null = until somebody ends it. */
  endsAt: z.iso.datetime({ offset: true }).nullable(),
  /** Hours of every day, past midnight where `until` is before `from`; null = at all hours. */
  hours: z
    .strictObject({
      timeZone: z.string().regex(/^[A-Za-z]+(\/[A-Za-z0-9_+-]+){0,2}$/, 'Use an IANA name such as Africa/Lagos.'),
      from: clock,
      until: clock,
    })
    .refine(({ from, until }) => from !== until, {
      path: ['until'],
      message: 'Hours end at another time than they begin.',
    })
    .nullable(),
  source: z.enum(CONSTRAINT_SOURCES),
  reliability: z.enum(RELIABILITIES),
  credibility: z.number().int().min(1).max(6),
  geom: z.union([point, lineString, polygon]),
};

export const constraintChange = z.strictObject(fields).partial();
export const constraintInput = z.strictObject({
  ...fields,
  delayMinutes: fields.delayMinutes.default(null),
  slowFactor: fields.slowFactor.default(null),
  withinMeters: fields.withinMeters.default(30),
  endsAt: fields.endsAt.default(null),
  hours: fields.hours.default(null),
});
export type ConstraintInput = z.infer<typeof constraintInput>;

export const constraint = z.strictObject({
  ...fields,
  id: z.uuid(),
  areaPcode: z.string().nullable(),
  version: z.number().int().positive(),
  invented: z.boolean(),
  /** When it was read. */
  stands: z.enum(CONSTRAINT_STANDS),
});
export type Constraint = z.infer<typeof constraint>;

/** What does not fit together, as a part of the record and a sentence; null = it does. */
export function constraintFault(record: ConstraintInput): readonly [pointer: string, detail: string] | null {
  if ((record.effect === 'delay') !== (record.delayMinutes !== null))
    return ['/delayMinutes', 'Minutes of delay belong to the effect “delay”, and to no other.'];
  if ((record.effect === 'slow') !== (record.slowFactor !== null))
    return ['/slowFactor', 'How many times as long belongs to the effect “slow”, and to no other.'];
  if (record.endsAt !== null && Date.parse(record.endsAt) <= Date.parse(record.startsAt))
    return ['/endsAt', 'It ends after it begins.'];
  return null;
}

/** A body of create. */
export const constraintExample = {
  name: 'Bridge on the river road',
  kind: 'broken_bridge',
  accessType: 'physical_environment',
  threat: 1,
  effect: 'closed',
  startsAt: '2026-11-18T06:00:00Z',
  source: 'own_team',
  reliability: 'A',
  credibility: 1,
  geom: { type: 'Point', coordinates: [13.15, 11.85] },
} satisfies z.input<typeof constraintInput>;
