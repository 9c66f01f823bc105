// Text of a delimited table → records, streamed by csv-parse. Knows quotes and rows, not what the columns mean.
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type CsvError, parse } from 'csv-parse';
import { parse as parseText } from 'csv-parse/sync';
import { type Delimiter, type TableHead, tableHead } from '../../geodata/formats/csv.ts';
import type { SourceRecord } from '../../geodata/formats/fields.ts';
import { FileFault, type IssueLog } from '../../geodata/formats/issue.ts';

/** Characters of one row: a quote that is never closed ends here instead of taking the file. */
const MAX_ROW_CHARACTERS = 1024 * 1024;

interface Row {
  /** 1 = the header. */
  readonly row: number;
  readonly cells: readonly string[];
}

/** Records with their columns by name. Rows with more or fewer cells than the header go into the log. */
export async function* readTable(
  texts: AsyncIterable<string>,
  delimiter: Delimiter,
  log: IssueLog,
): AsyncGenerator<SourceRecord> {
  let head: TableHead | null = null;
  let first: Row | null = null;
  for await (const row of rows(texts, delimiter)) {
    if (first === null) {
      first = row;
      continue;
    }
    if (head === null) {
      head = tableHead(first.cells, row.cells);
      if (head.headRows === 2) continue;
    }
    const record = recordOf(row, head, log);
    if (record !== null) yield record;
  }
}

/** The head of a table from its first characters; null where not even one row can be read. */
export function sampleTable(text: string, delimiter: Delimiter): TableHead | null {
  for (const wanted of [2, 1]) {
    try {
      const rows: string[][] = parseText(text, { ...options(delimiter), to: wanted });
      const first = rows[0];
      if (first !== undefined) return tableHead(first, rows[1]);
    } catch {
      // The second row may be broken; what is wrong is told when the rows are read.
    }
  }
  return null;
}

const options = (delimiter: Delimiter) => ({
  delimiter,
  relax_column_count: true,
  max_record_size: MAX_ROW_CHARACTERS,
  bom: true,
});

async function* rows(texts: AsyncIterable<string>, delimiter: Delimiter): AsyncGenerator<Row> {
  const parser = parse(options(delimiter));
  // A failure of the text reaches the reader through the parser, which pipeline destroys with it.
  pipeline(Readable.from(texts), parser).catch(() => undefined);
  let row = 0;
  try {
    for await (const one of parser) {
      row++;
      const cells = one as string[];
      if (cells.length > 1 || cells[0] !== '') yield { row, cells };
    }
  } catch (error) {
    if (error instanceof FileFault) throw error;
    throw tableFault(error as CsvError, row);
  }
}

function recordOf({ row, cells }: Row, head: TableHead, log: IssueLog): SourceRecord | null {
  if (cells.length !== head.columns.length) {
    const message = `The header has ${head.columns.length} cells, this row ${cells.length}. Quote cells that hold the delimiter.`;
    log.add({ code: 'ragged_row', row, column: null, message });
    return null;
  }
  const values: Record<string, unknown> = {};
  for (let index = 0; index < cells.length; index++) {
    const column = head.columns[index];
    if (column !== undefined && column !== '' && column !== '__proto__') values[column] = cells[index];
  }
  return { row, values, geometry: null };
}

function tableFault(error: CsvError, read: number): FileFault {
  // Rows that the parser had ready when it failed are lost to the reader: its own count is the true one.
  const row = (typeof error['records'] === 'number' ? error['records'] : read) + 1;
  const unclosed = error.code === 'CSV_QUOTE_NOT_CLOSED' || error.code === 'CSV_MAX_RECORD_SIZE';
  return new FileFault({
    code: 'broken_csv',
    row,
    column: null,
    message: unclosed
      ? 'A quote is opened in this row and never closed.'
      : 'A quote stands where none may be. Double the quotes inside a quoted cell.',
  });
}
