// What has had its time: incidents past the organization's retention, and rows that only served a while. Runs as the owner.
import type { Queryable, Transaction } from '../db/database.ts';
import { raw, type Sql, sql } from '../db/sql.ts';
import { retentionInForce } from './settings.ts';

interface Expiry {
  readonly organizationId: string;
  readonly now: Date;
}

/**
 * Erases the incidents of one organization whose last day is over: the day set on the record, or so many days after its
 * end as the organization keeps records. The days are counted here and not at write, so that a changed setting holds
 * for what is there already, a shorter time from its day on. Notes each as revoked; counts fall by the triggers of incident. Returns how many.
 */
export async function expireIncidents(tx: Transaction, { organizationId, now }: Expiry): Promise<number> {
  const today = sql`(${now}::timestamptz at time zone 'UTC')::date`;
  const oldest = sql`((${today} - ${retentionInForce(now)})::timestamp at time zone 'UTC')`;
  const expired = await tx.run(sql`
    with gone as (
      delete from incident i using organization o
      where o.id = ${organizationId} and i.organization_id = o.id and (i.expires_on < ${today}
        or (i.occurred_to < ${oldest} and i.occurred_from < ${oldest}))
      returning i.id)
    insert into revocation (organization_id, incident_id, reason, at)
    select ${organizationId}, id, 'expired', ${now} from gone
    on conflict (organization_id, incident_id) do update set reason = excluded.reason, at = excluded.at`);
  if (expired === 0) return 0;
  await tx.run(sql`
    insert into audit (organization_id, role, verb, noun, row_count)
    values (${organizationId}, 'server', 'expire', 'incident', ${expired})`);
  await tx.run(sql`
    insert into outbox (organization_id, verb, noun, hidden) values (${organizationId}, 'expire', 'incident', true)`);
  return expired;
}

/** Table → rows that nobody needs any more, `$now` days ago. The audit trail and revocations are never among them. */
const PASSING: readonly (readonly [table: string, over: (ago: (days: number) => Sql) => Sql])[] = [
  ['session', (ago) => sql`created_at < ${ago(1)} or seen_at < ${ago(1)}`],
  ['sign_in_failure', (ago) => sql`last_at < ${ago(30)} and free_at < ${ago(0)}`],
  ['oidc_attempt', (ago) => sql`created_at < ${ago(1)}`],
  ['invitation', (ago) => sql`used_at < ${ago(30)} or expires_at < ${ago(30)}`],
  ['query_budget', (ago) => sql`day < (${ago(90)} at time zone 'UTC')::date`],
  // Heard at their commit; who was away for longer is told to look again at everything.
  ['outbox', (ago) => sql`at < ${ago(7)}`],
];

/** Forgets them; returns how many rows that were. */
export async function forgetPassing(db: Queryable, now: Date): Promise<number> {
  const ago = (days: number) => sql`(${now}::timestamptz - make_interval(days => ${days}::int))`;
  let forgotten = 0;
  for (const [table, over] of PASSING) forgotten += await db.run(sql`delete from ${raw(table)} where ${over(ago)}`);
  return forgotten;
}
