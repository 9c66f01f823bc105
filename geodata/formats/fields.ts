// Cells of a record → numbers, words, dates and points; what does not fit goes into the issue log and the answer is null.
// The same for tables (cells are text) and GeoJSON properties (cells have a type).
import type { Position } from '../schema/geometry.ts';
import { type Geometry, positionFault, readGeometry } from './geojson.ts';
import type { IssueCode, IssueLog } from './issue.ts';

export interface SourceRecord {
  /** As a person counts (issue.ts). */
  readonly row: number;
  /** By column name in lower case. */
  readonly values: Readonly<Record<string, unknown>>;
  /** GeoJSON geometry as read, unchecked; null in tables. */
  readonly geometry: unknown;
}

export class Fields {
  readonly record: SourceRecord;
  readonly #log: IssueLog;
  /** An error was found in this record: it is not stored. */
  bad = false;

  constructor(record: SourceRecord, log: IssueLog) {
    this.record = record;
    this.#log = log;
  }

  refuse(code: IssueCode, column: string | null, message: string): null {
    this.bad = true;
    this.#log.add({ code, row: this.record.row, column, message });
    return null;
  }

  warn(code: IssueCode, column: string | null, message: string): void {
    this.#log.add({ code, row: this.record.row, column, message });
  }

  /** The text of a cell, trimmed; '' where there is none. Numbers and booleans are written out. */
  text(column: string): string {
    const value = this.record.values[column];
    if (typeof value === 'string') {
      if (!value.includes('\0')) return value.trim();
      this.refuse('invalid_value', column, 'The text holds a NUL character, which cannot be stored.');
      return '';
    }
    return typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
  }

  needText(column: string): string | null {
    const text = this.text(column);
    return text === '' ? this.refuse('missing_value', column, 'The cell is empty.') : text;
  }

  /** null where the cell is empty; refuses what is no finite number within the range. */
  number(column: string, range: { min: number; max: number }): number | null {
    const value = this.record.values[column];
    const number = typeof value === 'number' ? value : parseNumber(this.text(column));
    if (number === null) return null;
    if (Number.isNaN(number)) return this.refuse('not_a_number', column, 'The cell is not a number.');
    if (!Number.isFinite(number)) return this.refuse('not_finite', column, 'The number is not finite.');
    if (number < range.min || number > range.max) {
      return this.refuse('out_of_range', column, `The number has to be from ${range.min} to ${range.max}.`);
    }
    return number;
  }

  needNumber(column: string, range: { min: number; max: number }): number | null {
    const before = this.bad;
    this.bad = false;
    const number = this.number(column, range);
    if (number === null && !this.bad) this.refuse('missing_value', column, 'The cell is empty.');
    this.bad = this.bad || before;
    return number;
  }

  /** A calendar date written YYYY-MM-DD, with or without a time that is left out. */
  needDate(column: string): string | null {
    const text = this.needText(column);
    if (text === null) return null;
    const found = /^(\d{4})-(\d{2})-(\d{2})(?:$|[T ])/.exec(text);
    const date = found?.[0].slice(0, 10);
    if (date === undefined || !isCalendarDate(date)) {
      return this.refuse('invalid_value', column, 'Write dates as YYYY-MM-DD, within the calendar.');
    }
    return date;
  }

  oneOf<T extends string>(column: string, words: readonly T[]): T | null {
    const text = this.needText(column);
    if (text === null) return null;
    const word = text.toLowerCase().replaceAll(/[\s-]+/g, '_');
    return (
      words.find((one) => one === word) ?? this.refuse('invalid_value', column, `Write one of: ${words.join(', ')}.`)
    );
  }

  /** Point from two columns of degrees. */
  point(lonColumn: string, latColumn: string): Position | null {
    const lon = this.#degrees(lonColumn);
    const lat = this.#degrees(latColumn);
    if (lon === null || lat === null) return null;
    const wrong = positionFault(lon, lat);
    return wrong === null ? [lon, lat] : this.refuse(wrong[0], Math.abs(lon) > 180 ? lonColumn : latColumn, wrong[1]);
  }

  /** The geometry of a feature, of one of these types; altitudes are dropped with a warning. */
  geometry<T extends Geometry['type']>(allowed: readonly T[]): Extract<Geometry, { type: T }> | null {
    const geometry = readGeometry(this.record.geometry, allowed, (code, message) => {
      if (code === 'altitude_dropped') this.warn(code, null, message);
      else this.refuse(code, null, message);
    });
    return geometry as Extract<Geometry, { type: T }> | null;
  }

  #degrees(column: string): number | null {
    return this.needNumber(column, { min: Number.NEGATIVE_INFINITY, max: Number.POSITIVE_INFINITY });
  }
}

/** null = empty, NaN = not a number. A decimal comma is not guessed at. */
export function parseNumber(text: string): number | null {
  if (text === '') return null;
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) ? Number(text) : infinite(text);
}

const infinite = (text: string): number => (/^[+-]?inf(inity)?$/i.test(text) ? Number.POSITIVE_INFINITY : Number.NaN);

const MONTH_DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** True for a date, written YYYY-MM-DD, that the calendar has. */
export function isCalendarDate(date: string): boolean {
  const [year, month, day] = [Number(date.slice(0, 4)), Number(date.slice(5, 7)), Number(date.slice(8, 10))];
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const days = month === 2 && leap ? 29 : MONTH_DAYS[month - 1];
  return days !== undefined && day >= 1 && day <= days && year >= 1;
}
