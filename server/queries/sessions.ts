// Sessions and keys at rest: the SHA-256 of a token, never the token. Hashes are hexadecimal everywhere outside SQL.
import type { Role, Thing } from '../../geodata/schema/roles.ts';
import type { Queryable } from '../db/database.ts';
import { type Sql, sql } from '../db/sql.ts';

export interface StoredSession {
  readonly organizationId: string;
  readonly organizationName: string;
  readonly role: Role;
  readonly areaPrefix: string;
  readonly viewRole: Role | null;
  readonly viewAreaPrefix: string | null;
  readonly accountId: string | null;
  readonly email: string | null;
  readonly usedSecondFactor: boolean;
  readonly hasSecondFactor: boolean;
}

/** privacy.md: 30 minutes idle and 12 hours in all end a session; so does any change of what its account may do. */
const live = (now: Date): Sql => sql`
  s.seen_at > ${now}::timestamptz - interval '30 minutes' and s.created_at > ${now}::timestamptz - interval '12 hours'
  and (s.account_id is null or exists (select from account a where a.id = s.account_id
    and a.status = 'active' and not a.awaits_approval and a.role = s.role and a.area_prefix = s.area_prefix))`;

export async function insertSession(
  db: Queryable,
  session: {
    tokenHash: string;
    organizationId: string;
    role: Role;
    areaPrefix: string;
    accountId: string | null;
    usedSecondFactor: boolean;
    now: Date;
  },
): Promise<void> {
  await db.run(sql`delete from session where created_at <= ${session.now}::timestamptz - interval '12 hours'`);
  await db.run(sql`
    insert into session (token_hash, organization_id, role, area_prefix, account_id, used_second_factor, created_at, seen_at)
    values (decode(${session.tokenHash}, 'hex'), ${session.organizationId}, ${session.role}, ${session.areaPrefix},
            ${session.accountId}::uuid, ${session.usedSecondFactor}, ${session.now}, ${session.now})`);
}

/** The live session of a token, or null. Marks it as seen. */
export async function touchSession(db: Queryable, tokenHash: string, now: Date): Promise<StoredSession | null> {
  return db.maybeOne<StoredSession>(sql`
    with touched as (
      update session s set seen_at = ${now} where s.token_hash = decode(${tokenHash}, 'hex') and ${live(now)} returning s.*)
    select t.organization_id as "organizationId", o.name as "organizationName", t.role, t.area_prefix as "areaPrefix",
           t.view_role as "viewRole", t.view_area_prefix as "viewAreaPrefix", t.account_id as "accountId", a.email,
           t.used_second_factor as "usedSecondFactor", a.totp_confirmed_at is not null as "hasSecondFactor"
    from touched t join organization o on o.id = t.organization_id left join account a on a.id = t.account_id`);
}

/** Gives a live session another token, and with it another view or a second factor; its 12 hours go on. */
export async function replaceSession(
  db: Queryable,
  session: {
    tokenHash: string;
    nextHash: string;
    view: { role: Role; areaPrefix: string } | null;
    usedSecondFactor: boolean;
    now: Date;
  },
): Promise<boolean> {
  const { tokenHash, nextHash, view, usedSecondFactor, now } = session;
  const changed = await db.run(sql`
    update session s set token_hash = decode(${nextHash}, 'hex'), seen_at = ${now}, view_role = ${view?.role ?? null},
      view_area_prefix = ${view?.areaPrefix ?? null}, used_second_factor = s.used_second_factor or ${usedSecondFactor}
    where s.token_hash = decode(${tokenHash}, 'hex') and ${live(now)}`);
  return changed === 1;
}

/** A session like another one without an account, under its own token; false where there is none such. */
export async function copySession(
  db: Queryable,
  session: { tokenHash: string; nextHash: string; now: Date },
): Promise<boolean> {
  const copied = await db.run(sql`
    insert into session (token_hash, organization_id, role, area_prefix, created_at, seen_at)
    select decode(${session.nextHash}, 'hex'), s.organization_id, s.role, s.area_prefix, s.created_at, ${session.now}
    from session s where s.token_hash = decode(${session.tokenHash}, 'hex') and s.account_id is null and ${live(session.now)}`);
  return copied === 1;
}

export async function deleteSession(db: Queryable, tokenHash: string): Promise<void> {
  await db.run(sql`delete from session where token_hash = decode(${tokenHash}, 'hex')`);
}

/** Ends all sessions of an account; returns the hashes of their tokens, for those who hold something open for them. */
export async function deleteSessionsOf(db: Queryable, accountId: string, except = ''): Promise<string[]> {
  const ended = await db.rows<{ hash: string }>(sql`
    delete from session where account_id = ${accountId}::uuid and token_hash <> decode(${except}, 'hex')
    returning encode(token_hash, 'hex') as hash`);
  return ended.map(({ hash }) => hash);
}

/** Those of the hashes that are of live sessions or keys. */
export async function liveHashes(db: Queryable, hashes: readonly string[], now: Date): Promise<string[]> {
  const asked = sql`select decode(hash, 'hex') from unnest(${[...hashes]}::text[]) hash`;
  const found = await db.rows<{ hash: string }>(sql`
    select encode(s.token_hash, 'hex') as hash from session s where s.token_hash in (${asked}) and ${live(now)}
    union all
    select encode(k.token_hash, 'hex') from api_key k join account a on a.id = k.account_id
    where k.token_hash in (${asked}) and k.expires_at > ${now} and a.status = 'active' and not a.awaits_approval`);
  return found.map(({ hash }) => hash);
}

export interface StoredKey {
  readonly organizationId: string;
  readonly organizationName: string;
  readonly role: Role;
  readonly areaPrefix: string;
  readonly accountId: string;
  readonly accountRole: Role;
  readonly accountAreaPrefix: string;
  readonly things: Thing[];
}

/** The key of a token while it and its account last, or null. Notes the day of its use, no more. */
export async function touchKey(db: Queryable, tokenHash: string, now: Date): Promise<StoredKey | null> {
  return db.maybeOne<StoredKey>(sql`
    with used as (
      update api_key k set last_used_on = (${now}::timestamptz at time zone 'UTC')::date
      where k.token_hash = decode(${tokenHash}, 'hex') and k.expires_at > ${now} returning k.*)
    select u.organization_id as "organizationId", o.name as "organizationName", u.role, u.area_prefix as "areaPrefix",
           u.things, a.id as "accountId", a.role as "accountRole", a.area_prefix as "accountAreaPrefix"
    from used u join organization o on o.id = u.organization_id
      join account a on a.id = u.account_id and a.status = 'active' and not a.awaits_approval`);
}

export async function organizationName(db: Queryable, organizationId: string): Promise<string | null> {
  const row = await db.maybeOne<{ name: string }>(sql`select name from organization where id = ${organizationId}`);
  return row?.name ?? null;
}
