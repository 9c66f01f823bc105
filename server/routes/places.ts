// Places: named settlements, read by all and written by stewards.
import { createRoute, z } from '@hono/zod-openapi';
import { place, placeChange, placeExample, placeInput } from '../../geodata/schema/place.ts';
import { permits } from '../access/may.ts';
import { deletePlace, getPlace, insertPlace, listPlaces, updatePlace } from '../queries/places.ts';
import { createRouter, type Deps } from './environment.ts';
import { featureOf, featuresOf, jsonOf, pageQuery, toFeature, toPage } from './feature.ts';
import { mountWritable } from './writable.ts';

const properties = place.omit({ geom: true });

const list = createRoute({
  method: 'get',
  path: '/api/places',
  summary: 'Named settlements',
  ...permits('read', 'place'),
  request: { query: z.strictObject({ ...pageQuery, q: z.string().trim().min(1).max(100).optional() }) },
  responses: { 200: jsonOf(featuresOf(properties), 'A page of places') },
});

export function placeRoutes(deps: Deps) {
  const router = createRouter();
  router.openapi(list, async (c) => {
    const viewer = c.get('viewer');
    const { limit, ...filter } = c.req.valid('query');
    const rows = await listPlaces(c.get('database'), viewer, { ...filter, limit: limit + 1 });
    return c.json(toPage(rows, limit, c.req.url), 200);
  });
  mountWritable(router, deps, {
    noun: 'place',
    words: 'place',
    path: '/api/places',
    missing: 'place_not_found',
    input: placeInput,
    example: placeExample,
    change: placeChange,
    answer: { schema: featureOf(properties.extend({ version: z.number().int().positive() })), of: toFeature },
    isHidden: () => false,
    get: getPlace,
    insert: insertPlace,
    update: updatePlace,
    remove: deletePlace,
  });
  return router;
}
