// The calendar of women's routes, for operations and stewards: it says where women are to be met.
import { createRoute, z } from '@hono/zod-openapi';
import { pcode } from '../../geodata/schema/area.ts';
import { Problem } from '../../geodata/schema/problem.ts';
import { womenRoute, womenRouteChange, womenRouteExample, womenRouteInput } from '../../geodata/schema/women_route.ts';
import { permits } from '../access/may.ts';
import { areaExists } from '../queries/area_records.ts';
import {
  deleteWomenRoute,
  getWomenRoute,
  insertWomenRoute,
  listWomenRoutes,
  updateWomenRoute,
} from '../queries/women_routes.ts';
import { createRouter, type Deps } from './environment.ts';
import { jsonOf, nextAddress, pageQuery } from './feature.ts';
import { mountWritable } from './writable.ts';

const list = createRoute({
  method: 'get',
  path: '/api/women-routes',
  summary: 'When women are on the way, and where',
  ...permits('read', 'patrol'),
  request: { query: z.strictObject({ ...pageQuery, area: pcode.optional() }) },
  responses: {
    200: jsonOf(z.object({ items: z.array(womenRoute), next: z.string().optional() }), 'A page of the calendar'),
  },
});

export function womenRouteRoutes(deps: Deps) {
  const router = createRouter();
  router.openapi(list, async (c) => {
    const { limit, ...filter } = c.req.valid('query');
    const rows = await listWomenRoutes(c.get('database'), c.get('viewer'), { ...filter, limit: limit + 1 });
    const items = rows.slice(0, limit);
    const last = items.at(-1);
    const more = rows.length > limit && last !== undefined;
    return c.json({ items, ...(more ? { next: nextAddress(c.req.url, last.id) } : {}) }, 200);
  });
  mountWritable(router, deps, {
    noun: 'patrol',
    words: 'way of women',
    path: '/api/women-routes',
    missing: 'women_route_not_found',
    input: womenRouteInput,
    example: womenRouteExample,
    change: womenRouteChange,
    answer: { schema: womenRoute, of: (row) => row },
    check: async (db, viewer, record) => {
      if (!(await areaExists(db, viewer, record.areaPcode)))
        throw wrong('/areaPcode', 'There is no area with this P-code.');
      if (record.until <= record.from)
        throw wrong('/until', 'It ends before it begins; cut what runs past midnight in two.');
    },
    isHidden: () => true,
    get: getWomenRoute,
    insert: insertWomenRoute,
    update: updateWomenRoute,
    remove: deleteWomenRoute,
  });
  return router;
}

const wrong = (pointer: string, detail: string): Problem =>
  new Problem('invalid_input', 'The body has parts that cannot be taken.', [{ pointer, detail }]);
