// What a release is built from, and how records are counted. It knows no rule of disclosure.
import type { GBV_TYPES } from '../../schema/incident.ts';
import { Problem } from '../../schema/problem.ts';
import { EARLIER, RELEASE_FLOOR_LEAST, type ReleaseScheme } from '../../schema/release.ts';

export type GbvType = (typeof GBV_TYPES)[number];

/** An r7 cell whose center lies in an area of the organization: all of them, whether or not anything was recorded there. */
export interface AreaCell {
  readonly cell: string;
  readonly admin1Pcode: string;
  /** null = in no district; such a cell is outside a release by districts. */
  readonly admin2Pcode: string | null;
}

/** Records of one r7 cell, month and type. Rows may repeat and come in any order; a row of one record is fine. */
export interface ReleaseCount {
  readonly cell: string;
  /** YYYY-MM of the event; a month before the quarter = a late record. */
  readonly month: string;
  readonly type: GbvType;
  readonly count: number;
}

export interface ReleaseInput {
  /** 2026-Q3 */
  readonly period: string;
  readonly scheme: ReleaseScheme;
  readonly floor: number;
  readonly cells: readonly AreaCell[];
  readonly counts: readonly ReleaseCount[];
}

/** The three months of a quarter, in order. */
export function monthsOf(period: string): string[] {
  const first = 3 * (Number(period.slice(6)) - 1) + 1;
  return [first, first + 1, first + 2].map((month) => `${period.slice(0, 4)}-${String(month).padStart(2, '0')}`);
}

/** The month under which a record is told. */
export const toldMonth = (months: readonly string[], month: string): string =>
  months.includes(month) ? month : EARLIER;

/** Throws Problem invalid_input where the input cannot be a quarter's records. */
export function checkReleaseInput({ period, floor, counts }: ReleaseInput): void {
  if (!Number.isSafeInteger(floor) || floor < RELEASE_FLOOR_LEAST) {
    throw new Problem(
      'invalid_input',
      `The least count of a region is a whole number of ${RELEASE_FLOOR_LEAST} or more.`,
    );
  }
  const last = monthsOf(period)[2] as string;
  if (counts.some(({ count }) => !Number.isSafeInteger(count) || count < 0)) {
    throw new Problem('invalid_input', 'Counts of records are whole numbers from 0.');
  }
  if (counts.some(({ month }) => month > last)) {
    throw new Problem('invalid_input', 'A release holds no record from after its quarter.');
  }
}
