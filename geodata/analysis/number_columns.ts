// Columns of numbers as the outside world hands them in: plain arrays with null, or typed arrays with NaN. Checked in one pass
// and turned into Float64Array. It knows numbers and pointers, no method.
import { z } from 'zod';
import { Problem } from '../schema/problem.ts';

export interface ColumnRange {
  readonly min: number;
  readonly max: number;
  /** What a person reads when a number is outside of it. */
  readonly message: string;
  /** Whether null (NaN in a typed array) stands for a missing number. */
  readonly nullable?: boolean;
  readonly maxLength: number;
}

/** Bad places reported per column; the rest would say the same. */
const MOST_ISSUES = 10;

function isColumn(value: unknown): value is ArrayLike<unknown> {
  return Array.isArray(value) || value instanceof Float64Array || value instanceof Float32Array;
}

/** A schema of one column: takes number[] (or (number | null)[]), Float64Array or Float32Array, gives a Float64Array. */
export function numberColumn(range: ColumnRange) {
  const described = { type: 'array', items: { type: range.nullable ? ['number', 'null'] : 'number' } } as const;
  return z
    .unknown()
    .meta({ ...described, maxItems: range.maxLength })
    .transform((value, context): Float64Array => {
      const issue = (message: string, path: PropertyKey[] = []): void => {
        context.issues.push({ code: 'custom', message, path, input: undefined });
      };
      if (!isColumn(value)) {
        issue('This must be an array of numbers.');
        return z.NEVER;
      }
      if (value.length > range.maxLength) {
        issue(`This holds more than ${range.maxLength} numbers: split the input.`);
        return z.NEVER;
      }
      const typed = !Array.isArray(value);
      const column = new Float64Array(value.length);
      let bad = 0;
      for (let i = 0; i < value.length; i++) {
        const entry = value[i];
        const missing = entry === null || (typed && Number.isNaN(entry));
        if (missing && range.nullable) column[i] = Number.NaN;
        else if (typeof entry === 'number' && entry >= range.min && entry <= range.max) column[i] = entry;
        else if (++bad <= MOST_ISSUES) {
          issue(missing ? 'A number is missing here, and none may be.' : range.message, [i]);
        }
      }
      return bad > 0 ? z.NEVER : column;
    });
}

/** Whole numbers (Int32Array or number[]), strings or null: names of areas, ids of rows. */
export type CodeColumn = readonly (string | number | null)[] | Int32Array;

export function codeColumn(limits: { readonly maxLength: number; readonly nullable: boolean }) {
  const types = limits.nullable ? ['string', 'integer', 'null'] : ['string', 'integer'];
  return z
    .unknown()
    .meta({ type: 'array', items: { type: types }, maxItems: limits.maxLength } as Record<string, unknown>)
    .transform((value, context): CodeColumn => {
      const issue = (message: string, path: PropertyKey[] = []): void => {
        context.issues.push({ code: 'custom', message, path, input: undefined });
      };
      if (!(Array.isArray(value) || value instanceof Int32Array)) issue('This must be an array of codes.');
      else if (value.length > limits.maxLength)
        issue(`This holds more than ${limits.maxLength} codes: split the input.`);
      else if (value instanceof Int32Array) return value;
      else {
        const bad = value.findIndex(
          (entry) => !(typeof entry === 'string' || Number.isInteger(entry) || (entry === null && limits.nullable)),
        );
        if (bad < 0) return value as CodeColumn;
        issue('A code is a text or a whole number.', [bad]);
      }
      return z.NEVER;
    });
}

export const lonColumn = (maxLength: number) =>
  numberColumn({ min: -180, max: 180, message: 'A longitude lies between -180 and 180 degrees.', maxLength });

export const latColumn = (maxLength: number) =>
  numberColumn({
    min: -90,
    max: 90,
    message: 'A latitude lies between -90 and 90 degrees: are longitude and latitude swapped?',
    maxLength,
  });

/** Every column of a table must have as many rows as its first; otherwise a Problem that points at the odd one. */
export function requireSameLength(
  pointer: string,
  columns: Readonly<Record<string, { readonly length: number } | null | undefined>>,
): void {
  let first: string | null = null;
  let length = 0;
  for (const [name, column] of Object.entries(columns)) {
    if (column === null || column === undefined) continue;
    if (first === null) {
      first = name;
      length = column.length;
    } else if (column.length !== length) {
      throw new Problem('invalid_input', 'Columns of one table must have the same length.', [
        {
          pointer: `${pointer}/${name}`,
          detail: `This has ${column.length} ${column.length === 1 ? 'row' : 'rows'}, but ${first} has ${length}.`,
        },
      ]);
    }
  }
}

/** Row numbers in the order of their ids (numbers before texts); null where there are no ids. Ids may not repeat. */
export function orderOfIds(pointer: string, ids: CodeColumn | null | undefined): Int32Array | null {
  if (ids === null || ids === undefined) return null;
  const order = new Int32Array(ids.length).map((_, i) => i);
  order.sort((a, b) => compareCodes(ids[a] as string | number, ids[b] as string | number));
  for (let i = 1; i < order.length; i++) {
    const row = order[i] as number;
    if (ids[row] === ids[order[i - 1] as number]) {
      throw new Problem('invalid_input', 'Ids must not repeat.', [
        { pointer: `${pointer}/ids/${row}`, detail: 'This id is there twice.' },
      ]);
    }
  }
  return order;
}

/** Numbers before texts, numbers by size, texts by code unit; null last. */
export function compareCodes(a: string | number | null, b: string | number | null): number {
  if (a === b) return 0;
  if (a === null) return 1;
  if (b === null) return -1;
  if (typeof a === 'number') return typeof b === 'number' ? a - b : -1;
  if (typeof b === 'number') return 1;
  return a < b ? -1 : 1;
}

/** The column in another order of rows. */
export function reordered(column: Float64Array, order: Int32Array | null): Float64Array {
  return order === null ? column : Float64Array.from(order, (row) => column[row] as number);
}

/** A column of a result: a typed array (NaN = null), or an array that JSON gave back. */
export const columnOut = z
  .custom<Float64Array | Int32Array | Uint8Array | (number | null)[]>(
    (value) => Array.isArray(value) || ArrayBuffer.isView(value),
  )
  .meta({ type: 'array', items: { type: ['number', 'null'] } } as Record<string, unknown>);
