// OGC API – Features: what is listed, what an item is, how one narrows and how one walks.
import { expect, it } from 'vitest';
import type { Role } from '../../../geodata/schema/roles.ts';
import { createDataset, loadRows } from '../../../server/queries/load.ts';
import { type Caller, testApp } from '../../support/app.ts';
import { inDatabase, type TestDatabase } from '../../support/database.ts';
import { loadWorld } from '../../support/world.ts';

const COLLECTIONS = '/ogc/collections';
const itemsOf = (collection: string) => `${COLLECTIONS}/${collection}/items`;
const OPEN = ['areas', 'places', 'roads', 'services', 'zones', 'gateways', 'releases'];
const STAFF = [...OPEN, 'population', 'patrols', 'patrol-runs', 'incident-cells', 'patrol-effort'];

interface Item {
  readonly id: string;
}
const ids = ({ json }: { json: { features: Item[] } }) => json.features.map(({ id }) => id);

const withApp = (work: (app: ReturnType<typeof testApp>, database: TestDatabase) => Promise<void>) =>
  inDatabase(async (database) => {
    await loadWorld(database, 'one');
    await loadWorld(database, 'two');
    const app = testApp(database, { publicOrganizationId: 'one' });
    await work(app, database);
    expect(app.faults).toEqual([]);
  });

async function loadPlaces(database: TestDatabase, places: readonly [name: string, lon: number, lat: number][]) {
  const datasetId = await createDataset(database, { organizationId: 'one', noun: 'place', name: 'more places' });
  await loadRows(
    database,
    { noun: 'place', organizationId: 'one', datasetId },
    places.map(([name, lon, lat]) => ({
      name,
      kind: 'village' as const,
      population: null,
      geom: { type: 'Point' as const, coordinates: [lon, lat] as [number, number] },
    })),
  );
}

it('lists the collections of the role, and answers every other one with the bytes of one that never was', () =>
  withApp(async ({ as, visitor }) => {
    const callers: [Role, Caller][] = [['public', visitor]];
    for (const role of ['partner', 'evaluator', 'planner', 'operations', 'steward', 'admin', 'reporter'] as const) {
      callers.push([role, await as(role)]);
    }
    const wanted: Partial<Record<Role, string[]>> = {
      public: OPEN,
      partner: [...OPEN, 'population'],
      evaluator: [...OPEN, 'population'],
      planner: STAFF.filter((id) => id !== 'patrols' && id !== 'patrol-runs'),
      operations: STAFF,
      steward: STAFF,
    };
    for (const [role, caller] of callers) {
      const { json } = await caller.get(COLLECTIONS);
      const listed = json.collections.map(({ id }: Item) => id).sort();
      expect([role, listed]).toEqual([role, [...(wanted[role] ?? [])].sort()]);
      const nothing = await caller.get(`${COLLECTIONS}/nothing`);
      for (const id of [...STAFF, 'incidents', 'incident', 'exact-incidents', 'reports', '__proto__', 'constructor']) {
        const paths = ['', '/items', `/items/00000000-0000-4000-8000-000000000000`, '/items?x=1', '/items?limit=x'];
        for (const path of listed.includes(id) ? [] : paths) {
          const answer = await caller.get(`${COLLECTIONS}/${id}${path}`);
          expect([role, id, path, answer.status, answer.text]).toEqual([role, id, path, 404, nothing.text]);
        }
      }
    }
  }));

it('describes a collection with its items in every form, its extent and its systems', () =>
  withApp(async ({ as, visitor }) => {
    const { json } = await visitor.get(`${COLLECTIONS}/services`);
    expect(json).toMatchObject({
      id: 'services',
      itemType: 'feature',
      extent: { spatial: { bbox: [[10.5, 10.5, 10.5, 10.5]] } },
      storageCrs: 'http://www.opengis.net/def/crs/OGC/1.3/CRS84',
    });
    expect(json.crs).toHaveLength(3);
    const links = json.links.map(({ rel, type, href }: Record<string, string>) => [rel, type, href]);
    expect(links).toContainEqual(['self', 'application/json', `http://127.0.0.1${COLLECTIONS}/services`]);
    for (const [form, type] of [
      ['json', 'application/geo+json'],
      ['html', 'text/html'],
      ['csv', 'text/csv'],
    ]) {
      expect(links).toContainEqual(['items', type, `http://127.0.0.1${itemsOf('services')}?f=${form}`]);
    }
    // The extent of those who know the refuge holds it; that of the public does not.
    const operations = await (await as('operations')).get(`${COLLECTIONS}/services`);
    expect(operations.json.extent.spatial.bbox).toEqual([[10.5, 10.5, 13.5, 10.5]]);
  }));

