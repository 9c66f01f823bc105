// Items of a collection as GeoJSON, CSV or a page, and one item of it. Every collection has routes of its own, so that its
// permission, its parameters and its place in the OpenAPI document are declared and not computed.
import { createRoute, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { Problem } from '../../geodata/schema/problem.ts';
import type { Environment } from '../access/environment.ts';
import { permits } from '../access/may.ts';
import { createRouter, type Deps } from '../routes/environment.ts';
import { featureOf } from '../routes/feature.ts';
import { type Collection, type ItemsQuery, itemsQuery, oneQuery, type Source, whereOf } from './collection.ts';
import { boxOf, inCrs } from './crs.ts';
import { type Encoding, negotiate, type Offered } from './encoding.ts';
import { encodeItem, encodeItems, MEDIA_TYPE } from './feature_encodings.ts';
import { link, linksFor } from './links.ts';

const OFFERED: Offered = {
  json: ['application/geo+json', 'application/json'],
  html: ['text/html'],
  csv: ['text/csv'],
};

/** What a page of items says beside its features. */
const frame = {
  type: z.literal('FeatureCollection'),
  timeStamp: z.string(),
  numberMatched: z.number().int().nonnegative().optional(),
  numberReturned: z.number().int().nonnegative(),
  links: z.array(link),
};

/** Typed as no more than a description: the text of an answer is made by its encoding. */
const encodings = (json: z.ZodType, description: string): { description: string } => {
  const response = {
    description,
    headers: z.object({ 'Content-Crs': z.string().describe('System of the coordinates, in angle brackets') }),
    content: {
      'application/geo+json': { schema: json },
      'text/html': { schema: z.string() },
      'text/csv': { schema: z.string() },
    },
  };
  return response;
};

export function itemRoutes(collection: Collection, { now, origin }: Pick<Deps, 'now' | 'origin'>) {
  const path = `/ogc/collections/${collection.id}/items`;
  const feature = featureOf(collection.properties);
  const query = itemsQuery(collection);
  const list = createRoute({
    method: 'get',
    path,
    summary: `${collection.title}: items`,
    ...permits('read', collection.thing),
    request: { query },
    responses: { 200: encodings(z.object({ ...frame, features: z.array(feature) }), 'A page of items') },
  });
  const read = createRoute({
    method: 'get',
    path: `${path}/{featureId}`,
    summary: `${collection.title}: one item`,
    ...permits('read', collection.thing),
    request: { params: z.strictObject({ featureId: z.string().max(300) }), query: oneQuery },
    responses: { 200: encodings(feature.extend({ links: z.array(link) }), 'The item') },
  });

  const sourceOf = (c: Context<Environment>): Source => ({
    database: c.get('database'),
    viewer: c.get('viewer'),
    now: now(),
  });
  const answer = (c: Context<Environment>, body: string, { encoding, crs }: { encoding: Encoding; crs: string }) => {
    c.header('Content-Type', MEDIA_TYPE[encoding]);
    if (encoding !== 'html') c.header('Content-Crs', `<${crs}>`);
    if (encoding === 'csv') c.header('Content-Disposition', `attachment; filename="${collection.id}.csv"`);
    return c.body(body, 200);
  };

  const router = createRouter();
  router.openapi(list, async (c) => {
    const asked = c.req.valid('query') as ItemsQuery;
    const encoding = negotiate(c, asked.f, OFFERED);
    const wanted = {
      where: whereOf(collection, asked),
      bbox: asked.bbox === undefined ? undefined : boxOf(asked.bbox, asked['bbox-crs']),
      time: asked.datetime,
      after: asked.after,
    };
    const source = sourceOf(c);
    const rows = await collection.read(source, { ...wanted, limit: asked.limit + 1 });
    const features = rows.slice(0, asked.limit).map((row) => inCrs(row, asked.crs));
    const isWhole = asked.after === undefined && rows.length <= asked.limit;
    // Counted once, with the first page of a walk.
    const matched =
      collection.count === undefined || asked.after !== undefined
        ? undefined
        : isWhole
          ? features.length
          : await collection.count(source, { ...wanted, limit: asked.limit });
    const body = encodeItems(
      { collection, features, crs: asked.crs, matched, timeStamp: now().toISOString() },
      { encoding, url: new URL(c.req.url), to: linksFor(c, origin), hasMore: rows.length > asked.limit },
    );
    return answer(c, body, { encoding, crs: asked.crs });
  });
  router.openapi(read, async (c) => {
    const asked = c.req.valid('query');
    const { featureId } = c.req.valid('param');
    const encoding = negotiate(c, asked.f, OFFERED);
    const [found] = collection.featureId.safeParse(featureId).success
      ? await collection.read(sourceOf(c), { where: { id: featureId }, limit: 1 })
      : [];
    if (found === undefined) throw new Problem('not_found', 'Look for it among the items of the collection.');
    const item = { collection, feature: inCrs(found, asked.crs), crs: asked.crs };
    return answer(c, encodeItem(item, { encoding, url: new URL(c.req.url), to: linksFor(c, origin) }), {
      encoding,
      crs: asked.crs,
    });
  });
  return router;
}
