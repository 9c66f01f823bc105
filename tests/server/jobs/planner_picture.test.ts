// The planners' picture over time: what enters with which batch, what leaves at once, and what never shows.
import { expect, it } from 'vitest';
import { raw, sql } from '../../../server/db/sql.ts';
import { refreshAllPictures } from '../../../server/jobs/planner_job.ts';
import { createDataset, type LoadRow, loadRows } from '../../../server/queries/load.ts';
import { refreshPlannerPicture } from '../../../server/queries/planner_picture.ts';
import { inCommittedDatabase, inDatabase, type TestDatabase } from '../../support/database.ts';
import { incidentRow, loadWorld } from '../../support/world.ts';

const refresh = (database: TestDatabase, now: string) =>
  refreshPlannerPicture(database, { organizationId: 'one', now: new Date(now) });
const picture = (database: TestDatabase) =>
  database.rows<{ week: string; count: number }>(
    sql`select week, count from planner_cell where organization_id = 'one' and type = 'physical_assault' order by week, place`,
  );
const at = (date: string) => ({ ...incidentRow, occurredFrom: `${date}T10:00:00Z`, occurredTo: `${date}T10:00:00Z` });

async function add(database: TestDatabase, rows: readonly LoadRow['incident'][], name = 'late') {
  const datasetId = await createDataset(database, { organizationId: 'one', noun: 'incident', name });
  await loadRows(database, { noun: 'incident', organizationId: 'one', datasetId }, rows);
}
async function withoutPicture(database: TestDatabase) {
  await loadWorld(database, 'one');
  await database.run(raw('update incident set planner_batch = null'));
  await database.run(raw('delete from planner_batch'));
}

it('shows a week from the Thursday after it, 72 hours after its end, and not a second earlier', () =>
  inDatabase(async (database) => {
    await withoutPicture(database);
    const at = async (now: string) => {
      await refresh(database, now);
      return picture(database);
    };
    expect(await at('2026-11-11T23:59:59Z')).toEqual([]);
    expect(await at('2026-11-12T00:00:00Z')).toEqual([{ week: '2026-11-02', count: 3 }]);
  }));

it('lets late and newly verified records enter with the next batch only, and twice is as once', () =>
  inDatabase(async (database) => {
    await loadWorld(database, 'one');
    await add(database, [at('2026-11-04'), at('2026-11-04')]);
    const before = await picture(database);
    expect(await refresh(database, '2026-11-25T23:59:59Z')).toBe(false);
    expect(await picture(database)).toEqual(before);
    expect(await refresh(database, '2026-11-26T00:00:00Z')).toBe(true);
    expect(await picture(database)).toEqual([{ week: '2026-11-02', count: 5 }]);
    expect(await refresh(database, '2026-11-26T00:00:00Z')).toBe(false);
    // A clock that went back takes nothing away and lets nothing in.
    await add(database, [at('2026-11-04')], 'later');
    expect(await refresh(database, '2026-11-20T00:00:00Z')).toBe(false);
    expect(await picture(database)).toEqual([{ week: '2026-11-02', count: 5 }]);
  }));

it('counts exactly what may count: three of one type, cell and week, live, and known to a week at least', () =>
  inDatabase(async (database) => {
    await withoutPicture(database);
    const three = <T>(row: T): T[] => [row, row, row];
    await add(database, [
      ...three({ ...at('2026-10-06'), verification: 'rejected' as const }),
      ...three({ ...at('2026-10-06'), consent: 'withdrawn' as const }),
      ...three({ ...at('2026-10-06'), timePrecision: 'month' as const }),
      ...three({ ...at('2026-10-13'), timePrecision: 'week' as const }),
      { ...at('2026-10-13'), type: 'rape' as const },
      { ...at('2026-10-13'), type: 'rape' as const },
      ...three({ ...at('2026-10-13'), placePrecision: 'district' as const, areaPcode: 'QQ001' }),
    ]);
    await refresh(database, '2026-11-20T12:00:00Z');
    const rows = await database.rows(sql`
      select place, imprecise, area_pcode as area, week, type, count from planner_cell order by week, place`);
    expect(rows).toEqual([
      {
        place: expect.stringMatching(/^87/),
        imprecise: false,
        area: 'QQ002',
        week: '2026-10-12',
        type: 'physical_assault',
        count: 3,
      },
      { place: 'QQ001', imprecise: true, area: 'QQ001', week: '2026-10-12', type: 'physical_assault', count: 3 },
      {
        place: expect.stringMatching(/^87/),
        imprecise: false,
        area: 'QQ002',
        week: '2026-11-02',
        type: 'physical_assault',
        count: 3,
      },
    ]);
  }));

