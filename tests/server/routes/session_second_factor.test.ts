// The second factor of those who need one: until it is there a session may do nothing but bring it.
import { expect, it } from 'vitest';
import { sql } from '../../../server/db/sql.ts';
import { makeAccount, PASSWORD, showCode } from '../../support/accounts.ts';
import { NOW, testApp } from '../../support/app.ts';
import { browserOf, clockFrom } from '../../support/browser_session.ts';
import { inDatabase } from '../../support/database.ts';
import { loadWorld } from '../../support/world.ts';

const ALLOWED = [
  'GET /api/session',
  'POST /api/session',
  'DELETE /api/session',
  'POST /api/session/second-factor',
  'POST /api/session/second-factor/confirm',
  'POST /api/invitations/accept',
  'GET /api/oidc',
  'GET /api/oidc/start',
  'GET /api/oidc/callback',
];

it('lets a steward without one do nothing on any route but set it up', () =>
  inDatabase(async (database) => {
    await loadWorld(database, 'one');
    const app = testApp(database, { publicOrganizationId: 'one' });
    await makeAccount(database, { email: 'ann@example.org', role: 'steward', now: NOW });
    const page = browserOf(app);
    const signed = await page.send('POST', '/api/session', { email: 'ann@example.org', password: PASSWORD });
    expect([signed.status, signed.json.needs]).toEqual([201, 'second_factor_setup']);
    expect((await page.get('/api/session')).json).toMatchObject({ needs: 'second_factor_setup', permissions: {} });
    const document = (await app.visitor.get('/api/openapi.json')).json;
    const token = { Authorization: `Bearer ${signed.json.token}` };
    let refused = 0;
    for (const [path, verbs] of Object.entries(document.paths as Record<string, object>)) {
      if (!/^\/(api|ogc)\b/.test(path)) continue;
      for (const verb of Object.keys(verbs).filter((word) => /^(get|post|patch|delete|put)$/.test(word))) {
        const method = verb.toUpperCase();
        if (ALLOWED.includes(`${method} ${path}`)) continue;
        const address = path.replaceAll(/\{\w+\}/g, '00000000-0000-4000-8000-000000000000');
        const response = await app.request(address, { method, headers: token });
        const { code } = (await response.json()) as { code: string };
        expect([method, path, response.status, code]).toEqual([method, path, 401, 'code_required']);
        refused += 1;
      }
    }
    expect(refused).toBeGreaterThan(40);
  }));

it('is set up with a secret shown once, is in use after its first code, and gives the session another token', () =>
  inDatabase(async (database) => {
    await loadWorld(database, 'one');
    const clock = clockFrom(NOW);
    const app = testApp(database, { now: clock.now });
    const { id } = await makeAccount(database, { email: 'ann@example.org', role: 'steward', now: NOW });
    const [page, other] = [browserOf(app), browserOf(app)];
    const signIn = { email: 'ann@example.org', password: PASSWORD };
    const first = (await page.send('POST', '/api/session', signIn)).json.token;
    const stranger = (await other.send('POST', '/api/session', signIn)).json.token;
    const { json: factor } = await page.send('POST', '/api/session/second-factor', {});
    expect(factor.uri).toMatch(/^otpauth:\/\/totp\/Safereach:ann%40example\.org\?/);
    expect(factor.qr.path.length).toBeGreaterThan(1000);
    const stored = await database.one<{ sealed: Uint8Array }>(
      sql`select totp_sealed as sealed from account where id = ${id}::uuid`,
    );
    expect(Buffer.from(stored.sealed).toString('latin1')).not.toContain(factor.secret);

    const wrong = await page.send('POST', '/api/session/second-factor/confirm', { code: '000000' });
    expect(wrong.status).toBe(401);
    const code = showCode(factor.secret, clock.now());
    const done = await page.send('POST', '/api/session/second-factor/confirm', { code });
    expect([done.status, done.json.needs]).toEqual([201, null]);
    expect(await app.sessions.find(first)).toBeNull();
    expect(await app.sessions.find(stranger)).toBeNull();
    expect((await page.get('/api/incidents/exact')).status).toBe(200);
    expect((await page.send('POST', '/api/session/second-factor', {})).json.code).toBe('already_exists');

    const replayed = await browserOf(app).send('POST', '/api/session', { ...signIn, code });
    expect(replayed.status).toBe(401);
  }));

it('offers none to a session without an account', () =>
  inDatabase(async (database) => {
    await loadWorld(database, 'one');
    const { as, visitor } = testApp(database);
    expect((await (await as('steward')).send('POST', '/api/session/second-factor', {})).status).toBe(403);
    expect((await visitor.send('POST', '/api/session/second-factor', {})).status).toBe(401);
  }));
