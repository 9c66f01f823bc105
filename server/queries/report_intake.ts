// Taking a report and giving its replies, for somebody who is not known. Runs as the owner of the tables, since the public
// has no grant on them. Every statement is the same whether the receipt is known or not.
import type { Queryable } from '../db/database.ts';
import { sql } from '../db/sql.ts';

interface Locator {
  readonly organizationId: string;
  /** 32 bytes. */
  readonly locatorHash: Uint8Array;
}

/**
 * Makes a report, or adds to the one with this locator; the same envelope a second time changes nothing. Returns how many
 * envelopes the organization has taken on the day. Call in a transaction.
 */
export async function takeEnvelope(
  tx: Queryable,
  { organizationId, locatorHash, envelope, today }: Locator & { readonly envelope: Uint8Array; readonly today: string },
): Promise<number> {
  await tx.run(sql`
    insert into report (organization_id, locator_hash) values (${organizationId}, ${locatorHash})
    on conflict (organization_id, locator_hash) do nothing`);
  const { id } = await tx.one<{ id: string }>(sql`
    select id from report where organization_id = ${organizationId} and locator_hash = ${locatorHash} for update`);
  const stored = await tx.run(sql`
    insert into report_message (organization_id, report_id, position, taken_on, envelope)
    select ${organizationId}, ${id}::uuid, coalesce(max(position), 0) + 1, ${today}::date, ${envelope}
    from report_message where organization_id = ${organizationId} and report_id = ${id}::uuid
    on conflict (organization_id, report_id, envelope_sha256) do nothing`);
  const day = await tx.maybeOne<{ taken: number }>(sql`
    insert into report_day as d (organization_id, day, taken)
    select ${organizationId}, ${today}::date, 1 where ${stored}::integer = 1
    on conflict (organization_id, day) do update set taken = d.taken + 1 returning taken`);
  return day?.taken ?? 0;
}

/** Newest first. */
export async function sealedReplies(
  db: Queryable,
  { organizationId, locatorHash, most }: Locator & { readonly most: number },
): Promise<Uint8Array[]> {
  const rows = await db.rows<{ sealed: Uint8Array }>(sql`
    select y.sealed from report_reply y join report r on r.organization_id = y.organization_id and r.id = y.report_id
    where r.organization_id = ${organizationId} and r.locator_hash = ${locatorHash}
    order by y.position desc limit ${most}`);
  return rows.map(({ sealed }) => sealed);
}
