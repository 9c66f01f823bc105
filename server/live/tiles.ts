// Tiles for a viewer: collection and viewer → scope → snapshot → bytes. Whether the viewer may read the collection at
// all is decided before (ogc/tiles.ts asks may); what of it is decided here by the scope, and done by the SQL.

import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import type { TileAddress } from '../../geodata/formats/web_mercator.ts';
import { Problem } from '../../geodata/schema/problem.ts';
import type { Role, Viewer } from '../../geodata/schema/roles.ts';
import { guiseOf, weaker } from '../access/walls.ts';
import type { Database } from '../db/database.ts';
import { datasetExists, type Scope } from '../queries/tiles.ts';
import type { Outbox } from './outbox.ts';
import { type Snapshot, SnapshotStore, type Wanted } from './snapshot.ts';
import { TileCache } from './tile_cache.ts';
import type { TileCollection } from './tile_collections.ts';

const zip = promisify(gzip);
const unzip = promisify(gunzip);

/** Level 1: a tile that is made is awaited, and level 6 takes three times as long for 1 to 8 % fewer bytes. */
const GZIP = { level: 1 };

export interface TileRequest {
  readonly collection: TileCollection;
  readonly viewer: Viewer;
  /** null = the newest, where there are several. */
  readonly datasetId: string | null;
}

export interface Tiles {
  /** What the viewer may see of the collection, with every write heard of by now. */
  snapshot(request: TileRequest): Snapshot | Promise<Snapshot>;
  /** Empty tiles have no bytes, compressed or not. */
  bytes(snapshot: Snapshot, address: TileAddress, encoding: 'gzip' | 'identity'): Uint8Array | Promise<Uint8Array>;
}

export interface TileOptions {
  readonly database: Database;
  readonly outbox: Pick<Outbox, 'version'>;
  readonly snapshotBytes?: number;
  readonly cacheBytes?: number;
  readonly now?: () => Date;
}

export function createTiles({
  database,
  outbox,
  snapshotBytes = 512 * 2 ** 20,
  cacheBytes = 128 * 2 ** 20,
  now = () => new Date(),
}: TileOptions): Tiles {
  const snapshots = new SnapshotStore(outbox, snapshotBytes);
  const cache = new TileCache(cacheBytes);
  const take = (request: TileRequest): Snapshot | Promise<Snapshot> => {
    const scope = scopeOf(request);
    // The least login that may read the scope, and never a stronger one than the viewer's: whatever else goes wrong, what
    // its login may not select is in no tile of a viewer.
    const reader = weaker(request.viewer.role, request.collection.reader(scope));
    const wanted = {
      key: `${guiseOf({ ...scope, role: reader }).login} ${keyOf(request.collection, scope)}`,
      organizationId: scope.organizationId,
      noun: request.collection.noun,
      hiddenToo: request.collection.isConfidential(request.viewer),
    };
    return snapshots.ready(wanted) ?? read(wanted, { ...request, scope, reader });
  };
  const read = (
    wanted: Wanted,
    { collection, scope, reader }: TileRequest & { readonly scope: Scope; readonly reader: Role },
  ) =>
    snapshots.get({
      ...wanted,
      build: () => collection.read(database.as(guiseOf({ ...scope, role: reader })), scope, now()),
    });
  return {
    snapshot: (request) =>
      request.datasetId === null
        ? take(request)
        : demandDataset(database, request, request.datasetId).then(() => take(request)),
    bytes(snapshot, address, encoding) {
      const key = `${snapshot.id}/${address.z}/${address.x}/${address.y}`;
      const kept = cache.find(key);
      if (encoding === 'gzip') return kept ?? cache.make(key, () => compress(snapshot.tile(address)));
      if (kept === undefined) return snapshot.tile(address).slice();
      return kept.length === 0 ? kept : unzip(kept);
    },
  };
}

/** Copies before it waits: the next tile overwrites these bytes. */
const compress = async (bytes: Uint8Array): Promise<Uint8Array> =>
  bytes.length === 0 ? new Uint8Array(0) : zip(bytes.slice(), GZIP);

/** Every field of the scope; the prefix, which alone is free text, comes last. */
const keyOf = ({ id }: TileCollection, scope: Scope): string =>
  `${id} ${scope.organizationId} ${scope.datasetId} ${scope.protectedServices} ${scope.allZones} ${scope.unpublishedRoads} ${scope.areaPrefix}`;

function scopeOf({ collection, viewer, datasetId }: TileRequest): Scope {
  return {
    organizationId: viewer.organizationId,
    datasetId,
    protectedServices: false,
    allZones: false,
    unpublishedRoads: false,
    areaPrefix: '',
    ...collection.narrow(viewer),
  };
}

/** Another organization's dataset is as absent as one that never was. */
async function demandDataset(database: Database, request: TileRequest, datasetId: string): Promise<void> {
  const { organizationId } = request.viewer;
  const found = await datasetExists(database, { organizationId, datasetId, noun: request.collection.noun });
  if (!found) throw new Problem('dataset_not_found');
}
