// Writing incidents: who may, what is answered, and what a withdrawal or an erasure leaves behind.
import { expect, it } from 'vitest';
import { raw, sql } from '../../../server/db/sql.ts';
import { testApp } from '../../support/app.ts';
import { inDatabase, type TestDatabase } from '../../support/database.ts';
import { CANARY_POINT, loadWorld } from '../../support/world.ts';

const seen = {
  type: 'rape',
  occurredFrom: '2026-11-10T09:30:00Z',
  occurredTo: '2026-11-10T09:30:00Z',
  timePrecision: 'hour',
  placePrecision: 'exact',
  sourceClass: 'community',
  consent: 'given',
  geom: { type: 'Point', coordinates: [10.123456, 10.654321] },
};
const UNKNOWN = '99999999-9999-4999-8999-999999999999';

const audit = (database: TestDatabase) =>
  database.rows(
    sql`select role, verb, thing_id, row_count from audit where noun = 'incident' and organization_id = 'one' and verb <> 'batch' order by seq`,
  );

async function inWorld(work: (database: TestDatabase, app: ReturnType<typeof testApp>) => Promise<void>) {
  await inDatabase(async (database) => {
    await loadWorld(database, 'one');
    await loadWorld(database, 'two');
    const app = testApp(database);
    await work(database, app);
    expect(app.faults).toEqual([]);
  });
}

it('takes an incident from operations and answers with cell and day, never with the point or the hour', () =>
  inWorld(async (database, { as }) => {
    const operations = await as('operations');
    const made = await operations.send('POST', '/api/incidents', seen);
    expect(made.status).toBe(201);
    expect(made.json).toEqual({
      id: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-4/),
      type: 'rape',
      cell: expect.stringMatching(/^88/),
      areaPcode: 'QQ001',
      period: '2026-11-10',
      version: 1,
    });
    expect(made.text).not.toMatch(/10\.[16]|09:30/);
    const counted = (await operations.get('/api/incidents?from=2026-11-10&to=2026-11-10')).json;
    expect([counted.cell, counted.count]).toEqual([[made.json.cell], [1]]);
    const [stored] = await database.rows(sql`
      select verification, cell_r7, area_r7, area_r8, area_pcode, st_x(geom) as lon, planner_batch, assigned_to
      from incident where id = ${made.json.id}::uuid`);
    expect(stored).toEqual({
      verification: 'unverified',
      cell_r7: expect.stringMatching(/^87/),
      area_r7: 'QQ001',
      area_r8: 'QQ001',
      area_pcode: 'QQ001',
      lon: 10.123456,
      planner_batch: null,
      assigned_to: null,
    });
    expect(await audit(database)).toEqual([
      { role: 'operations', verb: 'create', thing_id: made.json.id, row_count: 1 },
    ]);
    const outbox = await database.rows(sql`select verb, hidden from outbox where thing_id = ${made.json.id}`);
    expect(outbox).toEqual([{ verb: 'create', hidden: true }]);
    expect((await operations.get(`/api/incidents/${made.json.id}`)).status).toBe(404);
  }));

it('gives cells and areas to one record as the bulk load gives them', () =>
  inWorld(async (database, { as }) => {
    const steward = await as('steward');
    const { json } = await steward.send('POST', '/api/incidents', {
      ...seen,
      geom: { type: 'Point', coordinates: CANARY_POINT },
    });
    const places = await database.rows(sql`
      select distinct cell_r7, cell_r8, area_r7, area_r8, area_pcode from incident
      where organization_id = 'one' and (id = ${json.id}::uuid or place_precision = 'exact')`);
    expect(places).toHaveLength(1);
  }));

it('takes what is known to its district as an area, and refuses it without one', () =>
  inWorld(async (_database, { as }) => {
    const operations = await as('operations');
    const vague = { ...seen, placePrecision: 'district', timePrecision: 'week' };
    const made = await operations.send('POST', '/api/incidents', { ...vague, areaPcode: 'QQ002' });
    expect(made.json).toMatchObject({ cell: null, areaPcode: 'QQ002', period: '2026-11' });
    const pointers = async (body: object) =>
      (await operations.send('POST', '/api/incidents', body)).json.errors.map(
        (one: { pointer: string }) => one.pointer,
      );
    expect(await pointers(vague)).toEqual(['/areaPcode']);
    expect(await pointers({ ...vague, areaPcode: 'QQ009' })).toEqual(['/areaPcode']);
    expect(await pointers({ ...seen, occurredTo: '2026-11-09T00:00:00Z' })).toEqual(['/occurredTo']);
    expect(
      await pointers({ ...seen, occurredFrom: '2026-11-21T00:00:00Z', occurredTo: '2026-11-22T00:00:00Z' }),
    ).toEqual(['/occurredFrom']);
    expect(await pointers({ ...seen, consent: 'withdrawn' })).toEqual(['/consent']);
    expect(await pointers({ ...seen, verification: 'verified' })).toEqual(['/verification']);
    for (const key of ['survivorName', 'phone', 'narrative', 'id', 'assignedTo', 'organizationId']) {
      const refused = await operations.send('POST', '/api/incidents', { ...seen, [key]: 'Amina 0803' });
      expect(refused.status).toBe(400);
      expect(refused.text).not.toMatch(/Amina/);
    }
  }));

