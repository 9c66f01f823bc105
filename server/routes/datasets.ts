// Datasets: source, licence, date and precision of what is on the map.
import { createRoute, z } from '@hono/zod-openapi';
import { dataset, type Noun } from '../../geodata/schema/dataset.ts';
import type { Thing } from '../../geodata/schema/roles.ts';
import { demand, may } from '../access/may.ts';
import { listDatasets } from '../queries/datasets.ts';
import { createRouter, type Deps } from './environment.ts';
import { jsonOf } from './feature.ts';

const list = createRoute({
  method: 'get',
  path: '/api/datasets',
  summary: 'Datasets of what you may read',
  responses: { 200: jsonOf(z.object({ items: z.array(dataset) }), 'The datasets') },
});

export function datasetRoutes({ database }: Deps) {
  return createRouter().openapi(list, async (c) => {
    const viewer = c.get('viewer');
    demand(viewer, 'read', 'dataset');
    const all = await listDatasets(database, viewer);
    const items = all
      .filter(({ noun }) => may(viewer.role, 'read', noun satisfies Thing))
      .map((item) => (countable(item.noun) || viewer.role === 'steward' ? item : { ...item, rowCount: null }));
    return c.json({ items }, 200);
  });
}

/** Nouns whose totals tell nothing that is hidden; protected services and incidents hide in theirs. */
function countable(noun: Noun): boolean {
  return noun !== 'incident' && noun !== 'service' && noun !== 'patrol' && noun !== 'zone';
}
