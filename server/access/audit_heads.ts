// The daily heads of the audit chains outside the database: one line a day and organization in a file that is only ever
// added to. Whoever can change the database cannot change a copy of it that lies elsewhere.
import { open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Problem } from '../../geodata/schema/problem.ts';
import type { Queryable } from '../db/database.ts';
import { type AuditHead, takeHeads } from '../queries/audit.ts';

export const headsFile = (dataFolder: string): string => join(dataFolder, 'audit-heads.log');

/** The server's own chain has no organization. */
const NOBODY = '-';

const lineOf = ({ day, organizationId, number, hash }: AuditHead): string =>
  `${day} ${organizationId === '' ? NOBODY : organizationId} ${number} ${hash}`;

const LINE = /^(\d{4}-\d\d-\d\d) (-|[a-z0-9][a-z0-9-]{0,62}) ([1-9]\d{0,15}) ([0-9a-f]{64})$/;

/** Heads of a file, `YYYY-MM-DD organization number hash` a line. Throws Problem where a line is not one. */
export function readHeads(text: string): AuditHead[] {
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '' && !line.startsWith('#'));
  return lines.map((line, index) => {
    const [, day, organization, number, hash] = LINE.exec(line.trim()) ?? [];
    if (day === undefined || organization === undefined || hash === undefined) {
      throw new Problem('invalid_input', `Line ${index + 1} of the heads is not "day organization number hash".`);
    }
    return { day, organizationId: organization === NOBODY ? '' : organization, number: Number(number), hash };
  });
}

/** Heads of a file that may not be there yet. */
export async function keptHeads(path: string): Promise<AuditHead[]> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });
  return readHeads(text);
}

/** Takes the heads of the day into the database and the file, each once; safe to call at every start and every hour. */
export async function keepHeads(database: Queryable, path: string, now: Date): Promise<void> {
  const day = now.toISOString().slice(0, 10);
  const heads = await takeHeads(database, day);
  const known = new Set((await keptHeads(path)).map(lineOf));
  const fresh = heads.map(lineOf).filter((line) => !known.has(line));
  if (fresh.length === 0) return;
  const file = await open(path, 'a', 0o600);
  try {
    await file.appendFile(fresh.map((line) => `${line}\n`).join(''));
    await file.sync();
  } finally {
    await file.close();
  }
}
