// When a session ends: by time, by its owner, by an administrator; here at once, elsewhere within two seconds.
import { expect, it } from 'vitest';
import { createSessions, hashOfToken } from '../../../server/access/sessions.ts';
import { makeAccount, PASSWORD } from '../../support/accounts.ts';
import { NOW, type TestApp, testApp } from '../../support/app.ts';
import { browserOf, clockFrom } from '../../support/browser_session.ts';
import { inDatabase, type TestDatabase } from '../../support/database.ts';
import { loadWorld } from '../../support/world.ts';

async function stage(database: TestDatabase) {
  await loadWorld(database, 'one');
  const clock = clockFrom(NOW);
  const app = testApp(database, { now: clock.now });
  const ended: string[] = [];
  app.sessions.onEnded((hash) => ended.push(hash));
  return { app, clock, ended };
}
const isIn = async (app: TestApp, token: string | null) => (await app.sessions.find(token ?? '')) !== null;

it('ends after 30 minutes without use, and after 12 hours whatever it did', () =>
  inDatabase(async (database) => {
    const { app, clock } = await stage(database);
    const idle = await app.signedIn({ role: 'planner' });
    const busy = await app.signedIn({ role: 'steward' });
    let token = busy.token ?? '';
    for (let minutes = 0; minutes < 12 * 60 - 20; minutes += 20) {
      clock.pass(20 * 60);
      expect(await isIn(app, token)).toBe(true);
      const view = { role: minutes % 40 === 0 ? 'planner' : null };
      const answer = await app.request('/api/session/view', {
        method: 'POST',
        headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
        body: JSON.stringify(view),
      });
      token = ((await answer.json()) as { token: string }).token;
      if (minutes === 0) expect(await isIn(app, idle.token)).toBe(true);
    }
    expect(await isIn(app, idle.token)).toBe(false);
    clock.pass(19 * 60);
    expect(await isIn(app, token)).toBe(true);
    clock.pass(60);
    expect(await isIn(app, token)).toBe(false);
    expect(await app.sessions.isLive(hashOfToken(token))).toBe(false);
  }));

it('ends at once with sign-out, of one or of all of the account, and tells who listens', () =>
  inDatabase(async (database) => {
    const { app, ended } = await stage(database);
    const ann = await app.signedIn({ role: 'partner' });
    const again = await app.sessions.open({
      organizationId: 'one',
      role: 'partner',
      areaPrefix: '',
      accountId: ann.accountId,
    });
    const ben = await app.signedIn({ role: 'partner' });
    for (const token of [ann.token, again, ben.token]) expect(await isIn(app, token)).toBe(true);
    expect((await ann.send('DELETE', '/api/session/all')).status).toBe(204);
    expect([await isIn(app, ann.token), await isIn(app, again), await isIn(app, ben.token)]).toEqual([
      false,
      false,
      true,
    ]);
    expect(ended.toSorted()).toEqual([ann.token ?? '', again].map(hashOfToken).toSorted());
    await ben.send('DELETE', '/api/session');
    expect(ended).toContain(hashOfToken(ben.token ?? ''));
    expect([...(await app.sessions.liveAmong(ended))]).toEqual([]);
  }));

it('ends when an administrator changes role, area or status, revokes, resets or removes; a change of name ends none', () =>
  inDatabase(async (database) => {
    const { app, ended } = await stage(database);
    const admin = await app.signedIn({ role: 'admin' });
    const endings: [string, (id: string, version: Record<string, string>) => Promise<{ status: number }>][] = [
      ['role', (id, at) => admin.send('PATCH', `/api/accounts/${id}`, { role: 'partner' }, at)],
      ['area', (id, at) => admin.send('PATCH', `/api/accounts/${id}`, { areaPrefix: 'QQ001' }, at)],
      ['status', (id, at) => admin.send('PATCH', `/api/accounts/${id}`, { status: 'disabled' }, at)],
      ['revocation', (id) => admin.send('DELETE', `/api/accounts/${id}/sessions`)],
      ['removal', (id, at) => admin.send('DELETE', `/api/accounts/${id}`, undefined, at)],
    ];
    for (const [name, end] of endings) {
      const person = await app.signedIn({ role: 'planner' });
      const path = `/api/accounts/${person.accountId}`;
      expect((await admin.send('PATCH', path, { name: 'Ann' }, { 'If-Match': '"1"' })).status).toBe(200);
      expect([name, await isIn(app, person.token)]).toEqual([name, true]);
      expect([200, 204]).toContain((await end(person.accountId, { 'If-Match': '"2"' })).status);
      expect([name, await isIn(app, person.token)]).toEqual([name, false]);
      expect(ended).toContain(hashOfToken(person.token ?? ''));
    }
  }));

it('is over on another server within two seconds', () =>
  inDatabase(async (database) => {
    const { app, clock } = await stage(database);
    const elsewhere = createSessions(database, clock.now);
    const ann = await app.signedIn({ role: 'operations' });
    expect(await elsewhere.find(ann.token ?? '')).not.toBeNull();
    await ann.send('DELETE', '/api/session');
    expect(await elsewhere.isLive(hashOfToken(ann.token ?? ''))).toBe(false);
    clock.pass(2);
    expect(await elsewhere.find(ann.token ?? '')).toBeNull();
  }));

it('changes the password with the present one only, ends all other sessions, and goes on under a new token', () =>
  inDatabase(async (database) => {
    const { app } = await stage(database);
    const { email } = await makeAccount(database, { email: 'ann@example.org', role: 'planner', now: NOW });
    const [page, other] = [browserOf(app), browserOf(app)];
    const first = (await page.send('POST', '/api/session', { email, password: PASSWORD })).json.token;
    const second = (await other.send('POST', '/api/session', { email, password: PASSWORD })).json.token;
    const next = 'a wholly different sentence';
    const refused = await page.send('POST', '/api/session/password', { current: 'not the present one', next });
    expect([refused.status, await isIn(app, first)]).toEqual([401, true]);
    expect((await page.send('POST', '/api/session/password', { current: PASSWORD, next: 'short' })).status).toBe(400);
    const changed = await page.send('POST', '/api/session/password', { current: PASSWORD, next });
    expect(changed.status).toBe(201);
    expect([await isIn(app, first), await isIn(app, second), await isIn(app, changed.json.token)]).toEqual([
      false,
      false,
      true,
    ]);
    expect((await page.get('/api/session')).json.email).toBe(email);
    expect((await other.send('POST', '/api/session', { email, password: PASSWORD })).status).toBe(401);
    expect((await other.send('POST', '/api/session', { email, password: next })).status).toBe(201);
  }));
