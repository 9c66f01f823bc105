// Population cells and datasets when they are written: counts, versions, whole removals and what they may not take along.
import { expect, it } from 'vitest';
import { populationExample } from '../../../geodata/schema/population.ts';
import { ROLES } from '../../../geodata/schema/roles.ts';
import { raw, sql } from '../../../server/db/sql.ts';
import { finishDataset } from '../../../server/queries/load.ts';
import { testApp } from '../../support/app.ts';
import { inDatabase, type TestDatabase } from '../../support/database.ts';
import { loadWorld } from '../../support/world.ts';

const version = (number: number) => ({ 'If-Match': `"${number}"` });

async function world(database: TestDatabase): Promise<{ population: string; cells: string }> {
  const { population } = await loadWorld(database, 'one');
  await loadWorld(database, 'two');
  await finishDataset(database, { organizationId: 'one', datasetId: population, rowCount: 4 });
  return { population, cells: `/api/population/${population}/cells` };
}
const state = (id: string) => sql`
  select (select row_count from dataset where id = ${id}::uuid) as said,
    (select count(*) from population_cell where dataset_id = ${id}::uuid) as rows,
    (select count(*) from audit where noun = 'population') as audits, (select count(*) from outbox where noun = 'population') as changes`;

it('adds, changes and removes cells over the version of their dataset, and keeps its row count', () =>
  inDatabase(async (database) => {
    const { population, cells } = await world(database);
    const { as, faults } = testApp(database);
    const planner = await as('planner');
    const added = await planner.send('POST', cells, {
      cells: [...populationExample.cells, { lon: 50, lat: 0, people: 1 }],
    });
    expect([added.status, added.headers.get('ETag')]).toEqual([201, '"2"']);
    expect(added.json.items).toEqual([
      { id: 4, lon: 13.15, lat: 11.85, people: 420, women: 214, children: 190, areaPcode: 'QQ002' },
      { id: 5, lon: 50, lat: 0, people: 1, women: null, children: null, areaPcode: null },
    ]);
    const changed = await planner.send('PATCH', `${cells}/4`, { people: 430, women: null }, version(2));
    expect([changed.status, changed.headers.get('ETag')]).toEqual([200, '"3"']);
    expect(changed.json).toEqual({ ...added.json.items[0], people: 430, women: null });
    expect((await planner.send('PATCH', `${cells}/4`, { people: 1 }, version(2))).status).toBe(412);
    expect((await planner.send('PATCH', `${cells}/4`, { people: 1 })).status).toBe(428);
    expect((await planner.send('PATCH', `${cells}/99`, { people: 1 }, version(3))).status).toBe(404);
    expect((await planner.send('PATCH', `${cells}/4`, { lon: 1 }, version(3))).status).toBe(400);
    expect(await database.one(state(population))).toEqual({ said: 6, rows: 6, audits: 2, changes: 2 });
    expect((await planner.send('DELETE', `${cells}?cells=0,99`, undefined, version(3))).status).toBe(404);
    expect((await planner.send('DELETE', `${cells}?cells=0,5,5`, undefined, version(3))).status).toBe(204);
    expect(await database.one(state(population))).toEqual({ said: 4, rows: 4, audits: 3, changes: 3 });
    const page = await planner.get(`${cells}?limit=2`);
    expect([page.headers.get('ETag'), page.json.items.map((one: { id: number }) => one.id)]).toEqual(['"4"', [1, 2]]);
    const rest = await planner.get(page.json.next);
    expect([rest.json.items.map((one: { id: number }) => one.id), rest.json.next]).toEqual([[3, 4], undefined]);
    const boxed = await planner.get(`${cells}?bbox=12,10,14,11`);
    expect(boxed.json.items.map((one: { id: number }) => one.id)).toEqual([2, 3]);
    expect(faults).toEqual([]);
  }));

it('takes 1,000 cells at once and refuses 1,001, negative people and foreign datasets, storing nothing', () =>
  inDatabase(async (database) => {
    const { population, cells } = await world(database);
    const { as } = testApp(database);
    const planner = await as('planner');
    const many = (count: number) => ({
      cells: Array.from({ length: count }, (_, i) => ({ lon: i / 100, lat: 1, people: i })),
    });
    expect((await planner.send('POST', cells, many(1001))).status).toBe(400);
    expect((await planner.send('POST', cells, { cells: [] })).status).toBe(400);
    expect((await planner.send('POST', cells, { cells: [{ lon: 1, lat: 1, people: -1 }] })).status).toBe(400);
    const stranger = await as('planner', 'two');
    for (const path of [cells, `/api/population/6f1d4a3e-0d7c-4a57-9d0e-1f5f9f1f7a10/cells`]) {
      const refused = await stranger.send('POST', path, populationExample);
      expect([refused.status, refused.json.code]).toEqual([404, 'dataset_not_found']);
      expect((await stranger.send('DELETE', `${path}?cells=0`, undefined, version(1))).text).toBe(refused.text);
      expect((await stranger.send('PATCH', `${path}/0`, { people: 1 }, version(1))).text).toBe(refused.text);
    }
    expect(await database.one(state(population))).toEqual({ said: 4, rows: 4, audits: 0, changes: 0 });
    expect((await planner.send('POST', cells, many(1000))).status).toBe(201);
    expect(await database.one(state(population))).toEqual({ said: 1004, rows: 1004, audits: 1, changes: 1 });
  }));

