// OGC API – Processes: list, describe, execute now or as a job. Analyses run in the worker pool.
import { createRoute, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { createMiddleware } from 'hono/factory';
import { CATALOG, method } from '../../geodata/analysis/catalog.ts';
import type { Method } from '../../geodata/analysis/method.ts';
import { Problem } from '../../geodata/schema/problem.ts';
import type { Environment } from '../access/environment.ts';
import { demand, openToAll, permits } from '../access/may.ts';
import type { Task } from '../jobs/analysis_pool.ts';
import { executionBody, readExecution } from '../jobs/execution.ts';
import { readCollections } from '../jobs/inputs.ts';
import type { Jobs } from '../jobs/jobs.ts';
import { type References, referencesOf } from '../jobs/references.ts';
import { createRouter, type Deps } from '../routes/environment.ts';
import { jsonOf } from '../routes/feature.ts';
import { jobOwner, statusInfo, statusOf } from './job_status.ts';
import { link, linksFor } from './links.ts';
import { descriptionOf, processDescription, processSummary, summaryOf } from './process_description.ts';

/** Analyses that one account or session may ask for at a time; one runs, the other waits. Jobs are counted apart. */
const MOST_PER_SESSION = 2;
/** A body up to this size is read at once, so that what is wrong with it is said at once; a larger one in the worker. */
const SMALL_BODY = 64 * 1024;

const idParam = z.strictObject({ id: z.string().regex(/^[a-z][a-z0-9-]{0,60}$/) });
const listQuery = z.strictObject({ limit: z.coerce.number().int().min(1).max(1000).default(1000) });

const list = createRoute({
  method: 'get',
  path: '/ogc/processes',
  ...openToAll,
  summary: 'Analyses of the catalog',
  request: { query: listQuery },
  responses: { 200: jsonOf(z.object({ processes: z.array(processSummary), links: z.array(link) }), 'The list') },
});
const describe = createRoute({
  method: 'get',
  path: '/ogc/processes/{id}',
  ...openToAll,
  summary: 'One analysis with the JSON Schema of its inputs and of its result',
  request: { params: idParam },
  responses: { 200: jsonOf(processDescription, 'The description') },
});
const execute = createRoute({
  method: 'post',
  path: '/ogc/processes/{id}/execution',
  ...permits('run', 'analysis'),
  summary: 'Run an analysis on what you send or on collections that you may read',
  description: 'With the header `Prefer: respond-async` it becomes a job: 201, and its address in `Location`.',
  request: {
    params: idParam,
    // Given as a plain schema: the body is read where it may take its time, not by the router.
    body: {
      required: true,
      content: { 'application/json': { schema: z.toJSONSchema(executionBody, { io: 'input' }) as object } },
    },
  },
  responses: {
    200: { description: 'The result with its method sheet, as JSON' },
    201: jsonOf(statusInfo, 'The job'),
  },
});

/** Whose analyses are counted together: an account's, whatever session it uses. */
const callerOf = (c: Context<Environment>) => c.get('viewer').accountId ?? c.get('token') ?? '';

const isAsync = (c: Context) =>
  (c.req.header('Prefer') ?? '').split(',').some((preference) => preference.trim().split(';')[0] === 'respond-async');

/** Before anything of the body is taken in, be it only to count it. */
export const admitAnalysts = () =>
  createMiddleware<Environment>(async (c, next) => {
    demand(c.get('viewer'), 'run', 'analysis');
    await next();
  });

export function processRoutes({ analyses, jobs, now, origin }: Deps & { readonly jobs: Jobs }) {
  const running = new Map<string, number>();
  /** Before the body is read: nobody takes more than a share of the pool. */
  const admit = createMiddleware<Environment>(async (c, next) => {
    demand(c.get('viewer'), 'run', 'analysis');
    if (isAsync(c)) {
      jobs.demandPlace(jobOwner(c));
      return next();
    }
    const caller = callerOf(c);
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

  const collectionsFor = (c: Context<Environment>, known: Method) => {
    const asker = { viewer: c.get('viewer'), now: now() };
    return (references: References) =>
      c.get('database').transaction((tx) => readCollections(tx, asker, { method: known, references }), { heavy: true });
  };

  async function taskOf(c: Context<Environment>, known: Method): Promise<Task> {
    if (!/^application\/([a-z.-]+\+)?json\b/i.test(c.req.header('Content-Type') ?? '')) {
      throw new Problem('unsupported_media_type', 'Send JSON, with Content-Type: application/json.');
    }
    const body = new Uint8Array(await c.req.arrayBuffer());
    if (body.length > SMALL_BODY) return { id: known.id, body };
    const { inputs, response } = readExecution(body);
    const references = referencesOf(inputs);
    const columns = references === null ? {} : await collectionsFor(c, known)(references);
    return { id: known.id, inputs: { ...inputs, ...columns }, response };
  }

  const router = createRouter();
  router.use('/ogc/processes/:id/execution', admit);
  return router
    .openapi(list, (c) => {
      const to = linksFor(c, origin);
      const processes = CATALOG.slice(0, c.req.valid('query').limit).map((known) => summaryOf(known, to));
      return c.json({ processes, links: [to({ rel: 'self', path: '/ogc/processes', title: 'This list' })] }, 200);
    })
    .openapi(describe, (c) => c.json(descriptionOf(method(c.req.valid('param').id), linksFor(c, origin)), 200))
    .openapi(execute, async (c) => {
      const known = method(c.req.valid('param').id);
      const task = await taskOf(c, known);
      const options = { readCollections: collectionsFor(c, known) };
      if (isAsync(c)) {
        const job = jobs.submit(jobOwner(c), task, options);
        c.header('Location', `/ogc/jobs/${job.id}`);
        c.header('Preference-Applied', 'respond-async');
        return c.json(statusOf(job, linksFor(c, origin)), 201);
      }
      c.header('Content-Type', 'application/json');
      // Who goes away does not want the answer any more.
      const asked = { ...options, owner: callerOf(c), signal: c.req.raw.signal };
      return c.body(await analyses.run(task, asked), 200);
    });
}
