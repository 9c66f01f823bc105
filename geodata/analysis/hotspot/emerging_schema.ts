// What goes into emerging-hot-spots and what comes out. Names, units and limits; no computation.
import { z } from 'zod';
import { provenance, sheetOf } from '../method_sheet.ts';
import { columnOut } from '../number_columns.ts';
import { EMERGING_CATEGORIES } from './emerging_categories.ts';
import { idsOut } from './gi_star_schema.ts';
import { weightsShape } from './weights_input.ts';

export const MOST_BINS = 20_000_000;

const table = (description: string) =>
  z
    .custom<readonly ArrayLike<unknown>[]>(
      (value) => Array.isArray(value) && value.every((row) => Array.isArray(row) || ArrayBuffer.isView(row)),
      'This must be an array with one array per place, one entry per bin of time.',
    )
    .meta({ type: 'array', items: { type: 'array' }, description } as Record<string, unknown>);

const { weights: _, ...neighborsShape } = weightsShape;

export const emergingInput = z.strictObject({
  /** `counts[cell][time]`, oldest bin first, at least 10 bins of one length; null = no number (suppressed, not reported), which is not 0. */
  counts: table('Counts per cell and bin of time, oldest first; null = no number.'),
  ...neighborsShape,
  /** Bins before its own that belong to a bin's neighborhood. */
  timeLag: z.number().int().min(0).max(1000).default(1),
  /** `reporting[cell][time]`: whether any reporting point could be reached; counts where it is false are no number. */
  reporting: table('Whether anybody could report, per cell and bin of time.').optional(),
  /** Level of both tests: a bin is hot or cold, and a trend is one, at two-sided p ≤ alpha. */
  alpha: z.number().positive().max(0.5).default(0.05),
  /** Adjust the p-values of the bins over the whole cube before they are called hot or cold. */
  correction: z.enum(['none', 'benjamini-hochberg']).default('none'),
  ...provenance,
});
export type EmergingInput = z.output<typeof emergingInput>;

export const FLAGS = ['reporting-lost', 'not-enough-data'] as const;
export type Flag = (typeof FLAGS)[number];

export const emergingResult = z.strictObject({
  ...sheetOf('emerging-hot-spots'),
  /** One of 17 words per cell; null = not enough data (fewer than 10 bins with a number). */
  category: z.array(z.enum(EMERGING_CATEGORIES as [string, ...string[]]).nullable()),
  /** Mann–Kendall trend of the z series: S over the number of pairs, −1 to 1; null = not enough data. */
  tau: columnOut,
  /** Two-sided p of that trend, corrected for ties. */
  trendP: columnOut,
  /** z[cell][time]: Gi* of each bin against the whole cube; null where the bin has no number. */
  z: z.array(columnOut),
  /** Beside the category: reporting-lost (numbers end before the last bin, and `reporting` does not say that it was open then), not-enough-data. */
  flags: z.array(z.array(z.enum(FLAGS))),
  /** Number of neighbors of each cell in space. */
  neighbors: columnOut,
  islands: z.array(z.union([z.string(), z.number().int()])),
  ids: idsOut,
});
export type EmergingResult = z.output<typeof emergingResult>;
