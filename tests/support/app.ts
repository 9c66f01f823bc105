// The real app over a test's database: sign in as a role, send JSON, read the answer. No network, no clock of its own.

import type { AccountRole } from '../../geodata/schema/account.ts';
import type { Role } from '../../geodata/schema/roles.ts';
import type { OidcSettings } from '../../server/access/oidc.ts';
import { createSessions, type Sessions } from '../../server/access/sessions.ts';
import { createApp } from '../../server/app.ts';
import type { Database } from '../../server/db/database.ts';
import { sql } from '../../server/db/sql.ts';
import type { Guards } from '../../server/guards.ts';
import type { AnalysisPool } from '../../server/jobs/analysis_pool.ts';
import { createTiles } from '../../server/live/tiles.ts';
import type { FaultPlace } from '../../server/log.ts';
import { makeAccount, TEST_KEY } from './accounts.ts';

export const NOW = new Date('2026-11-20T12:00:00Z');

/** What was thrown at the app that no Problem explains; every test expects this to stay empty. */
export interface TestApp {
  readonly faults: unknown[];
  readonly as: (role: Role, organizationId?: string, areaPrefix?: string) => Promise<Caller>;
  /** A session of a real account, complete with its second factor; the account has no password. */
  readonly signedIn: (account: {
    role: AccountRole;
    organizationId?: string;
    areaPrefix?: string;
    email?: string;
  }) => Promise<Caller & { readonly accountId: string }>;
  readonly sessions: Sessions;
  readonly visitor: Caller;
  readonly request: (path: string, init?: RequestInit) => Promise<Response>;
  /** For a server of its own, where a test needs connections. */
  readonly fetch: ReturnType<typeof createApp>['fetch'];
}

export interface Caller {
  readonly token: string | null;
  get(path: string, headers?: Record<string, string>): Promise<Answer>;
  send(
    method: 'POST' | 'PATCH' | 'DELETE',
    path: string,
    body?: unknown,
    headers?: Record<string, string>,
  ): Promise<Answer>;
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  // biome-ignore lint: the tests look into answers of every shape.
  readonly json: any;
}

/** A test that runs analyses brings a pool and closes it. */
const NO_ANALYSES: AnalysisPool = {
  run: () => Promise.reject(new Error('This test brought no analysis pool.')),
  demandPlace: () => undefined,
  counts: () => ({ running: 0, waiting: 0, backgroundRunning: 0, backgroundWaiting: 0 }),
  close: () => Promise.resolve(),
};

let version = 0;
let made = 0;

export function testApp(
  database: Database,
  options: {
    demo?: boolean;
    publicOrganizationId?: string;
    origin?: string;
    analyses?: AnalysisPool;
    oidc?: OidcSettings;
    reportBits?: number;
    onFault?: (fault: unknown, place?: FaultPlace) => void;
    now?: () => Date;
    trustProxy?: boolean;
    /** Limits, shedding, metrics and events; without, a test may ask as often as it likes. */
    guards?: (sessions: Sessions) => Guards;
  } = {},
): TestApp {
  const faults: unknown[] = [];
  const now = options.now ?? (() => NOW);
  const sessions = createSessions(database, now);
  const analyses = options.analyses ?? NO_ANALYSES;
  // Every look is a look at the database as it is: inside a rolled-back transaction nothing is ever notified.
  const outbox = { version: () => ++version, written: () => {} };
  const app = createApp({
    database,
    sessions,
    analyses,
    outbox,
    tiles: createTiles({ database, outbox }),
    demo: options.demo ?? false,
    publicOrganizationId: options.publicOrganizationId ?? null,
    origin: options.origin ?? null,
    key: TEST_KEY,
    trustProxy: options.trustProxy ?? false,
    oidc: options.oidc ?? null,
    // As much as a test does hundreds of times in a second.
    reportBits: options.reportBits ?? 2,
    webFolder: 'dist',
    now,
    ...(options.guards === undefined ? {} : { guards: options.guards(sessions) }),
    ready: () => true,
    onFault: (fault, place) => {
      faults.push(fault);
      options.onFault?.(fault, place);
    },
  });
  const request = async (path: string, init?: RequestInit) => app.request(`http://127.0.0.1${path}`, init);
  const caller = (token: string | null): Caller => {
    const signed: Record<string, string> =
      token === null ? { 'X-Safereach': '1' } : { Authorization: `Bearer ${token}` };
    return {
      token,
      get: async (path, headers = {}) => answer(await request(path, { headers: { ...signed, ...headers } })),
      send: async (method, path, body, headers = {}) =>
        answer(
          await request(path, {
            method,
            headers: { ...signed, 'Content-Type': 'application/json', ...headers },
            ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
          }),
        ),
    };
  };
  return {
    faults,
    fetch: app.fetch,
    request,
    sessions,
    visitor: caller(null),
    signedIn: async ({ role, organizationId = 'one', areaPrefix = '', email = `${role}${++made}@example.org` }) => {
      const account = { role, organizationId, areaPrefix };
      const { id } = await makeAccount(database, { ...account, email, password: null, now: now() });
      await database.run(sql`update account set status = 'active' where id = ${id}::uuid`);
      const token = await sessions.open({ ...account, accountId: id, usedSecondFactor: true });
      return { ...caller(token), accountId: id };
    },
    as: async (role, organizationId = 'one', areaPrefix = '') =>
      caller(await sessions.open({ organizationId, role, areaPrefix })),
  };
}

async function answer(response: Response): Promise<Answer> {
  const text = await response.text();
  const isJson = /json/.test(response.headers.get('Content-Type') ?? '');
  return {
    status: response.status,
    headers: response.headers,
    text,
    json: isJson && text !== '' ? JSON.parse(text) : null,
  };
}
