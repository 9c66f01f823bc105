// What those who run the server may know of the database: nothing that tells what people do in it.
import type { Queryable } from '../db/database.ts';
import { raw } from '../db/sql.ts';

/** Last day for which a head of an audit chain was kept, `2026-11-20`; null = none yet. Days only: finer would tell of writes. */
export async function lastAuditHead(db: Queryable): Promise<string | null> {
  const { day } = await db.one<{ day: string | null }>(raw('select max(day) as day from audit_head'));
  return day;
}
