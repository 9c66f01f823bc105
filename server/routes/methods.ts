// The method reference at /methods: public pages made from the catalog and the docstrings beside the code, once each.
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { type Context, Hono } from 'hono';
import { CATALOG, method } from '../../geodata/analysis/catalog.ts';
import type { Method } from '../../geodata/analysis/method.ts';
import { Problem } from '../../geodata/schema/problem.ts';
import type { AnalysisPool } from '../jobs/analysis_pool.ts';
import { fieldComments, schemaFiles } from './field_comments.ts';
import { docstringOf } from './method_docstring.ts';
import { listPage, methodPage } from './method_page.ts';

const ANALYSIS = new URL('../../geodata/analysis/', import.meta.url);
const require = createRequire(import.meta.url);
const face = (weight: number) => require.resolve(`@fontsource/noto-sans/files/noto-sans-latin-${weight}-normal.woff2`);

const FILES: Readonly<Record<string, readonly [path: () => string | URL, type: string]>> = {
  'methods.css': [() => new URL('./methods.css', import.meta.url), 'text/css; charset=utf-8'],
  'noto-sans-400.woff2': [() => face(400), 'font/woff2'],
  'noto-sans-600.woff2': [() => face(600), 'font/woff2'],
};
/** A reader waits so long for a worker that is free. */
const PATIENCE_MS = 1_500;
/** Pages that may wait for one: readers are not signed in, and take no place in line from those who are. */
const MOST_WAITING = 1;
const HTML = 'text/html; charset=utf-8';

interface Page {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly etag: string;
}

function pageOf(content: string | Uint8Array): Page {
  const bytes = new Uint8Array(Buffer.from(content));
  return { bytes, etag: `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"` };
}

/** Asked for again each time, sent again only when it changed. */
function answer(c: Context, { bytes, etag }: Page, type: string): Response {
  c.header('Cache-Control', 'no-cache');
  c.header('ETag', etag);
  const known = (c.req.header('If-None-Match') ?? '').split(',').map((tag) => tag.trim().replace(/^W\//, ''));
  if (known.includes(etag)) return c.body(null, 304);
  c.header('Content-Type', type);
  return c.body(bytes, 200);
}

export function methodRoutes({ analyses }: { readonly analyses: AnalysisPool }) {
  const made = new Map<string, Promise<Page>>();
  let waiting = 0;
  const once = (key: string, make: () => Promise<Page>): Promise<Page> => {
    const known = made.get(key);
    if (known !== undefined) return known;
    const page = make();
    made.set(key, page);
    page.catch(() => made.delete(key));
    return page;
  };

  /** The answer to a method's example, if a worker is free soon. */
  async function answerTo({ id, example }: Method): Promise<Uint8Array> {
    if (waiting === MOST_WAITING) throw new Problem('busy');
    waiting++;
    const stop = new AbortController();
    const timer = setTimeout(() => stop.abort(), PATIENCE_MS);
    let waits = true;
    const onStart = () => {
      clearTimeout(timer);
      if (waits) waiting--;
      waits = false;
    };
    return analyses.run({ id, inputs: structuredClone(example) }, { signal: stop.signal, onStart }).finally(onStart);
  }

  async function makeMethodPage(id: string): Promise<Page> {
    const known = method(id);
    const file = new URL(known.source, ANALYSIS);
    const source = await readFile(file, 'utf8');
    const beside = await Promise.all(schemaFiles(source).map((name) => readFile(new URL(name, file), 'utf8')));
    const texts = [source, ...beside];
    const result = await answerTo(known).catch((error: unknown) => {
      // Without an answer the page is good too; it is made anew only where the workers were busy just now.
      if (error instanceof Problem && (error.code === 'busy' || error.code === 'cancelled')) {
        queueMicrotask(() => made.delete(id));
      }
      return null;
    });
    const html = await methodPage({
      method: known,
      docstring: docstringOf(source, known.compute),
      comments: { inputs: fieldComments(texts, 'inputs'), result: fieldComments(texts, 'result') },
      methods: CATALOG,
      answer: result === null ? null : JSON.parse(new TextDecoder().decode(result)),
    });
    return pageOf(String(html));
  }

  return new Hono()
    .get('/methods', async (c) => answer(c, await once('', async () => pageOf(String(await listPage(CATALOG)))), HTML))
    .get('/methods/:name', async (c) => {
      const name = c.req.param('name');
      const file = Object.hasOwn(FILES, name) ? FILES[name] : undefined;
      if (file !== undefined) {
        const [path, type] = file;
        return answer(c, await once(name, async () => pageOf(await readFile(path()))), type);
      }
      if (!CATALOG.some(({ id }) => id === name))
        throw new Problem('process_not_found', 'See /methods for all there are.');
      return answer(c, await once(name, () => makeMethodPage(name)), HTML);
    });
}
