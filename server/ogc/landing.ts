// /ogc and /ogc/conformance: where other people's software begins, and which standards it may count on. Only what works is declared.
import { createRoute, z } from '@hono/zod-openapi';
import { html } from 'hono/html';
import { openToAll } from '../access/may.ts';
import { createRouter, type Deps } from '../routes/environment.ts';
import { documentOf, formQuery } from './collection.ts';
import { DOCUMENT, negotiate } from './encoding.ts';
import { page as htmlPage } from './html.ts';
import { documentLinks, link, linksFor, REL } from './links.ts';
import { OPENAPI_30 } from './openapi30.ts';

const classes = (standard: string, names: readonly string[]) =>
  names.map((name) => `http://www.opengis.net/spec/${standard}/1.0/conf/${name}`);

export const CONFORMS_TO = [
  ...classes('ogcapi-features-1', ['core', 'geojson', 'html', 'oas30']),
  ...classes('ogcapi-features-2', ['crs']),
  ...classes('ogcapi-tiles-1', ['core', 'mvt']),
  ...classes('ogcapi-processes-1', ['core', 'ogc-process-description', 'json', 'job-list', 'dismiss']),
];

const page = z.object({ title: z.string(), description: z.string(), links: z.array(link) });
const title = 'Safereach';
const description =
  'Features, tiles and analyses. The list of collections and everything in them is what your role may see; without a token that is the public directory, areas and releases. The API document and the list of analyses are the same for all roles: they describe the software.';

const landing = createRoute({
  method: 'get',
  path: '/ogc',
  ...openToAll,
  summary: 'Where the OGC APIs begin',
  request: { query: formQuery },
  responses: { 200: documentOf(page, 'Links') },
});
const conformance = createRoute({
  method: 'get',
  path: '/ogc/conformance',
  ...openToAll,
  summary: 'Conformance classes that hold',
  request: { query: formQuery },
  responses: { 200: documentOf(z.object({ conformsTo: z.array(z.string()), links: z.array(link) }), 'The classes') },
});

export function landingRoutes({ origin }: Pick<Deps, 'origin'>) {
  const router = createRouter();
  // Some clients end the address with a slash.
  router.all('/ogc/', (c) => c.redirect('/ogc', 308));
  return router
    .openapi(landing, (c) => {
      const to = linksFor(c, origin);
      const encoding = negotiate(c, c.req.valid('query').f, DOCUMENT);
      const openapi31 = 'application/vnd.oai.openapi+json;version=3.1';
      const links = [
        ...documentLinks(to, { path: '/ogc', title: 'This document', encoding }),
        to({ rel: 'service-desc', path: '/ogc/api', type: OPENAPI_30, title: 'This API as OpenAPI 3.0' }),
        to({ rel: 'service-doc', path: '/ogc/api?f=html', type: 'text/html', title: 'This API, explained' }),
        to({
          rel: 'service-desc',
          path: '/api/openapi.json',
          type: openapi31,
          title: 'The whole server as OpenAPI 3.1',
        }),
        to({ rel: 'service-doc', path: '/methods', type: 'text/html', title: 'The analyses, explained' }),
        to({ rel: 'conformance', path: '/ogc/conformance', title: 'Conformance classes' }),
        to({ rel: REL.conformance, path: '/ogc/conformance', title: 'Conformance classes' }),
        to({ rel: 'data', path: '/ogc/collections', title: 'Collections' }),
        to({ rel: REL.data, path: '/ogc/collections', title: 'Collections' }),
        to({ rel: REL.processes, path: '/ogc/processes', title: 'Analyses' }),
        to({ rel: REL.jobs, path: '/ogc/jobs', title: 'Your jobs' }),
      ];
      if (encoding === 'html') {
        return c.html(htmlPage({ title, trail: [], body: html`<p class="lead">${description}</p>`, links }));
      }
      return c.json({ title, description, links }, 200);
    })
    .openapi(conformance, (c) => {
      const encoding = negotiate(c, c.req.valid('query').f, DOCUMENT);
      const links = documentLinks(linksFor(c, origin), {
        path: '/ogc/conformance',
        title: 'Conformance classes',
        encoding,
      });
      if (encoding === 'html') {
        const body = html`<ul>${CONFORMS_TO.map((uri) => html`<li><code>${uri}</code></li>`)}</ul>`;
        return c.html(htmlPage({ title: 'Conformance classes', trail: [], body, links }));
      }
      return c.json({ conformsTo: CONFORMS_TO, links }, 200);
    });
}
