// Accounts of one organization, as its administrators manage them. Asked by the owner of the tables: no login of a
// privilege reads them.
import type { Account, AccountInput } from '../../geodata/schema/account.ts';
import type { Queryable } from '../db/database.ts';
import { sql } from '../db/sql.ts';

const columns = sql`id, organization_id as "organizationId", email, name, role, area_prefix as "areaPrefix", status,
  totp_confirmed_at is not null as "hasSecondFactor", awaits_approval as "awaitsApproval", version`;

export async function listAccounts(
  db: Queryable,
  organizationId: string,
  { after, limit }: { after?: string | undefined; limit: number },
): Promise<Account[]> {
  return db.rows<Account>(sql`
    select ${columns} from account where organization_id = ${organizationId}
      and (${after ?? null}::uuid is null or id > ${after ?? null}::uuid) order by id limit ${limit}`);
}

export async function getAccount(db: Queryable, organizationId: string, id: string): Promise<Account | null> {
  return db.maybeOne<Account>(
    sql`select ${columns} from account where organization_id = ${organizationId} and id = ${id}::uuid`,
  );
}

/** null: the organization has an account with this address. */
export async function insertAccount(
  db: Queryable,
  account: AccountInput & { organizationId: string; now: Date; awaitsApproval?: boolean },
): Promise<Account | null> {
  const { organizationId, email, name, role, areaPrefix, now, awaitsApproval = false } = account;
  return db.maybeOne<Account>(sql`
    insert into account (organization_id, email, name, role, area_prefix, awaits_approval, created_at)
    values (${organizationId}, ${email}, ${name}, ${role}, ${areaPrefix}, ${awaitsApproval}, ${now})
    on conflict (organization_id, email) do nothing returning ${columns}`);
}

/** null: not in this version. */
export async function updateAccount(
  db: Queryable,
  { id, organizationId, version, name, role, areaPrefix, status, awaitsApproval }: Account,
): Promise<Account | null> {
  return db.maybeOne<Account>(sql`
    update account set name = ${name}, role = ${role}, area_prefix = ${areaPrefix}, status = ${status},
      awaits_approval = ${awaitsApproval}, version = version + 1
    where organization_id = ${organizationId} and id = ${id}::uuid and version = ${version} returning ${columns}`);
}

export async function deleteAccount(
  db: Queryable,
  { id, organizationId, version }: Pick<Account, 'id' | 'organizationId' | 'version'>,
): Promise<boolean> {
  const gone = await db.run(sql`
    delete from account where organization_id = ${organizationId} and id = ${id}::uuid and version = ${version}`);
  return gone === 1;
}

/** Changes of who administers an organization happen one after the other. */
export async function lockOrganization(db: Queryable, organizationId: string): Promise<boolean> {
  const found = await db.rows(sql`select id from organization where id = ${organizationId} for update`);
  return found.length === 1;
}

/** Active administrators of the organization, one account aside. */
export async function countAdmins(db: Queryable, organizationId: string, except: string | null): Promise<number> {
  const { n } = await db.one<{ n: number }>(sql`
    select count(*) as n from account where organization_id = ${organizationId} and role = 'admin' and status = 'active'
      and id is distinct from ${except}::uuid`);
  return n;
}
