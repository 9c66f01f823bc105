// Two records of one event: found, merged, counted once everywhere, and taken apart again.
import { cellToLatLng, gridDisk } from 'h3-js';
import { expect, it } from 'vitest';
import { raw, sql } from '../../../server/db/sql.ts';
import { disclosureCounts } from '../../../server/queries/disclosure.ts';
import { refreshPlannerPicture } from '../../../server/queries/planner_picture.ts';
import { draftStands, insertDraft, releasableRecords } from '../../../server/queries/release_drafts.ts';
import { NOW, testApp } from '../../support/app.ts';
import { inDatabase, type TestDatabase } from '../../support/database.ts';
import { loadWorld } from '../../support/world.ts';

const MERGES = '/api/incident-merges';
const WEEKS = '/api/incidents?from=2026-11-02&to=2026-11-08';
type App = ReturnType<typeof testApp>;

async function inWorld(
  work: (database: TestDatabase, app: App, pair: { keep: string; drop: string }) => Promise<void>,
) {
  await inDatabase(async (database) => {
    await loadWorld(database, 'one');
    await loadWorld(database, 'two');
    const app = testApp(database);
    const ids = await database.rows<{ id: string }>(sql`
      select id from incident where organization_id = 'one' and cell_r8 is not null and day = '2026-11-03' and consent = 'given'
      order by id`);
    const pair = { keep: ids[0]?.id as string, drop: ids[1]?.id as string };
    await work(database, app, pair);
    expect(app.faults).toEqual([]);
  });
}

/** What every way of counting says of the week and the quarter. */
async function counted({ as }: App) {
  const [operations, planner, steward] = [await as('operations'), await as('planner'), await as('steward')];
  const sum = (counts: readonly number[]) => counts.reduce((all, one) => all + one, 0);
  const exact = await steward.get('/api/incidents/exact');
  return {
    operations: sum((await operations.get(WEEKS)).json.count),
    planner: sum((await planner.get(WEEKS)).json.count),
    exact: exact.json.features.length,
  };
}

it('are proposed as a pair with the likelier record to keep, and nothing vaguer or farther is', () =>
  inWorld(async (database, { as }, { keep, drop }) => {
    const operations = await as('operations');
    await database.run(
      sql`update incident set verification = 'unverified', source_class = 'patrol' where id = ${keep}::uuid`,
    );
    const far = await operations.get('/api/incidents/duplicates?from=2026-11-01&to=2026-11-20');
    expect(far.json).toMatchObject({
      isWhole: true,
      items: [{ keep: { id: drop }, drop: { id: keep }, sameCell: true, daysApart: 0 }],
    });
    expect(far.text).not.toMatch(/12\.12|11\.65/);
    await database.run(sql`update incident set time_precision = 'month' where id = ${keep}::uuid`);
    expect((await operations.get('/api/incidents/duplicates?from=2026-11-01&to=2026-11-20')).json.items).toEqual([]);
    const elsewhere = await as('operations', 'one', 'QQ001');
    expect((await elsewhere.get('/api/incidents/duplicates?from=2025-11-01')).json.items).toEqual([]);
  }));

it('are found for an entry that is being typed: in the cell or its neighbor, on the day or the next, of its type', () =>
  inWorld(async (database, { as }) => {
    const operations = await as('operations');
    const { cell } = await database.one<{ cell: string }>(sql`
      select distinct cell_r8 as cell from incident where organization_id = 'one' and cell_r8 is not null`);
    const found = async (draft: object) => {
      const { status, json } = await operations.send('POST', '/api/incidents/duplicates', draft);
      expect(status).toBe(200);
      return json.items.map((item: { period: string }) => item.period).sort();
    };
    const draft = { type: 'physical_assault', day: '2026-11-04', cell };
    expect(await found(draft)).toEqual(['2026-11-03', '2026-11-03', '2026-11-05']);
    const [, neighbor] = gridDisk(cell, 1);
    const [, distant] = gridDisk(cell, 3).filter((one) => !gridDisk(cell, 1).includes(one));
    expect(await found({ ...draft, cell: neighbor })).toHaveLength(3);
    expect(await found({ ...draft, cell: distant })).toEqual([]);
    expect(await found({ ...draft, type: 'rape' })).toEqual([]);
    expect(await found({ ...draft, day: '2026-11-07' })).toEqual([]);
    expect(await found({ type: draft.type, day: draft.day, areaPcode: 'QQ002' })).toEqual(['2026-11-03']);
    for (const wrong of [
      { ...draft, areaPcode: 'QQ002' },
      { ...draft, cell: null },
      { ...draft, geom: cellToLatLng(cell) },
    ]) {
      expect((await operations.send('POST', '/api/incidents/duplicates', wrong)).status).toBe(400);
    }
    expect((await (await as('planner')).send('POST', '/api/incidents/duplicates', draft)).status).toBe(404);
  }));

