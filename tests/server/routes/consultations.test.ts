// Consultations: who may record and read which, and when a proposal counts as talked about.
import { describe, expect, it } from 'vitest';
import type { Viewer } from '../../../geodata/schema/roles.ts';
import { isConsulted } from '../../../server/queries/consultations.ts';
import { NOW, testApp } from '../../support/app.ts';
import { inDatabase, type TestDatabase } from '../../support/database.ts';
import { loadWorld } from '../../support/world.ts';

const TALK = {
  topic: 'zone',
  areaPcode: 'QQ001',
  group: 'women',
  heldOn: '2026-11-02',
  people: 24,
  women: 24,
  outcome: 'agreed',
};
const PATH = '/api/consultations';
const viewer: Viewer = { role: 'operations', organizationId: 'one', areaPrefix: '' };

async function play(work: (app: ReturnType<typeof testApp>, db: TestDatabase) => Promise<void>): Promise<void> {
  await inDatabase(async (db) => {
    await loadWorld(db, 'one');
    await loadWorld(db, 'two');
    const app = testApp(db, { publicOrganizationId: 'one' });
    await work(app, db);
    expect(app.faults).toEqual([]);
  });
}

describe('consultations', () => {
  it('are recorded by staff, corrected by stewards alone, and seen by no partner', () =>
    play(async (app) => {
      const operations = await app.as('operations');
      const made = await operations.send('POST', PATH, TALK);
      expect(made.status).toBe(201);
      expect(made.json).toMatchObject({ ...TALK, concerns: [], zoneId: null, version: 1 });
      const one = `${PATH}/${made.json.id}`;
      expect((await operations.send('PATCH', one, { people: 30 }, { 'If-Match': '"1"' })).status).toBe(403);
      const steward = await app.as('steward');
      expect((await steward.send('PATCH', one, { people: 30 }, { 'If-Match': '"1"' })).json.people).toBe(30);
      expect((await (await app.as('partner')).get(one)).status).toBe(404);
      expect((await app.visitor.get(PATH)).status).toBe(404);
      expect((await (await app.as('steward', 'two')).get(one)).status).toBe(404);
      expect((await steward.send('DELETE', one, undefined, { 'If-Match': '"2"' })).status).toBe(204);
    }));

  it('about patrols are neither read nor written by planners', () =>
    play(async (app) => {
      const [operations, planner] = [await app.as('operations'), await app.as('planner')];
      const patrol = await operations.send('POST', PATH, { ...TALK, topic: 'patrol' });
      const zone = await operations.send('POST', PATH, TALK);
      expect((await planner.get(PATH)).json.items.map(({ id }: { id: string }) => id)).toEqual([zone.json.id]);
      expect((await planner.get(`${PATH}/${patrol.json.id}`)).status).toBe(404);
      expect((await planner.send('POST', PATH, { ...TALK, topic: 'patrol' })).status).toBe(403);
      expect((await planner.send('POST', PATH, TALK)).status).toBe(201);
    }));

  it('stay in the own area of an account that has one', () =>
    play(async (app) => {
      const west = await app.as('operations', 'one', 'QQ001');
      const whole = await app.as('operations');
      await whole.send('POST', PATH, { ...TALK, areaPcode: 'QQ002' });
      expect((await west.get(PATH)).json.items).toEqual([]);
      expect((await west.send('POST', PATH, { ...TALK, areaPcode: 'QQ002' })).status).toBe(403);
      expect((await west.send('POST', PATH, TALK)).status).toBe(201);
    }));

  it.each([
    ['a day that has not come', { heldOn: '2026-11-21' }, '/heldOn'],
    ['more women than people', { women: 25 }, '/women'],
    ['a women’s group without women', { women: 0 }, '/women'],
    ['concerns that are not named', { outcome: 'concerns' }, '/concerns'],
    ['a route in a talk about a zone', { routeId: '6f1d4a3e-0d7c-4a57-9d0e-1f5f9f1f7a10' }, '/routeId'],
    ['an area that is not there', { areaPcode: 'QQ999' }, '/areaPcode'],
  ])('refuse %s', (_what, parts, pointer) =>
    play(async (app) => {
      const answer = await (await app.as('operations')).send('POST', PATH, { ...TALK, ...parts });
      expect([answer.status, answer.json.errors[0].pointer]).toEqual([400, pointer]);
    }),
  );

  it('come page by page, newest first', () =>
    play(async (app) => {
      const operations = await app.as('operations');
      for (const heldOn of ['2026-10-01', '2026-11-02', '2026-10-20'])
        await operations.send('POST', PATH, { ...TALK, heldOn });
      const first = (await operations.get(`${PATH}?limit=2`)).json;
      const rest = (await operations.get(first.next)).json;
      const days = [...first.items, ...rest.items].map(({ heldOn }: { heldOn: string }) => heldOn);
      expect([days, rest.next]).toEqual([['2026-11-02', '2026-10-20', '2026-10-01'], undefined]);
    }));
});

