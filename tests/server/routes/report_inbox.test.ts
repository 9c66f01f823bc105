// Reports and keys as stewards handle them: who may, what the trail tells, the order of a list, and what deleting leaves.
import { expect, it } from 'vitest';
import { ROLES } from '../../../geodata/schema/roles.ts';
import { raw, sql } from '../../../server/db/sql.ts';
import { ensureOrganization } from '../../../server/queries/load.ts';
import { testApp } from '../../support/app.ts';
import { inDatabase, type TestDatabase } from '../../support/database.ts';
import { receiptOf, sealReply, sealReport, stewardKeys } from '../../support/reports.ts';

const TOMORROW = new Date('2026-11-21T08:00:00Z');
const INVENTED = '6f1d4a3e-0d7c-4a57-9d0e-1f5f9f1f7a10';
const KEY = { id: INVENTED, publicKey: stewardKeys().publicKey, createdOn: '2026-11-01' };
const REPLY = { sealed: sealReply('x', receiptOf('1', 'one').replyKey) };

/** A report of organization `one` with one envelope a day. */
async function plant(database: TestDatabase, days: readonly string[], organizationId = 'one'): Promise<string> {
  const hash = crypto.getRandomValues(new Uint8Array(32));
  const { id } = await database.one<{ id: string }>(sql`
    insert into report (organization_id, locator_hash) values (${organizationId}, ${hash}) returning id`);
  for (const [index, day] of days.entries()) {
    const envelope = Buffer.from(JSON.stringify(sealReport(`${id} ${index}`, [KEY])));
    await database.run(sql`
      insert into report_message (organization_id, report_id, position, taken_on, envelope)
      values (${organizationId}, ${id}::uuid, ${index + 1}, ${day}::date, ${envelope})`);
  }
  return id;
}

async function world(database: TestDatabase) {
  for (const id of ['one', 'two']) await ensureOrganization(database, { id, name: id });
  return testApp(database, { publicOrganizationId: 'one', now: () => TOMORROW });
}
const trail = (database: TestDatabase) =>
  database.rows<{ said: string }>(sql`
    select verb || ' ' || noun || ' ' || coalesce(thing_id, '-') || ' ' || row_count as said from audit
    where organization_id = 'one' order by number`);

it('are read, answered, closed and deleted by stewards, and exist for nobody else', () =>
  inDatabase(async (database) => {
    const app = await world(database);
    for (const role of [...ROLES, 'visitor'] as const) {
      const id = await plant(database, ['2026-11-20']);
      const caller = role === 'visitor' ? app.visitor : await app.as(role);
      const one = `/api/report-inbox/${id}`;
      const match = { 'If-Match': '"1"' };
      const statuses = [
        (await caller.get('/api/report-inbox')).status,
        (await caller.get(one)).status,
        (await caller.send('PATCH', one, { state: 'open' }, match)).status,
        (await caller.send('POST', `${one}/replies`, REPLY)).status,
        (await caller.send('DELETE', one, undefined, { 'If-Match': '"3"' })).status,
      ];
      const granted = role === 'steward';
      expect([role, statuses]).toEqual([role, granted ? [200, 200, 200, 201, 204] : [404, 404, 404, 404, 404]]);
    }
    expect(app.faults).toEqual([]);
  }));

it('leave a trail of ids and counts for each look and each write, and none where nothing was found', () =>
  inDatabase(async (database) => {
    const app = await world(database);
    const steward = await app.as('steward');
    await steward.get('/api/report-inbox');
    const id = await plant(database, ['2026-11-20']);
    await plant(database, ['2026-11-20']);
    const one = `/api/report-inbox/${id}`;
    await steward.get('/api/report-inbox');
    await steward.get(one);
    await steward.get(`/api/report-inbox/${INVENTED}`);
    await steward.send('PATCH', one, { state: 'open' }, { 'If-Match': '"1"' });
    await steward.send('PATCH', one, { state: 'open' }, { 'If-Match': '"1"' });
    await steward.send('POST', `${one}/replies`, REPLY);
    await steward.send('DELETE', one, undefined, { 'If-Match': '"3"' });
    expect((await trail(database)).map(({ said }) => said)).toEqual([
      'read report - 2',
      `read report ${id} 1`,
      `change report ${id} 1`,
      `reply report ${id} 1`,
      `delete report ${id} 1`,
    ]);
    const outbox = await database.rows<{ said: string }>(sql`
      select verb || ' ' || noun || ' ' || hidden as said from outbox order by seq`);
    expect(outbox.map(({ said }) => said)).toEqual(['change report true', 'reply report true', 'delete report true']);
    expect(await database.rows(raw('select from report_message where position > 0'))).toHaveLength(1);
  }));

