// The audit trail: whatever is done to it below the program is named, and no login can do it by itself.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkChain } from '../../../server/access/audit_chain.ts';
import { runVerifyAudit } from '../../../server/access/audit_command.ts';
import { keepHeads, keptHeads, readHeads } from '../../../server/access/audit_heads.ts';
import type { Database } from '../../../server/db/database.ts';
import { LOGINS } from '../../../server/db/guise.ts';
import { raw, type Sql, sql } from '../../../server/db/sql.ts';
import { ensureOrganization } from '../../../server/queries/load.ts';
import { recordRead, recordWrite } from '../../../server/queries/writes.ts';
import { testApp } from '../../support/app.ts';
import { auditMatchesWrites } from '../../support/audit_laws.ts';
import { inCommittedDatabase, inDatabase } from '../../support/database.ts';
import { loadWorld } from '../../support/world.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'safereach-audit-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const SERVICE = '6d2f8a0e-6f0b-4a51-9d8c-0d6a1f3c2b10';
const ACCOUNT = '0b0f4c53-33a5-4c0c-8c2b-5e0a9b1d7f01';
const write = (db: Database, organizationId = 'one') =>
  db.transaction((tx) =>
    recordWrite(tx, {
      organizationId,
      accountId: ACCOUNT,
      role: 'steward',
      verb: 'change',
      noun: 'service',
      thingId: SERVICE,
    }),
  );

/** Ten entries, of every shape that an entry may have. */
async function writeTen(db: Database): Promise<void> {
  await db.transaction((tx) => ensureOrganization(tx, { id: 'one', name: 'One' }));
  for (let n = 0; n < 8; n++) await write(db);
  await db.transaction((tx) =>
    recordRead(tx, { organizationId: 'one', role: 'steward', noun: 'incident', rowCount: 0 }),
  );
  await db.transaction((tx) =>
    recordWrite(tx, {
      organizationId: 'one',
      role: 'planner',
      verb: 'create',
      noun: 'population',
      thingId: SERVICE,
      rowCount: 1_000_000,
      fileSha256: 'ab'.repeat(32),
    }),
  );
}

/** What the owner of the database can do, who may switch the triggers off. */
async function tamper(db: Database, ...statements: Sql[]): Promise<void> {
  await db.transaction(async (tx) => {
    await tx.run(raw('alter table audit disable trigger all'));
    for (const statement of statements) expect(await tx.run(statement)).toBeGreaterThan(0);
    await tx.run(raw('alter table audit enable trigger all'));
  });
}

const check = (db: Database) => checkChain(db, { organizationId: 'one' });

describe('an untouched chain', () => {
  it('holds, computed again from the stored fields, and ends in the hash of its last entry', () =>
    inDatabase(async (db) => {
      await writeTen(db);
      const { hash } = await db.one<{ hash: string }>(
        sql`select encode(hash, 'hex') as hash from audit where number = 10`,
      );
      expect(await check(db)).toEqual({ holds: true, entries: 10, brokenAt: null, head: hash, found: true });
    }));

  it('is one per organization, and the server has its own', () =>
    inDatabase(async (db) => {
      for (const organizationId of ['one', 'two', 'one', '']) await write(db, organizationId);
      const rows = await db.rows(
        sql`select organization_id as id, max(number) as last from audit group by 1 order by 1`,
      );
      expect(rows).toEqual([
        { id: '', last: 1 },
        { id: 'one', last: 2 },
        { id: 'two', last: 1 },
      ]);
    }));

  it('has no gap where a transaction failed', () =>
    inDatabase(async (db) => {
      await write(db);
      await expect(
        db.transaction(async (tx) => {
          await recordWrite(tx, {
            organizationId: 'one',
            role: 'steward',
            verb: 'delete',
            noun: 'zone',
            thingId: SERVICE,
          });
          throw new Error('no');
        }),
      ).rejects.toThrow('no');
      await write(db);
      expect(await check(db)).toMatchObject({ holds: true, entries: 2 });
    }));

  it('has no gap and no fork where fifty write at once', () =>
    inCommittedDatabase(async (db) => {
      await Promise.all(Array.from({ length: 50 }, (_, n) => write(db, n % 5 === 0 ? 'two' : 'one')));
      expect(await check(db)).toMatchObject({ holds: true, entries: 40 });
      expect(await checkChain(db, { organizationId: 'two' })).toMatchObject({ holds: true, entries: 10 });
    }));
});

