// /ogc and /ogc/conformance: where other people's software begins, and which standards it may count on. Only what works is declared.
import { createRoute, z } from '@hono/zod-openapi';
import { openToAll } from '../access/may.ts';
import { createRouter, type Deps } from '../routes/environment.ts';
import { jsonOf } from '../routes/feature.ts';
import { link, linksFor, REL } from './links.ts';

const PROCESSES = 'http://www.opengis.net/spec/ogcapi-processes-1/1.0/conf';

/** The document at /api/openapi.json is OpenAPI 3.1, so the class of OpenAPI 3.0 is not among them. */
export const CONFORMS_TO = ['core', 'ogc-process-description', 'json', 'job-list', 'dismiss'].map(
  (name) => `${PROCESSES}/${name}`,
);

const page = z.object({ title: z.string(), description: z.string(), links: z.array(link) });

const landing = createRoute({
  method: 'get',
  path: '/ogc',
  ...openToAll,
  summary: 'Where the OGC APIs begin',
  responses: { 200: jsonOf(page, 'Links') },
});
const conformance = createRoute({
  method: 'get',
  path: '/ogc/conformance',
  ...openToAll,
  summary: 'Conformance classes that hold',
  responses: { 200: jsonOf(z.object({ conformsTo: z.array(z.string()) }), 'The classes') },
});

export function landingRoutes({ origin }: Pick<Deps, 'origin'>) {
  return createRouter()
    .openapi(landing, (c) => {
      const to = linksFor(c, origin);
      const openapi = 'application/vnd.oai.openapi+json;version=3.1';
      const links = [
        to({ rel: 'self', path: '/ogc', title: 'This document' }),
        to({ rel: 'service-desc', path: '/api/openapi.json', type: openapi, title: 'The API as OpenAPI 3.1' }),
        to({ rel: 'service-doc', path: '/methods', type: 'text/html', title: 'The analyses, explained' }),
        to({ rel: 'conformance', path: '/ogc/conformance', title: 'Conformance classes' }),
        to({ rel: REL.conformance, path: '/ogc/conformance', title: 'Conformance classes' }),
        to({ rel: REL.processes, path: '/ogc/processes', title: 'Analyses' }),
        to({ rel: REL.jobs, path: '/ogc/jobs', title: 'Your jobs' }),
      ];
      const description = 'Analyses as OGC API – Processes 1.0. What you see is what your role may see.';
      return c.json({ title: 'Safereach', description, links }, 200);
    })
    .openapi(conformance, (c) => c.json({ conformsTo: CONFORMS_TO }, 200));
}