it('stand by the day of their newest envelope, page after page without one twice, in an order that no arrival gives', () =>
  inDatabase(async (database) => {
    const app = await world(database);
    const steward = await app.as('steward');
    const planted: string[] = [];
    for (let n = 0; n < 30; n += 1) planted.push(await plant(database, ['2026-11-20']));
    const old = await plant(database, ['2026-11-02']);
    const renewed = await plant(database, ['2026-11-01', '2026-11-19']);
    // Today's envelope is not there yet: it neither counts nor lifts its report.
    const silent = await plant(database, ['2026-11-03', '2026-11-21']);
    await plant(database, ['2026-11-21']);
    await plant(database, ['2026-11-20'], 'two');
    const found: { id: string; takenOn: string; messages: number }[] = [];
    for (let next: string | undefined = '/api/report-inbox?limit=7'; next !== undefined; ) {
      const page: { json: { items: typeof found; next?: string } } = await steward.get(next);
      expect(page.json.items.length).toBeLessThanOrEqual(7);
      found.push(...page.json.items);
      next = page.json.next;
    }
    const ids = found.map(({ id }) => id);
    expect(ids).toHaveLength(33);
    expect(new Set(ids.slice(0, 30))).toEqual(new Set(planted));
    expect(ids.slice(0, 30)).not.toEqual(planted);
    expect(ids.slice(0, 30)).toEqual(planted.toSorted());
    expect(found.slice(30)).toMatchObject([
      { id: renewed, takenOn: '2026-11-19', messages: 2 },
      { id: silent, takenOn: '2026-11-03', messages: 1 },
      { id: old, takenOn: '2026-11-02', messages: 1 },
    ]);
    expect((await steward.get('/api/report-inbox?after=2026-11-20')).status).toBe(400);
    expect((await steward.get(`/api/report-inbox?after=2026-13-40.${INVENTED}`)).status).toBe(400);
    expect(app.faults).toEqual([]);
  }));

it('keep the last four replies, and tell how many were sent', () =>
  inDatabase(async (database) => {
    const app = await world(database);
    const steward = await app.as('steward');
    const one = `/api/report-inbox/${await plant(database, ['2026-11-20'])}`;
    for (let n = 1; n <= 6; n += 1) {
      const { json, headers } = await steward.send('POST', `${one}/replies`, REPLY);
      expect([json.replies, json.version, headers.get('ETag')]).toEqual([n, n + 1, `"${n + 1}"`]);
    }
    expect(await database.rows(raw('select position from report_reply order by 1'))).toEqual(
      [3, 4, 5, 6].map((position) => ({ position })),
    );
    const key = { 'Idempotency-Key': 'reply-7' };
    const [first, again] = [
      await steward.send('POST', `${one}/replies`, REPLY, key),
      await steward.send('POST', `${one}/replies`, REPLY, key),
    ];
    expect([first.json.replies, again.text]).toEqual([7, first.text]);
    for (const sealed of ['', REPLY.sealed.slice(2), `${REPLY.sealed.slice(1)}!`])
      expect((await steward.send('POST', `${one}/replies`, { sealed })).status).toBe(400);
  }));

it('are deleted with all that belongs to them, by whoever is responsible for the whole organization', () =>
  inDatabase(async (database) => {
    const app = await world(database);
    const id = await plant(database, ['2026-11-20']);
    const one = `/api/report-inbox/${id}`;
    const local = await app.as('steward', 'one', 'QQ001');
    await local.send('POST', `${one}/replies`, REPLY);
    const refused = await local.send('DELETE', one, undefined, { 'If-Match': '"2"' });
    expect([refused.status, refused.json.code]).toEqual([403, 'forbidden']);
    expect((await local.send('POST', '/api/report-keys', { publicKey: KEY.publicKey })).status).toBe(403);
    const steward = await app.as('steward');
    expect((await steward.send('DELETE', one)).status).toBe(428);
    expect((await steward.send('DELETE', one, undefined, { 'If-Match': '"1"' })).status).toBe(412);
    expect((await steward.send('DELETE', one, undefined, { 'If-Match': '"2"' })).status).toBe(204);
    const { n } = await database.one<{ n: number }>(
      raw(`
      select (select count(*) from report) + (select count(*) from report_message) + (select count(*) from report_reply) as n`),
    );
    expect(n).toBe(0);
  }));