describe('a chain that was touched below the program', () => {
  const broken = (brokenAt: number) => ({ holds: false, entries: brokenAt - 1, brokenAt });
  const cases: [what: string, at: number, ...Sql[]][] = [
    ['a row deleted', 4, sql`delete from audit where number = 4`],
    ['the first row deleted', 1, sql`delete from audit where number = 1`],
    [
      'a row deleted and the others renumbered',
      4,
      sql`delete from audit where number = 4`,
      sql`update audit set number = number - 1 where number = 5`,
    ],
    ['an account changed', 3, sql`update audit set account_id = gen_random_uuid() where number = 3`],
    ['an account removed', 3, sql`update audit set account_id = null where number = 3`],
    ['a role changed', 9, sql`update audit set role = 'planner' where number = 9`],
    ['a verb changed', 2, sql`update audit set verb = 'create' where number = 2`],
    ['a noun changed', 2, sql`update audit set noun = 'zone' where number = 2`],
    ['a time moved by a microsecond', 7, sql`update audit set at = at + interval '1 microsecond' where number = 7`],
    ['a count changed', 10, sql`update audit set row_count = 999999 where number = 10`],
    ['the hash of a file changed', 10, sql`update audit set file_sha256 = ${'cd'.repeat(32)} where number = 10`],
    ['a record named instead of another', 5, sql`update audit set thing_id = ${ACCOUNT} where number = 5`],
    [
      'two rows swapped',
      5,
      sql`update audit set number = 100 where number = 5`,
      sql`update audit set number = 5 where number = 6`,
      sql`update audit set number = 6 where number = 100`,
    ],
    [
      'a row changed with a hash that fits it',
      6,
      sql`update audit set verb = 'create' where number = 5`,
      sql`update audit a set hash = sha256(a.previous || convert_to(audit_text(a), 'UTF8')) where number = 5`,
    ],
    ['a row moved to another organization', 8, sql`update audit set organization_id = 'two' where number = 8`],
  ];
  it.each(cases)('%s is named by its number', (_, at, ...statements) =>
    inDatabase(async (db) => {
      await writeTen(db);
      await tamper(db, ...statements);
      expect(await check(db)).toMatchObject(broken(at));
    }),
  );

  it('is found by the day’s head where its tail was cut off or written anew', () =>
    inDatabase(async (db) => {
      await writeTen(db);
      const path = join(folder, 'cut.log');
      await keepHeads(db, path, new Date('2026-11-20T12:00:00Z'));
      const heads = await keptHeads(path);
      await tamper(db, sql`delete from audit where number > 7`);
      expect(await check(db)).toMatchObject(broken(8));
      // Whoever cuts the trail removes the head in the database too; the file elsewhere still tells.
      await db.run(sql`delete from audit_head`);
      expect((await check(db)).holds).toBe(true);
      expect(await checkChain(db, { organizationId: 'one', heads })).toMatchObject(broken(8));
      for (let n = 0; n < 5; n++) await write(db);
      expect((await check(db)).holds).toBe(true);
      expect(await checkChain(db, { organizationId: 'one', heads })).toMatchObject(broken(10));
    }));
});