it('keeps an account that is limited to an area from writing outside of it', () =>
  inWorld(async (database, { as }) => {
    const east = await as('operations', 'one', 'QQ002');
    expect((await east.send('POST', '/api/incidents', seen)).json.code).toBe('forbidden');
    const { count } = await database.one<{ count: number }>(sql`select count(*) from incident where type = 'rape'`);
    expect(count).toBe(0);
  }));

it('refuses planners, and answers all who may not know of incidents as if there were none', () =>
  inWorld(async (_database, { as }) => {
    expect((await (await as('planner')).send('POST', '/api/incidents', seen)).status).toBe(403);
    for (const role of ['partner', 'evaluator', 'admin'] as const) {
      expect((await (await as(role)).send('POST', '/api/incidents', seen)).status).toBe(404);
    }
    for (const role of ['partner', 'planner', 'operations'] as const) {
      const caller = await as(role);
      for (const method of ['PATCH', 'DELETE'] as const) {
        const refused = await caller.send(method, `/api/incidents/${UNKNOWN}`, {}, { 'If-Match': '"1"' });
        expect([refused.status, refused.json.code]).toEqual([404, 'incident_not_found']);
      }
    }
  }));

it('lets stewards correct and verify by the version they read, and keeps the exact place of what is not corrected', () =>
  inWorld(async (database, { as }) => {
    const steward = await as('steward');
    const { json: made } = await steward.send('POST', '/api/incidents', seen);
    const path = `/api/incidents/${made.id}`;
    expect((await steward.send('PATCH', path, { verification: 'verified' })).status).toBe(428);
    const changed = await steward.send('PATCH', path, { verification: 'verified' }, { 'If-Match': '"1"' });
    expect(changed.json).toMatchObject({ id: made.id, version: 2, cell: made.cell });
    expect(changed.text).not.toContain('10.1');
    expect((await steward.send('PATCH', path, { type: 'rape' }, { 'If-Match': '"1"' })).status).toBe(412);
    const read = await steward.get(path);
    expect(read.headers.get('ETag')).toBe('"2"');
    expect(read.json.properties).toMatchObject({ verification: 'verified', occurredFrom: '2026-11-10T09:30:00Z' });
    expect(read.json.geometry.coordinates).toEqual([10.123456, 10.654321]);
    const geom = { type: 'Point', coordinates: [13.1, 10.6] };
    const moved = await steward.send('PATCH', path, { geom }, { 'If-Match': '"2"' });
    expect(moved.json).toMatchObject({ version: 3, areaPcode: 'QQ002' });
    expect(moved.json.cell).not.toBe(made.cell);
    const vague = await steward.send(
      'PATCH',
      path,
      { placePrecision: 'district', areaPcode: 'QQ001' },
      { 'If-Match': '"3"' },
    );
    expect(vague.json).toMatchObject({ cell: null, areaPcode: 'QQ001' });
    const late = { occurredFrom: '2026-11-10T09:30:00Z', occurredTo: '2026-11-01T00:00:00Z' };
    expect((await steward.send('PATCH', path, late, { 'If-Match': '"4"' })).json.errors[0].pointer).toBe('/occurredTo');
    const foreign = await (await as('steward', 'two')).send('PATCH', path, {}, { 'If-Match': '"4"' });
    expect([foreign.status, foreign.json.code]).toEqual([404, 'incident_not_found']);
    const verbs = (await audit(database)).map((row) => (row as { verb: string }).verb);
    expect(verbs).toEqual(['create', 'change', 'read', 'change', 'change']);
  }));

it('takes a withdrawn record out of every answer at once, also the planners’, and for good', () =>
  inWorld(async (database, { as }) => {
    const [steward, planner, operations] = [await as('steward'), await as('planner'), await as('operations')];
    const week = '/api/incidents?from=2026-11-02&to=2026-11-08';
    expect((await planner.get(week)).json.count).toEqual([3]);
    const { id } = await database.one<{ id: string }>(sql`
      select id from incident where organization_id = 'one' and consent = 'given' and day = '2026-11-05'`);
    const gone = await steward.send('PATCH', `/api/incidents/${id}`, { consent: 'withdrawn' }, { 'If-Match': '"1"' });
    expect(gone.status).toBe(200);
    expect((await planner.get(week)).json.count).toEqual([]);
    expect((await operations.get('/api/incidents?from=2026-11-05&to=2026-11-05')).json.count).toEqual([]);
    expect((await steward.get(`/api/incidents/${id}`)).json.code).toBe('incident_not_found');
    expect((await steward.get('/api/incidents/exact')).text).not.toContain(id);
    const again = await steward.send('PATCH', `/api/incidents/${id}`, { consent: 'given' }, { 'If-Match': '"2"' });
    expect(again.status).toBe(404);
    expect(await database.rows(sql`select incident_id, reason from revocation`)).toEqual([
      { incident_id: id, reason: 'withdrawn' },
    ]);
    expect(await database.rows(sql`select verb, hidden from outbox where thing_id = ${id}`)).toEqual([
      { verb: 'withdraw', hidden: true },
    ]);
    const erased = await steward.send('DELETE', `/api/incidents/${id}`, undefined, { 'If-Match': '"2"' });
    expect(erased.status).toBe(204);
    expect(await database.rows(sql`select reason from revocation`)).toEqual([{ reason: 'erased' }]);
  }));

