// Random passwords for the four logins of the database, so that each privilege connects as itself.
import { createHash, createHmac, pbkdf2Sync, randomBytes } from 'node:crypto';
import type { Database } from '../db/database.ts';
import { LOGINS, type Login } from '../db/guise.ts';
import { setLoginPassword } from '../queries/logins.ts';

/** PostgreSQL's default (scram_iterations). */
const ITERATIONS = 4096;

const VARIABLE: Record<Login, string> = {
  app_public: 'DATABASE_PUBLIC_URL',
  app_planner: 'DATABASE_PLANNER_URL',
  app_operations: 'DATABASE_OPERATIONS_URL',
  app_steward: 'DATABASE_STEWARD_URL',
};

/** `SCRAM-SHA-256$…` as PostgreSQL keeps it (RFC 5803), so that no statement carries the password itself. */
export function scramVerifier(password: string, salt = randomBytes(16)): string {
  const salted = pbkdf2Sync(password, salt, ITERATIONS, 32, 'sha256');
  const hmac = (text: string) => createHmac('sha256', salted).update(text).digest();
  const stored = createHash('sha256').update(hmac('Client Key')).digest();
  const parts = [salt, stored, hmac('Server Key')].map((bytes) => bytes.toString('base64'));
  return `SCRAM-SHA-256$${ITERATIONS}:${parts[0]}$${parts[1]}:${parts[2]}`;
}

/** Sets all four, or none; returns the lines of the environment. `url`: the owner's, for host, port and database. */
export async function renewLogins(database: Database, url: string): Promise<string[]> {
  return database.transaction(async (tx) => {
    const lines: string[] = [];
    for (const login of LOGINS) {
      const password = randomBytes(24).toString('base64url');
      await setLoginPassword(tx, login, scramVerifier(password));
      const address = Object.assign(new URL(url), { username: login, password });
      lines.push(`${VARIABLE[login]}=${address.href}`);
    }
    return lines;
  });
}
