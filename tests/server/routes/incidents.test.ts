// What each role sees of incidents: cells and periods, floors, delay, and that the exact point changes nothing.
import { expect, it } from 'vitest';
import { raw, sql } from '../../../server/db/sql.ts';
import { QUESTIONS_A_DAY } from '../../../server/queries/planner_budget.ts';
import { refreshPlannerPicture } from '../../../server/queries/planner_picture.ts';
import { NOW, testApp } from '../../support/app.ts';
import { inDatabase } from '../../support/database.ts';
import { CANARY_POINT, loadWorld } from '../../support/world.ts';

const ALL = '/api/incidents?from=2025-11-01&to=2026-11-30';

it('gives operations r8 cells by day, and a record known to its district as an area', () =>
  inDatabase(async (database) => {
    await loadWorld(database, 'one');
    const { as, faults } = testApp(database);
    const { json } = await (await as('operations')).get(ALL);
    expect(json.view).toEqual({ resolution: 8, period: 'day', floor: 1, delayHours: 0 });
    expect(json.period).toEqual(['2026-10-20', '2026-10-21', '2026-11-03', '2026-11-05']);
    expect(json.count).toEqual([1, 1, 2, 1]);
    expect(new Set(json.cell).size).toBe(1);
    expect(json.cell[0]).toMatch(/^88/);
    expect(json.areas).toEqual({ pcode: ['QQ002'], type: ['physical_assault'], period: ['2026-11-03'], count: [1] });
    expect(faults).toEqual([]);
  }));

it('gives planners r7 cells by ISO week, and no count under 3', () =>
  inDatabase(async (database) => {
    await loadWorld(database, 'one');
    const { json } = await (await testApp(database).as('planner')).get(ALL);
    expect(json.view).toEqual({ resolution: 7, period: 'week', floor: 3, delayHours: 72 });
    expect(json.period).toEqual(['2026-11-02']);
    expect(json.count).toEqual([3]);
    expect(json.cell[0]).toMatch(/^87/);
    expect(json.areas.pcode).toEqual([]);
  }));

it('answers partners, evaluators, the public and admins as if incidents did not exist', () =>
  inDatabase(async (database) => {
    await loadWorld(database, 'one');
    const { as, visitor } = testApp(database, { publicOrganizationId: 'one' });
    for (const caller of [visitor, await as('partner'), await as('evaluator'), await as('admin')]) {
      for (const path of [ALL, '/api/incidents/exact', '/api/patrols']) {
        const refused = await caller.get(path);
        expect([refused.status, refused.json.code]).toEqual([404, 'not_found']);
      }
    }
  }));

it('changes no byte of any answer below steward when a point moves inside its r8 cell', () =>
  inDatabase(async (database) => {
    await loadWorld(database, 'one');
    const { as, visitor } = testApp(database, { publicOrganizationId: 'one' });
    const callers = [visitor, await as('partner'), await as('planner'), await as('operations')];
    const paths = [
      ALL,
      `${ALL}&type=physical_assault`,
      '/api/datasets',
      '/api/search?q=o',
      '/api/services',
      '/api/zones',
      '/api/areas',
    ];
    const sweep = async () => {
      const texts: string[] = [];
      for (const caller of callers) for (const path of paths) texts.push((await caller.get(path)).text);
      return texts;
    };
    const before = await sweep();
    const moved = await database.run(sql`
      update incident set geom = st_translate(geom, 0.0005, 0.0005) where place_precision = 'exact'`);
    expect(moved).toBe(6);
    // The planners' picture is made anew from the moved points.
    await database.run(raw('update incident set planner_batch = null'));
    await database.run(raw('delete from planner_batch'));
    expect(await refreshPlannerPicture(database, { organizationId: 'one', now: NOW })).toBe(true);
    expect(await sweep()).toEqual(before);
    for (const text of before) {
      expect(text).not.toContain(String(CANARY_POINT[0]));
      expect(text).not.toContain('12.1234');
    }
  }));

it('keeps operations inside their own area, by the area of the cell and not of the point', () =>
  inDatabase(async (database) => {
    await loadWorld(database, 'one');
    const { as } = testApp(database);
    const east = await (await as('operations', 'one', 'QQ002')).get(ALL);
    const west = await (await as('operations', 'one', 'QQ001')).get(ALL);
    expect(east.json.count).toHaveLength(4);
    expect(east.json.areas.count).toEqual([1]);
    expect(west.json.count).toEqual([]);
    expect(west.json.areas.count).toEqual([]);
  }));

