// Law J7: words and coordinates are put into every part of every request to the real program, through faults, refusals and
// its end; none of them may come out of it again in what it prints or in a problem document.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, inject, it } from 'vitest';
import { createSessions } from '../../server/access/sessions.ts';
import type { Database } from '../../server/db/database.ts';
import { migrate } from '../../server/db/migrate.ts';
import { raw } from '../../server/db/sql.ts';
import { makeOwnDatabase, type OwnDatabase } from '../support/database.ts';
import { loadWorld } from '../support/world.ts';

const WORD = 'Zuwairatu';
const LON = 12.987654;
const LAT = 11.456789;
const CANARIES = [WORD, WORD.toLowerCase(), String(LON), String(LAT), '987654', '456789'];
const ROLES = ['operations', 'steward', 'planner', 'partner', 'admin'] as const;

const folder = mkdtempSync(join(tmpdir(), 'safereach-sweep-'));
let own: OwnDatabase;
/** On PostgreSQL; the embedded one belongs to the program alone. */
let database: Database | null = null;
let child: ChildProcess;
let said = '';
let address = '';
const tokens = new Map<string, string>();

function run(file: string, ...args: string[]): ChildProcess {
  const { DATABASE_URL: _, ...env } = process.env;
  const started = spawn(process.execPath, ['--import', 'tsx', file, ...args], {
    env: {
      ...env,
      ...(own.url === null ? {} : { DATABASE_URL: own.url, SAFEREACH_PUBLIC_ORGANIZATION: 'demo' }),
      SAFEREACH_DATA: folder,
      SAFEREACH_PORT: '0',
      SAFEREACH_DEMO_SCALE: '0',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  for (const stream of [started.stdout, started.stderr])
    stream?.on('data', (text: Buffer) => (said += text.toString()));
  return started;
}

beforeAll(async () => {
  own = await makeOwnDatabase();
  if (own.url !== null) {
    database = await own.open();
    await migrate(database, () => undefined);
    await database.transaction((tx) => loadWorld(tx, 'demo'));
  }
  child = run('server/main.ts');
  address = await new Promise<string>((resolve, reject) => {
    const look = setInterval(() => {
      const found = /http:\/\/127\.0\.0\.1:\d+/.exec(said);
      if (found !== null || child.exitCode !== null) clearInterval(look);
      if (found !== null) resolve(found[0]);
      else if (child.exitCode !== null) reject(new Error(said));
    }, 50);
  });
}, 180_000);
afterAll(async () => {
  child?.kill('SIGKILL');
  await database?.close();
  await own?.remove();
  rmSync(folder, { recursive: true, force: true });
});

/** The sweep ends sessions too: each test has its own. */
beforeEach(async () => {
  if (child.exitCode !== null) return;
  const sessions = database === null ? null : createSessions(database, () => new Date());
  for (const role of ROLES) {
    if (sessions !== null) tokens.set(role, await sessions.open({ organizationId: 'demo', role, areaPrefix: '' }));
    else {
      const opened = await ask('/api/session/demo', { method: 'POST', body: JSON.stringify({ role }) });
      tokens.set(role, ((await opened.json()) as { token: string }).token);
    }
  }
});

const dirty = {
  'User-Agent': `${WORD}/1.0 (${LON}, ${LAT})`,
  Referer: `https://example.org/${WORD}?at=${LON},${LAT}`,
  Cookie: `safereach=${WORD}; place=${LON}`,
  'X-Request-Id': WORD,
  'X-Safereach': '1',
  'Accept-Language': WORD,
  'Content-Type': 'application/json',
};

async function ask(path: string, init: RequestInit = {}, role?: string): Promise<Response> {
  const token = role === undefined ? undefined : tokens.get(role);
  const headers = { ...dirty, ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }), ...init.headers };
  const response = await fetch(`${address}${path}`, { ...init, headers, signal: AbortSignal.timeout(60_000) });
  if (/problem\+json/.test(response.headers.get('Content-Type') ?? ''))
    clean(`${path} ${init.method}`, await response.clone().text());
  return response;
}

function clean(where: string, text: string): void {
  for (const canary of CANARIES)
    if (text.includes(canary)) throw new Error(`${where} tells ${canary}:\n${text.slice(0, 2000)}`);
}

const point = { type: 'Point', coordinates: [LON, LAT] };
const bodies = [
  JSON.stringify({
    [WORD]: WORD,
    name: WORD,
    geom: point,
    id: WORD,
    email: `${WORD}@example.org`,
    password: `${WORD}-${LON}`,
  }),
  JSON.stringify({
    name: `${WORD}\u0000`,
    kind: WORD,
    status: LON,
    geom: { type: 'Point', coordinates: [LON * 1000, WORD] },
  }),
  `{"${WORD}": ${LON}, `,
  `[["${WORD}"]]`,
];

it('prints none of what every route was sent, whoever sent it', async () => {
  const document = (await (await ask('/api/openapi.json')).json()) as {
    paths: Record<string, Record<string, unknown>>;
  };
  // What ends sessions comes last.
  const paths = Object.entries(document.paths).sort(([path]) => (path.startsWith('/api/session') ? 1 : -1));
  const statuses = new Map<number, number>();
  expect(paths.length).toBeGreaterThan(20);
  const uuid = '6d2f8a0e-6f0b-4a51-9d8c-0d6a1f3c2b10';
  const query = `?q=${WORD}&bbox=${LON},${LAT},13,12&${WORD}=${LON}&limit=${WORD}&f=${WORD}`;
  for (const [path, methods] of paths) {
    for (const method of Object.keys(methods).map((one) => one.toUpperCase())) {
      for (const [index, role] of [undefined, ...ROLES].entries()) {
        const id = index % 2 === 0 ? WORD : uuid;
        const filled = path.replaceAll(/\{[^}]+\}/g, id);
        const body = method === 'GET' || method === 'HEAD' ? undefined : bodies[index % bodies.length];
        const headers = { 'If-Match': `"${index % 2 === 0 ? WORD : 1}"`, 'Idempotency-Key': `${WORD}${index}` };
        const init = { method, headers, ...(body === undefined ? {} : { body }) };
        const { status } = await ask(filled + (index % 3 === 0 ? query : ''), init, role);
        statuses.set(status, (statuses.get(status) ?? 0) + 1);
      }
    }
  }
  for (const status of [200, 400, 403, 404]) expect(statuses.get(status)).toBeGreaterThan(10);
  clean('the program', said);
}, 300_000);

