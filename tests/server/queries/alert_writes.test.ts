// Raising an alert from anywhere in the server: its log begins, its first clock runs, and the same is not raised twice.
import { expect, it } from 'vitest';
import { raw, sql } from '../../../server/db/sql.ts';
import { type Raise, raiseAlert } from '../../../server/queries/alert_writes.ts';
import { inCommittedDatabase, inDatabase, type TestDatabase } from '../../support/database.ts';
import { loadWorld } from '../../support/world.ts';

const now = new Date('2026-11-20T12:00:00Z');
const raise: Raise = {
  organizationId: 'one',
  role: 'server',
  kind: 'indicator_alarm',
  severity: 3,
  raisedBy: 'indicator',
  areaPcode: 'QQ001',
  cell: null,
  reference: 'indicator:6f1d4a3e-0d7c-4a57-9d0e-1f5f9f1f7a10:2026-W47',
  now,
};
const count = async (db: TestDatabase, table: string) =>
  (await db.one<{ n: number }>(raw(`select count(*) as n from ${table}`))).n;

it('begins the log, starts the clock of the severity, and is in the trail and the outbox as a hidden write', () =>
  inDatabase(async (db) => {
    await loadWorld(db, 'one');
    const id = await db.transaction((tx) => raiseAlert(tx, raise));
    expect(await db.one(sql`select state, due_at as due, version from alert where id = ${id}::uuid`)).toEqual({
      state: 'raised',
      due: new Date('2026-11-20T12:15:00Z'),
      version: 1,
    });
    expect(await db.rows(sql`select seq, at, verb, role from alert_event where alert_id = ${id}::uuid`)).toEqual([
      { seq: 1, at: now, verb: 'raise', role: 'server' },
    ]);
    expect(await db.one(sql`select verb, noun, hidden from outbox where thing_id = ${id}`)).toEqual({
      verb: 'create',
      noun: 'alert',
      hidden: true,
    });
    expect(await db.one(sql`select role, verb from audit where thing_id = ${id}`)).toEqual({
      role: 'server',
      verb: 'create',
    });
  }));

it('is raised once while it is open, by kind, area and reference; without a reference each time', () =>
  inDatabase(async (db) => {
    await loadWorld(db, 'one');
    const again = (change: Partial<Raise> = {}) => db.transaction((tx) => raiseAlert(tx, { ...raise, ...change }));
    const first = await again();
    expect(await again({ now: new Date('2026-11-21T12:00:00Z') })).toBe(first);
    expect([await count(db, 'alert'), await count(db, 'alert_event')]).toEqual([1, 1]);
    expect(await again({ areaPcode: 'QQ002' })).not.toBe(first);
    expect(await again({ kind: 'composite_alarm' })).not.toBe(first);
    expect(await again({ reference: null })).not.toBe(await again({ reference: null }));
    await db.run(sql`update alert set state = 'closed', due_at = null, closed_at = ${now}, outcome = 'responded'
      where id = ${first}::uuid`);
    expect(await again()).not.toBe(first);
  }));

it('finds the area of a cell by its middle, and refuses what is no cell', () =>
  inDatabase(async (db) => {
    await loadWorld(db, 'one');
    const at = (cell: string) =>
      db.transaction((tx) => raiseAlert(tx, { ...raise, areaPcode: null, cell, reference: null }));
    // In the middle of the area QQ001 of the test world (11 E, 11 N).
    const id = await at('8858e1953dfffff');
    const { pcode } = await db.one<{ pcode: string }>(
      sql`select area_pcode as pcode from alert where id = ${id}::uuid`,
    );
    expect(pcode).toBe('QQ001');
    await expect(at('88ffffffffffffff'.slice(0, 15))).rejects.toMatchObject({ code: 'invalid_input' });
  }));

it('is raised once although two servers find the reason at the same moment', () =>
  inCommittedDatabase(async (database) => {
    await database.transaction((tx) => loadWorld(tx, 'one'), { heavy: true });
    const ids = await Promise.all(Array.from({ length: 6 }, () => database.transaction((tx) => raiseAlert(tx, raise))));
    expect(new Set(ids).size).toBe(1);
    expect(await database.one(sql`select count(*) as n from alert_event`)).toEqual({ n: 1 });
  }));
