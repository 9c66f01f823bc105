// Reading what is exact and hidden from most is written down in the transaction of the read: no row is answered whose
// reading left no trace, and no trace says more than how many.
import { SEES_PROTECTED_SERVICES, type Thing, type Viewer } from '../../geodata/schema/roles.ts';
import type { Database, Queryable } from '../db/database.ts';
import { recordRead } from './writes.ts';

/**
 * Runs `look`; where the viewer may meet exact records, in one transaction with an audit row that counts those that
 * were found. For everybody else it is the plain read.
 */
export async function readExact<R>(
  db: Database,
  about: {
    readonly viewer: Viewer;
    readonly noun: Thing;
    /** Absent: the noun has none. */
    readonly isExact: ((row: R, index: number) => boolean) | undefined;
    readonly thingId?: string;
  },
  look: (db: Queryable) => Promise<R[]>,
): Promise<R[]> {
  const { viewer, noun, isExact, thingId } = about;
  if (isExact === undefined || !SEES_PROTECTED_SERVICES.has(viewer.role)) return look(db);
  return db.transaction(async (tx) => {
    const rows = await look(tx);
    const rowCount = rows.filter(isExact).length;
    if (rowCount > 0)
      await recordRead(tx, { ...viewer, noun, rowCount, ...(thingId === undefined ? {} : { thingId }) });
    return rows;
  });
}
