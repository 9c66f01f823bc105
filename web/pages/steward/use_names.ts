// Who an account is, for signatures and the audit trail: its name or e-mail, "you", or the beginning of its number.
import { useQuery } from '@tanstack/react-query';
import type { Session } from '../../api.ts';
import { readAccounts } from '../../api_accounts.ts';
import { t } from '../../i18n/messages.ts';

export function useNames(session: Session): (accountId: string) => string {
  const accounts = useQuery({ queryKey: ['accounts'], queryFn: ({ signal }) => readAccounts(signal) });
  const names = new Map((accounts.data ?? []).map(({ id, name, email }) => [id, name || email] as const));
  return (accountId) =>
    accountId === session.accountId
      ? t('releases.you')
      : (names.get(accountId) ?? t('releases.somebody', { id: accountId.slice(0, 8) }));
}
