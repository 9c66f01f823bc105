// Accounts as administrators manage them: of their own organization only, with a trace, and never without an administrator.
import { expect, it } from 'vitest';
import { sql } from '../../../server/db/sql.ts';
import { makeAccount, PASSWORD } from '../../support/accounts.ts';
import { NOW, testApp } from '../../support/app.ts';
import { browserOf, clockFrom } from '../../support/browser_session.ts';
import { inDatabase, type TestDatabase } from '../../support/database.ts';
import { loadWorld } from '../../support/world.ts';

async function stage(database: TestDatabase) {
  await loadWorld(database, 'one');
  await loadWorld(database, 'two');
  const clock = clockFrom(NOW);
  const app = testApp(database, { now: clock.now });
  return { app, clock, admin: await app.signedIn({ role: 'admin' }) };
}
const at = (version: number) => ({ 'If-Match': `"${version}"` });

it('are added, read, changed and removed by an administrator, and read by stewards; each write leaves a trace of ids', () =>
  inDatabase(async (database) => {
    const { app, admin } = await stage(database);
    const added = await admin.send('POST', '/api/accounts', { email: 'Ann@Example.org', role: 'planner', name: 'Ann' });
    expect(added.status).toBe(201);
    const { id } = added.json;
    expect(added.json).toMatchObject({
      email: 'ann@example.org',
      status: 'invited',
      hasSecondFactor: false,
      version: 1,
    });
    const path = `/api/accounts/${id}`;
    expect((await admin.send('PATCH', path, { role: 'evaluator' })).status).toBe(428);
    expect((await admin.send('PATCH', path, { role: 'evaluator' }, at(1))).json.version).toBe(2);
    expect((await admin.send('PATCH', path, { role: 'partner' }, at(1))).status).toBe(412);
    expect((await (await app.as('steward')).get(path)).json.role).toBe('evaluator');
    expect((await (await app.as('steward')).send('PATCH', path, { role: 'admin' }, at(2))).status).toBe(403);
    expect((await admin.get('/api/accounts?limit=1')).json.next).toContain('after=');
    expect((await admin.send('DELETE', path, undefined, at(2))).status).toBe(204);
    expect((await admin.get(path)).json.code).toBe('account_not_found');
    const trail = await database.rows<{ row: string; verb: string }>(sql`
      select verb, a::text as row from audit a where noun = 'account' and thing_id = ${id} order by number`);
    expect(trail.map(({ verb }) => verb)).toEqual(['create', 'change', 'delete']);
    for (const { row } of trail) expect(row).not.toMatch(/ann/i);
  }));

it('of another organization do not exist, and neither does the address of one', () =>
  inDatabase(async (database) => {
    const { app, admin } = await stage(database);
    const elsewhere = await app.signedIn({ role: 'planner', organizationId: 'two', email: 'there@example.org' });
    const path = `/api/accounts/${elsewhere.accountId}`;
    const unknown = '/api/accounts/00000000-0000-4000-8000-000000000000';
    for (const [method, rest, body] of [
      ['PATCH', '', { name: 'x' }],
      ['DELETE', '', undefined],
      ['POST', '/invitation', undefined],
      ['DELETE', '/sessions', undefined],
    ] as const) {
      const [foreign, none] = [
        await admin.send(method, path + rest, body, at(1)),
        await admin.send(method, unknown + rest, body, at(1)),
      ];
      expect([foreign.status, foreign.text]).toEqual([404, none.text]);
    }
    expect((await elsewhere.get('/api/session')).status).toBe(200);
    const taken = await admin.send('POST', '/api/accounts', { email: 'there@example.org', role: 'partner' });
    const free = await admin.send('POST', '/api/accounts', { email: 'nowhere@example.org', role: 'partner' });
    const shape = ({ status, json }: typeof taken) => [status, { ...json, id: '', email: '' }];
    expect(shape(taken)).toEqual(shape(free));
    const accept = async ({ json }: typeof taken) => {
      const { token } = (await admin.send('POST', `/api/accounts/${json.id}/invitation`)).json;
      const answer = await app.visitor.send('POST', '/api/invitations/accept', { token, password: PASSWORD });
      return [answer.status, { ...answer.json, token: '' }];
    };
    expect(await accept(taken)).toEqual(await accept(free));
    const own = await admin.send('POST', '/api/accounts', { email: 'there@example.org', role: 'partner' });
    expect([own.status, own.json.code]).toEqual([409, 'already_exists']);
    expect((await elsewhere.get('/api/session')).json.email).toBe('there@example.org');
  }));

