// Columns of a directory as it travels: what repeats stands once, numbers as steps from one row to the next. It knows values, not
// what they mean.
import { broken } from './byte_columns.ts';

/** Values that repeat, each once in the order of their first row, and for each row which one. */
export interface Repeated<T> {
  readonly values: readonly T[];
  readonly of: readonly number[];
}

export function repeated<T>(rows: readonly T[]): Repeated<T> {
  const places = new Map<string, number>();
  const values: T[] = [];
  const of = rows.map((row) => {
    const key = JSON.stringify(row);
    const known = places.get(key);
    if (known !== undefined) return known;
    places.set(key, values.length);
    return values.push(row) - 1;
  });
  return { values, of };
}

/** The rows again; equal rows are the same object. */
export function fromRepeated<T>({ values, of }: Repeated<T>): T[] {
  return of.map((at) => {
    if (!(at in values)) throw broken('A row names a value that is not there.');
    return values[at] as T;
  });
}

export const toSteps = (numbers: readonly number[]): number[] =>
  numbers.map((number, i) => number - (i === 0 ? 0 : (numbers[i - 1] as number)));

export function fromSteps(steps: readonly number[]): number[] {
  let sum = 0;
  return steps.map((step) => {
    sum += step;
    return sum;
  });
}

/** Small whole numbers from 0 to 9 as one text; null is a dash. */
export const toDigits = (numbers: readonly (number | null)[]): string =>
  numbers.map((number) => (number === null ? '-' : String(number))).join('');

export const fromDigits = (digits: string): (number | null)[] =>
  [...digits].map((digit) => (digit === '-' ? null : Number(digit)));

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** UUIDs without their hyphens as one text; where one is none, the list as it is. */
export const toIds = (ids: readonly string[]): string | readonly string[] =>
  ids.every((id) => UUID.test(id)) ? ids.map((id) => id.replaceAll('-', '')).join('') : ids;

export function fromIds(ids: string | readonly string[]): string[] {
  if (typeof ids !== 'string') return [...ids];
  return Array.from({ length: ids.length / 32 }, (_, i) =>
    ids.slice(32 * i, 32 * i + 32).replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-'),
  );
}
