// Brings a database to the newest schema: plain SQL files in order, forward only, each in a transaction of its own.
// Run twice it changes nothing; two servers that start at once wait for each other.
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Problem } from '../../geodata/schema/problem.ts';
import type { Database, Transaction } from './database.ts';
import { raw, sql } from './sql.ts';

interface Migration {
  readonly name: string;
  readonly text: string;
  readonly sha256: string;
}

/** Number of the advisory lock; any constant that nothing else uses. */
const LOCK = 7_251_993;

const HERE = fileURLToPath(new URL('../migrations/', import.meta.url));

/** Applies what is missing; returns how many files that were. */
export async function migrate(database: Database, log: (line: string) => void, folder = HERE): Promise<number> {
  const files = await readMigrations(folder);
  let count = 0;
  for (;;) {
    const applied = await database.transaction((tx) => applyNext(tx, files), { heavy: true });
    if (applied === null) return count;
    count++;
    log(`Schema: ${applied} applied.`);
  }
}

async function readMigrations(folder: string): Promise<Migration[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.sql')).sort();
  return Promise.all(
    names.map(async (name) => {
      // Line ends differ between checkouts; they are no change of the schema.
      const text = (await readFile(join(folder, name), 'utf8')).replaceAll('\r\n', '\n');
      return { name, text, sha256: createHash('sha256').update(text).digest('hex') };
    }),
  );
}

async function applyNext(tx: Transaction, files: readonly Migration[]): Promise<string | null> {
  await tx.rows(sql`select pg_advisory_xact_lock(${LOCK}::bigint)`);
  await tx.run(
    raw(`create table if not exists schema_migration (
    name text primary key, sha256 text not null, applied_at timestamptz not null default now())`),
  );
  const applied = await tx.rows<{ name: string; sha256: string }>(
    sql`select name, sha256 from schema_migration order by name`,
  );
  refuseChanged(applied, files);
  const next = files[applied.length];
  if (next === undefined) return null;
  await tx.run(raw(next.text));
  await tx.run(sql`insert into schema_migration (name, sha256) values (${next.name}, ${next.sha256})`);
  return next.name;
}

function refuseChanged(applied: readonly { name: string; sha256: string }[], files: readonly Migration[]): void {
  applied.forEach(({ name, sha256 }, index) => {
    const file = files[index];
    if (file === undefined) {
      throw new Problem(
        'database_unavailable',
        `The database already has the migration ${name}, which this version of Safereach does not know: it is older than the database. Start the newer version.`,
      );
    }
    if (file.name !== name) {
      throw new Problem(
        'database_unavailable',
        `The database has the migration ${name} where this version has ${file.name}: it was made by another version of Safereach. Start that version, or begin with an empty database (the embedded one: move its data folder away).`,
      );
    }
    if (file.sha256 !== sha256) {
      throw new Problem(
        'database_unavailable',
        `The migration ${name} was changed after it was applied. Restore the file and put the change into a new one.`,
      );
    }
  });
}
