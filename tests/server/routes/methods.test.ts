// The method reference: public, made from the code itself, without script or style of its own.
import { afterAll, describe, expect, it } from 'vitest';
import { CATALOG } from '../../../geodata/analysis/catalog.ts';
import { Problem } from '../../../geodata/schema/problem.ts';
import { createAnalysisPool } from '../../../server/jobs/analysis_pool.ts';
import { fieldComments } from '../../../server/routes/field_comments.ts';
import { citationsOf, docstringOf, partsOf } from '../../../server/routes/method_docstring.ts';
import { fieldsOf } from '../../../server/routes/method_fields.ts';
import { blocks, inline, readableJson, shortened } from '../../../server/routes/method_text.ts';
import { methodRoutes } from '../../../server/routes/methods.ts';
import { testApp } from '../../support/app.ts';
import { inDatabase } from '../../support/database.ts';

const analyses = createAnalysisPool();
afterAll(() => analyses.close());
const app = methodRoutes({ analyses });
const pageOf = async (path: string) => (await app.request(path)).text();

describe('the pages', () => {
  it('list every method, and each has its page with all that the docstring says', async () => {
    const list = await pageOf('/methods');
    for (const { id, title } of CATALOG) {
      expect(list).toContain(`href="/methods/${id}"`);
      const page = await pageOf(`/methods/${id}`);
      expect(page, id).toContain(`<h1>${title.replaceAll('&', '&amp;').replaceAll("'", '&#39;')}</h1>`);
      for (const heading of ['Method', 'Inputs', 'Output', 'Refuses', 'Cost', 'Checked against']) {
        expect(page, id).toContain(`<dt>${heading}</dt>`);
      }
      expect(page, id).toContain('Assumption that can harm</h2>');
      expect(page, id).toContain(`npm run -s analyze -- ${id} ${id}.json`);
      expect(page, id).toContain('<p>Both answer:</p>');
    }
  });

  it('hold no script, no style of their own and nothing from anybody else', async () => {
    for (const path of ['/methods', ...CATALOG.map(({ id }) => `/methods/${id}`)]) {
      const page = await pageOf(path);
      expect(page).not.toMatch(/<script|<style|\sstyle=|\son[a-z]+=/);
      const loaded = [...page.matchAll(/<(?:link|img)[^>]*(?:href|src)="([^"]+)"/g)].map((match) => match[1]);
      expect(loaded).toEqual(['/icon.svg', '/methods/methods.css']);
    }
  });

  it('are sent again only when they changed', async () => {
    const first = await app.request('/methods/nearest');
    expect(first.headers.get('Content-Type')).toBe('text/html; charset=utf-8');
    const etag = first.headers.get('ETag') ?? '';
    const again = await app.request('/methods/nearest', { headers: { 'If-None-Match': `"other", W/${etag}` } });
    expect([again.status, await again.text()]).toEqual([304, '']);
    for (const file of ['methods.css', 'noto-sans-400.woff2', 'noto-sans-600.woff2']) {
      const answer = await app.request(`/methods/${file}`);
      expect([answer.status, answer.headers.get('ETag')]).toEqual([200, expect.any(String)]);
    }
  });

  it('do without an answer while the workers are busy, and have it the next time', async () => {
    let busy = true;
    const run: typeof analyses.run = (task, options) =>
      busy ? Promise.reject(new Problem('busy')) : analyses.run(task, options);
    const own = methodRoutes({ analyses: { ...analyses, run } });
    const page = async () => (await own.request('/methods/nearest')).text();
    const without = await page();
    expect(without).toContain('<h1>Nearest services</h1>');
    expect(without).not.toContain('Both answer');
    busy = false;
    expect(await page()).toContain('Both answer');
  });

  it('take one place in line and no more, however many are asked for', async () => {
    const asked: (() => void)[] = [];
    const run: typeof analyses.run = (_, options) =>
      new Promise((_resolve, reject) => {
        const giveUp = () => reject(new Problem('cancelled'));
        asked.push(giveUp);
        options?.signal?.addEventListener('abort', giveUp);
      });
    const own = methodRoutes({ analyses: { ...analyses, run } });
    const pages = CATALOG.slice(0, 6).map(({ id }) => own.request(`/methods/${id}`));
    const first = await Promise.any(pages);
    expect([first.status, asked.length]).toEqual([200, 1]);
    for (const giveUp of asked) giveUp();
    for (const page of await Promise.all(pages)) expect(page.status).toBe(200);
    const again = own.request(`/methods/nearest`);
    while (asked.length < 2) await new Promise(setImmediate);
    asked[1]?.();
    expect((await again).status).toBe(200);
  });

  it('are there for a visitor, under the same policy as everything, and say what is not there', () =>
    inDatabase(async (database) => {
      const { visitor, faults } = testApp(database, { analyses });
      const page = await visitor.get('/methods/nearest');
      expect(page.status).toBe(200);
      expect(page.headers.get('Content-Security-Policy')).toContain("default-src 'none'");
      for (const path of ['/methods/teleport', '/methods/constructor', '/methods/..%2fpackage.json']) {
        expect((await visitor.get(path)).json.code).toBe('process_not_found');
      }
      expect(faults).toEqual([]);
    }));
});

