// The database of the server tests: one per worker, opened once. A test's work is one transaction that is rolled back;
// what it takes for statements and transactions of its own are savepoints. Embedded, or PostgreSQL by DATABASE_URL.
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inject } from 'vitest';
import type { Database, Transaction } from '../../server/db/database.ts';
import { type Wearer, wear } from '../../server/db/guise.ts';
import { migrate } from '../../server/db/migrate.ts';
import { openDatabase } from '../../server/db/open.ts';
import { outsideTransactions, refuseInsideTransaction } from '../../server/db/session.ts';
import { raw } from '../../server/db/sql.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** A database made for this run, or null for the embedded one in `dataFolder`. */
    databaseUrl: string | null;
    dataFolder: string;
  }
}

const SHARED = Symbol.for('safereach.test.database');
const shared = globalThis as { [SHARED]?: Promise<Database> };

/** The migrated database of this worker, shared by all its test files. What is written to it stays. */
export function openTestDatabase(): Promise<Database> {
  shared[SHARED] ??= (async () => {
    const quiet = () => undefined;
    const database = await openDatabase({ url: inject('databaseUrl'), dataFolder: inject('dataFolder'), log: quiet });
    await migrate(database, quiet);
    return database;
  })();
  return shared[SHARED];
}

/** Loads may be written into it as into a transaction, which it is. */
export type TestDatabase = Database & Transaction;

class RolledBack extends Error {}

/**
 * Gives `work` a database of which nothing stays. Statements that fail outside a transaction fail alone, as ever.
 * Nothing commits, so nothing is ever heard through `listen`: use `inCommittedDatabase` for that.
 */
export async function inDatabase(work: (database: TestDatabase) => Promise<unknown>): Promise<void> {
  const database = await openTestDatabase();
  const end = new RolledBack();
  try {
    await database.transaction(
      async (tx) => {
        await outsideTransactions(() => work(within(database, tx)));
        throw end;
      },
      { heavy: true },
    );
  } catch (error) {
    if (error !== end) throw error;
  }
}

function within(database: Database, tx: Transaction, guise: Wearer = null): TestDatabase {
  const transaction = <T>(work: (inner: Transaction) => Promise<T>): Promise<T> => {
    refuseInsideTransaction();
    return tx.transaction(async (inner) => {
      if (guise === null) return work(inner);
      await inner.run(wear(guise, { local: true }));
      const result = await work(inner);
      await inner.run(wear(null, { local: true }));
      return result;
    });
  };
  return {
    kind: database.kind,
    description: database.description,
    rows: (query) => transaction((inner) => inner.rows(query)),
    one: (query) => transaction((inner) => inner.one(query)),
    maybeOne: (query) => transaction((inner) => inner.maybeOne(query)),
    run: (query) => transaction((inner) => inner.run(query)),
    copyIn: (target, chunks) => transaction((inner) => inner.copyIn(target, chunks)),
    transaction,
    as: (other) => within(database, tx, other),
    listen: async () => async () => undefined,
    ping: async () => undefined,
    close: async () => undefined,
  };
}

/** Gives `work` the real database, whose commits are real and heard; every table is emptied afterwards. */
export async function inCommittedDatabase(work: (database: Database) => Promise<unknown>): Promise<void> {
  const database = await openTestDatabase();
  try {
    await work(database);
  } finally {
    await database.run(
      raw(`do $$ begin
      execute (select 'truncate ' || string_agg(quote_ident(tablename), ', ') || ' restart identity cascade'
        from pg_tables where schemaname = 'public' and tablename not in ('schema_migration', 'spatial_ref_sys'));
    end $$`),
    );
  }
}

/** An empty database of its own, for tests of opening and migrating. `open` may be called more than once on PostgreSQL. */
export interface OwnDatabase {
  readonly url: string | null;
  open(): Promise<Database>;
  remove(): Promise<void>;
}

export async function makeOwnDatabase(): Promise<OwnDatabase> {
  const log = () => undefined;
  const shared = inject('databaseUrl');
  if (shared === null) {
    const dataFolder = await mkdtemp(join(tmpdir(), 'safereach-own-'));
    return {
      url: null,
      open: () => openDatabase({ url: null, dataFolder, log }),
      remove: () => rm(dataFolder, { recursive: true, force: true, maxRetries: 5 }),
    };
  }
  const name = `safereach_test_${randomUUID().replaceAll('-', '')}`;
  const server = await openTestDatabase();
  await server.run(raw(`create database ${name}`));
  const url = Object.assign(new URL(shared), { pathname: `/${name}` }).href;
  return {
    url,
    open: () => openDatabase({ url, dataFolder: '', log }),
    remove: async () => void (await server.run(raw(`drop database ${name} with (force)`))),
  };
}
