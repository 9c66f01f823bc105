// The head of a table: which delimiter, which columns. Works on text; reading rows is done by a streaming parser outside.
import { hxlColumns, isHxlRow } from './hxl.ts';

export const DELIMITERS = [',', ';', '\t', '|'] as const;
export type Delimiter = (typeof DELIMITERS)[number];

/** Lines looked at. */
const SAMPLE_LINES = 20;

/**
 * The delimiter that splits the first lines into the same number of cells most often; a comma if none does.
 * Delimiters inside quotes do not count. Ties go to the larger number of cells.
 */
export function sniffDelimiter(text: string): Delimiter {
  let best: Delimiter = ',';
  let bestScore = 0;
  for (const delimiter of DELIMITERS) {
    const counts = cellCounts(text, delimiter);
    const cells = counts[0] ?? 1;
    if (cells < 2) continue;
    const agreeing = counts.filter((count) => count === cells).length / counts.length;
    const score = agreeing * 1000 + Math.min(cells, 999);
    if (score > bestScore) {
      best = delimiter;
      bestScore = score;
    }
  }
  return best;
}

function cellCounts(text: string, delimiter: Delimiter): number[] {
  const counts: number[] = [];
  let cells = 1;
  let quoted = false;
  let blank = true;
  for (const character of text) {
    if (character === '"') quoted = !quoted;
    if (!quoted && character === delimiter) cells++;
    if (!quoted && character === '\n') {
      if (!blank) counts.push(cells);
      if (counts.length === SAMPLE_LINES) return counts;
      cells = 1;
      blank = true;
    } else if (character !== '\r') blank = false;
  }
  // An unfinished last line says nothing, unless it is the only one.
  if (counts.length === 0 && !blank) counts.push(cells);
  return counts;
}

/** A column as the readers know it: lower case, words joined by underscores, no accents lost, no BOM. */
export function columnName(header: string): string {
  return header
    .replace(/^\uFEFF/, '')
    .trim()
    .toLowerCase()
    .replaceAll(/[\s\-./]+/g, '_')
    .replaceAll(/^_+|_+$/g, '');
}

export interface TableHead {
  /** Names as the readers know them; '' for a column without a name. */
  readonly columns: readonly string[];
  /** Rows before the first row of data: 1, or 2 with an HXL tag row. */
  readonly headRows: number;
  readonly hxl: boolean;
}

/** Columns from the first two rows; HXL tags, where there are any, name the columns they stand for. */
export function tableHead(first: readonly string[], second: readonly string[] | undefined): TableHead {
  const columns = first.map(columnName);
  if (isHxlRow(first)) return { columns: hxlColumns(first, columns), headRows: 1, hxl: true };
  if (second !== undefined && isHxlRow(second)) return { columns: hxlColumns(second, columns), headRows: 2, hxl: true };
  return { columns, headRows: 1, hxl: false };
}
