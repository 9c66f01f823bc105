// Sessions at rest: the SHA-256 of a token, never the token.
import type { Role } from '../../geodata/schema/roles.ts';
import type { Queryable } from '../db/database.ts';
import { raw, sql } from '../db/sql.ts';

export interface SessionRow {
  readonly organizationId: string;
  readonly organizationName: string;
  readonly role: Role;
  readonly areaPrefix: string;
}

export async function insertSession(
  db: Queryable,
  session: { tokenHash: string; organizationId: string; role: Role; areaPrefix: string },
): Promise<void> {
  await db.run(raw(`delete from session where created_at < now() - interval '12 hours'`));
  await db.run(sql`
    insert into session (token_hash, organization_id, role, area_prefix)
    values (decode(${session.tokenHash}, 'hex'), ${session.organizationId}, ${session.role}, ${session.areaPrefix})`);
}

/** The live session of a token, or null: 30 minutes idle and 12 hours in all end it. Marks it as seen. */
export async function touchSession(db: Queryable, tokenHash: string, now: Date): Promise<SessionRow | null> {
  return db.maybeOne<SessionRow>(sql`
    update session s set seen_at = ${now}
    from organization o
    where s.token_hash = decode(${tokenHash}, 'hex') and o.id = s.organization_id
      and s.seen_at > ${now}::timestamptz - interval '30 minutes'
      and s.created_at > ${now}::timestamptz - interval '12 hours'
    returning s.organization_id as "organizationId", o.name as "organizationName", s.role,
              s.area_prefix as "areaPrefix"`);
}

export async function deleteSession(db: Queryable, tokenHash: string): Promise<void> {
  await db.run(sql`delete from session where token_hash = decode(${tokenHash}, 'hex')`);
}

export async function organizationName(db: Queryable, organizationId: string): Promise<string | null> {
  const row = await db.maybeOne<{ name: string }>(sql`select name from organization where id = ${organizationId}`);
  return row?.name ?? null;
}
