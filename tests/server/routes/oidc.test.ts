// Signing in at an OpenID provider, end to end against one on this machine.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { sql } from '../../../server/db/sql.ts';
import { makeAccount } from '../../support/accounts.ts';
import { NOW, testApp } from '../../support/app.ts';
import { type Browser, browserOf, clockFrom } from '../../support/browser_session.ts';
import { inDatabase, type TestDatabase } from '../../support/database.ts';
import { openProvider, type ProviderPerson, type TestProvider } from '../../support/oidc_provider.ts';
import { loadWorld } from '../../support/world.ts';

const providers: { conform: TestProvider; lax: TestProvider } = { conform: null!, lax: null! };
beforeAll(async () => {
  providers.conform = await openProvider({ emailInToken: false });
  providers.lax = await openProvider({ emailInToken: true });
});
afterAll(() => Promise.all([providers.conform.close(), providers.lax.close()]));

const ann: ProviderPerson = { subject: 'p-1', email: 'Ann@example.org', verified: true };

async function stage(database: TestDatabase, provider = providers.conform) {
  await loadWorld(database, 'one');
  const clock = clockFrom(NOW);
  const app = testApp(database, { oidc: provider.settings, now: clock.now });
  const begin = async (page: Browser) => (await page.get('/api/oidc/start')).headers.get('Location') ?? '';
  /** The path of the way back, as the provider wrote it. */
  const back = async (address: string, person: ProviderPerson) => {
    const url = new URL(await provider.pass(address, person));
    return `${url.pathname}${url.search}`;
  };
  const finish = async (page: Browser, path: string) => (await page.get(path)).headers.get('Location');
  const signIn = async (page: Browser, person: ProviderPerson) => finish(page, await back(await begin(page), person));
  const whoIs = async (page: Browser) => (await page.get('/api/session')).json;
  return { app, clock, begin, back, finish, signIn, whoIs };
}

it('says whether there is a provider, and has no such door without one', () =>
  inDatabase(async (database) => {
    const { app } = await stage(database);
    expect((await app.visitor.get('/api/oidc')).json.issuer).toMatch(/^127\.0\.0\.1:\d+$/);
    const without = testApp(database).visitor;
    expect((await without.get('/api/oidc')).json).toEqual({ issuer: null });
    expect((await without.get('/api/oidc/start')).status).toBe(404);
    expect((await without.get('/api/oidc/callback?state=x&code=y')).status).toBe(404);
  }));

it.each(['conform', 'lax'] as const)(
  'links an account by its verified address once, then knows it by issuer and subject (%s)',
  (kind) =>
    inDatabase(async (database) => {
      const { app, signIn, whoIs } = await stage(database, providers[kind]);
      const { id } = await makeAccount(database, {
        email: 'ann@example.org',
        role: 'planner',
        password: null,
        now: NOW,
      });
      const page = browserOf(app);
      expect(await signIn(page, ann)).toBe('/');
      expect(await whoIs(page)).toMatchObject({ accountId: id, role: 'planner', needs: null });
      expect([...page.cookies.keys()].toSorted()).toEqual(['safereach', 'safereach-device']);
      const later = browserOf(app);
      expect(await signIn(later, { ...ann, email: 'renamed@example.org', verified: false })).toBe('/');
      expect((await whoIs(later)).accountId).toBe(id);
      expect(await signIn(browserOf(app), { ...ann, subject: 'p-9' })).toBe('/session#oidc=refused');
      await database.run(sql`update account set status = 'disabled' where id = ${id}::uuid`);
      expect(await signIn(browserOf(app), ann)).toBe('/session#oidc=refused');
      expect(app.faults).toEqual([]);
    }),
);

