// Services: the directory, read by all; written by planners, operations and stewards.
import { createRoute, z } from '@hono/zod-openapi';
import { Problem } from '../../geodata/schema/problem.ts';
import { SEES_PROTECTED_SERVICES } from '../../geodata/schema/roles.ts';
import {
  notAmongComponents,
  service,
  serviceChange,
  serviceExample,
  serviceInput,
} from '../../geodata/schema/service.ts';
import { SERVICE_KINDS } from '../../geodata/schema/service_words.ts';
import { permits } from '../access/may.ts';
import type { Queryable } from '../db/database.ts';
import { readExact } from '../queries/exact_reads.ts';
import { deleteService, getService, insertService, listServices, updateService } from '../queries/services.ts';
import { createRouter, type Deps } from './environment.ts';
import { bboxQuery, featureOf, featuresOf, jsonOf, pageQuery, toFeature, toPage } from './feature.ts';
import { mountWritable } from './writable.ts';

const properties = service.omit({ geom: true });

/** Every read of where a protected service is is written down; tiles are not: they are snapshots, shared and kept. */
const isExact = (record: { protected: boolean }) => record.protected;

const list = createRoute({
  method: 'get',
  path: '/api/services',
  summary: 'Services of the directory',
  ...permits('read', 'service'),
  request: {
    query: z.strictObject({
      ...pageQuery,
      kind: z.enum(SERVICE_KINDS).optional(),
      q: z.string().trim().min(1).max(100).optional(),
      bbox: bboxQuery,
      dataset: z.uuid().optional(),
    }),
  },
  responses: { 200: jsonOf(featuresOf(properties), 'A page of services') },
});

export function serviceRoutes(deps: Deps) {
  const router = createRouter();
  router.openapi(list, async (c) => {
    const viewer = c.get('viewer');
    const { limit, ...filter } = c.req.valid('query');
    const page = (db: Queryable) => listServices(db, viewer, { ...filter, limit: limit + 1 });
    const isShown = (row: { protected: boolean }, index: number) => index < limit && isExact(row);
    const rows = await readExact(c.get('database'), { viewer, noun: 'service', isExact: isShown }, page);
    return c.json(toPage(rows, limit, c.req.url), 200);
  });
  mountWritable(router, deps, {
    noun: 'service',
    words: 'service',
    path: '/api/services',
    missing: 'service_not_found',
    input: serviceInput,
    example: serviceExample,
    change: serviceChange,
    answer: { schema: featureOf(properties), of: toFeature },
    isExact,
    check: async (_db, viewer, record) => {
      const strange = notAmongComponents(record);
      if (strange.length > 0) {
        throw new Problem('invalid_input', 'The body has parts that cannot be taken.', [
          {
            pointer: '/outOfStock',
            detail: `What has run out is one of the components: add ${strange.join(', ')} to components, or leave it out here.`,
          },
        ]);
      }
      if (record.protected && !SEES_PROTECTED_SERVICES.has(viewer.role)) {
        throw new Problem('forbidden', 'Only operations and stewards record protected services.');
      }
    },
    isHidden: (record) => record.protected,
    get: getService,
    insert: insertService,
    update: updateService,
    remove: deleteService,
  });
  return router;
}
