// Vector tiles over HTTP: addresses, caching headers, compression, TileJSON.
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { Role } from '../../../geodata/schema/roles.ts';
import { sql } from '../../../server/db/sql.ts';
import { namesOf, tilesOf, withServer } from './tile_server.ts';

describe('the address of a tile', () => {
  it('is answered alike when the collection is unknown and when it is denied', () =>
    withServer(async (server) => {
      const ask = async (role: Role, path: string) => {
        server.as(role);
        const response = await server.request(path);
        return [response.status, await response.text()];
      };
      const unknown = await ask('public', `${tilesOf('nothing')}/0/0/0`);
      expect(unknown[0]).toBe(404);
      for (const [role, collection] of [
        ['public', 'population'],
        ['public', 'patrols'],
        ['planner', 'patrols'],
        ['admin', 'services'],
        ['reporter', 'areas'],
        ['steward', 'incidents'],
        ['operations', 'incident'],
      ] as const) {
        for (const rest of ['0/0/0', '0/0/0?f=x', '0/9/0', 'x/y/z', 'metadata?f=tilejson', 'metadata?f=html']) {
          expect(await ask(role, `${tilesOf(collection)}/${rest}`)).toEqual(unknown);
        }
      }
    }));

  it('is three whole numbers within the matrix of the zoom, in the order zoom, row, column', () =>
    withServer(async (server) => {
      const status = async (address: string) => (await server.request(`${tilesOf('areas')}/${address}`)).status;
      for (const address of ['0/0/0', '22/4194303/4194303', '5/15/16']) expect(await status(address)).toBe(200);
      for (const address of [
        '-1/0/0',
        '+1/0/0',
        '1.0/0/0',
        '1e0/0/0',
        '01/0/0',
        '0x1/0/0',
        'a/0/0',
        '1/0/-0',
        '%20/0/0',
        '1/0/12345678',
      ])
        expect([address, await status(address)]).toEqual([address, 400]);
      for (const address of ['1/2/0', '1/0/2', '23/0/0', '0/0/1', '0/0', '0/0/0/0', '0//0/0'])
        expect([address, await status(address)]).toEqual([address, 404]);
      const names = await namesOf(server, 'places', '4/7/8');
      expect([names, await namesOf(server, 'places', '4/8/7')]).toEqual([['Westtown'], []]);
    }));

  it('takes no query that it does not know', () =>
    withServer(async (server) => {
      server.as('planner');
      const status = async (path: string) => (await server.request(path)).status;
      expect(await status(`${tilesOf('services')}/0/0/0?role=steward`)).toBe(400);
      expect(await status(`${tilesOf('services')}/0/0/0?dataset=${'0'.repeat(8)}-0000-4000-8000-000000000000`)).toBe(
        400,
      );
      expect(await status(`${tilesOf('population')}/0/0/0?dataset=all`)).toBe(400);
      expect(await status(`${tilesOf('population')}/0/0/0?dataset=`)).toBe(400);
      expect(await status(`${tilesOf('services')}/metadata?f=html`)).toBe(400);
      expect(await status(`${tilesOf('services')}/metadata?f=tilejson&f=tilejson`)).toBe(400);
    }));
});

