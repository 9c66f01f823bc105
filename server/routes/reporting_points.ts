// Reporting points, read by staff and written by operations and stewards: where and when people could report at all.
import { createRoute, z } from '@hono/zod-openapi';
import { pcode } from '../../geodata/schema/area.ts';
import { Problem } from '../../geodata/schema/problem.ts';
import {
  type ReportingPointInput,
  reportingPoint,
  reportingPointChange,
  reportingPointExample,
  reportingPointInput,
} from '../../geodata/schema/reporting_point.ts';
import type { Viewer } from '../../geodata/schema/roles.ts';
import { permits } from '../access/may.ts';
import type { Queryable } from '../db/database.ts';
import { areaExists } from '../queries/area_records.ts';
import { areasOfCells } from '../queries/cell_areas.ts';
import {
  deleteReportingPoint,
  getReportingPoint,
  insertReportingPoint,
  listReportingPoints,
  updateReportingPoint,
} from '../queries/reporting_points.ts';
import { createRouter, type Deps } from './environment.ts';
import { jsonOf, nextAddress, pageQuery } from './feature.ts';
import { mountWritable } from './writable.ts';

const list = createRoute({
  method: 'get',
  path: '/api/reporting-points',
  summary: 'Where and when people could report',
  description: 'Planners read of which area each point is, and not its cell.',
  ...permits('read', 'reporting_point'),
  request: {
    query: z.strictObject({
      ...pageQuery,
      area: pcode.optional().describe('Points of this area, of areas that hold it, and of areas within it'),
    }),
  },
  responses: {
    200: jsonOf(z.object({ items: z.array(reportingPoint), next: z.string().optional() }), 'A page of points'),
  },
});

/** A point belongs to an area that there is, and a cell to the area that holds its center. */
async function check(db: Queryable, viewer: Viewer, { areaPcode, cell }: ReportingPointInput): Promise<void> {
  const refuse = (pointer: string, detail: string) =>
    new Problem('invalid_input', 'The body has parts that cannot be taken.', [{ pointer, detail }]);
  if (!(await areaExists(db, viewer, areaPcode))) throw refuse('/areaPcode', 'There is no area with this P-code.');
  if (cell === null) return;
  const holding = (await areasOfCells(db, viewer, [cell])).get(cell);
  if (holding?.startsWith(areaPcode) === true) return;
  throw refuse('/cell', 'The center of this cell lies outside the area: name the other area, or another cell.');
}

export function reportingPointRoutes(deps: Deps) {
  const router = createRouter();
  router.openapi(list, async (c) => {
    const { limit, ...filter } = c.req.valid('query');
    const rows = await listReportingPoints(c.get('database'), c.get('viewer'), { ...filter, limit: limit + 1 });
    const items = rows.slice(0, limit);
    const last = items.at(-1);
    const more = rows.length > limit && last !== undefined;
    return c.json({ items, ...(more ? { next: nextAddress(c.req.url, last.id) } : {}) }, 200);
  });
  mountWritable(router, deps, {
    noun: 'reporting_point',
    words: 'reporting point',
    path: '/api/reporting-points',
    missing: 'reporting_point_not_found',
    input: reportingPointInput,
    example: reportingPointExample,
    change: reportingPointChange,
    answer: { schema: reportingPoint, of: (row) => row },
    check,
    isHidden: () => true,
    get: getReportingPoint,
    insert: insertReportingPoint,
    update: updateReportingPoint,
    remove: deleteReportingPoint,
  });
  return router;
}
