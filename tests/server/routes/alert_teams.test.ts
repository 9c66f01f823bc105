// Who can go to an alert: over the roads as they are now, from where a team is and once it is free, and why another cannot.
import { cellToLatLng } from 'h3-js';
import { expect, it } from 'vitest';
import { geodesicMeters } from '../../../geodata/analysis/reach/geodesic.ts';
import { raw, sql } from '../../../server/db/sql.ts';
import { createDataset, loadRows } from '../../../server/queries/load.ts';
import { type Caller, testApp } from '../../support/app.ts';
import { inDatabase, type TestDatabase } from '../../support/database.ts';
import { loadWorld } from '../../support/world.ts';

/** Near 11 E, 11 N, where two pieces of the street below meet. */
const CELL = '8858e1953dfffff';

interface Scene {
  readonly db: TestDatabase;
  readonly operations: Caller;
  readonly alert: string;
  readonly team: (record: object) => Promise<string>;
  readonly nearest: () => Promise<
    Record<string, never> & { teams: { name: string; minutes: number; sure: boolean }[] }
  >;
}

const scene = (work: (scene: Scene) => Promise<unknown>) =>
  inDatabase(async (db) => {
    await loadWorld(db, 'one');
    await loadStreet(db);
    const app = testApp(db);
    const operations = await app.as('operations');
    const made = await operations.send('POST', '/api/alerts', { kind: 'threat', severity: 3, cell: CELL });
    const alert = made.json.id as string;
    await work({
      db,
      operations,
      alert,
      team: async (record) => {
        const team = await operations.send('POST', '/api/teams', record);
        expect([team.status, team.json.errors]).toEqual([201, undefined]);
        return team.json.id;
      },
      nearest: async () => (await operations.get(`/api/alerts/${alert}/teams`)).json,
    });
    expect(app.faults).toEqual([]);
  });

/** West to east along 11 N through 10.9, 11.0, 11.1, ten minutes a piece; and a way round in the north, forty minutes. */
async function loadStreet(db: TestDatabase) {
  const datasetId = await createDataset(db, { organizationId: 'one', noun: 'road', name: 'street' });
  const piece = (from: [number, number], to: [number, number], minutes: number) => ({
    ...{ roadClass: 'primary' as const, lengthMeters: 11_000, seconds: minutes * 60, oneWay: false, closed: false },
    geom: { type: 'LineString' as const, coordinates: [from, to] },
  });
  await loadRows(db, { noun: 'road', organizationId: 'one', datasetId }, [
    piece([10.9, 11], [11, 11], 10),
    piece([11, 11], [11.1, 11], 10),
    piece([10.9, 11], [10.9, 11.2], 10),
    piece([10.9, 11.2], [11, 11.2], 10),
    piece([11, 11.2], [11, 11], 20),
  ]);
}
const at = (lon: number, lat: number) => ({ position: { type: 'Point', coordinates: [lon, lat] } });

it('lists by arrival: minutes on the road, the wait of a busy team, and last those of whom nobody knows', () =>
  scene(async ({ team, nearest }) => {
    await team({ name: 'West', ...at(10.9, 11) });
    await team({ name: 'Near', ...at(11.05, 11) });
    await team({ name: 'Soon', ...at(11.05, 11), status: 'on-task', freeFrom: '2026-11-20T12:30:00Z' });
    await team({ name: 'Unsure', ...at(11.01, 11), status: 'on-task' });
    await team({ name: 'Home', ...at(11, 11), status: 'off-duty' });
    await team({ name: 'Lost' });
    await team({ name: 'Far from roads', ...at(12.5, 10.2) });
    const found = await nearest();
    expect(found).toMatchObject({ way: 'roads', at: '2026-11-20T12:00:00.000Z' });
    expect(found.teams.map(({ name, sure }) => [name, sure])).toEqual([
      ...[
        ['Near', true],
        ['West', true],
        ['Soon', true],
      ],
      ['Unsure', false],
    ]);
    const minutes = Object.fromEntries(found.teams.map(({ name, minutes }) => [name, minutes]));
    const [lat, lon] = cellToLatLng(CELL);
    const walk = geodesicMeters({ fromLon: lon, fromLat: lat, toLon: lon, toLat: 11 }) / 1000 / 5;
    // A tenth of a degree takes ten minutes; between the street and the middle of the cell people walk.
    expect(minutes['Near']).toBeCloseTo((11.05 - lon) * 100 + walk * 60, 2);
    expect(minutes['West']).toBeCloseTo((lon - 10.9) * 100 + walk * 60, 2);
    expect((minutes['Soon'] as number) - (minutes['Near'] as number)).toBeCloseTo(30, 6);
    expect(found['leftOut']).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ name: 'Home', reason: 'off-duty' }),
        expect.objectContaining({ name: 'Lost', reason: 'no-position' }),
        expect.objectContaining({ name: 'Far from roads', reason: 'no-road' }),
      ]),
    );
    expect(JSON.stringify(found)).not.toMatch(/coordinates|"position"/);
  }));

