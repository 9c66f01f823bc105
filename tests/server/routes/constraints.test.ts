// What hinders access changes travel time for those who plan and drive at once, and for nobody else before a steward publishes
// the roads; one that ends gives the road back without anybody doing anything.
import { describe, expect, it } from 'vitest';
import { method } from '../../../geodata/analysis/catalog.ts';
import { constraintExample } from '../../../geodata/schema/constraint.ts';
import { roadExample } from '../../../geodata/schema/road.ts';
import type { Role } from '../../../geodata/schema/roles.ts';
import { guiseOf } from '../../../server/access/walls.ts';
import { raw } from '../../../server/db/sql.ts';
import { resolveInputs } from '../../../server/jobs/inputs.ts';
import { tellTurnedConstraints } from '../../../server/queries/constraints.ts';
import { createDataset } from '../../../server/queries/load.ts';
import { roadEnds } from '../../../server/queries/roads.ts';
import { type Caller, NOW, testApp } from '../../support/app.ts';
import { inDatabase, type TestDatabase } from '../../support/database.ts';
import { loadWorld } from '../../support/world.ts';
import { expectWriteLaws } from '../../support/write_laws.ts';

const STAFF = ['planner', 'operations', 'steward'] as const;
const BELOW = ['visitor', 'partner', 'evaluator'] as const;
const PATH = '/api/constraints';
const PUBLICATION = '/api/road-publication';
/** Within the life of a session that rests. */
const SOON = 15 * 60_000;

type Place = [number, number];
/** A(10.1) – bridge – B(10.2): 600 s; the way round by C: 900 s and 900 s. */
const [A, B, C]: Place[] = [
  [10.1, 10.1],
  [10.2, 10.1],
  [10.15, 10.3],
] as Place[];
const bridge = {
  ...constraintExample,
  startsAt: new Date(NOW.getTime() - SOON).toISOString(),
  geom: { type: 'Point', coordinates: [10.15, 10.1002] },
};

interface Given {
  readonly database: TestDatabase;
  readonly app: ReturnType<typeof testApp>;
  readonly operations: Caller;
  readonly steward: Caller;
  /** Turns the clock on. */
  readonly pass: (ms: number) => void;
  readonly make: (parts?: object) => Promise<{ path: string; etag: string }>;
  /** Minutes by road from A to B as a role's analyses find them; null = no way. */
  readonly minutes: (role: Role) => Promise<number | null>;
}

const withBridge = (work: (given: Given) => Promise<unknown>, detour = true) =>
  inDatabase(async (database) => {
    await loadWorld(database, 'one');
    await loadWorld(database, 'two');
    const datasetId = await createDataset(database, { organizationId: 'one', noun: 'road', name: 'roads' });
    let now = NOW.getTime();
    const app = testApp(database, { publicOrganizationId: 'one', now: () => new Date(now) });
    const [operations, steward] = [await app.as('operations'), await app.as('steward')];
    const draw = async (seconds: number, ...coordinates: Place[]) => {
      const body = { ...roadExample, datasetId, seconds, geom: { type: 'LineString', coordinates } };
      expect((await steward.send('POST', '/api/roads', body)).status).toBe(201);
    };
    await draw(600, A as Place, B as Place);
    if (detour) {
      await draw(900, A as Place, C as Place);
      await draw(900, C as Place, B as Place);
    }
    const minutes = async (role: Role) => {
      const asker = { viewer: { role, organizationId: 'one', areaPrefix: '' }, now: new Date(now) };
      const travel = method('travel-time');
      const inputs = { graph: { collection: 'roads', dataset: 'roads' } };
      const { graph } = (await resolveInputs(database, asker, { method: travel, inputs })) as {
        graph: Record<'lon' | 'lat', ArrayLike<number>>;
      };
      const node = ([lon, lat]: Place) =>
        Array.from(graph.lon).findIndex((one, i) => one === lon && graph.lat[i] === lat);
      const [from, to] = [node(A as Place), node(B as Place)];
      if (from < 0 || to < 0) return null;
      const found = (await travel.run({ graph, sources: { node: [to] } })) as { minutes: (number | null)[] };
      return found.minutes[from] ?? null;
    };
    await work({
      ...{ database, app, operations, steward, minutes },
      pass: (ms) => {
        now += ms;
      },
      make: async (parts = {}) => {
        const made = await operations.send('POST', PATH, { ...bridge, ...parts });
        expect([made.status, made.json.code ?? '']).toEqual([201, '']);
        return { path: made.headers.get('Location') ?? '', etag: made.headers.get('ETag') ?? '' };
      },
    });
    expect(app.faults).toEqual([]);
  });

