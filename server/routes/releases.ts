// Published releases: the list, and the documents as the very bytes that two stewards signed.
import { createRoute, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { Problem } from '../../geodata/schema/problem.ts';
import { evaluatorRelease, period, publicRelease, RELEASE_SCHEMES } from '../../geodata/schema/release.ts';
import type { Environment } from '../access/environment.ts';
import { permits } from '../access/may.ts';
import { listReleases, releaseDocument } from '../queries/releases.ts';
import { createRouter } from './environment.ts';
import { jsonOf } from './feature.ts';

const periodParam = z.strictObject({ period });
const summary = z.strictObject({
  id: z.uuid(),
  period,
  scheme: z.enum(RELEASE_SCHEMES),
  floor: z.number().int(),
  /** SHA-256 over both documents with a line feed between them, hexadecimal. */
  sha256: z.string(),
  publishedAt: z.iso.date(),
});

const list = createRoute({
  method: 'get',
  path: '/api/releases',
  summary: 'Published releases, newest quarter first',
  ...permits('read', 'release'),
  responses: { 200: jsonOf(z.object({ items: z.array(summary) }), 'The releases') },
});
const read = createRoute({
  method: 'get',
  path: '/api/releases/{period}',
  summary: 'One release: regions with bands of reported incidents',
  ...permits('read', 'release'),
  request: { params: periodParam },
  responses: { 200: jsonOf(publicRelease, 'The document as it was signed; its ETag is the id of the release') },
});
const evaluator = createRoute({
  method: 'get',
  path: '/api/releases/{period}/evaluator',
  summary: 'One release: counts by admin 1, month and type',
  ...permits('read', 'evaluator_release', 'release_not_found'),
  request: { params: periodParam },
  responses: { 200: jsonOf(evaluatorRelease, 'The document as it was signed') },
});

async function send(c: Context<Environment>, wanted: { period: string; part: 'public' | 'evaluator' }) {
  const found = await releaseDocument(c.get('database'), c.get('viewer'), wanted);
  if (found === null)
    throw new Problem('release_not_found', 'Look at the list of releases for the quarters there are.');
  c.header('ETag', `"${found.id}"`);
  // What evaluators alone may read stays in no browser.
  if (wanted.part === 'public') c.header('Cache-Control', 'private, no-cache');
  if (c.req.header('If-None-Match') === `"${found.id}"`) return c.body(null, 304);
  c.header('Content-Type', 'application/json');
  return c.body(found.document, 200);
}

export function releaseRoutes() {
  return createRouter()
    .openapi(list, async (c) => c.json({ items: await listReleases(c.get('database'), c.get('viewer')) }, 200))
    .openapi(read, (c) => send(c, { ...c.req.valid('param'), part: 'public' }) as never)
    .openapi(evaluator, (c) => send(c, { ...c.req.valid('param'), part: 'evaluator' }) as never);
}
