// The embedded database (PGlite + PostGIS in a worker thread) behind the interface of database.ts. Knows no table.
// It has one session: statements and transactions take turns. A worker that dies, or is held up by
// one statement for too long and therefore ended, is opened again.
import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Database } from './database.ts';
import { makeDataDirectory } from './embedded_folder.ts';
import { type Link, openLink } from './embedded_link.ts';
import type { WorkerStart } from './embedded_worker.ts';
import { unavailable } from './failures.ts';
import { lockFolder } from './folder_lock.ts';
import type { Wearer } from './guise.ts';
import { type Outcome, queryableOf, refuseInsideTransaction, type Session, TRANSACTION, within } from './session.ts';
import { raw, type Sql } from './sql.ts';
import { Turns } from './turns.ts';
import { decoderOf, encodeValue } from './values.ts';

export interface EmbeddedOptions {
  /** Holds the lock and the data directory. */
  readonly folder: string;
  readonly log: (line: string) => void;
  readonly bounds?: StatementBounds;
}

/** Milliseconds that one statement, or one batch of a COPY, may take before the engine is ended and opened again. */
export interface StatementBounds {
  readonly ordinary: number;
  /** In a heavy transaction: loads, inputs of analyses, tiles. */
  readonly heavy: number;
}

/** The engine ignores statement_timeout (it needs signals), so these hold from outside. Heavy as on a server's heavy pool. */
const BOUNDS: StatementBounds = { ordinary: 10_000, heavy: 300_000 };
/** For loads that the operator runs and watches: nobody waits behind them. */
export const UNBOUNDED: StatementBounds = { ordinary: Number.POSITIVE_INFINITY, heavy: Number.POSITIVE_INFINITY };

/** How long a call waits for its turn: a request gives up early, a load or an analysis can wait for another. */
const WAIT_MILLISECONDS = 10_000;
const HEAVY_WAIT_MILLISECONDS = 120_000;

/** Text copied in one statement: large enough to make the statement's own cost vanish, small enough to stay in memory. */
const COPY_BYTES = 4 << 20;

export interface EmbeddedDatabase extends Database {
  /** Ends the engine at once, as a crash would; the next call opens it again. */
  kill(): Promise<void>;
}

export async function openEmbedded({ folder, log, bounds = BOUNDS }: EmbeddedOptions): Promise<EmbeddedDatabase> {
  const root = resolve(folder);
  await mkdir(root, { recursive: true });
  const unlock = await lockFolder(root);
  try {
    const dataDirectory = join(root, 'postgres');
    const bundle = await makeDataDirectory(dataDirectory, log);
    const sessions = await openSessions({ folder: dataDirectory, bundle }, log);
    return await databaseOver(sessions, { root, unlock, bounds });
  } catch (error) {
    await unlock();
    throw error;
  }
}

interface Wanted {
  readonly guise: Wearer;
  readonly boundMilliseconds: number;
}

interface Sessions {
  /** The session that lives now; opens the database again after a crash. */
  current(wanted: Wanted): Promise<Session>;
  readonly channels: Map<string, Set<(payload: string | null) => void>>;
  kill(): Promise<void>;
  close(): Promise<void>;
}

async function openSessions(start: WorkerStart, log: (line: string) => void): Promise<Sessions> {
  const channels: Sessions['channels'] = new Map();
  let closed = false;
  const open = (): Promise<Link> =>
    openLink({
      ...start,
      heard: (channel, payload) => {
        for (const heard of channels.get(channel) ?? []) heard(payload);
      },
      lost: (stuck) => {
        link = null;
        if (closed) return;
        const why = stuck ? 'A statement held up the embedded database for too long' : 'The embedded database stopped';
        log(`${why}; it is being opened again.`);
        openAgain().catch(() => log('The embedded database did not open; the next request tries again.'));
      },
    });
  const reopen = async (): Promise<Link> => {
    const next = await open();
    for (const channel of channels.keys())
      await next.call({ kind: 'execute', guise: null, text: `listen "${channel}"`, values: [] });
    for (const listeners of channels.values()) for (const heard of listeners) heard(null);
    return next;
  };
  const openAgain = (): Promise<Link> => {
    link ??= reopen().catch((error) => {
      link = null;
      throw error;
    });
    return link;
  };
  let link: Promise<Link> | null = open();
  await link;
  return {
    channels,
    async current(wanted) {
      if (closed) throw unavailable('The database is closed.');
      return sessionOf(await openAgain(), wanted);
    },
    async kill() {
      await (await link)?.kill();
    },
    async close() {
      closed = true;
      await (await link)?.close();
    },
  };
}

