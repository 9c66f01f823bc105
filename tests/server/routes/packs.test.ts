// What a phone fetches once: what is in a pack, in which form it is sent, and that it is the same for everybody.
import { createHash } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { unpackDirectory } from '../../../geodata/formats/directory_pack.ts';
import { unpackTravel } from '../../../geodata/formats/travel_pack.ts';
import { DEFAULT_CARE_RULES } from '../../../geodata/schema/care_rules.ts';
import { gatewayExample } from '../../../geodata/schema/gateway.ts';
import type { Directory } from '../../../geodata/schema/pack.ts';
import { roadExample } from '../../../geodata/schema/road.ts';
import { serviceExample } from '../../../geodata/schema/service.ts';
import { raw, sql } from '../../../server/db/sql.ts';
import { createDataset } from '../../../server/queries/load.ts';
import { type Caller, testApp } from '../../support/app.ts';
import { inDatabase, type TestDatabase } from '../../support/database.ts';
import { loadWorld } from '../../support/world.ts';

const DIRECTORY = '/api/packs/all/directory';
const TRAVEL = '/api/packs/all/travel';

interface Given {
  readonly database: TestDatabase;
  readonly app: ReturnType<typeof testApp>;
  readonly steward: Caller;
  readonly datasetId: string;
}

const withWorlds = (work: (given: Given) => Promise<unknown>, publicOrganizationId: string | null = 'one') =>
  inDatabase(async (database) => {
    await loadWorld(database, 'one');
    await loadWorld(database, 'two');
    const datasetId = await createDataset(database, { organizationId: 'one', noun: 'road', name: 'roads' });
    const app = testApp(database, publicOrganizationId === null ? {} : { publicOrganizationId });
    await work({ database, app, datasetId, steward: await app.as('steward') });
    expect(app.faults).toEqual([]);
  });

const directoryOf = async (caller: Caller): Promise<Directory> => {
  const { status, text } = await caller.get(DIRECTORY);
  expect(status).toBe(200);
  return unpackDirectory(text);
};

const travelOf = async (app: Given['app']) =>
  unpackTravel(new Uint8Array(await (await app.request(TRAVEL)).arrayBuffer()));

describe('a directory pack', () => {
  it('holds public services whole, contacts, areas with a point inside, places and the rules of care', () =>
    withWorlds(async ({ app, steward, database }) => {
      const body = {
        ...serviceExample,
        documents: 'Health card',
        translations: { fr: { name: 'Dispensaire', documents: 'Carnet' }, ar: { name: 'عيادة' } },
        verifiedOn: '2026-11-01',
        geom: { type: 'Point', coordinates: [10.25, 10.25] },
      };
      const made = await steward.send('POST', '/api/services', body);
      expect([made.status, made.text]).toEqual([201, expect.any(String)]);
      const contact = await steward.send('POST', '/api/gateways', { ...gatewayExample, areaPcode: 'QQ001' });
      const careRules = { ...DEFAULT_CARE_RULES, staleAfterDays: 90, policeReport: 'not_required' };
      await steward.send('PATCH', '/api/settings', { careRules }, { 'If-Match': '"1"' });
      await database.run(raw(`update service set review_since = '2026-11-19' where name = 'Open clinic'`));

      const pack = await directoryOf(app.visitor);
      expect(pack).toMatchObject({ region: 'all', organizationId: 'one', invented: false, rules: careRules });
      expect(pack.services.map(({ name, underReview }) => [name, underReview]).sort()).toEqual([
        [body.name, false],
        ['Open clinic', true],
      ]);
      const { geom: _, ...said } = body;
      const { id, areaPcode } = made.json.properties;
      expect(pack.services.find((one) => one.id === id)).toEqual({
        ...said,
        ...{ id, areaPcode, lon: 10.25, lat: 10.25, status: 'open', openingHours: null, eligibility: '' },
        ...{ accessible: null, capacity: null, phone: '', underReview: false },
      });
      expect(pack.gateways).toEqual([expect.objectContaining({ id: contact.json.id, areaPcode: 'QQ001' })]);
      expect(pack.areas.map(({ pcode, name }) => [pcode, name])).toEqual([
        ['QQ001', 'West'],
        ['QQ002', 'East'],
      ]);
      for (const { pcode, lon, lat } of pack.areas) {
        const inside = sql`select st_contains(geom, st_setsrid(st_makepoint(${lon}, ${lat}), 4326)) as inside
          from area where organization_id = 'one' and pcode = ${pcode}`;
        expect(await database.one(inside)).toEqual({ inside: true });
      }
      expect(pack.places).toEqual([{ name: 'Westtown', kind: 'town', lon: 10.5, lat: 10.5 }]);
    }));

  it('tells the day of the newest public change, which a hidden record does not move', () =>
    withWorlds(async ({ app, database, steward }) => {
      const set = (day: string, where: string) =>
        database.run(raw(`update service set updated_at = '${day}T23:30:00Z' where ${where}`));
      await set('2026-11-03', 'not protected');
      await set('2026-11-19', 'protected');
      expect((await directoryOf(app.visitor)).changedOn).toBe('2026-11-03');
      await set('2026-11-04', 'not protected');
      expect((await directoryOf(app.visitor)).changedOn).toBe('2026-11-04');
      await steward.send('POST', '/api/gateways', { ...gatewayExample, areaPcode: 'QQ001' });
      const { today } = await database.one<{ today: string }>(
        raw(`select to_char(now() at time zone 'UTC', 'YYYY-MM-DD') as today`),
      );
      expect((await directoryOf(app.visitor)).changedOn).toBe(today);
    }));

  it('is invented when all of its services are', () =>
    withWorlds(async ({ app, database }) => {
      await database.run(raw(`update service set invented = true where organization_id = 'one' and not protected`));
      expect((await directoryOf(app.visitor)).invented).toBe(true);
      await database.run(raw(`update service set protected = true where organization_id = 'one'`));
      expect(await directoryOf(app.visitor)).toMatchObject({ invented: false, services: [] });
    }));
});

