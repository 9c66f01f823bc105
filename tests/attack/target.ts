// What is attacked: the real app over a database of its own, listening on 127.0.0.1, with two organizations and every
// role signed in. Requests go through sockets and are counted. A weakness can be switched on, here only, so that each
// attack is first seen to succeed.
import { randomUUID } from 'node:crypto';
import { serve } from '@hono/node-server';
import type { Role, Viewer } from '../../geodata/schema/roles.ts';
import { createSessions } from '../../server/access/sessions.ts';
import { createApp } from '../../server/app.ts';
import type { Database } from '../../server/db/database.ts';
import { migrate } from '../../server/db/migrate.ts';
import { sql } from '../../server/db/sql.ts';
import { createAnalysisPool } from '../../server/jobs/analysis_pool.ts';
import { createEvents } from '../../server/live/events.ts';
import { openOutbox } from '../../server/live/outbox.ts';
import { createTiles } from '../../server/live/tiles.ts';
import { makeOwnDatabase } from '../support/database.ts';

export const NOW = new Date('2026-11-20T12:00:00Z');
export const ASKING: readonly Role[] = ['public', 'partner', 'evaluator', 'planner', 'operations', 'steward', 'admin'];

/** Roles that may not know where a protected service is, nor see an incident more exactly than their view. */
export const UNPRIVILEGED: readonly Role[] = ['public', 'partner', 'evaluator', 'planner', 'admin'];

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly bytes: Uint8Array;
  readonly text: string;
}

interface Asking {
  readonly organizationId?: string;
  /** In a session of its own, which the request may end. */
  readonly anew?: boolean;
}

export interface Target {
  readonly address: string;
  readonly database: Database;
  readonly app: ReturnType<typeof createApp>;
  readonly faults: unknown[];
  /** Requests sent so far. */
  readonly sent: () => number;
  readonly tokenOf: (role: Role, organizationId?: string, areaPrefix?: string) => Promise<string | null>;
  readonly ask: (role: Role, path: string, init?: RequestInit & Asking) => Promise<Answer>;
  /** Without anything added: what an attacker's own program sends. */
  readonly send: (path: string, init?: RequestInit) => Promise<Answer>;
  readonly close: () => Promise<void>;
}

export interface TargetOptions {
  /** Fills the database, as its owner, before the server starts. */
  readonly load: (database: Database) => Promise<void>;
  /** The database as the app gets it: a test may take its walls away. */
  readonly weaken?: (database: Database) => Database;
}

/** Without walls: whatever guise is put on, the owner asks. */
export const withoutWalls = (database: Database): Database => ({ ...database, as: () => withoutWalls(database) });

export async function openTarget({ load, weaken = (database) => database }: TargetOptions): Promise<Target> {
  const own = await makeOwnDatabase();
  const database = await own.open();
  await migrate(database, () => undefined);
  await load(database);
  const faults: unknown[] = [];
  const given = weaken(database);
  const sessions = createSessions(given, () => NOW);
  const outbox = await openOutbox(given);
  const analyses = createAnalysisPool();
  const events = createEvents({ outbox, sessions, now: () => new Date() });
  const app = createApp({
    database: given,
    sessions,
    analyses,
    outbox,
    tiles: createTiles({ database: given, outbox }),
    demo: false,
    publicOrganizationId: 'one',
    origin: null,
    key: new Uint8Array(32).fill(7),
    trustProxy: false,
    oidc: null,
    // The work is the attacker's own, who has machines enough: here it would only be in the way.
    reportBits: 4,
    webFolder: 'dist',
    now: () => NOW,
    // Live events, and no limits: an attacker with many machines has none.
    guards: { events, limiter: null, watched: null, close: events.close },
    ready: () => true,
    onFault: (fault) => faults.push(fault),
  });
  // An idle connection is kept: the attacker's own work, in the same process, may take a while.
  const server = serve({
    fetch: app.fetch,
    hostname: '127.0.0.1',
    port: 0,
    serverOptions: { keepAliveTimeout: 600_000 },
  });
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as { port: number };
  const address = `http://127.0.0.1:${port}`;
  const tokens = new Map<string, string>();
  let count = 0;

  /** A session of an account that is made for it. */
  async function signIn(viewer: Viewer): Promise<string> {
    const { id } = await given.one<{ id: string }>(sql`
      insert into account (organization_id, email, role, area_prefix, status)
      values (${viewer.organizationId}, ${`${viewer.role}-${randomUUID()}@example.org`}, ${viewer.role}, ${viewer.areaPrefix}, 'active')
      returning id`);
    return sessions.open({ ...viewer, accountId: id, usedSecondFactor: true });
  }
  async function tokenOf(role: Role, organizationId = 'one', areaPrefix = ''): Promise<string | null> {
    if (role === 'public') return null;
    const key = `${role} ${organizationId} ${areaPrefix}`;
    const known = tokens.get(key) ?? (await signIn({ role, organizationId, areaPrefix }));
    tokens.set(key, known);
    return known;
  }
  async function send(path: string, init: RequestInit = {}): Promise<Answer> {
    count += 1;
    const response = await fetch(`${address}${path}`, { redirect: 'manual', ...init });
    const bytes = isStream(response) ? await firstOf(response) : new Uint8Array(await response.arrayBuffer());
    return { status: response.status, headers: response.headers, bytes, text: new TextDecoder().decode(bytes) };
  }
  return {
    address,
    database,
    app,
    faults,
    sent: () => count,
    tokenOf,
    send,
    async ask(role, path, { organizationId = 'one', anew = false, headers, ...init } = {}) {
      if (anew) tokens.delete(`${role} ${organizationId} `);
      const token = await tokenOf(role, organizationId);
      if (anew && (init.method ?? 'GET') !== 'GET') tokens.delete(`${role} ${organizationId} `);
      const signed: Record<string, string> =
        token === null ? { 'X-Safereach': '1' } : { Authorization: `Bearer ${token}` };
      const typed: Record<string, string> = init.body === undefined ? {} : { 'Content-Type': 'application/json' };
      return send(path, { ...init, headers: { ...signed, ...typed, ...(headers as Record<string, string>) } });
    },
    async close() {
      events.close();
      const closed = new Promise((resolve) => server.close(resolve));
      if ('closeAllConnections' in server) server.closeAllConnections();
      await closed;
      await analyses.close();
      await outbox.close();
      await database.close();
      await own.remove();
    },
  };
}

const isStream = ({ headers }: Response): boolean =>
  headers.get('Content-Type')?.startsWith('text/event-stream') ?? false;

/** What a stream says first; then it is left. */
async function firstOf(response: Response): Promise<Uint8Array> {
  const reader = (response.body as ReadableStream<Uint8Array>).getReader();
  const { value } = await reader.read();
  await reader.cancel();
  return value ?? new Uint8Array(0);
}