it.each([
  ['withdrawn', `update incident set consent = 'withdrawn' where id = any ($ids)`],
  ['rejected', `update incident set verification = 'rejected' where id = any ($ids)`],
  [
    'merged into another',
    `update incident set merged_into = gen_random_uuid(), merged_on = '2026-11-26' where id = any ($ids)`,
  ],
  ['erased', `delete from incident where id = any ($ids)`],
  [
    'of another week',
    `update incident set occurred_from = '2026-10-06', occurred_to = '2026-10-06' where id = any ($ids)`,
  ],
  ['of another type', `update incident set type = 'rape' where id = any ($ids)`],
  ['known less exactly in time', `update incident set time_precision = 'month' where id = any ($ids)`],
])('takes a record out at once when it is %s, and lets nothing else in with it', (_, statement) =>
  inDatabase(async (database) => {
    await loadWorld(database, 'one');
    await add(database, [at('2026-11-04')]);
    await refresh(database, '2026-11-26T00:00:00Z');
    await add(database, [at('2026-11-04'), at('2026-11-04')], 'waiting');
    expect(await picture(database)).toEqual([{ week: '2026-11-02', count: 4 }]);
    const entered = await database.rows<{ id: string }>(
      sql`select id from incident where planner_batch is not null and day > '2026-11-01' and cell_r7 is not null`,
    );
    const take = (count: number) => {
      const ids = entered.splice(0, count).map(({ id }) => `'${id}'`);
      return database.run(raw(statement.replace('$ids', `array[${ids.join(',')}]::uuid[]`)));
    };
    expect(await take(1)).toBe(1);
    expect(await picture(database)).toEqual([{ week: '2026-11-02', count: 3 }]);
    expect(await take(1)).toBe(1);
    expect(await picture(database)).toEqual([]);
    expect(await take(1)).toBe(1);
    expect(await picture(database)).toEqual([]);
    await refresh(database, '2026-12-03T00:00:00Z');
    expect((await picture(database)).filter(({ week }) => week === '2026-11-02')).toEqual([
      { week: '2026-11-02', count: 3 },
    ]);
  }),
);

it('takes out what has expired within the hour, also where nobody removed it yet', () =>
  inDatabase(async (database) => {
    await loadWorld(database, 'one');
    await database.run(raw(`update incident set expires_on = '2026-11-20'`));
    await refresh(database, '2026-11-20T23:00:00Z');
    expect(await picture(database)).toHaveLength(1);
    expect(await refresh(database, '2026-11-21T00:30:00Z')).toBe(false);
    expect(await picture(database)).toEqual([]);
    await refresh(database, '2026-11-27T00:00:00Z');
    expect(await picture(database)).toEqual([]);
  }));

it('counts the rest again when a whole dataset goes, however many cells that touches', () =>
  inDatabase(async (database) => {
    await loadWorld(database, 'one');
    await loadWorld(database, 'two');
    const more = ['2026-09-01', '2026-09-08', '2026-11-04'].flatMap((date) => [at(date), at(date), at(date)]);
    await add(database, more);
    await refresh(database, '2026-11-26T00:00:00Z');
    expect((await picture(database)).map(({ count }) => count)).toEqual([3, 3, 6]);
    await database.run(sql`delete from dataset where name = 'late'`);
    expect(await picture(database)).toEqual([{ week: '2026-11-02', count: 3 }]);
    expect(await database.rows(sql`select count from planner_cell where organization_id = 'two'`)).toHaveLength(1);
  }));

it('changes nothing in the picture when a point moves within its cell', () =>
  inDatabase(async (database) => {
    await loadWorld(database, 'one');
    const before = await picture(database);
    await database.run(raw(`update incident set geom = st_translate(geom, 0.0001, 0.0001)`));
    expect(await picture(database)).toEqual(before);
  }));