describe('a travel pack', () => {
  it('holds open roads as they were published, joined where they meet, with a speed by class where no time is stated', () =>
    withWorlds(async ({ app, steward, datasetId }) => {
      expect((await app.visitor.get(TRAVEL)).status).toBe(404);
      expect((await app.visitor.get('/api/packs')).json.items[0].travel).toBeNull();
      const line = (...coordinates: [number, number][]) => ({ type: 'LineString', coordinates });
      const road = { ...roadExample, datasetId };
      const draw = (parts: object) => steward.send('POST', '/api/roads', { ...road, ...parts });
      await draw({ roadClass: 'primary', seconds: null, geom: line([10.1, 10.1], [10.11, 10.105], [10.12, 10.1]) });
      await draw({ roadClass: 'track', seconds: 100, oneWay: true, geom: line([10.12, 10.1], [10.13, 10.1]) });
      await draw({ closed: true, geom: line([10.13, 10.1], [10.14, 10.1]) });
      const shut = await draw({ roadClass: 'tertiary', seconds: 60, geom: line([10.1, 10.1], [10.1, 10.2]) });
      const address = shut.headers.get('Location') ?? '';
      await steward.send('PATCH', address, { closed: true }, { 'If-Match': '"1"' });

      const before = await travelOf(app);
      expect(before.lon.length).toBe(4);
      const rows = Array.from(before.from, (from, i) => {
        const to = before.to[i] as number;
        const ends = [from, to].map((node) => `${before.lon[node]} ${before.lat[node]}`);
        return [before.oneWay[i] === 1 ? ends : ends.sort(), before.oneWay[i], before.major[i], before.seconds[i]];
      }).sort();
      const drawn = (await steward.get('/api/roads')).json.features.find(
        (one: { properties: { roadClass: string } }) => one.properties.roadClass === 'primary',
      );
      const seconds = rows.find((row) => row[2] === 1)?.[3];
      expect(seconds).toBeCloseTo(drawn.properties.lengthMeters / (65 / 3.6), 0);
      expect(rows).toEqual(
        [
          [['10.1 10.1', '10.1 10.2'], 0, 0, 60],
          [['10.1 10.1', '10.12 10.1'], 0, 1, expect.any(Number)],
          [['10.12 10.1', '10.13 10.1'], 1, 0, 100],
        ].sort(),
      );

      await steward.send('POST', '/api/road-publication', {
        roads: [{ id: address.split('/').at(-1), version: 2, closed: true, seconds: 60 }],
      });
      expect((await travelOf(app)).from.length).toBe(2);
    }));
});

