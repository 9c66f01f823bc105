// `npm run accounts -- approve`: where no steward is left to confirm an account, the operator does.
import type { Database } from '../db/database.ts';
import { lockOrganization } from '../queries/accounts.ts';
import { accountByEmail, approveAccount, countStewards } from '../queries/approvals.ts';
import { recordAct } from '../queries/writes.ts';

interface Options {
  readonly organization?: string | undefined;
  readonly email?: string | undefined;
}

/** null, or what to do instead. */
export function approveByOperator(
  { organization: organizationId, email }: Options,
  { database, log }: { readonly database: Database; readonly log: (line: string) => void },
): Promise<string | null> {
  if (organizationId === undefined || email === undefined) {
    return Promise.resolve('Usage:\n  npm run accounts -- approve --organization ID --email ADDRESS');
  }
  return database.transaction(async (tx) => {
    await lockOrganization(tx, organizationId);
    const found = await accountByEmail(tx, organizationId, email.trim().toLowerCase());
    if (found === null) return 'The organization has no account with this address.';
    if (!found.awaitsApproval) return 'This account does not wait to be confirmed.';
    if (found.status !== 'active') return 'Its owner accepts the invitation first. Ask them before you confirm it.';
    if ((await countStewards(tx, organizationId)) > 0) {
      return 'This organization has an active steward, who confirms it: open /steward#accounts.';
    }
    if ((await approveAccount(tx, found)) === null) return 'The account was changed just now. Try again.';
    const { id } = found;
    const act = { role: 'server', verb: 'approve', noun: 'approval', thingId: id, rowCount: 1 } as const;
    await recordAct(tx, { ...act, organizationId });
    log('Confirmed. Its owner can sign in now.');
    return null;
  });
}
