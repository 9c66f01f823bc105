// The ledger of alerts over HTTP: who may, how an alert moves, that its log is all there is, and that nobody writes it over.
import { expect, it } from 'vitest';
import { ROLES } from '../../../geodata/schema/roles.ts';
import { LOGINS } from '../../../server/db/guise.ts';
import { raw, sql } from '../../../server/db/sql.ts';
import { type Caller, testApp } from '../../support/app.ts';
import { inDatabase, type TestDatabase } from '../../support/database.ts';
import { loadWorld } from '../../support/world.ts';

const PATH = '/api/alerts';
const INVENTED = '6f1d4a3e-0d7c-4a57-9d0e-1f5f9f1f7a10';
const START = Date.parse('2026-11-20T12:00:00Z');
const body = { kind: 'armed_presence', severity: 3, areaPcode: 'QQ001' };

interface Scene {
  readonly db: TestDatabase;
  readonly app: ReturnType<typeof testApp>;
  readonly operations: Caller & { readonly accountId: string };
  /** Moves the clock on. */
  readonly later: (minutes: number) => void;
}

const scene = (work: (scene: Scene) => Promise<unknown>) =>
  inDatabase(async (db) => {
    await loadWorld(db, 'one');
    await loadWorld(db, 'two');
    let at = START;
    const app = testApp(db, { publicOrganizationId: 'one', now: () => new Date(at) });
    const operations = await app.signedIn({ role: 'operations' });
    const later = (minutes: number) => {
      at += minutes * 60_000;
    };
    await work({ db, app, operations, later });
    expect(app.faults).toEqual([]);
  });

const raise = async (by: Caller, change: object = {}) => {
  const made = await by.send('POST', PATH, { ...body, ...change });
  expect([made.status, made.text.slice(0, 200)]).toEqual([201, expect.any(String)]);
  return made.json;
};
const act = (by: Caller, alert: { id: string; version: number }, action: object) =>
  by.send('POST', `${PATH}/${alert.id}/actions`, action, { 'If-Match': `"${alert.version}"` });
const step = async (by: Caller, alert: { id: string; version: number }, action: object) => {
  const answer = await act(by, alert, action);
  expect([answer.status, answer.json.detail]).toEqual([200, undefined]);
  return answer.json;
};

it('is there for operations and stewards; for all others there are no alerts, teams and limits', () =>
  scene(async ({ app, operations }) => {
    const made = await raise(operations);
    for (const role of [...ROLES, 'visitor'] as const) {
      const caller = role === 'visitor' ? app.visitor : await app.as(role);
      const statuses = [
        (await caller.get(PATH)).status,
        (await caller.get(`${PATH}/${made.id}`)).status,
        (await caller.get(`${PATH}/${made.id}/teams`)).status,
        (await caller.get(`${PATH}/figures?from=2026-11-01&to=2026-11-30`)).status,
        (await caller.get('/api/teams')).status,
        (await caller.get('/api/alert-rules')).status,
        (await caller.send('POST', PATH, body)).status,
      ];
      const may = role === 'operations' || role === 'steward';
      expect([role, ...statuses]).toEqual([role, ...(may ? [200, 200, 200, 200, 200, 200, 201] : Array(7).fill(404))]);
    }
    expect((await (await app.as('steward', 'two')).get(`${PATH}/${made.id}`)).status).toBe(404);
  }));

