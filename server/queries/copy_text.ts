// Values → PostgreSQL's COPY text format. Knows no table.
import { Problem } from '../../geodata/schema/problem.ts';

/** A value of one COPY column; arrays become `text[]`, `null` becomes NULL. */
export type CopyValue = string | number | boolean | null | readonly string[];

/** Characters of a chunk handed to COPY at once. */
const CHUNK_CHARACTERS = 1 << 16;

const SPECIAL = /[\\\b\f\n\r\t\v\0]/;
const EACH_SPECIAL = /[\\\b\f\n\r\t\v]/g;
const ESCAPES: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\v': '\\v',
};

/** One line of COPY text, with its line end. */
export function copyLine(values: readonly CopyValue[]): string {
  let line = '';
  for (let index = 0; index < values.length; index++) {
    if (index > 0) line += '\t';
    line += copyField(values[index] ?? null);
  }
  return `${line}\n`;
}

function copyField(value: CopyValue): string {
  if (value === null) return '\\N';
  if (typeof value === 'string') return copyText(value);
  if (typeof value === 'number') return String(value);
  if (typeof value === 'boolean') return value ? 't' : 'f';
  return copyText(`{${value.map((item) => `"${item.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`).join(',')}}`);
}

function copyText(text: string): string {
  if (!SPECIAL.test(text)) return text;
  if (text.includes('\0')) throw new Problem('invalid_input', 'A text holds a NUL character, which cannot be stored.');
  return text.replace(EACH_SPECIAL, (found) => ESCAPES[found] ?? found);
}

/** Joins lines into chunks that COPY takes at once; whole lines only. */
export async function* copyChunks<Row>(
  rows: AsyncIterable<Row> | Iterable<Row>,
  toLine: (row: Row, index: number) => string,
): AsyncGenerator<string> {
  let chunk = '';
  let index = 0;
  for await (const row of rows) {
    chunk += toLine(row, index++);
    if (chunk.length >= CHUNK_CHARACTERS) {
      yield chunk;
      chunk = '';
    }
  }
  if (chunk !== '') yield chunk;
}
