// No administrator makes himself a steward: who becomes one by his hand is let in by a steward, in every way of signing in.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { sql } from '../../../server/db/sql.ts';
import { makeAccount, PASSWORD } from '../../support/accounts.ts';
import { type Answer, NOW, testApp } from '../../support/app.ts';
import { browserOf, clockFrom } from '../../support/browser_session.ts';
import { inDatabase, type TestDatabase } from '../../support/database.ts';
import { openProvider, type TestProvider } from '../../support/oidc_provider.ts';
import { loadWorld } from '../../support/world.ts';

let provider: TestProvider;
beforeAll(async () => {
  provider = await openProvider({ emailInToken: true });
});
afterAll(() => provider.close());

const WAITS = 'A steward of your organization confirms this account first.';
const told = ({ status, json }: Answer) => [status, json.code, json.detail];
const at = (version: number) => ({ 'If-Match': `"${version}"` });

async function stage(database: TestDatabase) {
  await loadWorld(database, 'one');
  await loadWorld(database, 'two');
  const clock = clockFrom(NOW);
  const app = testApp(database, { now: clock.now, oidc: provider.settings });
  const admin = await app.signedIn({ role: 'admin' });
  const add = async (email: string, role = 'steward', more = {}) =>
    (await admin.send('POST', '/api/accounts', { email, role, ...more })).json;
  const invite = async (id: string) => (await admin.send('POST', `/api/accounts/${id}/invitation`)).json.token;
  const accept = async (id: string, password = PASSWORD) =>
    browserOf(app).send('POST', '/api/invitations/accept', { token: await invite(id), password });
  const signIn = (email: string, more = {}) =>
    browserOf(app).send('POST', '/api/session', { email, password: PASSWORD, ...more });
  const account = async (id: string) => (await admin.get(`/api/accounts/${id}`)).json;
  return { app, clock, admin, add, accept, signIn, account, invite };
}

it('the first steward of an organization needs none; the second waits until the first has confirmed', () =>
  inDatabase(async (database) => {
    const { app, admin, add, accept, signIn, account } = await stage(database);
    const [first, second] = [await add('first@example.org'), await add('second@example.org')];
    expect([first.awaitsApproval, second.awaitsApproval]).toEqual([false, true]);
    const waiting = await accept(second.id);
    expect(told(waiting)).toEqual([403, 'forbidden', WAITS]);
    expect(waiting.headers.getSetCookie()).toEqual([]);
    expect((await accept(first.id)).status).toBe(201);
    expect(told(await signIn('second@example.org'))).toEqual([403, 'forbidden', WAITS]);
    expect((await signIn('second@example.org', { password: 'not the password at all' })).status).toBe(401);
    expect(await database.one(sql`select count(*) as n from session where account_id = ${second.id}::uuid`)).toEqual({
      n: 0,
    });

    const path = `/api/accounts/${second.id}/approval`;
    const { version } = await account(second.id);
    const send = async (who: { send: typeof admin.send }, ifMatch = at(version)) =>
      (await who.send('POST', path, undefined, ifMatch)).status;
    const steward = await app.signedIn({ role: 'steward' });
    expect(await send(admin)).toBe(404);
    for (const role of ['planner', 'operations', 'partner', 'evaluator'] as const) {
      expect([role, await send(await app.as(role))]).toEqual([role, 404]);
    }
    expect(await send(await app.signedIn({ role: 'steward', organizationId: 'two' }))).toBe(404);
    expect(await send(await app.signedIn({ role: 'steward', areaPrefix: 'QQ001' }))).toBe(403);
    expect(await send(steward, at(version - 1))).toBe(412);
    expect(await send(steward)).toBe(200);
    expect(await send(steward, at(version + 1))).toBe(409);
    expect((await signIn('second@example.org')).status).toBe(201);
    const trail = await database.rows(sql`
      select account_id as by, role, noun from audit where thing_id = ${second.id} and verb = 'approve'`);
    expect(trail).toEqual([{ by: steward.accountId, role: 'steward', noun: 'approval' }]);
    expect(app.faults).toEqual([]);
  }));

it('what was confirmed is who accepted: neither before that, nor after another reset', () =>
  inDatabase(async (database) => {
    const { app, add, accept, signIn, account } = await stage(database);
    const steward = await app.signedIn({ role: 'steward' });
    const approve = async (id: string) =>
      steward.send('POST', `/api/accounts/${id}/approval`, undefined, at((await account(id)).version));
    const { id } = await add('ben@example.org');
    expect((await approve(id)).json.code).toBe('in_use');
    await accept(id);
    const seen = at((await account(id)).version);
    expect(told(await accept(id))).toEqual([403, 'forbidden', WAITS]);
    expect((await steward.send('POST', `/api/accounts/${id}/approval`, undefined, seen)).status).toBe(412);
    expect((await approve(id)).status).toBe(200);
    expect((await signIn('ben@example.org')).status).toBe(201);
    expect(told(await accept(id))).toEqual([403, 'forbidden', WAITS]);
    expect((await account(id)).awaitsApproval).toBe(true);
    expect(told(await signIn('ben@example.org'))).toEqual([403, 'forbidden', WAITS]);
  }));

