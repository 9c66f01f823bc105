// What goes into gi-star and what comes out. Names, units and limits; no computation.
import { z } from 'zod';
import { sheetOf } from '../method_sheet.ts';
import { columnOut } from '../number_columns.ts';
import { valuesShape } from './weights_values.ts';

/** Permutations times neighbors of all places together that one run may draw. */
export const MOST_DRAWS = 2e10;

export const permutationsInput = z.number().int().min(0).max(99_999);

export const giStarInput = z.strictObject({
  ...valuesShape,
  /** true: Gi*, the place counts among its own neighbors. false: Gi, it does not. */
  star: z.boolean().default(true),
  /** 0: p from the normal distribution; otherwise from so many conditional permutations. */
  permutations: permutationsInput.default(0),
});
export type GiStarInput = z.output<typeof giStarInput>;

export const GI_CATEGORIES = ['hot', 'cold', 'not significant', 'not enough data'] as const;
export type GiCategory = (typeof GI_CATEGORIES)[number];

export const idsOut = z.array(z.union([z.string(), z.number().int()])).nullable();

/** Cells that events were counted in, and the events that were not; null where values were given. */
export const countedOut = z
  .strictObject({
    /** H3 index of each cell, in the order of all columns of the result. */
    cells: z.array(z.string()),
    /** Events per cell. */
    counts: columnOut,
    /** Events known only to an area larger than a cell: how many, and their rows in the input. */
    areaEvents: z.strictObject({ count: z.number().int(), rows: z.array(z.number().int()) }),
    /** Events outside of the cells given. */
    outside: z.strictObject({ count: z.number().int(), rows: z.array(z.number().int()) }),
  })
  .nullable();

export const giStarResult = z.strictObject({
  ...sheetOf('gi-star'),
  /** Standard deviations from what chance would give; above 0 = high values together. null = not enough data. */
  z: columnOut,
  /** Two-sided: from the normal distribution, or from permutations where they were asked for. 0 < p ≤ 1. */
  p: columnOut,
  /** Two-sided from the normal distribution, always. */
  normalP: columnOut,
  /** p after Benjamini–Hochberg over all places tested. */
  adjustedP: columnOut,
  /** hot or cold where adjustedP ≤ alpha. */
  category: z.array(z.enum(GI_CATEGORIES)),
  /** Highest of 99, 95 and 90 per cent that adjustedP reaches; 0 = none; null = not enough data. */
  confidence: columnOut,
  /** Number of neighbors with a value, the place itself not counted. */
  neighbors: columnOut,
  /** Places with a value and no neighbor that has one: their ids, or indices without ids. */
  islands: z.array(z.union([z.string(), z.number().int()])),
  /** Where the input had ids: them, in the order of all columns. */
  ids: idsOut,
  counted: countedOut,
});
export type GiStarResult = z.output<typeof giStarResult>;
