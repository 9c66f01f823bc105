// That something waits for an account: written with what waits, in its transaction, and told by a message later. Never what,
// where or which.
import type { Queryable } from '../db/database.ts';
import { sql } from '../db/sql.ts';

export interface NoticeFor {
  readonly organizationId: string;
  readonly accountIds: readonly string[];
}

/** For whom an alert was assigned to, or escalated to. Costs one insert, whether or not somebody wants a message. */
export async function noteFor(tx: Queryable, { organizationId, accountIds }: NoticeFor): Promise<void> {
  if (accountIds.length === 0) return;
  await tx.run(sql`
    insert into notice (organization_id, account_id)
    select ${organizationId}, account_id from unnest(${[...new Set(accountIds)]}::uuid[]) account_id`);
}