describe('packs', () => {
  it('are listed with their sizes as sent and their digests', () =>
    withWorlds(async ({ app, steward, datasetId }) => {
      await steward.send('POST', '/api/roads', { ...roadExample, datasetId });
      const { items } = (await app.visitor.get('/api/packs')).json;
      expect(items).toEqual([
        {
          ...{ region: 'all', name: 'Organization one', people: 1500, bbox: [10, 10, 14, 12], services: 1 },
          directory: { bytes: expect.any(Number), sha256: expect.any(String) },
          travel: { bytes: expect.any(Number), sha256: expect.any(String) },
        },
      ]);
      for (const [path, part] of [
        [DIRECTORY, items[0].directory],
        [TRAVEL, items[0].travel],
      ]) {
        const plain = await app.request(path);
        const zipped = await app.request(path, { headers: { 'Accept-Encoding': 'br, gzip' } });
        const [content, sent] = [Buffer.from(await plain.arrayBuffer()), Buffer.from(await zipped.arrayBuffer())];
        expect(plain.headers.get('Content-Encoding')).toBeNull();
        expect(zipped.headers.get('Content-Encoding')).toBe('gzip');
        expect(sent.length).toBe(part.bytes);
        expect(gunzipSync(sent).equals(content)).toBe(true);
        expect(createHash('sha256').update(content).digest('hex')).toBe(part.sha256);
        for (const { headers } of [plain, zipped]) {
          expect(headers.get('ETag')).toBe(`"${part.sha256}"`);
          expect(headers.get('Cache-Control')).toBe('no-cache');
          expect(headers.get('Vary')).toContain('Accept-Encoding');
        }
      }
    }));

  it('are not sent again to who has them, and are after a public change', () =>
    withWorlds(async ({ app, steward }) => {
      for (const path of ['/api/packs', DIRECTORY]) {
        const etag = (await app.visitor.get(path)).headers.get('ETag') ?? '';
        const again = await app.visitor.get(path, { 'If-None-Match': etag });
        expect([again.status, again.text, again.headers.get('ETag')]).toEqual([304, '', etag]);
        expect((await app.visitor.get(path, { 'If-None-Match': `"other", W/${etag}` })).status).toBe(304);
        expect((await app.visitor.get(path, { 'If-None-Match': '"other"' })).status).toBe(200);
        await steward.send('POST', '/api/services', { ...serviceExample, name: path });
        expect((await app.visitor.get(path, { 'If-None-Match': etag })).status).toBe(200);
      }
    }));

  it('are the same bytes whoever asks, and of the own organization as its public sees it', () =>
    withWorlds(async ({ app, steward, datasetId }) => {
      await steward.send('POST', '/api/roads', { ...roadExample, datasetId });
      const asking = [
        app.visitor,
        ...(await Promise.all((['partner', 'planner', 'operations', 'steward'] as const).map((role) => app.as(role)))),
      ];
      for (const path of ['/api/packs', DIRECTORY, TRAVEL]) {
        const answers = await Promise.all(
          asking.map(async (one) => [(await one.get(path)).text, (await one.get(path)).headers.get('ETag')]),
        );
        expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
      }
      const foreign = await directoryOf(await app.as('operations', 'two'));
      expect([foreign.organizationId, foreign.services.map(({ name }) => name)]).toEqual(['two', ['Open clinic']]);
    }));

  it('are none for a visitor of a server without a public organization, and none of a region that is not there', () =>
    withWorlds(async ({ app }) => {
      expect((await app.visitor.get('/api/packs')).json).toEqual({ items: [] });
      expect((await app.visitor.get(DIRECTORY)).status).toBe(404);
      const partner = await app.as('partner');
      for (const region of ['QQ001', 'QQ001-QQ002']) {
        expect((await partner.get(`/api/packs/${region}/directory`)).status).toBe(404);
      }
      for (const region of ['10.5,10.5', 'All', 'QQ001-', 'a'.repeat(3000)]) {
        expect((await partner.get(`/api/packs/${encodeURIComponent(region)}/directory`)).status).toBe(400);
      }
      expect((await partner.get('/api/packs?lon=10')).status).toBe(400);
    }, null));
});
