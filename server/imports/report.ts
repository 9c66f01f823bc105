// The report of an import as lines for a terminal: aligned, in the order a person asks. Holds rows, columns and counts,
// never a coordinate of an incident.
import { ISSUES, type Issue, type IssueGroup } from '../../geodata/formats/issue.ts';
import type { FileReport, ImportReport } from './import.ts';

export interface ReportLook {
  /** Colors of the terminal; off where the lines go into a file. */
  readonly color: boolean;
}

type Paint = (text: string) => string;
interface Colors {
  readonly strong: Paint;
  readonly quiet: Paint;
  readonly good: Paint;
  readonly warning: Paint;
  readonly error: Paint;
}

const painter = (color: boolean) => (code: number) => (text: string) =>
  color ? `\u001b[${code}m${text}\u001b[0m` : text;

/** Issue messages shown of one group. */
const SHOWN = 4;

/** The report, one element a line. */
export function reportLines(report: ImportReport, look: ReportLook): string[] {
  const paint = painter(look.color);
  const colors = { strong: paint(1), quiet: paint(2), good: paint(32), warning: paint(33), error: paint(31) };
  const seconds = `${report.seconds.toFixed(1)} s`;
  return [
    colors.strong(`Import into organization ${report.organizationId}`),
    '',
    ...table(report.files, colors),
    ...report.files.flatMap((file) => details(file, colors)),
    ...(report.ignored.length === 0 ? [] : ['', colors.quiet(`Not data, left alone: ${report.ignored.join(', ')}`)]),
    '',
    outcome(report, colors) + colors.quiet(`  ${seconds}`),
  ];
}

function outcome(report: ImportReport, colors: Colors): string {
  const taken = report.files.filter((file) => file.dataset !== null);
  const rows = taken.reduce((sum, file) => sum + file.rowsStored, 0);
  const what = `${count(rows, 'row')} in ${count(taken.length, 'dataset')}`;
  if (report.errors > 0) return colors.error(`✗ Nothing was changed: ${count(report.errors, 'error')}.`);
  if (taken.length === 0) return colors.error('✗ Nothing was changed: no file was taken.');
  if (report.dryRun) return colors.good(`✓ Dry run: ${what} would be stored. Nothing was changed.`);
  return colors.good(`✓ Stored ${what}.`);
}

const count = (number: number, word: string): string =>
  `${number.toLocaleString('en')} ${word}${number === 1 ? '' : 's'}`;

const HEAD = ['', 'file', 'noun', 'dataset', 'read', 'stored', 'skipped'];
const RIGHT = new Set([4, 5, 6]);

function table(files: readonly FileReport[], colors: Colors): string[] {
  const rows = files.map((file) => {
    const numbers = [file.rowsRead, file.rowsStored, file.rowsRead - file.rowsStored];
    const cells = file.dataset === null ? ['', '', ''] : numbers.map((one) => one.toLocaleString('en'));
    return [mark(file), file.name, file.noun ?? '–', file.dataset ?? 'not taken', ...cells];
  });
  const widths = HEAD.map((head, column) => Math.max(...[head, ...rows.map((row) => row[column] ?? '')].map(length)));
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, column) => pad(cell, widths[column] ?? 0, RIGHT.has(column)))
      .join('  ')
      .trimEnd();
  return [
    colors.quiet(line(HEAD)),
    ...rows.map((row) => {
      const text = line(row);
      if (row[0] === '✗') return colors.error(text);
      return row[0] === '!'
        ? colors.warning(text.slice(0, 1)) + text.slice(1)
        : colors.good(text.slice(0, 1)) + text.slice(1);
    }),
  ];
}

function mark(file: FileReport): string {
  if (file.issues.some((group) => group.severity === 'error')) return '✗';
  // Columns that nobody asked for are told below, and are no reason to look twice.
  const worth = file.issues.some((group) => group.code !== 'column_dropped');
  return file.dataset === null || worth ? '!' : '✓';
}

function details(file: FileReport, colors: Colors): string[] {
  if (file.issues.length === 0 && file.notes.length === 0) return [];
  const width = Math.max(0, ...file.issues.map((group) => length(group.count.toLocaleString('en'))));
  return [
    '',
    `${colors.strong(file.name)}${file.title === '' ? '' : colors.quiet(`  ${file.title}`)}`,
    ...file.notes.map((note) => `  ${note}`),
    ...file.issues.flatMap((group) => issueLines(group, width, colors)),
  ];
}

function issueLines(group: IssueGroup, width: number, colors: Colors): string[] {
  const paint = group.severity === 'error' ? colors.error : colors.warning;
  const number = pad(group.count.toLocaleString('en'), width, true);
  const column = group.column === null ? '' : colors.quiet(`  column ${group.column}`);
  const head = `  ${paint(number)}  ${paint(ISSUES[group.code][1])}${column}${colors.quiet(`  ${group.code}`)}`;
  const shown = group.examples.slice(0, SHOWN);
  const where = (issue: Issue): string => (issue.row === null ? '' : `row ${issue.row.toLocaleString('en')}: `);
  const indent = ' '.repeat(width + 4);
  const rest = group.examples.length > SHOWN ? [colors.quiet(`${indent}…`)] : [];
  return [head, ...shown.map((issue) => `${indent}${colors.quiet(where(issue))}${issue.message}`), ...rest];
}

const length = (text: string): number => [...text].length;

function pad(text: string, width: number, right: boolean): string {
  const space = ' '.repeat(Math.max(0, width - length(text)));
  return right ? space + text : text + space;
}
