// Writes that may be sent twice: one record, one answer, whatever was lost on the way.
import { expect, it } from 'vitest';
import { outsideTransactions } from '../../../server/db/session.ts';
import { raw } from '../../../server/db/sql.ts';
import { deleteOldAnswers } from '../../../server/queries/kept_answers.ts';
import { testApp } from '../../support/app.ts';
import { inCommittedDatabase, inDatabase } from '../../support/database.ts';
import { loadWorld } from '../../support/world.ts';

const clinic = { name: 'New clinic', kind: 'medical', geom: { type: 'Point', coordinates: [10.7, 10.7] } };
const key = { 'Idempotency-Key': 'offline-1' };
const stored = () =>
  raw(`select (select count(*) from service where name = 'New clinic') as services,
    (select count(*) from audit where noun = 'service') as audits, (select count(*) from outbox where noun = 'service') as changes,
    (select count(*) from kept_answer) as answers`);

it('gives the same status, headers and bytes for the same key and request, and writes once', () =>
  inDatabase(async (database) => {
    await loadWorld(database, 'one');
    const { as, faults } = testApp(database);
    const planner = await as('planner');
    const first = await planner.send('POST', '/api/services', clinic, key);
    const again = await planner.send('POST', '/api/services', clinic, key);
    expect([again.status, again.text]).toEqual([201, first.text]);
    for (const header of ['ETag', 'Location', 'Content-Type']) {
      expect(again.headers.get(header)).toBe(first.headers.get(header));
      expect(first.headers.get(header)).not.toBeNull();
    }
    const address = first.headers.get('Location') ?? '';
    const change = { ...key, 'Idempotency-Key': 'offline-2', 'If-Match': '"1"' };
    const changed = await planner.send('PATCH', address, { status: 'closed' }, change);
    const replayed = await planner.send('PATCH', address, { status: 'closed' }, change);
    expect([replayed.status, replayed.text, replayed.headers.get('ETag')]).toEqual([200, changed.text, '"2"']);
    const removal = { 'Idempotency-Key': 'offline-3', 'If-Match': '"2"' };
    expect((await planner.send('DELETE', address, undefined, removal)).status).toBe(204);
    const gone = await planner.send('DELETE', address, undefined, removal);
    expect([gone.status, gone.text]).toEqual([204, '']);
    expect(await database.one(stored())).toEqual({ services: 0, audits: 3, changes: 3, answers: 3 });
    expect(faults).toEqual([]);
  }));

it('refuses a key that was used for another body, version, address or method', () =>
  inDatabase(async (database) => {
    await loadWorld(database, 'one');
    const planner = await testApp(database).as('planner');
    const made = await planner.send('POST', '/api/services', clinic, key);
    const address = made.headers.get('Location') ?? '';
    const others = [
      await planner.send('POST', '/api/services', { ...clinic, name: 'Other' }, key),
      await planner.send('POST', '/api/services', clinic, { ...key, 'If-Match': '"1"' }),
      await planner.send('DELETE', address, undefined, { ...key, 'If-Match': '"1"' }),
      await planner.send('PATCH', address, clinic, { ...key, 'If-Match': '"1"' }),
    ];
    for (const other of others) expect([other.status, other.json.code]).toEqual([422, 'key_reused']);
    expect(await database.one(stored())).toMatchObject({ services: 1, audits: 1, answers: 1 });
  }));

it('keeps nothing of a write that failed, so that the key is free for the corrected request', () =>
  inDatabase(async (database) => {
    await loadWorld(database, 'one');
    const planner = await testApp(database).as('planner');
    expect((await planner.send('POST', '/api/services', { ...clinic, protected: true }, key)).status).toBe(403);
    expect(await database.one(stored())).toEqual({ services: 0, audits: 0, changes: 0, answers: 0 });
    expect((await planner.send('POST', '/api/services', clinic, key)).status).toBe(201);
  }));

it('gives a kept answer to nobody else: not another session, role or organization', () =>
  inDatabase(async (database) => {
    await loadWorld(database, 'one');
    await loadWorld(database, 'two');
    const { as, visitor } = testApp(database, { publicOrganizationId: 'one' });
    const first = await (await as('planner')).send('POST', '/api/services', clinic, key);
    for (const caller of [await as('planner'), await as('steward'), await as('planner', 'two')]) {
      const own = await caller.send('POST', '/api/services', clinic, key);
      expect(own.status).toBe(201);
      expect(own.json.id).not.toBe(first.json.id);
    }
    expect((await visitor.send('POST', '/api/services', clinic, key)).status).toBe(401);
    expect((await (await as('partner')).send('POST', '/api/services', clinic, key)).status).toBe(403);
  }));