it('prints none of what is stored, read and searched as it should be', async () => {
  const service = { name: WORD, kind: 'medical', protected: true, phone: '555', geom: point };
  const made = await ask('/api/services', { method: 'POST', body: JSON.stringify(service) }, 'steward');
  expect(made.status).toBe(201);
  const { id } = (await made.json()) as { id: string };
  const incident = {
    type: 'rape',
    occurredFrom: '2026-10-20T10:00:00Z',
    occurredTo: '2026-10-20T10:00:00Z',
    timePrecision: 'day',
    placePrecision: 'exact',
    sourceClass: 'community',
    consent: 'given',
    geom: point,
  };
  expect((await ask('/api/incidents', { method: 'POST', body: JSON.stringify(incident) }, 'operations')).status).toBe(
    201,
  );
  for (const path of [
    `/api/services/${id}`,
    `/api/search?q=${WORD}`,
    '/api/incidents/exact',
    `/ogc/collections?${WORD}`,
  ]) {
    for (const role of ROLES) await ask(path, {}, role);
  }
  await ask(`/api/services/${id}`, { method: 'DELETE', headers: { 'If-Match': '"1"' } }, 'steward');
  clean('the program', said);
}, 120_000);

it('prints none of what it refuses before any route: too large, too much, malformed, passed on, unknown', async () => {
  const tooLarge = { method: 'POST', body: JSON.stringify({ name: WORD.repeat(200_000) }) };
  // It is answered before all of it is sent: a slow sender sees the closed connection only.
  await ask('/api/services', tooLarge, 'steward').catch(() => undefined);
  await Promise.all(
    Array.from({ length: 150 }, () => ask(`/api/search?q=${WORD}`, {}, 'planner').catch(() => undefined)),
  );
  for (let n = 0; n < 12; n++) {
    await ask('/api/session', {
      method: 'POST',
      body: JSON.stringify({ email: `${WORD}@example.org`, password: `${WORD}-${LON}-x` }),
    });
  }
  for (const path of [
    `/${WORD}`,
    `/api/${WORD}/${LON}`,
    `/api/%00${WORD}`,
    `/ogc/%E0%A4%A${WORD}`,
    `/api/../${WORD}`,
    `/${WORD}.js.map`,
  ]) {
    await ask(path);
    await ask(path, { method: 'DELETE' }, 'steward');
  }
  await ask('/api/services', { headers: { 'X-Forwarded-For': WORD, Forwarded: `for=${WORD}` } });
  await ask('/api/services', { headers: { Authorization: `Bearer ${WORD}` } });
  for (const text of [
    `GET /${WORD} HTTP/9.9\r\n\r\n`,
    `${WORD} /${LON} HTTP/1.1\r\nHost: x\r\n\r\n`,
    `GET /api/services?${WORD} HTTP/1.1\r\nHost: ${WORD}\r\nX-${WORD}: ${'y'.repeat(20_000)}\r\n\r\n`,
    `GET http://[${WORD}/ HTTP/1.1\r\nHost: x\r\n\r\n`,
    `POST /api/services HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n${WORD}`,
  ]) {
    clean('a malformed request', await raw1(text));
  }
  clean('the program', said);
}, 120_000);

