// A steward looks through another role: sees what it sees, writes nothing, and leaves a trace.
import { expect, it } from 'vitest';
import { sql } from '../../../server/db/sql.ts';
import { testApp } from '../../support/app.ts';
import { browserOf } from '../../support/browser_session.ts';
import { inDatabase, type TestDatabase } from '../../support/database.ts';
import { loadWorld } from '../../support/world.ts';

async function steward(database: TestDatabase, areaPrefix = '') {
  await loadWorld(database, 'one');
  const app = testApp(database);
  const { accountId, token } = await app.signedIn({ role: 'steward', areaPrefix });
  const page = browserOf(app);
  page.cookies.set('safereach', token ?? '');
  return { app, page, accountId, token: token ?? '' };
}

it('gives exactly what the role gets, under a new token', () =>
  inDatabase(async (database) => {
    const { app, page, token } = await steward(database);
    for (const role of ['public', 'partner', 'evaluator', 'planner', 'operations'] as const) {
      expect((await page.send('POST', '/api/session/view', { role })).status).toBe(201);
      expect((await page.get('/api/session')).json).toMatchObject({ role, viewingAs: role, ownRole: 'steward' });
      const own = await app.as(role);
      for (const path of ['/api/services', '/api/zones', '/api/incidents/exact', '/api/audit', '/api/accounts']) {
        const [seen, theirs] = [await page.get(path), await own.get(path)];
        expect([role, path, seen.status, seen.text]).toEqual([role, path, theirs.status, theirs.text]);
      }
    }
    expect(await app.sessions.find(token)).toBeNull();
    await page.send('POST', '/api/session/view', { role: null });
    expect((await page.get('/api/session')).json).toMatchObject({ role: 'steward', viewingAs: null });
    expect((await page.get('/api/incidents/exact')).status).toBe(200);
  }));

it('writes nothing meanwhile, and may still leave', () =>
  inDatabase(async (database) => {
    const { page } = await steward(database);
    await page.send('POST', '/api/session/view', { role: 'planner' });
    const zone = await page.send('POST', '/api/zones', {});
    expect([zone.status, zone.json.detail]).toEqual([403, expect.stringContaining('looking through another role')]);
    expect((await page.send('POST', '/api/api-keys', {})).status).toBe(403);
    expect((await page.send('DELETE', '/api/session')).status).toBe(204);
    expect((await page.get('/api/session')).json.role).toBe('public');
  }));

it('stays within the own area, and is for stewards alone', () =>
  inDatabase(async (database) => {
    const { app, page } = await steward(database, 'QQ001');
    const beyond = await page.send('POST', '/api/session/view', { role: 'planner', areaPrefix: 'QQ002' });
    expect(beyond.status).toBe(403);
    await page.send('POST', '/api/session/view', { role: 'operations' });
    expect((await page.get('/api/session')).json.areaPrefix).toBe('QQ001');
    for (const role of ['steward', 'admin', 'reporter']) {
      expect((await page.send('POST', '/api/session/view', { role })).status).toBe(400);
    }
    for (const role of ['public', 'partner', 'planner', 'operations', 'admin'] as const) {
      expect((await (await app.as(role)).send('POST', '/api/session/view', { role: 'public' })).status).toBe(404);
    }
  }));

it('is written down with its beginning and its end', () =>
  inDatabase(async (database) => {
    const { page, accountId } = await steward(database);
    await page.send('POST', '/api/session/view', { role: 'operations' });
    await page.send('POST', '/api/session/view', { role: null });
    const trail = await database.rows(sql`
      select role, verb, noun from audit where account_id = ${accountId}::uuid and noun = 'view' order by number`);
    expect(trail).toEqual([
      { role: 'steward', verb: 'view_as_operations', noun: 'view' },
      { role: 'steward', verb: 'view_as_self', noun: 'view' },
    ]);
  }));