describe('logins', () => {
  const columns = 'organization_id, role, verb, noun';
  const insert = (more: string, values: string) =>
    raw(`insert into audit (${columns}${more}) values ('one', 'steward', 'change', 'service'${values})`);
  it.each(LOGINS)('%s adds entries, but neither numbers, hashes, nor changes them', (login) =>
    inDatabase(async (db) => {
      await writeTen(db);
      const as = db.as({ login, organizationId: 'one', accountId: '' });
      const denied = { sqlstate: '42501' };
      await expect(as.run(insert(', number', ', 3'))).rejects.toMatchObject(denied);
      await expect(as.run(insert(', hash, previous', ", '\\x00', '\\x00'"))).rejects.toMatchObject(denied);
      await expect(as.run(insert(', at', ", '2020-01-01'"))).rejects.toMatchObject(denied);
      await expect(as.run(raw(`update audit set verb = 'read'`))).rejects.toMatchObject(denied);
      await expect(as.run(raw('delete from audit'))).rejects.toMatchObject(denied);
      await expect(as.run(raw('truncate audit'))).rejects.toMatchObject(denied);
      await expect(as.run(raw('alter table audit disable trigger all'))).rejects.toMatchObject(denied);
      await expect(as.run(raw('insert into audit_head select * from audit_head'))).rejects.toMatchObject(denied);
      await expect(
        as.run(raw(`insert into audit (${columns}) values ('two', 'steward', 'change', 'service')`)),
      ).rejects.toMatchObject(denied);
      await as.run(insert('', ''));
      expect(await check(db)).toMatchObject({ holds: true, entries: 11 });
    }),
  );

  it('of the owner neither: what it brings as number, time and hash is written over, and nothing is changed', () =>
    inDatabase(async (db) => {
      await writeTen(db);
      await db.run(insert(', number, at, hash, previous', ", 3, '2020-01-01', '\\x00', '\\x00'"));
      expect(await check(db)).toMatchObject({ holds: true, entries: 11 });
      await expect(db.run(raw(`update audit set verb = 'read'`))).rejects.toMatchObject({ sqlstate: '42501' });
      await expect(db.run(raw('delete from audit'))).rejects.toMatchObject({ sqlstate: '42501' });
    }));

  it.each(['Amina was here', '12.123456', '8a2a1072b59ffff', 'amina', '11.6,12.1'])(
    'cannot write %s where an id belongs',
    (text) =>
      inDatabase((db) =>
        expect(
          db.run(
            sql`insert into audit (organization_id, role, verb, noun, thing_id) values ('one', 'steward', 'read', 'service', ${text})`,
          ),
        ).rejects.toMatchObject({ sqlstate: '23514' }),
      ),
  );
});

describe('npm run verify-audit', () => {
  const run = async (database: Database, ...args: string[]) => {
    const lines: string[] = [];
    const code = await runVerifyAudit(args, { database, dataFolder: folder, print: (line) => lines.push(line) });
    return { code, text: lines.join('\n') };
  };

  it('prints the head of every chain, and takes a hash that was noted earlier', () =>
    inDatabase(async (db) => {
      await writeTen(db);
      const { head } = await check(db);
      await write(db);
      await write(db, 'two');
      const all = await run(db);
      expect(all.code).toBe(0);
      expect(all.text).toContain('Organization one: all 11 entries stand.');
      expect(all.text).toContain('Organization two: all 1 entries stand.');
      expect(await run(db, '--head', String(head))).toMatchObject({ code: 0 });
      expect(await run(db, '--organization', 'two', '--head', String(head))).toMatchObject({ code: 1 });
      expect(await run(db, '--head', '0'.repeat(64))).toMatchObject({ code: 1 });
      expect(await run(db, '--head', 'short')).toMatchObject({ code: 2 });
    }));

  it('ends with 1 and the number where one is broken, also when a whole chain of the file of heads is gone', () =>
    inDatabase(async (db) => {
      await writeTen(db);
      const path = join(folder, 'elsewhere.log');
      await keepHeads(db, path, new Date('2026-11-20T12:00:00Z'));
      expect(await run(db, '--heads', path)).toMatchObject({ code: 0 });
      await db.run(sql`delete from audit_head`);
      await tamper(db, sql`delete from audit`);
      const { code, text } = await run(db, '--heads', path);
      expect(code).toBe(1);
      expect(text).toContain('Organization one: BROKEN at entry 1');
    }));
});

describe('the daily heads', () => {
  it('are taken once a day, into the database and a file, however often the job runs', () =>
    inDatabase(async (db) => {
      await writeTen(db);
      const path = join(folder, 'daily.log');
      await keepHeads(db, path, new Date('2026-11-20T00:05:00Z'));
      await write(db);
      await keepHeads(db, path, new Date('2026-11-20T23:59:00Z'));
      await write(db, '');
      await keepHeads(db, path, new Date('2026-11-21T00:05:00Z'));
      const heads = await keptHeads(path);
      expect(heads.map(({ day, organizationId, number }) => [day, organizationId, number])).toEqual([
        ['2026-11-20', 'one', 10],
        ['2026-11-21', '', 1],
        ['2026-11-21', 'one', 11],
      ]);
      expect(await checkChain(db, { organizationId: 'one', heads })).toMatchObject({ holds: true });
      expect(await readFile(path, 'utf8')).toMatch(/^2026-11-20 one 10 [0-9a-f]{64}\n2026-11-21 - 1 /);
    }));

  it('are refused where a line is not a head', async () => {
    expect(() => readHeads('2026-11-20 one 10 abc')).toThrow('Line 1');
    await writeFile(join(folder, 'bad.log'), '# a note\n\n2026-11-20 one ten x\n');
    await expect(keptHeads(join(folder, 'bad.log'))).rejects.toThrow('Line 1');
    expect(await keptHeads(join(folder, 'none.log'))).toEqual([]);
  });
});

