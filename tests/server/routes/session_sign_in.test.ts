// Signing in with a password and a code: what gets in, what is told to those who do not, and what nobody may choose.
import { expect, it } from 'vitest';
import { sql } from '../../../server/db/sql.ts';
import { makeAccount, PASSWORD } from '../../support/accounts.ts';
import { NOW, testApp } from '../../support/app.ts';
import { browserOf, clockFrom } from '../../support/browser_session.ts';
import { inDatabase, type TestDatabase } from '../../support/database.ts';
import { loadWorld } from '../../support/world.ts';

async function stage(database: TestDatabase) {
  await loadWorld(database, 'one');
  const clock = clockFrom(NOW);
  const app = testApp(database, { now: clock.now, trustProxy: true });
  const make = (email: string, more: Partial<Parameters<typeof makeAccount>[1]> = {}) =>
    makeAccount(database, { email, role: 'planner', now: NOW, ...more });
  return { app, clock, make, browser: (from?: string) => browserOf(app, from) };
}

it('signs in with address and password, whatever the case of the address, and leaves a trace without address', () =>
  inDatabase(async (database) => {
    const { make, browser } = await stage(database);
    const { id } = await make('ada@example.org', { areaPrefix: 'QQ001' });
    const ada = browser();
    const signed = await ada.send('POST', '/api/session', { email: 'Ada@Example.org', password: PASSWORD });
    expect([signed.status, signed.json.role, signed.json.needs]).toEqual([201, 'planner', null]);
    expect((await ada.get('/api/session')).json).toMatchObject({
      role: 'planner',
      ownRole: 'planner',
      organizationId: 'one',
      areaPrefix: 'QQ001',
      accountId: id,
      email: 'ada@example.org',
      viewingAs: null,
      needs: null,
    });
    const trace = await database.one<{ all: string }>(sql`
      select string_agg(a::text, ' ') as all from audit a where verb = 'sign_in' and account_id = ${id}::uuid`);
    expect(trace.all).toContain(id);
    // Hashes and ids are hexadecimal: they may well hold "ada".
    expect(trace.all).not.toMatch(/ada@|example/i);
  }));

it('says one and the same to a wrong password, an unknown address, a disabled, an invited account, and a wrong code', () =>
  inDatabase(async (database) => {
    const { app, make, browser } = await stage(database);
    await make('known@example.org');
    const disabled = await make('disabled@example.org');
    await database.run(sql`update account set status = 'disabled' where id = ${disabled.id}::uuid`);
    await make('invited@example.org', { password: null });
    const guarded = await make('guarded@example.org', { role: 'steward', withFactor: true });
    const wrongCode = guarded.codeAt(new Date(NOW.getTime() + 3_600_000));
    const answers = [];
    for (const body of [
      { email: 'known@example.org', password: 'not this one at all' },
      { email: 'nobody@example.org', password: PASSWORD },
      { email: 'disabled@example.org', password: PASSWORD },
      { email: 'invited@example.org', password: PASSWORD },
      { email: 'guarded@example.org', password: PASSWORD, code: wrongCode },
      { email: 'guarded@example.org', password: 'not this one at all', code: guarded.codeAt(NOW) },
      { email: 'guarded@example.org', password: 'not this one at all' },
    ]) {
      const { status, text, headers } = await browser().send('POST', '/api/session', body);
      answers.push([status, text, headers.getSetCookie()]);
    }
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(answers[0]).toMatchObject([401, expect.stringContaining('"unauthenticated"'), []]);
    expect(app.faults).toEqual([]);
  }));

it('asks for the code where the password was right, opens nothing before it, and takes each code once', () =>
  inDatabase(async (database) => {
    const { make, browser, clock } = await stage(database);
    const ben = await make('ben@example.org', { role: 'steward', withFactor: true });
    const one = browser();
    const asked = await one.send('POST', '/api/session', { email: ben.email, password: PASSWORD });
    expect([asked.status, asked.json.code, one.cookies.size]).toEqual([401, 'code_required', 0]);
    const code = ben.codeAt(clock.now());
    const signed = await one.send('POST', '/api/session', { email: ben.email, password: PASSWORD, code });
    expect([signed.status, signed.json.needs]).toEqual([201, null]);
    expect((await one.get('/api/incidents/exact')).status).toBe(200);
    const again = await browser('192.0.2.9').send('POST', '/api/session', {
      email: ben.email,
      password: PASSWORD,
      code,
    });
    expect([again.status, again.json.code]).toEqual([401, 'unauthenticated']);
    clock.pass(30);
    const early = ben.codeAt(new Date(clock.now().getTime() + 30_000));
    const next = await browser().send('POST', '/api/session', { email: ben.email, password: PASSWORD, code: early });
    expect(next.status).toBe(201);
    clock.pass(90);
    const old = ben.codeAt(new Date(clock.now().getTime() - 60_000));
    const late = await browser().send('POST', '/api/session', { email: ben.email, password: PASSWORD, code: old });
    expect(late.status).toBe(401);
  }));

