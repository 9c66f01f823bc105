// What a job says of itself, as OGC API – Processes has it: statusInfo. It knows the job, never its inputs.
import { z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import type { Environment } from '../access/environment.ts';
import { JOB_STATUSES, type Job, type JobOwner } from '../jobs/jobs.ts';
import { type Link, link, REL, type Target } from './links.ts';

export const statusInfo = z.object({
  type: z.literal('process'),
  jobID: z.string(),
  processID: z.string(),
  status: z.enum(JOB_STATUSES),
  message: z.string(),
  progress: z.number().int().min(0).max(100),
  created: z.string(),
  started: z.string().optional(),
  finished: z.string().optional(),
  updated: z.string(),
  links: z.array(link),
});
export type StatusInfo = z.infer<typeof statusInfo>;

export const jobOwner = (c: Context<Environment>): JobOwner => ({
  token: c.get('token') ?? '',
  viewer: c.get('viewer'),
});

export function statusOf(job: Job, to: (target: Target) => Link): StatusInfo {
  const path = `/ogc/jobs/${job.id}`;
  const links = [to({ rel: 'self', path, title: 'This job' })];
  if (job.status === 'successful') links.push(to({ rel: REL.results, path: `${path}/results`, title: 'The result' }));
  if (job.status === 'failed') {
    const type = 'application/problem+json';
    links.push(to({ rel: REL.exceptions, path: `${path}/results`, type, title: 'Why it failed' }));
  }
  return {
    type: 'process',
    jobID: job.id,
    processID: job.processId,
    status: job.status,
    message: job.message,
    progress: job.progress,
    created: job.created.toISOString(),
    ...(job.started === null ? {} : { started: job.started.toISOString() }),
    ...(job.finished === null ? {} : { finished: job.finished.toISOString() }),
    updated: job.updated.toISOString(),
    links,
  };
}
