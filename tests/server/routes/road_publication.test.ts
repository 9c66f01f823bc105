// A road that was closed or slowed is known to those who plan and drive, and to nobody else before a steward publishes it: not
// by the record, the list, the other API, a tile or an analysis, nor by the number of its versions.
import { describe, expect, it } from 'vitest';
import { method } from '../../../geodata/analysis/catalog.ts';
import { roadExample } from '../../../geodata/schema/road.ts';
import type { WaitingRoad } from '../../../geodata/schema/road_publication.ts';
import { ROLES, type Role, SEES_UNPUBLISHED_ROADS } from '../../../geodata/schema/roles.ts';
import { guiseOf } from '../../../server/access/walls.ts';
import { raw, sql } from '../../../server/db/sql.ts';
import { resolveInputs } from '../../../server/jobs/inputs.ts';
import { createDataset, loadRows } from '../../../server/queries/load.ts';
import { type Caller, NOW, testApp } from '../../support/app.ts';
import { inDatabase, type TestDatabase } from '../../support/database.ts';
import { loadWorld } from '../../support/world.ts';

const BELOW = ['visitor', 'partner', 'evaluator'] as const;
const STAFF: readonly Role[] = [...SEES_UNPUBLISHED_ROADS];
const PATH = '/api/road-publication';

interface Given {
  readonly database: TestDatabase;
  readonly app: ReturnType<typeof testApp>;
  readonly steward: Caller;
  readonly operations: Caller;
  /** A road that a steward drew, open, of 900 seconds. */
  readonly road: string;
  readonly caller: (role: Role | 'visitor') => Promise<Caller>;
  /** Operations close it, at the version that they read. */
  readonly close: (change?: object) => Promise<number>;
}

const withRoad = (work: (given: Given) => Promise<unknown>) =>
  inDatabase(async (database) => {
    await loadWorld(database, 'one');
    await loadWorld(database, 'two');
    const datasetId = await createDataset(database, { organizationId: 'one', noun: 'road', name: 'roads' });
    const app = testApp(database, { publicOrganizationId: 'one' });
    const [steward, operations] = [await app.as('steward'), await app.as('operations')];
    const made = await steward.send('POST', '/api/roads', { ...roadExample, datasetId });
    const road = made.headers.get('Location') ?? '';
    await work({
      ...{ database, app, steward, operations, road },
      caller: async (role) => (role === 'visitor' ? app.visitor : app.as(role)),
      close: async (change = { closed: true, seconds: 1800 }) => {
        const read = await operations.get(road);
        return (await operations.send('PATCH', road, change, { 'If-Match': read.headers.get('ETag') ?? '' })).status;
      },
    });
    expect(app.faults).toEqual([]);
  });

