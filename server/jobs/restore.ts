// Restores a backup: the whole file is read and found sound before anything is touched, all is loaded in one transaction,
// and what was revoked since the backup was made is taken out again before it commits.
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { Problem } from '../../geodata/schema/problem.ts';
import { checkChain } from '../access/audit_chain.ts';
import type { Database, Transaction } from '../db/database.ts';
import { auditedOrganizations } from '../queries/audit.ts';
import { BACKED_UP, columnsOf, migrationsOf } from '../queries/backup.ts';
import { allowLongStatements } from '../queries/load.ts';
import { emptyTables, isEmpty, loadTable, recordRestore } from '../queries/restore.ts';
import { bringPublished, keepPublished } from '../queries/restore_releases.ts';
import { addRevocations, applyRevocations, type Revocation } from '../queries/revocations.ts';
import { unseal } from './backup_cipher.ts';
import { type BackupReader, readBackupText } from './backup_text.ts';
import { readRevocations } from './revocation_log.ts';

export interface RestoreReport {
  readonly madeAt: string;
  readonly rows: Readonly<Record<string, number>>;
  readonly total: number;
  readonly sha256: string;
  /** Records that had been withdrawn, expired or erased after the backup was made. */
  readonly revoked: number;
}

interface RestoreOf {
  readonly path: string;
  readonly key: Buffer;
  /** Take the place of what is there. */
  readonly replace?: boolean;
  /** Files of revocations, of this server and of those it had before. */
  readonly revocations?: readonly string[];
}

/** Opens a file, hands its text to `work`, and reads on to its end. Gives the SHA-256 of the file beside the result. */
async function readBackup<T>(
  { path, key }: RestoreOf,
  work: (reader: BackupReader) => Promise<T>,
): Promise<{ result: T; sha256: string }> {
  const hash = createHash('sha256');
  const results: T[] = [];
  await pipeline(
    createReadStream(path),
    async function* (bytes: AsyncIterable<Buffer>) {
      for await (const chunk of bytes) {
        hash.update(chunk);
        yield chunk;
      }
    },
    (sealed: AsyncIterable<Buffer>) => unseal(sealed, key),
    createGunzip(),
    async (text: AsyncIterable<Buffer>) => {
      results.push(await work(await readBackupText(text)));
    },
  ).catch((error: NodeJS.ErrnoException) => {
    if (error.syscall !== undefined)
      throw new Problem('not_found', `The backup cannot be read (${error.code}). Check its name.`);
    if (error.code?.startsWith('Z_') === true)
      throw new Problem('file_rejected', 'This backup is damaged. Use another copy.');
    throw error;
  });
  return { result: results[0] as T, sha256: hash.digest('hex') };
}

/** Reads the whole file and says what it holds; throws Problem where anything is not as it was written. */
export async function checkBackup(of: RestoreOf): Promise<Omit<RestoreReport, 'revoked'>> {
  const { result, sha256 } = await readBackup(of, async ({ head, tables, rows }) => {
    for await (const { text } of tables) for await (const _ of text);
    return { madeAt: head.madeAt, rows };
  });
  const total = Object.values(result.rows).reduce((sum, count) => sum + count, 0);
  return { ...result, total, sha256 };
}

/** All or nothing: whatever throws, the database is as it was. */
export async function restoreBackup(database: Database, of: RestoreOf): Promise<RestoreReport> {
  const checked = await checkBackup(of);
  const revocations = of.revocations ?? [];
  for (const file of revocations) for await (const _ of readRevocations(file)); // a line that is none is told before the load
  const revoked = await database.transaction(
    async (tx) => {
      await allowLongStatements(tx);
      if (of.replace === true) {
        await keepPublished(tx);
        await emptyTables(tx);
      } else if (!(await isEmpty(tx)))
        throw new Problem(
          'in_use',
          'This database is not empty. Restore into an empty one, or take the place of what is there with --replace.',
        );
      await readBackup(of, (reader) => loadAll(tx, reader));
      if (of.replace === true) await bringPublished(tx);
      for (const file of revocations) await addAll(tx, readRevocations(file));
      const taken = await applyRevocations(tx);
      await recordRestore(tx, { sha256: checked.sha256, rows: checked.total });
      await demandChains(tx);
      return taken;
    },
    { heavy: true },
  );
  return { ...checked, revoked };
}

async function loadAll(tx: Transaction, { head, tables, rows }: BackupReader): Promise<void> {
  const schema = await migrationsOf(tx);
  if (JSON.stringify(schema) !== JSON.stringify(head.schema)) {
    throw new Problem(
      'file_rejected',
      'This backup is of another version of Safereach. Restore it with the version that made it, then start the newer one.',
    );
  }
  const expected: string[] = [...BACKED_UP];
  for await (const { table, columns, text } of tables) {
    // Names that become SQL are those of this program and this database, never those of a file.
    const known = await columnsOf(tx, table === expected[0] ? table : 'organization');
    if (table !== expected.shift() || JSON.stringify(known) !== JSON.stringify(columns))
      throw new Problem('file_rejected', 'This backup has other tables than this version of Safereach.');
    const count = await loadTable(tx, { table, columns: known, text });
    if (count !== rows[table])
      throw new Problem('file_rejected', 'The database took another number of rows than the backup has.');
  }
  if (expected.length > 0) throw new Problem('file_rejected', 'This backup lacks tables of this version of Safereach.');
}

async function addAll(tx: Transaction, revocations: AsyncIterable<Revocation>): Promise<void> {
  let batch: Revocation[] = [];
  for await (const one of revocations) {
    batch.push(one);
    if (batch.length < 5000) continue;
    await addRevocations(tx, batch);
    batch = [];
  }
  await addRevocations(tx, batch);
}

/** A trail that does not stand with the backup's entries in it is of another database: neither history may be lost. */
async function demandChains(tx: Transaction): Promise<void> {
  for (const organizationId of await auditedOrganizations(tx)) {
    const { brokenAt } = await checkChain(tx, { organizationId });
    if (brokenAt !== null) {
      const whose = organizationId === '' ? 'the server' : `organization ${organizationId}`;
      throw new Problem(
        'in_use',
        `The audit trail of ${whose} does not stand at entry ${brokenAt} with this backup: the database has a history of its own, or one of the two was changed. Restore into an empty database.`,
      );
    }
  }
}
