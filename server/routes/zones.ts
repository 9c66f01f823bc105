// Safe zones: the public reads the open ones; planners, operations and stewards propose and change them, once those who will
// use a zone were asked.
import { createRoute, z } from '@hono/zod-openapi';
import { zone, zoneChange, zoneExample, zoneInput } from '../../geodata/schema/zone.ts';
import { permits } from '../access/may.ts';
import { dateOccupancy } from '../queries/zone_use.ts';
import { deleteZone, getZone, insertZone, listZones, updateZone } from '../queries/zones.ts';
import { createRouter, type Deps } from './environment.ts';
import { featureOf, featuresOf, jsonOf, pageQuery, toFeature, toPage } from './feature.ts';
import { demandValidOutline } from './valid_outline.ts';
import { mountWritable } from './writable.ts';
import { demandZoneReady } from './zone_gate.ts';

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
    words: 'safe zone',
    path: '/api/zones',
    missing: 'zone_not_found',
    input: zoneInput,
    example: zoneExample,
    change: zoneChange,
    note: 'To be proposed or open it needs consultations of the last days; to be open, fresh evidence under /api/zone-use.',
    answer: { schema: featureOf(properties), of: toFeature },
    check: async (db, _viewer, record, parts) => {
      if ('geom' in parts) await demandValidOutline(db, record.geom);
    },
    isHidden: (record) => record.status !== 'open',
    get: getZone,
    insert: async (db, viewer, record) => {
      const after = await insertZone(db, viewer, record);
      await demandZoneReady(db, viewer, { before: null, after, now: deps.now() });
      if (record.occupancy !== null) await dateOccupancy(db, viewer, after.id, deps.now());
      return after;
    },
    update: async (db, viewer, { parts, ...change }) => {
      const before = await getZone(db, viewer, change.id);
      const after = await updateZone(db, viewer, { ...change, withOutline: 'geom' in parts });
      if (after === null) return null;
      await demandZoneReady(db, viewer, { before, after, now: deps.now() });
      if ('occupancy' in parts) await dateOccupancy(db, viewer, change.id, deps.now());
      return after;
    },
    remove: deleteZone,
  });
  return router;
}
