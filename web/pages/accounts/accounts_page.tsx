// /accounts, for administrators: who can sign in, with which role and area; invite, change, reset, end.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Session } from '../../api.ts';
import { type Account, createLink, type OneTimeLink, readAccounts } from '../../api_accounts.ts';
import { t, word } from '../../i18n/messages.ts';
import { Chip } from '../../ui/facts.tsx';
import { RecordTable } from '../../ui/record_table.tsx';
import { OfficePage } from '../office/office_page.tsx';
import { Reading } from '../office/reading.tsx';
import { AccountActions } from './account_actions.tsx';
import { factorText, inOrder } from './account_facts.ts';
import { InviteDialog } from './account_form.tsx';
import { LinkDialog } from './link_dialog.tsx';

const KEY = ['accounts'];

export function AccountsPage() {
  return (
    <OfficePage
      title={t('accounts.title')}
      allowed={(session) => session.permissions.account?.includes('create') === true}
      refused={{ title: t('accounts.notYours'), hint: t('accounts.notYoursHint') }}
    >
      {(session) => <Accounts session={session} />}
    </OfficePage>
  );
}

interface Shown extends OneTimeLink {
  readonly email: string;
}

function Accounts({ session }: { session: Session }) {
  const client = useQueryClient();
  const accounts = useQuery({ queryKey: KEY, queryFn: ({ signal }) => readAccounts(signal) });
  const [inviting, setInviting] = useState(false);
  const [link, setLink] = useState<Shown | null>(null);
  const refresh = () => client.invalidateQueries({ queryKey: KEY });
  const showLink = async ({ id, email }: Account) => {
    setLink({ email, ...(await createLink(id)) });
    await refresh();
  };
  return (
    <section className="office-section">
      <div className="office-bar">
        <p className="office-intro">{t('accounts.intro', { organization: session.organizationName })}</p>
        <button type="button" className="button" onClick={() => setInviting(true)}>
          {t('accounts.invite')}
        </button>
      </div>
      <Reading
        query={accounts}
        empty={{ when: (items) => items.length === 0, title: t('accounts.empty'), hint: t('accounts.emptyHint') }}
      >
        {(items) => (
          <RecordTable
            label={t('accounts.table')}
            rows={inOrder(items)}
            rowId={({ id }) => id}
            columns={[
              { id: 'name', title: t('accounts.name'), cell: (row) => <Person account={row} session={session} /> },
              { id: 'role', title: t('accounts.role'), cell: ({ role }) => word('role', role) },
              {
                id: 'area',
                title: t('accounts.area'),
                cell: ({ areaPrefix }) => (areaPrefix === '' ? t('account.wholeArea') : <bdi>{areaPrefix}</bdi>),
              },
              { id: 'factor', title: t('accounts.factor'), cell: (row) => t(factorText(row)) },
              { id: 'status', title: t('accounts.status'), cell: (row) => <Status account={row} /> },
            ]}
            actions={(account) => (
              <AccountActions
                account={account}
                own={account.id === session.accountId}
                onLink={() => showLink(account)}
                onChanged={refresh}
              />
            )}
          />
        )}
      </Reading>
      {inviting && (
        <InviteDialog
          onClose={() => setInviting(false)}
          onInvited={async (account) => {
            await showLink(account);
            setInviting(false);
          }}
        />
      )}
      {link !== null && <LinkDialog email={link.email} link={link} onClose={() => setLink(null)} />}
    </section>
  );
}

function Person({ account, session }: { account: Account; session: Session }) {
  return (
    <>
      {account.name !== '' && <strong>{account.name}</strong>}{' '}
      {account.id === session.accountId && <Chip tone="quiet">{t('accounts.you')}</Chip>}
      <bdi className={account.name === '' ? '' : 'quiet'}>{account.email}</bdi>
    </>
  );
}

function Status({ account: { status, awaitsApproval } }: { account: Account }) {
  const tone = { invited: 'striped', active: 'good', disabled: 'warning' } as const;
  return (
    <>
      <Chip tone={tone[status]}>{t(`accounts.status.${status}`)}</Chip>{' '}
      {awaitsApproval && <Chip tone="warning">{t('accounts.awaits')}</Chip>}
    </>
  );
}
