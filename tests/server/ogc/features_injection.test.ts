// There is no filter language: whatever is written into a parameter or an id is refused, or is a value that no record has.
import { expect, it } from 'vitest';
import { testApp } from '../../support/app.ts';
import { inDatabase } from '../../support/database.ts';
import { loadWorld } from '../../support/world.ts';

const CORPUS = [
  "' or '1'='1",
  "'; drop table service; --",
  '1) or (1=1',
  '" or ""="',
  "medical' union select * from incident --",
  '$1',
  '%',
  '_',
  '*',
  'a\u0000b',
  '\\',
  '../../../etc/passwd',
  '..%2f..%2f',
  '{{7*7}}',
  '#{7*7}',
  '<script>alert(1)</script>',
  'pg_sleep(5)',
  '(select pg_sleep(5))',
  "name LIKE '%'",
  'kind=medical',
  'true or true',
  'S_INTERSECTS(geom,POINT(0 0))',
  'null',
  'NaN',
  '1e400',
  '-1',
  '\uFEFF',
  '\u202E',
  'x'.repeat(5000),
  '__proto__',
  'constructor',
  '[object Object]',
];

const HOSTILE = new Set(['f', 'limit', 'after', 'bbox', 'bbox-crs', 'crs', 'datetime']);

it('refuses or finds nothing, for every parameter of every collection, as the role that reads the most', () =>
  inDatabase(async (database) => {
    await loadWorld(database, 'one');
    await loadWorld(database, 'two');
    const app = testApp(database, { publicOrganizationId: 'one' });
    const operations = await app.as('operations');
    const { paths } = (await operations.get('/ogc/api')).json as {
      paths: Record<string, { get: { parameters: { name: string; in: string }[] } }>;
    };
    let asked = 0;
    for (const [path, { get }] of Object.entries(paths)) {
      if (!path.endsWith('/items')) continue;
      const names = get.parameters.filter((one) => one.in === 'query').map(({ name }) => name);
      for (const name of [...names, 'filter', 'filter-lang', 'properties', 'sortby', 'q']) {
        for (const text of CORPUS) {
          // A lone word is refused as a value before it is looked for; only names of records may be any text.
          const { status, json, text: said } = await operations.get(`/ogc${path}?${name}=${encodeURIComponent(text)}`);
          asked++;
          const found = status === 200 ? json.features.length : 0;
          expect([path, name, text.slice(0, 40), status === 400 || (status === 200 && found === 0)]).toEqual([
            path,
            name,
            text.slice(0, 40),
            true,
          ]);
          if (HOSTILE.has(name) || !names.includes(name))
            expect([name, text.slice(0, 40), status]).toEqual([name, text.slice(0, 40), 400]);
          if (status === 400 && text.length > 12) expect(said).not.toContain(text);
        }
      }
      for (const text of CORPUS) {
        const { status } = await operations.get(`/ogc${path}/${encodeURIComponent(text)}`);
        expect([path, text.slice(0, 40), status === 404 || status === 400]).toEqual([path, text.slice(0, 40), true]);
      }
    }
    expect(asked).toBeGreaterThan(2000);
    expect(app.faults).toEqual([]);
    expect((await operations.get('/ogc/collections/services/items')).json.features).toHaveLength(2);
  }));
