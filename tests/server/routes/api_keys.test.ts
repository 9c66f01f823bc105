// Keys for programs: they look at a few things as a role below a steward, and end with the account that made them.
import { expect, it } from 'vitest';
import { sql } from '../../../server/db/sql.ts';
import { NOW, type TestApp, testApp } from '../../support/app.ts';
import { clockFrom } from '../../support/browser_session.ts';
import { inDatabase, type TestDatabase } from '../../support/database.ts';
import { loadWorld } from '../../support/world.ts';

const EXPIRES = '2027-06-01T00:00:00Z';
const wanted = { name: 'Desktop map', role: 'planner', things: ['service', 'zone'], expiresAt: EXPIRES };

async function stage(database: TestDatabase) {
  await loadWorld(database, 'one');
  const clock = clockFrom(NOW);
  const app = testApp(database, { now: clock.now });
  return { app, clock, planner: await app.signedIn({ role: 'planner', areaPrefix: 'QQ001' }) };
}
async function withKey({ request }: TestApp, token: string, path: string, init: RequestInit = {}) {
  return request(path, { ...init, headers: { Authorization: `Bearer ${token}`, ...init.headers } });
}

it('reads its things and nothing else, by GET and under /ogc', () =>
  inDatabase(async (database) => {
    const { app, planner } = await stage(database);
    const made = await planner.send('POST', '/api/api-keys', wanted);
    expect(made.status).toBe(201);
    expect(made.json.token).toMatch(/^srk_[\w-]{43}$/);
    const { token } = made.json;
    const status = async (path: string, init?: RequestInit) => (await withKey(app, token, path, init)).status;
    expect(await (await withKey(app, token, '/api/zones')).text()).toBe((await planner.get('/api/zones')).text);
    expect(await status('/api/services')).toBe(200);
    for (const path of [
      '/api/areas',
      '/api/incidents',
      '/api/session',
      '/api/accounts',
      '/api/api-keys',
      '/api/audit',
    ]) {
      expect([path, await status(path)]).toEqual([path, 404]);
    }
    expect(await status('/api/settings')).toBe(404);
    const json = { 'Content-Type': 'application/json' };
    for (const [method, path] of [
      ['POST', '/api/zones'],
      ['DELETE', '/api/session'],
      ['POST', '/api/session/view'],
      ['DELETE', '/api/session/all'],
      ['POST', '/api/api-keys'],
    ]) {
      expect([path, await status(path ?? '', { method: method ?? '', headers: json, body: '{}' })]).toEqual([
        path,
        403,
      ]);
    }
    const execution = await withKey(app, token, '/ogc/processes/nearest/execution', {
      method: 'POST',
      headers: json,
      body: '{}',
    });
    expect(execution.status).toBe(404);
    expect((await app.request('/api/services', { headers: { Cookie: `safereach=${token}` } })).status).toBe(200);
    const asCookie = await app.request('/api/zones', { headers: { Cookie: `safereach=${token}` } });
    expect(await asCookie.json()).toMatchObject({ features: [] });
  }));

it('is shown once, kept as a hash, and knows only the day of its last use', () =>
  inDatabase(async (database) => {
    const { app, planner } = await stage(database);
    const { token, id } = (await planner.send('POST', '/api/api-keys', wanted)).json;
    await withKey(app, token, '/api/zones');
    const [listed] = (await planner.get('/api/api-keys')).json.items;
    expect(listed).toMatchObject({
      id,
      areaPrefix: 'QQ001',
      lastUsedOn: '2026-11-20',
      expiresAt: '2027-06-01T00:00:00.000Z',
    });
    expect(listed.token).toBeUndefined();
    const { row } = await database.one<{ row: string }>(sql`select k::text as row from api_key k`);
    expect(row).not.toContain(token.slice(4));
    const trail = await database.rows(sql`select verb from audit where noun = 'api_key' and thing_id = ${id}`);
    expect(trail).toEqual([{ verb: 'create' }]);
  }));

it('has at most the role of its account, never one that needs a second factor, and lasts a year at most', () =>
  inDatabase(async (database) => {
    const { app, planner } = await stage(database);
    const refused = async (change: object) => {
      const { status, json } = await planner.send('POST', '/api/api-keys', { ...wanted, ...change });
      return [status, json.errors?.[0]?.pointer];
    };
    expect(await refused({ role: 'operations' })).toEqual([400, '/role']);
    expect(await refused({ role: 'steward' })).toEqual([400, '/role']);
    expect(await refused({ role: 'evaluator' })).toEqual([400, '/role']);
    expect(await refused({ things: ['account'] })).toEqual([400, '/things']);
    expect(await refused({ things: ['exact_incident'] })).toEqual([400, '/things']);
    expect(await refused({ areaPrefix: 'QQ002' })).toEqual([400, '/areaPrefix']);
    expect(await refused({ expiresAt: '2027-12-01T00:00:00Z' })).toEqual([400, '/expiresAt']);
    expect(await refused({ expiresAt: '2026-11-20T11:59:00Z' })).toEqual([400, '/expiresAt']);
    const steward = await app.signedIn({ role: 'steward' });
    expect((await steward.send('POST', '/api/api-keys', { ...wanted, role: 'steward' })).status).toBe(400);
    expect((await steward.send('POST', '/api/api-keys', { ...wanted, role: 'operations' })).status).toBe(201);
    expect((await (await app.as('planner')).send('POST', '/api/api-keys', wanted)).status).toBe(403);
    expect((await app.visitor.send('POST', '/api/api-keys', wanted)).status).toBe(404);
  }));

it('ends with its time, by hand, and with whatever ends the account or changes its role', () =>
  inDatabase(async (database) => {
    const { app, clock } = await stage(database);
    const admin = await app.signedIn({ role: 'admin' });
    const at = { 'If-Match': '"1"' };
    const make = async () => {
      const person = await app.signedIn({ role: 'planner' });
      const { token, id } = (await person.send('POST', '/api/api-keys', wanted)).json;
      const works = async () => (await withKey(app, token, '/api/zones')).status === 200;
      expect(await works()).toBe(true);
      return { ...person, path: `/api/accounts/${person.accountId}`, keyPath: `/api/api-keys/${id}`, works };
    };
    const [byHand, byAdmin, disabled, moved, revoked] = [
      await make(),
      await make(),
      await make(),
      await make(),
      await make(),
    ];
    const other = await app.signedIn({ role: 'planner' });
    expect((await other.send('DELETE', byHand.keyPath)).json.code).toBe('api_key_not_found');
    await byHand.send('DELETE', byHand.keyPath);
    await admin.send('DELETE', byAdmin.keyPath);
    await admin.send('PATCH', disabled.path, { status: 'disabled' }, at);
    await admin.send('PATCH', moved.path, { role: 'operations' }, at);
    await admin.send('DELETE', `${revoked.path}/sessions`);
    for (const person of [byHand, byAdmin, disabled, moved, revoked]) expect(await person.works()).toBe(false);
    const timed = await make();
    clock.pass(365 * 86_400);
    expect(await timed.works()).toBe(false);
  }));
