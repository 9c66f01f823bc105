// Population cells, kept by planners and stewards: one is changed, batches are added and removed. The ETag is that of the
// dataset: whoever writes its cells writes a new version of it.
import { createRoute, z } from '@hono/zod-openapi';
import {
  MAX_CELLS_AT_ONCE,
  type PopulationChange,
  populationCell,
  populationChange,
  populationExample,
  populationInput,
} from '../../geodata/schema/population.ts';
import { Problem } from '../../geodata/schema/problem.ts';
import type { Viewer } from '../../geodata/schema/roles.ts';
import { permits } from '../access/may.ts';
import type { Queryable } from '../db/database.ts';
import { countRows } from '../queries/dataset_records.ts';
import { findDataset } from '../queries/datasets.ts';
import { deleteCells, getCell, insertCells, listCells, updateCell } from '../queries/population_cells.ts';
import { recordWrite } from '../queries/writes.ts';
import { createRouter, type Deps } from './environment.ts';
import { bboxQuery, idParam, jsonOf, nextAddress, pageQuery } from './feature.ts';
import { ifMatch, versionWanted } from './if_match.ts';
import { writeHeaders, writeOnce } from './write_once.ts';

const path = '/api/population/{id}/cells';
const LARGEST = 2_147_483_647;
const number = z.coerce.number().int().nonnegative().max(LARGEST);
const cell = populationCell.extend({ id: z.number().int().nonnegative() });
const cells = z.object({ items: z.array(cell), next: z.string().optional() });
const cellParam = idParam.extend({ cell: number });
const idList = z
  .string()
  .max(8000)
  .regex(/^\d{1,10}(,\d{1,10})*$/, 'Write numbers of cells with commas between them.')
  .transform((text) => [...new Set(text.split(',').map(Number))])
  .pipe(z.array(z.number().int().max(LARGEST)).max(MAX_CELLS_AT_ONCE));
const hidden = ['population', 'dataset_not_found'] as const;
const body = (schema: z.ZodType, example: object) => ({
  required: true,
  content: { 'application/json': { schema, example } },
});

const list = createRoute({
  method: 'get',
  path,
  summary: 'Cells of a population dataset with their numbers',
  ...permits('read', ...hidden),
  request: {
    params: idParam,
    query: z.strictObject({ limit: pageQuery.limit, after: number.optional(), bbox: bboxQuery }),
  },
  responses: { 200: jsonOf(cells, 'A page of cells; the ETag is that of the dataset') },
});
const add = createRoute({
  method: 'post',
  path,
  summary: `Add up to ${MAX_CELLS_AT_ONCE} cells`,
  ...permits('create', ...hidden),
  request: { params: idParam, headers: z.object(writeHeaders), body: body(populationInput, populationExample) },
  responses: { 201: jsonOf(z.object({ items: z.array(cell) }), 'The cells as stored, in the order given') },
});
const change = createRoute({
  method: 'patch',
  path: `${path}/{cell}`,
  summary: 'Change who lives in one cell',
  ...permits('change', ...hidden),
  request: { params: cellParam, headers: ifMatch, body: body(populationChange, { people: 450 }) },
  responses: { 200: jsonOf(cell, 'The cell as stored') },
});
const remove = createRoute({
  method: 'delete',
  path,
  summary: `Remove up to ${MAX_CELLS_AT_ONCE} cells`,
  ...permits('delete', ...hidden),
  request: {
    params: idParam,
    headers: ifMatch,
    query: z.strictObject({ cells: idList.describe('Numbers, with commas') }),
  },
  responses: { 204: { description: 'They are gone' } },
});

export function populationCellRoutes({ outbox }: Pick<Deps, 'outbox'>) {
  const trace = (
    tx: Queryable,
    viewer: Viewer,
    write: { verb: 'create' | 'change' | 'delete'; thingId: string; rowCount: number },
  ) => recordWrite(tx, { ...viewer, noun: 'population', ...write });
  const told = ({ organizationId }: Viewer, version: number) => ({
    headers: { ETag: `"${version}"` },
    announce: () => outbox.written({ organizationId, noun: 'population', hidden: false }),
  });
  return createRouter()
    .openapi(list, async (c) => {
      const viewer = c.get('viewer');
      const { limit, ...filter } = c.req.valid('query');
      const dataset = await demandPopulation(c.get('database'), viewer, c.req.valid('param').id);
      const wanted = { ...filter, datasetId: dataset.id, limit: limit + 1 };
      const rows = await listCells(c.get('database'), viewer, wanted);
      const items = rows.slice(0, limit);
      const last = items.at(-1);
      const next = rows.length > limit && last !== undefined ? { next: nextAddress(c.req.url, String(last.id)) } : {};
      c.header('ETag', `"${dataset.version}"`);
      return c.json({ items, ...next }, 200);
    })
    .openapi(add, async (c) => {
      const viewer = c.get('viewer');
      const { id } = c.req.valid('param');
      const { cells: given } = c.req.valid('json') as z.infer<typeof populationInput>;
      return writeOnce(c, async (tx) => {
        const { version } = await countRows(tx, viewer, { noun: 'population', datasetId: id, more: given.length });
        const items = await insertCells(tx, viewer, { datasetId: id, cells: given });
        await trace(tx, viewer, { verb: 'create', thingId: id, rowCount: items.length });
        return { status: 201, body: { items }, ...told(viewer, version) };
      });
    })
    .openapi(change, async (c) => {
      const viewer = c.get('viewer');
      const { id, cell: number } = c.req.valid('param');
      const version = versionWanted(c.req.header('If-Match'));
      const parts = c.req.valid('json') as PopulationChange;
      return writeOnce(c, async (tx) => {
        const counted = await countRows(tx, viewer, { noun: 'population', datasetId: id, more: 0, version });
        const before = await getCell(tx, viewer, { datasetId: id, id: number });
        if (before === null) throw noCell();
        const record = { ...before, ...parts } as typeof before;
        const after = await updateCell(tx, viewer, { datasetId: id, id: number, record });
        await trace(tx, viewer, { verb: 'change', thingId: id, rowCount: 1 });
        return { status: 200, body: after, ...told(viewer, counted.version) };
      });
    })
    .openapi(remove, async (c) => {
      const viewer = c.get('viewer');
      const { id } = c.req.valid('param');
      const { cells: ids } = c.req.valid('query');
      const version = versionWanted(c.req.header('If-Match'));
      return writeOnce(c, async (tx) => {
        const wanted = { noun: 'population', datasetId: id, more: -ids.length, version } as const;
        const counted = await countRows(tx, viewer, wanted);
        if ((await deleteCells(tx, viewer, { datasetId: id, ids })) !== ids.length) throw noCell();
        await trace(tx, viewer, { verb: 'delete', thingId: id, rowCount: ids.length });
        return { status: 204, body: null, ...told(viewer, counted.version) };
      });
    });
}

const noCell = () => new Problem('not_found', 'The dataset has no cell with this number; nothing was changed.');

async function demandPopulation(db: Queryable, viewer: Viewer, id: string) {
  const found = await findDataset(db, viewer, id);
  if (found === null || found.noun !== 'population') throw new Problem('dataset_not_found', 'Look at /api/datasets.');
  return found;
}
