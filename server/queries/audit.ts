// The audit trail as it is stored: pages for its readers, every field as the chain hashed it, the daily heads.
import type { AuditEntry } from '../../geodata/schema/audit.ts';
import type { Queryable } from '../db/database.ts';
import { sql } from '../db/sql.ts';

/** A row as it was hashed: times to the microsecond, as text; bytes hexadecimal. */
export interface StoredEntry {
  readonly number: number;
  readonly at: string;
  readonly organizationId: string;
  readonly accountId: string | null;
  readonly role: string;
  readonly verb: string;
  readonly noun: string;
  readonly thingId: string | null;
  readonly rowCount: string;
  readonly fileSha256: string | null;
  readonly previous: string;
  readonly hash: string;
}

/** Where a chain stood on a day. */
export interface AuditHead {
  readonly organizationId: string;
  readonly day: string;
  readonly number: number;
  readonly hash: string;
}

const fields = sql`number, account_id as "accountId", role, verb, noun, thing_id as "thingId",
  file_sha256 as "fileSha256", encode(hash, 'hex') as hash`;

/** Newest first, before a number. */
export async function auditPage(
  db: Queryable,
  organizationId: string,
  { before, limit }: { before: number | null; limit: number },
): Promise<AuditEntry[]> {
  const rows = await db.rows<Omit<AuditEntry, 'at'> & { at: Date }>(sql`
    select ${fields}, at, row_count as "rowCount" from audit
    where organization_id = ${organizationId} and (${before}::bigint is null or number < ${before}::bigint)
    order by number desc limit ${limit}`);
  return rows.map((row) => ({ ...row, at: row.at.toISOString() }));
}

/** Rows of one chain after a number, in its order. */
export async function chainAfter(
  db: Queryable,
  organizationId: string,
  { after, limit }: { after: number; limit: number },
): Promise<StoredEntry[]> {
  return db.rows(sql`
    select ${fields}, to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at,
      organization_id as "organizationId", row_count::text as "rowCount", encode(previous, 'hex') as previous
    from audit where organization_id = ${organizationId} and number > ${after}::bigint order by number limit ${limit}`);
}

/** Organizations with a chain, or with a head of one that is gone; '' = the server itself. */
export async function auditedOrganizations(db: Queryable): Promise<string[]> {
  const rows = await db.rows<{ id: string }>(sql`
    select organization_id as id from audit union select organization_id from audit_head order by id`);
  return rows.map(({ id }) => id);
}

export async function auditHeads(db: Queryable, organizationId: string): Promise<AuditHead[]> {
  return db.rows(sql`
    select organization_id as "organizationId", day, number, encode(hash, 'hex') as hash
    from audit_head where organization_id = ${organizationId} order by day`);
}

/** Notes where each chain stands, once a day; returns the heads of that day. */
export async function takeHeads(db: Queryable, day: string): Promise<AuditHead[]> {
  await db.run(sql`
    insert into audit_head (organization_id, day, number, hash)
    select distinct on (organization_id) organization_id, ${day}::date, number, hash
    from audit order by organization_id, number desc
    on conflict (organization_id, day) do nothing`);
  return db.rows(sql`
    select organization_id as "organizationId", day, number, encode(hash, 'hex') as hash
    from audit_head where day = ${day}::date order by organization_id`);
}
