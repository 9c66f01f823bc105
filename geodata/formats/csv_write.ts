// Writes RFC 4180: comma, CRLF, quotes where they are needed. Text that a spreadsheet would take for a formula gets an
// apostrophe before it, which spreadsheets show as text; numbers are written as numbers, also negative ones.

export type CsvValue = string | number | boolean | null | undefined;

/** Spreadsheets skip what stands before: byte order marks, control characters, blanks. Full-width signs are signs too. */
const FORMULA = /^[\p{Cc}\p{Cf}\p{Z}]*[=+\-@|%＝＋－＠｜％]/u;
/** These begin a new cell or line in some readers, whatever follows. */
const BREAKS_OUT = /^[\p{Cc}\p{Cf}\p{Z}]*[\t\r]/u;
const NEEDS_QUOTES = /[",\r\n]|^\s|\s$/;

function cell(value: CsvValue): string {
  if (value === null || value === undefined) return '';
  if (typeof value !== 'string') return String(value);
  const text = FORMULA.test(value) || BREAKS_OUT.test(value) ? `'${value}` : value;
  return NEEDS_QUOTES.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** One record with its line end. An only, empty cell is quoted: a blank line would be no record. */
export function csvLine(values: readonly CsvValue[]): string {
  const line = values.map(cell).join(',');
  return `${line === '' ? '""' : line}\r\n`;
}

export function writeCsv(header: readonly string[], records: Iterable<readonly CsvValue[]>): string {
  let text = csvLine(header);
  for (const record of records) text += csvLine(record);
  return text;
}