it('erases a record with its trace for restored backups, and its cell falls at once', () =>
  inWorld(async (database, { as }) => {
    const [steward, planner] = [await as('steward'), await as('planner')];
    await database.run(raw(`update incident set consent = 'given' where consent = 'withdrawn'`));
    const { id } = await database.one<{ id: string }>(sql`
      select id from incident where organization_id = 'one' and planner_batch is not null and day = '2026-11-03' and cell_r7 is not null limit 1`);
    expect((await steward.send('DELETE', `/api/incidents/${id}`, undefined, { 'If-Match': '"7"' })).status).toBe(412);
    const erased = await steward.send('DELETE', `/api/incidents/${id}`, undefined, { 'If-Match': '"1"' });
    expect([erased.status, erased.text]).toEqual([204, '']);
    const after = (await planner.get('/api/incidents?from=2026-11-02&to=2026-11-08')).json.count;
    expect(after).toEqual([]);
    expect(await database.rows(sql`select incident_id, reason from revocation`)).toEqual([
      { incident_id: id, reason: 'erased' },
    ]);
    const second = await steward.send('DELETE', `/api/incidents/${id}`, undefined, { 'If-Match': '"1"' });
    expect([second.status, second.json.code]).toEqual([404, 'incident_not_found']);
  }));

it('shows a case exactly to the account that it was assigned to and to no other, and writes the read down', () =>
  inWorld(async (database, { as }) => {
    const steward = await as('steward');
    const account = async (name: string, role: string, status = 'active') =>
      (
        await database.one<{ id: string }>(sql`
          insert into account (organization_id, email, role, status) values ('one', ${`${name}@example.org`}, ${role}, ${status})
          returning id`)
      ).id;
    const [mine, other] = [await account('mine', 'operations'), await account('other', 'operations')];
    const signedIn = async (id: string) => {
      const caller = await as('operations');
      await database.run(
        sql`update session set account_id = ${id}::uuid where token_hash = sha256(${caller.token}::bytea)`,
      );
      return caller;
    };
    const { id } = await database.one<{ id: string }>(sql`
      select id from incident where organization_id = 'one' and day = '2026-11-05'`);
    const path = `/api/incidents/${id}`;
    const assign = (assignedTo: string | null, version: number) =>
      steward.send('PATCH', path, { assignedTo }, { 'If-Match': `"${version}"` });
    for (const unfit of [
      UNKNOWN,
      await account('planner', 'planner'),
      await account('left', 'operations', 'disabled'),
    ]) {
      expect((await assign(unfit, 1)).json.errors[0].pointer).toBe('/assignedTo');
    }
    expect((await assign(mine, 1)).status).toBe(200);
    const found = await (await signedIn(mine)).get(path);
    expect([found.status, found.json.geometry.coordinates]).toEqual([200, CANARY_POINT]);
    const refused: string[] = [];
    const others = [await signedIn(other), await as('operations'), await as('planner'), await as('partner')];
    for (const caller of [...others, await as('steward', 'two')]) {
      const { status, text } = await caller.get(path);
      refused.push(`${status} ${text}`);
    }
    refused.push(`404 ${(await others[0]?.get(`/api/incidents/${UNKNOWN}`))?.text}`);
    expect(new Set(refused).size).toBe(1);
    expect(refused[0]).toMatch(/^404 .*incident_not_found/);
    const reads = await database.rows(
      sql`select role, account_id, thing_id from audit where verb = 'read' and noun = 'incident'`,
    );
    expect(reads).toEqual([{ role: 'operations', account_id: mine, thing_id: id }]);
    expect((await assign(null, 2)).status).toBe(200);
    expect((await (await signedIn(mine)).get(path)).status).toBe(404);
  }));

it('writes once for a request that is sent twice with one key, and keeps no point in the kept answer', () =>
  inWorld(async (database, { as }) => {
    const steward = await as('steward');
    const key = { 'Idempotency-Key': 'tablet-7-41' };
    const [first, second] = [
      await steward.send('POST', '/api/incidents', seen, key),
      await steward.send('POST', '/api/incidents', seen, key),
    ];
    expect([first.status, second.status, second.text]).toEqual([201, 201, first.text]);
    const { count } = await database.one<{ count: number }>(sql`select count(*) from incident where type = 'rape'`);
    expect(count).toBe(1);
    const kept = await database.rows<{ body: string }>(sql`select body from kept_answer`);
    expect(kept.map(({ body }) => /10\.1|10\.6/.test(body))).toEqual([false]);
  }));
