// The ground that everything stands on: places and road edges, read only.
import { createRoute, z } from '@hono/zod-openapi';
import { place } from '../../geodata/schema/place.ts';
import { roadEdge } from '../../geodata/schema/road.ts';
import { permits } from '../access/may.ts';
import { listPlaces } from '../queries/places.ts';
import { listRoads } from '../queries/roads.ts';
import { createRouter } from './environment.ts';
import { bboxQuery, featuresOf, jsonOf, pageQuery, toPage } from './feature.ts';

const places = createRoute({
  method: 'get',
  path: '/api/places',
  summary: 'Named settlements',
  ...permits('read', 'place'),
  request: { query: z.strictObject({ ...pageQuery, q: z.string().trim().min(1).max(100).optional() }) },
  responses: { 200: jsonOf(featuresOf(place.omit({ geom: true })), 'A page of places') },
});
const roads = createRoute({
  method: 'get',
  path: '/api/roads',
  summary: 'Road edges',
  ...permits('read', 'road'),
  request: { query: z.strictObject({ ...pageQuery, bbox: bboxQuery }) },
  responses: { 200: jsonOf(featuresOf(roadEdge.omit({ geom: true })), 'A page of road edges') },
});

export function groundRoutes() {
  return createRouter()
    .openapi(places, async (c) => {
      const viewer = c.get('viewer');
      const { limit, ...filter } = c.req.valid('query');
      const rows = await listPlaces(c.get('database'), viewer, { ...filter, limit: limit + 1 });
      return c.json(toPage(rows, limit, c.req.url), 200);
    })
    .openapi(roads, async (c) => {
      const viewer = c.get('viewer');
      const { limit, ...filter } = c.req.valid('query');
      const rows = await listRoads(c.get('database'), viewer, { ...filter, limit: limit + 1 });
      return c.json(toPage(rows, limit, c.req.url), 200);
    });
}
