// What each role finds in a tile, and when it changes.
import { describe, expect, it } from 'vitest';
import { ROLES } from '../../../geodata/schema/roles.ts';
import { sql } from '../../../server/db/sql.ts';
import { createDataset, loadRows } from '../../../server/queries/load.ts';
import { bytesOf, COLLECTIONS, featuresOf, namesOf, tilesOf, withServer } from './tile_server.ts';

describe('what a tile holds', () => {
  it('is each collection with the properties that the map needs', () =>
    withServer(async (server, database) => {
      await database.transaction(async (tx) => {
        const organizationId = 'one';
        const datasetId = await createDataset(tx, { organizationId, noun: 'road', name: 'roads' });
        await loadRows(tx, { noun: 'road', organizationId, datasetId }, [
          {
            roadClass: 'primary',
            lengthMeters: 50_000,
            seconds: null,
            oneWay: false,
            closed: true,
            geom: {
              type: 'LineString',
              coordinates: [
                [10, 10],
                [14, 11],
              ],
            },
          },
        ]);
      });
      server.as('steward');
      const id = expect.stringMatching(/^[0-9a-f-]{36}$/);
      expect(await featuresOf(server, 'areas')).toEqual([
        { id: 'QQ001', name: 'West', level: 2 },
        { id: 'QQ002', name: 'East', level: 2 },
      ]);
      expect(await featuresOf(server, 'places')).toEqual([{ id, name: 'Westtown', kind: 'town', population: 1000 }]);
      expect(await featuresOf(server, 'roads')).toEqual([{ class: 'primary', closed: true }]);
      expect(await featuresOf(server, 'services')).toContainEqual({
        id,
        name: 'Open clinic',
        kind: 'medical',
        status: 'open',
        invented: false,
      });
      // A zone of a kilometre is too small to see on the tile of the whole world.
      expect(await featuresOf(server, 'zones', '12/1932/2163')).toEqual([
        { id, name: 'Open zone', kind: 'safe_space', status: 'open' },
      ]);
      expect(await featuresOf(server, 'patrols', '8/120/135')).toEqual([
        { id, name: 'Water road', mode: 'foot', purpose: 'water' },
      ]);
      const people = (await featuresOf(server, 'population')).map((cell) => cell['people']);
      expect(people.sort((a, b) => Number(a) - Number(b))).toEqual([100, 200, 400, 800]);
    }));

  it('is nothing of another organization', () =>
    withServer(async (server, database) => {
      server.as('steward', 'one');
      const before = new Map<string, Uint8Array>();
      for (const collection of COLLECTIONS) before.set(collection, await bytesOf(server, collection));
      await database.run(sql`delete from dataset where organization_id = 'two'`);
      server.hear(null);
      for (const collection of COLLECTIONS) expect(await bytesOf(server, collection)).toEqual(before.get(collection));
      server.as('steward', 'two');
      for (const collection of COLLECTIONS) expect(await bytesOf(server, collection)).toHaveLength(0);
    }));

  it('is a protected service for operations and stewards alone', () =>
    withServer(async (server) => {
      for (const role of ROLES.filter((each) => each !== 'reporter' && each !== 'admin')) {
        server.as(role);
        const sees = role === 'operations' || role === 'steward';
        expect(await namesOf(server, 'services')).toEqual(sees ? ['Hidden refuge', 'Open clinic'] : ['Open clinic']);
      }
    }));

  it('and its ETag do not change for the public when a protected service comes or goes', () =>
    withServer(async (server, database) => {
      const look = async () => {
        const response = await server.request(`${tilesOf('services')}/7/60/67`);
        return { etag: response.headers.get('ETag'), bytes: Buffer.from(await response.arrayBuffer()).toString('hex') };
      };
      const before = await look();
      expect(before.bytes.length).toBeGreaterThan(0);
      const metadata = await (await server.request(`${tilesOf('services')}/metadata?f=tilejson`)).text();
      expect(await database.run(sql`delete from service where organization_id = 'one' and protected`)).toBe(1);
      server.hear('one service');
      expect(await look()).toEqual(before);
      expect(await (await server.request(`${tilesOf('services')}/metadata?f=tilejson`)).text()).toBe(metadata);
    }));

  it('is proposed zones for staff and open ones for everybody', () =>
    withServer(async (server) => {
      const everywhere = async () => [
        ...(await namesOf(server, 'zones', '12/1932/2163')),
        ...(await namesOf(server, 'zones', '12/1932/2185')),
      ];
      server.as('public');
      expect(await everywhere()).toEqual(['Open zone']);
      server.as('planner');
      expect(await everywhere()).toEqual(['Open zone', 'Planned zone']);
    }));

  it('is the patrol routes of the own area', () =>
    withServer(async (server) => {
      for (const [prefix, names] of [
        ['', ['Water road']],
        ['QQ001', ['Water road']],
        ['QQ002', []],
      ] as const) {
        server.as('operations', 'one', prefix);
        expect(await namesOf(server, 'patrols', '8/120/135')).toEqual(names);
      }
    }));

  it('is protected services and zones that are not open of the own area, and elsewhere what the public sees', () =>
    withServer(async (server) => {
      for (const [prefix, services, zones] of [
        ['', ['Hidden refuge', 'Open clinic'], ['Open zone', 'Planned zone']],
        ['QQ001', ['Open clinic'], ['Open zone']],
        ['QQ002', ['Hidden refuge', 'Open clinic'], ['Open zone', 'Planned zone']],
      ] as const) {
        server.as('operations', 'one', prefix);
        expect(await namesOf(server, 'services')).toEqual(services);
        const tiles = ['12/1932/2163', '12/1932/2185'];
        const found = (await Promise.all(tiles.map((tile) => namesOf(server, 'zones', tile)))).flat();
        expect(found).toEqual(zones);
      }
      server.as('planner', 'one', 'QQ001');
      expect(await namesOf(server, 'zones', '12/1932/2185')).toEqual([]);
    }));

  it('is one dataset of population: the newest, or the one asked for', () =>
    withServer(async (server, database) => {
      const newest = await database.transaction(async (tx) => {
        const datasetId = await createDataset(tx, { organizationId: 'one', noun: 'population', name: 'newer' });
        await loadRows(tx, { noun: 'population', organizationId: 'one', datasetId }, [
          { lon: 11, lat: 11, people: 7, women: null, children: null, areaPcode: null },
        ]);
        await tx.run(sql`update dataset set created_at = now() + interval '1 hour' where id = ${datasetId}::uuid`);
        return datasetId;
      });
      const { id: older } = await database.one<{ id: string }>(
        sql`select id from dataset where organization_id = 'one' and name = 'population-test'`,
      );
      const { id: foreign } = await database.one<{ id: string }>(
        sql`select id from dataset where organization_id = 'two' and name = 'population-test'`,
      );
      server.as('planner');
      const people = async (query: string) => (await featuresOf(server, 'population', `0/0/0${query}`)).length;
      expect(await people('')).toBe(1);
      expect(await people(`?dataset=${newest}`)).toBe(1);
      expect(await people(`?dataset=${older.toUpperCase()}`)).toBe(4);
      const absent = '00000000-0000-4000-8000-00000000dead';
      for (const dataset of [foreign, absent]) {
        const response = await server.request(`${tilesOf('population')}/0/0/0?dataset=${dataset}`);
        expect([response.status, await response.text()]).toEqual([404, expect.stringContaining('dataset_not_found')]);
      }
    }));
});

describe('a write', () => {
  it('shows in the next tile after the outbox was heard', () =>
    withServer(async (server, database) => {
      expect(await namesOf(server, 'services')).toEqual(['Open clinic']);
      await database.run(
        sql`update service set name = 'New name' where organization_id = 'one' and name = 'Open clinic'`,
      );
      server.hear('one service');
      expect(await namesOf(server, 'services')).toEqual(['New name']);
    }));

  it('changes the ETag of what it changed and of nothing else', () =>
    withServer(async (server, database) => {
      const etag = async (collection: string) =>
        (await server.request(`${tilesOf(collection)}/0/0/0`)).headers.get('ETag');
      const before = [await etag('services'), await etag('places')];
      await database.run(sql`update service set status = 'closed' where organization_id = 'one' and not protected`);
      await database.run(sql`update place set name = name where organization_id = 'one'`);
      server.hear('one service');
      server.hear('one place');
      expect(await etag('services')).not.toBe(before[0]);
      expect(await etag('places')).toBe(before[1]);
    }));
});