it('an only steward who is reset waits, and so does a first one where another has taken the office meanwhile', () =>
  inDatabase(async (database) => {
    const { app, add, accept, signIn, account } = await stage(database);
    const [early, other] = [await add('early@example.org'), await add('other@example.org')];
    await accept(other.id);
    expect((await account(early.id)).awaitsApproval).toBe(false);
    await database.run(sql`update account set awaits_approval = false where id = ${other.id}::uuid`);
    expect((await signIn('other@example.org')).status).toBe(201);
    expect(told(await accept(early.id))).toEqual([403, 'forbidden', WAITS]);
    await database.run(sql`delete from account where id = ${early.id}::uuid`);
    expect(told(await accept(other.id))).toEqual([403, 'forbidden', WAITS]);
    expect((await add('third@example.org')).awaitsApproval).toBe(true);
    expect(app.faults).toEqual([]);
  }));

it('a promotion, an enabled steward and a wider area wait; sessions and keys end; another role waits for nothing', () =>
  inDatabase(async (database) => {
    const { app, admin, account } = await stage(database);
    await app.signedIn({ role: 'steward' });
    const person = await app.signedIn({ role: 'planner', areaPrefix: 'QQ001' });
    const wanted = { name: 'Map', role: 'planner', things: ['zone'], expiresAt: '2027-06-01T00:00:00Z' };
    const key = (await person.send('POST', '/api/api-keys', wanted)).json.token;
    expect(await app.sessions.find(key)).not.toBeNull();
    const path = `/api/accounts/${person.accountId}`;
    const change = async (parts: object) =>
      (await admin.send('PATCH', path, parts, at((await account(person.accountId)).version))).json.awaitsApproval;
    const approved = () =>
      database.run(sql`update account set awaits_approval = false where id = ${person.accountId}::uuid`);
    expect(await change({ role: 'steward' })).toBe(true);
    expect((await person.get('/api/session')).json.role).not.toBe('planner');
    expect(await app.sessions.find(key)).toBeNull();
    expect(await change({ name: 'Ann' })).toBe(true);
    expect(await change({ role: 'planner' })).toBe(false);
    expect(await change({ role: 'steward' })).toBe(true);
    await approved();
    expect(await change({ name: 'Anna' })).toBe(false);
    expect(await change({ areaPrefix: 'QQ001001' })).toBe(false);
    expect(await change({ areaPrefix: '' })).toBe(true);
    await approved();
    expect(await change({ status: 'disabled' })).toBe(false);
    expect(await change({ status: 'active' })).toBe(true);
  }));

it('right password and code are told that it waits, wrong ones nothing; sessions and keys that there are do nothing', () =>
  inDatabase(async (database) => {
    const { app, signIn } = await stage(database);
    const ben = await makeAccount(database, { email: 'ben@example.org', role: 'steward', withFactor: true, now: NOW });
    const token = await app.sessions.open({
      organizationId: 'one',
      role: 'steward',
      areaPrefix: '',
      accountId: ben.id,
    });
    const wanted = { name: 'Map', role: 'planner', things: ['zone'], expiresAt: '2027-06-01T00:00:00Z' };
    const complete = await signIn(ben.email, { code: ben.codeAt(NOW) });
    const bearer = { Authorization: `Bearer ${complete.json.token}` };
    const key = (await browserOf(app).send('POST', '/api/api-keys', wanted, bearer)).json.token;
    await database.run(sql`update account set awaits_approval = true, totp_last_step = 0 where id = ${ben.id}::uuid`);
    app.sessions.ended([]);
    const later = testApp(database, { now: () => new Date(NOW.getTime() + 10_000) });
    for (const each of [token, complete.json.token, key]) expect(await later.sessions.find(each)).toBeNull();
    expect(told(await signIn(ben.email, { code: ben.codeAt(NOW) }))).toEqual([403, 'forbidden', WAITS]);
    expect((await signIn(ben.email)).json.code).toBe('code_required');
    expect((await signIn(ben.email, { code: '000000' })).status).toBe(401);
  }));

it('at a provider too', () =>
  inDatabase(async (database) => {
    const { app, add } = await stage(database);
    await app.signedIn({ role: 'steward' });
    const { id } = await add('ann@example.org');
    const page = browserOf(app);
    const address = (await page.get('/api/oidc/start')).headers.get('Location') ?? '';
    const back = new URL(await provider.pass(address, { subject: 'p', email: 'ann@example.org', verified: true }));
    const answer = await page.get(`${back.pathname}${back.search}`);
    expect(told(answer)).toEqual([403, 'forbidden', WAITS]);
    expect((await page.get('/api/session')).json.role).toBe('public');
    expect(await database.one(sql`select status from account where id = ${id}::uuid`)).toEqual({ status: 'active' });
  }));