it('gives the same records as /api, to each role those of the role', () =>
  withApp(async ({ as, visitor }) => {
    const pairs = [
      ['services', '/api/services'],
      ['zones', '/api/zones'],
      ['areas', '/api/areas?geometry=1'],
      ['places', '/api/places'],
      ['roads', '/api/roads'],
    ] as const;
    const callers = [visitor, await as('planner'), await as('operations'), await as('planner', 'two')];
    for (const caller of callers) {
      for (const [collection, path] of pairs) {
        const there = (await caller.get(path)).json.features;
        const { json } = await caller.get(`${itemsOf(collection)}?limit=1000`);
        expect(json.features).toEqual(there);
        expect([json.numberReturned, json.numberMatched]).toEqual([there.length, there.length]);
        for (const feature of there) {
          const { links, ...one } = (await caller.get(`${itemsOf(collection)}/${feature.id}`)).json;
          expect(one).toEqual(feature);
          expect(links.map(({ rel }: { rel: string }) => rel)).toEqual([
            'self',
            'alternate',
            'alternate',
            'collection',
          ]);
        }
      }
    }
    const operations = await as('operations');
    expect((await operations.get(itemsOf('patrols'))).json.features).toEqual(
      (await operations.get('/api/patrols')).json.features,
    );
    expect(
      (await visitor.get(`${itemsOf('services')}/${ids(await operations.get(itemsOf('services')))[0]}x`)).status,
    ).toBe(404);
  }));

it('hides a protected service and a foreign one also from those who know their id', () =>
  withApp(async ({ as, visitor }) => {
    const operations = await as('operations');
    const known = ids(await operations.get(itemsOf('services')));
    const open = ids(await visitor.get(itemsOf('services')));
    const hidden = known.filter((id) => !open.includes(id));
    expect(hidden).toHaveLength(1);
    const foreign = ids(await (await as('operations', 'two')).get(itemsOf('services')));
    const nobody = await visitor.get(`${itemsOf('services')}/00000000-0000-4000-8000-000000000000`);
    expect(nobody.status).toBe(404);
    for (const id of [...hidden, ...foreign]) {
      const answer = await visitor.get(`${itemsOf('services')}/${id}`);
      expect([answer.status, answer.text]).toEqual([404, nobody.text]);
    }
  }));

it('is walked to its end by the links, each item once, and counts with the first page', () =>
  withApp(async ({ visitor }, database) => {
    await loadPlaces(
      database,
      Array.from({ length: 7 }, (_, i) => [`Village ${i}`, 10 + i, 5]),
    );
    const seen: string[] = [];
    const counts: unknown[] = [];
    let path: string | undefined = `${itemsOf('places')}?limit=3`;
    while (path !== undefined) {
      const page = await visitor.get(path);
      seen.push(...ids(page));
      counts.push([page.json.numberReturned, page.json.numberMatched]);
      const next = page.json.links.find(({ rel }: { rel: string }) => rel === 'next');
      path = next === undefined ? undefined : next.href.slice('http://127.0.0.1'.length);
    }
    expect(counts).toEqual([
      [3, 8],
      [3, undefined],
      [2, undefined],
    ]);
    expect([...new Set(seen)].sort()).toEqual(ids(await visitor.get(itemsOf('places'))));
    expect(seen).toHaveLength(8);
    const exact = await visitor.get(`${itemsOf('places')}?limit=8`);
    expect(exact.json.links.map(({ rel }: { rel: string }) => rel)).not.toContain('next');
  }));

it('takes a limit over the most as the most, and refuses what is none', () =>
  withApp(async ({ visitor }) => {
    for (const limit of ['1', '1000', '1001', '10000', '999999999999']) {
      expect([limit, (await visitor.get(`${itemsOf('areas')}?limit=${limit}`)).status]).toEqual([limit, 200]);
    }
    for (const limit of ['0', '-1', '1.5', 'x', '', '1e3', '%201', '0x10', 'Infinity', '9'.repeat(30)]) {
      expect([limit, (await visitor.get(`${itemsOf('areas')}?limit=${limit}`)).status]).toEqual([limit, 400]);
    }
  }));

