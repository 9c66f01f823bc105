// PostgreSQL + PostGIS behind the interface of database.ts, over pg. Knows no table. A lost or restarted database costs
// the statements that were under way and nothing else: every pool and every client has an error handler.

import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { Problem } from '../../geodata/schema/problem.ts';
import type { Database } from './database.ts';
import { translate, unavailable } from './failures.ts';
import { keyOfGuise, LOGINS, type Login, type Wearer, wear } from './guise.ts';
import { type Listener, openListener } from './postgres_listener.ts';
import { type Outcome, queryableOf, refuseInsideTransaction, type Session, TRANSACTION, within } from './session.ts';
import { raw, type Sql } from './sql.ts';
import { decoderOf, encodeValue } from './values.ts';

export interface PostgresOptions {
  readonly url: string;
  /** Addresses with the logins of their own; where one is missing, the owner's connection takes its role (SET ROLE). */
  readonly logins?: Partial<Record<Login, string>>;
  readonly log: (line: string) => void;
  readonly connections?: number;
  readonly heavyConnections?: number;
  readonly statementSeconds?: number;
  readonly heavyStatementSeconds?: number;
}

const CONNECT_MILLISECONDS = 2000;

/** A COPY takes as long as its source; the load as a whole may take this. */
const COPY_STATEMENT_SECONDS = 3600;

export async function openPostgres(options: PostgresOptions): Promise<Database> {
  const {
    url,
    log,
    connections = 10,
    heavyConnections = 2,
    statementSeconds = 15,
    heavyStatementSeconds = 300,
  } = options;
  const pools = (address: string): Pools => ({
    light: openPool({ url: address, log, max: connections, statementSeconds }),
    heavy: openPool({ url: address, log, max: heavyConnections, statementSeconds: heavyStatementSeconds }),
  });
  const owner = pools(url);
  const separate = new Map(
    LOGINS.flatMap((login) => {
      const address = options.logins?.[login];
      return address === undefined ? [] : [[login, pools(address)] as const];
    }),
  );
  const end = () =>
    Promise.all([owner, ...separate.values()].flatMap(({ light, heavy }) => [light.end(), heavy.end()]));
  let listener: Listener | null = null;
  const through = (guise: Wearer): Omit<Database, 'kind' | 'description' | 'listen' | 'close'> => {
    const own = guise === null ? undefined : separate.get(guise.login);
    const { light, heavy } = own ?? owner;
    const dressed = <T>(pool: pg.Pool, work: (client: pg.PoolClient) => Promise<T>) =>
      withClient(pool, async (client) => {
        await dress(client, { guise, asRole: own === undefined });
        return work(client);
      });
    return {
      ...queryableOf(async (query) => {
        refuseInsideTransaction();
        return dressed(light, (client) => execute(client, query));
      }),
      transaction: (work, { heavy: isHeavy = false } = {}) => {
        refuseInsideTransaction();
        return dressed(isHeavy ? heavy : light, (client) =>
          within(sessionOf(client), { bounds: TRANSACTION, depth: 0 }, work),
        );
      },
      as: over,
      async ping() {
        // Ready is who can be asked through every login.
        for (const pool of guise === null ? [owner, ...separate.values()] : [own ?? owner])
          await withClient(pool.light, (client) => execute(client, raw('select 1')));
      },
    };
  };
  const listen: Database['listen'] = (channel, heard) => {
    listener ??= openListener({ config: clientConfig(url), log });
    return listener.listen(channel, heard);
  };
  const close = async () => {
    await Promise.all([listener?.close(), end()]);
  };
  let description = '';
  const over = (guise: Wearer): Database => ({ kind: 'postgres', description, listen, close, ...through(guise) });
  try {
    description = `${await describe(owner.light)}${separate.size === LOGINS.length ? ' One login per privilege.' : ' One login takes the role of each privilege: give each a login of its own for real use.'}`;
    return over(null);
  } catch (error) {
    await end();
    throw error;
  }
}

interface Pools {
  readonly light: pg.Pool;
  readonly heavy: pg.Pool;
}

/** What each connection wears; a new one wears nothing. */
const worn = new WeakMap<pg.PoolClient, string>();

async function dress(client: pg.PoolClient, { guise, asRole }: { guise: Wearer; asRole: boolean }): Promise<void> {
  const key = keyOfGuise(guise);
  if ((worn.get(client) ?? '') === key) return;
  worn.set(client, 'unknown'); // until it is known to have been put on
  await execute(client, wear(guise, { asRole }));
  worn.set(client, key);
}

/** What a server or a database may have set otherwise, and what the readers of values.ts and every ::date rely on. */
const SETTINGS =
  '-c timezone=UTC -c datestyle=ISO -c intervalstyle=postgres -c bytea_output=hex -c extra_float_digits=1';

