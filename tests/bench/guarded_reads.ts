// What sessions, permissions and walls cost a read: GET /api/services through the app, against a bare Hono route that
// answers the rows of the same query from the owner's connection; both on 127.0.0.1, by turns in one run.
// Alone: [BENCH_DATABASE_URL=postgres://…] npx tsx tests/bench/guarded_reads.ts   (embedded always, PostgreSQL where named)
import { mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ServerType, serve } from '@hono/node-server';
import { Hono } from 'hono';
import pg from 'pg';
import type { Viewer } from '../../geodata/schema/roles.ts';
import { createSessions } from '../../server/access/sessions.ts';
import { createApp } from '../../server/app.ts';
import type { Database } from '../../server/db/database.ts';
import { migrate } from '../../server/db/migrate.ts';
import { openDatabase } from '../../server/db/open.ts';
import { raw } from '../../server/db/sql.ts';
import type { AnalysisPool } from '../../server/jobs/analysis_pool.ts';
import { createTiles } from '../../server/live/tiles.ts';
import { listServices } from '../../server/queries/services.ts';

type Autocannon = (options: {
  url: string;
  connections: number;
  duration: number;
  workers: number;
  headers: Record<string, string>;
}) => Promise<{ requests: { average: number }; non2xx: number; errors: number }>;
const autocannon = createRequire(import.meta.url)('autocannon') as Autocannon;

const SERVICES = 2_000;
const PAGE = 200;
/** Contenders take turns, and the best turn of each counts: other work on the machine only ever takes away. */
const TURNS = 8;
const SECONDS = 1;
const CONNECTIONS = 8;
const ROUNDS = 16;
const WARM_ROUNDS = 4;
const BATCH = 20;
const DATABASE = 'safereach_bench_reads';
const ORGANIZATION = 'bench';
const PUBLIC: Viewer = { role: 'public', organizationId: ORGANIZATION, areaPrefix: '' };
const print = (line: string): void => console.log(line);
const quiet = () => undefined;

interface Contender {
  readonly name: string;
  readonly path: string;
  readonly headers: Record<string, string>;
  readonly fetch: (request: Request) => Response | Promise<Response>;
}

/** One in ten is protected; each has hours and languages, as in a real directory. */
const FILL = `
  insert into organization (id, name) values ('${ORGANIZATION}', 'Bench');
  insert into service (organization_id, name, kind, languages, components, phone, protected, opening_hours, geom)
  select '${ORGANIZATION}', 'Service ' || n, 'medical', '{ha,kr}', '{pep,protocol}', '+000 ' || n, n % 10 = 0,
    '{"timeZone": "Africa/Lagos", "rules": [{"days": [1, 2, 3, 4, 5], "opens": "08:00", "closes": "18:00"}], "holidays": []}',
    st_setsrid(st_makepoint(10 + n % 50 / 10.0, 10 + n / 50 / 10.0), 4326)
  from generate_series(1, ${SERVICES}) n;
  analyze service; analyze pub_service`;

/** The routes of this bench run none. */
const NO_ANALYSES = {} as AnalysisPool;

export async function benchGuardedReads(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'safereach-bench-'));
  try {
    await compare(await openDatabase({ url: null, dataFolder: folder, log: quiet }));
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
  const server = process.env['BENCH_DATABASE_URL'];
  if (server === undefined) return print('PostgreSQL: skipped, BENCH_DATABASE_URL is not set');
  const admin = new pg.Client({ connectionString: server });
  await admin.connect();
  try {
    await admin.query(`drop database if exists ${DATABASE} with (force)`);
    await admin.query(`create database ${DATABASE}`);
    const url = Object.assign(new URL(server), { pathname: `/${DATABASE}` }).href;
    await compare(await openDatabase({ url, dataFolder: '', log: quiet }));
  } finally {
    await admin.query(`drop database if exists ${DATABASE} with (force)`);
    await admin.end();
  }
}

