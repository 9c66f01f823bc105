// What holds whenever an account is changed: an organization keeps an administrator, and who may do something else from
// now on signs in again.
import type { Account } from '../../geodata/schema/account.ts';
import { Problem } from '../../geodata/schema/problem.ts';
import type { Transaction } from '../db/database.ts';
import { countAdmins, getAccount, lockOrganization } from '../queries/accounts.ts';
import { deleteKeysOf } from '../queries/api_keys.ts';
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

/** Ends sessions and keys; returns the hashes of their tokens, for `sessions.ended` after the commit. */
export async function endAll(tx: Transaction, accountId: string): Promise<string[]> {
  return [...(await deleteSessionsOf(tx, accountId)), ...(await deleteKeysOf(tx, accountId))];
}