it('is written by operations and stewards, read by planners, and exists for nobody else', () =>
  inDatabase(async (database) => {
    await loadWorld(database, 'one');
    await loadWorld(database, 'two');
    await expectWriteLaws(database, {
      noun: 'constraint',
      table: 'access_constraint',
      path: PATH,
      body: () => constraintExample,
      change: { threat: 3 },
      create: ['operations', 'steward'],
      read: STAFF,
    });
  }));

describe('a closed bridge', () => {
  it('closes the road for staff at once, and for everybody below after a steward published it', () =>
    withBridge(async ({ app, database, steward, make, minutes }) => {
      const reads = async (role: (typeof BELOW)[number]) => {
        const caller = role === 'visitor' ? app.visitor : await app.as(role);
        const paths = ['/api/roads', '/ogc/collections/roads/items', '/ogc/collections/roads/items?closed=true'];
        const tile = '/ogc/collections/roads/tiles/WebMercatorQuad/6/30/33';
        const answers = await Promise.all([...paths, tile].map((path) => caller.get(path)));
        return answers.map(({ text }) => text.replace(/"timeStamp":"[^"]*"/, ''));
      };
      const before = new Map<string, string[]>();
      for (const role of BELOW) before.set(role, await reads(role));
      expect(await minutes('partner')).toBe(10);
      await make();
      for (const role of STAFF) expect([role, await minutes(role)]).toEqual([role, 30]);
      for (const role of STAFF) {
        const { features } = (await (await app.as(role)).get('/api/roads')).json;
        const closed = features.map((one: { properties: { closed: boolean } }) => one.properties.closed);
        expect([role, closed.filter(Boolean).length]).toEqual([role, 1]);
      }
      for (const role of BELOW) expect([role, await reads(role)]).toEqual([role, before.get(role)]);
      expect(await minutes('partner')).toBe(10);
      const heard = await database.rows(
        raw(`select distinct hidden from outbox where verb = 'change' and noun = 'road'`),
      );
      expect(heard).toEqual([{ hidden: true }]);

      const { waiting, items } = (await steward.get(PUBLICATION)).json;
      expect([waiting, items[0].closed, items[0].publishedClosed]).toEqual([1, true, false]);
      const { id, version, closed, seconds } = items[0];
      const sent = await steward.send('POST', PUBLICATION, { roads: [{ id, version, closed, seconds }] });
      expect([sent.status, sent.json]).toEqual([200, { published: 1, waiting: 0 }]);
      expect(await minutes('partner')).toBe(30);
      for (const role of BELOW) expect([role, (await reads(role))[0]]).not.toEqual([role, before.get(role)?.[0]]);
    }));

  it('changes who is there first and who is covered', () =>
    withBridge(async ({ make, minutes, operations }) => {
      const first = async () => {
        // One team beyond the bridge, by road; the other 20 minutes away without it.
        const costs = [[(await minutes('operations')) ?? null, 20]];
        const teams = { ids: ['beyond', 'round'] };
        const answer = await method('nearest-team').run({
          at: NOW.toISOString(),
          teams,
          places: { ids: ['p'] },
          costs,
        });
        return (answer as { places: { team: string }[] }).places[0]?.team;
      };
      const covered = async () => {
        const cells = { lon: [10.1], lat: [10.1], people: [400] };
        const answer = method('coverage-gap').run({ cells, minutes: [await minutes('planner')], cutoffMinutes: 15 });
        return ((await answer) as { totals: { beyond: { people: number } } }).totals;
      };
      const [nearest, gap] = [await first(), await covered()];
      expect(nearest).toBe('beyond');
      const { path, etag } = await make();
      expect(await first()).toBe('round');
      expect(await covered()).not.toEqual(gap);
      expect((await operations.send('DELETE', path, undefined, { 'If-Match': etag })).status).toBe(204);
      expect([await first(), await covered()]).toEqual([nearest, gap]);
    }));

  it('gives the road back when it ends, and when somebody ends it', () =>
    withBridge(async ({ make, minutes, pass, operations, steward }) => {
      await make({ endsAt: new Date(NOW.getTime() + SOON).toISOString() });
      expect(await minutes('operations')).toBe(30);
      expect((await steward.get(PUBLICATION)).json.waiting).toBe(1);
      pass(SOON);
      expect(await minutes('operations')).toBe(10);
      expect((await steward.get(PUBLICATION)).json.waiting).toBe(0);
      const { path, etag } = await make();
      expect(await minutes('operations')).toBe(30);
      const ended = { endsAt: new Date(NOW.getTime() + SOON).toISOString() };
      expect((await operations.send('PATCH', path, ended, { 'If-Match': etag })).status).toBe(200);
      expect(await minutes('operations')).toBe(10);
      expect((await operations.get(path)).json.properties.stands).toBe('ended');
      expect((await operations.get(PATH)).json.features).toEqual([]);
      expect((await operations.get(`${PATH}?ended=1`)).json.features).toHaveLength(2);
    }));

  it('that was published and then ended waits to be published again', () =>
    withBridge(async ({ make, pass, steward, minutes }) => {
      await make({ endsAt: new Date(NOW.getTime() + SOON).toISOString() });
      const seen = (await steward.get(PUBLICATION)).json.items[0];
      const as = ({ id, version, closed, seconds }: typeof seen) => ({ roads: [{ id, version, closed, seconds }] });
      await steward.send('POST', PUBLICATION, as(seen));
      pass(SOON);
      expect(await minutes('partner')).toBe(30);
      const back = (await steward.get(PUBLICATION)).json.items[0];
      expect([back.closed, back.publishedClosed]).toEqual([false, true]);
      // What was looked at before it ended is no longer so, though the road is of the same version.
      expect(back.version).toBe(seen.version);
      expect((await steward.send('POST', PUBLICATION, as(seen))).status).toBe(412);
      expect((await steward.send('POST', PUBLICATION, as(back))).status).toBe(200);
      expect(await minutes('partner')).toBe(10);
    }));

  it('does not become a closed road by a change of something else', () =>
    withBridge(async ({ make, minutes, operations }) => {
      const { path, etag } = await make();
      const { features } = (await operations.get('/api/roads')).json;
      const road = features.find((one: { properties: { closed: boolean } }) => one.properties.closed);
      const address = `/api/roads/${road.id}`;
      const changed = await operations.send('PATCH', address, { seconds: 660 }, { 'If-Match': '"1"' });
      expect([changed.status, changed.json.properties.closed]).toEqual([200, true]);
      await operations.send('DELETE', path, undefined, { 'If-Match': etag });
      expect((await operations.get(address)).json.properties).toMatchObject({ closed: false, seconds: 660 });
      expect(await minutes('operations')).toBe(11);
    }));
});

describe('an effect', () => {
  it('adds up where it is a delay, counts once at its worst where it slows, and by the part inside an area', () =>
    withBridge(async ({ make, minutes }) => {
      const delay = { effect: 'delay', delayMinutes: 5, kind: 'checkpoint' };
      await make(delay);
      await make(delay);
      expect(await minutes('operations')).toBe(20);
      await make({ effect: 'slow', slowFactor: 2 });
      await make({ effect: 'slow', slowFactor: 1.5 });
      expect(await minutes('operations')).toBe(30);
      // The western half of the road: half of it takes four times as long.
      const half = { type: 'Polygon', coordinates: [square(10.0, 10.0, 0.15, 0.2)] };
      await make({ effect: 'slow', slowFactor: 4, geom: half, kind: 'flood' });
      expect(await minutes('operations')).toBeCloseTo(10 * (1 + 1.5) + 10, 6);
      await make({ effect: 'none', kind: 'permit' });
      expect(await minutes('operations')).toBeCloseTo(35, 6);
    }, false));

  it('touches a road within its meters and no farther', () =>
    withBridge(async ({ make, minutes }) => {
      // 110 m north of the road.
      const beside = { geom: { type: 'Point', coordinates: [10.15, 10.101] } };
      await make({ ...beside, withinMeters: 100 });
      expect(await minutes('operations')).toBe(10);
      await make({ ...beside, withinMeters: 150 });
      expect(await minutes('operations')).toBeNull();
    }, false));

  it('of certain hours changes no list, analysis or publication, and a question of a moment within them', () =>
    withBridge(async ({ make, minutes, database, steward }) => {
      // NOW is 12:00 UTC, 13:00 in Lagos; the curfew runs past midnight.
      await make({ kind: 'curfew', hours: { timeZone: 'Africa/Lagos', from: '21:00', until: '06:00' } });
      expect(await minutes('operations')).toBe(10);
      expect((await steward.get(PUBLICATION)).json.waiting).toBe(0);
      const viewer = { role: 'operations' as const, organizationId: 'one', areaPrefix: '' };
      const openAt = async (time: string, withHours = true) => {
        const moment = { now: new Date(time), withHours };
        return (await roadEnds(database, viewer, { dataset: null, includeClosed: false, moment })).seconds.length;
      };
      expect(await openAt('2026-11-20T19:59:59Z')).toBe(3);
      expect(await openAt('2026-11-20T20:00:00Z')).toBe(2);
      expect(await openAt('2026-11-21T04:59:59Z')).toBe(2);
      expect(await openAt('2026-11-21T05:00:00Z')).toBe(3);
      expect(await openAt('2026-11-20T20:00:00Z', false)).toBe(3);
    }));

  it('that does not fit together is refused with its part named', () =>
    withBridge(async ({ operations }) => {
      for (const [parts, pointer] of [
        [{ effect: 'delay' }, '/delayMinutes'],
        [{ delayMinutes: 5 }, '/delayMinutes'],
        [{ effect: 'slow' }, '/slowFactor'],
        [{ endsAt: bridge.startsAt }, '/endsAt'],
        [{ hours: { timeZone: 'Africa/Lagos', from: '06:00', until: '06:00' } }, '/hours/until'],
      ] as const) {
        const answer = await operations.send('POST', PATH, { ...bridge, ...parts });
        expect([answer.status, answer.json.errors?.[0]?.pointer]).toEqual([400, pointer]);
      }
      const nowhere = { hours: { timeZone: 'Nowhere/Never', from: '06:00', until: '07:00' } };
      expect((await operations.send('POST', PATH, { ...bridge, ...nowhere })).status).toBe(400);
      const bow = [A, B, [10.1, 10.2], [10.2, 10.2], A];
      const crossed = { geom: { type: 'Polygon', coordinates: [bow] } };
      expect((await operations.send('POST', PATH, { ...bridge, ...crossed })).json.code).toBe('invalid_geometry');
    }));
});

describe('an account of one area', () => {
  it('reads and writes the constraints of that area, and roads as all of them are', () =>
    withBridge(async ({ app, make }) => {
      const [inWest, inEast] = [await app.as('operations', 'one', 'QQ001'), await app.as('operations', 'one', 'QQ002')];
      const { path, etag } = await make();
      expect((await inWest.get(PATH)).json.features).toHaveLength(1);
      expect((await inEast.get(PATH)).json.features).toEqual([]);
      expect((await inEast.get(path)).status).toBe(404);
      expect((await inEast.send('PATCH', path, { threat: 2 }, { 'If-Match': etag })).status).toBe(404);
      expect((await inEast.send('DELETE', path, undefined, { 'If-Match': etag })).status).toBe(404);
      expect((await inEast.send('POST', PATH, bridge)).status).toBe(403);
      const away = { geom: { type: 'Point', coordinates: [13.5, 10.5] } };
      expect((await inWest.send('PATCH', path, away, { 'If-Match': etag })).status).toBe(403);
      expect((await inWest.get(path)).json.geometry.coordinates[0]).toBe(10.15);
      const closed = async (caller: Caller) =>
        (await caller.get('/api/roads')).json.features.filter(
          ({ properties }: { properties: { closed: boolean } }) => properties.closed,
        ).length;
      expect([await closed(inWest), await closed(inEast)]).toEqual([1, 1]);
    }));
});

describe('the walls', () => {
  it('let no login below planners select it, and planners write nothing', () =>
    withBridge(async ({ database, make }) => {
      await make();
      const as = (role: Role) => database.as(guiseOf({ role, organizationId: 'one', areaPrefix: '' }));
      await expect(as('partner').rows(raw('select id from access_constraint'))).rejects.toThrow('42501');
      await expect(as('planner').run(raw('delete from access_constraint'))).rejects.toThrow('42501');
      expect(await as('planner').rows(raw('select id from access_constraint'))).toHaveLength(1);
      const foreign = database.as(guiseOf({ role: 'steward', organizationId: 'two', areaPrefix: '' }));
      expect(await foreign.rows(raw('select id from access_constraint'))).toEqual([]);
    }));

  it('tell those who listen once when one begins or ceases to hold', () =>
    withBridge(async ({ database, make }) => {
      await make({
        startsAt: '2026-11-20T13:00:00Z',
        endsAt: '2026-11-22T13:00:00Z',
        hours: { timeZone: 'UTC', from: '20:00', until: '04:00' },
      });
      const turned = [];
      for (const time of ['20T12:59', '20T13:00', '20T20:00', '20T20:01', '21T04:00', '21T20:00', '22T13:00'])
        turned.push(await tellTurnedConstraints(database, new Date(`2026-11-${time}:00Z`)));
      expect(turned).toEqual([1, 0, 1, 0, 1, 1, 1]);
    }));
});

function square(west: number, south: number, width: number, height: number): Place[] {
  const [east, north] = [west + width, south + height];
  return [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
    [west, south],
  ];
}
