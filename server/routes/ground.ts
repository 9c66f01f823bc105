// The ground that everything stands on: places and road edges, read only.
import { createRoute, z } from '@hono/zod-openapi';
import { place } from '../../geodata/schema/place.ts';
import { roadEdge } from '../../geodata/schema/road.ts';
import { demand } from '../access/may.ts';
import { listPlaces } from '../queries/places.ts';
import { listRoads } from '../queries/roads.ts';
import { createRouter, type Deps } from './environment.ts';
import { bboxQuery, featuresOf, jsonOf, pageQuery, toPage } from './feature.ts';

const places = createRoute({
  method: 'get',
  path: '/api/places',
  summary: 'Named settlements',
  request: { query: z.strictObject({ ...pageQuery, q: z.string().trim().min(1).max(100).optional() }) },
  responses: { 200: jsonOf(featuresOf(place.omit({ geom: true })), 'A page of places') },
});
const roads = createRoute({
  method: 'get',
  path: '/api/roads',
  summary: 'Road edges',
  request: { query: z.strictObject({ ...pageQuery, bbox: bboxQuery }) },
  responses: { 200: jsonOf(featuresOf(roadEdge.omit({ geom: true })), 'A page of road edges') },
});

export function groundRoutes({ database }: Deps) {
  return createRouter()
    .openapi(places, async (c) => {
      const viewer = c.get('viewer');
      demand(viewer, 'read', 'place');
      const { limit, ...filter } = c.req.valid('query');
      const rows = await listPlaces(database, viewer, { ...filter, limit: limit + 1 });
      return c.json(toPage(rows, limit, c.req.url), 200);
    })
    .openapi(roads, async (c) => {
      const viewer = c.get('viewer');
      demand(viewer, 'read', 'road');
      const { limit, ...filter } = c.req.valid('query');
      const rows = await listRoads(database, viewer, { ...filter, limit: limit + 1 });
      return c.json(toPage(rows, limit, c.req.url), 200);
    });
}
