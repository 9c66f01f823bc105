// Delimiters, heads and quoting of tables.
import { describe, expect, it } from 'vitest';
import { columnName, sniffDelimiter, tableHead } from '../../../geodata/formats/csv.ts';
import { hxlColumns, isHxlRow } from '../../../geodata/formats/hxl.ts';

describe('sniffDelimiter', () => {
  it.each([
    [',', 'a,b,c\n1,2,3\n'],
    [';', 'a;b;c\n1,5;2;3\n1,5;2,5;3\n'],
    ['\t', 'name\tlon\tlat\nMubi, North\t13\t10\n'],
    ['|', 'a|b\n1|2\n'],
  ])('finds %j', (delimiter, text) => {
    expect(sniffDelimiter(text)).toBe(delimiter);
  });

  it('does not count delimiters inside quotes', () => {
    expect(sniffDelimiter('a;b\n"1,2,3,4";x\n"5,6,7,8";y\n')).toBe(';');
  });

  it('answers a comma for a single column and for nothing', () => {
    expect(sniffDelimiter('name\nBama\n')).toBe(',');
    expect(sniffDelimiter('')).toBe(',');
  });

  it('does not let an unfinished last line decide', () => {
    expect(sniffDelimiter('a,b,c\n1,2,3\n4,5')).toBe(',');
  });
});

describe('tableHead', () => {
  it('names columns in lower case with underscores and without a byte order mark', () => {
    expect(['\uFEFFLGA Name', ' Feature-Code ', 'Pop./km', 'الاسم'].map(columnName)).toEqual([
      ...['lga_name', 'feature_code', 'pop_km', 'الاسم'],
    ]);
  });

  it('maps columns by an HXL tag row and skips it', () => {
    const head = tableHead(['Code district', 'Habitants', 'Note'], ['#adm2 +code', '#population+total', '']);
    expect(head).toEqual({ columns: ['adm2_pcode', 'people', 'note'], headRows: 2, hxl: true });
  });

  it('takes a header that is itself HXL, attributes in any order', () => {
    const head = tableHead(['#geo+v_wgs84+lat', '#geo+lon', '#indicator+x'], ['11.8', '13.1', '2']);
    expect(head).toEqual({ columns: ['lat', 'lon', ''], headRows: 1, hxl: true });
  });

  it('does not take an ordinary first row of data for tags', () => {
    expect(tableHead(['name', 'n'], ['# of wells', '3'])).toEqual({ columns: ['name', 'n'], headRows: 1, hxl: false });
    expect(isHxlRow(['', ''])).toBe(false);
  });

  it('prefers the tag with more fitting attributes', () => {
    expect(hxlColumns(['#population+f', '#population+f+children', '#date+start'], ['a', 'b', 'c'])).toEqual([
      ...['women', 'women', 'date_start'],
    ]);
  });
});
