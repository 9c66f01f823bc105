// Links as OGC documents have them: absolute, with what they lead to. It knows no document.
import { z } from '@hono/zod-openapi';
import type { Context } from 'hono';

export const link = z.object({
  href: z.string(),
  rel: z.string(),
  type: z.string().optional(),
  title: z.string().optional(),
});
export type Link = z.infer<typeof link>;

/** Relations that OGC API standards name. */
export const REL = {
  conformance: 'http://www.opengis.net/def/rel/ogc/1.0/conformance',
  processes: 'http://www.opengis.net/def/rel/ogc/1.0/processes',
  execute: 'http://www.opengis.net/def/rel/ogc/1.0/execute',
  jobs: 'http://www.opengis.net/def/rel/ogc/1.0/job-list',
  results: 'http://www.opengis.net/def/rel/ogc/1.0/results',
  exceptions: 'http://www.opengis.net/def/rel/ogc/1.0/exceptions',
} as const;

export interface Target {
  readonly rel: string;
  readonly path: string;
  readonly title: string;
  readonly type?: string;
}

/** Makes links of one answer: from the address that people type, or else from the one asked for. */
export function linksFor(c: Context, origin: string | null): (target: Target) => Link {
  const base = origin ?? new URL(c.req.url).origin;
  return ({ rel, path, title, type = 'application/json' }) => ({ href: `${base}${path}`, rel, type, title });
}