it('lets the same address work in two organizations, each with its own password', () =>
  inDatabase(async (database) => {
    const { make, browser } = await stage(database);
    await loadWorld(database, 'two');
    await make('both@example.org');
    await make('both@example.org', { organizationId: 'two', role: 'partner', password: 'another long password' });
    const signIn = async (password: string) =>
      (await browser().send('POST', '/api/session', { email: 'both@example.org', password })).json.organizationId;
    expect([await signIn(PASSWORD), await signIn('another long password')]).toEqual(['one', 'two']);
  }));

it('forgives nobody what was tried on an account for getting into another one of the same address', () =>
  inDatabase(async (database) => {
    const { make, browser } = await stage(database);
    await loadWorld(database, 'two');
    await make('both@example.org');
    await make('both@example.org', { organizationId: 'two', password: 'words of the attacker' });
    const stranger = browser();
    const attempt = async (password: string) =>
      (await stranger.send('POST', '/api/session', { email: 'both@example.org', password })).status;
    expect(await attempt('words of the attacker')).toBe(201);
    const guesses: number[] = [];
    for (let round = 0; round < 4; round++) {
      guesses.push(await attempt(`guess ${round} of a password`), await attempt(`guess ${round} of another one`));
      await attempt('words of the attacker');
    }
    expect(guesses).toContain(429);
  }));

it('adopts no token that a client offers, and ends what the browser was signed in as before', () =>
  inDatabase(async (database) => {
    const { app, make, browser } = await stage(database);
    await make('cleo@example.org');
    const planted = 'A'.repeat(43);
    const cleo = browser();
    cleo.cookies.set('safereach', planted);
    const first = await cleo.send('POST', '/api/session', { email: 'cleo@example.org', password: PASSWORD });
    expect(first.json.token).not.toBe(planted);
    expect(await app.sessions.find(planted)).toBeNull();
    const second = await cleo.send('POST', '/api/session', { email: 'cleo@example.org', password: PASSWORD });
    expect(await app.sessions.find(first.json.token)).toBeNull();
    expect(await app.sessions.find(second.json.token)).not.toBeNull();
    const account = await app.signedIn({ role: 'partner' });
    expect((await browser().send('POST', '/api/session', { token: account.token })).status).toBe(401);
  }));

it('keeps only hashes: no token, password, secret or network stands in the database', () =>
  inDatabase(async (database) => {
    const { make, browser } = await stage(database);
    const dora = await make('dora@example.org', { role: 'admin', withFactor: true });
    const page = browser('198.51.100.77');
    await page.send('POST', '/api/session', { email: dora.email, password: 'wrong but quite long' });
    const signed = await page.send('POST', '/api/session', {
      email: dora.email,
      password: PASSWORD,
      code: dora.codeAt(NOW),
    });
    await page.send('POST', '/api/session', { email: 'eve@example.org', password: PASSWORD });
    const { all } = await database.one<{ all: string }>(sql`
      select concat((select string_agg(s::text, ' ') from session s), (select string_agg(a::text, ' ') from account a),
        (select string_agg(f::text, ' ') from sign_in_failure f), (select string_agg(t::text, ' ') from audit t)) as all`);
    const hex = (text: string) => Buffer.from(text).toString('hex');
    for (const secret of [signed.json.token, PASSWORD, 'wrong but quite long', '198.51.100', 'eve@']) {
      expect(all).not.toContain(secret);
      expect(all).not.toContain(hex(secret));
    }
    expect(all).toContain('$argon2id$v=19$m=65536,t=3,p=1$');
  }));
