// Links as OGC documents have them: absolute, with what they lead to. It knows no document.
import { z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import type { Encoding } from './encoding.ts';

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
  data: 'http://www.opengis.net/def/rel/ogc/1.0/data',
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

/** A document in the form that was asked for, and in the other. */
export function documentLinks(
  to: (target: Target) => Link,
  { path, title, encoding }: { path: string; title: string; encoding: Encoding },
): Link[] {
  const html = { type: 'text/html', path: `${path}?f=html` };
  const json = { type: 'application/json', path: `${path}?f=json` };
  const [self, other] = encoding === 'html' ? [html, json] : [{ ...json, path }, html];
  return [
    to({ rel: 'self', title, ...self }),
    to({ rel: 'alternate', title: `${title} as ${encoding === 'html' ? 'JSON' : 'a page'}`, ...other }),
  ];
}
