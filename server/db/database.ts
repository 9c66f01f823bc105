// One interface over both databases. Knows no table. Rows come back with the same JavaScript types from either:
// int8 and numeric as number, timestamptz as Date, date as 'YYYY-MM-DD' string, json parsed, bytea as Uint8Array,
// uuid/text as string, null as null.
import type { Guise } from './guise.ts';
import type { Sql } from './sql.ts';

export interface Queryable {
  /** All rows. */
  rows<T>(query: Sql): Promise<T[]>;
  /** Exactly one row; anything else is a fault (a scalar query that returns no row is how the embedded GEOS fails). */
  one<T>(query: Sql): Promise<T>;
  /** One row or null. */
  maybeOne<T>(query: Sql): Promise<T | null>;
  /** Rows changed. */
  run(query: Sql): Promise<number>;
}

export interface Transaction extends Queryable {
  /**
   * Streams text in PostgreSQL's COPY text format into `target` (`raw('service (id, name, geom)')`).
   * Each chunk holds whole lines. Returns rows written.
   */
  copyIn(target: Sql, chunks: AsyncIterable<string> | Iterable<string>): Promise<number>;
  /** A savepoint: rolls back alone when `work` throws. */
  transaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T>;
}

export interface TransactionOptions {
  /** Use the small pool of its own that geometry and analyses have, with a longer statement timeout. */
  readonly heavy?: boolean;
}

export interface Database extends Queryable {
  readonly kind: 'postgres' | 'embedded';
  /** One line for the start-up: which database, where, and what it guarantees. Holds no password. */
  readonly description: string;
  /** Commits when `work` resolves, rolls back when it throws; answers after commit. */
  transaction<T>(work: (tx: Transaction) => Promise<T>, options?: TransactionOptions): Promise<T>;
  /** The same database through the grants of one login and the rows of one organization; the database itself is the owner's. */
  as(guise: Guise): Database;
  /** Calls `heard` for each NOTIFY on the channel, and with null after a reconnect (something may have been missed). */
  listen(channel: string, heard: (payload: string | null) => void): Promise<() => Promise<void>>;
  /** Resolves while the database answers; throws Problem database_unavailable otherwise. */
  ping(): Promise<void>;
  close(): Promise<void>;
}
