// OGC API – Processes, the part that stands: list, describe, execute synchronously. Analyses run in the worker pool.
import { createRoute, z } from '@hono/zod-openapi';
import { CATALOG, method } from '../../geodata/analysis/catalog.ts';
import { demand } from '../access/may.ts';
import { resolveInputs } from '../jobs/inputs.ts';
import { createRouter, type Deps } from '../routes/environment.ts';
import { jsonOf } from '../routes/feature.ts';

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
  responses: { 200: jsonOf(z.record(z.string(), z.unknown()), 'The result with its method sheet') },
});

const describeMethod = ({ id, version, title, summary: description }: (typeof CATALOG)[number]) => ({
  id,
  version,
  title,
  description,
});

export function processRoutes({ database, analyses }: Deps) {
  return createRouter()
    .openapi(list, (c) => c.json({ processes: CATALOG.map(describeMethod) }, 200))
    .openapi(describe, (c) => {
      const known = method(c.req.valid('param').id);
      const schemaOf = (schema: z.ZodType) => z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
      return c.json({ ...describeMethod(known), inputs: schemaOf(known.inputs), outputs: schemaOf(known.result) }, 200);
    })
    .openapi(execute, async (c) => {
      const viewer = c.get('viewer');
      demand(viewer, 'run', 'analysis');
      const known = method(c.req.valid('param').id);
      const inputs = await database.transaction((tx) => resolveInputs(tx, viewer, c.req.valid('json').inputs), {
        heavy: true,
      });
      return c.json((await analyses.run({ id: known.id, inputs })) as Record<string, unknown>, 200);
    });
}
