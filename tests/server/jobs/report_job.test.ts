// What a day of reports leaves behind once it is over: one entry in the trail, and rows that tell nothing of when each came.
import { expect, it } from 'vitest';
import { checkChain } from '../../../server/access/audit_chain.ts';
import type { Database } from '../../../server/db/database.ts';
import { raw, sql } from '../../../server/db/sql.ts';
import { tellReportDays } from '../../../server/jobs/report_job.ts';
import { ensureOrganization } from '../../../server/queries/load.ts';
import { takeEnvelope } from '../../../server/queries/report_intake.ts';
import { inCommittedDatabase } from '../../support/database.ts';

const TODAY = '2026-11-20';
const locatorOf = (n: number) => new Uint8Array(32).fill(n + 1);

/** Envelopes of a day, each in a transaction of its own as over HTTP, by as many reporters. */
async function take(database: Database, of: { day: string; count: number; organizationId?: string }): Promise<void> {
  const { day, count, organizationId = 'one' } = of;
  for (let n = 0; n < count; n += 1) {
    // Longer than what lies in a row itself.
    const envelope = Buffer.from(
      JSON.stringify({ box: `${day} ${n} ${'x'.repeat(9000)}`, noise: crypto.randomUUID() }),
    );
    await database.transaction((tx) =>
      takeEnvelope(tx, { organizationId, locatorHash: locatorOf(n % 30), envelope, today: day }),
    );
  }
}
const run = async (database: Database, now: string) => {
  const faults: unknown[] = [];
  await tellReportDays({ database, now: () => new Date(now), onFault: (fault) => faults.push(fault) });
  expect(faults).toEqual([]);
};
const trail = (database: Database) =>
  database.rows(sql`
    select organization_id as of, role, verb, noun, thing_id as id, account_id as account, row_count as rows from audit order by seq`);
const entry = (of: string, rows: number) => ({
  of,
  role: 'reporter',
  verb: 'create',
  noun: 'report',
  id: null,
  account: null,
  rows,
});
const inWorld = (work: (database: Database) => Promise<void>) =>
  inCommittedDatabase(async (database) => {
    await database.transaction(async (tx) => {
      for (const id of ['one', 'two']) await ensureOrganization(tx, { id, name: id });
    });
    await work(database);
  });

it('is told once per organization with how many came, not before midnight, and the trail holds', () =>
  inWorld(async (database) => {
    await take(database, { day: '2026-11-18', count: 2 });
    await take(database, { day: TODAY, count: 3 });
    await take(database, { day: TODAY, count: 1, organizationId: 'two' });
    await run(database, `${TODAY}T23:59:59Z`);
    expect(await trail(database)).toEqual([entry('one', 2)]);
    await run(database, '2026-11-21T00:00:00Z');
    await run(database, '2026-11-21T01:00:00Z');
    expect(await trail(database)).toEqual([entry('one', 2), entry('one', 3), entry('two', 1)]);
    expect((await checkChain(database, { organizationId: 'one' })).holds).toBe(true);
    expect(await database.rows(raw('select from outbox'))).toEqual([]);
  }));

it('is told once where several servers look at the same time, and in full where a steward was faster to delete', () =>
  inWorld(async (database) => {
    await take(database, { day: TODAY, count: 5 });
    await database.run(sql`delete from report where locator_hash = ${locatorOf(1)}`);
    await Promise.all(Array.from({ length: 4 }, () => run(database, '2026-11-21T00:00:00Z')));
    expect(await trail(database)).toEqual([entry('one', 5)]);
  }));

it('stays untold where its transaction fails, and is told by the next run', () =>
  inWorld(async (database) => {
    await take(database, { day: TODAY, count: 2 });
    const faults: unknown[] = [];
    const failing = {
      ...database,
      transaction: (work: Parameters<Database['transaction']>[0]) =>
        database.transaction(async (tx) => {
          await work(tx);
          throw new Error('lost');
        }),
    } as Database;
    await tellReportDays({
      database: failing,
      now: () => new Date('2026-11-21T00:00:00Z'),
      onFault: (fault) => faults.push(fault),
    });
    expect([faults.length, await trail(database)]).toEqual([1, []]);
    await run(database, '2026-11-21T00:00:00Z');
    expect(await trail(database)).toEqual([entry('one', 2)]);
  }));

it('leaves rows of one transaction in an order that no arrival gave, with every envelope as it was', () =>
  inWorld(async (database) => {
    await take(database, { day: TODAY, count: 40 });
    const rows = (table: string) =>
      database.rows<{ xmin: string; key: string }>(
        raw(`select xmin::text, ${table === 'report' ? 'id::text' : "report_id || ' ' || position || ' ' || encode(envelope, 'escape')"} as key
          from ${table} order by ctid`),
      );
    const before = { messages: await rows('report_message'), reports: await rows('report') };
    expect(new Set(before.messages.map(({ xmin }) => xmin)).size).toBe(40);
    await run(database, '2026-11-21T00:00:00Z');
    const after = { messages: await rows('report_message'), reports: await rows('report') };
    const keys = (of: readonly { key: string }[]) => of.map(({ key }) => key);
    for (const part of ['messages', 'reports'] as const) {
      expect(new Set(after[part].map(({ xmin }) => xmin)).size).toBe(1);
      expect(keys(after[part])).not.toEqual(keys(before[part]));
      expect(keys(after[part]).sort()).toEqual(keys(before[part]).sort());
    }
    // What came today stays as it came until its own day is over.
    await take(database, { day: '2026-11-21', count: 3 });
    await run(database, '2026-11-21T12:00:00Z');
    const today = await database.rows<{ xmin: string }>(
      raw(`select distinct xmin::text from report_message where taken_on = '2026-11-21'`),
    );
    expect(today).toHaveLength(3);
  }));
