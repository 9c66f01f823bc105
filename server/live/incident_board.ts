// The board of each organization and area as finished bytes, kept until an incident is written to or the day is over: read, packed
// and compressed once for all who see the same. Knows no HTTP.
import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { constants, gzip } from 'node:zlib';
import { packIncidents } from '../../geodata/formats/incident_columns.ts';
import type { Viewer } from '../../geodata/schema/roles.ts';
import { guiseOf } from '../access/walls.ts';
import type { Database } from '../db/database.ts';
import { packedIncidents } from '../queries/incident_columns.ts';
import { boardColumns } from './board_columns.ts';
import type { Outbox } from './outbox.ts';

export interface BoardBytes {
  readonly plain: Uint8Array<ArrayBuffer>;
  readonly zipped: Uint8Array<ArrayBuffer>;
  readonly sha256: string;
}

export interface IncidentBoard {
  /** With every write heard of by now. */
  of(viewer: Viewer): Promise<BoardBytes>;
}

interface Entry {
  /** What the outbox said when the build began to read; null while it waits for the one before. */
  version: number | null;
  readonly built: Promise<BoardBytes>;
}

interface BoardOf {
  readonly database: Database;
  readonly outbox: Pick<Outbox, 'version'>;
  readonly now: () => Date;
  /** Boards that are kept; at a million records one holds 15 MB. */
  readonly most?: number;
}

const zip = promisify(gzip);

export function createIncidentBoard({ database, outbox, now, most = 6 }: BoardOf): IncidentBoard {
  const entries = new Map<string, Entry>();

  /** Whoever asks reads what operations see, by the login that can select nothing finer. */
  async function build({ organizationId, areaPrefix }: Viewer): Promise<BoardBytes> {
    const reader: Viewer = { role: 'operations', organizationId, areaPrefix };
    const at = now();
    const areas = await database
      .as(guiseOf(reader))
      .transaction((tx) => packedIncidents(tx, reader, at), { heavy: true });
    const plain = packIncidents(await boardColumns(areas, at.toISOString().slice(0, 10)));
    const zipped = await zip(plain, { level: constants.Z_BEST_SPEED });
    const sha256 = createHash('sha256').update(plain).digest('hex');
    return { plain, zipped, sha256 };
  }

  /** One build at a time: who comes while one runs that began too early waits, with all others like it, for the next. */
  async function renew(viewer: Viewer, key: string, before: Entry | undefined, own: () => Entry): Promise<BoardBytes> {
    await before?.built.catch(() => null);
    const entry = own();
    entry.version = outbox.version(viewer.organizationId, 'incident', true);
    try {
      return await build(viewer);
    } catch (error) {
      // Never the old one instead: it may show what has just been taken out.
      if (entries.get(key) === entry) entries.delete(key);
      throw error;
    }
  }

  return {
    of(viewer) {
      const key = JSON.stringify([viewer.organizationId, viewer.areaPrefix, now().toISOString().slice(0, 10)]);
      const version = outbox.version(viewer.organizationId, 'incident', true);
      const found = entries.get(key);
      const isFresh = found !== undefined && (found.version === null || found.version >= version);
      const entry: Entry = isFresh ? found : { version: null, built: renew(viewer, key, found, () => entry) };
      entries.delete(key);
      entries.set(key, entry);
      for (const oldest of entries.keys()) {
        if (entries.size <= most) break;
        entries.delete(oldest);
      }
      return entry.built;
    },
  };
}
