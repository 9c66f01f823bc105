// What the list says of an account, and in which order. Pure.
import { NEEDS_SECOND_FACTOR } from '../../../geodata/schema/roles.ts';
import type { Account } from '../../api_accounts.ts';
import type { MessageKey } from '../../i18n/messages.ts';

export function factorText({ hasSecondFactor, role }: Pick<Account, 'hasSecondFactor' | 'role'>): MessageKey {
  if (hasSecondFactor) return 'accounts.factorYes';
  return NEEDS_SECOND_FACTOR.has(role) ? 'accounts.factorNeeded' : 'accounts.factorNo';
}

const RANK: Readonly<Record<Account['status'], number>> = { active: 0, invited: 1, disabled: 2 };

/** Who can sign in first, then who may, then who may not; by e-mail within. */
export const inOrder = (accounts: readonly Account[]): Account[] =>
  [...accounts].sort((a, b) => RANK[a.status] - RANK[b.status] || (a.email < b.email ? -1 : 1));

/** The address that the one who was invited opens; the token is in the fragment, which no server ever sees. */
export const welcomeAddress = (origin: string, token: string): string => `${origin}/welcome#token=${token}`;
