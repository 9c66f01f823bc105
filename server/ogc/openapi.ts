// The OpenAPI 3.1 document, generated from the routes themselves.
import type { OpenAPIHono } from '@hono/zod-openapi';
import type { Environment } from '../access/environment.ts';

export function openApiDocument(app: OpenAPIHono<Environment>) {
  return app.getOpenAPI31Document({
    openapi: '3.1.0',
    info: {
      title: 'Safereach',
      version: '0.1.0',
      description:
        'Coordinates are RFC 7946 (lon, lat). Errors are RFC 9457 problem documents. Unknown keys are refused. Writes by cookie need the header X-Safereach: 1.',
    },
  });
}
