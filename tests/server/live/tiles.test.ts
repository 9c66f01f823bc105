// From a commit to the tile: nothing but the database's own notification tells the snapshot that it is old.
import { randomUUID } from 'node:crypto';
import { VectorTile } from '@mapbox/vector-tile';
import { PbfReader } from 'pbf';
import { expect, it } from 'vitest';
import type { Viewer } from '../../../geodata/schema/roles.ts';
import type { Database } from '../../../server/db/database.ts';
import { sql } from '../../../server/db/sql.ts';
import { type Change, type Outbox, openOutbox } from '../../../server/live/outbox.ts';
import { tileCollection } from '../../../server/live/tile_collections.ts';
import { createTiles, type Tiles } from '../../../server/live/tiles.ts';
import { recordWrite } from '../../../server/queries/writes.ts';
import { inCommittedDatabase } from '../../support/database.ts';
import { loadWorld } from '../../support/world.ts';

const viewer: Viewer = { role: 'public', organizationId: 'one', areaPrefix: '' };

async function serviceNames(tiles: Tiles): Promise<unknown[]> {
  const collection = tileCollection('services');
  if (collection === undefined) throw new Error('services have no tiles');
  const snapshot = await tiles.snapshot({ collection, viewer, datasetId: null });
  const bytes = await tiles.bytes(snapshot, { z: 0, x: 0, y: 0 }, 'identity');
  const layer = new VectorTile(new PbfReader(bytes)).layers['services'];
  return Array.from({ length: layer?.length ?? 0 }, (_, i) => layer?.feature(i).properties['name']);
}

const nextChange = (outbox: Outbox): Promise<Change | null> =>
  new Promise((resolve) => {
    const leave = outbox.subscribe((change) => {
      leave();
      resolve(change);
    });
  });

const rename = (database: Database, { name, commits }: { name: string; commits: boolean }) =>
  database.transaction(async (tx) => {
    await tx.run(sql`update service set name = ${name} where organization_id = 'one' and not protected`);
    await recordWrite(tx, {
      organizationId: 'one',
      role: 'steward',
      verb: 'change',
      noun: 'service',
      thingId: randomUUID(),
    });
    if (!commits) throw new Error('rolled back');
  });

it('a committed write is in the next tile after its notification, a rolled-back one never', () =>
  inCommittedDatabase(async (database) => {
    await database.transaction((tx) => loadWorld(tx, 'one'));
    const outbox = await openOutbox(database);
    try {
      const tiles = createTiles({ database, outbox });
      expect(await serviceNames(tiles)).toEqual(['Open clinic']);
      await expect(rename(database, { name: 'Never', commits: false })).rejects.toThrow('rolled back');
      const heard = nextChange(outbox);
      await rename(database, { name: 'Moved clinic', commits: true });
      expect(await heard).toEqual({ organizationId: 'one', noun: 'service', hidden: false, verb: 'change' });
      expect(await serviceNames(tiles)).toEqual(['Moved clinic']);
    } finally {
      await outbox.close();
    }
  }));

it('a snapshot is read in one transaction however many chunks it has, and counts every row once', () =>
  inCommittedDatabase(async (database) => {
    await database.transaction((tx) => loadWorld(tx, 'one'));
    const { id } = await database.one<{ id: string }>(
      sql`select id from dataset where organization_id = 'one' and noun = 'population'`,
    );
    await database.run(sql`
      insert into population_cell (organization_id, dataset_id, id, people, lon, lat)
      select 'one', ${id}::uuid, 1000 + i, 1, 5 + (i % 300) / 100.0, 5 + (i / 300) / 100.0
      from generate_series(0, 54999) i`);
    const outbox = await openOutbox(database);
    try {
      const tiles = createTiles({ database, outbox });
      const collection = tileCollection('population');
      if (collection === undefined) throw new Error('population has no tiles');
      const planner = { ...viewer, role: 'planner' as const };
      const snapshot = await tiles.snapshot({ collection, viewer: planner, datasetId: id });
      const layer = new VectorTile(new PbfReader(snapshot.tile({ z: 0, x: 0, y: 0 }))).layers['population'];
      expect(layer?.length).toBe(55_004);
      const ids = new Set(Array.from({ length: layer?.length ?? 0 }, (_, i) => layer?.feature(i).id));
      expect(ids.size).toBe(55_004);
    } finally {
      await outbox.close();
    }
  }));
