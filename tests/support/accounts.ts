// Real accounts for tests of signing in: with a password, and with an authenticator app where one is wanted.
import { Secret, TOTP } from 'otpauth';
import type { AccountRole } from '../../geodata/schema/account.ts';
import { createPasswords } from '../../server/access/password.ts';
import { createSecondFactor } from '../../server/access/second_factor.ts';
import type { Queryable } from '../../server/db/database.ts';
import { sql } from '../../server/db/sql.ts';
import { insertAccount } from '../../server/queries/accounts.ts';
import { setPassword, setPendingFactor } from '../../server/queries/credentials.ts';

/** The key that test apps are given. */
export const TEST_KEY = new Uint8Array(32).fill(7);
export const PASSWORD = 'seven green kettles sing';

export interface Person {
  readonly id: string;
  readonly email: string;
  /** The code that the app shows at a time; null without a second factor. */
  readonly codeAt: (at: Date) => string;
}

export interface Wanted {
  readonly email: string;
  readonly role: AccountRole;
  readonly organizationId?: string;
  readonly areaPrefix?: string;
  /** null: none, as before an invitation is accepted. */
  readonly password?: string | null;
  readonly withFactor?: boolean;
  readonly now: Date;
}

const passwords = createPasswords(TEST_KEY);

export const showCode = (secret: string, at: Date): string =>
  new TOTP({ secret: Secret.fromBase32(secret), algorithm: 'SHA1', digits: 6, period: 30 }).generate({
    timestamp: at.getTime(),
  });

export async function makeAccount(db: Queryable, wanted: Wanted): Promise<Person> {
  const { email, role, organizationId = 'one', areaPrefix = '', password = PASSWORD, withFactor = false, now } = wanted;
  const made = await insertAccount(db, { email, role, organizationId, areaPrefix, name: '', now });
  if (made === null) throw new Error('The test made this account before.');
  if (password !== null) {
    await setPassword(db, made.id, await passwords.inTurn((compute) => compute(email, password)));
    await db.run(sql`update account set status = 'active' where id = ${made.id}::uuid`);
  }
  const { sealed, secret } = createSecondFactor(TEST_KEY, () => now).make({ id: made.id, email });
  if (withFactor) {
    await setPendingFactor(db, made.id, sealed);
    await db.run(sql`update account set totp_confirmed_at = ${now} where id = ${made.id}::uuid`);
  }
  return { id: made.id, email, codeAt: (at) => showCode(secret, at) };
}
