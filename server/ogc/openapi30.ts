// /ogc/api: everything under /ogc as OpenAPI 3.0, for software and as a page. Made from the routes themselves, so the same
// for everybody: it describes the software, not what is in it.
import type { OpenAPIHono } from '@hono/zod-openapi';
import { z } from '@hono/zod-openapi';
import { Hono } from 'hono';
import { html } from 'hono/html';
import { MAX_ZOOM } from '../../geodata/formats/web_mercator.ts';
import { Problem } from '../../geodata/schema/problem.ts';
import type { Environment } from '../access/environment.ts';
import { executionBody } from '../jobs/execution.ts';
import { formQuery } from './collection.ts';
import { DOCUMENT, negotiate } from './encoding.ts';
import { page } from './html.ts';
import { documentLinks, linksFor } from './links.ts';

export const OPENAPI_30 = 'application/vnd.oai.openapi+json;version=3.0';

interface Operation {
  readonly summary?: string;
  readonly parameters?: readonly { readonly name: string; readonly in: string }[];
  readonly responses: Readonly<Record<string, unknown>>;
}
type Paths = Readonly<Record<string, Readonly<Record<string, Operation>>>>;

const PREFIX = '/ogc';
const problem = {
  description: 'A problem document (RFC 9457)',
  content: {
    'application/problem+json': {
      schema: {
        type: 'object',
        required: ['title', 'status'],
        properties: {
          type: { type: 'string' },
          title: { type: 'string' },
          status: { type: 'integer' },
          code: { type: 'string' },
          detail: { type: 'string' },
        },
      },
    },
  },
};

export function ogcDocument(app: OpenAPIHono<Environment>, origin: string) {
  const whole = app.getOpenAPIDocument({
    openapi: '3.0.3',
    info: {
      title: 'Safereach: OGC API',
      version: '0.1.0',
      description:
        'Coordinates are longitude, latitude unless another system is asked for. What you see is what your role may see.',
    },
  });
  const paths = Object.entries(whole.paths as unknown as Paths)
    .filter(([path]) => path === PREFIX || path.startsWith(`${PREFIX}/`))
    .map(([path, operations]) => [path.slice(PREFIX.length) || '/', described(path, operations)] as const);
  return {
    ...whole,
    servers: [{ url: `${origin}${PREFIX}` }],
    paths: { ...Object.fromEntries(paths), [TILE]: { get: tile } } as Paths,
    components: {
      ...whole.components,
      securitySchemes: { token: { type: 'http', scheme: 'bearer' } },
    },
    // Without a token one is the public.
    security: [{}, { token: [] }],
  };
}

const TILE = '/collections/{collectionId}/tiles/WebMercatorQuad/{tileMatrix}/{tileRow}/{tileCol}';
const inTile = (name: string, schema: object) => ({ name, in: 'path', required: true, schema });
const cells = { type: 'integer', minimum: 0 };
/** Tiles are answered before the router of the other routes, which therefore does not know them. */
const tile: Operation = {
  summary: 'A vector tile of a collection',
  parameters: [
    inTile('collectionId', { type: 'string' }),
    inTile('tileMatrix', { ...cells, maximum: MAX_ZOOM }),
    inTile('tileRow', cells),
    inTile('tileCol', cells),
  ],
  responses: {
    200: {
      description: 'The tile; without bytes where nothing is in it',
      content: { 'application/vnd.mapbox-vector-tile': { schema: { type: 'string', format: 'binary' } } },
    },
    default: problem,
  },
};

/** The one schema that a route gives as JSON Schema of 2020, in the words of OpenAPI 3.0. */
const EXECUTION = z.toJSONSchema(executionBody, { io: 'input', target: 'openapi-3.0' });

const described = (path: string, operations: Readonly<Record<string, Operation>>) =>
  Object.fromEntries(
    Object.entries(operations).map(([method, operation]) => [
      method,
      {
        ...operation,
        ...(path.endsWith('/execution')
          ? { requestBody: { required: true, content: { 'application/json': { schema: EXECUTION } } } }
          : {}),
        responses: { ...operation.responses, default: problem },
      },
    ]),
  );

export function apiRoutes(app: OpenAPIHono<Environment>, { origin }: { readonly origin: string | null }) {
  let made: { base: string; text: string; document: ReturnType<typeof ogcDocument> } | null = null;
  return new Hono<Environment>().get('/ogc/api', (c) => {
    const query = formQuery.safeParse(c.req.query());
    if (!query.success) throw new Problem('invalid_input', 'This address takes f=json or f=html.');
    const encoding = negotiate(c, query.data.f, {
      ...DOCUMENT,
      json: ['application/vnd.oai.openapi+json', 'application/openapi+json', 'application/json'],
    });
    const base = origin ?? new URL(c.req.url).origin;
    if (made?.base !== base) {
      const document = ogcDocument(app, base);
      made = { base, document, text: JSON.stringify(document) };
    }
    if (encoding === 'json') {
      c.header('Content-Type', OPENAPI_30);
      return c.body(made.text, 200);
    }
    const links = documentLinks(linksFor(c, origin), { path: '/ogc/api', title: 'This document', encoding });
    return c.html(page({ title: 'The OGC API', trail: [], body: operationList(made.document.paths), links }));
  });
}

const operationList = (paths: Paths) => html`
<div class="scroll"><table><thead><tr><th scope="col">Address</th><th scope="col">What it does</th><th scope="col">Parameters</th></tr></thead>
<tbody>${Object.entries(paths).flatMap(([path, operations]) =>
  Object.entries(operations).map(
    ([method, { summary, parameters = [] }]) => html`
<tr><td><code>${method.toUpperCase()} ${path}</code></td><td>${summary ?? ''}</td>
<td>${parameters
      .filter((parameter) => parameter.in === 'query')
      .map(({ name }) => name)
      .join(', ')}</td></tr>`,
  ),
)}</tbody></table></div>`;
