// Rows of the outbox: what changed, for live views and caches.
import type { Queryable } from '../db/database.ts';
import { sql } from '../db/sql.ts';

export interface Change {
  readonly organizationId: string;
  readonly noun: string;
  /** Of a record that the public may not see, before and after. */
  readonly hidden: boolean;
  /** As the database said it; a write that this process announced itself has none. */
  readonly verb?: string;
}

/** The change that a notification names by its number, which is text; null where there is none (any more). */
export async function readChange(db: Pick<Queryable, 'maybeOne'>, number: string): Promise<Change | null> {
  if (!/^\d{1,18}$/.test(number)) return null;
  return db.maybeOne<Change>(sql`
    select organization_id as "organizationId", noun, hidden, verb from outbox where seq = ${number}::bigint`);
}
