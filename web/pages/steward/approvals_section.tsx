// Accounts that an administrator made stewards, or reset: a steward confirms each of them before anybody signs in to it.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type Account, approveAccount, readAccounts } from '../../api_accounts.ts';
import { t } from '../../i18n/messages.ts';
import { RecordTable } from '../../ui/record_table.tsx';
import { Reading } from '../office/reading.tsx';
import { useQuestion } from '../office/use_question.tsx';

const KEY = ['accounts'];
const readWaiting = async (signal?: AbortSignal) =>
  (await readAccounts(signal)).filter(({ awaitsApproval }) => awaitsApproval);

export function ApprovalsSection() {
  const client = useQueryClient();
  const waiting = useQuery({ queryKey: [...KEY, 'waiting'], queryFn: ({ signal }) => readWaiting(signal) });
  const { ask, dialog } = useQuestion();
  const confirm = (account: Account) =>
    ask({
      title: t('approvals.title', { email: account.email }),
      text: t('approvals.text'),
      confirm: t('approvals.confirm'),
      work: async () => {
        await approveAccount(account);
        await client.invalidateQueries({ queryKey: KEY });
      },
    });
  return (
    <section className="office-section">
      <p className="office-intro">{t('approvals.intro')}</p>
      <Reading
        query={waiting}
        empty={{ when: (items) => items.length === 0, title: t('approvals.empty'), hint: t('approvals.emptyHint') }}
      >
        {(items) => (
          <RecordTable
            label={t('approvals.table')}
            rows={items}
            rowId={({ id }) => id}
            columns={[
              { id: 'name', title: t('accounts.name'), cell: ({ name }) => name || '–' },
              { id: 'email', title: t('accounts.email'), cell: ({ email }) => <bdi>{email}</bdi> },
              {
                id: 'area',
                title: t('accounts.area'),
                cell: ({ areaPrefix }) => (areaPrefix === '' ? t('account.wholeArea') : <bdi>{areaPrefix}</bdi>),
              },
              { id: 'status', title: t('accounts.status'), cell: ({ status }) => t(`accounts.status.${status}`) },
            ]}
            actions={(account) =>
              account.status === 'active' && (
                <button type="button" className="link" onClick={() => confirm(account)}>
                  {t('approvals.confirm')}
                </button>
              )
            }
          />
        )}
      </Reading>
      {dialog}
    </section>
  );
}