it('are sealed to keys that stewards publish: at most eight, each once, none that was retired or that nobody could seal to', () =>
  inDatabase(async (database) => {
    const app = await world(database);
    const steward = await app.as('steward');
    const add = (publicKey: string) => steward.send('POST', '/api/report-keys', { publicKey });
    const first = await add(KEY.publicKey);
    expect([first.status, first.json]).toEqual([
      201,
      { id: expect.any(String), publicKey: KEY.publicKey, createdOn: '2026-11-21' },
    ]);
    expect((await add(KEY.publicKey)).json.code).toBe('already_exists');
    // The points of small order of Curve25519 (RFC 7748, section 6.1): with them everybody shares the same secret.
    for (const weak of ['00'.repeat(32), `01${'00'.repeat(31)}`, `ec${'ff'.repeat(30)}7f`]) {
      const refused = await add(Buffer.from(weak, 'hex').toString('base64url'));
      expect([refused.status, refused.json.errors[0].pointer]).toEqual([400, '/publicKey']);
    }
    for (let n = 1; n < 8; n += 1) expect((await add(stewardKeys().publicKey)).status).toBe(201);
    expect((await add(stewardKeys().publicKey)).json.code).toBe('in_use');
    const other = await app.as('steward', 'two');
    expect((await other.get('/api/report-keys')).json.items).toEqual([]);
    expect((await other.send('DELETE', `/api/report-keys/${first.json.id}`)).status).toBe(404);
    const stale = { 'If-Match': '"2"' };
    expect((await steward.send('DELETE', `/api/report-keys/${first.json.id}`, undefined, stale)).status).toBe(412);
    expect((await steward.send('DELETE', `/api/report-keys/${first.json.id}`)).status).toBe(204);
    expect((await steward.send('DELETE', `/api/report-keys/${first.json.id}`)).json.code).toBe('report_key_not_found');
    expect((await add(KEY.publicKey)).json.code).toBe('already_exists');
    const visible = (await app.visitor.get('/api/report-keys')).json.items;
    expect(visible).toHaveLength(7);
    expect(visible).toEqual((await steward.get('/api/report-keys')).json.items);
    for (const role of ['partner', 'planner', 'operations', 'evaluator'] as const)
      expect((await (await app.as(role)).send('POST', '/api/report-keys', { publicKey: KEY.publicKey })).status).toBe(
        403,
      );
    expect((await app.visitor.send('POST', '/api/report-keys', { publicKey: KEY.publicKey })).status).toBe(401);
    expect((await trail(database)).length).toBe(9);
    expect(app.faults).toEqual([]);
  }));

it('are seen by no login but the stewards’, and by it in its own organization only', () =>
  inDatabase(async (database) => {
    await world(database);
    await plant(database, ['2026-11-20']);
    await plant(database, ['2026-11-20'], 'two');
    const as = (login: 'app_public' | 'app_planner' | 'app_operations' | 'app_steward') =>
      database.as({ login, organizationId: 'one', accountId: '' });
    for (const table of ['report', 'report_message', 'report_reply', 'report_key', 'report_day']) {
      for (const login of ['app_public', 'app_planner', 'app_operations'] as const)
        await expect(as(login).rows(raw(`select from ${table}`))).rejects.toThrow('42501');
    }
    expect(await as('app_steward').rows(raw('select from report'))).toHaveLength(1);
    expect(await as('app_steward').rows(raw('select from report_message'))).toHaveLength(1);
    await expect(as('app_steward').rows(raw('select from report_day'))).rejects.toThrow('42501');
    for (const statement of [
      `update report_message set envelope = ''`,
      `insert into report (organization_id, locator_hash) values ('one', sha256('x'))`,
      `update report set locator_hash = sha256('x')`,
      'delete from report_message',
      `update report_key set public_key = sha256('x')`,
      'delete from report_key',
    ])
      await expect(as('app_steward').run(raw(statement))).rejects.toThrow('42501');
  }));