it('gives stewards the counts that operations see, and no point in them', () =>
  inDatabase(async (database) => {
    await loadWorld(database, 'one');
    const { as } = testApp(database);
    const [steward, operations] = [await (await as('steward')).get(ALL), await (await as('operations')).get(ALL)];
    expect([steward.status, steward.text]).toEqual([200, operations.text]);
    expect(operations.json.asOf).toBeNull();
  }));

it('counts every question of a planner against the day, writes it down, and says when there are more', () =>
  inDatabase(async (database) => {
    await loadWorld(database, 'one');
    const { as, request } = testApp(database);
    const planner = await as('planner');
    expect((await planner.get(ALL)).status).toBe(200);
    expect((await planner.get('/api/patrol-effort')).status).toBe(200);
    const reads = await database.rows(sql`select role, noun, row_count from audit where verb = 'read' order by seq`);
    expect(reads).toEqual([
      { role: 'planner', noun: 'incident', row_count: 1 },
      { role: 'planner', noun: 'patrol_effort', row_count: 0 },
    ]);
    expect(await database.rows(sql`select used, day from query_budget`)).toEqual([{ used: 2, day: '2026-11-20' }]);
    await database.run(sql`update query_budget set used = ${QUESTIONS_A_DAY}`);
    for (const path of [ALL, '/api/patrol-effort']) {
      const refused = await planner.get(path);
      expect([refused.status, refused.json.code]).toEqual([429, 'too_many_requests']);
      expect(refused.headers.get('Retry-After')).toBe(String(12 * 3600));
    }
    // Whoever has no account shares the budget of the organization's: such a session may be copied without end.
    const copied = await planner.send('POST', '/api/session', { token: planner.token });
    const copy = { headers: { Authorization: `Bearer ${copied.json.token}` } };
    expect([copied.status, (await request(ALL, copy)).status]).toEqual([201, 429]);
    const account = await database.one<{ id: string }>(sql`
      insert into account (organization_id, email, role, status) values ('one', 'p@example.org', 'planner', 'active') returning id`);
    const [first, second] = [await as('planner'), await as('planner')];
    for (const { token } of [first, second])
      await database.run(
        sql`update session set account_id = ${account.id}::uuid where token_hash = sha256(${token}::bytea)`,
      );
    await first.get(ALL);
    await database.run(sql`update query_budget set used = ${QUESTIONS_A_DAY}`);
    expect((await second.get(ALL)).status).toBe(429);
    expect((await (await as('operations')).get(ALL)).status).toBe(200);
  }));

it('keeps planners inside their own area, by the area of the cell', () =>
  inDatabase(async (database) => {
    await loadWorld(database, 'one');
    const { as } = testApp(database);
    expect((await (await as('planner', 'one', 'QQ001')).get(ALL)).json.count).toEqual([]);
    expect((await (await as('planner', 'one', 'QQ002')).get(ALL)).json.count).toEqual([3]);
  }));

it('filters on what is shown: a window that shares a day with a period gives it whole, or nothing', () =>
  inDatabase(async (database) => {
    await loadWorld(database, 'one');
    const planner = await testApp(database).as('planner');
    expect((await planner.get('/api/incidents?from=2026-11-02&to=2026-11-02')).json.count).toEqual([3]);
    expect((await planner.get('/api/incidents?from=2026-11-08&to=2026-11-09')).json.count).toEqual([3]);
    expect((await planner.get('/api/incidents?from=2026-11-09&to=2026-11-15')).json.count).toEqual([]);
    expect((await planner.get('/api/incidents?from=2026-10-25&to=2026-11-01')).json.count).toEqual([]);
    const operations = await testApp(database).as('operations');
    await database.run(raw(`update incident set time_precision = 'month' where occurred_from < '2026-10-21'`));
    await database.run(
      raw(`update incident set time_precision = 'year' where occurred_from between '2026-10-21' and '2026-10-22'`),
    );
    const periods = async (window: string) => (await operations.get(`/api/incidents?${window}`)).json.period;
    expect(await periods('from=2026-10-31&to=2026-11-02')).toEqual(['2026', '2026-10']);
    expect(await periods('from=2026-11-01&to=2026-11-03')).toEqual(['2026', '2026-11-03']);
  }));

it('gives stewards exact records of their own organization without withdrawn ones, and writes the read down', () =>
  inDatabase(async (database) => {
    await loadWorld(database, 'one');
    await loadWorld(database, 'two');
    const steward = await testApp(database).as('steward');
    const { json } = await steward.get('/api/incidents/exact');
    expect(json.features).toHaveLength(6);
    expect(json.features[0].geometry.coordinates).toEqual(CANARY_POINT);
    const reads = await database.rows(
      sql`select organization_id, role, noun, row_count from audit where verb = 'read'`,
    );
    expect(reads).toEqual([{ organization_id: 'one', role: 'steward', noun: 'incident', row_count: 6 }]);
  }));