it('takes a box that the geometry itself meets, with heights or without, also over the antimeridian', () =>
  withApp(async ({ visitor }, database) => {
    await loadPlaces(database, [
      ['Far east', 179.5, -17],
      ['Far west', -179.5, -17],
      ['Between', 0, -17],
      ['Edge', 20, 20],
    ]);
    const datasetId = await createDataset(database, { organizationId: 'one', noun: 'road', name: 'diagonal' });
    const edge = { roadClass: 'track' as const, lengthMeters: 1, seconds: null, oneWay: false, closed: false };
    const coordinates: [number, number][] = [
      [30, 0],
      [31, 1],
    ];
    await loadRows(database, { noun: 'road', organizationId: 'one', datasetId }, [
      { ...edge, geom: { type: 'LineString', coordinates } },
    ]);
    const names = async (bbox: string) => {
      const { json } = await visitor.get(`${itemsOf('places')}?bbox=${bbox}`);
      return json.features.map(({ properties }: { properties: { name: string } }) => properties.name).sort();
    };
    expect(await names('170,-20,-170,-10')).toEqual(['Far east', 'Far west']);
    expect(await names('-180,-20,180,-10')).toEqual(['Between', 'Far east', 'Far west']);
    expect(await names('170,-20,-9999,-170,-10,9999')).toEqual(['Far east', 'Far west']);
    expect(await names('20,20,21,21')).toEqual(['Edge']);
    expect(await names('20.000001,20,21,21')).toEqual([]);
    expect(await names('20,20,20,20')).toEqual(['Edge']);
    expect(await names('-180,-90,180,90')).toHaveLength(5);
    const roads = async (bbox: string) => ids(await visitor.get(`${itemsOf('roads')}?bbox=${bbox}`)).length;
    // The box of the line is met, the line is not.
    expect([await roads('30.6,0,31,0.4'), await roads('30.4,0.4,30.6,0.6')]).toEqual([0, 1]);
    for (const bbox of [
      '1,2,3',
      '1,2,3,4,5',
      '0,10,1,5',
      '0,0,0,0,0,0,0',
      'a,b,c,d',
      '-181,0,0,1',
      '0,0,1,91',
      '1,,2,3',
      'NaN,0,1,1',
      '1e999,0,1,1',
      '',
    ]) {
      expect([bbox, (await visitor.get(`${itemsOf('places')}?bbox=${bbox}`)).status]).toEqual([bbox, 400]);
    }
  }));

it('takes the properties that it declares, exactly, and refuses every other key and every value that cannot be one', () =>
  withApp(async ({ as, visitor }) => {
    const { paths } = (await visitor.get('/ogc/api')).json;
    const declared: string[] = paths['/collections/services/items'].get.parameters.map(
      ({ name }: { name: string }) => name,
    );
    const { features } = (await visitor.get(itemsOf('services'))).json;
    const { properties } = features[0];
    const narrowing = declared.filter((name) => name in properties && properties[name] !== null);
    expect(narrowing).toEqual(
      expect.arrayContaining(['name', 'kind', 'status', 'femaleStaff', 'areaPcode', 'datasetId']),
    );
    for (const name of narrowing) {
      const found = await visitor.get(`${itemsOf('services')}?${name}=${encodeURIComponent(properties[name])}`);
      expect([name, ids(found)]).toEqual([name, [features[0].id]]);
    }
    const none = [
      'name=open%20clinic',
      'name=Open',
      'kind=legal',
      'femaleStaff=false',
      'femaleStaff=0',
      'areaPcode=QQ002',
    ];
    for (const query of none) {
      expect([query, ids(await visitor.get(`${itemsOf('services')}?${query}`))]).toEqual([query, []]);
    }
    const operations = await as('operations');
    for (const query of [
      'protected=true',
      'Kind=medical',
      'kind=hospital',
      'kind=medical&kind=legal',
      'femaleStaff=yes',
      'datasetId=1',
      'filter=a',
      'q=x',
      'organization_id=two',
      'role=steward',
      'sortby=name',
      'datetime=yesterday',
      'crs=EPSG:4326',
      'f=xml',
      'after=x',
    ]) {
      expect([query, (await operations.get(`${itemsOf('services')}?${query}`)).status]).toEqual([query, 400]);
    }
    const unwelcome = await operations.get(`${itemsOf('services')}?Amina11.65432=1`);
    expect(unwelcome.text).not.toContain('Amina');
  }));

it('takes one moment or an interval where a collection has time, and ignores it where none has', () =>
  withApp(async ({ as, visitor }) => {
    const planner = await as('planner');
    const weeks = async (datetime: string) =>
      (await planner.get(`${itemsOf('incident-cells')}?datetime=${datetime}`)).json.features.map(
        ({ properties }: { properties: { period: string } }) => properties.period,
      );
    expect(await weeks('2026-11-08T23:59:59Z')).toEqual(['2026-11-02']);
    expect(await weeks('2026-11-09T00:00:00Z')).toEqual([]);
    expect(await weeks('2026-11-01T23:59:59.999Z')).toEqual([]);
    expect(await weeks('../2026-11-02T00:00:00Z')).toEqual(['2026-11-02']);
    expect(await weeks('2026-11-08/..')).toEqual(['2026-11-02']);
    expect(await weeks('2026-11-09T00:00:00%2B01:00/')).toEqual(['2026-11-02']);
    expect(await weeks('2026-01-01/2026-10-31')).toEqual([]);
    expect(ids(await visitor.get(`${itemsOf('services')}?datetime=1990-01-01T00:00:00Z`))).toHaveLength(1);
    for (const datetime of [
      'x',
      '2026',
      '2026-13-01',
      '2026-11-02/2026-11-01',
      '../..',
      '/',
      'a/b/c',
      '2026-11-02T00:00:00',
    ]) {
      expect([datetime, (await planner.get(`${itemsOf('incident-cells')}?datetime=${datetime}`)).status]).toEqual([
        datetime,
        400,
      ]);
    }
  }));