describe('over HTTP a tile', () => {
  it('is compressed for those who take gzip, and the same bytes either way', () =>
    withServer(async (server) => {
      const ask = async (accept?: string) => {
        const headers = accept === undefined ? {} : { 'Accept-Encoding': accept };
        const response = await server.request(`${tilesOf('places')}/0/0/0`, { headers });
        return { encoding: response.headers.get('Content-Encoding'), response };
      };
      const plain = await ask();
      expect(plain.encoding).toBeNull();
      const bytes = Buffer.from(await plain.response.arrayBuffer());
      expect(plain.response.headers.get('Content-Length')).toBe(String(bytes.length));
      for (const accept of ['gzip', 'gzip, deflate, br', 'br, GZIP;q=0.5', '*']) {
        const { encoding, response } = await ask(accept);
        expect([accept, encoding]).toEqual([accept, 'gzip']);
        const zipped = Buffer.from(await response.arrayBuffer());
        expect(response.headers.get('Content-Length')).toBe(String(zipped.length));
        expect(gunzipSync(zipped).equals(bytes)).toBe(true);
      }
      for (const accept of ['identity', 'br', 'gzip;q=0', 'gzip;q=0, *', '']) {
        const { encoding, response } = await ask(accept);
        expect([accept, encoding]).toEqual([accept, null]);
        expect(Buffer.from(await response.arrayBuffer()).equals(bytes)).toBe(true);
      }
    }));

  it('is right when many are asked for at once', () =>
    withServer(async (server) => {
      server.as('steward');
      const paths = ['services', 'places', 'population'].flatMap((collection) =>
        ['0/0/0', '1/0/1', '2/1/2', '3/3/4', '4/7/8', '5/15/16'].map((address) => `${tilesOf(collection)}/${address}`),
      );
      const zipped = await Promise.all(
        paths.map(async (path) => {
          const response = await server.request(path, { headers: { 'Accept-Encoding': 'gzip' } });
          return gunzipSync(Buffer.from(await response.arrayBuffer()));
        }),
      );
      for (const [i, path] of paths.entries()) {
        const alone = Buffer.from(await (await server.request(path)).arrayBuffer());
        expect(alone.length).toBeGreaterThan(0);
        expect(zipped[i]?.equals(alone)).toBe(true);
      }
    }));

  it('is not sent again to those who have it, and is kept by nobody without asking', () =>
    withServer(async (server) => {
      const path = `${tilesOf('services')}/0/0/0`;
      const first = await server.request(path);
      const etag = first.headers.get('ETag') ?? '';
      expect(etag).toMatch(/^W\/"[\w-]{22}\.0\.0\.0"$/);
      expect(first.headers.get('Cache-Control')).toBe('private, no-cache');
      expect(first.headers.get('Vary')).toBe('Accept-Encoding, Authorization, Cookie');
      expect(first.headers.get('Content-Type')).toBe('application/vnd.mapbox-vector-tile');
      for (const tag of [etag, etag.slice(2), `"other", ${etag}`, '*']) {
        const again = await server.request(path, { headers: { 'If-None-Match': tag } });
        expect([again.status, await again.text(), again.headers.get('ETag')]).toEqual([304, '', etag]);
        expect(again.headers.get('Cache-Control')).toBe('private, no-cache');
      }
      const other = await server.request(path, { headers: { 'If-None-Match': '"other"' } });
      expect(other.status).toBe(200);
      const elsewhere = await server.request(`${tilesOf('services')}/1/0/1`, { headers: { 'If-None-Match': etag } });
      expect(elsewhere.status).toBe(200);
    }));

  it('does not answer 304 to a role that now sees more', () =>
    withServer(async (server) => {
      const path = `${tilesOf('services')}/0/0/0`;
      const etag = (await server.request(path)).headers.get('ETag') ?? '';
      server.as('operations');
      expect((await server.request(path, { headers: { 'If-None-Match': etag } })).status).toBe(200);
    }));

  it('answers HEAD as GET without the body, and nothing but these two', () =>
    withServer(async (server) => {
      const path = `${tilesOf('services')}/0/0/0`;
      const got = await server.request(path);
      const headed = await server.request(path, { method: 'HEAD' });
      expect([headed.status, await headed.text()]).toEqual([200, '']);
      expect([...headed.headers]).toEqual([...got.headers]);
      expect((await server.request(path, { method: 'POST' })).status).toBe(404);
    }));

  it('that is empty has no bytes and no encoding', () =>
    withServer(async (server) => {
      const response = await server.request(`${tilesOf('services')}/3/0/0`, { headers: { 'Accept-Encoding': 'gzip' } });
      expect([response.status, response.headers.get('Content-Encoding')]).toEqual([200, null]);
      expect(await response.arrayBuffer()).toHaveProperty('byteLength', 0);
    }));
});

describe('the TileJSON of a collection', () => {
  it('names the tiles, the layer and the bounds of what the viewer may see', () =>
    withServer(async (server) => {
      const ask = async () => (await server.request(`${tilesOf('services')}/metadata?f=tilejson`)).json();
      expect(await ask()).toMatchObject({
        tilejson: '3.0.0',
        tiles: ['http://127.0.0.1/ogc/collections/services/tiles/WebMercatorQuad/{z}/{y}/{x}'],
        minzoom: 0,
        maxzoom: 14,
        bounds: [10.5, 10.5, 10.5, 10.5],
        vector_layers: [{ id: 'services', fields: { id: 'String', name: 'String', invented: 'Boolean' } }],
      });
      server.as('steward');
      expect(await ask()).toMatchObject({ bounds: [10.5, 10.5, 13.5, 10.5] });
    }));

  it('keeps the dataset in the address of the tiles, and says what a crowded tile leaves out', () =>
    withServer(async (server, database) => {
      server.as('planner');
      const { id } = await database.one<{ id: string }>(
        sql`select id from dataset where organization_id = 'one' and name = 'population-test'`,
      );
      const metadata = await (
        await server.request(`${tilesOf('population')}/metadata?f=tilejson&dataset=${id}`)
      ).json();
      expect(metadata).toMatchObject({
        tiles: [expect.stringMatching(new RegExp(`\\?dataset=${id}$`))],
        description: 'A tile with more than 60000 points keeps the cells with the most people.',
        bounds: [10.5, 10.5, 13.5, 10.5],
      });
    }));
});
