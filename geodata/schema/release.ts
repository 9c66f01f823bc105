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

/** The two broad groups that are told for all counted units together, and only there. */
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

/** Where the second and the third band begin; the first begins at the floor. */
export const BAND_STARTS: readonly number[] = [20, 50];

/** The band that a count of at least `floor` is told as: 11–19, 20–49, 50 and more with a floor of 11. */
export function bandOf(count: number, floor: number, starts: readonly number[] = BAND_STARTS): Band {
  const least = Math.max(floor, ...starts.filter((start) => start <= count));
  const next = starts.find((start) => start > Math.max(count, floor));
  return { least, most: next === undefined ? null : next - 1 };
}

export const releaseRegion = z.strictObject({
  /** Number of the region within its release, from 1, by place: it tells nothing of the count. */
  id: z.number().int().positive(),
  /** admin2 scheme: the districts lumped into this region; h3: empty. */
  pcodes: z.array(z.string()),
  /** h3 scheme: the r7 cells that it is made of, compacted (a parent stands for all its r7 children); admin2: empty. */
  cells: z.array(z.string()),
  band,
});
export type ReleaseRegion = z.infer<typeof releaseRegion>;

/** What everybody may read. */
export const publicRelease = z.strictObject({
  period,
  scheme: z.enum(RELEASE_SCHEMES),
  floor: z.number().int().min(RELEASE_FLOOR_LEAST),
  regions: z.array(releaseRegion),
  /** Admin 1 units that the groups and the evaluators' rows count, records in no region included; the others could be told apart. */
  countedPcodes: z.array(z.string()),
  /** Band of each broad group over the counted units; null where it does not follow from the evaluators' rows alone. */
  groups: z.array(z.strictObject({ group: broadGroup, band: band.nullable() })),
  /** Share of the records that stand in no region, in whole per cent; null where they are under the floor (also 0) or would be told apart. */
  withheldPercent: z.number().int().min(0).max(100).nullable(),
});
export type PublicRelease = z.infer<typeof publicRelease>;

/** In the place of a month: records of earlier quarters that came too late for their own release. */
export const EARLIER = 'earlier';

/** What evaluators read beside it: counts by admin 1, month and type. A row is absent where it is 0, under the floor, or would tell such a one. */
export const evaluatorRelease = z.strictObject({
  period,
  floor: z.number().int().min(RELEASE_FLOOR_LEAST),
  rows: z.array(
    z.strictObject({
      /** h3 scheme: the r6 cells that lie mostly in this unit. */
      pcode: z.string(),
      /** YYYY-MM, `earlier` = late records of quarters before, or null = all together. */
      month: z.union([z.literal(EARLIER), z.string().regex(/^\d{4}-\d{2}$/)]).nullable(),
      /** null = all types. Never a month and a type at once. */
      type: z.enum(GBV_TYPES).nullable(),
      count: z.number().int().min(RELEASE_FLOOR_LEAST),
    }),
  ),
});
export type EvaluatorRelease = z.infer<typeof evaluatorRelease>;
