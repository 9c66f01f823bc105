// Revocations outside the database: a file that is only ever added to, on the disk before anybody relies on it. Whoever
// restores an older backup brings it along, so that no withdrawn record comes back. Ids and dates only.
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Problem } from '../../geodata/schema/problem.ts';
import type { Queryable } from '../db/database.ts';
import { REVOCATION_REASONS, type Revocation, revocationsAfter } from '../queries/revocations.ts';

export const revocationsFile = (dataFolder: string): string => join(dataFolder, 'revocations.log');

const PAGE = 5000;
const LINE = /^(\S+) ([a-z0-9][a-z0-9-]{0,62}) ([0-9a-f-]{36}) ([a-z]+)$/;

const lineOf = ({ at, organizationId, incidentId, reason }: Revocation): string =>
  `${at} ${organizationId} ${incidentId} ${reason}`;

/** Revocations of a file, one by one; none where there is no file. Throws Problem for a line that is not one. */
export async function* readRevocations(path: string): AsyncGenerator<Revocation> {
  const file = await open(path, 'r').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  if (file === null) return;
  await file.close();
  let row = 0;
  for await (const line of createInterface({ input: createReadStream(path, 'utf8') })) {
    row++;
    if (line.trim() === '') continue;
    const [, at, organizationId, incidentId, word] = LINE.exec(line) ?? [];
    const reason = REVOCATION_REASONS.find((known) => known === word);
    if (at === undefined || organizationId === undefined || incidentId === undefined || reason === undefined) {
      throw new Problem('invalid_input', `Line ${row} of the revocations is not "time organization id reason".`);
    }
    yield { at, organizationId, incidentId, reason };
  }
}

/** Adds to the file what the database knows and the file does not; `since` looks at revocations from then on alone. */
export async function keepRevocations(db: Queryable, path: string, since: Date | null = null): Promise<number> {
  const known = new Set<string>();
  for await (const one of readRevocations(path)) {
    if (since === null || Date.parse(one.at) >= since.getTime()) known.add(lineOf(one));
  }
  let added = 0;
  const file = await open(path, 'a', 0o600);
  try {
    let after: string | null = null;
    do {
      const page: Revocation[] = await revocationsAfter(db, { after, since, limit: PAGE });
      const fresh = page.map(lineOf).filter((line) => !known.has(line));
      if (fresh.length > 0) await file.appendFile(fresh.map((line) => `${line}\n`).join(''));
      added += fresh.length;
      after = page.length < PAGE ? null : (page.at(-1)?.incidentId ?? null);
    } while (after !== null);
    if (added > 0) await file.sync();
  } finally {
    await file.close();
  }
  return added;
}
