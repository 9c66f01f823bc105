// The forms of an answer: which is taken, pages for people, tables for spreadsheets, the API's own description.
import { parse } from 'csv-parse/sync';
import { expect, it } from 'vitest';
import { testApp } from '../../support/app.ts';
import { inDatabase, type TestDatabase } from '../../support/database.ts';
import { loadWorld } from '../../support/world.ts';

const ITEMS = '/ogc/collections/services/items';
const EVIL = `=HYPERLINK("http://x")"><script>alert(1)</script>&'`;

const withApp = (work: (app: ReturnType<typeof testApp>, database: TestDatabase) => Promise<void>) =>
  inDatabase(async (database) => {
    await loadWorld(database, 'one');
    const app = testApp(database, { publicOrganizationId: 'one' });
    await work(app, database);
    expect(app.faults).toEqual([]);
  });

async function addEvil(app: ReturnType<typeof testApp>): Promise<string> {
  const service = { name: EVIL, kind: 'medical', phone: '+234 801', geom: { type: 'Point', coordinates: [-10.5, 10] } };
  return (await (await app.as('planner')).send('POST', '/api/services', service)).json.id;
}

it('is what f says, else what is accepted most, else JSON', () =>
  withApp(async ({ visitor }) => {
    const typeOf = async (path: string, accept?: string) => {
      const { headers, status } = await visitor.get(path, accept === undefined ? {} : { Accept: accept });
      expect([path, accept, status]).toEqual([path, accept, 200]);
      expect(headers.get('Vary')).toContain('Accept');
      return (headers.get('Content-Type') ?? '').split(';')[0];
    };
    const browser = 'text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8';
    for (const path of [
      ITEMS,
      '/ogc',
      '/ogc/conformance',
      '/ogc/collections',
      '/ogc/collections/services',
      '/ogc/api',
    ]) {
      expect(await typeOf(path, browser)).toBe('text/html');
      expect(await typeOf(`${path}?f=html`, 'application/json')).toBe('text/html');
      expect(await typeOf(`${path}?f=json`, browser)).toMatch(/json$/);
      for (const accept of [
        undefined,
        '*/*',
        'application/*',
        'image/png',
        '',
        'text/html;q=0.1, application/json',
        'text/html;q=0',
      ]) {
        expect([path, accept, await typeOf(path, accept)]).toEqual([path, accept, expect.stringMatching(/json$/)]);
      }
    }
    expect(await typeOf(ITEMS, 'application/geo+json, application/json')).toBe('application/geo+json');
    expect(await typeOf(ITEMS, 'application/json;q=0.5, text/csv;q=0.9')).toBe('text/csv');
    expect(await typeOf(ITEMS, 'text/*;q=0.5, text/csv;q=0.1, application/geo+json;q=0.2')).toBe('text/html');
    expect((await visitor.get('/ogc/collections?f=csv')).status).toBe(400);
    expect((await visitor.get('/ogc?g=1')).status).toBe(400);
  }));

it('writes a table that spreadsheets take for text and numbers, with the columns of the noun', () =>
  withApp(async (app) => {
    const id = await addEvil(app);
    const { text, headers } = await app.visitor.get(`${ITEMS}?f=csv`);
    expect(headers.get('Content-Disposition')).toBe('attachment; filename="services.csv"');
    expect(headers.get('Content-Type')).toBe('text/csv; charset=utf-8; header=present');
    const records = parse(text, { columns: true, recordDelimiter: '\r\n' }) as Record<string, string>[];
    expect(records.find((record) => record['id'] === id)).toMatchObject({
      name: `'${EVIL}`,
      phone: "'+234 801",
      lon: '-10.5',
      lat: '10',
      languages: '',
      femaleStaff: '',
      protected: 'false',
    });
    expect(records.map((record) => record['languages']).sort()).toEqual(['', 'ha']);
    const zones = (await app.visitor.get('/ogc/collections/zones/items?f=csv')).text;
    expect(zones).toContain('"MULTIPOLYGON (((10.1 10.1, 10.11 10.1, ');
    const one = (await app.visitor.get(`${ITEMS}/${id}?f=csv`)).text;
    expect(parse(one, { recordDelimiter: '\r\n' })).toHaveLength(2);
    const none = (await app.visitor.get(`${ITEMS}?f=csv&kind=legal`)).text;
    expect(none).toBe(`${text.split('\r\n')[0]}\r\n`);
  }));

