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
    if (!Number.isInteger(at) || at < 0 || at >= values.length) throw broken('A row names a value that is not there.');
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
const SIXTY_FOUR = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
/** Twelve bits are three hexadecimal digits, or two of sixty-four. */
const HEX_EACH = 3;
const HEX_IN_ID = 32;

/** UUIDs as one text of base64 digits: a twentieth shorter than hexadecimal ones when packed. Where one is no UUID, the list as it is. */
export function toIds(ids: readonly string[]): string | readonly string[] {
  if (!ids.every((id) => UUID.test(id))) return ids;
  const hex = ids.join('').replaceAll('-', '');
  let digits = '';
  for (let at = 0; at < hex.length; at += HEX_EACH) {
    const bits = Number.parseInt(hex.slice(at, at + HEX_EACH).padEnd(HEX_EACH, '0'), 16);
    digits += SIXTY_FOUR.charAt(bits >> 6) + SIXTY_FOUR.charAt(bits & 63);
  }
  return digits;
}

export function fromIds(ids: string | readonly string[]): string[] {
  if (typeof ids !== 'string') return [...ids];
  let hex = '';
  for (let at = 0; at < ids.length; at += 2) {
    const [high, low] = [SIXTY_FOUR.indexOf(ids.charAt(at)), SIXTY_FOUR.indexOf(ids.charAt(at + 1))];
    if (high < 0 || low < 0) throw broken('An id is no number of sixty-four digits.');
    hex += (64 * high + low).toString(16).padStart(HEX_EACH, '0');
  }
  return Array.from({ length: Math.floor(hex.length / HEX_IN_ID) }, (_, i) =>
    hex.slice(HEX_IN_ID * i, HEX_IN_ID * (i + 1)).replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-'),
  );
}