it('goes from raised to closed, each step with its clock, its owner and its place in the log', () =>
  scene(async ({ operations, later }) => {
    let alert = await raise(operations);
    expect(alert).toMatchObject({ state: 'raised', step: 'verify', dueAt: '2026-11-20T12:15:00.000Z', overdue: false });
    expect(alert.actions).toEqual(['verify', 'close', 'note']);
    later(10);
    alert = await step(operations, alert, { action: 'verify' });
    later(5);
    alert = await step(operations, alert, { action: 'assign', accountId: operations.accountId });
    expect(alert).toMatchObject({ state: 'assigned', mine: true, dueAt: '2026-11-20T12:45:00.000Z' });
    later(1);
    alert = await step(operations, alert, { action: 'accept', etaMinutes: 40 });
    expect(alert).toMatchObject({ state: 'assigned', etaAt: '2026-11-20T12:56:00.000Z' });
    later(20);
    // Who is away for half an hour is signed out: a look in between.
    await operations.get(PATH);
    later(15);
    alert = await step(operations, alert, { action: 'respond' });
    later(20);
    alert = await step(operations, alert, { action: 'arrive' });
    later(29);
    alert = await step(operations, alert, { action: 'close', outcome: 'responded' });
    expect(alert).toMatchObject({ state: 'closed', step: null, dueAt: null, outcome: 'responded', reason: null });
    expect(alert.actions).toEqual(['reopen', 'note']);
    expect(alert.events.map(({ seq, verb }: { seq: number; verb: string }) => `${seq} ${verb}`)).toEqual([
      ...['1 raise', '2 verify', '3 assign', '4 accept', '5 respond', '6 arrive', '7 close'],
    ]);
    // The limit of the response was 30 minutes; it took 36.
    expect(alert.clocks.map(({ step, overdue }: { step: string; overdue: boolean }) => `${step} ${overdue}`)).toEqual([
      'verify false',
      'assign false',
      'respond true',
      'close false',
    ]);
    const figures = await operations.get(`${PATH}/figures?from=2026-11-20&to=2026-11-20`);
    expect(figures.json).toMatchObject({ raised: 1, responded: 1, responseRate: 1, openLate: 0 });
    expect(figures.json.steps.map(({ step, medianSeconds }: never) => [step, medianSeconds])).toEqual([
      ...[
        ['verify', 600],
        ['assign', 300],
        ['respond', 2160],
        ['arrive', 1200],
        ['close', 2940],
      ],
      ['whole_response', 4260],
    ]);
  }));

it('ends in a response or in a reason, and never as responded where nobody arrived', () =>
  scene(async ({ operations }) => {
    const alert = await raise(operations);
    const refused = [
      [{ action: 'close', outcome: 'responded' }, 409],
      [{ action: 'close', outcome: 'no_response' }, 400],
      [{ action: 'close', outcome: 'no_response', reason: 'false_alarm' }, 400],
      [{ action: 'close', outcome: 'responded', reason: 'no_access' }, 400],
      [{ action: 'close', outcome: 'no_response', reason: 'because Amina said so' }, 400],
      [{ action: 'assign', accountId: operations.accountId }, 409],
      [{ action: 'assign' }, 400],
      [{ action: 'arrive' }, 409],
      [{ action: 'note', word: 'hello' }, 400],
      [{ action: 'reopen' }, 409],
    ] as const;
    for (const [action, status] of refused) {
      const answer = await act(operations, alert, action);
      expect([JSON.stringify(action), answer.status]).toEqual([JSON.stringify(action), status]);
      expect(answer.text).not.toContain('Amina');
    }
    const closed = await step(operations, alert, { action: 'close', outcome: 'no_response', reason: 'no_access' });
    expect(closed).toMatchObject({ outcome: 'no_response', reason: 'no_access' });
    const again = await step(operations, closed, { action: 'reopen' });
    expect(again).toMatchObject({ state: 'raised', outcome: null, version: 3 });
  }));

it('is raised where its area and its cell agree, of a kind and severity that are known, without a word of anybody', () =>
  scene(async ({ operations }) => {
    const west = '8858e1953dfffff';
    for (const wrong of [
      { areaPcode: 'QQ999' },
      { areaPcode: 'QQ002', cell: west },
      { areaPcode: null },
      { cell: '8758e1953ffffff' },
      { cell: '88ffffffffffffff'.slice(0, 15) },
      { severity: 4 },
      { kind: 'rumor' },
      { raisedBy: 'rule' },
      { reference: 'Amina Street 5' },
      { note: 'Amina' },
    ]) {
      const refused = await operations.send('POST', PATH, { ...body, ...wrong });
      expect([JSON.stringify(wrong), refused.status]).toEqual([JSON.stringify(wrong), 400]);
      expect(refused.text).not.toContain('Amina');
    }
    expect(await raise(operations, { cell: west })).toMatchObject({ areaPcode: 'QQ001', cell: west });
  }));

