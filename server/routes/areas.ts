// Areas: administrative units by P-code, without geometry unless asked; written by stewards.
import { createRoute, z } from '@hono/zod-openapi';
import { type AreaInput, area, areaChange, areaExample, areaInput, pcode } from '../../geodata/schema/area.ts';
import { bbox } from '../../geodata/schema/geometry.ts';
import { Problem } from '../../geodata/schema/problem.ts';
import type { Viewer } from '../../geodata/schema/roles.ts';
import { permits } from '../access/may.ts';
import type { Queryable } from '../db/database.ts';
import {
  type AreaRecord,
  areaExists,
  deleteArea,
  getAreaRecord,
  hasAreasWithin,
  insertArea,
  updateArea,
} from '../queries/area_records.ts';
import { type AreaRow, listAreas } from '../queries/areas.ts';
import { createRouter, type Deps } from './environment.ts';
import { type Feature, featureOf, featuresOf, jsonOf, nextAddress, pageQuery } from './feature.ts';
import { demandValidOutline } from './valid_outline.ts';
import { mountWritable } from './writable.ts';

export const properties = area.omit({ geom: true, id: true }).extend({ bbox });

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
export function toFeature(row: AreaRow): Feature<z.infer<typeof properties>> {
  const { id: _id, west, south, east, north, geometry, ...rest } = row;
  return {
    type: 'Feature',
    id: row.pcode,
    geometry: geometry as Feature<unknown>['geometry'],
    properties: { ...rest, bbox: [west, south, east, north] },
  };
}

const written = properties.extend({ version: z.number().int().positive() });
const writtenFeature = ({ geom, ...row }: AreaRecord) => toFeature({ ...row, geometry: geom });

export function areaRoutes(deps: Deps) {
  const router = createRouter();
  router.openapi(list, async (c) => {
    const viewer = c.get('viewer');
    const { limit, geometry, ...filter } = c.req.valid('query');
    const wanted = { ...filter, geometry: geometry === '1', limit: limit + 1 };
    const rows = await listAreas(c.get('database'), viewer, wanted);
    const features = rows.slice(0, limit).map(toFeature);
    const last = features[features.length - 1];
    const more = rows.length > limit && last !== undefined;
    const next = more ? { next: nextAddress(c.req.url, last.id) } : {};
    return c.json({ type: 'FeatureCollection' as const, features, ...next }, 200);
  });
  mountWritable(router, deps, {
    noun: 'area',
    words: 'area',
    path: '/api/areas',
    params: z.strictObject({ id: pcode }),
    missing: 'area_not_found',
    input: areaInput,
    example: areaExample,
    change: areaChange,
    note: 'A new outline moves nothing that was placed before: incidents keep the area that was fixed when they were written; services, zones and patrols keep theirs until they are written again.',
    answer: { schema: featureOf(written), of: writtenFeature },
    check: checkArea,
    isHidden: () => false,
    get: getAreaRecord,
    insert: async (db, viewer, record) => {
      const made = await insertArea(db, viewer, record);
      if (made !== null) return made;
      throw new Problem('already_exists', 'Change the area that has this P-code, or use another.', [
        { pointer: '/pcode', detail: 'There is an area with this P-code already.' },
      ]);
    },
    update: (db, viewer, { parts, ...change }) => updateArea(db, viewer, { ...change, withOutline: 'geom' in parts }),
    remove: async (db, viewer, target) => {
      if (!(await hasAreasWithin(db, viewer, target.id))) return deleteArea(db, viewer, target);
      throw new Problem('in_use', 'Other areas name this one as their parent: move or remove those first.');
    },
  });
  return router;
}

/** Accounts are limited by the prefix of a P-code: a child that does not begin with its parent's would be out of reach. */
async function checkArea(db: Queryable, viewer: Viewer, record: AreaInput, parts: object): Promise<void> {
  if ('geom' in parts) await demandValidOutline(db, record.geom);
  const { parentPcode, pcode: own } = record;
  if (parentPcode === null || !('parentPcode' in parts)) return;
  const nested = own.startsWith(parentPcode) && own !== parentPcode;
  if (nested && (await areaExists(db, viewer, parentPcode))) return;
  throw new Problem('invalid_input', 'The body has parts that cannot be taken.', [
    {
      pointer: '/parentPcode',
      detail: nested ? 'There is no area with this P-code.' : 'The P-code of an area begins with that of its parent.',
    },
  ]);
}
