// What a database says went wrong, the same from both adapters. Lost connections, overload and geometry the engine
// cannot handle become Problems; everything else is a DatabaseFailure with its SQLSTATE, whose message holds no value.
import { Problem } from '../../geodata/schema/problem.ts';

/** A statement the database refused: 23505 unique, 23514 check, 23503 foreign key, 22P02 malformed value … */
export class DatabaseFailure extends Error {
  readonly sqlstate: string;
  readonly constraint: string | null;
  readonly table: string | null;
  readonly column: string | null;
  /** Line of the copied text (1 = first row of the whole copyIn), null outside a COPY. */
  readonly line: number | null;
  /** The database's own sentence. May echo a value: for tests and a developer's terminal, never for logs or answers. */
  readonly said: string;

  constructor(report: DatabaseReport) {
    const where = [
      report.table === undefined ? '' : ` in table ${report.table}`,
      report.column === undefined ? '' : `, column ${report.column}`,
      report.constraint === undefined ? '' : `, constraint ${report.constraint}`,
      report.line === undefined ? '' : `, row ${report.line} of the load`,
    ].join('');
    super(`The database refused a statement (SQLSTATE ${report.code})${where}.`);
    this.name = 'DatabaseFailure';
    this.sqlstate = report.code;
    this.constraint = report.constraint ?? null;
    this.table = report.table ?? null;
    this.column = report.column ?? null;
    this.line = report.line ?? null;
    this.said = report.message;
  }
}

/** The fields of an ErrorResponse that are used; plain data, so that it crosses threads. */
export interface DatabaseReport {
  readonly code: string;
  readonly message: string;
  readonly constraint?: string;
  readonly table?: string;
  readonly column?: string;
  readonly line?: number;
}

/** Reads a driver's error; null when it is not the database's own report. `linesBefore` = rows of earlier COPY chunks. */
export function reportOf(error: unknown, linesBefore = 0): DatabaseReport | null {
  if (!(error instanceof Error)) return null;
  const fields = error as Error & Record<'code' | 'severity' | 'constraint' | 'table' | 'column' | 'where', unknown>;
  if (typeof fields.code !== 'string' || !/^[0-9A-Z]{5}$/.test(fields.code) || fields.severity === undefined)
    return null;
  const copy =
    typeof fields.where === 'string' ? /^COPY (\w+), line (\d+)(?:, column (\w+))?/m.exec(fields.where) : null;
  const text = (value: unknown) => (typeof value === 'string' && value !== '' ? value : undefined);
  const constraint = text(fields.constraint);
  const table = text(fields.table) ?? copy?.[1];
  const column = text(fields.column) ?? copy?.[3];
  return {
    code: fields.code,
    message: error.message,
    ...(constraint === undefined ? {} : { constraint }),
    ...(table === undefined ? {} : { table }),
    ...(column === undefined ? {} : { column }),
    ...(copy === null ? {} : { line: Number(copy[2]) + linesBefore }),
  };
}

/** A geometry function failed on what it was given; PostgreSQL raises XX000, the embedded engine drops the statement. */
export const engineFailed = () =>
  new Problem(
    'invalid_geometry',
    'The geometry engine gave up on a geometry. Invalid geometry (an outline that crosses itself) is the usual cause; check it with ST_IsValid first.',
  );

export const unavailable = (detail: string) => new Problem('database_unavailable', detail);

/** A statement that was ended because of the time it took; the same one again would end the same way. */
export const stopped = () => new Problem('time_limit', 'A query took longer than it may and was stopped.');

/** The error to throw for a report. */
export function failureOf(report: DatabaseReport): Error {
  const { code, message } = report;
  if (code === '53100') return unavailable('The disk of the database is full. Free some space; nothing was stored.');
  if (code.startsWith('28'))
    return unavailable('The database refused a login. Check the addresses in DATABASE_URL and DATABASE_…_URL.');
  if (code.startsWith('08') || code.startsWith('57P')) return unavailable('The connection to the database was lost.');
  if (code.startsWith('53') || code === '55P03')
    return new Problem('busy', 'The database has no room for another request now. Try again.');
  if (code === '40001' || code === '40P01') return new Problem('busy', 'Two writes met. Try again.');
  if (code === '57014') return stopped();
  if (code === 'XX000' && /geos|topologyexception|lwgeom/i.test(message)) return engineFailed();
  return new DatabaseFailure(report);
}

const LOST = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ENOENT',
  'EHOSTUNREACH',
  'ENETUNREACH',
]);

/** Any error of a driver, as this program throws it. Problems pass unchanged. */
export function translate(error: unknown, linesBefore = 0): unknown {
  if (error instanceof Problem || error instanceof DatabaseFailure) return error;
  const report = reportOf(error, linesBefore);
  if (report !== null) return failureOf(report);
  if (!(error instanceof Error)) return error;
  const code = (error as Error & { code?: unknown }).code;
  if (typeof code === 'string' && LOST.has(code)) return unavailable('The database cannot be reached.');
  if (
    /connection terminated|connection ended|not queryable|client has encountered|connection error|timeout expired/i.test(
      error.message,
    )
  )
    return unavailable('The connection to the database was lost.');
  return error;
}