describe('GET /api/audit', () => {
  it('gives a steward the own organization, newest first, page by page; the look itself is an entry', () =>
    inDatabase(async (db) => {
      await loadWorld(db, 'one');
      await loadWorld(db, 'two');
      await writeTen(db);
      await write(db, 'two');
      const app = testApp(db);
      const steward = await app.as('steward');
      const { entries } = await check(db);
      const numbersOf = (answer: { json: { items: { number: number }[] } }) =>
        answer.json.items.map(({ number }) => number);
      const first = await steward.get('/api/audit?limit=3');
      expect(first.status).toBe(200);
      expect(numbersOf(first)).toEqual([entries, entries - 1, entries - 2]);
      const second = await steward.get(first.json.next);
      expect(numbersOf(second)).toEqual([entries - 3, entries - 4, entries - 5]);
      const newest = await steward.get('/api/audit?limit=1');
      expect(newest.json.items[0]).toMatchObject({ number: entries + 2, verb: 'read', noun: 'audit', rowCount: 3 });
      const tenth = (await steward.get('/api/audit?limit=1000')).json.items.find(
        (entry: { fileSha256: string | null }) => entry.fileSha256 !== null,
      );
      expect(tenth).toMatchObject({ verb: 'create', noun: 'population', rowCount: 1_000_000, accountId: null });
      expect((await steward.get('/api/audit?before=1')).json).toEqual({ items: [] });
      expect((await steward.get('/api/audit?organization=two')).status).toBe(400);
      const verdict = await steward.get('/api/audit/verify');
      expect(verdict.json).toMatchObject({ holds: true, entries: entries + 5, brokenAt: null });
      expect(app.faults).toEqual([]);
    }));

  it('does not exist for anybody else', () =>
    inDatabase(async (db) => {
      await loadWorld(db, 'one');
      const app = testApp(db);
      for (const role of ['partner', 'evaluator', 'planner', 'operations', 'admin'] as const) {
        expect((await (await app.as(role)).get('/api/audit')).status).toBe(404);
        expect((await (await app.as(role)).get('/api/audit/verify')).status).toBe(404);
      }
      expect((await app.visitor.get('/api/audit')).status).toBe(404);
    }));
});

it('every write through the server has exactly one entry, and every entry its write', () =>
  inDatabase(async (db) => {
    await db.transaction((tx) => ensureOrganization(tx, { id: 'one', name: 'One' }));
    const app = testApp(db);
    const steward = await app.as('steward');
    const before = (await check(db)).entries;
    const service = {
      name: 'Clinic',
      kind: 'medical',
      protected: false,
      geom: { type: 'Point', coordinates: [10.5, 10.5] },
    };
    const made = await steward.send('POST', '/api/services', service);
    expect(made.status).toBe(201);
    const address = `/api/services/${made.json.id}`;
    expect((await steward.send('PATCH', address, { name: 'B' }, { 'If-Match': '"1"' })).status).toBe(200);
    expect((await steward.send('PATCH', address, { name: 'C' }, { 'If-Match': '"1"' })).status).toBe(412);
    expect((await steward.send('POST', '/api/services', { ...service, kind: 'no such' })).status).toBe(400);
    const other = await steward.send('POST', '/api/services', service);
    expect(
      (await steward.send('DELETE', `/api/services/${other.json.id}`, undefined, { 'If-Match': '"1"' })).status,
    ).toBe(204);
    expect(await auditMatchesWrites(db, 'one')).toEqual([]);
    expect(await check(db)).toMatchObject({ holds: true, entries: before + 4 });
    // The law can be broken: a write past the program is seen.
    await db.run(sql`update service set version = version + 1`);
    expect(await auditMatchesWrites(db, 'one')).toHaveLength(1);
    await db.run(sql`delete from service`);
    expect(await auditMatchesWrites(db, 'one')).toEqual([`service ${made.json.id} is gone and was never deleted`]);
  }));
