// One database session: statements, and transactions with savepoints inside, the same rules for both adapters.
// Knows no driver. A transaction that was rolled back by the database never passes for a commit.
import { AsyncLocalStorage } from 'node:async_hooks';
import { Problem } from '../../geodata/schema/problem.ts';
import type { Queryable, Transaction } from './database.ts';
import { raw, type Sql } from './sql.ts';

export interface Outcome {
  readonly rows: readonly Record<string, unknown>[];
  readonly rowCount: number;
  /** First word of the command tag: SELECT, COMMIT, ROLLBACK … */
  readonly command: string;
}

export interface Session {
  execute(query: Sql): Promise<Outcome>;
  copyIn(target: Sql, chunks: AsyncIterable<string> | Iterable<string>): Promise<number>;
}

interface Frame {
  open: boolean;
}

const frames = new AsyncLocalStorage<Frame>();

/** Throws when called from inside an open transaction: outside statements would not see it and may wait for it forever. */
export function refuseInsideTransaction(): void {
  if (frames.getStore()?.open === true) {
    throw new Problem(
      'fault',
      'Inside a transaction use its own handle (tx), not the database: the outer one would wait for the inner one.',
    );
  }
}

/** Runs `work` as if in no transaction; for tests, where the whole of a test is one. */
export function outsideTransactions<T>(work: () => T): T {
  return frames.exit(work);
}

/** rows, one, maybeOne and run on top of one function. */
export function queryableOf(execute: (query: Sql) => Promise<Outcome>): Queryable {
  return {
    async rows<T>(query: Sql) {
      return (await execute(query)).rows as T[];
    },
    async one<T>(query: Sql) {
      const { rows } = await execute(query);
      if (rows.length !== 1) {
        throw new Problem(
          'fault',
          `A query that must give exactly one row gave ${rows.length === 0 ? 'none' : 'more'}.`,
        );
      }
      return rows[0] as T;
    },
    async maybeOne<T>(query: Sql) {
      const { rows } = await execute(query);
      if (rows.length > 1) throw new Problem('fault', 'A query that may give one row at most gave more.');
      return (rows[0] ?? null) as T | null;
    },
    async run(query: Sql) {
      return (await execute(query)).rowCount;
    },
  };
}

/** How a unit of work begins and ends: a transaction, or a savepoint inside one. */
interface Bounds {
  readonly begin: string;
  readonly commit: string;
  readonly rollback: string;
}

export const TRANSACTION: Bounds = { begin: 'begin', commit: 'commit', rollback: 'rollback' };

export function savepoint(depth: number): Bounds {
  return {
    begin: `savepoint s${depth}`,
    commit: `release savepoint s${depth}`,
    rollback: `rollback to savepoint s${depth}; release savepoint s${depth}`,
  };
}

/** Runs `work` between begin and commit; rolls back and rethrows when it throws. `depth` numbers the savepoints inside. */
export async function within<T>(
  session: Session,
  { bounds, depth }: { bounds: Bounds; depth: number },
  work: (tx: Transaction) => Promise<T>,
): Promise<T> {
  const frame: Frame = { open: true };
  const guarded =
    <A extends unknown[], R>(call: (...args: A) => Promise<R>) =>
    async (...args: A): Promise<R> => {
      if (!frame.open) throw new Problem('fault', 'This transaction has ended; a statement came too late.');
      return call(...args);
    };
  let inner: Promise<unknown> = Promise.resolve();
  const tx: Transaction = {
    ...queryableOf(guarded((query) => session.execute(query))),
    copyIn: guarded((target, chunks) => session.copyIn(target, chunks)),
    transaction: guarded(<U>(nested: (tx: Transaction) => Promise<U>) => {
      const next = inner.then(() => within(session, { bounds: savepoint(depth + 1), depth: depth + 1 }, nested));
      inner = next.catch(() => undefined);
      return next;
    }) as Transaction['transaction'],
  };
  await session.execute(raw(bounds.begin));
  try {
    const result = await frames.run(frame, () => work(tx));
    frame.open = false;
    const { command } = await session.execute(raw(bounds.commit));
    if (command === 'ROLLBACK') {
      throw new Problem(
        'fault',
        'A statement of this transaction failed and the failure was passed over; nothing was stored.',
      );
    }
    return result;
  } catch (error) {
    frame.open = false;
    await session.execute(raw(bounds.rollback)).catch(() => undefined);
    throw error;
  }
}
