// Public keys to which reports are sealed. Knows no private half: that is in a steward's own file.
import type { ReportKey } from '../../geodata/schema/report.ts';
import type { Queryable } from '../db/database.ts';
import { sql } from '../db/sql.ts';

interface Row {
  readonly id: string;
  readonly publicKey: Uint8Array;
  readonly createdOn: string;
}

const fields = sql`id, public_key as "publicKey", created_on as "createdOn"`;

const toKey = ({ publicKey, ...row }: Row): ReportKey => ({
  ...row,
  publicKey: Buffer.from(publicKey).toString('base64url'),
});

/** Oldest first; without those that were retired. */
export async function publishedKeys(db: Queryable, organizationId: string): Promise<ReportKey[]> {
  const rows = await db.rows<Row>(sql`
    select ${fields} from report_key where organization_id = ${organizationId} and retired_on is null
    order by created_on, id`);
  return rows.map(toKey);
}

/** One writer of an organization's keys at a time, so that there are never more than may be. */
export async function lockKeys(db: Queryable, organizationId: string): Promise<void> {
  await db.rows(sql`select pg_advisory_xact_lock(hashtextextended(${`report keys ${organizationId}`}, 0))`);
}

/** null = this key is published already, or was. */
export async function insertKey(
  db: Queryable,
  { organizationId, publicKey, today }: { organizationId: string; publicKey: Uint8Array; today: string },
): Promise<ReportKey | null> {
  const row = await db.maybeOne<Row>(sql`
    insert into report_key (organization_id, public_key, created_on) values (${organizationId}, ${publicKey}, ${today}::date)
    on conflict (organization_id, public_key) do nothing returning ${fields}`);
  return row === null ? null : toKey(row);
}

/** False = it is not there, or was retired before. */
export async function retireKey(
  db: Queryable,
  { organizationId, id, today }: { organizationId: string; id: string; today: string },
): Promise<boolean> {
  const retired = await db.run(sql`
    update report_key set retired_on = ${today}::date
    where organization_id = ${organizationId} and id = ${id}::uuid and retired_on is null`);
  return retired === 1;
}
