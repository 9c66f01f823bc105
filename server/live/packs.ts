// Packs of each organization, kept in memory until something public of them is written to. A write to what the public may not see
// makes nothing old here: nobody can notice it, be it by bytes, by a date or by a request that takes longer.
import type { Thing } from '../../geodata/schema/roles.ts';
import type { Database } from '../db/database.ts';
import type { Outbox } from './outbox.ts';
import { type Built, buildPacks, type RegionPacks } from './packs_build.ts';
import { createPackMaker } from './packs_maker.ts';

export interface Packs {
  /** The packs of what the public of this organization reads, with every public write heard of by now. */
  of(organizationId: string): Promise<readonly RegionPacks[]>;
}

export interface PackOptions {
  readonly database: Database;
  readonly outbox: Pick<Outbox, 'version'>;
  /** Organizations whose packs are kept. */
  readonly most?: number;
  readonly build?: typeof buildPacks;
}

/** What a directory is made of; roads are packed apart. */
const NOUNS: readonly Thing[] = ['dataset', 'service', 'gateway', 'area', 'place', 'population', 'setting'];

interface Versions {
  readonly directory: number;
  readonly roads: number;
}

interface Entry {
  /** What the outbox said when the build began to read. */
  versions: Versions | null;
  readonly built: Promise<Built>;
}

export function createPacks({ database, outbox, most = 16, build = buildPacks }: PackOptions): Packs {
  const maker = createPackMaker();
  const entries = new Map<string, Entry>();
  const versionsOf = (organizationId: string): Versions => ({
    directory: Math.max(...NOUNS.map((noun) => outbox.version(organizationId, noun, false))),
    roads: outbox.version(organizationId, 'road', false),
  });

  async function make(organizationId: string, before: Entry | undefined, own: () => Entry): Promise<Built> {
    // One build at a time: who comes while one runs that began too early waits, with all others like it, for the next.
    const last = await before?.built.catch(() => null);
    const entry = own();
    const versions = versionsOf(organizationId);
    entry.versions = versions;
    try {
      const keep = before?.versions?.roads === versions.roads ? (last ?? null) : null;
      return await build({ database, maker, organizationId, keep });
    } catch (error) {
      // Never the old ones instead: they may show what has just been hidden.
      if (entries.get(organizationId) === entry) entries.delete(organizationId);
      throw error;
    }
  }

  function entryOf(organizationId: string): Entry {
    const found = entries.get(organizationId);
    const now = versionsOf(organizationId);
    const isFresh =
      found !== undefined &&
      (found.versions === null || (found.versions.directory >= now.directory && found.versions.roads >= now.roads));
    const entry: Entry = isFresh ? found : { versions: null, built: make(organizationId, found, () => entry) };
    entries.delete(organizationId);
    entries.set(organizationId, entry);
    for (const oldest of entries.keys()) {
      if (entries.size <= most) break;
      entries.delete(oldest);
    }
    return entry;
  }

  return { of: async (organizationId) => (await entryOf(organizationId).built).regions };
}
