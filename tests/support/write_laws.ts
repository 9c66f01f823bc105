// The laws of writing, held by every noun alike: who may, over which version, with which trace, and nothing stored on failure.
import { expect } from 'vitest';
import { ROLES, type Role } from '../../geodata/schema/roles.ts';
import { raw, sql } from '../../server/db/sql.ts';
import { type Answer, type Caller, testApp } from './app.ts';
import type { TestDatabase } from './database.ts';

export interface WrittenNoun {
  /** Word of the audit trail. */
  readonly noun: string;
  /** Table in which the records lie. */
  readonly table: string;
  /** Address of the collection. */
  readonly path: string;
  /** A body of create; another each time where two may not be alike. */
  readonly body: () => object;
  readonly change: object;
  readonly create: readonly Role[];
  readonly changing?: readonly Role[];
  readonly remove?: readonly Role[];
  readonly read: readonly (Role | 'visitor')[];
}

const INVENTED = '6f1d4a3e-0d7c-4a57-9d0e-1f5f9f1f7a10';

/** Rows, audit rows of writes and outbox rows. */
async function traces(database: TestDatabase, { table, noun }: WrittenNoun): Promise<[number, number, number]> {
  const { rows } = await database.one<{ rows: number }>(raw(`select count(*) as rows from ${table}`));
  const { audits, changes } = await database.one<{ audits: number; changes: number }>(sql`
    select (select count(*) from audit where verb <> 'read' and noun = ${noun}) as audits,
      (select count(*) from outbox where noun = ${noun}) as changes`);
  return [rows, audits, changes];
}

const versionOf = (answer: Answer) => ({ 'If-Match': answer.headers.get('ETag') ?? '' });

/** Walks every role over create, change and delete, then holds what a steward does against the other laws. */
export async function expectWriteLaws(database: TestDatabase, noun: WrittenNoun): Promise<void> {
  const app = testApp(database, { publicOrganizationId: 'one' });
  const steward = await app.as('steward');
  await expectRoles(database, noun, app);
  await expectVersions(database, noun, steward);
  await expectOneOrganization(database, noun, { own: steward, foreign: await app.as('steward', 'two') });
  expect(app.faults).toEqual([]);
}

async function expectRoles(database: TestDatabase, noun: WrittenNoun, app: ReturnType<typeof testApp>): Promise<void> {
  const { create, changing = create, remove = create } = noun;
  const steward = await app.as('steward');
  for (const role of [...ROLES, 'visitor'] as const) {
    const caller = role === 'visitor' ? app.visitor : await app.as(role);
    const refused = noun.read.includes(role) ? (role === 'visitor' || role === 'public' ? 401 : 403) : 404;
    const expected = (may: readonly (Role | 'visitor')[], status: number) => (may.includes(role) ? status : refused);
    const made = await steward.send('POST', noun.path, noun.body());
    expect([made.status, made.text]).toEqual([201, expect.stringContaining('"id"')]);
    const address = made.headers.get('Location') ?? '';

    let before = await traces(database, noun);
    const grown = async (ok: boolean, rows: number) => {
      const after = await traces(database, noun);
      expect([role, after]).toEqual([role, ok ? [before[0] + rows, before[1] + 1, before[2] + 1] : before]);
      before = after;
    };
    const added = await caller.send('POST', noun.path, noun.body());
    expect([role, 'create', added.status]).toEqual([role, 'create', expected(create, 201)]);
    await grown(added.status === 201, 1);
    const changed = await caller.send('PATCH', address, noun.change, versionOf(made));
    expect([role, 'change', changed.status]).toEqual([role, 'change', expected(changing, 200)]);
    await grown(changed.status === 200, 0);
    const version = changed.status === 200 ? changed : made;
    const removed = await caller.send('DELETE', address, undefined, versionOf(version));
    expect([role, 'delete', removed.status]).toEqual([role, 'delete', expected(remove, 204)]);
    await grown(removed.status === 204, -1);
    expect([role, (await steward.get(address)).status]).toEqual([role, removed.status === 204 ? 404 : 200]);
  }
}

async function expectVersions(database: TestDatabase, noun: WrittenNoun, steward: Caller): Promise<void> {
  const body = noun.body();
  const key = { 'Idempotency-Key': `law ${noun.path}`.replaceAll(' ', '-') };
  const made = await steward.send('POST', noun.path, body, key);
  expect((await steward.send('POST', noun.path, body, key)).text).toBe(made.text);
  const address = made.headers.get('Location') ?? '';
  const read = await steward.get(address);
  expect(read.json).toEqual(made.json);
  expect([made.headers.get('ETag'), read.headers.get('ETag')]).toEqual(['"1"', '"1"']);

  const before = await traces(database, noun);
  const status = async (method: 'PATCH' | 'DELETE', headers: Record<string, string>, parts: unknown = noun.change) =>
    (await steward.send(method, address, method === 'PATCH' ? parts : undefined, headers)).status;
  expect(await status('PATCH', {})).toBe(428);
  expect(await status('DELETE', {})).toBe(428);
  for (const stale of ['"2"', '1', 'W/"1"', '*']) {
    expect([stale, await status('PATCH', { 'If-Match': stale })]).toEqual([stale, 412]);
    expect([stale, await status('DELETE', { 'If-Match': stale })]).toEqual([stale, 412]);
  }
  for (const unknown of [{ organizationId: 'two' }, { role: 'admin' }, { version: 7 }, { id: INVENTED }]) {
    expect(await status('PATCH', versionOf(made), { ...noun.change, ...unknown })).toBe(400);
    expect((await steward.send('POST', noun.path, { ...noun.body(), ...unknown })).status).toBe(400);
  }
  expect(await traces(database, noun)).toEqual(before);

  const together = await Promise.all([1, 2, 3].map(() => steward.send('PATCH', address, noun.change, versionOf(made))));
  expect(together.map((answer) => answer.status).sort()).toEqual([200, 412, 412]);
  expect((await steward.get(address)).headers.get('ETag')).toBe('"2"');
}

/** A foreign record is as absent as one that never was, in every verb and byte. */
async function expectOneOrganization(
  database: TestDatabase,
  noun: WrittenNoun,
  { own, foreign }: { own: Caller; foreign: Caller },
): Promise<void> {
  const made = await own.send('POST', noun.path, noun.body());
  const address = made.headers.get('Location') ?? '';
  const invented = address.replace(/[^/]+$/, noun.table === 'area' ? 'QQ999' : INVENTED);
  const before = await traces(database, noun);
  const ask = async (path: string) =>
    [
      await foreign.get(path),
      await foreign.send('PATCH', path, noun.change, versionOf(made)),
      await foreign.send('DELETE', path, undefined, versionOf(made)),
    ].map(({ status, text }) => [status, text]);
  const answers = await ask(address);
  expect(answers).toEqual(await ask(invented));
  expect(answers.map(([status]) => status)).toEqual([404, 404, 404]);
  expect(await traces(database, noun)).toEqual(before);
}
