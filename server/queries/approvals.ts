// Which accounts wait until a steward confirms them. Asked by the owner of the tables.
import type { Account } from '../../geodata/schema/account.ts';
import type { Queryable } from '../db/database.ts';
import { sql } from '../db/sql.ts';
import { getAccount } from './accounts.ts';

/**
 * Is or was anybody but this account steward here? The trail knows those who were: acts of accounts, since imports and
 * the operator have none, without what an account that waits leaves there (it accepted its invitation, it was linked).
 */
export async function hasHadSteward(db: Queryable, organizationId: string, except: string | null): Promise<boolean> {
  const { had } = await db.one<{ had: boolean }>(sql`
    select exists (select from account where organization_id = ${organizationId} and role = 'steward'
        and not awaits_approval and id is distinct from ${except}::uuid)
      or exists (select from audit where organization_id = ${organizationId} and role = 'steward'
        and account_id is not null and verb not in ('accept', 'link')) as had`);
  return had;
}

export async function setAwaiting(db: Queryable, id: string): Promise<void> {
  await db.run(sql`update account set awaits_approval = true where id = ${id}::uuid`);
}

/** null: not in this version, or it does not wait. */
export async function approveAccount(
  db: Queryable,
  { id, organizationId, version }: Pick<Account, 'id' | 'organizationId' | 'version'>,
): Promise<Account | null> {
  const approved = await db.run(sql`
    update account set awaits_approval = false, version = version + 1
    where organization_id = ${organizationId} and id = ${id}::uuid and version = ${version} and awaits_approval`);
  return approved === 1 ? getAccount(db, organizationId, id) : null;
}

export async function accountByEmail(db: Queryable, organizationId: string, email: string): Promise<Account | null> {
  const found = await db.maybeOne<{ id: string }>(
    sql`select id from account where organization_id = ${organizationId} and email = ${email}`,
  );
  return found === null ? null : getAccount(db, organizationId, found.id);
}

/** Stewards who could confirm an account. */
export async function countStewards(db: Queryable, organizationId: string): Promise<number> {
  const { n } = await db.one<{ n: number }>(sql`
    select count(*) as n from account where organization_id = ${organizationId} and role = 'steward'
      and status = 'active' and not awaits_approval`);
  return n;
}
