// Patrol routes and runs for operations and stewards; for planners, hours per cell and past month.
import { createRoute, z } from '@hono/zod-openapi';
import { patrolRoute, patrolRun } from '../../geodata/schema/patrol.ts';
import { Problem } from '../../geodata/schema/problem.ts';
import { permits } from '../access/may.ts';
import { askOnce } from '../access/questions.ts';
import { listPatrolRuns, listPatrols, patrolEffort } from '../queries/patrols.ts';
import { createRouter, type Deps } from './environment.ts';
import { featuresOf, idParam, jsonOf, pageQuery, toPage } from './feature.ts';

export const routeProperties = patrolRoute.omit({ geom: true }).extend({
  areaPcode: z.string().nullable(),
  runsLast30Days: z.number(),
  lastRunAt: z.string().nullable(),
});

const list = createRoute({
  method: 'get',
  path: '/api/patrols',
  summary: 'Patrol routes of your area',
  ...permits('read', 'patrol'),
  request: { query: z.strictObject(pageQuery) },
  responses: { 200: jsonOf(featuresOf(routeProperties), 'A page of patrol routes') },
});
const runs = createRoute({
  method: 'get',
  path: '/api/patrols/{id}/runs',
  summary: 'What was walked or driven of a route',
  ...permits('read', 'patrol', 'patrol_not_found'),
  request: { params: idParam, query: z.strictObject({ limit: pageQuery.limit }) },
  responses: { 200: jsonOf(featuresOf(patrolRun.omit({ geom: true })), 'Runs, newest first') },
});
const effort = createRoute({
  method: 'get',
  path: '/api/patrol-effort',
  summary: 'Patrol hours per cell and past month',
  ...permits('read', 'patrol_effort'),
  responses: {
    200: jsonOf(
      z.object({ items: z.array(z.object({ cell: z.string(), month: z.string(), hours: z.number() })) }),
      'Hours per H3 r7 cell and month',
    ),
  },
});

export function patrolRoutes({ now }: Pick<Deps, 'now'>) {
  return createRouter()
    .openapi(list, async (c) => {
      const viewer = c.get('viewer');
      const { limit, after } = c.req.valid('query');
      const rows = await listPatrols(c.get('database'), viewer, { now: now(), after, limit: limit + 1 });
      return c.json(toPage(rows, limit, c.req.url), 200);
    })
    .openapi(runs, async (c) => {
      const viewer = c.get('viewer');
      const { limit } = c.req.valid('query');
      const found = await listPatrolRuns(c.get('database'), viewer, { routeId: c.req.valid('param').id, limit });
      if (found === null) throw new Problem('patrol_not_found', 'Check the id, or look at the list of routes.');
      return c.json(toPage(found, limit, c.req.url), 200);
    })
    .openapi(effort, async (c) => {
      const viewer = c.get('viewer');
      const items = await askOnce(
        c.get('database'),
        { viewer, now: now() },
        { noun: 'patrol_effort', read: (db) => patrolEffort(db, viewer, now()) },
      );
      return c.json({ items: [...items] }, 200);
    });
}