it('writes pages without script or style of their own, in which what was stored is only text', () =>
  withApp(async (app) => {
    const id = await addEvil(app);
    const paths = [
      '/ogc',
      '/ogc/conformance',
      '/ogc/collections',
      '/ogc/collections/services',
      ITEMS,
      `${ITEMS}/${id}`,
      '/ogc/api',
    ];
    for (const path of paths) {
      const { text, headers } = await app.visitor.get(`${path}?f=html`);
      expect(headers.get('Content-Security-Policy')).toContain("default-src 'none'");
      expect(text).toMatch(/^<!doctype html>/);
      expect([path, /<script|<style|\sstyle=|\son\w+=|javascript:|src=/i.exec(text)]).toEqual([path, null]);
      expect(text).not.toContain('undefined');
      expect(text).not.toContain('[object');
      expect(text).toMatch(/<h1>[^<]+<\/h1>/);
    }
    const page = (await app.visitor.get(`${ITEMS}?f=html&limit=1`)).text;
    expect(page).toMatch(/1 on this page, 2 in all/);
    expect(page).toContain('rel="next">Next page</a>');
    const item = (await app.visitor.get(`${ITEMS}/${id}?f=html`)).text;
    expect(item).toContain('&lt;script&gt;');
    expect(item).toContain('<td>-10.5, 10</td>');
  }));

it('describes itself as OpenAPI 3.0, the same for every role, with each parameter and no word of a later version', () =>
  withApp(async ({ as, visitor, request }) => {
    const { headers, json, text } = await visitor.get('/ogc/api');
    expect(headers.get('Content-Type')).toBe('application/vnd.oai.openapi+json;version=3.0');
    expect([json.openapi, json.servers]).toEqual(['3.0.3', [{ url: 'http://127.0.0.1/ogc' }]]);
    expect((await (await as('steward')).get('/ogc/api')).text).toBe(text);
    const keys = new Set<string>();
    const walk = (value: unknown): void => {
      if (typeof value !== 'object' || value === null) return;
      for (const [key, part] of Object.entries(value)) {
        if (!Array.isArray(value)) keys.add(key);
        if (key === 'type' && Array.isArray(part)) keys.add('type[]');
        walk(part);
      }
    };
    walk(json);
    for (const later of [
      '$schema',
      'prefixItems',
      'const',
      'type[]',
      'examples',
      '$defs',
      'propertyNames',
      'webhooks',
    ]) {
      expect([later, keys.has(later)]).toEqual([later, false]);
    }
    const { parameters } = json.paths['/collections/roads/items'].get;
    const byName = new Map(parameters.map((one: { name: string }) => [one.name, one]));
    expect(byName.get('limit')).toMatchObject({ schema: { type: 'integer', minimum: 1, maximum: 1000, default: 100 } });
    expect([...byName.keys()].sort()).toEqual(
      ['after', 'bbox', 'bbox-crs', 'closed', 'crs', 'datetime', 'f', 'limit', 'oneWay', 'roadClass'].sort(),
    );
    const { links } = (await visitor.get('/ogc')).json;
    const described = links.filter(({ rel }: { rel: string }) => rel === 'service-desc');
    expect(described[0]).toMatchObject({
      href: 'http://127.0.0.1/ogc/api',
      type: 'application/vnd.oai.openapi+json;version=3.0',
    });
    for (const { href } of links)
      expect([href, (await request(new URL(href).pathname + new URL(href).search)).status]).toEqual([
        href,
        href.endsWith('/jobs') ? 404 : 200,
      ]);
    const slash = await request('/ogc/');
    expect([slash.status, slash.headers.get('Location')]).toEqual([308, '/ogc']);
  }));
