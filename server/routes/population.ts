// Population cells as columns, for analyses in the browser: no parse, one copy.
import { createRoute } from '@hono/zod-openapi';
import { packColumns } from '../../geodata/formats/columns.ts';
import { Problem } from '../../geodata/schema/problem.ts';
import { permits } from '../access/may.ts';
import { findDataset } from '../queries/datasets.ts';
import { populationColumns } from '../queries/population.ts';
import { createRouter } from './environment.ts';
import { idParam } from './feature.ts';

const columns = createRoute({
  method: 'get',
  path: '/api/population/{id}/columns',
  summary: 'Cells of a population dataset as binary columns',
  ...permits('read', 'population', 'dataset_not_found'),
  request: { params: idParam },
  responses: { 200: { description: 'Header and typed arrays (geodata/formats/columns.ts)' } },
});

export function populationRoutes() {
  return createRouter().openapi(columns, async (c) => {
    const viewer = c.get('viewer');
    const found = await findDataset(c.get('database'), viewer, c.req.valid('param').id);
    if (found === null || found.noun !== 'population') throw new Problem('dataset_not_found', 'Look at /api/datasets.');
    const { areas, ...cells } = await populationColumns(c.get('database'), viewer, found.id);
    const bytes = packColumns({ ...found, rows: cells.lon.length, areas }, cells);
    c.header('Content-Type', 'application/octet-stream');
    c.header('Cache-Control', 'private, no-cache');
    return c.body(bytes as Uint8Array<ArrayBuffer>, 200);
  });
}
