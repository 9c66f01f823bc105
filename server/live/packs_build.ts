// Reads what is public and has its packs made of it. Knows neither who asks nor when to build again.
import type { Viewer } from '../../geodata/schema/roles.ts';
import { guiseOf } from '../access/walls.ts';
import type { Database } from '../db/database.ts';
import { readPackSource } from '../queries/packs.ts';
import { roadEnds } from '../queries/roads.ts';
import type { PackMaker } from './packs_maker.ts';
import type { PackBytes, PackedRegion, RoadsTask } from './packs_worker.ts';

export interface RegionPacks extends PackedRegion {
  /** null = no roads are known. */
  readonly travel: PackBytes | null;
}

export interface Built {
  readonly regions: readonly RegionPacks[];
  /** What the roads were cut by: while it is the same, and no road is written to, they need not be packed again. */
  readonly cut: string;
}

export interface BuildOf {
  readonly database: Database;
  readonly maker: PackMaker;
  readonly organizationId: string;
  /** An earlier build whose roads are still those of today, or null. */
  readonly keep: Built | null;
}

/** Whoever asks: packs hold what the public reads, and are read by the login that can select nothing else. */
export async function buildPacks({ database, maker, organizationId, keep }: BuildOf): Promise<Built> {
  const viewer: Viewer = { role: 'public', organizationId, areaPrefix: '' };
  const readers = database.as(guiseOf(viewer));
  const source = await readers.transaction((tx) => readPackSource(tx, organizationId), { heavy: true });
  if (source === null) return { regions: [], cut: '' };
  const packed = await maker.regions({ source });
  const regions = packed.map(({ region }) => region);
  const cut = JSON.stringify(regions.map(({ bbox }) => bbox));
  const travels = keep?.cut === cut ? keep.regions.map(({ travel }) => travel) : await packRoads(regions);
  return { cut, regions: packed.map((region, i) => ({ ...region, travel: travels[i] ?? null })) };

  async function packRoads(regions: RoadsTask['regions']): Promise<readonly PackBytes[]> {
    // As published, whenever that was.
    const wanted = { dataset: null, includeClosed: false, moment: { now: new Date(0), withHours: false } };
    const ends = await readers.transaction((tx) => roadEnds(tx, viewer, wanted), { heavy: true });
    return ends.seconds.length === 0 ? [] : maker.travels({ ends, regions });
  }
}