it('shows kept answers to no other role and no other organization inside the database either', () =>
  inDatabase(async (database) => {
    await loadWorld(database, 'one');
    await (await testApp(database).as('steward')).send('POST', '/api/services', clinic, key);
    const count = async (login: 'app_planner' | 'app_operations' | 'app_steward', organizationId: string) =>
      (await database.as({ login, organizationId, accountId: '' }).rows(raw('select key from kept_answer'))).length;
    expect(await count('app_steward', 'one')).toBe(1);
    expect(await count('app_steward', 'two')).toBe(0);
    expect(await count('app_operations', 'one')).toBe(0);
    expect(await count('app_planner', 'one')).toBe(0);
  }));

it('takes only keys of 1 to 255 visible ASCII characters', () =>
  inDatabase(async (database) => {
    await loadWorld(database, 'one');
    const planner = await testApp(database).as('planner');
    for (const bad of ['', 'a b', 'é', 'x'.repeat(256)]) {
      const refused = await planner.send('POST', '/api/services', clinic, { 'Idempotency-Key': bad });
      expect([bad, refused.status, refused.json.code]).toEqual([bad, 400, 'invalid_input']);
    }
    const longest = { 'Idempotency-Key': '~'.repeat(255) };
    expect((await planner.send('POST', '/api/services', clinic, longest)).status).toBe(201);
  }));

it('makes one record of 50 parallel requests with one key, and gives each its answer or says that it still runs', () =>
  inCommittedDatabase(async (database) => {
    await database.transaction((tx) => loadWorld(tx, 'one'));
    const { as, faults } = testApp(database);
    const planner = await as('planner');
    const answers = await Promise.all(
      Array.from({ length: 50 }, () => planner.send('POST', '/api/services', clinic, key)),
    );
    const made = answers.filter(({ status }) => status === 201);
    expect(made.length).toBeGreaterThan(0);
    expect(new Set(made.map(({ text }) => text)).size).toBe(1);
    const others = answers.filter(({ status }) => status !== 201).map(({ json }) => json.code);
    expect([...new Set(others)].filter((code) => code !== 'request_running')).toEqual([]);
    expect(await database.one(stored())).toEqual({ services: 1, audits: 1, changes: 1, answers: 1 });
    expect((await planner.send('POST', '/api/services', clinic, key)).text).toBe(made[0]?.text);
    expect(faults).toEqual([]);
  }));

it('says that the first still runs while it holds the key in another transaction', () =>
  inCommittedDatabase(async (database) => {
    if (database.kind === 'embedded') return; // One session: the second waits its turn and gets the answer of the first.
    await database.transaction((tx) => loadWorld(tx, 'one'));
    const planner = await testApp(database).as('planner');
    const first = await database.transaction(async (tx) => {
      // Holds the services table, so that the first request has its key and waits.
      await tx.run(raw('lock table service in exclusive mode'));
      const send = () => outsideTransactions(() => planner.send('POST', '/api/services', clinic, key));
      const running = send();
      const waiting = raw(`select exists (select from pg_locks where locktype = 'relation' and not granted
        and relation = 'service'::regclass) as waits`);
      while (!(await tx.one<{ waits: boolean }>(waiting)).waits);
      const second = await send();
      expect([second.status, second.json.code]).toEqual([409, 'request_running']);
      return { running };
    });
    expect((await first.running).status).toBe(201);
  }));

it('forgets answers after 24 hours', () =>
  inDatabase(async (database) => {
    await loadWorld(database, 'one');
    const planner = await testApp(database).as('planner');
    await planner.send('POST', '/api/services', clinic, key);
    const { at } = await database.one<{ at: Date }>(raw('select created_at as at from kept_answer'));
    const hours = (count: number) => new Date(at.getTime() + count * 3_600_000);
    expect(await deleteOldAnswers(database, hours(23.9))).toBe(0);
    expect(await deleteOldAnswers(database, hours(24.1))).toBe(1);
  }));
