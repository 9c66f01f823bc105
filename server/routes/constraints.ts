// What hinders access: staff read it, operations and stewards write it. What it does to roads is seen in every answer of roads.
import { createRoute, z } from '@hono/zod-openapi';
import {
  constraint,
  constraintChange,
  constraintExample,
  constraintFault,
  constraintInput,
} from '../../geodata/schema/constraint.ts';
import { Problem } from '../../geodata/schema/problem.ts';
import { permits } from '../access/may.ts';
import {
  deleteConstraint,
  demandTimeZone,
  getConstraint,
  insertConstraint,
  listConstraints,
  updateConstraint,
} from '../queries/constraints.ts';
import { createRouter, type Deps } from './environment.ts';
import { featureOf, featuresOf, jsonOf, pageQuery, toFeature, toPage } from './feature.ts';
import { demandValidOutline } from './valid_outline.ts';
import { mountWritable } from './writable.ts';

const PATH = '/api/constraints';
const properties = constraint.omit({ geom: true });

const list = createRoute({
  method: 'get',
  path: PATH,
  summary: 'What hinders access',
  ...permits('read', 'constraint'),
  request: {
    query: z.strictObject({
      ...pageQuery,
      ended: z.enum(['0', '1']).default('0').describe('1 = those that have ended too'),
    }),
  },
  responses: { 200: jsonOf(featuresOf(properties), 'A page of constraints') },
});

export function constraintRoutes(deps: Deps) {
  const router = createRouter();
  router.openapi(list, async (c) => {
    const { limit, after, ended } = c.req.valid('query');
    const wanted = { after, ended: ended === '1', limit: limit + 1, now: deps.now() };
    const rows = await listConstraints(c.get('database'), c.get('viewer'), wanted);
    return c.json(toPage(rows, limit, c.req.url), 200);
  });
  mountWritable(router, deps, {
    noun: 'constraint',
    words: 'access constraint',
    path: PATH,
    missing: 'constraint_not_found',
    input: constraintInput,
    example: constraintExample,
    change: constraintChange,
    note: 'A closed road is left out of every way; `delay` and `slow` make it longer. Lists, maps, publication and analyses without a clock leave out what holds at certain hours only (a curfew); a question of one moment counts it. Nobody below planners reads anything of it before a steward publishes the roads.',
    answer: { schema: featureOf(properties), of: toFeature },
    check: async (db, _viewer, record, parts) => {
      const fault = constraintFault(record);
      if (fault !== null) {
        throw new Problem('invalid_input', 'The body has parts that cannot be taken.', [
          { pointer: fault[0], detail: fault[1] },
        ]);
      }
      if ('geom' in parts && record.geom.type === 'Polygon') await demandValidOutline(db, record.geom);
      if (record.hours !== null) await demandTimeZone(db, record.hours.timeZone);
    },
    isHidden: () => true,
    get: (db, viewer, id) => getConstraint(db, viewer, id, deps.now()),
    insert: (db, viewer, record) => insertConstraint(db, viewer, record, { now: deps.now() }),
    update: (db, viewer, { id, version, record }) =>
      updateConstraint(db, viewer, { id, version, record, now: deps.now() }),
    remove: deleteConstraint,
  });
  return router;
}
