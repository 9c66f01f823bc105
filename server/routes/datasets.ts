// Datasets: source, licence, date and precision of what is on the map; planners keep those of people, stewards all.
import { createRoute, z } from '@hono/zod-openapi';
import { dataset, datasetChange, datasetExample } from '../../geodata/schema/dataset.ts';
import { Problem } from '../../geodata/schema/problem.ts';
import type { Thing, Viewer } from '../../geodata/schema/roles.ts';
import { may, permits } from '../access/may.ts';
import type { Queryable } from '../db/database.ts';
import { deleteDatasetRows, isHiddenDataset, isSigned, updateDataset } from '../queries/dataset_records.ts';
import { type DatasetRecord, findDataset, listDatasets } from '../queries/datasets.ts';
import { recordWrite } from '../queries/writes.ts';
import { createRouter, type Deps } from './environment.ts';
import { idParam, jsonOf } from './feature.ts';
import { ifMatch, versionWanted } from './if_match.ts';
import { demandWholeOrganization } from './own_area.ts';
import { writeOnce } from './write_once.ts';

const answer = dataset.extend({ version: z.number().int().positive() });

const list = createRoute({
  method: 'get',
  path: '/api/datasets',
  summary: 'Datasets of what you may read',
  ...permits('read', 'dataset'),
  responses: { 200: jsonOf(z.object({ items: z.array(answer) }), 'The datasets') },
});
const read = createRoute({
  method: 'get',
  path: '/api/datasets/{id}',
  summary: 'One dataset',
  ...permits('read', 'dataset', 'dataset_not_found'),
  request: { params: idParam },
  responses: { 200: jsonOf(answer, 'The dataset; its ETag is what If-Match takes') },
});
const change = createRoute({
  method: 'patch',
  path: '/api/datasets/{id}',
  summary: 'Change what is said of a dataset',
  ...permits('change', 'dataset', 'dataset_not_found'),
  request: {
    params: idParam,
    headers: ifMatch,
    body: { required: true, content: { 'application/json': { schema: datasetChange, example: datasetExample } } },
  },
  responses: { 200: jsonOf(answer, 'The dataset as stored') },
});
const remove = createRoute({
  method: 'delete',
  path: '/api/datasets/{id}',
  summary: 'Remove a dataset with all its rows',
  description: 'Refused with 409 while a signed or published release counts incidents of it.',
  ...permits('delete', 'dataset', 'dataset_not_found'),
  request: { params: idParam, headers: ifMatch },
  responses: { 204: { description: 'It is gone, with every row' } },
});

export function datasetRoutes({ outbox }: Pick<Deps, 'outbox'>) {
  return createRouter()
    .openapi(list, async (c) => {
      const viewer = c.get('viewer');
      const all = await listDatasets(c.get('database'), viewer);
      return c.json({ items: all.filter((one) => isReadable(viewer, one)).map((one) => told(viewer, one)) }, 200);
    })
    .openapi(read, async (c) => {
      const viewer = c.get('viewer');
      const found = await demandDataset(c.get('database'), viewer, c.req.valid('param').id);
      c.header('ETag', `"${found.version}"`);
      return c.json(told(viewer, found), 200);
    })
    .openapi(change, async (c) => {
      const viewer = c.get('viewer');
      const { id } = c.req.valid('param');
      const version = versionWanted(c.req.header('If-Match'));
      const parts = c.req.valid('json');
      return writeOnce(c, async (tx) => {
        const before = await demandKept(tx, viewer, id);
        if (!(await updateDataset(tx, viewer, { id, version, record: { ...before, ...parts } as DatasetRecord })))
          throw stale();
        const hidden = await isHiddenDataset(tx, viewer, before);
        await recordWrite(tx, { ...viewer, verb: 'change', noun: 'dataset', thingId: id, hidden });
        const after = await demandDataset(tx, viewer, id);
        const headers = { ETag: `"${after.version}"` };
        const announce = () => outbox.written({ organizationId: viewer.organizationId, noun: 'dataset', hidden });
        return { status: 200, body: told(viewer, after), headers, announce };
      });
    })
    .openapi(remove, async (c) => {
      const viewer = c.get('viewer');
      const { id } = c.req.valid('param');
      const version = versionWanted(c.req.header('If-Match'));
      const work = async (tx: Queryable) => {
        const before = await demandKept(tx, viewer, id);
        if (await isSigned(tx, viewer, before)) {
          throw new Problem(
            'in_use',
            'A signed or published release counts incidents of this dataset. Withdraw records one by one instead.',
          );
        }
        const hidden = await isHiddenDataset(tx, viewer, before);
        if (!(await deleteDatasetRows(tx, viewer, { id, version }))) throw stale();
        const { noun, rowCount } = before;
        await recordWrite(tx, { ...viewer, verb: 'delete', noun, thingId: id, rowCount: rowCount ?? 0, hidden });
        const announce = () => outbox.written({ organizationId: viewer.organizationId, noun, hidden });
        return { status: 204, body: null, announce } as const;
      };
      return writeOnce(c, work, { heavy: true });
    });
}

const stale = () => new Problem('stale_version', 'Read it again, look at what changed, and send yours again.');

const isReadable = (viewer: Viewer, { noun }: DatasetRecord) => may(viewer, 'read', noun satisfies Thing);

/** A dataset that this viewer may know of; any other is as absent as one that never was. */
async function demandDataset(db: Queryable, viewer: Viewer, id: string): Promise<DatasetRecord> {
  const found = await findDataset(db, viewer, id);
  if (found === null || !isReadable(viewer, found)) throw new Problem('dataset_not_found', 'Look at /api/datasets.');
  return found;
}

/** Planners keep datasets of people; with any other, rows would go that they may not remove, or not even see. */
async function demandKept(tx: Queryable, viewer: Viewer, id: string): Promise<DatasetRecord> {
  const found = await demandDataset(tx, viewer, id);
  demandWholeOrganization(viewer);
  if (viewer.role === 'steward' || found.noun === 'population') return found;
  throw new Problem('forbidden', 'Planners change datasets of people; ask a steward about this one.');
}

/** Below steward, nothing is told that was counted or derived over rows that may be hidden. */
function told({ role }: Viewer, item: DatasetRecord): DatasetRecord {
  if (role === 'steward') return item;
  if (item.noun === 'service' || item.noun === 'zone') return { ...item, rowCount: null };
  if (item.noun === 'incident' || item.noun === 'patrol') {
    return { ...item, rowCount: null, asOf: null, inputPrecision: 'unknown' };
  }
  return item;
}
