// What holds whenever an account is changed: an organization keeps an administrator, and who may do something else from
// now on signs in again. Nobody becomes a steward by an administrator's hand alone.
import type { Account } from '../../geodata/schema/account.ts';
import { Problem } from '../../geodata/schema/problem.ts';
import type { Role } from '../../geodata/schema/roles.ts';
import type { Transaction } from '../db/database.ts';
import { countAdmins, getAccount, lockOrganization } from '../queries/accounts.ts';
import { deleteKeysOf } from '../queries/api_keys.ts';
import { hasHadSteward } from '../queries/approvals.ts';
import { deleteSessionsOf } from '../queries/sessions.ts';

export interface Administered {
  readonly account: Account;
  /** Throws in_use where the account, as it will be (null: gone), was the last active administrator. */
  demandAdminLeft(after: Account | null): void;
  /** Role, area or status differ. */
  mayDifferently(after: Account): boolean;
}

const administers = (account: Account | null) => account?.role === 'admin' && account.status === 'active';

/** The account, with the organization locked against other changes until the transaction ends; null: there is none. */
export async function administer(
  tx: Transaction,
  { organizationId, id }: { organizationId: string; id: string },
): Promise<Administered | null> {
  await lockOrganization(tx, organizationId);
  const account = await getAccount(tx, organizationId, id);
  if (account === null) return null;
  const others = await countAdmins(tx, organizationId, id);
  return {
    account,
    demandAdminLeft(after) {
      if (!administers(account) || administers(after) || others > 0) return;
      throw new Problem('in_use', 'This is the last administrator. Make another account administrator first.');
    },
    mayDifferently: (after) =>
      after.role !== account.role || after.areaPrefix !== account.areaPrefix || after.status !== account.status,
  };
}

/**
 * Must a steward confirm this account before anybody signs in to it? Only the first steward of an organization needs
 * nobody. Call with the organization locked.
 */
export async function awaitsAsSteward(
  tx: Transaction,
  { role, organizationId, id = null }: { role: Role; organizationId: string; id?: string | null },
): Promise<boolean> {
  return role === 'steward' && hasHadSteward(tx, organizationId, id);
}

/** After a change by an administrator, who made it a steward, enabled it again or gave it a wider area. */
export async function awaitsAfterChange(tx: Transaction, before: Account, after: Account): Promise<boolean> {
  if (before.awaitsApproval) return after.role === 'steward';
  const isEnabled = before.status === 'disabled' && after.status === 'active';
  const isWider = !after.areaPrefix.startsWith(before.areaPrefix);
  return (before.role !== 'steward' || isEnabled || isWider) && awaitsAsSteward(tx, after);
}

/** Ends sessions and keys; returns the hashes of their tokens, for `sessions.ended` after the commit. */
export async function endAll(tx: Transaction, accountId: string): Promise<string[]> {
  return [...(await deleteSessionsOf(tx, accountId)), ...(await deleteKeysOf(tx, accountId))];
}