async function compare(database: Database): Promise<void> {
  const servers: ServerType[] = [];
  try {
    await migrate(database, quiet);
    await database.run(raw(FILL));
    const sessions = createSessions(database, () => new Date());
    const token = (role: 'partner' | 'planner' | 'operations') =>
      sessions.open({ role, organizationId: ORGANIZATION, areaPrefix: '' });
    const bearer = async (role: Parameters<typeof token>[0]) => ({ Authorization: `Bearer ${await token(role)}` });
    const app = { path: `/api/services?limit=${PAGE}`, fetch: appOver(database, sessions).fetch };
    const contenders: readonly Contender[] = [
      { name: 'bare route, owner’s connection', path: '/api/services', headers: {}, fetch: bareOver(database) },
      { name: 'app, visitor', ...app, headers: {} },
      { name: 'app, partner with a session', ...app, headers: await bearer('partner') },
      { name: 'app, planner with a session', ...app, headers: await bearer('planner') },
      { name: 'app, operations: protected ones, audited', ...app, headers: await bearer('operations') },
    ];
    await processorTime(database, contenders);
    const addresses = await Promise.all(contenders.map(({ fetch }) => listen(servers, fetch)));
    const best = contenders.map(() => 0);
    for (let turn = 0; turn <= TURNS; turn++) {
      for (const [index, { path, headers }] of contenders.entries()) {
        const perSecond = await shoot(`${addresses[index]}${path}`, headers);
        if (turn > 0) best[index] = Math.max(best[index] ?? 0, perSecond); // the first turn warms up
      }
    }
    print(`\n${database.kind}: GET /api/services, ${PAGE} of ${SERVICES}, ${CONNECTIONS} connections, requests/s`);
    const most = best[0] ?? 0;
    for (const [index, { name }] of contenders.entries()) {
      const lost = 100 * (1 - (best[index] ?? 0) / most);
      print(
        `  ${name.padEnd(42)} ${(best[index] ?? 0).toFixed(0).padStart(6)}  ${index === 0 ? '' : `${lost.toFixed(1)} % lost`}`,
      );
    }
  } finally {
    for (const each of servers) each.close();
    await database.close();
  }
}

const bareOver = (database: Database) =>
  new Hono().get('/api/services', async (c) => c.json(await listServices(database, PUBLIC, { limit: PAGE }))).fetch;

function appOver(database: Database, sessions: ReturnType<typeof createSessions>) {
  const outbox = { version: () => 0, written: quiet };
  return createApp({
    database,
    sessions,
    analyses: NO_ANALYSES,
    outbox,
    tiles: createTiles({ database, outbox }),
    demo: false,
    publicOrganizationId: ORGANIZATION,
    origin: null,
    key: new Uint8Array(32),
    trustProxy: false,
    oidc: null,
    webFolder: 'dist',
    now: () => new Date(),
    ready: () => true,
    onFault: (fault) => console.error(fault),
  });
}

/**
 * Processor time of this process a request, without sockets: the best of many short batches by turns, which other work
 * on the machine cannot stretch. On PostgreSQL the server's own time is not in it.
 */
async function processorTime(database: Database, contenders: readonly Contender[]): Promise<void> {
  const best = contenders.map(() => Number.POSITIVE_INFINITY);
  for (let round = 0; round < ROUNDS; round++) {
    for (const [index, { path, headers, fetch }] of contenders.entries()) {
      const before = process.cpuUsage();
      for (let i = 0; i < BATCH; i++) {
        const answer = await fetch(new Request(`http://127.0.0.1${path}`, { headers }));
        await answer.arrayBuffer();
      }
      const { user, system } = process.cpuUsage(before);
      if (round >= WARM_ROUNDS) best[index] = Math.min(best[index] ?? 0, (user + system) / 1000 / BATCH);
    }
  }
  print(`\n${database.kind}: GET /api/services, ${PAGE} of ${SERVICES}, processor milliseconds a request`);
  for (const [index, { name }] of contenders.entries()) {
    const more = 100 * ((best[index] ?? 0) / (best[0] ?? 1) - 1);
    print(
      `  ${name.padEnd(42)} ${(best[index] ?? 0).toFixed(2).padStart(6)}  ${index === 0 ? '' : `${more.toFixed(1)} % more`}`,
    );
  }
}

async function shoot(url: string, headers: Record<string, string>): Promise<number> {
  const { requests, non2xx, errors } = await autocannon({
    url,
    headers,
    connections: CONNECTIONS,
    duration: SECONDS,
    workers: 1,
  });
  if (non2xx > 0 || errors > 0) throw new Error('The server answered with errors.');
  return requests.average;
}

function listen(servers: ServerType[], fetch: Parameters<typeof serve>[0]['fetch']): Promise<string> {
  return new Promise((resolve) => {
    const server = serve({ fetch, hostname: '127.0.0.1', port: 0 }, (address: AddressInfo) =>
      resolve(`http://127.0.0.1:${address.port}`),
    );
    servers.push(server);
  });
}

if (process.argv[1]?.endsWith('guarded_reads.ts') === true) await benchGuardedReads();
