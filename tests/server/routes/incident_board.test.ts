// The board's columns and single records: what operations and stewards see, nobody else, and never finer than cell and day.
import { gunzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { unpackIncidents } from '../../../geodata/formats/incident_columns.ts';
import { BOARD_WORDS, NO_CELL } from '../../../geodata/schema/incident_columns.ts';
import { sql } from '../../../server/db/sql.ts';
import { testApp } from '../../support/app.ts';
import { inDatabase, type TestDatabase } from '../../support/database.ts';
import { loadWorld } from '../../support/world.ts';

const COLUMNS = '/api/incidents/columns';
const DAY_MS = 86_400_000;

async function inWorld(work: (database: TestDatabase, app: ReturnType<typeof testApp>) => Promise<void>) {
  await inDatabase(async (database) => {
    await loadWorld(database, 'one');
    await loadWorld(database, 'two');
    const app = testApp(database);
    await work(database, app);
    expect(app.faults).toEqual([]);
  });
}

/** Rows in words: day, cell or area, and the five words. */
async function rowsOf(app: ReturnType<typeof testApp>, token: string | null) {
  const answer = await app.request(COLUMNS, { headers: { Authorization: `Bearer ${token}` } });
  expect(answer.status).toBe(200);
  const { cells, pcodes, rows, asOf } = unpackIncidents(new Uint8Array(await answer.arrayBuffer()));
  expect(asOf).toBe('2026-11-20');
  return Array.from(rows.day, (day, i) => {
    const word = (name: keyof typeof BOARD_WORDS) => BOARD_WORDS[name][rows[name][i] as number];
    const cell = rows.cell[i] as number;
    return [
      new Date(day * DAY_MS).toISOString().slice(0, 10),
      cell === NO_CELL ? null : cells[cell]?.slice(0, 2),
      pcodes[rows.area[i] as number],
      ...(['period', 'type', 'verification', 'source', 'placePrecision'] as const).map(word),
    ].join(' ');
  });
}

it('gives operations and stewards one row a record, by day, with cell, area and words', () =>
  inWorld(async (database, app) => {
    await database.run(sql`update incident set type = 'rape', source_class = 'patrol', verification = 'unverified',
      time_precision = 'month' where organization_id = 'one' and day = '2026-11-05'`);
    const operations = await app.as('operations');
    const rows = await rowsOf(app, operations.token);
    expect(rows).toEqual([
      '2026-10-20 88 QQ002 day physical_assault verified community exact',
      '2026-10-21 88 QQ002 day physical_assault verified community exact',
      '2026-11-01 88 QQ002 month rape unverified patrol exact',
      '2026-11-03 88 QQ002 day physical_assault verified community exact',
      '2026-11-03 88 QQ002 day physical_assault verified community exact',
      '2026-11-03  QQ002 day physical_assault verified community district',
    ]);
    expect(await rowsOf(app, (await app.as('steward')).token)).toEqual(rows);
  }));

it('leaves out what was rejected, withdrawn, merged, is past its time or lies ahead, and what is outside the own area', () =>
  inWorld(async (database, app) => {
    const ids = await database.rows<{ id: string }>(sql`
      select id from incident where organization_id = 'one' and consent = 'given' and cell_r8 is not null order by day, id`);
    expect(ids).toHaveLength(5);
    const set = (at: number, change: ReturnType<typeof sql>) =>
      database.run(sql`update incident set ${change} where id = ${ids[at]?.id}::uuid`);
    await set(0, sql`verification = 'rejected'`);
    await set(1, sql`expires_on = '2026-11-19'`);
    await set(2, sql`merged_into = ${ids[3]?.id}::uuid, merged_on = '2026-11-19'`);
    await set(4, sql`occurred_from = '2026-11-21', occurred_to = '2026-11-21'`);
    const rows = await rowsOf(app, (await app.as('operations')).token);
    expect(rows.map((row) => row.slice(0, 19).trim())).toEqual(['2026-11-03 88 QQ002', '2026-11-03  QQ002 d']);
    await database.run(sql`update incident set area_r8 = 'QQ001' where id = ${ids[3]?.id}::uuid`);
    const east = await rowsOf(app, (await app.as('operations', 'one', 'QQ002')).token);
    expect(east).toEqual(['2026-11-03  QQ002 day physical_assault verified community district']);
  }));

it('is the same bytes for the same records, says so without sending them again, and comes compressed', () =>
  inWorld(async (database, app) => {
    const operations = await app.as('operations');
    const ask = (headers: Record<string, string>) =>
      app.request(COLUMNS, { headers: { Authorization: `Bearer ${operations.token}`, ...headers } });
    const first = await ask({});
    const tag = first.headers.get('ETag') ?? '';
    expect(first.headers.get('Cache-Control')).toContain('no-store');
    const plain = Buffer.from(await first.arrayBuffer());
    const zipped = await ask({ 'Accept-Encoding': 'gzip' });
    expect(zipped.headers.get('Content-Encoding')).toBe('gzip');
    expect(gunzipSync(Buffer.from(await zipped.arrayBuffer())).equals(plain)).toBe(true);
    expect((await ask({ 'If-None-Match': tag })).status).toBe(304);
    await database.run(sql`update incident set geom = st_translate(geom, 0.0005, 0.0005) where cell_r8 is not null`);
    expect((await ask({ 'If-None-Match': tag })).status).toBe(304);
    await database.run(
      sql`update incident set verification = 'rejected' where organization_id = 'one' and day = '2026-11-05'`,
    );
    expect((await ask({ 'If-None-Match': tag })).status).toBe(200);
  }));

it('does not exist for planners, partners, evaluators, admins and visitors', () =>
  inWorld(async (_database, { as, visitor }) => {
    const callers = [visitor];
    for (const role of ['planner', 'partner', 'evaluator', 'admin'] as const) callers.push(await as(role));
    for (const caller of callers) {
      for (const path of [COLUMNS, '/api/incidents/records?pcode=QQ002']) {
        const { status, json } = await caller.get(path);
        expect([status, json.code]).toEqual([404, 'not_found']);
      }
    }
  }));

it('lists the records of a cell or an area with their ids, and not the point or the hour', () =>
  inWorld(async (database, { as }) => {
    const operations = await as('operations');
    const { cell } = await database.one<{ cell: string }>(sql`
      select distinct cell_r8 as cell from incident where organization_id = 'one' and cell_r8 is not null`);
    const page = await operations.get(`/api/incidents/records?cell=${cell}&day=2026-11-03`);
    expect(page.json.items).toHaveLength(2);
    expect(page.json.items[0]).toEqual({
      id: expect.any(String),
      type: 'physical_assault',
      cell,
      areaPcode: 'QQ002',
      period: '2026-11-03',
      verification: 'verified',
      sourceClass: 'community',
      placePrecision: 'exact',
      merged: 0,
    });
    expect(page.text).not.toMatch(/12\.12|11\.65|T\d\d:/);
    const two = await operations.get(`/api/incidents/records?cell=${cell}&limit=2&from=2026-10-20&to=2026-11-03`);
    const rest = await operations.get(two.json.next);
    expect([two.json.items.length, rest.json.items.length, rest.json.next]).toEqual([2, 2, undefined]);
    const vague = await operations.get('/api/incidents/records?pcode=QQ002');
    expect(vague.json.items.map((item: { cell: string | null }) => item.cell)).toEqual([null]);
    expect((await operations.get('/api/incidents/records?pcode=QQ001')).json.items).toEqual([]);
    expect((await operations.get('/api/incidents/records')).json.errors[0].pointer).toBe('/cell');
    expect((await operations.get(`/api/incidents/records?cell=${cell}&type=rape`)).json.items).toEqual([]);
    const west = await as('operations', 'one', 'QQ001');
    expect((await west.get(`/api/incidents/records?cell=${cell}`)).json.items).toEqual([]);
  }));
