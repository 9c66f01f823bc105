// The list of collections and what each one is: links, extent, systems of coordinates. The list names what the caller's
// role may read and nothing else; who may not read a collection is answered as if there were none.
import { createRoute, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { Problem } from '../../geodata/schema/problem.ts';
import type { Environment } from '../access/environment.ts';
import { may, openToAll, permits } from '../access/may.ts';
import { tileCollection } from '../live/tile_collections.ts';
import type { Tiles } from '../live/tiles.ts';
import { createRouter, type Deps } from '../routes/environment.ts';
import { type Collection, documentOf, formQuery } from './collection.ts';
import { type CollectionDocument, collectionDocument } from './collection_document.ts';
import { collectionPage, collectionsPage } from './collection_page.ts';
import { CRS_URIS, CRS84 } from './crs.ts';
import { DOCUMENT, ENCODINGS, negotiate } from './encoding.ts';
import { MEDIA_TYPE } from './feature_encodings.ts';
import { itemRoutes } from './features.ts';
import { documentLinks, link, linksFor } from './links.ts';

const collectionsDocument = z.object({ collections: z.array(collectionDocument), links: z.array(link) });

const list = createRoute({
  method: 'get',
  path: '/ogc/collections',
  // Not the same for everybody, but never more than the names of what the caller may read.
  ...openToAll,
  summary: 'Collections that you may read',
  request: { query: formQuery },
  responses: { 200: documentOf(collectionsDocument, 'The collections') },
});

export interface CollectionDeps extends Pick<Deps, 'now' | 'origin'> {
  readonly tiles: Tiles;
}

export function collectionRoutes(deps: CollectionDeps, collections: readonly Collection[]) {
  const router = createRouter();
  router.openapi(list, async (c) => {
    const encoding = negotiate(c, c.req.valid('query').f, DOCUMENT);
    const readable = collections.filter(({ thing }) => may(c.get('viewer'), 'read', thing));
    const document = {
      collections: await Promise.all(readable.map((collection) => describe(c, deps, collection))),
      links: documentLinks(linksFor(c, deps.origin), { path: '/ogc/collections', title: 'Collections', encoding }),
    };
    return encoding === 'html' ? c.html(collectionsPage(document)) : c.json(document, 200);
  });

  for (const collection of collections) {
    const read = createRoute({
      method: 'get',
      path: `/ogc/collections/${collection.id}`,
      summary: `${collection.title}: the collection`,
      ...permits('read', collection.thing),
      request: { query: formQuery },
      responses: { 200: documentOf(collectionDocument, 'The collection') },
    });
    router.openapi(read, async (c) => {
      const encoding = negotiate(c, c.req.valid('query').f, DOCUMENT);
      const document = await describe(c, deps, collection);
      return encoding === 'html' ? c.html(collectionPage(document, collection)) : c.json(document, 200);
    });
    router.route('/', itemRoutes(collection, deps));
  }

  // The bytes of a denied collection.
  const absent = () => {
    throw new Problem('not_found');
  };
  router.all('/ogc/collections/:id', absent);
  router.all('/ogc/collections/:id/items', absent);
  router.all('/ogc/collections/:id/items/:featureId', absent);
  return router;
}

async function describe(
  c: Context<Environment>,
  { tiles, origin }: CollectionDeps,
  collection: Collection,
): Promise<CollectionDocument> {
  const to = linksFor(c, origin);
  const { id, title, description, hasTime } = collection;
  const path = `/ogc/collections/${id}`;
  const tiled = tileCollection(id);
  const seen =
    tiled === undefined ? null : await tiles.snapshot({ collection: tiled, viewer: c.get('viewer'), datasetId: null });
  const extent = {
    ...(seen === null || seen.bounds === null
      ? {}
      : { spatial: { bbox: [[...seen.bounds]], crs: CRS84 as typeof CRS84 } }),
    ...(hasTime ? { temporal: { interval: [[null, null]] } } : {}),
  };
  const links = [
    ...documentLinks(to, { path, title, encoding: 'json' }),
    ...ENCODINGS.map((form) =>
      to({
        rel: 'items',
        path: `${path}/items?f=${form}`,
        type: MEDIA_TYPE[form].split(';')[0] as string,
        title: `Items as ${form}`,
      }),
    ),
  ];
  if (tiled !== undefined) {
    links.push(
      to({
        rel: 'related',
        path: `${path}/tiles/WebMercatorQuad/metadata?f=tilejson`,
        title: 'Vector tiles (TileJSON)',
      }),
    );
  }
  return {
    id,
    title,
    description,
    itemType: 'feature',
    ...(Object.keys(extent).length === 0 ? {} : { extent }),
    crs: [...CRS_URIS],
    storageCrs: CRS84,
    links,
  };
}
