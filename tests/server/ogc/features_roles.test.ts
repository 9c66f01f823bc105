// What staff read of incidents and patrols as collections: cells and hours as their queries reduce them, audited and
// counted; never a point.
import { cellToLatLng, getResolution } from 'h3-js';
import { expect, it } from 'vitest';
import { sql } from '../../../server/db/sql.ts';
import { QUESTIONS_A_DAY } from '../../../server/queries/planner_budget.ts';
import { testApp } from '../../support/app.ts';
import { inDatabase, type TestDatabase } from '../../support/database.ts';
import { CANARY_POINT, loadWorld } from '../../support/world.ts';

const CELLS = '/ogc/collections/incident-cells/items';

interface Cell {
  readonly id: string;
  readonly geometry: { readonly type: string; readonly coordinates: [number, number][][][] } | null;
  readonly properties: {
    readonly cell: string | null;
    readonly areaPcode: string | null;
    readonly period: string;
    readonly count: number;
  };
}

const withApp = (work: (app: ReturnType<typeof testApp>, database: TestDatabase) => Promise<void>) =>
  inDatabase(async (database) => {
    await loadWorld(database, 'one');
    await loadWorld(database, 'two');
    const app = testApp(database, { publicOrganizationId: 'one' });
    await work(app, database);
    expect(app.faults).toEqual([]);
  });

it('gives planners the counts of /api as outlines of r7 cells and weeks, at or over the floor', () =>
  withApp(async ({ as }) => {
    const planner = await as('planner');
    const there = (await planner.get('/api/incidents?from=2026-01-01&to=2026-11-20')).json;
    const { json, text } = await planner.get(CELLS);
    const cells = json.features as Cell[];
    expect(cells.map(({ properties }) => [properties.cell, properties.period, properties.count])).toEqual(
      there.cell.map((cell: string, i: number) => [cell, there.period[i], there.count[i]]),
    );
    expect(cells).toHaveLength(1);
    for (const { properties, geometry } of cells) {
      expect(getResolution(properties.cell ?? '')).toBe(7);
      expect(properties.count).toBeGreaterThanOrEqual(3);
      const ring = geometry?.coordinates[0]?.[0] ?? [];
      expect(ring).toHaveLength(7);
      const [lat, lon] = cellToLatLng(properties.cell ?? '');
      const mean = (axis: 0 | 1) => ring.slice(1).reduce((sum, position) => sum + position[axis], 0) / 6;
      expect(mean(0)).toBeCloseTo(lon, 4);
      expect(mean(1)).toBeCloseTo(lat, 4);
    }
    expect([json.numberMatched, json.numberReturned]).toEqual([undefined, 1]);
    for (const form of ['json', 'csv', 'html']) {
      const body = form === 'json' ? text : (await planner.get(`${CELLS}?f=${form}`)).text;
      for (const part of CANARY_POINT) expect(body).not.toContain(String(part));
    }
  }));

it('filters cells by what is shown of them, never by the place of a record', () =>
  withApp(async ({ as }) => {
    const planner = await as('planner');
    const found = async (query: string) => (await planner.get(`${CELLS}?${query}`)).json.features.length;
    const [{ geometry, properties }] = (await planner.get(CELLS)).json.features;
    const corner = geometry.coordinates[0][0][0] as [number, number];
    const around = (at: readonly number[], d: number) => [at[0]! - d, at[1]! - d, at[0]! + d, at[1]! + d].join(',');
    // A corner of the cell is met as well as the point is.
    expect([await found(`bbox=${around(corner, 1e-6)}`), await found(`bbox=${around(CANARY_POINT, 1e-6)}`)]).toEqual([
      1, 1,
    ]);
    expect(await found('bbox=20,20,21,21')).toBe(0);
    expect(await found(`cell=${properties.cell}&type=physical_assault&period=2026-11-02`)).toBe(1);
    expect(await found('type=rape')).toBe(0);
    expect((await planner.get(`${CELLS}/${properties.cell}:2026-11-02:physical_assault`)).status).toBe(200);
    expect((await planner.get(`${CELLS}/${properties.cell}:2026-10-19:physical_assault`)).status).toBe(404);
  }));

