// OGC API – Tiles: vector tiles and their TileJSON over HTTP. Strict about addresses, silent about what a role may not
// know: an unknown collection and a denied one are the same 404. Knows no SQL and no bytes.
import { type Context, Hono } from 'hono';
import { MAX_POINTS_PER_TILE } from '../../geodata/formats/mvt_thinning.ts';
import { MAX_LATITUDE, MAX_ZOOM, type TileAddress, tileExists } from '../../geodata/formats/web_mercator.ts';
import { Problem } from '../../geodata/schema/problem.ts';
import type { Viewer } from '../../geodata/schema/roles.ts';
import { may } from '../access/may.ts';
import { type TileCollection, tileCollection } from '../live/tile_collections.ts';
import type { Tiles } from '../live/tiles.ts';
import { matches, takesGzip } from '../routes/conditional.ts';

export interface TileRoutesOptions {
  readonly tiles: Tiles;
  readonly viewerOf: (c: Context) => Viewer | Promise<Viewer>;
  /** Headers that every answer of the app carries: given here, a cached tile is answered in one piece, as fast as bare Node. */
  readonly headers?: Readonly<Record<string, string>>;
}

const BASE = '/ogc/collections/:id/tiles/WebMercatorQuad';
const MEDIA_TYPE = 'application/vnd.mapbox-vector-tile';
/** Revalidate always: a role may have changed, a service may have been hidden. */
const CACHE_CONTROL = 'private, no-cache';
const VARY = 'Accept-Encoding, Authorization, Cookie';
/** At zoom 14 one unit of a tile is 0.6 m; a map that goes nearer enlarges that tile. */
const TILEJSON_MAX_ZOOM = 14;
const WORLD = [-180, -MAX_LATITUDE, 180, MAX_LATITUDE];

const WHOLE = /^(0|[1-9][0-9]{0,6})$/;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Throws Problem for everything that is not a tile; the app that mounts it answers. */
export function tileRoutes({ tiles, viewerOf, headers = {} }: TileRoutesOptions): Hono {
  const app = new Hono();
  const open = { ...headers, 'Cache-Control': CACHE_CONTROL, Vary: VARY };
  const confidential = { ...open, 'Cache-Control': 'no-store' };
  const headersOf = (collection: TileCollection, viewer: Viewer) =>
    collection.isConfidential(viewer) ? confidential : open;

  app.get(`${BASE}/metadata`, async (c) => {
    const viewer = await viewerOf(c);
    const collection = readable(c, viewer);
    const query = queryOf(c, collection.hasDatasets ? ['f', 'dataset'] : ['f']);
    if (query['f'] !== undefined && query['f'] !== 'tilejson') {
      throw new Problem('invalid_input', 'The metadata is TileJSON: ask for f=tilejson.');
    }
    const datasetId = datasetOf(query);
    const { bounds } = await tiles.snapshot({ collection, viewer, datasetId });
    const { origin } = new URL(c.req.url);
    return c.json(
      tileJson(collection, { origin, bounds: bounds ?? WORLD, datasetId }),
      200,
      headersOf(collection, viewer),
    );
  });

  // Without a wait where nothing has to be waited for: a promise costs a small tile a tenth of its time.
  app.get(`${BASE}/:z/:y/:x`, (c) =>
    then(viewerOf(c), (viewer) => {
      const collection = readable(c, viewer);
      const query = queryOf(c, collection.hasDatasets ? ['dataset'] : []);
      const address = addressOf(c);
      return then(tiles.snapshot({ collection, viewer, datasetId: datasetOf(query) }), (snapshot) => {
        const etag = `W/"${snapshot.id}.${address.z}.${address.x}.${address.y}"`;
        if (matches(c.req.header('if-none-match'), etag)) {
          return new Response(null, { status: 304, headers: { ...headersOf(collection, viewer), ETag: etag } });
        }
        const encoding = takesGzip(c.req.header('accept-encoding')) ? 'gzip' : 'identity';
        return then(tiles.bytes(snapshot, address, encoding), (bytes) =>
          tileResponse({ bytes, isZipped: encoding === 'gzip' }, { ...headersOf(collection, viewer), ETag: etag }),
        );
      });
    }),
  );

  return app;
}

/** A Response of its own with plain headers: what the server adapter sends as it is. */
function tileResponse(
  { bytes, isZipped }: { bytes: Uint8Array; isZipped: boolean },
  headers: Record<string, string>,
): Response {
  headers['Content-Type'] = MEDIA_TYPE;
  headers['Content-Length'] = String(bytes.length);
  if (isZipped && bytes.length > 0) headers['Content-Encoding'] = 'gzip';
  return new Response(bytes as Uint8Array<ArrayBuffer>, { headers });
}

function then<A, B>(value: A | Promise<A>, next: (value: A) => B | Promise<B>): B | Promise<B> {
  return value instanceof Promise ? value.then(next) : next(value);
}

/** The collection, or the one 404 that does not say whether it is unknown or denied. */
function readable(c: Context, viewer: Viewer): TileCollection {
  const collection = tileCollection(c.req.param('id') ?? '');
  if (collection === undefined || !may(viewer, 'read', collection.noun)) throw new Problem('not_found');
  return collection;
}

function addressOf(c: Context): TileAddress {
  const address = { z: wholeNumber(c, 'z'), y: wholeNumber(c, 'y'), x: wholeNumber(c, 'x') };
  if (!tileExists(address)) {
    throw new Problem('not_found', `WebMercatorQuad has zooms 0 to ${MAX_ZOOM}, rows and columns 0 to 2^zoom − 1.`);
  }
  return address;
}

function wholeNumber(c: Context, name: 'z' | 'y' | 'x'): number {
  const text = c.req.param(name) ?? '';
  if (!WHOLE.test(text)) {
    throw new Problem('invalid_input', 'Write a tile as {z}/{y}/{x}: whole numbers without sign or leading zeros.');
  }
  return Number(text);
}

/** The query, each key known and given once. */
function queryOf(c: Context, known: readonly string[]): Record<string, string> {
  const start = c.req.url.indexOf('?');
  if (start < 0) return {};
  const query: Record<string, string> = {};
  for (const [key, value] of new URLSearchParams(c.req.url.slice(start))) {
    if (!known.includes(key) || key in query) {
      const takes = known.length === 0 ? 'no query' : `each of these once: ${known.join(', ')}`;
      throw new Problem('invalid_input', `This address takes ${takes}.`);
    }
    query[key] = value;
  }
  return query;
}

function datasetOf(query: Record<string, string>): string | null {
  const dataset = query['dataset'];
  if (dataset === undefined) return null;
  if (!UUID.test(dataset)) throw new Problem('invalid_input', 'The dataset is named by its UUID.');
  return dataset.toLowerCase();
}

function tileJson(
  collection: TileCollection,
  { origin, bounds, datasetId }: { origin: string; bounds: readonly number[]; datasetId: string | null },
): object {
  const path = `/ogc/collections/${collection.id}/tiles/WebMercatorQuad/{z}/{y}/{x}`;
  return {
    tilejson: '3.0.0',
    name: collection.title,
    ...(collection.crowded === null
      ? {}
      : { description: `A tile with more than ${MAX_POINTS_PER_TILE} points keeps ${collection.crowded}.` }),
    scheme: 'xyz',
    tiles: [`${origin}${path}${datasetId === null ? '' : `?dataset=${datasetId}`}`],
    minzoom: 0,
    maxzoom: TILEJSON_MAX_ZOOM,
    bounds,
    vector_layers: [{ id: collection.id, fields: collection.fields }],
  };
}
