// Single values of a row: numbers, dates, words, and what is wrong with them.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Fields, isCalendarDate, parseNumber } from '../../../geodata/formats/fields.ts';
import { IssueLog } from '../../../geodata/formats/issue.ts';

function fieldsOf(values: Record<string, unknown>): { fields: Fields; codes: () => string[] } {
  const log = new IssueLog();
  const fields = new Fields({ row: 5, values, geometry: null }, log);
  return { fields, codes: () => log.groups().map((group) => `${group.code} ${group.column}`) };
}

describe('parseNumber', () => {
  it('reads what JavaScript writes', () => {
    fc.assert(
      fc.property(
        fc.double({ noNaN: true, noDefaultInfinity: true }),
        (one) => parseNumber(String(one)) === one || one === 0,
      ),
    );
  });

  it.each(['', '1,5', '12abc', 'NaN', '0x10', '1e', '--1', '1 000'])('does not guess at %j', (text) => {
    const number = parseNumber(text);
    expect(number === null || Number.isNaN(number)).toBe(true);
    expect(number === null).toBe(text === '');
  });

  it('tells infinity from nonsense', () => {
    expect(['1e999', '-inf', 'Infinity'].map(parseNumber)).toEqual([1 / 0, 1 / 0, 1 / 0]);
  });
});

describe('isCalendarDate', () => {
  it('agrees with the calendar of the platform on every day that it writes', () => {
    const day = fc.date({
      min: new Date('1800-01-01T00:00:00Z'),
      max: new Date('2200-01-01T00:00:00Z'),
      noInvalidDate: true,
    });
    fc.assert(fc.property(day, (date) => isCalendarDate(date.toISOString().slice(0, 10))));
  });

  it('knows leap years', () => {
    expect(
      [
        '2024-02-29',
        '2000-02-29',
        '1900-02-29',
        '2025-02-29',
        '2025-04-31',
        '2025-13-01',
        '2025-00-01',
        '2025-01-00',
      ].map(isCalendarDate),
    ).toEqual([...[true, true, false, false, false, false, false, false]]);
  });
});

describe('Fields', () => {
  it('reads a point from text and from numbers', () => {
    expect(fieldsOf({ lon: ' 13.1 ', lat: 11.8 }).fields.point('lon', 'lat')).toEqual([13.1, 11.8]);
  });

  it.each([
    [{ lon: '13.1', lat: '' }, 'missing_value lat'],
    [{ lon: 'x', lat: '11' }, 'not_a_number lon'],
    [{ lon: '1e999', lat: '11' }, 'not_finite lon'],
    [{ lon: '120', lat: '95' }, 'out_of_range lat'],
    [{ lon: '190', lat: '5' }, 'out_of_range lon'],
    [{ lon: '13', lat: '95' }, 'swapped_axes lat'],
  ])('says what is wrong with %j', (values, issue) => {
    const { fields, codes } = fieldsOf(values);
    expect(fields.point('lon', 'lat')).toBeNull();
    expect(fields.bad).toBe(true);
    expect(codes()).toEqual([issue]);
  });

  it('reads dates with and without a time, and only those of the calendar', () => {
    const { fields, codes } = fieldsOf({
      a: '2019-02-28',
      b: '2019-02-28 00:00:00.000',
      c: '2019-02-30',
      d: '28/02/2019',
    });
    expect(['a', 'b', 'c', 'd'].map((column) => fields.needDate(column))).toEqual([
      '2019-02-28',
      '2019-02-28',
      null,
      null,
    ]);
    expect(codes()).toEqual(['invalid_value c', 'invalid_value d']);
  });

  it('matches words whatever their case and spaces', () => {
    const { fields, codes } = fieldsOf({ a: 'Safe Space', b: 'castle' });
    expect(fields.oneOf('a', ['medical', 'safe_space'])).toBe('safe_space');
    expect(fields.oneOf('b', ['medical', 'safe_space'])).toBeNull();
    expect(codes()).toEqual(['invalid_value b']);
  });

  it('does not forget an earlier error when a later number is missing or there', () => {
    const { fields } = fieldsOf({ a: 'x', b: '1' });
    fields.needNumber('a', { min: 0, max: 1 });
    fields.needNumber('b', { min: 0, max: 1 });
    expect(fields.bad).toBe(true);
  });

  it('refuses NUL in a text, which no database stores', () => {
    const { fields, codes } = fieldsOf({ name: 'a\0b' });
    expect(fields.text('name')).toBe('');
    expect(codes()).toEqual(['invalid_value name']);
  });
});

describe('IssueLog', () => {
  it('groups by code and column, counts all, keeps five different examples, errors first', () => {
    const log = new IssueLog();
    for (let row = 1; row <= 100; row++) log.add({ code: 'imprecise_place', row, column: 'a', message: `m${row % 8}` });
    log.add({ code: 'ragged_row', row: 3, column: null, message: 'x' });
    log.add({ code: 'empty_cells', row: null, column: null, message: 'y', count: 126 });
    const groups = log.groups();
    expect(groups.map((group) => [group.code, group.count, group.examples.length])).toEqual([
      ['ragged_row', 1, 1],
      ['imprecise_place', 100, 5],
      ['empty_cells', 126, 1],
    ]);
    expect(log.errors).toBe(1);
  });
});