function clientConfig(url: string): pg.ClientConfig {
  return {
    connectionString: url,
    application_name: 'safereach',
    options: SETTINGS,
    connectionTimeoutMillis: CONNECT_MILLISECONDS,
    keepAlive: true,
    types: { getTypeParser: ((typeId: number) => decoderOf(typeId)) as pg.CustomTypesConfig['getTypeParser'] },
  };
}

interface PoolOptions {
  readonly url: string;
  readonly log: (line: string) => void;
  readonly max: number;
  readonly statementSeconds: number;
}

function openPool({ url, log, max, statementSeconds }: PoolOptions): pg.Pool {
  const pool = new pg.Pool({
    ...clientConfig(url),
    max,
    idleTimeoutMillis: 30_000,
    statement_timeout: statementSeconds * 1000,
    idle_in_transaction_session_timeout: Math.max(60, statementSeconds) * 1000,
  });
  pool.on('error', () => log('A database connection was lost while idle; the next request opens another.'));
  pool.on('connect', (client) => {
    client.on('error', () => undefined); // the statement under way rejects by itself
  });
  return pool;
}

async function connect(pool: pg.Pool): Promise<pg.PoolClient> {
  try {
    return await pool.connect();
  } catch (error) {
    if (error instanceof Error && /timeout exceeded when trying to connect/i.test(error.message)) {
      const full = pool.totalCount >= pool.options.max && pool.idleCount === 0;
      throw full
        ? new Problem('busy', 'All database connections are in use. Try again.')
        : unavailable('The database does not answer.');
    }
    throw translate(error);
  }
}

/** Lends a client; one whose session may be damaged is thrown away. */
async function withClient<T>(pool: pg.Pool, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await connect(pool);
  let lost = false;
  const markLost = () => {
    lost = true;
  };
  client.once('error', markLost);
  try {
    return await work(client);
  } catch (error) {
    if (error instanceof Problem && error.code === 'database_unavailable') lost = true;
    throw error;
  } finally {
    client.removeListener('error', markLost);
    client.release(lost);
  }
}

async function execute(client: pg.ClientBase, { text, values }: Sql): Promise<Outcome> {
  try {
    // No values = the simple protocol, which takes a migration file of many statements; the last result counts.
    const answer = values.length === 0 ? await client.query(text) : await client.query(text, values.map(encodeValue));
    const result = Array.isArray(answer) ? (answer.at(-1) as pg.QueryResult) : answer;
    return { rows: result.rows, rowCount: result.rowCount ?? 0, command: result.command };
  } catch (error) {
    throw translate(error);
  }
}

function sessionOf(client: pg.ClientBase): Session {
  return {
    execute: (query) => execute(client, query),
    async copyIn(target, chunks) {
      const before = await execute(client, raw('show statement_timeout'));
      await execute(client, raw(`set local statement_timeout = '${COPY_STATEMENT_SECONDS}s'`));
      const stream = client.query(copyFrom(`copy ${target.text} from stdin`));
      try {
        await pipeline(Readable.from(chunks, { objectMode: true }), stream);
      } catch (error) {
        throw translate(error);
      }
      await execute(client, raw(`set local statement_timeout = '${String(before.rows[0]?.['statement_timeout'])}'`));
      return stream.rowCount;
    },
  };
}

async function describe(pool: pg.Pool): Promise<string> {
  return withClient(pool, async (client) => {
    const { rows } = await execute(
      client,
      raw(`select current_setting('server_version') as version, current_setting('server_version_num')::int as number,
        current_database() as database, current_user as "user", current_setting('fsync') as fsync,
        current_setting('synchronous_commit') as synchronous,
        (select default_version from pg_available_extensions where name = 'postgis') as postgis,
        (select ssl from pg_stat_ssl where pid = pg_backend_pid()) as tls`),
    );
    const about = rows[0] as Record<'version' | 'database' | 'user' | 'fsync' | 'synchronous', string> & {
      number: number;
      postgis: string | null;
      tls: boolean | null;
    };
    if (about.number < 150_000) throw unavailable(`This PostgreSQL is ${about.version}; Safereach needs 15 or newer.`);
    if (about.postgis === null)
      throw unavailable('This PostgreSQL server has no PostGIS. Install PostGIS 3.3 or newer on it.');
    const durable =
      about.fsync === 'on' && about.synchronous !== 'off'
        ? 'an acknowledged write survives a crash'
        : 'fsync or synchronous_commit is OFF: the last writes may be lost in a crash';
    const { host, port } = client as pg.PoolClient & { host: string; port: number };
    return `PostgreSQL ${about.version} with PostGIS ${about.postgis} at ${host}:${port}, database ${about.database} (user ${about.user}, ${about.tls ? 'TLS' : 'no TLS'}): ${durable}; several servers may share it.`;
  });
}
