// OGC API – Processes, the part that stands: list, describe, execute synchronously. Analyses run in the worker pool.
import { createRoute, z } from '@hono/zod-openapi';
import { createMiddleware } from 'hono/factory';
import { CATALOG, method } from '../../geodata/analysis/catalog.ts';
import { Problem } from '../../geodata/schema/problem.ts';
import type { Environment } from '../access/environment.ts';
import { demand } from '../access/may.ts';
import { hasReferences, resolveInputs } from '../jobs/inputs.ts';
import { createRouter, type Deps } from '../routes/environment.ts';
import { jsonOf } from '../routes/feature.ts';

/** Analyses that one session may have under way. */
const MOST_PER_SESSION = 2;

const summary = z.object({ id: z.string(), version: z.string(), title: z.string(), description: z.string() });
const idParam = z.strictObject({ id: z.string().regex(/^[a-z][a-z0-9-]{0,60}$/) });

const list = createRoute({
  method: 'get',
  path: '/ogc/processes',
  summary: 'Analyses of the catalog',
  responses: { 200: jsonOf(z.object({ processes: z.array(summary) }), 'The list') },
});
const describe = createRoute({
  method: 'get',
  path: '/ogc/processes/{id}',
  summary: 'One analysis with the JSON Schema of its inputs and of its result',
  request: { params: idParam },
  responses: { 200: jsonOf(summary.extend({ inputs: z.unknown(), outputs: z.unknown() }), 'The description') },
});
const execute = createRoute({
  method: 'post',
  path: '/ogc/processes/{id}/execution',
  summary: 'Run an analysis on what you send or on collections that you may read',
  request: {
    params: idParam,
    body: {
      required: true,
      content: { 'application/json': { schema: z.strictObject({ inputs: z.record(z.string(), z.unknown()) }) } },
    },
  },
  responses: { 200: { description: 'The result with its method sheet, as JSON' } },
});

const describeMethod = ({ id, version, title, summary: description }: (typeof CATALOG)[number]) => ({
  id,
  version,
  title,
  description,
});

export function processRoutes({ database, analyses }: Deps) {
  const running = new Map<string, number>();
  /** Before the body is read: who may not run is not listened to, and nobody takes more than a share of the pool. */
  const admit = createMiddleware<Environment>(async (c, next) => {
    demand(c.get('viewer'), 'run', 'analysis');
    const caller = c.get('token') ?? '';
    const mine = running.get(caller) ?? 0;
    if (mine >= MOST_PER_SESSION) throw new Problem('too_many_requests', 'Wait until your other analyses are done.');
    analyses.demandPlace();
    running.set(caller, mine + 1);
    try {
      await next();
    } finally {
      const left = (running.get(caller) ?? 1) - 1;
      if (left === 0) running.delete(caller);
      else running.set(caller, left);
    }
  });
  const router = createRouter();
  router.use('/ogc/processes/:id/execution', admit);
  return router
    .openapi(list, (c) => c.json({ processes: CATALOG.map(describeMethod) }, 200))
    .openapi(describe, (c) => {
      const known = method(c.req.valid('param').id);
      const schemaOf = (schema: z.ZodType) => z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
      return c.json({ ...describeMethod(known), inputs: schemaOf(known.inputs), outputs: schemaOf(known.result) }, 200);
    })
    .openapi(execute, async (c) => {
      const viewer = c.get('viewer');
      const { id } = method(c.req.valid('param').id);
      const { inputs } = c.req.valid('json');
      const resolved = hasReferences(inputs)
        ? await database.transaction((tx) => resolveInputs(tx, viewer, inputs), { heavy: true })
        : inputs;
      c.header('Content-Type', 'application/json');
      return c.body(await analyses.run({ id, inputs: resolved }), 200);
    });
}