it('makes no batch where there is nothing to show, so that first data are seen at once', () =>
  inDatabase(async (database) => {
    await database.run(raw(`insert into organization (id, name) values ('one', 'One')`));
    expect(await refresh(database, '2026-11-20T12:00:00Z')).toBe(false);
    await add(database, [at('2026-11-03'), at('2026-11-03'), at('2026-11-03')]);
    expect(await refresh(database, '2026-11-20T13:00:00Z')).toBe(true);
    expect(await picture(database)).toHaveLength(1);
  }));

it('gives hours of patrols by the area of the cell’s center, for months that are over, with the batch', () =>
  inDatabase(async (database) => {
    await loadWorld(database, 'one');
    const route = await database.one<{ id: string; dataset: string }>(
      sql`select id, dataset_id as dataset from patrol_route where organization_id = 'one'`,
    );
    const cell = '875853da5ffffff';
    const into = { organizationId: 'one', datasetId: route.dataset };
    const id = '11111111-1111-4111-8111-111111111111';
    await loadRows(database, { noun: 'patrol_run', ...into }, [
      {
        id,
        routeId: route.id,
        startedAt: '2026-11-01T06:00:00Z',
        endedAt: '2026-11-01T08:00:00Z',
        lengthMeters: 900,
        geom: {
          type: 'LineString',
          coordinates: [
            [12.1, 11.6],
            [12.2, 11.7],
          ],
        },
      },
    ]);
    await loadRows(database, { noun: 'patrol_effort', ...into }, [
      { runId: id, cell, month: '2026-10-01', hours: 1.26 },
      { runId: id, cell, month: '2026-11-01', hours: 2 },
    ]);
    const effort = () =>
      database.rows(sql`select cell_r7, area_pcode, month, hours from planner_effort order by month`);
    await refresh(database, '2026-11-25T12:00:00Z');
    expect(await effort()).toEqual([]);
    const october = { cell_r7: cell, area_pcode: 'QQ002', month: '2026-10-01', hours: 1.3 };
    await refresh(database, '2026-11-26T12:00:00Z');
    expect(await effort()).toEqual([october]);
    await refresh(database, '2026-12-03T12:00:00Z');
    expect(await effort()).toEqual([october, { ...october, month: '2026-11-01', hours: 2 }]);
  }));

it('brings every organization up to date though one fails, and may run on several servers at once', () =>
  inCommittedDatabase(async (database) => {
    await database.transaction((tx) => loadWorld(tx, 'one'));
    await database.transaction((tx) => loadWorld(tx, 'two'));
    await database.run(raw(`update planner_batch set batch = '2026-11-12'`));
    await database.run(raw(`insert into query_budget values ('old', '2026-11-18', 3), ('new', '2026-11-20', 3)`));
    const faults: unknown[] = [];
    const job = {
      database,
      now: () => new Date('2026-11-20T12:00:00Z'),
      onFault: (fault: unknown) => faults.push(fault),
    };
    await Promise.all([refreshAllPictures(job), refreshAllPictures(job), refreshAllPictures(job)]);
    expect(faults).toEqual([]);
    expect(await database.rows(sql`select organization_id as id, batch from planner_batch order by 1`)).toEqual([
      { id: 'one', batch: '2026-11-19' },
      { id: 'two', batch: '2026-11-19' },
    ]);
    expect(await database.rows(sql`select organization_id, count from planner_cell order by 1`)).toHaveLength(2);
    expect(await database.rows(sql`select subject from query_budget`)).toEqual([{ subject: 'new' }]);
  }));

it('lets the planner’s login read the picture of its organization and neither records nor runs', () =>
  inDatabase(async (database) => {
    await loadWorld(database, 'one');
    await loadWorld(database, 'two');
    const planner = database.as({ login: 'app_planner', organizationId: 'one', accountId: '' });
    expect(await planner.rows(sql`select organization_id from planner_cell`)).toEqual([{ organization_id: 'one' }]);
    for (const table of ['incident', 'patrol_run', 'patrol_effort', 'revocation', 'account']) {
      await expect(planner.rows(raw(`select * from ${table}`))).rejects.toMatchObject({ sqlstate: '42501' });
    }
    for (const write of ['delete from planner_cell', 'update planner_batch set batch = batch - 7']) {
      await expect(planner.run(raw(write))).rejects.toMatchObject({ sqlstate: '42501' });
    }
  }));
