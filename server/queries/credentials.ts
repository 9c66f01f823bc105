// What an account signs in with: password, second factor, an identity elsewhere; and the single-use tokens that set them.
import type { Role } from '../../geodata/schema/roles.ts';
import type { Queryable } from '../db/database.ts';
import { sql } from '../db/sql.ts';

export interface Credentials {
  readonly id: string;
  readonly organizationId: string;
  readonly email: string;
  readonly role: Role;
  readonly areaPrefix: string;
  readonly status: 'invited' | 'active' | 'disabled';
  readonly passwordHash: string | null;
  readonly totpSealed: Uint8Array | null;
  readonly totpConfirmed: boolean;
  readonly isLinked: boolean;
  readonly awaitsApproval: boolean;
}

const columns = sql`id, organization_id as "organizationId", email, role, area_prefix as "areaPrefix", status,
  password_hash as "passwordHash", totp_sealed as "totpSealed", totp_confirmed_at is not null as "totpConfirmed",
  oidc_subject is not null as "isLinked", awaits_approval as "awaitsApproval"`;

/** The same address may have an account in several organizations. Oldest first. */
export async function credentialsByEmail(db: Queryable, email: string): Promise<Credentials[]> {
  return db.rows<Credentials>(sql`select ${columns} from account where email = ${email} order by created_at, id`);
}

export async function credentialsOf(db: Queryable, id: string): Promise<Credentials | null> {
  return db.maybeOne<Credentials>(sql`select ${columns} from account where id = ${id}::uuid`);
}

export async function credentialsBySubject(
  db: Queryable,
  { issuer, subject }: { issuer: string; subject: string },
): Promise<Credentials | null> {
  return db.maybeOne<Credentials>(
    sql`select ${columns} from account where oidc_issuer = ${issuer} and oidc_subject = ${subject}`,
  );
}

/** The account is still what was judged; it cannot change before the transaction ends. */
export async function isUnchanged(db: Queryable, account: Credentials): Promise<boolean> {
  const { id, passwordHash, role, status, awaitsApproval } = account;
  const found = await db.rows(sql`
    select id from account where id = ${id}::uuid and password_hash is not distinct from ${passwordHash}::text
      and role = ${role} and status = ${status} and awaits_approval = ${awaitsApproval} for update`);
  return found.length === 1;
}

/** Links an account to an identity elsewhere, once; an invited one becomes active. */
export async function linkSubject(
  db: Queryable,
  { id, issuer, subject }: { id: string; issuer: string; subject: string },
): Promise<boolean> {
  const linked = await db.run(sql`
    update account set oidc_issuer = ${issuer}, oidc_subject = ${subject}, status = 'active', version = version + 1
    where id = ${id}::uuid and oidc_subject is null and status <> 'disabled'`);
  return linked === 1;
}

export async function setPassword(db: Queryable, id: string, passwordHash: string): Promise<void> {
  await db.run(sql`update account set password_hash = ${passwordHash} where id = ${id}::uuid`);
}

/** A secret that waits for its first code; never over one that is in use. */
export async function setPendingFactor(db: Queryable, id: string, sealed: Uint8Array): Promise<boolean> {
  const set = await db.run(sql`
    update account set totp_sealed = ${sealed} where id = ${id}::uuid and totp_confirmed_at is null`);
  return set === 1;
}

/** Spends the code of a time step, and with `confirm` puts the factor in use; false when that step was spent before. */
export async function spendStep(
  db: Queryable,
  { id, step, confirm = null }: { id: string; step: number; confirm?: Date | null },
): Promise<boolean> {
  const spent = await db.run(sql`
    update account set totp_last_step = ${step}, totp_confirmed_at = coalesce(totp_confirmed_at, ${confirm}::timestamptz)
    where id = ${id}::uuid and totp_last_step < ${step}`);
  return spent === 1;
}

export interface Invitation {
  readonly purpose: 'bootstrap' | 'invite' | 'reset';
  readonly organizationId: string;
  readonly accountId: string | null;
}

/** A new token takes the place of those given out before for the same account or the same first administrator. */
export async function insertInvitation(
  db: Queryable,
  invitation: Invitation & { tokenHash: string; expiresAt: Date },
): Promise<void> {
  const { tokenHash, purpose, organizationId, accountId, expiresAt } = invitation;
  await db.run(sql`
    delete from invitation where organization_id = ${organizationId} and account_id is not distinct from ${accountId}::uuid`);
  await db.run(sql`
    insert into invitation (token_hash, purpose, organization_id, account_id, expires_at)
    values (decode(${tokenHash}, 'hex'), ${purpose}, ${organizationId}, ${accountId}::uuid, ${expiresAt})`);
}

/** The invitation of a token that is still good, or null. `use`: takes it, so that nobody may use it again. */
export async function findInvitation(
  db: Queryable,
  { tokenHash, now, use }: { tokenHash: string; now: Date; use: boolean },
): Promise<Invitation | null> {
  const good = sql`token_hash = decode(${tokenHash}, 'hex') and used_at is null and expires_at > ${now}`;
  const found = sql`purpose, organization_id as "organizationId", account_id as "accountId"`;
  return db.maybeOne<Invitation>(
    use
      ? sql`update invitation set used_at = ${now} where ${good} returning ${found}`
      : sql`select ${found} from invitation where ${good}`,
  );
}

/** By an invitation: a password of one's own, and nothing of what was before it. False for a disabled account. */
export async function resetCredentials(db: Queryable, id: string, passwordHash: string): Promise<boolean> {
  const reset = await db.run(sql`
    update account set password_hash = ${passwordHash}, status = 'active', totp_sealed = null, totp_confirmed_at = null,
      totp_last_step = 0, oidc_issuer = null, oidc_subject = null, version = version + 1
    where id = ${id}::uuid and status <> 'disabled'`);
  return reset === 1;
}
