// Datasets: source, licence, date and precision of what is on the map.
import { createRoute, z } from '@hono/zod-openapi';
import { type Dataset, dataset } from '../../geodata/schema/dataset.ts';
import type { Thing } from '../../geodata/schema/roles.ts';
import { may, permits } from '../access/may.ts';
import { listDatasets } from '../queries/datasets.ts';
import { createRouter } from './environment.ts';
import { jsonOf } from './feature.ts';

const list = createRoute({
  method: 'get',
  path: '/api/datasets',
  summary: 'Datasets of what you may read',
  ...permits('read', 'dataset'),
  responses: { 200: jsonOf(z.object({ items: z.array(dataset) }), 'The datasets') },
});

export function datasetRoutes() {
  return createRouter().openapi(list, async (c) => {
    const viewer = c.get('viewer');
    const all = await listDatasets(c.get('database'), viewer);
    const readable = all.filter(({ noun }) => may(viewer.role, 'read', noun satisfies Thing));
    return c.json({ items: viewer.role === 'steward' ? readable : readable.map(withoutHiddenRows) }, 200);
  });
}

/** Below steward, nothing is told that was counted or derived over rows that may be hidden. */
function withoutHiddenRows(item: Dataset): Dataset {
  if (item.noun === 'service' || item.noun === 'zone') return { ...item, rowCount: null };
  if (item.noun === 'incident' || item.noun === 'patrol') {
    return { ...item, rowCount: null, asOf: null, inputPrecision: 'unknown' };
  }
  return item;
}
