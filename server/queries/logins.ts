// Lets the logins of the privileges in with a password, of which the database and its logs see the SCRAM verifier only.
import type { Queryable } from '../db/database.ts';
import { raw, sql } from '../db/sql.ts';

const VERIFIER = /^SCRAM-SHA-256\$\d+:[A-Za-z0-9+/=]+\$[A-Za-z0-9+/=]+:[A-Za-z0-9+/=]+$/;

/** ALTER ROLE takes no parameters: both parts are of closed alphabets, and checked. */
export async function setLoginPassword(db: Queryable, login: string, verifier: string): Promise<void> {
  if (!/^app_[a-z]+$/.test(login) || !VERIFIER.test(verifier))
    throw new Error('This is no login with a SCRAM verifier.');
  await db.run(raw(`alter role ${login} login password '${verifier}'`));
}

export async function insertOrganization(db: Queryable, organization: { id: string; name: string }): Promise<boolean> {
  const made = await db.run(sql`
    insert into organization (id, name) values (${organization.id}, ${organization.name}) on conflict do nothing`);
  return made === 1;
}