it('counts each page against the planner’s questions of the day and writes it into the trail', () =>
  withApp(async ({ as }, database) => {
    const planner = await as('planner');
    const trail = () =>
      database.rows(
        sql`select verb, noun, row_count as "rowCount" from audit where organization_id = 'one' and role = 'planner'`,
      );
    await planner.get(CELLS);
    await planner.get('/ogc/collections/patrol-effort/items');
    expect(await trail()).toEqual([
      { verb: 'read', noun: 'incident', rowCount: 1 },
      { verb: 'read', noun: 'patrol_effort', rowCount: 0 },
    ]);
    await database.run(sql`update query_budget set used = ${QUESTIONS_A_DAY}`);
    for (const path of [CELLS, `${CELLS}/x:2026-11-02:rape`, '/ogc/collections/patrol-effort/items']) {
      expect([path, (await planner.get(path)).json.code]).toEqual([path, 'too_many_requests']);
    }
    expect((await planner.get('/ogc/collections/incident-cells')).status).toBe(200);
    expect((await planner.get('/ogc/collections/services/items')).status).toBe(200);
  }));

it('gives operations r8 cells and days of their area, and what is only known to a district without a place', () =>
  withApp(async ({ as }) => {
    const cells = (await (await as('operations')).get(CELLS)).json.features as Cell[];
    const placed = cells.filter(({ geometry }) => geometry !== null);
    expect(placed.map(({ properties }) => getResolution(properties.cell ?? ''))).toEqual(placed.map(() => 8));
    expect(placed.reduce((sum, { properties }) => sum + properties.count, 0)).toBe(5);
    const vague = cells.filter(({ geometry }) => geometry === null);
    expect(vague.map(({ properties }) => [properties.cell, properties.areaPcode])).toEqual([[null, 'QQ002']]);
    const elsewhere = await (await as('operations', 'one', 'QQ001')).get(CELLS);
    expect(elsewhere.json.features).toEqual([]);
    const runs = await (await as('operations')).get('/ogc/collections/patrol-runs/items');
    expect([runs.status, runs.json.features]).toEqual([200, []]);
  }));

it('gives operations the runs of routes of their own area, by time', () =>
  withApp(async ({ as }, database) => {
    for (const organization of ['one', 'two']) {
      await database.run(sql`
        insert into patrol_run (organization_id, route_id, started_at, ended_at, length_meters, geom)
        select organization_id, id, '2026-11-01T08:00:00Z', '2026-11-01T10:00:00Z', 1000, geom from patrol_route
        where organization_id = ${organization}`);
    }
    const found = async (areaPrefix: string, query = '') =>
      (await (await as('operations', 'one', areaPrefix)).get(`/ogc/collections/patrol-runs/items${query}`)).json
        .features;
    const [run, ...others] = await found('QQ001');
    expect(others).toEqual([]);
    expect(run.properties).toMatchObject({ startedAt: '2026-11-01T08:00:00Z', endedAt: '2026-11-01T10:00:00Z' });
    expect(await found('QQ002')).toEqual([]);
    expect(await found('', '?datetime=2026-11-01T10:00:00Z/..')).toHaveLength(1);
    expect(await found('', '?datetime=2026-11-01T10:00:01Z/..')).toEqual([]);
    expect(await found('', '?datetime=../2026-11-01T07:59:59Z')).toEqual([]);
    expect(await found('', `?routeId=${run.properties.routeId}&bbox=10,10,10.15,10.15`)).toHaveLength(1);
    expect(await found('', '?bbox=10.15,10,10.2,10.05')).toEqual([]);
  }));

it('gives people by cell of the newest dataset, or of the one that is named', () =>
  withApp(async ({ as }) => {
    const partner = await as('partner');
    const path = '/ogc/collections/population/items';
    const { json } = await partner.get(`${path}?limit=3`);
    expect(json.features.map(({ properties }: { properties: { people: number } }) => properties.people)).toEqual([
      100, 200, 400,
    ]);
    expect(json.numberMatched).toBeUndefined();
    const next = json.links.find(({ rel }: { rel: string }) => rel === 'next').href;
    const rest = (await partner.get(next.slice('http://127.0.0.1'.length))).json.features;
    expect(rest.map(({ geometry }: { geometry: object }) => geometry)).toEqual([
      { type: 'Point', coordinates: [13.5, 10.5] },
    ]);
    const { datasetId } = rest[0].properties;
    expect((await partner.get(`${path}?datasetId=${datasetId}&areaPcode=QQ002`)).json.features).toHaveLength(2);
    expect((await partner.get(`${path}?bbox=11,10,13,11`)).json.features).toHaveLength(2);
    expect((await partner.get(`${path}?bbox=13,10,11,11`)).json.features).toHaveLength(2);
    expect((await partner.get(`${path}/${rest[0].id}`)).json.properties.people).toBe(800);
    expect((await (await as('partner', 'two')).get(`${path}/${rest[0].id}`)).status).toBe(404);
    expect((await (await as('partner', 'two')).get(`${path}?datasetId=${datasetId}`)).json.features).toEqual([]);
  }));