it('is moved by one of two who act at once: the other is told to read it again', () =>
  scene(async ({ db, app, operations }) => {
    const alert = await raise(operations);
    const steward = await app.as('steward');
    await step(steward, alert, { action: 'verify' });
    expect((await act(operations, alert, { action: 'verify' })).status).toBe(412);
    expect((await operations.send('POST', `${PATH}/${alert.id}/actions`, { action: 'verify' })).status).toBe(428);
    const { n } = await db.one<{ n: number }>(
      sql`select count(*) as n from alert_event where alert_id = ${alert.id}::uuid`,
    );
    expect(n).toBe(2);
  }));

it('is given to those who may own it, and they are noted once each, without the one who gives', () =>
  scene(async ({ db, app, operations }) => {
    const [first, second] = [await app.signedIn({ role: 'operations' }), await app.signedIn({ role: 'steward' })];
    const partner = await app.signedIn({ role: 'partner' });
    const members = [first.accountId, second.accountId, operations.accountId];
    const team = await operations.send('POST', '/api/teams', { name: 'A', members });
    expect(team.status).toBe(201);
    const verified = await step(operations, await raise(operations), { action: 'verify' });
    for (const wrong of [{ accountId: partner.accountId }, { accountId: INVENTED }, { teamId: INVENTED }])
      expect((await act(operations, verified, { action: 'assign', ...wrong })).status).toBe(400);
    const given = await step(operations, verified, {
      action: 'assign',
      teamId: team.json.id,
      accountId: first.accountId,
    });
    expect(given).toMatchObject({ teamName: 'A', mine: true });
    const noted = await db.rows<{ id: string }>(sql`select account_id as id from notice where organization_id = 'one'`);
    expect(noted.map(({ id }) => id).sort()).toEqual([first.accountId, second.accountId].sort());
    expect((await first.get(`${PATH}?mine=true`)).json.items).toHaveLength(1);
    expect((await (await app.signedIn({ role: 'operations' })).get(`${PATH}?mine=true`)).json.items).toEqual([]);
    const busy = await operations.send('DELETE', `/api/teams/${team.json.id}`, undefined, { 'If-Match': '"1"' });
    expect([busy.status, busy.json.code]).toEqual([409, 'in_use']);
  }));

it('stands in the ledger by its next limit, then closed ones by their end, page by page without gap or repeat', () =>
  scene(async ({ operations, later }) => {
    const ids: string[] = [];
    for (const severity of [1, 2, 3, 1, 3]) {
      ids.push((await raise(operations, { severity })).id);
      later(1);
    }
    const close = { action: 'close', outcome: 'not_confirmed', reason: 'false_alarm' };
    for (const at of [0, 3]) {
      await step(operations, { id: ids[at] as string, version: 1 }, close);
      later(1);
    }
    const wanted = [2, 4, 1, 3, 0].map((at) => ids[at]);
    const seen: string[] = [];
    for (let next: string | undefined = `${PATH}?limit=2`; next !== undefined; ) {
      const page = await operations.get(next);
      seen.push(...page.json.items.map(({ id }: { id: string }) => id));
      next = page.json.next;
    }
    expect(seen).toEqual(wanted);
    expect((await operations.get(`${PATH}?state=open`)).json.items).toHaveLength(3);
    expect((await operations.get(`${PATH}?state=closed&severity=1`)).json.items).toHaveLength(2);
    later(20);
    const late = (await operations.get(`${PATH}?state=open`)).json.items as { overdue: boolean }[];
    expect(late.map(({ overdue }) => overdue)).toEqual([true, true, false]);
  }));

