// Records that may not come back: whose consent was withdrawn, whose time was up, that were erased. Ids and dates only.
import type { Queryable, Transaction } from '../db/database.ts';
import { raw, sql } from '../db/sql.ts';

export const REVOCATION_REASONS = ['withdrawn', 'expired', 'erased'] as const;

export interface Revocation {
  readonly organizationId: string;
  readonly incidentId: string;
  readonly reason: (typeof REVOCATION_REASONS)[number];
  /** ISO 8601. */
  readonly at: string;
}

/** Revocations in the order of their ids, after one; `since`: at that time or later. */
export async function revocationsAfter(
  db: Queryable,
  { after, since, limit }: { after: string | null; since: Date | null; limit: number },
): Promise<Revocation[]> {
  const rows = await db.rows<Omit<Revocation, 'at'> & { at: Date }>(sql`
    select organization_id as "organizationId", incident_id as "incidentId", reason, at from revocation
    where (${after}::uuid is null or incident_id > ${after}::uuid) and (${since}::timestamptz is null or at >= ${since}::timestamptz)
    order by incident_id limit ${limit}`);
  return rows.map((row) => ({ ...row, at: row.at.toISOString() }));
}

/** Adds revocations that were kept elsewhere; what is known already stays as it is. */
export async function addRevocations(tx: Transaction, revocations: readonly Revocation[]): Promise<number> {
  return tx.run(sql`
    insert into revocation (organization_id, incident_id, reason, at)
    select * from unnest(${revocations.map((one) => one.organizationId)}::text[],
      ${revocations.map((one) => one.incidentId)}::uuid[], ${revocations.map((one) => one.reason)}::text[],
      ${revocations.map((one) => one.at)}::timestamptz[])
    on conflict do nothing`);
}

/** Erases every record that is revoked and there, with an entry in the trail for each; returns how many. */
export async function applyRevocations(tx: Transaction): Promise<number> {
  return tx.run(
    raw(`
    with gone as (
      delete from incident i using revocation r
      where r.organization_id = i.organization_id and r.incident_id = i.id and (r.reason <> 'withdrawn' or i.consent <> 'withdrawn')
      returning i.organization_id, i.id)
    insert into audit (organization_id, role, verb, noun, thing_id)
    select organization_id, 'server', 'erase', 'incident', id::text from gone order by organization_id, id`),
  );
}