function sessionOf(link: Link, { guise, boundMilliseconds }: Wanted): Session {
  return {
    async execute({ text, values }) {
      const { result, rowCount } = await link.call(
        { kind: 'execute', guise, text, values: values.map(encodeValue) },
        { boundMilliseconds },
      );
      if (result === null) return { rows: [], rowCount, command: '' };
      const columns = result.fields.map(({ name, typeId }) => [name, decoderOf(typeId)] as const);
      const rows = result.rows.map((cells) => {
        const row: Record<string, unknown> = {};
        columns.forEach(([name, decode], index) => {
          const cell = cells[index] ?? null;
          row[name] = cell === null ? null : decode(cell);
        });
        return row;
      });
      return { rows, rowCount, command: result.command };
    },
    async copyIn(target, chunks) {
      let total = 0;
      let under: Promise<void> = Promise.resolve();
      const send = (text: string) => {
        const lines = new TextEncoder().encode(text);
        return link
          .call(
            { kind: 'copy', guise, target: target.text, lines, linesBefore: total },
            { transfer: [lines.buffer], boundMilliseconds },
          )
          .then(({ rowCount }) => {
            total += rowCount;
          });
      };
      let batch: string[] = [];
      let size = 0;
      for await (const chunk of chunks) {
        batch.push(chunk);
        size += chunk.length;
        if (size < COPY_BYTES) continue;
        await under; // one batch is loaded while the next is made
        under = send(batch.join(''));
        under.catch(() => undefined);
        batch = [];
        size = 0;
      }
      await under;
      if (size > 0) await send(batch.join(''));
      return total;
    },
  };
}

async function databaseOver(
  sessions: Sessions,
  { root, unlock, bounds }: { root: string; unlock: () => Promise<void>; bounds: StatementBounds },
): Promise<EmbeddedDatabase> {
  const turns = new Turns();
  const inTurn = async <T>(guise: Wearer, heavy: boolean, work: (session: Session) => Promise<T>): Promise<T> => {
    refuseInsideTransaction();
    const end = await turns.take(heavy ? HEAVY_WAIT_MILLISECONDS : WAIT_MILLISECONDS);
    try {
      return await work(await sessions.current({ guise, boundMilliseconds: heavy ? bounds.heavy : bounds.ordinary }));
    } finally {
      end();
    }
  };
  const executeAs =
    (guise: Wearer) =>
    (query: Sql): Promise<Outcome> =>
      inTurn(guise, false, (session) => session.execute(query));
  const execute = executeAs(null);
  const { rows } = await execute(
    raw(`select current_setting('server_version') as version,
    (select default_version from pg_available_extensions where name = 'postgis') as postgis`),
  );
  const description =
    `Embedded PostgreSQL ${rows[0]?.['version']} with PostGIS ${rows[0]?.['postgis']} in ${root}: for demo, trial and small trusted use. ` +
    'An acknowledged write survives a crash and a power cut; one program at a time; roles have grants, but no logins of their own: whoever reads the folder reads everything. ' +
    'Set DATABASE_URL for a PostgreSQL server.';
  const over = (guise: Wearer): EmbeddedDatabase => ({
    kind: 'embedded',
    description,
    ...queryableOf(executeAs(guise)),
    as: over,
    transaction: (work, { heavy = false } = {}) =>
      inTurn(guise, heavy, (session) => within(session, { bounds: TRANSACTION, depth: 0 }, work)),
    async listen(channel, heard) {
      if (!/^[a-z_]+$/.test(channel)) throw new Error('A channel is named by lower-case letters.');
      const listeners = sessions.channels.get(channel) ?? new Set();
      sessions.channels.set(channel, listeners.add(heard));
      await execute(raw(`listen "${channel}"`));
      return async () => {
        listeners.delete(heard);
        if (listeners.size > 0) return;
        sessions.channels.delete(channel);
        await execute(raw(`unlisten "${channel}"`));
      };
    },
    async ping() {
      const session = await sessions.current({ guise: null, boundMilliseconds: bounds.ordinary });
      await session.execute(raw('select 1'));
    },
    kill: sessions.kill,
    async close() {
      const end = await turns.take(HEAVY_WAIT_MILLISECONDS);
      try {
        await sessions.close();
      } finally {
        end();
        await unlock();
      }
    },
  });
  return over(null);
}