it('count once everywhere when merged, and twice again when taken apart', () =>
  inWorld(async (database, app, pair) => {
    expect(await counted(app)).toEqual({ operations: 3, planner: 3, exact: 6 });
    const operations = await app.as('operations');
    const made = await operations.send('POST', MERGES, pair);
    expect(made.status).toBe(201);
    expect(made.json).toMatchObject({
      id: pair.drop,
      mergedOn: '2026-11-20',
      keep: { id: pair.keep, merged: 1 },
      version: 1,
    });
    expect(await counted(app)).toEqual({ operations: 2, planner: 0, exact: 5 });
    expect((await operations.get(MERGES)).json.items).toEqual([made.json]);
    const again = await operations.send('POST', MERGES, pair);
    expect([again.status, again.json.code]).toEqual([404, 'incident_not_found']);

    const etag = made.headers.get('ETag') as string;
    const gone = await operations.send('DELETE', `${MERGES}/${pair.drop}`, undefined, { 'If-Match': etag });
    expect(gone.status).toBe(204);
    expect((await counted(app)).operations).toBe(3);
    // Planners see it again with the next batch, as everything that enters late.
    expect((await counted(app)).planner).toBe(0);
    await database.run(raw('delete from planner_batch'));
    await refreshPlannerPicture(database, { organizationId: 'one', now: NOW });
    expect(await counted(app)).toEqual({ operations: 3, planner: 3, exact: 6 });
    expect(
      await database.rows(sql`select verb, thing_id, role from audit
        where organization_id = 'one' and verb in ('merge', 'unmerge') order by seq`),
    ).toEqual([
      { verb: 'merge', thing_id: pair.drop, role: 'operations' },
      { verb: 'unmerge', thing_id: pair.drop, role: 'operations' },
    ]);
  }));

it('cannot be merged unseen, with itself, against verification, or by operations where they are no candidates', () =>
  inWorld(async (database, { as }, { keep, drop }) => {
    const [operations, steward] = [await as('operations'), await as('steward')];
    const status = async (caller: typeof operations, body: object) => (await caller.send('POST', MERGES, body)).status;
    expect(await status(operations, { keep, drop: keep })).toBe(400);
    expect(await status(operations, { keep, drop, role: 'steward' })).toBe(400);
    expect(await status(await as('operations', 'two'), { keep, drop })).toBe(404);
    expect(await status(await as('operations', 'one', 'QQ001'), { keep, drop })).toBe(404);
    for (const role of ['planner', 'partner', 'evaluator', 'admin'] as const)
      expect(await status(await as(role), { keep, drop })).toBe(404);
    await database.run(sql`update incident set verification = 'unverified' where id = ${keep}::uuid`);
    expect(await status(steward, { keep, drop })).toBe(400);
    await database.run(sql`update incident set type = 'rape', verification = 'verified' where id = ${keep}::uuid`);
    expect(await status(operations, { keep, drop })).toBe(400);
    expect(await status(steward, { keep, drop })).toBe(201);
  }));

it('stay out of every count when the kept record is withdrawn, until somebody takes them apart', () =>
  inWorld(async (_database, app, { keep, drop }) => {
    const steward = await app.as('steward');
    const made = await steward.send('POST', MERGES, { keep, drop });
    const before = (await counted(app)).operations;
    const withdrawn = await steward.send(
      'PATCH',
      `/api/incidents/${keep}`,
      { consent: 'withdrawn' },
      { 'If-Match': '"1"' },
    );
    expect(withdrawn.status).toBe(200);
    expect((await counted(app)).operations).toBe(before - 1);
    expect((await steward.get(MERGES)).json.items).toMatchObject([{ id: drop, keep: null }]);
    const etag = made.headers.get('ETag') as string;
    expect((await steward.send('DELETE', `${MERGES}/${drop}`, undefined, { 'If-Match': '"7"' })).status).toBe(412);
    expect((await steward.send('DELETE', `${MERGES}/${drop}`, undefined, { 'If-Match': etag })).status).toBe(204);
    expect((await counted(app)).operations).toBe(before);
  }));