it('lets in nobody without an account, with an unverified address, or with an address of two organizations', () =>
  inDatabase(async (database) => {
    const { app, signIn, whoIs } = await stage(database);
    await loadWorld(database, 'two');
    await makeAccount(database, { email: 'ann@example.org', role: 'planner', now: NOW });
    await makeAccount(database, { email: 'both@example.org', role: 'planner', now: NOW });
    await makeAccount(database, { email: 'both@example.org', role: 'planner', organizationId: 'two', now: NOW });
    for (const person of [
      { subject: 'p-2', email: 'nobody@example.org', verified: true },
      { ...ann, verified: false },
      { subject: 'p-3', email: 'both@example.org', verified: true },
    ]) {
      const page = browserOf(app);
      expect(await signIn(page, person)).toBe('/session#oidc=refused');
      expect((await whoIs(page)).role).toBe('public');
      expect(page.cookies.size).toBe(0);
    }
    const { n } = await database.one<{ n: number }>(
      sql`select count(*) as n from account where oidc_subject is not null`,
    );
    expect(n).toBe(0);
  }));

it('refuses a wrong nonce, a replayed, foreign or late state, and another code verifier', () =>
  inDatabase(async (database) => {
    const { app, clock, begin, back, finish, whoIs } = await stage(database);
    await makeAccount(database, { email: 'ann@example.org', role: 'planner', now: NOW });
    const refused = '/session#oidc=refused';
    const page = browserOf(app);
    const changed = (address: string, name: string, value: string) => {
      const url = new URL(address);
      url.searchParams.set(name, value);
      return url.href;
    };
    expect(await finish(page, await back(changed(await begin(page), 'nonce', 'another'), ann))).toBe(refused);
    const challenge = 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM';
    expect(await finish(page, await back(changed(await begin(page), 'code_challenge', challenge), ann))).toBe(refused);

    const address = await begin(page);
    const mine = page.cookies.get('safereach-oidc') ?? '';
    const path = await back(address, ann);
    expect(await finish(browserOf(app), path)).toBe(refused);
    const other = browserOf(app);
    await begin(other);
    expect(await finish(other, path)).toBe(refused);
    expect(await finish(page, path.replace(/state=[^&]+/, 'state=made-up'))).toBe(refused);
    page.cookies.set('safereach-oidc', mine);
    expect(await finish(page, path)).toBe('/');
    const again = browserOf(app);
    again.cookies.set('safereach-oidc', mine);
    expect(await finish(again, path)).toBe(refused);

    const slow = browserOf(app);
    const late = await back(await begin(slow), ann);
    clock.pass(600);
    expect(await finish(slow, late)).toBe(refused);
    expect((await whoIs(slow)).role).toBe('public');
    const { n } = await database.one<{ n: number }>(
      sql`select count(*) as n from account where oidc_subject is not null`,
    );
    expect(n).toBe(1);
  }));

it('takes a second factor of the provider for that of a steward, and asks for our own where there was none', () =>
  inDatabase(async (database) => {
    const { app, signIn, whoIs } = await stage(database);
    const ben = await makeAccount(database, { email: 'ben@example.org', role: 'steward', withFactor: true, now: NOW });
    await makeAccount(database, { email: 'cleo@example.org', role: 'admin', now: NOW });
    const withKey = { subject: 'p-4', email: 'ben@example.org', verified: true, amr: ['pwd', 'hwk'] };
    const page = browserOf(app);
    expect(await signIn(page, withKey)).toBe('/');
    expect((await page.get('/api/incidents/exact')).status).toBe(200);
    const plain = browserOf(app);
    for (const amr of [['pwd'], ['otp'], ['hwk'], ['otp', 'hwk']])
      expect([amr, await signIn(plain, { ...withKey, amr })]).toEqual([amr, '/session']);
    expect((await whoIs(plain)).needs).toBe('code');
    expect((await plain.get('/api/incidents/exact')).json.code).toBe('code_required');
    const code = ben.codeAt(NOW);
    expect((await plain.send('POST', '/api/session/second-factor/confirm', { code })).status).toBe(201);
    expect((await plain.get('/api/incidents/exact')).status).toBe(200);
    const admin = browserOf(app);
    expect(await signIn(admin, { subject: 'p-5', email: 'cleo@example.org', verified: true })).toBe('/session');
    expect((await whoIs(admin)).needs).toBe('second_factor_setup');
  }));