it("are nobody else's business", () =>
  inDatabase(async (database) => {
    const { app } = await stage(database);
    for (const role of ['public', 'partner', 'evaluator', 'planner', 'operations'] as const) {
      const person = await app.as(role);
      expect([role, (await person.get('/api/accounts')).status]).toEqual([role, 404]);
      const added = await person.send('POST', '/api/accounts', { email: 'x@example.org', role: 'admin' });
      expect([role, added.status]).toEqual([role, 404]);
    }
  }));

it('always leave an administrator', () =>
  inDatabase(async (database) => {
    const { app, admin } = await stage(database);
    const path = `/api/accounts/${admin.accountId}`;
    for (const change of [{ role: 'planner' }, { status: 'disabled' }]) {
      expect((await admin.send('PATCH', path, change, at(1))).json.code).toBe('in_use');
    }
    expect((await admin.send('DELETE', path, undefined, at(1))).json.code).toBe('in_use');
    await app.signedIn({ role: 'admin', organizationId: 'two' });
    expect((await admin.send('DELETE', path, undefined, at(1))).json.code).toBe('in_use');
    const second = await app.signedIn({ role: 'admin' });
    expect((await second.send('DELETE', path, undefined, at(1))).status).toBe(204);
  }));

it('are let in by an invitation: once, in time, with a password that is long enough', () =>
  inDatabase(async (database) => {
    const { app, admin, clock } = await stage(database);
    const { id } = (await admin.send('POST', '/api/accounts', { email: 'ann@example.org', role: 'partner' })).json;
    const invite = async () => (await admin.send('POST', `/api/accounts/${id}/invitation`)).json;
    const accept = (token: string, password = PASSWORD) =>
      app.visitor.send('POST', '/api/invitations/accept', { token, password });
    const [replaced, invitation] = [await invite(), await invite()];
    expect(invitation).toMatchObject({ purpose: 'invite', expiresAt: '2026-11-23T12:00:00.000Z' });
    expect((await accept(replaced.token)).status).toBe(404);
    expect((await accept(invitation.token, 'short')).status).toBe(400);
    const accepted = await accept(invitation.token);
    expect([accepted.status, accepted.json.needs]).toEqual([201, null]);
    expect((await accept(invitation.token)).status).toBe(404);
    expect((await admin.get(`/api/accounts/${id}`)).json.status).toBe('active');
    const late = await invite();
    expect(late.purpose).toBe('reset');
    clock.pass(24 * 3600);
    expect((await accept(late.token)).status).toBe(404);
    const { rows } = await database.one<{ rows: string }>(
      sql`select string_agg(i::text, ' ') as rows from invitation i`,
    );
    expect(rows).not.toContain(late.token);
  }));

it('lose password, second factor, sessions and keys by a reset, and nothing before it is accepted', () =>
  inDatabase(async (database) => {
    const { app, admin } = await stage(database);
    const ben = await makeAccount(database, { email: 'ben@example.org', role: 'steward', withFactor: true, now: NOW });
    const signIn = { email: ben.email, password: PASSWORD, code: ben.codeAt(NOW) };
    const { token } = (await admin.send('POST', `/api/accounts/${ben.id}/invitation`)).json;
    const before = await browserOf(app).send('POST', '/api/session', signIn);
    expect(before.status).toBe(201);
    const wanted = { name: 'Map', role: 'planner', things: ['zone'], expiresAt: '2027-06-01T00:00:00Z' };
    const bearer = { Authorization: `Bearer ${before.json.token}` };
    const key = (await browserOf(app).send('POST', '/api/api-keys', wanted, bearer)).json.token;
    expect(await app.sessions.find(key)).not.toBeNull();
    const page = browserOf(app);
    const reset = await page.send('POST', '/api/invitations/accept', { token, password: 'words for a new beginning' });
    expect([reset.status, reset.json.detail]).toEqual([403, expect.stringContaining('A steward of your organization')]);
    expect(await app.sessions.find(before.json.token)).toBeNull();
    expect(await app.sessions.find(key)).toBeNull();
    expect((await browserOf(app).send('POST', '/api/session', signIn)).status).toBe(401);
    expect((await admin.get(`/api/accounts/${ben.id}`)).json.hasSecondFactor).toBe(false);
    const disabled = await admin.send('PATCH', `/api/accounts/${ben.id}`, { status: 'disabled' }, at(2));
    expect(disabled.status).toBe(200);
    expect((await admin.send('POST', `/api/accounts/${ben.id}/invitation`)).json.code).toBe('in_use');
  }));
