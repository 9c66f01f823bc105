// What the server writes about itself. Only the fields declared here, each in the form declared here; a message, a value,
// an address or a query string has no field and so cannot be logged. There is no access log.
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import pino, { type DestinationStream } from 'pino';
import { PROBLEMS } from '../geodata/schema/problem.ts';

/** Where a fault came up, as far as it may be told. */
export interface FaultPlace {
  readonly method: string;
  /** Pattern of the route, `/api/services/{id}`: never the address that was asked for. */
  readonly route: string;
}

export interface Log {
  /** A fault by its class, its code and the places in our own text that it passed. */
  fault(fault: unknown, place?: FaultPlace): void;
}

const FRAMES_MOST = 12;

/** Field → its form. What does not fit is left out. */
const FIELDS: Readonly<Record<string, RegExp>> = {
  name: /^(?:[A-Z][A-Za-z]{0,30})?(?:Error|Failure|Fault|Problem|Lost)$|^(?:string|object|undefined)$/,
  /** A word of the closed list, a SQLSTATE, or a code of the operating system or of Node. */
  code: new RegExp(`^(${Object.keys(PROBLEMS).join('|')}|[0-9A-Z]{5}|E[A-Z]{2,20}|ERR_[A-Z0-9_]{3,40})$`),
  method: /^[A-Z]{1,10}$/,
  route: /^[\w/:{}*.[\]+()\\?|-]{1,200}$/,
};

const ROOT = fileURLToPath(new URL('../', import.meta.url));
const FRAME = /^ {4}at (?:.* \()?(?:file:\/\/)?(\/[^():]+|[A-Za-z]:[^():]+|node:[\w/]+):(\d+):(\d+)\)?$/;

/** `server/db/postgres.ts:12:5` of each frame. A message, which may pretend to be a stack, and names of functions are left out. */
function framesOf({ message, stack }: Error): string[] {
  const text = String(stack ?? '');
  const head = text.indexOf(String(message));
  if (head < 0) return [];
  const lines = text.slice(head + String(message).length).split('\n');
  return lines.flatMap((line) => {
    const [, file, row, column] = FRAME.exec(line) ?? [];
    if (file === undefined) return [];
    const path = file.startsWith('node:') ? file : relative(ROOT, file);
    return /^(node:|server\/|geodata\/|node_modules\/)[\w/.@+-]+$/.test(path) ? [`${path}:${row}:${column}`] : [];
  });
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

export function createLog(destination: DestinationStream = pino.destination({ dest: 2, sync: true })): Log {
  const log = pino({ level: 'info', base: null }, destination);
  return {
    fault(fault, place) {
      const error = fault instanceof Error ? fault : null;
      const code = error === null ? '' : textOf(Reflect.get(error, 'sqlstate')) || textOf(Reflect.get(error, 'code'));
      const told = { name: error?.name ?? typeof fault, code, method: place?.method, route: place?.route };
      const fields = Object.entries(told).filter(([field, value]) => FIELDS[field]?.test(textOf(value)));
      const at = error === null ? [] : framesOf(error).slice(0, FRAMES_MOST);
      log.error({ ...Object.fromEntries(fields), at }, 'fault');
    },
  };
}

/** What a package would print itself (a whole error, with its message) is told by class and place like any other fault. */
export function quietConsole(log: Log): void {
  for (const method of ['log', 'info', 'warn', 'error', 'debug', 'trace'] as const) {
    console[method] = (...said: unknown[]) => {
      for (const one of said) if (one instanceof Error) log.fault(one);
    };
  }
}
