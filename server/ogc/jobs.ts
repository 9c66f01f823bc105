// OGC API – Processes, the jobs: list, status, result, dismiss. Everybody sees their own session's and nothing else.
import { createRoute, z } from '@hono/zod-openapi';
import { permits } from '../access/may.ts';
import { JOB_STATUSES, type Job, type Jobs } from '../jobs/jobs.ts';
import { createRouter, type Deps } from '../routes/environment.ts';
import { jsonOf } from '../routes/feature.ts';
import { datetime } from './datetime.ts';
import { jobOwner, statusInfo, statusOf } from './job_status.ts';
import { link, linksFor, REL } from './links.ts';

const idParam = z.strictObject({ id: z.uuid() });
const words = <W extends string>(of: z.ZodType<W, string>) =>
  z
    .string()
    .max(2000)
    .transform((text) => text.split(','))
    .pipe(z.array(of))
    .optional();
const seconds = z.coerce.number().min(0).optional();

const listQuery = z.strictObject({
  type: words(z.literal('process')),
  processID: words(z.string().regex(/^[a-z][a-z0-9-]{0,60}$/)),
  status: words(z.enum(JOB_STATUSES)),
  datetime: datetime.optional(),
  minDuration: seconds,
  maxDuration: seconds,
  limit: z.coerce.number().int().min(1).max(1000).default(1000),
});

const list = createRoute({
  method: 'get',
  path: '/ogc/jobs',
  ...permits('run', 'analysis'),
  summary: 'Jobs of your session, newest first',
  request: { query: listQuery },
  responses: { 200: jsonOf(z.object({ jobs: z.array(statusInfo), links: z.array(link) }), 'The jobs') },
});
const read = createRoute({
  method: 'get',
  path: '/ogc/jobs/{id}',
  ...permits('run', 'analysis'),
  summary: 'Status and progress of a job',
  request: { params: idParam },
  responses: { 200: jsonOf(statusInfo, 'The status') },
});
const results = createRoute({
  method: 'get',
  path: '/ogc/jobs/{id}/results',
  ...permits('run', 'analysis'),
  summary: 'The result of a job, or the problem that it failed with',
  request: { params: idParam },
  responses: { 200: { description: 'The same object that an execution at once answers with' } },
});
const dismiss = createRoute({
  method: 'delete',
  path: '/ogc/jobs/{id}',
  ...permits('run', 'analysis'),
  summary: 'Cancel a job, or let go of its result',
  request: { params: idParam },
  responses: { 200: jsonOf(statusInfo, 'Dismissed') },
});

export function jobRoutes({ jobs, now, origin }: Pick<Deps, 'now' | 'origin'> & { readonly jobs: Jobs }) {
  const router = createRouter();
  return router
    .openapi(list, (c) => {
      const to = linksFor(c, origin);
      const query = c.req.valid('query');
      const wanted = jobs.list(jobOwner(c)).filter((job) => isWanted(job, query, now()));
      const links = [
        to({ rel: 'self', path: '/ogc/jobs', title: 'This list' }),
        to({ rel: REL.processes, path: '/ogc/processes', title: 'Analyses' }),
      ];
      return c.json({ jobs: wanted.slice(0, query.limit).map((job) => statusOf(job, to)), links }, 200);
    })
    .openapi(read, (c) => c.json(statusOf(jobs.find(jobOwner(c), c.req.valid('param').id), linksFor(c, origin)), 200))
    .openapi(results, (c) => {
      c.header('Content-Type', 'application/json');
      return c.body(jobs.result(jobOwner(c), c.req.valid('param').id), 200);
    })
    .openapi(dismiss, (c) =>
      c.json(statusOf(jobs.dismiss(jobOwner(c), c.req.valid('param').id), linksFor(c, origin)), 200),
    );
}

/** Durations are those of running: until now where it still runs, none where it has not begun. */
function isWanted(job: Job, query: z.infer<typeof listQuery>, now: Date): boolean {
  const { processID, status, datetime: [from, to] = [null, null], minDuration, maxDuration } = query;
  const created = job.created.getTime();
  const ran = job.started === null ? null : ((job.finished ?? now).getTime() - job.started.getTime()) / 1000;
  return (
    (processID === undefined || processID.includes(job.processId)) &&
    (status === undefined || status.includes(job.status)) &&
    (from === null || created >= from) &&
    (to === null || created <= to) &&
    (minDuration === undefined || (ran !== null && ran >= minDuration)) &&
    (maxDuration === undefined || (ran !== null && ran <= maxDuration))
  );
}
