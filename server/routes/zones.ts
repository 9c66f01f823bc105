// Safe zones: the public reads the open ones; planners, operations and stewards propose and change them.
import { createRoute, z } from '@hono/zod-openapi';
import { Problem } from '../../geodata/schema/problem.ts';
import { zone, zoneChange, zoneInput } from '../../geodata/schema/zone.ts';
import { permits } from '../access/may.ts';
import { deleteZone, getZone, insertZone, listZones, updateZone, zoneGeometryFault } from '../queries/zones.ts';
import { createRouter, type Deps } from './environment.ts';
import { featuresOf, jsonOf, pageQuery, toPage } from './feature.ts';
import { mountWritable } from './writable.ts';

const properties = zone.omit({ geom: true });

const list = createRoute({
  method: 'get',
  path: '/api/zones',
  summary: 'Safe zones',
  ...permits('read', 'zone'),
  request: { query: z.strictObject(pageQuery) },
  responses: { 200: jsonOf(featuresOf(properties), 'A page of safe zones') },
});

export function zoneRoutes(deps: Deps) {
  const router = createRouter();
  router.openapi(list, async (c) => {
    const viewer = c.get('viewer');
    const { limit, after } = c.req.valid('query');
    const rows = await listZones(c.get('database'), viewer, { after, limit: limit + 1 });
    return c.json(toPage(rows, limit, c.req.url), 200);
  });
  mountWritable(router, deps, {
    noun: 'zone',
    path: '/api/zones',
    missing: 'zone_not_found',
    input: zoneInput,
    change: zoneChange,
    properties,
    check: async (db, _viewer, record) => {
      const fault = await zoneGeometryFault(db, record);
      if (fault === null) return;
      throw new Problem('invalid_geometry', 'Draw the outline again; nothing was repaired or stored.', [
        { pointer: '/geom', detail: fault },
      ]);
    },
    isHidden: (record) => record.status !== 'open',
    get: getZone,
    insert: insertZone,
    update: updateZone,
    remove: deleteZone,
  });
  return router;
}
