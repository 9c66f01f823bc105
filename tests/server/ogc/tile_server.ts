// The tile routes over a small world in two organizations, for tests: a viewer that can be changed, an outbox that hears
// what the test says (inside a rolled-back transaction the database never notifies anybody).
import { VectorTile } from '@mapbox/vector-tile';
import { Hono } from 'hono';
import { PbfReader } from 'pbf';
import { Problem } from '../../../geodata/schema/problem.ts';
import type { Role, Viewer } from '../../../geodata/schema/roles.ts';
import type { Database } from '../../../server/db/database.ts';
import { openOutbox } from '../../../server/live/outbox.ts';
import { createTiles } from '../../../server/live/tiles.ts';
import { tileRoutes } from '../../../server/ogc/tiles.ts';
import { inDatabase } from '../../support/database.ts';
import { loadWorld } from '../../support/world.ts';

export const COLLECTIONS = ['areas', 'places', 'roads', 'services', 'zones', 'patrols', 'population'] as const;
export const tilesOf = (collection: string) => `/ogc/collections/${collection}/tiles/WebMercatorQuad`;

/** The tile routes over a world in two organizations; `hear` is what the database would say after a commit. */
async function serverOver(database: Database) {
  await database.transaction(async (tx) => {
    await loadWorld(tx, 'one');
    await loadWorld(tx, 'two');
  });
  let hear: (payload: string | null) => void = () => undefined;
  const outbox = await openOutbox({
    listen: async (_channel, heard) => {
      hear = heard;
      return async () => undefined;
    },
    maybeOne: async () => null,
  });
  let viewer: Viewer = { role: 'public', organizationId: 'one', areaPrefix: '' };
  const app = new Hono();
  app.onError((error) => {
    if (!(error instanceof Problem)) throw error;
    return new Response(JSON.stringify(error.toDocument()), { status: error.status });
  });
  app.route('/', tileRoutes({ tiles: createTiles({ database, outbox }), viewerOf: () => viewer }));
  return {
    as(role: Role, organizationId = 'one', areaPrefix = '') {
      viewer = { role, organizationId, areaPrefix };
    },
    /** `<organization> <noun>`, perhaps with `hidden`; null: something may have been missed. */
    hear: (said: string | null) => {
      const [organizationId = '', noun = '', mark] = said?.split(' ') ?? [];
      if (said === null) hear(null);
      else outbox.written({ organizationId, noun, hidden: mark === 'hidden' });
    },
    request: async (path: string, init?: RequestInit) => app.request(`http://127.0.0.1${path}`, init),
  };
}
export type TileServer = Awaited<ReturnType<typeof serverOver>>;

export const withServer = (work: (server: TileServer, database: Database) => Promise<void>): Promise<void> =>
  inDatabase(async (database) => work(await serverOver(database), database));

export async function bytesOf(server: TileServer, collection: string, address = '0/0/0'): Promise<Uint8Array> {
  const response = await server.request(`${tilesOf(collection)}/${address}`);
  if (response.status !== 200) throw new Error(`${collection} ${address}: ${response.status}`);
  return new Uint8Array(await response.arrayBuffer());
}

/** Properties of all features of the tile that holds the world. */
export async function featuresOf(server: TileServer, collection: string, address?: string) {
  const { layers } = new VectorTile(new PbfReader(await bytesOf(server, collection, address)));
  const [layer, ...others] = Object.values(layers);
  if (others.length > 0 || (layer !== undefined && layer.name !== collection))
    throw new Error('one layer, named as the collection');
  return Array.from({ length: layer?.length ?? 0 }, (_, i) => ({ ...layer?.feature(i).properties }));
}

export const namesOf = async (server: TileServer, collection: string, address?: string) =>
  (await featuresOf(server, collection, address)).map(({ name }) => name).sort();