it('lets planners and stewards write people, and nobody else', () =>
  inDatabase(async (database) => {
    const { population, cells } = await world(database);
    const { as } = testApp(database);
    let etag = 1;
    for (const role of ROLES) {
      const caller = await as(role);
      const writes = role === 'planner' || role === 'steward';
      const refused = ['partner', 'evaluator', 'operations'].includes(role) ? 403 : 404;
      expect([role, (await caller.send('POST', cells, populationExample)).status]).toEqual([
        role,
        writes ? 201 : refused,
      ]);
      if (writes) etag += 1;
      const patched = await caller.send('PATCH', `${cells}/1`, { people: 5 }, version(etag));
      expect([role, patched.status]).toEqual([role, writes ? 200 : refused]);
      if (writes) etag += 1;
      const removed = await caller.send('DELETE', `${cells}?cells=4`, undefined, version(etag));
      expect([role, removed.status]).toEqual([role, writes ? 204 : refused]);
      if (writes) etag += 1;
    }
    expect(await database.one(state(population))).toEqual({ said: 4, rows: 4, audits: 6, changes: 6 });
  }));

it('changes what is said of a dataset, and removes it with every row as one write', () =>
  inDatabase(async (database) => {
    const { population } = await world(database);
    const { as, faults } = testApp(database);
    const [planner, steward] = [await as('planner'), await as('steward')];
    const address = `/api/datasets/${population}`;
    const read = await planner.get(address);
    expect([read.headers.get('ETag'), read.json.rowCount]).toEqual(['"1"', 4]);
    const parts = { title: 'People', asOf: '2026-06-30', inputPrecision: 'district' };
    const changed = await planner.send('PATCH', address, parts, version(1));
    expect(changed.json).toEqual({ ...read.json, ...parts, version: 2 });
    for (const bad of [{ noun: 'area' }, { rowCount: 1 }, { invented: true }, { asOf: 'June' }]) {
      expect((await planner.send('PATCH', address, bad, version(2))).status).toBe(400);
    }
    expect((await planner.send('DELETE', address, undefined, version(1))).status).toBe(412);
    expect((await planner.send('DELETE', address, undefined, version(2))).status).toBe(204);
    const trace = raw(`select verb, noun, row_count as "rowCount" from audit where verb <> 'batch' order by number`);
    expect(await database.rows(trace)).toEqual([
      { verb: 'change', noun: 'dataset', rowCount: 1 },
      { verb: 'delete', noun: 'population', rowCount: 4 },
    ]);
    const left = raw(`select count(*) as rows from population_cell where organization_id = 'one'`);
    expect(await database.one(left)).toEqual({ rows: 0 });
    expect((await steward.get(address)).status).toBe(404);
    expect(faults).toEqual([]);
  }));

it('lets planners remove no dataset but those of people, not even past the routes', () =>
  inDatabase(async (database) => {
    await world(database);
    const { as } = testApp(database);
    const [planner, operations] = [await as('planner'), await as('operations')];
    const all = (await (await as('steward')).get('/api/datasets')).json.items as { id: string; noun: string }[];
    expect(all.map(({ noun }) => noun).sort()).toContain('incident');
    for (const { id, noun } of all.filter((one) => one.noun !== 'population')) {
      // Patrols and incidents exist for a planner as little as their datasets; the others may be read.
      const refused = noun === 'patrol' ? 404 : 403;
      expect([noun, (await planner.send('DELETE', `/api/datasets/${id}`, undefined, version(1))).status]).toEqual([
        noun,
        refused,
      ]);
      expect([noun, (await planner.send('PATCH', `/api/datasets/${id}`, { title: 'x' }, version(1))).status]).toEqual([
        noun,
        refused,
      ]);
      expect((await operations.send('DELETE', `/api/datasets/${id}`, undefined, version(1))).status).toBe(403);
    }
    const wall = database.as({ login: 'app_planner', organizationId: 'one', accountId: '' });
    expect(await wall.run(raw(`delete from dataset where noun <> 'population'`))).toBe(0);
    expect(await wall.run(raw(`update dataset set title = 'x' where noun <> 'population'`))).toBe(0);
  }));

it('keeps incidents that a signed or published release counts, and names the others in what must stay removed', () =>
  inDatabase(async (database) => {
    await world(database);
    const { as, faults } = testApp(database);
    const steward = await as('steward');
    const { id } = (await steward.get('/api/datasets')).json.items.find(
      (one: { noun: string }) => one.noun === 'incident',
    );
    const remove = () => steward.send('DELETE', `/api/datasets/${id}`, undefined, version(1));
    const published = sql`update incident set release_id = gen_random_uuid() where ctid =
      (select ctid from incident where organization_id = 'one' limit 1)`;
    await database.run(published);
    expect([(await remove()).status, (await remove()).json.code]).toEqual([409, 'in_use']);
    await database.run(raw('update incident set release_id = null'));
    await database.run(
      raw(`
      insert into release (organization_id, period, scheme, floor, status, public_document, evaluator_document, sha256, parameters, findings)
      values ('one', '2026-Q3', 'h3', 11, 'signed', '{}', '{}', '', '{}', '[]')`),
    );
    expect((await remove()).json.code).toBe('in_use');
    await database.run(raw(`update release set status = 'draft'`));
    expect((await remove()).status).toBe(204);
    const left = raw(`select (select count(*) from incident where organization_id = 'one') as incidents,
      (select count(*) from incident where organization_id = 'two') as others,
      (select count(*) from revocation where organization_id = 'one' and reason = 'erased') as erased`);
    expect(await database.one(left)).toEqual({ incidents: 0, others: 7, erased: 7 });
    expect(faults).toEqual([]);
  }));