/** Everything that a role reads of roads: one text for each way to read them. */
async function picture({ caller }: Given, role: Role | 'visitor', road: string): Promise<string[]> {
  const asking = await caller(role);
  const id = road.split('/').at(-1);
  const answers = await Promise.all(
    [
      road,
      '/api/roads',
      '/ogc/collections/roads/items',
      '/ogc/collections/roads/items?closed=true',
      '/ogc/collections/roads/items?closed=false&limit=1',
      `/ogc/collections/roads/items/${id}`,
      '/ogc/collections/roads/tiles/WebMercatorQuad/6/29/34',
    ].map((path) => asking.get(path)),
  );
  return answers.map(({ status, headers, text }) =>
    [status, headers.get('ETag'), text.replace(/"timeStamp":"[^"]*"/, '')].join(' '),
  );
}

const conditionOf = async (asking: Caller, road: string) => {
  const { closed, seconds } = (await asking.get(road)).json.properties;
  return [closed, seconds];
};

describe('a road that operations closed', () => {
  it('is closed for planners, operations and stewards, and no byte is another for all below them', () =>
    withRoad(async (given) => {
      const { road, close, caller, database, steward } = given;
      const { datasetId } = (await steward.get(road)).json.properties;
      for (let i = 0; i < 2; i++) await steward.send('POST', '/api/roads', { ...roadExample, datasetId });
      const before = new Map<string, string[]>();
      for (const role of BELOW) before.set(role, await picture(given, role, road));
      const staff = await picture(given, 'planner', road);
      expect(await close()).toBe(200);
      for (const role of BELOW) {
        expect([role, await picture(given, role, road)]).toEqual([role, before.get(role)]);
        expect(await conditionOf(await caller(role), road)).toEqual([false, 900]);
      }
      const closed = await picture(given, 'planner', road);
      for (const [way, text] of closed.entries()) expect(text).not.toBe(staff[way]);
      for (const role of STAFF)
        expect([role, await conditionOf(await caller(role), road)]).toEqual([role, [true, 1800]]);
      const heard = await database.rows<{ verb: string; hidden: boolean }>(
        raw(`select verb, hidden from outbox where noun = 'road' order by seq`),
      );
      const drawn = { verb: 'create', hidden: false };
      expect(heard).toEqual([drawn, drawn, drawn, { verb: 'change', hidden: true }]);
    }));

  it('is left out of an analysis by those who know, and is a way for all others', () =>
    withRoad(async ({ database, close }) => {
      await close();
      const count = async (role: Role) => {
        const asker = { viewer: { role, organizationId: 'one', areaPrefix: '' }, now: NOW };
        const inputs = { graph: { collection: 'roads', dataset: 'roads' } };
        const resolved = await resolveInputs(database, asker, { method: method('travel-time'), inputs });
        return (resolved as { graph: { cost: ArrayLike<number> } }).graph.cost.length;
      };
      for (const role of STAFF) expect([role, await count(role)]).toEqual([role, 0]);
      for (const role of ['partner', 'evaluator'] as const) expect([role, await count(role)]).toEqual([role, 2]);
    }));

  it('cannot be selected by the login of the public, and what is published cannot be written below stewards', () =>
    withRoad(async ({ database }) => {
      const as = (role: Role) => database.as(guiseOf({ role, organizationId: 'one', areaPrefix: '' }));
      for (const column of ['closed', 'seconds', 'version', '*']) {
        await expect(as('partner').rows(raw(`select ${column} from road_edge`))).rejects.toThrow('42501');
      }
      expect(await as('partner').rows(raw('select published_closed from road_edge'))).toHaveLength(1);
      for (const role of ['planner', 'operations'] as const) {
        await expect(as(role).run(raw('update road_edge set published_closed = true'))).rejects.toThrow('42501');
      }
    }));
});

describe('publication', () => {
  it('lists what waits and lets everybody know of exactly that', () =>
    withRoad(async (given) => {
      const { steward, road, close, caller, database } = given;
      expect((await steward.get(PATH)).json).toEqual({ waiting: 0, items: [] });
      await close();
      const { waiting, items } = (await steward.get(PATH)).json;
      const id = road.split('/').at(-1);
      expect([waiting, items]).toEqual([
        1,
        [
          expect.objectContaining({
            id,
            version: 2,
            closed: true,
            seconds: 1800,
            publishedClosed: false,
            publishedSeconds: 900,
          }),
        ],
      ]);
      const sent = await steward.send('POST', PATH, { roads: [{ id, version: 2, closed: true, seconds: 1800 }] });
      expect([sent.status, sent.json]).toEqual([200, { published: 1, waiting: 0 }]);
      for (const role of BELOW) {
        expect(await conditionOf(await caller(role), road)).toEqual([true, 1800]);
        // What they can see of the road changed once.
        expect((await (await caller(role)).get(road)).headers.get('ETag')).toBe('"2"');
      }
      expect(await conditionOf(steward, road)).toEqual([true, 1800]);
      const trail = await database.one(
        raw(`select verb, noun, thing_id, row_count from audit order by seq desc limit 1`),
      );
      expect(trail).toEqual({ verb: 'publish', noun: 'road', thing_id: 'one', row_count: 1 });
    }));

  it('of a road that was changed since it was read publishes none of those that were sent with it', () =>
    withRoad(async ({ steward, road, close, database, caller }) => {
      await close();
      const { datasetId } = (await steward.get(road)).json.properties;
      const other = await steward.send('POST', '/api/roads', { ...roadExample, datasetId });
      const patched = await steward.send(
        'PATCH',
        other.headers.get('Location') ?? '',
        { closed: true },
        { 'If-Match': '"1"' },
      );
      expect(patched.status).toBe(200);
      const wanted = (await steward.get(PATH)).json.items.map(({ id, version, closed, seconds }: WaitingRoad) => ({
        ...{ id, version, closed, seconds },
      }));
      expect(wanted).toHaveLength(2);
      await close({ seconds: 60 });
      expect((await steward.send('POST', PATH, { roads: wanted })).status).toBe(412);
      const published = sql`select count(*) as count from road_edge where published_closed`;
      expect(await database.one(published)).toEqual({ count: 0 });
      expect(await conditionOf(await caller('visitor'), road)).toEqual([false, 900]);
    }));

  it('is a steward’s of the own organization alone, and there is nothing for anybody else', () =>
    withRoad(async ({ app, road, close, steward }) => {
      await close();
      const body = { roads: [{ id: road.split('/').at(-1), version: 2, closed: true, seconds: 1800 }] };
      for (const role of ROLES.filter((one) => one !== 'steward')) {
        const asking = await app.as(role);
        expect([role, (await asking.get(PATH)).status]).toEqual([role, 404]);
        expect([role, (await asking.send('POST', PATH, body)).status]).toEqual([role, 404]);
      }
      const foreign = await app.as('steward', 'two');
      expect((await foreign.get(PATH)).json).toEqual({ waiting: 0, items: [] });
      expect((await foreign.send('POST', PATH, body)).status).toBe(412);
      const limited = await app.as('steward', 'one', 'QQ001');
      expect((await limited.send('POST', PATH, body)).status).toBe(403);
      for (const wrong of [{ roads: [] }, { roads: [...body.roads, ...body.roads] }, { ...body, all: true }, {}]) {
        expect((await steward.send('POST', PATH, wrong)).status).toBe(400);
      }
      expect((await steward.get(PATH)).json.waiting).toBe(1);
    }));

  it('walks what waits in pages', () =>
    withRoad(async ({ steward, road }) => {
      const { datasetId } = (await steward.get(road)).json.properties;
      for (let i = 0; i < 3; i++) {
        const made = await steward.send('POST', '/api/roads', { ...roadExample, datasetId });
        await steward.send('PATCH', made.headers.get('Location') ?? '', { closed: true }, { 'If-Match': '"1"' });
      }
      const first = (await steward.get(`${PATH}?limit=2`)).json;
      const rest = (await steward.get(first.next)).json;
      expect([first.waiting, first.items.length, rest.items.length, rest.next]).toEqual([3, 2, 1, undefined]);
    }));
});

describe('what a steward draws', () => {
  it('is public at once but for the condition, and counts as one change for those who see only that', () =>
    withRoad(async ({ steward, road, close, caller }) => {
      await close();
      await steward.send('PATCH', road, { closed: false, seconds: 900 }, { 'If-Match': '"2"' });
      expect((await (await caller('visitor')).get(road)).json.properties).toMatchObject({ closed: false, version: 1 });
      const change = { roadClass: 'primary', closed: true };
      expect((await steward.send('PATCH', road, change, { 'If-Match': '"3"' })).status).toBe(200);
      const visitor = await (await caller('visitor')).get(road);
      expect(visitor.json.properties).toMatchObject({ roadClass: 'primary', closed: false, version: 2 });
      expect((await steward.get(road)).json.properties).toMatchObject({ closed: true, version: 4 });
    }));

  it('is published as it is drawn, as are roads that are loaded', () =>
    withRoad(async ({ database, steward, road, caller }) => {
      const { datasetId } = (await steward.get(road)).json.properties;
      const body = { ...roadExample, datasetId, closed: true, seconds: 5 };
      const made = await steward.send('POST', '/api/roads', body);
      expect(await conditionOf(await caller('visitor'), made.headers.get('Location') ?? '')).toEqual([true, 5]);
      const geom = { type: 'LineString' as const, coordinates: roadExample.geom.coordinates as [number, number][] };
      const row = { roadClass: 'track' as const, lengthMeters: 10, seconds: 7, oneWay: false, closed: true, geom };
      await loadRows(database, { noun: 'road', organizationId: 'one', datasetId }, [row]);
      const loaded = sql`select published_closed, published_seconds from road_edge where length_meters = 10`;
      expect(await database.one(loaded)).toEqual({ published_closed: true, published_seconds: 7 });
      expect((await steward.get(PATH)).json.waiting).toBe(0);
    }));
});