it('of another area is not there for an account that is limited to one, nor can it be raised there', () =>
  scene(async ({ app, operations }) => {
    const [west, east] = [await raise(operations), await raise(operations, { areaPcode: 'QQ002' })];
    const limited = await app.as('operations', 'one', 'QQ001');
    expect((await limited.get(PATH)).json.items.map(({ id }: { id: string }) => id)).toEqual([west.id]);
    expect((await limited.get(`${PATH}/${east.id}`)).status).toBe(404);
    expect((await act(limited, east, { action: 'verify' })).status).toBe(404);
    expect((await limited.send('POST', PATH, { ...body, areaPcode: 'QQ002' })).status).toBe(403);
    expect((await limited.send('POST', PATH, { ...body, areaPcode: null, cell: '8858e1953dfffff' })).status).toBe(201);
    const figures = `${PATH}/figures?from=2026-11-20&to=2026-11-20`;
    expect([(await operations.get(figures)).json.raised, (await limited.get(figures)).json.raised]).toEqual([3, 2]);
  }));

it('has a log that no login can change or shorten, and nobody at all can write over', () =>
  scene(async ({ db, operations }) => {
    const { id } = await raise(operations);
    for (const login of LOGINS) {
      for (const privilege of ['update', 'delete', 'truncate']) {
        const query = sql`select has_table_privilege(${login}, 'alert_event', ${privilege}) as may`;
        expect([login, privilege, (await db.one<{ may: boolean }>(query)).may]).toEqual([login, privilege, false]);
      }
      const columns = sql`select has_any_column_privilege(${login}, 'alert_event', 'update') as may`;
      expect([login, (await db.one<{ may: boolean }>(columns)).may]).toEqual([login, false]);
      const reads = sql`select has_any_column_privilege(${login}, 'alert_event', 'select') or has_any_column_privilege(${login}, 'alert', 'select')
        or has_any_column_privilege(${login}, 'team', 'select') as may`;
      expect([login, (await db.one<{ may: boolean }>(reads)).may]).toEqual([
        login,
        ['app_operations', 'app_steward'].includes(login),
      ]);
    }
    await expect(db.run(raw(`update alert_event set at = at - interval '1 hour'`))).rejects.toThrow('42501');
    for (const login of ['app_operations', 'app_steward'] as const) {
      const as = db.as({ login, organizationId: 'one', accountId: '' });
      await expect(as.run(sql`delete from alert_event where alert_id = ${id}::uuid`)).rejects.toThrow('42501');
      await expect(as.run(sql`update alert set raised_at = now()`)).rejects.toThrow('42501');
      await expect(as.run(sql`delete from alert`)).rejects.toThrow('42501');
    }
  }));

it('takes its limits from the severity as a steward wrote them; a clock that runs keeps its own', () =>
  scene(async ({ app, operations }) => {
    const steward = await app.as('steward');
    const rules = (await operations.get('/api/alert-rules')).json.items;
    expect(rules.map(({ severity, version }: never) => [severity, version])).toEqual([
      [1, 0],
      [2, 0],
      [3, 0],
    ]);
    const first = await raise(operations);
    const change = (by: Caller, parts: object, version: number) =>
      by.send('PATCH', '/api/alert-rules/3', parts, { 'If-Match': `"${version}"` });
    expect((await change(operations, { verifyMinutes: 5 }, 0)).status).toBe(403);
    expect((await change(steward, { verifyMinutes: 0 }, 0)).status).toBe(400);
    expect((await change(steward, { escalateToAccountId: INVENTED }, 0)).status).toBe(400);
    const changed = await change(steward, { verifyMinutes: 5 }, 0);
    expect([changed.status, changed.json.version, changed.json.verifyMinutes]).toEqual([200, 1, 5]);
    expect((await change(steward, { verifyMinutes: 6 }, 0)).status).toBe(412);
    expect((await change(steward, { verifyMinutes: 6 }, 1)).json).toMatchObject({ verifyMinutes: 6, version: 2 });
    const second = await raise(operations);
    expect([first.dueAt, second.dueAt]).toEqual(['2026-11-20T12:15:00.000Z', '2026-11-20T12:06:00.000Z']);
    expect((await operations.get(`${PATH}/${first.id}`)).json.dueAt).toBe(first.dueAt);
    const limited = await app.as('steward', 'one', 'QQ001');
    expect((await change(limited, { verifyMinutes: 7 }, 2)).status).toBe(403);
  }));