it('changes at once with a road that closes and with a constraint that begins, and says who is cut off', () =>
  scene(async ({ db, team, nearest }) => {
    await team({ name: 'West', ...at(10.9, 11) });
    const minutesOf = async () => (await nearest()).teams[0]?.minutes ?? null;
    const before = (await minutesOf()) as number;
    const close = (where: string) =>
      db.run(raw(`update road_edge set closed = true where organization_id = 'one' and ${where}`));
    await close('st_xmin(geom) = 10.9 and st_xmax(geom) = 11 and st_ymax(geom) = 11');
    const round = (await minutesOf()) as number;
    // Forty minutes instead of ten.
    expect(round - before).toBeGreaterThan(28);
    expect(round - before).toBeLessThan(32);
    await db.run(sql`
      insert into access_constraint (organization_id, name, kind, access_type, threat, effect, within_meters, starts_at, source,
        reliability, credibility, geom)
      select 'one', 'Flood', 'flood', 'environment', 1, 'closed', 50, '2026-11-20T00:00:00Z', 'walk', 'B', 2,
        st_setsrid(st_makepoint(10.95, 11.2), 4326)`);
    const cut = await nearest();
    expect([cut.teams, cut['leftOut']]).toEqual([
      [],
      [expect.objectContaining({ name: 'West', reason: 'unreachable' })],
    ]);
  }));

it('takes a team that an open alert was given to as on task, whatever its own status says', () =>
  scene(async ({ operations, alert, team, nearest }) => {
    const [first] = [await team({ name: 'First', ...at(11.01, 11) }), await team({ name: 'Second', ...at(10.9, 11) })];
    expect((await nearest()).teams.map(({ name }) => name)).toEqual(['First', 'Second']);
    const other = (await operations.send('POST', '/api/alerts', { kind: 'other', severity: 1, cell: CELL })).json.id;
    const act = (version: number, action: object) =>
      operations.send('POST', `/api/alerts/${other}/actions`, action, { 'If-Match': `"${version}"` });
    await act(1, { action: 'verify' });
    expect((await act(2, { action: 'assign', teamId: first })).status).toBe(200);
    expect((await nearest()).teams.map(({ name, sure }) => [name, sure])).toEqual([
      ['Second', true],
      ['First', false],
    ]);
    await act(3, { action: 'close', outcome: 'no_response', reason: 'no_access' });
    expect((await nearest()).teams.map(({ name }) => name)).toEqual(['First', 'Second']);
    expect((await operations.get(`/api/alerts/${alert}/teams`)).status).toBe(200);
  }));

it('measures straight lines, and says so, where no road is near; an alert of an area is in its middle', () =>
  scene(async ({ db, operations, team }) => {
    await team({ name: 'West', ...at(13, 11) });
    await db.run(raw(`delete from road_edge where organization_id = 'one'`));
    const made = await operations.send('POST', '/api/alerts', { kind: 'threat', severity: 3, areaPcode: 'QQ002' });
    const found = (await operations.get(`/api/alerts/${made.json.id}/teams`)).json;
    expect(found.way).toBe('straight');
    expect(found.teams).toHaveLength(1);
    expect(found.warnings.join(' ')).toMatch(/straight lines.*middle of the area/);
  }));
