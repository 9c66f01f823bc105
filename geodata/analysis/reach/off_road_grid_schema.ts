// What a grid to travel over consists of, as a zod schema: size, place, speeds, heights, barriers. No computation.
import { z } from 'zod';
import { bbox } from '../../schema/geometry.ts';
import { provenance } from '../method_sheet.ts';
import { codeColumn, numberColumn } from '../number_columns.ts';

export const MOST_GRID_CELLS = 20_000_000;
const MOST_SIDE = 100_000;

const column = (min: number, max: number, message: string, nullable = false) =>
  numberColumn({ min, max, message, nullable, maxLength: MOST_GRID_CELLS });

/** 0 or 1, or false or true. */
export const flagColumn = (maxLength: number) =>
  z
    .unknown()
    .meta({
      type: 'array',
      items: { type: ['integer', 'boolean'], enum: [0, 1, false, true] },
      maxItems: maxLength,
    } as Record<string, unknown>)
    .transform((value, context): Uint8Array => {
      const issue = (message: string, path: PropertyKey[] = []) => {
        context.issues.push({ code: 'custom', message, path, input: undefined });
        return z.NEVER;
      };
      if (!(Array.isArray(value) || ArrayBuffer.isView(value))) return issue('This must be an array of 0 and 1.');
      const flags = value as ArrayLike<unknown>;
      if (flags.length > maxLength) return issue(`This holds more than ${maxLength} rows: split the input.`);
      const out = new Uint8Array(flags.length);
      for (let i = 0; i < flags.length; i++) {
        const flag = Number(flags[i]);
        if ((typeof flags[i] !== 'number' && typeof flags[i] !== 'boolean') || (flag !== 0 && flag !== 1)) {
          return issue('Write 1 for yes and 0 for no.', [i]);
        }
        out[i] = flag;
      }
      return out;
    });

const NO_LEVEL = 'A threat level is a whole number from 0 to 9.';
/** Threat levels are whole numbers from 0 (none); null = not known, taken as 0. */
export const threatColumn = (maxLength: number) =>
  numberColumn({ min: 0, max: 9, nullable: true, message: NO_LEVEL, maxLength }).check((context) => {
    const odd = context.value.findIndex((level) => !Number.isNaN(level) && !Number.isInteger(level));
    if (odd >= 0) context.issues.push({ code: 'custom', message: NO_LEVEL, path: [odd], input: undefined });
  });

const speedKmh = z.number().min(0).max(1000);
/** Codes of land cover and km/h; 0 = impassable. */
const speedsByCode = z.record(z.string().max(100), speedKmh);

/** Columns of `width` times `height` cells, row by row from the north-west corner. */
export const gridInput = z.strictObject({
  width: z.number().int().min(1).max(MOST_SIDE),
  height: z.number().int().min(1).max(MOST_SIDE),
  /** [west, south, east, north] in degrees; west > east crosses the antimeridian. Meters are then geodesic, row by row. */
  bbox: bbox.optional(),
  /** Side of a square cell in meters, for a grid on a plane; instead of bbox. */
  cellMeters: z.number().min(0.1).max(1_000_000).optional(),
  /** km/h on flat ground for the mode asked for; 0 = impassable, null = not known (impassable, and counted in the warnings). */
  speedKmh: column(0, 1000, 'A speed is 0 to 1,000 km/h.', true).optional(),
  /** Code of the land cover of each cell, instead of speedKmh; null = not known. */
  landCover: codeColumn({ maxLength: MOST_GRID_CELLS, nullable: true }).optional(),
  /** km/h by code; or several such tables by name (season, time of day), of which `speedTable` names one. */
  speeds: z.union([speedsByCode, z.record(z.string().max(100), speedsByCode)]).optional(),
  /** Name of a table of `speeds`, or of the product's own (walk-dry-day, walk-wet-night, …), over codes of ESA WorldCover. */
  speedTable: z.string().max(100).optional(),
  /** Meters; null = not known: moves to and from such a cell count as flat. */
  elevation: column(-12_000, 10_000, 'An elevation is meters between -12,000 and 10,000.', true).optional(),
  /** 1 = nobody passes: water, walls, minefields. */
  barrier: flagColumn(MOST_GRID_CELLS).optional(),
  threat: threatColumn(MOST_GRID_CELLS).optional(),
  /** People living in each cell, only to count those who are not reached and why; null = not known. */
  people: column(0, 1e10, 'A number of people lies between 0 and 10 billion.', true).optional(),
  /** Moves to 8 neighbors, or to 16 (with a knight's). */
  moves: z.union([z.literal(8), z.literal(16)]).default(8),
  ...provenance,
});
export type GridInput = z.output<typeof gridInput>;

/** What danger does: from `avoidFrom` on a cell or road is closed; below, time is multiplied by `factors[level]` (1 where not given). */
export const threatRules = z.strictObject({
  avoidFrom: z.number().int().min(0).max(10).optional(),
  factors: z.array(z.number().min(1).max(1000)).max(10).optional(),
});
export type ThreatRules = z.output<typeof threatRules>;
