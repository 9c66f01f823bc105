// Contact gateways, read by all and written by stewards: whom to call where the places themselves are not told.
import { createRoute, z } from '@hono/zod-openapi';
import { pcode } from '../../geodata/schema/area.ts';
import { gateway, gatewayChange, gatewayExample, gatewayInput } from '../../geodata/schema/gateway.ts';
import { Problem } from '../../geodata/schema/problem.ts';
import { SERVICE_KINDS } from '../../geodata/schema/service_words.ts';
import { permits } from '../access/may.ts';
import { areaExists } from '../queries/area_records.ts';
import { deleteGateway, getGateway, insertGateway, listGateways, updateGateway } from '../queries/gateways.ts';
import { createRouter, type Deps } from './environment.ts';
import { jsonOf, nextAddress, pageQuery } from './feature.ts';
import { mountWritable } from './writable.ts';

const list = createRoute({
  method: 'get',
  path: '/api/gateways',
  summary: 'Whom to call about a kind of care',
  ...permits('read', 'gateway'),
  request: {
    query: z.strictObject({
      ...pageQuery,
      area: pcode.optional().describe('Contacts of this area, of areas that hold it, and of areas within it'),
      kind: z.enum(SERVICE_KINDS).optional(),
    }),
  },
  responses: {
    200: jsonOf(z.object({ items: z.array(gateway), next: z.string().optional() }), 'A page of contacts'),
  },
});

export function gatewayRoutes(deps: Deps) {
  const router = createRouter();
  router.openapi(list, async (c) => {
    const { limit, ...filter } = c.req.valid('query');
    const rows = await listGateways(c.get('database'), c.get('viewer'), { ...filter, limit: limit + 1 });
    const items = rows.slice(0, limit);
    const last = items.at(-1);
    const more = rows.length > limit && last !== undefined;
    return c.json({ items, ...(more ? { next: nextAddress(c.req.url, last.id) } : {}) }, 200);
  });
  mountWritable(router, deps, {
    noun: 'gateway',
    words: 'contact',
    path: '/api/gateways',
    missing: 'gateway_not_found',
    input: gatewayInput,
    example: gatewayExample,
    change: gatewayChange,
    answer: { schema: gateway, of: (row) => row },
    check: async (db, viewer, record) => {
      if (await areaExists(db, viewer, record.areaPcode)) return;
      throw new Problem('invalid_input', 'The body has parts that cannot be taken.', [
        { pointer: '/areaPcode', detail: 'There is no area with this P-code.' },
      ]);
    },
    isHidden: () => false,
    get: getGateway,
    insert: insertGateway,
    update: updateGateway,
    remove: deleteGateway,
  });
  return router;
}
