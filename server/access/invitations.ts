// Single-use tokens: for the first administrator, for whoever is invited, and for whoever lost password or second factor.
import { Problem } from '../../geodata/schema/problem.ts';
import type { Database, Transaction } from '../db/database.ts';
import { countAdmins, insertAccount, lockOrganization } from '../queries/accounts.ts';
import { setAwaiting } from '../queries/approvals.ts';
import {
  credentialsOf,
  findInvitation,
  type Invitation,
  insertInvitation,
  resetCredentials,
} from '../queries/credentials.ts';
import { recordWrite } from '../queries/writes.ts';
import { awaitsAsSteward, endAll } from './account_rules.ts';
import { hashOfToken, newToken } from './sessions.ts';
import { type Opened, openSession, type SignInTools } from './sign_in.ts';

const MINUTES = { bootstrap: 15, invite: 72 * 60, reset: 24 * 60 };

export async function issueInvitation(
  tx: Database | Transaction,
  invitation: Invitation,
  now: Date,
): Promise<{ token: string; expiresAt: Date }> {
  const token = newToken();
  const expiresAt = new Date(now.getTime() + MINUTES[invitation.purpose] * 60_000);
  await insertInvitation(tx, { ...invitation, tokenHash: hashOfToken(token), expiresAt });
  return { token, expiresAt };
}

export interface Acceptance {
  readonly token: string;
  readonly password: string;
  /** Of the first administrator; an invited account has its address already. */
  readonly email?: string | undefined;
  readonly name?: string | undefined;
}

const gone = () => new Problem('not_found', 'This invitation is not known, was used, or has ended. Ask for a new one.');

/** Sets the password, takes away whatever the account signed in with before, keys too, and signs in unless it waits. */
export async function acceptInvitation(tools: SignInTools, given: Acceptance): Promise<Opened> {
  const asked = { tokenHash: hashOfToken(given.token), now: tools.now() };
  const found = await findInvitation(tools.database, { ...asked, use: false });
  if (found === null) throw gone();
  const email = await emailOf(tools.database, found, given);
  const passwordHash = await tools.passwords.inTurn((compute) => compute(email, given.password), true);
  const { id, ended } = await tools.database.transaction(async (tx) => {
    await lockOrganization(tx, found.organizationId);
    const taken = await findInvitation(tx, { ...asked, use: true });
    if (taken === null) throw gone();
    const accountId = taken.accountId ?? (await makeFirstAdmin(tx, taken, { email, name: given.name ?? '', tools }));
    if (!(await resetCredentials(tx, accountId, passwordHash))) throw gone();
    const account = await credentialsOf(tx, accountId);
    // Whoever accepts may be the one who invited: what was confirmed before was another password.
    if (account !== null && (await awaitsAsSteward(tx, account))) await setAwaiting(tx, accountId);
    await recordWrite(tx, {
      organizationId: taken.organizationId,
      accountId,
      role: account?.role ?? 'admin',
      verb: 'accept',
      noun: 'account',
      thingId: accountId,
    });
    return { id: accountId, ended: await endAll(tx, accountId) };
  });
  tools.sessions.ended(ended);
  const account = await credentialsOf(tools.database, id);
  if (account === null) throw gone();
  return openSession(tools, account, null);
}

async function emailOf(database: Database, { accountId }: Invitation, given: Acceptance): Promise<string> {
  if (accountId !== null) {
    const account = await credentialsOf(database, accountId);
    if (account === null || account.status === 'disabled') throw gone();
    return account.email;
  }
  if (given.email === undefined) {
    const detail = 'Write the e-mail address of the first administrator.';
    throw new Problem('invalid_input', 'The body has parts that cannot be taken.', [{ pointer: '/email', detail }]);
  }
  return given.email;
}

async function makeFirstAdmin(
  tx: Transaction,
  { organizationId }: Invitation,
  { email, name, tools }: { email: string; name: string; tools: SignInTools },
): Promise<string> {
  if ((await countAdmins(tx, organizationId, null)) > 0) throw gone();
  const account = { organizationId, email, name, role: 'admin' as const, areaPrefix: '', now: tools.now() };
  const made = await insertAccount(tx, account);
  if (made === null) {
    throw new Problem('already_exists', 'This address has an account in the organization. Use another address.');
  }
  return made.id;
}
