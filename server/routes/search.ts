// Search: names of what the viewer may see, and coordinates as typed.
import { createRoute, z } from '@hono/zod-openapi';
import { coordinate } from '../../geodata/formats/coordinate.ts';
import { demand } from '../access/may.ts';
import { type Found, searchByName } from '../queries/search.ts';
import { createRouter, type Deps } from './environment.ts';
import { jsonOf } from './feature.ts';

const found = z.object({
  kind: z.enum(['place', 'area', 'service', 'zone', 'coordinate']),
  id: z.string(),
  name: z.string(),
  detail: z.string(),
  lon: z.number(),
  lat: z.number(),
});

const search = createRoute({
  method: 'get',
  path: '/api/search',
  summary: 'Find a place, area, service, safe zone or coordinate',
  request: { query: z.strictObject({ q: z.string().trim().min(1).max(100) }) },
  responses: { 200: jsonOf(z.object({ items: z.array(found) }), 'At most 20 results, best first') },
});

export function searchRoutes({ database }: Deps) {
  return createRouter().openapi(search, async (c) => {
    const viewer = c.get('viewer');
    demand(viewer, 'read', 'place');
    const { q } = c.req.valid('query');
    const at = coordinate(q);
    const typed: Found[] =
      at === null
        ? []
        : [
            {
              kind: 'coordinate',
              id: q,
              name: `${at[1].toFixed(5)}, ${at[0].toFixed(5)}`,
              detail: 'lat, lon',
              lon: at[0],
              lat: at[1],
            },
          ];
    const named = await searchByName(database, viewer, { q, limit: 20 - typed.length });
    return c.json({ items: [...typed, ...named] }, 200);
  });
}
