// One series of counts by period as the outside world hands it in, and what its alarms look like. It knows no method.
import { z } from 'zod';
import { Problem } from '../../schema/problem.ts';
import { type InputSheet, provenance } from '../method_sheet.ts';
import { numberColumn } from '../number_columns.ts';

export const MOST_PERIODS = 100_000;

/** Reports per period, oldest first, all periods of one length; null = not known (suppressed, not delivered), never 0. */
export const countsColumn = (maxLength = MOST_PERIODS) =>
  numberColumn({
    min: 0,
    max: 1e9,
    nullable: true,
    message: 'A count lies between 0 and a billion; null stands for a period that is not known.',
    maxLength,
  }).refine((column) => column.every((count) => Number.isNaN(count) || Number.isInteger(count)), {
    message: 'Counts are whole numbers of reports: give counts, not rates.',
  });

/** The fields that describe the series. */
export const seriesInput = { counts: countsColumn(), ...provenance };

/** The seed of seededRandom. */
export const seedInput = z.number().int().min(-Number.MAX_SAFE_INTEGER).max(Number.MAX_SAFE_INTEGER).default(1);

/** Per period: did the rule alarm; null = not tested (no count, or too little before it). */
export const alarmColumn = z.array(z.boolean().nullable());
export const verifyColumn = z.array(z.boolean());

/** Alarm flags of a kernel: 1 yes, 0 no, −1 not tested. */
export const alarmsOut = (flags: Int8Array): (boolean | null)[] =>
  Array.from(flags, (flag) => (flag < 0 ? null : flag === 1));

export const flagsOut = (flags: Uint8Array): boolean[] => Array.from(flags, (flag) => flag === 1);

/** A short series is an error that says how long it must be. */
export function requirePeriods(counts: Float64Array, least: number, why: string): void {
  if (counts.length >= least) return;
  throw new Problem('invalid_input', 'The series is too short for this baseline.', [
    {
      pointer: '/counts',
      detail: `This needs at least ${least} periods: ${why}. Give a longer series or ask for less.`,
    },
  ]);
}

/** What a reader must know about the series itself. */
export function seriesWarnings(counts: Float64Array, alarms: Int8Array): string[] {
  const missing = counts.reduce((sum, count) => sum + (Number.isNaN(count) ? 1 : 0), 0);
  const tested = alarms.reduce((sum, flag) => sum + (flag >= 0 ? 1 : 0), 0);
  const warnings = [];
  if (missing > 0)
    warnings.push(`${missing} of ${counts.length} periods have no count: they count as missing, not as 0.`);
  if (tested === 0) warnings.push('No period could be tested: not enough data.');
  return warnings;
}

export type SeriesSheet = Readonly<Record<'counts', InputSheet>>;