it('count in one release: the mark of a published one goes with the event, and back when they are taken apart', () =>
  inWorld(async (database, app, { keep, drop }) => {
    const { id: release } = await database.one<{ id: string }>(sql`
      insert into release (organization_id, period, scheme, floor, status, public_document, evaluator_document, sha256, parameters, findings)
      values ('one', '2026-Q3', 'h3', 11, 'published', '{}', '{}', '', '{}', '[]') returning id`);
    const marks = async () => {
      const rows = await database.rows<{ id: string; mark: string | null }>(sql`
        select id, release_id as mark from incident where id in (${keep}::uuid, ${drop}::uuid)`);
      return Object.fromEntries(rows.map(({ id, mark }) => [id === keep ? 'keep' : 'drop', mark]));
    };
    await database.run(sql`update incident set release_id = ${release}::uuid where id = ${drop}::uuid`);
    const operations = await app.as('operations');
    const made = await operations.send('POST', MERGES, { keep, drop });
    expect(await marks()).toEqual({ keep: release, drop: release });
    const etag = made.headers.get('ETag') as string;
    await operations.send('DELETE', `${MERGES}/${drop}`, undefined, { 'If-Match': etag });
    expect(await marks()).toEqual({ keep: null, drop: release });
    // One that was counted by itself keeps its mark.
    await database.run(sql`update incident set release_id = ${release}::uuid where id = ${keep}::uuid`);
    await operations.send('POST', MERGES, { keep, drop });
    await operations.send('DELETE', `${MERGES}/${drop}`, undefined, { 'If-Match': etag });
    expect(await marks()).toEqual({ keep: release, drop: release });
  }));

it('leave the releases to come, and a draft that counts the dropped one no longer stands', () =>
  inWorld(async (database, app, { keep, drop }) => {
    const viewer = { role: 'steward', organizationId: 'one', areaPrefix: '' } as const;
    const quarter = { period: '2026-Q4', end: '2027-01-01', now: NOW };
    const counted = async () => (await releasableRecords(database, viewer, quarter)).map(({ id }) => id);
    const before = await counted();
    expect(before).toContain(drop);
    const { id } = await insertDraft(database, viewer, {
      ...{ period: '2026-Q4', scheme: 'h3', floor: 11, publicDocument: '{}', evaluatorDocument: '{}', findings: [] },
      ...{ recordIds: before, records: { told: before.length, withheld: 0, outside: 0 } },
    });
    expect(await draftStands(database, viewer, { id, now: NOW })).toBe(true);
    await (await app.as('operations')).send('POST', MERGES, { keep, drop });
    expect(await counted()).toEqual(before.filter((one) => one !== drop));
    expect(await draftStands(database, viewer, { id, now: NOW })).toBe(false);
    const sums = await disclosureCounts(database, viewer, { from: '2026-10-01', end: '2027-01-01', now: NOW });
    expect([sums.records, sums.operations.records]).toEqual([before.length, before.length]);
  }));

it('stand apart again when the dataset of the kept record is removed', () =>
  inWorld(async (database, app, { keep, drop }) => {
    const steward = await app.signedIn({ role: 'steward' });
    await database.run(sql`update incident set dataset_id = null where id = ${drop}::uuid`);
    expect((await steward.send('POST', MERGES, { keep, drop })).status).toBe(201);
    const { id, version } = await database.one<{ id: string; version: number }>(sql`
      select id, version from dataset where organization_id = 'one' and noun = 'incident'`);
    const gone = await steward.send('DELETE', `/api/datasets/${id}`, undefined, { 'If-Match': `"${version}"` });
    expect(gone.status).toBe(204);
    expect(await database.rows(sql`select id, merged_into from incident where organization_id = 'one'`)).toEqual([
      { id: drop, merged_into: null },
    ]);
  }));