describe('the docstring', () => {
  const source = `/** Another. */
export function other() {}

/**
 * Is it so?
 *
 * Method: by counting (Ord & Getis 1995, doi:10.1111/j.1538-4632.1995.tb00912.x; Meyer 2003,
 * doi:10.1016/S0196-6774(03)00076-2).
 * Inputs: counts. Output: a number, 0 to 1;
 *   null where nothing is.
 * Throws Problem invalid_input. Cost: O(n).
 * Checked against hand counts. Measured: see
 *
 * | n | ms |
 * | --- | --- |
 * | 10 | <1 |
 *
 * Assumption that can harm: none < any.
 */
export async function wanted() {}
`;

  it('is taken apart by its labels, also within a line', () => {
    const docstring = docstringOf(source, 'wanted');
    expect(docstring?.question).toBe('Is it so?');
    expect(docstring?.sections.map(({ title }) => title)).toEqual([
      'Method',
      'Inputs',
      'Output',
      'Refuses',
      'Cost',
      'Checked against',
      'Measured',
      'Assumption that can harm',
    ]);
    expect(docstring?.sections[1]?.text).toBe('counts.');
    expect(docstring?.sections[5]?.text).toBe('hand counts.');
    expect(docstringOf(source, 'missing')).toBeNull();
    expect(partsOf('No question here.')).toEqual({ question: 'No question here.', lead: '', sections: [] });
  });

  it('gives its literature with names', () => {
    expect(citationsOf(docstringOf(source, 'wanted')?.sections[0]?.text ?? '')).toEqual([
      { name: 'Ord & Getis 1995', doi: '10.1111/j.1538-4632.1995.tb00912.x' },
      { name: 'Meyer 2003', doi: '10.1016/S0196-6774(03)00076-2' },
    ]);
    const named = (text: string) => citationsOf(text).map(({ name }) => name);
    expect(
      named('EARS (Hutwagner et al. 2003, doi:10.1007/PL00022312) and Getis & Ord (1992, doi:10.1111/x).'),
    ).toEqual(['Hutwagner et al. 2003', 'Getis & Ord 1992']);
    expect(named('as in doi:10.1000/y')).toEqual(['doi:10.1000/y']);
  });

  it('becomes HTML in which nothing but its own marks is markup', () => {
    expect(String(inline('a < b & `c<d>` (doi:10.1/x(2)y).'))).not.toContain('<d>');
    expect(String(inline('see doi:10.1000/x(2)y.'))).toContain('href="https://doi.org/10.1000/x(2)y"');
    const [text, table] = blocks(docstringOf(source, 'wanted')?.sections[6]?.text ?? '').map(String);
    expect(text).toBe('<p>see</p>');
    expect(table).toContain('<td>&lt;1</td>');
    const figures = blocks('Rates:\n  mean 0.1: C1 0.004, C2 0.005\n  mean 20: C1 0.02, C2 0.03\nSo it is.').map(
      String,
    );
    expect(figures.length).toBe(3);
    expect(figures[1]?.match(/<t[hd](?: [^>]*)?>[^<]*/g)?.map((cell) => cell.replace(/.*>/, ''))).toEqual([
      'mean',
      'C1',
      'C2',
      '0.1',
      '0.004',
      '0.005',
      '20',
      '0.02',
      '0.03',
    ]);
    expect(blocks('- one\n  more\n- two').map(String)).toEqual(['<ul><li>one more</li><li>two</li></ul>']);
  });
});

describe('the tables', () => {
  it('say kind, limits and default, column by column', () => {
    const schema = {
      type: 'object',
      required: ['points'],
      properties: {
        points: {
          anyOf: [
            { type: 'object', properties: { type: { const: 'FeatureCollection' }, features: { type: 'array' } } },
            {
              type: 'object',
              required: ['lon'],
              properties: { lon: { type: 'array', items: { type: ['number', 'null'] }, maxItems: 2000 } },
            },
          ],
        },
        remove: { enum: ['edges', 'services'], default: 'edges' },
        cutoffMinutes: { type: 'number', minimum: 0 },
      },
    };
    expect(fieldsOf(schema)).toEqual([
      { name: 'points', depth: 0, kind: 'GeoJSON or table', required: true, byDefault: null, limits: '', meaning: '' },
      {
        name: 'lon',
        depth: 1,
        kind: 'list of numbers or null',
        required: true,
        byDefault: null,
        limits: 'at most 2,000 rows',
        meaning: 'Longitude in degrees (WGS 84).',
      },
      {
        name: 'remove',
        depth: 0,
        kind: '"edges" or "services"',
        required: false,
        byDefault: '"edges"',
        limits: '',
        meaning: '',
      },
      {
        name: 'cutoffMinutes',
        depth: 0,
        kind: 'number',
        required: false,
        byDefault: null,
        limits: '0 or more',
        meaning: 'Minutes.',
      },
    ]);
  });

  it('take a meaning from the comment above a field, of its own side only', () => {
    const text = `const thingInput = z.strictObject({
  /** Reports a week. */
  counts: a,
});
const row = z.strictObject({
  /** Of a row. */
  counts: b,
  /** null = nothing
   * was counted. */
  people: c,
});`;
    expect([...fieldComments([text], 'inputs')]).toEqual([['counts', 'Reports a week.']]);
    expect([...fieldComments([text], 'result')]).toEqual([
      ['counts', 'Of a row.'],
      ['people', 'null = nothing was counted.'],
    ]);
  });

  it('keep a list of numbers on one line, and cut a long one short', () => {
    expect(readableJson({ a: { lon: [1, 2], name: 'x' }, b: [[1, 2], [3]] })).toBe(
      '{"a": {"lon": [1, 2], "name": "x"}, "b": [[1, 2], [3]]}',
    );
    const long = { rows: Array(100).fill([1]), short: [1, 2] };
    expect(shortened(long)).toEqual({ rows: [...Array(24).fill([1]), '… and 76 more'], short: [1, 2] });
    expect(readableJson({ values: Array(40).fill(1) })).toMatch(/^\{\n {2}"values": \[1, 1,[ 1,]+\]\n\}$/);
  });
});