/** What the program answers to bytes that no client would send. */
function raw1(text: string): Promise<string> {
  const { port } = new URL(address);
  return new Promise((resolve) => {
    let answer = '';
    const socket = connect(Number(port), '127.0.0.1', () => socket.end(text));
    socket.on('data', (bytes) => (answer += bytes.toString()));
    socket.on('error', () => resolve(answer));
    socket.on('close', () => resolve(answer));
  });
}

// Nobody else can harm the embedded database.
if (inject('databaseUrl') !== null)
  it('prints a fault of the database by its class and place, and none of what was asked', async () => {
    if (database === null) throw new Error('This run has a database server.');
    await database.run(raw('alter table pub_service rename to away'));
    const failed = await ask(`/api/services?q=${WORD}&bbox=${LON},${LAT},13,12`, {}, 'partner');
    await database.run(raw('alter table away rename to pub_service'));
    expect(failed.status).toBe(500);
    expect(said).toContain('"msg":"fault"');
    expect(said).toContain('"code":"42P01"');
    expect(said).toContain('"route":"/api/services"');
    await database.run(raw('alter table service add constraint refuse check (name <> name)  not valid'));
    const refused = await ask(
      '/api/services',
      { method: 'POST', body: JSON.stringify({ name: WORD, kind: 'medical', protected: true, geom: point }) },
      'steward',
    );
    await database.run(raw('alter table service drop constraint refuse'));
    expect(refused.status).toBe(500);
    expect(said).toContain('"code":"23514"');
    await database
      .rows(
        raw(`select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid() and application_name = 'safereach'`),
      )
      .catch(() => []);
    await ask(`/api/services?q=${WORD}`, {}, 'partner');
    clean('the program', said);
  }, 120_000);

it('prints none of what was under way when it is told to end', async () => {
  const { port } = new URL(address);
  const socket = connect(Number(port), '127.0.0.1');
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  socket.write(
    `POST /api/services?${WORD} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nAuthorization: Bearer ${tokens.get('steward')}\r\nContent-Type: application/json\r\nContent-Length: 100000\r\n\r\n{"name":"${WORD}`,
  );
  const under = Array.from({ length: 20 }, () => ask(`/api/search?q=${WORD}`, {}, 'planner').catch(() => undefined));
  child.kill('SIGTERM');
  await once(child, 'exit');
  await Promise.all(under);
  socket.destroy();
  clean('the program', said);
}, 60_000);

it('prints none of the values of a file that it imports, taken or refused', async () => {
  const file = join(folder, 'incidents.csv');
  const head =
    'type,occurred_from,occurred_to,time_precision,place_precision,verification,source_class,consent,lon,lat,story';
  const good = `rape,2026-10-20T10:00:00Z,2026-10-20T10:00:00Z,day,exact,verified,community,given,${LON},${LAT},${WORD}`;
  writeFileSync(
    file,
    `${head}\n${good}\n${WORD},${WORD},${LON},day,exact,${WORD},community,given,${LON}${LAT},${LAT}x,${WORD}\n${good}\n`,
  );
  const before = said.length;
  const importing = run('server/cli.ts', 'import', file, '--organization', 'swept', '--noun', 'incident');
  await once(importing, 'close');
  expect(said.length).toBeGreaterThan(before + 50);
  clean('the import', said.slice(before));
}, 120_000);
