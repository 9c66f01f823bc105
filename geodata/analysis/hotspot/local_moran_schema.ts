// What goes into local-moran and what comes out. Names, units and limits; no computation.
import { z } from 'zod';
import { sheetOf } from '../method_sheet.ts';
import { columnOut } from '../number_columns.ts';
import { countedOut, idsOut, permutationsInput } from './gi_star_schema.ts';
import { valuesShape } from './weights_values.ts';

export const localMoranInput = z.strictObject({
  ...valuesShape,
  /** row: weights of each place are divided by their sum. Default: row, unless `weights` are given, which are then taken as they are. */
  standardize: z.enum(['row', 'none']).optional(),
  /** Conditional permutations; 0 takes p from the normal distribution instead. */
  permutations: permutationsInput.default(999),
});
export type LocalMoranInput = z.output<typeof localMoranInput>;

export const QUADRANTS = ['high-high', 'low-high', 'low-low', 'high-low'] as const;
export type Quadrant = (typeof QUADRANTS)[number];
const categories = [...QUADRANTS, 'not significant', 'not enough data'] as const;
export type MoranCategory = (typeof categories)[number];

export const localMoranResult = z.strictObject({
  ...sheetOf('local-moran'),
  /** Local Moran's I: above 0 where a place and its neighbors lie on one side of the mean. null = not enough data. */
  i: columnOut,
  /** Standard deviations of I from its expectation under conditional permutation. */
  z: columnOut,
  /** Two-sided; from permutations, or from the normal distribution with permutations 0. 0 < p ≤ 1. */
  p: columnOut,
  /** p after Benjamini–Hochberg over all places tested. */
  adjustedP: columnOut,
  /** The place first, its neighbors second; null where one of them is exactly at the mean, or there is not enough data. */
  quadrant: z.array(z.enum(QUADRANTS).nullable()),
  /** The quadrant where adjustedP ≤ alpha. */
  category: z.array(z.enum(categories)),
  /** Number of neighbors with a value. */
  neighbors: columnOut,
  /** Places with a value and no neighbor that has one. */
  islands: z.array(z.union([z.string(), z.number().int()])),
  ids: idsOut,
  counted: countedOut,
});
export type LocalMoranResult = z.output<typeof localMoranResult>;
