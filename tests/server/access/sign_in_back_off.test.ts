// Back-off: whoever fails waits, nobody else does, and every wait ends by itself.
import { expect, it } from 'vitest';
import { createBackOff, type Trying } from '../../../server/access/sign_in_back_off.ts';
import { sql } from '../../../server/db/sql.ts';
import { makeAccount, PASSWORD, TEST_KEY } from '../../support/accounts.ts';
import { NOW, testApp } from '../../support/app.ts';
import { browserOf, clockFrom } from '../../support/browser_session.ts';
import { inCommittedDatabase, inDatabase, type TestDatabase } from '../../support/database.ts';
import { loadWorld } from '../../support/world.ts';

const from = (network: string, device: string | null = null): Trying => ({ email: 'ann@example.org', network, device });

function stage(database: TestDatabase) {
  const clock = clockFrom(NOW);
  const backOff = createBackOff(database, { key: TEST_KEY, now: clock.now });
  const fails = async (trying: Trying) =>
    backOff.demand(trying).then(
      () => backOff.count(trying).then(() => true),
      () => false,
    );
  /** Seconds until the next try is taken. */
  const waitOf = async (trying: Trying) => {
    for (let seconds = 0; ; seconds += 1) {
      const free = await backOff.demand(trying).then(
        () => true,
        () => false,
      );
      if (free) return seconds;
      clock.pass(1);
    }
  };
  return { backOff, clock, fails, waitOf };
}

it(
  'is free five times, then waits 1, 2, 4 seconds and never more than five minutes',
  () =>
    inDatabase(async (database) => {
      const { fails, waitOf } = stage(database);
      const waits = [];
      for (let n = 0; n < 16; n += 1) {
        expect(await fails(from('a'))).toBe(true);
        waits.push(await waitOf(from('a')));
      }
      expect(waits).toEqual([0, 0, 0, 0, 0, 1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300]);
    }),
  120_000,
);

it('never makes another network wait, however often one fails, and forgets after an hour', () =>
  inDatabase(async (database) => {
    const { fails, clock } = stage(database);
    for (let n = 0; n < 60; n += 1) await fails(from(`attacker ${n % 12}`));
    expect(await fails(from('attacker 0'))).toBe(false);
    expect(await fails(from('owner'))).toBe(true);
    // On an address under attack patience is short: the second failure of the same network already costs a wait.
    expect(await fails(from('owner'))).toBe(true);
    expect(await fails(from('owner'))).toBe(false);
    clock.pass(3600);
    for (let n = 0; n < 5; n += 1) expect(await fails(from('owner'))).toBe(true);
  }));

it('counts a known device for itself, also in the network of the attacker', () =>
  inDatabase(async (database) => {
    const { fails } = stage(database);
    for (let n = 0; n < 40; n += 1) await fails(from('same'));
    expect(await fails(from('same'))).toBe(false);
    for (let n = 0; n < 5; n += 1) expect(await fails(from('same', 'device x'))).toBe(true);
  }));

it('takes back what was no failure, and forgets all after a success', () =>
  inDatabase(async (database) => {
    const { backOff, fails } = stage(database);
    for (let n = 0; n < 30; n += 1) {
      expect(await fails(from('a'))).toBe(true);
      await backOff.uncount(from('a'));
    }
    for (let n = 0; n < 6; n += 1) await fails(from('a'));
    expect(await fails(from('a'))).toBe(false);
    await backOff.succeeded(from('a'));
    expect(await fails(from('a'))).toBe(true);
  }));

it('lets no more through when all come at once', () =>
  inCommittedDatabase(async (database) => {
    const backOff = createBackOff(database, { key: TEST_KEY, now: () => NOW });
    const tries = await Promise.allSettled(Array.from({ length: 40 }, () => backOff.count(from('a'))));
    expect(tries.filter(({ status }) => status === 'fulfilled').length).toBe(6);
  }));

it('lets the owner in from a known device while somebody fails on the account from the same network', () =>
  inDatabase(async (database) => {
    await loadWorld(database, 'one');
    const clock = clockFrom(NOW);
    const app = testApp(database, { now: clock.now, trustProxy: true });
    const { email } = await makeAccount(database, { email: 'ann@example.org', role: 'planner', now: NOW });
    const [owner, attacker, elsewhere] = [browserOf(app), browserOf(app), browserOf(app, '203.0.113.5')];
    expect((await owner.send('POST', '/api/session', { email, password: PASSWORD })).status).toBe(201);
    await owner.send('DELETE', '/api/session');
    const statuses = [];
    for (let n = 0; n < 8; n += 1) {
      statuses.push((await attacker.send('POST', '/api/session', { email, password: 'guess after guess' })).status);
    }
    expect(statuses).toEqual([401, 401, 401, 401, 401, 401, 429, 429]);
    const right = await attacker.send('POST', '/api/session', { email, password: PASSWORD });
    expect([right.status, right.json.code, right.headers.get('Retry-After')]).toEqual([429, 'too_many_requests', '1']);
    expect((await owner.send('POST', '/api/session', { email, password: PASSWORD })).status).toBe(201);
    expect((await elsewhere.send('POST', '/api/session', { email, password: PASSWORD })).status).toBe(201);
    attacker.cookies.set('safereach-device', [...owner.cookies.values()][1]?.replace(/^./, 'x') ?? '');
    expect((await attacker.send('POST', '/api/session', { email, password: PASSWORD })).status).toBe(429);
    const { n } = await database.one<{ n: number }>(sql`select max(length(subject)) as n from sign_in_failure`);
    expect(n).toBe(32);
  }));

it('slows who knows the password and guesses codes, from whatever network', () =>
  inDatabase(async (database) => {
    await loadWorld(database, 'one');
    const app = testApp(database, { trustProxy: true });
    const ann = await makeAccount(database, { email: 'ann@example.org', role: 'steward', withFactor: true, now: NOW });
    const statuses = [];
    for (let n = 0; n < 8; n += 1) {
      const body = { email: ann.email, password: PASSWORD, code: String(100000 + n) };
      statuses.push((await browserOf(app, `192.0.2.${n}`).send('POST', '/api/session', body)).status);
    }
    expect(statuses).toEqual([401, 401, 401, 401, 401, 401, 429, 429]);
  }));
