// Areas: administrative units by P-code, without geometry unless asked.
import { createRoute, z } from '@hono/zod-openapi';
import { area, pcode } from '../../geodata/schema/area.ts';
import { bbox } from '../../geodata/schema/geometry.ts';
import { Problem } from '../../geodata/schema/problem.ts';
import { permits } from '../access/may.ts';
import { type AreaRow, getArea, listAreas } from '../queries/areas.ts';
import { createRouter } from './environment.ts';
import { type Feature, featureOf, featuresOf, jsonOf, nextAddress, pageQuery } from './feature.ts';

const properties = area.omit({ geom: true, id: true }).extend({ bbox });

const list = createRoute({
  method: 'get',
  path: '/api/areas',
  summary: 'Administrative areas',
  ...permits('read', 'area'),
  request: {
    query: z.strictObject({
      limit: pageQuery.limit,
      after: pcode.optional(),
      level: z.coerce.number().int().min(0).max(5).optional(),
      geometry: z.enum(['0', '1']).default('0'),
    }),
  },
  responses: { 200: jsonOf(featuresOf(properties), 'A page of areas by P-code') },
});
const read = createRoute({
  method: 'get',
  path: '/api/areas/{pcode}',
  summary: 'One area with its outline',
  ...permits('read', 'area', 'area_not_found'),
  request: { params: z.strictObject({ pcode }) },
  responses: { 200: jsonOf(featureOf(properties), 'The area') },
});

export function toFeature(row: AreaRow): Feature<z.infer<typeof properties>> {
  const { id: _id, west, south, east, north, geometry, ...rest } = row;
  return {
    type: 'Feature',
    id: row.pcode,
    geometry: geometry as Feature<unknown>['geometry'],
    properties: { ...rest, bbox: [west, south, east, north] },
  };
}

export function areaRoutes() {
  return createRouter()
    .openapi(list, async (c) => {
      const viewer = c.get('viewer');
      const { limit, geometry, ...filter } = c.req.valid('query');
      const rows = await listAreas(c.get('database'), viewer, {
        ...filter,
        geometry: geometry === '1',
        limit: limit + 1,
      });
      const features = rows.slice(0, limit).map(toFeature);
      const last = features[features.length - 1];
      const more = rows.length > limit && last !== undefined;
      return c.json(
        { type: 'FeatureCollection' as const, features, ...(more ? { next: nextAddress(c.req.url, last.id) } : {}) },
        200,
      );
    })
    .openapi(read, async (c) => {
      const viewer = c.get('viewer');
      const found = await getArea(c.get('database'), viewer, c.req.valid('param').pcode);
      if (found === null) throw new Problem('area_not_found', 'Check the P-code.');
      return c.json(toFeature(found), 200);
    });
}
