// An alert that nobody moves is escalated at its limit: not a second before, once for each limit, and once over two servers.
import { expect, it } from 'vitest';
import { sql } from '../../../server/db/sql.ts';
import { ESCALATION_JOB } from '../../../server/jobs/escalation_job.ts';
import { raiseAlert } from '../../../server/queries/alert_writes.ts';
import { NOW, testApp } from '../../support/app.ts';
import { inCommittedDatabase, inDatabase, type TestDatabase } from '../../support/database.ts';
import { loadWorld } from '../../support/world.ts';

const after = (seconds: number) => new Date(NOW.getTime() + seconds * 1000);
const raise = (severity: 1 | 2 | 3) => ({
  ...{
    organizationId: 'one',
    role: 'operations' as const,
    kind: 'threat' as const,
    raisedBy: 'person' as const,
    severity,
  },
  ...{ areaPcode: 'QQ001', cell: null, now: NOW },
});
type Given = Pick<TestDatabase, 'transaction' | 'rows'>;
const server = (
  database: Parameters<typeof ESCALATION_JOB.run>[0]['database'],
  seconds: number,
  faults: unknown[] = [],
) =>
  ESCALATION_JOB.run({
    database,
    outbox: { written: () => undefined },
    now: () => after(seconds),
    onFault: (fault) => faults.push(fault),
  });
const escalations = (database: Given, id: string) =>
  database.rows<{ at: Date; step: string; role: string | null; account: string | null }>(sql`
    select at, step, escalated_to_role as role, escalated_to_account as account from alert_event
    where alert_id = ${id}::uuid and verb = 'escalate' order by seq`);

it('happens at the limit and not a second before, and is said to those it goes to', () =>
  inDatabase(async (db) => {
    await loadWorld(db, 'one');
    const app = testApp(db);
    const steward = await app.signedIn({ role: 'steward' });
    await app.signedIn({ role: 'steward', areaPrefix: 'QQ002' });
    await app.signedIn({ role: 'operations' });
    const id = await db.transaction((tx) => raiseAlert(tx, raise(3)));
    await server(db, 15 * 60 - 1);
    expect(await escalations(db, id)).toEqual([]);
    await server(db, 15 * 60);
    await server(db, 15 * 60 + 1);
    await server(db, 3 * 24 * 3600);
    const once = [{ at: after(15 * 60), step: 'verify', role: 'steward', account: null }];
    expect(await escalations(db, id)).toEqual(once);
    const noted = await db.rows<{ id: string }>(sql`select account_id as id from notice`);
    expect(noted.map(({ id }) => id)).toEqual([steward.accountId]);
    const found = (await steward.get(`/api/alerts/${id}`)).json;
    expect(found).toMatchObject({ state: 'raised', escalated: true, overdue: false, mine: true });
    expect(
      await db.one(
        sql`select count(*) as n from audit where thing_id = ${id} and verb = 'escalate' and role = 'server'`,
      ),
    ).toEqual({ n: 1 });
  }));

it('happens again when the next step is late, and never to what is closed', () =>
  inDatabase(async (db) => {
    await loadWorld(db, 'one');
    const operations = await testApp(db).as('operations');
    const [late, closed] = [
      await db.transaction((tx) => raiseAlert(tx, raise(3))),
      await db.transaction((tx) => raiseAlert(tx, raise(3))),
    ];
    const act = (id: string, version: number, action: object) =>
      operations.send('POST', `/api/alerts/${id}/actions`, action, { 'If-Match': `"${version}"` });
    await act(closed, 1, { action: 'close', outcome: 'not_confirmed', reason: 'duplicate' });
    await server(db, 900);
    expect((await act(late, 2, { action: 'verify' })).json).toMatchObject({ escalated: false, state: 'verified' });
    await server(db, 900);
    await server(db, 1800);
    expect((await escalations(db, late)).map(({ step }) => step)).toEqual(['verify', 'assign']);
    expect(await escalations(db, closed)).toEqual([]);
  }));

it('goes to the account that the limit names, and to the role once that account has ended', () =>
  inDatabase(async (db) => {
    await loadWorld(db, 'one');
    const app = testApp(db);
    const { accountId } = await app.signedIn({ role: 'operations' });
    const steward = await app.as('steward');
    const change = { escalateToAccountId: accountId };
    expect((await steward.send('PATCH', '/api/alert-rules/3', change, { 'If-Match': '"0"' })).status).toBe(200);
    const first = await db.transaction((tx) => raiseAlert(tx, raise(3)));
    await server(db, 900);
    await db.run(sql`update account set status = 'disabled' where id = ${accountId}::uuid`);
    const second = await db.transaction((tx) => raiseAlert(tx, raise(3)));
    await server(db, 900);
    expect((await escalations(db, first))[0]).toMatchObject({ role: null, account: accountId });
    expect((await escalations(db, second))[0]).toMatchObject({ role: 'steward', account: null });
  }));

it('happens once although two servers look at the same moment', () =>
  inCommittedDatabase(async (database) => {
    const ids = await database.transaction(
      async (tx) => {
        await loadWorld(tx, 'one');
        const raised: string[] = [];
        for (let n = 0; n < 20; n++) raised.push(await raiseAlert(tx, raise(3)));
        return raised;
      },
      { heavy: true },
    );
    const faults: unknown[] = [];
    await Promise.all([server(database, 901, faults), server(database, 901, faults), server(database, 902, faults)]);
    expect(faults).toEqual([]);
    const { rows, alerts } = await database.one<{ rows: number; alerts: number }>(sql`
      select count(*) as rows, count(distinct alert_id) as alerts from alert_event where verb = 'escalate'`);
    expect([rows, alerts]).toEqual([ids.length, ids.length]);
  }));
