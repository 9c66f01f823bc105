// Search by name over what the viewer may see. A typed position never comes here: the client reads it itself.
import { createRoute, z } from '@hono/zod-openapi';
import { may, permits } from '../access/may.ts';
import { readExact } from '../queries/exact_reads.ts';
import { type Found, searchByName } from '../queries/search.ts';
import { createRouter } from './environment.ts';
import { jsonOf } from './feature.ts';

const found = z.object({
  kind: z.enum(['place', 'area', 'service', 'zone']),
  id: z.string(),
  name: z.string(),
  detail: z.string(),
  lon: z.number(),
  lat: z.number(),
});

const search = createRoute({
  method: 'get',
  path: '/api/search',
  summary: 'Find a place, area, service or safe zone',
  ...permits('read', 'place'),
  request: { query: z.strictObject({ q: z.string().trim().min(1).max(100) }) },
  responses: { 200: jsonOf(z.object({ items: z.array(found) }), 'At most 20 results, best first') },
});

export function searchRoutes() {
  return createRouter().openapi(search, async (c) => {
    const viewer = c.get('viewer');
    const { q } = c.req.valid('query');
    const isExact = (one: Found) => one.isProtected && may(viewer, 'read', 'service');
    const named = await readExact(c.get('database'), { viewer, noun: 'service', isExact }, (db) =>
      searchByName(db, viewer, { q, limit: 20 }),
    );
    const told = named.filter(({ kind }) => may(viewer, 'read', kind));
    return c.json({ items: told.map(({ isProtected: _isProtected, ...item }) => item) }, 200);
  });
}
