// Makes a backup: one moment of the whole database, as text, packed, sealed, on the disk before it counts as made.
import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { open, rm } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { Problem } from '../../geodata/schema/problem.ts';
import type { Database, Transaction } from '../db/database.ts';
import { BACKED_UP, columnsOf, migrationsOf, readOneMoment, tableText } from '../queries/backup.ts';
import { seal } from './backup_cipher.ts';
import { type BackupTable, backupText } from './backup_text.ts';

export interface BackupReport {
  readonly bytes: number;
  /** Of the file, hexadecimal: what a copy of it must have too. */
  readonly sha256: string;
}

/** Writes the file; never over one that is there. While it runs others read and write as ever. */
export async function makeBackup(
  database: Database,
  { path, key, now, log }: { path: string; key: Buffer; now: Date; log: (line: string) => void },
): Promise<BackupReport> {
  const hash = createHash('sha256');
  let bytes = 0;
  const file = await open(path, 'wx', 0o600).catch((error: NodeJS.ErrnoException) => {
    const why = error.code === 'EEXIST' ? 'it is there already, and a backup is never written over' : error.code;
    throw new Problem('invalid_input', `${path} cannot be written: ${why}.`);
  });
  let isWhole = false;
  try {
    await database.transaction(
      async (tx) => {
        // The embedded database has one session, and this is it: nobody else can write.
        if (database.kind === 'postgres') await readOneMoment(tx);
        const about = { format: 1 as const, madeAt: now.toISOString(), schema: await migrationsOf(tx) };
        await pipeline(
          backupText(about, tablesOf(tx, log)),
          createGzip({ level: 6 }),
          (packed: AsyncIterable<Buffer>) => seal(packed, key),
          async function* (sealed: AsyncIterable<Buffer>) {
            for await (const chunk of sealed) {
              hash.update(chunk);
              bytes += chunk.length;
              yield chunk;
            }
          },
          createWriteStream('', { fd: file.fd, autoClose: false }),
        );
      },
      { heavy: true },
    );
    await file.sync();
    isWhole = true;
  } finally {
    await file.close();
    if (!isWhole) await rm(path, { force: true });
  }
  return { bytes, sha256: hash.digest('hex') };
}

async function* tablesOf(tx: Transaction, log: (line: string) => void): AsyncGenerator<BackupTable> {
  for (const table of BACKED_UP) {
    log(`  ${table}`);
    const columns = await columnsOf(tx, table);
    yield { table, columns, text: tableText(tx, table, columns) };
  }
}
