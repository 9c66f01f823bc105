// The board of early warning as it travels: of each area and indicator the last value, what it was held against and what that
// says; of each area a composite whose parts can be added up again. What is missing is null, never 0.
import { z } from 'zod';
import { pcode } from './area.ts';
import { indicator } from './indicator.ts';

/** `verify`: somebody asks a second source. `unheard`: nothing was said of late, which is not calm. */
export const INDICATOR_STATES = ['alarm', 'verify', 'usual', 'not_enough', 'unheard'] as const;
export type IndicatorState = (typeof INDICATOR_STATES)[number];
/** What fired. */
export const INDICATOR_TESTS = ['threshold', 'ears', 'cusum', 'farrington'] as const;
export type IndicatorTest = (typeof INDICATOR_TESTS)[number];

/** Periods that the board draws. */
export const DRAWN_PERIODS = 12;

export const boardCell = z.strictObject({
  indicatorId: z.uuid(),
  state: z.enum(INDICATOR_STATES),
  tests: z.array(z.enum(INDICATOR_TESTS)),
  /** First day of the period that was judged. */
  period: z.iso.date().nullable(),
  /** The running period: more may come. */
  provisional: z.boolean(),
  value: z.number().nullable(),
  /** Mean of the periods before, in the unit of the indicator per period; null = too few are known. */
  expected: z.number().nullable(),
  /** Last day of which anything was said. */
  lastOn: z.iso.date().nullable(),
  /** The last periods, oldest first, the running one last; null = nothing was said. */
  series: z.array(z.number().nullable()).max(DRAWN_PERIODS),
});
export type BoardCell = z.infer<typeof boardCell>;

export const boardArea = z.strictObject({
  areaPcode: pcode,
  name: z.string(),
  /** 0 to 100: weighted mean of value ÷ threshold, at most 1 each; null where less than half of the weight is known. */
  composite: z.number().nullable(),
  /** Share of the weight that is known, 0 to 1. */
  knownWeight: z.number(),
  /** In the order of `indicators`. */
  cells: z.array(boardCell),
});
export type BoardArea = z.infer<typeof boardArea>;

export const warningBoard = z.strictObject({
  asOf: z.iso.date(),
  indicators: z.array(indicator),
  areas: z.array(boardArea),
});
export type WarningBoard = z.infer<typeof warningBoard>;
