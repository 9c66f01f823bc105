// Reported incidents as the duty room reads them: one row a record, as columns that the browser filters without objects.
// A row has no id, no point and no hour: the r8 cell or the area, the day, and five words as indexes.
import { INCIDENT_TYPES, PLACE_PRECISIONS, SOURCE_CLASSES, VERIFICATIONS } from './incident.ts';

/** As fine as the day is known; a vaguer record stands at the first day of its month or year. */
export const BOARD_PERIODS = ['day', 'month', 'year'] as const;
export type BoardPeriod = (typeof BOARD_PERIODS)[number];

/** Words of the columns of one byte: a row holds the index of its word. */
export const BOARD_WORDS = {
  period: BOARD_PERIODS,
  type: INCIDENT_TYPES,
  verification: VERIFICATIONS,
  source: SOURCE_CLASSES,
  placePrecision: PLACE_PRECISIONS,
} as const;
export type BoardWord = keyof typeof BOARD_WORDS;
export const BOARD_WORD_NAMES = ['period', 'type', 'verification', 'source', 'placePrecision'] as const;

/** In `rows.cell`: the place is vaguer than a cell, and the area is all there is of it. */
export const NO_CELL = 0xffffffff;

export interface IncidentRows extends Readonly<Record<BoardWord, Uint8Array>> {
  /** Index in `cells`, or NO_CELL. */
  readonly cell: Uint32Array;
  /** Index in `pcodes`: area of the center of the cell; of a record without a cell the area that it names. '' = none. */
  readonly area: Uint16Array | Uint32Array;
  /** Days since 1970-01-01 (UTC), ascending. */
  readonly day: Int32Array;
}

export interface IncidentColumns {
  /** H3 r8, ascending. */
  readonly cells: readonly string[];
  readonly pcodes: readonly string[];
  /** The day on which it was read (UTC); later days are in no row. */
  readonly asOf: string;
  /** Days that have a row, ascending, and the first row of each. */
  readonly days: Int32Array;
  readonly dayStarts: Uint32Array;
  readonly rows: IncidentRows;
}
