// Indicators of early warning: read by the duty room, defined by stewards of the whole organization.
import { createRoute, z } from '@hono/zod-openapi';
import { indicator, indicatorChange, indicatorExample, indicatorInput } from '../../geodata/schema/indicator.ts';
import { Problem } from '../../geodata/schema/problem.ts';
import { permits } from '../access/may.ts';
import {
  deleteIndicator,
  getIndicator,
  insertIndicator,
  listIndicators,
  updateIndicator,
} from '../queries/indicators.ts';
import { createRouter, type Deps } from './environment.ts';
import { jsonOf } from './feature.ts';
import { demandWholeOrganization } from './own_area.ts';
import { mountWritable } from './writable.ts';

const list = createRoute({
  method: 'get',
  path: '/api/indicators',
  summary: 'What is watched, and from where on it asks for attention',
  ...permits('read', 'indicator'),
  responses: { 200: jsonOf(z.object({ items: z.array(indicator) }), 'All indicators') },
});

export function indicatorRoutes(deps: Deps) {
  const router = createRouter();
  router.openapi(list, async (c) => c.json({ items: await listIndicators(c.get('database'), c.get('viewer')) }, 200));
  mountWritable(router, deps, {
    noun: 'indicator',
    words: 'indicator',
    path: '/api/indicators',
    missing: 'indicator_not_found',
    input: indicatorInput,
    example: indicatorExample,
    change: indicatorChange,
    note: 'Its kind stays. An indicator that is not active is kept and not shown on the board.',
    answer: { schema: indicator, of: (row) => row },
    check: async (_db, viewer) => demandWholeOrganization(viewer),
    isHidden: () => true,
    get: getIndicator,
    insert: async (db, viewer, record) => {
      const made = await insertIndicator(db, viewer, record);
      if (made === null) throw new Problem('already_exists', 'This is watched already: change that indicator.');
      return made;
    },
    update: updateIndicator,
    remove: async (db, viewer, target) => {
      demandWholeOrganization(viewer);
      return deleteIndicator(db, viewer, target);
    },
  });
  return router;
}