describe('a proposal', () => {
  /** Talks are recorded as they were; then: who is asked, for a place and a topic. */
  const judged = async (talks: readonly object[], wanted: object = {}) => {
    let answer = {};
    await play(async (app, db) => {
      const operations = await app.as('operations');
      const steward = await app.as('steward');
      const ward = { adminLevel: 3, parentPcode: 'QQ001', name: 'Ward', geom: WARD };
      for (const pcode of ['QQ001001', 'QQ001002']) await steward.send('POST', '/api/areas', { ...ward, pcode });
      for (const talk of talks) expect((await operations.send('POST', PATH, { ...TALK, ...talk })).status).toBe(201);
      answer = await isConsulted(db, viewer, { areaPcode: 'QQ001', topic: 'zone', on: NOW, ...wanted });
    });
    return answer;
  };
  const BOTH = [{}, { group: 'community' }];

  it('is not talked about until both groups were asked', async () => {
    expect(await judged([])).toEqual({ women: false, community: false });
    expect(await judged([{}])).toEqual({ women: true, community: false });
    expect(await judged(BOTH)).toEqual({ women: true, community: true });
  });

  it('counts talks of 180 days, the last one included', async () => {
    expect(await judged([{ heldOn: '2026-05-25' }])).toEqual({ women: true, community: false });
    expect(await judged([{ heldOn: '2026-05-24' }])).toEqual({ women: false, community: false });
  });

  it('counts talks for as many days as the organization set', async () => {
    await play(async (app, db) => {
      const steward = await app.as('steward');
      const old = { ...TALK, heldOn: '2026-10-20' };
      expect((await steward.send('POST', PATH, old)).status).toBe(201);
      const asked = { areaPcode: 'QQ001', topic: 'zone', on: NOW } as const;
      expect((await isConsulted(db, viewer, asked)).women).toBe(true);
      const change = { consultationDays: 30 };
      expect((await steward.send('PATCH', '/api/settings', change, { 'If-Match': '"1"' })).json).toMatchObject(change);
      expect((await isConsulted(db, viewer, asked)).women).toBe(false);
    });
  });

  it('counts talks about its own topic only', async () => {
    expect(await judged(BOTH, { topic: 'patrol' })).toEqual({ women: false, community: false });
  });

  it('takes the talks of the district for a ward and of a ward for the district, and none of a neighbor', async () => {
    expect(await judged(BOTH, { areaPcode: 'QQ001001' })).toEqual({ women: true, community: true });
    expect(await judged([{ areaPcode: 'QQ001001' }])).toEqual({ women: true, community: false });
    expect(await judged([{ areaPcode: 'QQ001001' }], { areaPcode: 'QQ001002' })).toEqual({
      women: false,
      community: false,
    });
  });

  it('is refused by the last word of its own area, whatever the district agreed to', async () => {
    const refused = { areaPcode: 'QQ001001', outcome: 'refused', heldOn: '2026-10-01' };
    expect(await judged([{}, refused], { areaPcode: 'QQ001001' })).toEqual({ women: false, community: false });
    const later = { ...refused, outcome: 'agreed', heldOn: '2026-10-02' };
    expect(await judged([{}, refused, later], { areaPcode: 'QQ001001' })).toEqual({ women: true, community: false });
  });

  it('of a district is stopped by a ward that refused, until the district itself was asked', async () => {
    const wards = [{ areaPcode: 'QQ001001' }, { areaPcode: 'QQ001002', outcome: 'refused' }];
    expect(await judged(wards)).toEqual({ women: false, community: false });
    expect(await judged([...wards, {}])).toEqual({ women: true, community: false });
  });

  it('finds a refusal on the day of an agreement', async () => {
    expect(await judged([{}, { outcome: 'refused' }])).toEqual({ women: false, community: false });
    expect(await judged([{ outcome: 'refused' }, {}])).toEqual({ women: false, community: false });
  });

  it('stays talked about where there were concerns', async () => {
    expect(await judged([{ outcome: 'concerns', concerns: ['no_light'] }])).toEqual({ women: true, community: false });
  });
});

const WARD = {
  type: 'Polygon',
  coordinates: [
    [
      [10, 10],
      [10.5, 10],
      [10.5, 10.5],
      [10, 10],
    ],
  ],
};
