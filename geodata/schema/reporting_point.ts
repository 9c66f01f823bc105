// A reporting point: a way by which people can tell what happened, and when it was open. It says how much silence is worth.
// It has no name and no text: what it is and where is enough, and more could tell who goes there.
import { z } from 'zod';
import { pcode } from './area.ts';

export const REPORTING_KINDS = ['clinic', 'police', 'women_space', 'hotline', 'focal_point', 'mobile_team'] as const;
export type ReportingKind = (typeof REPORTING_KINDS)[number];

/** Index of an H3 cell of resolution 7. */
export const cellR7 = z.string().regex(/^87[0-9a-f]{7}f{6}$/, 'This is an H3 cell of resolution 7.');

const MOST_PERIODS = 50;
/** From the first day on which one could report there up to the last, which belongs to it; null = still open. */
export const openPeriod = z.strictObject({ from: z.iso.date(), until: z.iso.date().nullable() });
export type OpenPeriod = z.infer<typeof openPeriod>;

const openPeriods = z
  .array(openPeriod)
  .min(1)
  .max(MOST_PERIODS)
  .superRefine((periods, context) => {
    periods.forEach(({ from, until }, i) => {
      const before = periods[i - 1];
      if (until !== null && until < from) {
        context.addIssue({ code: 'custom', path: [i, 'until'], message: 'The last day is the first or later.' });
      }
      if (before !== undefined && (before.until === null || before.until >= from)) {
        context.addIssue({
          code: 'custom',
          path: [i, 'from'],
          message: 'Each period begins after the one before ended.',
        });
      }
    });
  });

const fields = {
  kind: z.enum(REPORTING_KINDS),
  areaPcode: pcode,
  /** Where it stands; null = it serves the whole area, as a telephone line does. */
  cell: cellR7.nullable(),
  /** How far it serves from its cell: rings of cells of resolution 7, about 2.4 km each. */
  reachRings: z.number().int().min(0).max(10),
  openPeriods,
  /** Reports come over the telephone network: where that is down, the period is written as ended. */
  network: z.boolean(),
};
export const reportingPointChange = z.strictObject(fields).partial();
export const reportingPointInput = z.strictObject({
  ...fields,
  cell: fields.cell.default(null),
  // About 5 km: an hour on foot, as far as care is reckoned to be within reach.
  reachRings: fields.reachRings.default(2),
  network: fields.network.default(false),
});
export const reportingPoint = z.strictObject({ ...fields, id: z.uuid(), version: z.number().int().positive() });
export type ReportingPointInput = z.infer<typeof reportingPointInput>;
export type ReportingPoint = z.infer<typeof reportingPoint>;

/** A body of create. */
export const reportingPointExample = {
  kind: 'women_space',
  areaPcode: 'QQ001',
  openPeriods: [{ from: '2026-01-12', until: null }],
} satisfies z.input<typeof reportingPointInput>;
