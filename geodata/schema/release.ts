// A release: an immutable, signed set of aggregates for one calendar quarter. The only form in which incidents reach
// the public, partners and evaluators. Regions are disjoint and each is at or over the minimum count.
import { z } from 'zod';
import { GBV_TYPES } from './incident.ts';

/** H3 regions or districts (admin 2); one release never has both. */
export const RELEASE_SCHEMES = ['h3', 'admin2'] as const;
export type ReleaseScheme = (typeof RELEASE_SCHEMES)[number];

/** draft: built, nobody signed; signed: one of two stewards signed; published: two signed; blocked: the audit found a number that tells. */
export const RELEASE_STATUSES = ['draft', 'signed', 'published', 'blocked'] as const;
export type ReleaseStatus = (typeof RELEASE_STATUSES)[number];

export const period = z
  .string()
  .regex(/^(19|20)\d\d-Q[1-4]$/, 'Write a calendar quarter as 2026-Q3.')
  .describe('Calendar quarter');

/** Smallest count of a region; a deployment may raise it, or lower it to 5 at the least. */
export const RELEASE_FLOOR = 11;
export const RELEASE_FLOOR_LEAST = 5;

/** The two broad groups that are told for the whole area, and only there. */
export const BROAD_GROUPS = {
  sexual_violence: ['rape', 'sexual_assault'],
  other_gender_based_violence: ['physical_assault', 'forced_marriage', 'denial_of_resources', 'psychological_abuse'],
} as const satisfies Record<string, readonly (typeof GBV_TYPES)[number][]>;
export const broadGroup = z.enum(
  Object.keys(BROAD_GROUPS) as [keyof typeof BROAD_GROUPS, ...(keyof typeof BROAD_GROUPS)[]],
);

/** Counts are told as bands, `least` to `most`; null = and more. */
export const band = z.strictObject({
  least: z.number().int().positive(),
  most: z.number().int().positive().nullable(),
});
export type Band = z.infer<typeof band>;

export const releaseRegion = z.strictObject({
  /** Number of the region within its release, from 1. */
  id: z.number().int().positive(),
  /** admin2 scheme: the districts lumped into this region; h3: empty. */
  pcodes: z.array(z.string()),
  /** h3 scheme: the r7 cells that it is made of, compacted (a parent stands for all its r7 children); admin2: empty. */
  cells: z.array(z.string()),
  band,
});

/** What everybody may read. */
export const publicRelease = z.strictObject({
  period,
  scheme: z.enum(RELEASE_SCHEMES),
  floor: z.number().int().min(RELEASE_FLOOR_LEAST),
  regions: z.array(releaseRegion),
  /** Band of each broad group over the whole area; a group under the floor, or one that would tell another, is null. */
  groups: z.array(z.strictObject({ group: broadGroup, band: band.nullable() })),
  /** Share of the records that stand in no region, in whole per cent; null where they are under the floor (also 0). */
  withheldPercent: z.number().int().min(0).max(100).nullable(),
});
export type PublicRelease = z.infer<typeof publicRelease>;

/** What evaluators read beside it: counts by admin 1, month and type; what is under the floor or would tell it is absent. */
export const evaluatorRelease = z.strictObject({
  period,
  floor: z.number().int().min(RELEASE_FLOOR_LEAST),
  rows: z.array(
    z.strictObject({
      pcode: z.string(),
      /** YYYY-MM, or null = the whole quarter. */
      month: z
        .string()
        .regex(/^\d{4}-\d{2}$/)
        .nullable(),
      /** null = all types. */
      type: z.enum(GBV_TYPES).nullable(),
      count: z.number().int().min(RELEASE_FLOOR_LEAST),
    }),
  ),
});
export type EvaluatorRelease = z.infer<typeof evaluatorRelease>;
