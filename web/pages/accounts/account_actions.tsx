// What an administrator may do to one account, each with a sentence before it happens.
import { useState } from 'react';
import { type Account, changeAccount, deleteAccount, endSessions } from '../../api_accounts.ts';
import { type MessageKey, t } from '../../i18n/messages.ts';
import { useQuestion } from '../office/use_question.tsx';
import { ChangeDialog } from './account_form.tsx';

interface Props {
  readonly account: Account;
  /** One's own account: an administrator cannot lock themselves out. */
  readonly own: boolean;
  readonly onLink: () => Promise<void>;
  readonly onChanged: () => Promise<void>;
}

export function AccountActions({ account, own, onLink, onChanged }: Props) {
  const [editing, setEditing] = useState(false);
  const { ask, dialog } = useQuestion();
  const { email, status } = account;
  const after = (work: () => Promise<unknown>) => async () => {
    await work();
    await onChanged();
  };
  const action = (what: 'disable' | 'reset' | 'end' | 'delete', work: () => Promise<unknown>) => (
    <Button
      text={`accounts.${what}`}
      onClick={() =>
        ask({
          title: t(`accounts.${what}Title`, { email }),
          text: t(`accounts.${what}Text`),
          confirm: t(`accounts.${what}`),
          work,
        })
      }
    />
  );
  return (
    <>
      <Button text="accounts.edit" onClick={() => setEditing(true)} />
      {status !== 'disabled' && action('reset', onLink)}
      {status === 'active' &&
        action(
          'end',
          after(() => endSessions(account.id)),
        )}
      {!own &&
        status === 'active' &&
        action(
          'disable',
          after(() => changeAccount(account, { status: 'disabled' })),
        )}
      {status === 'disabled' && (
        <Button
          text="accounts.enable"
          onClick={() => void after(() => changeAccount(account, { status: 'active' }))()}
        />
      )}
      {!own &&
        action(
          'delete',
          after(() => deleteAccount(account)),
        )}
      {dialog}
      {editing && (
        <ChangeDialog
          account={account}
          own={own}
          onClose={() => setEditing(false)}
          onChanged={async () => {
            await onChanged();
            setEditing(false);
          }}
        />
      )}
    </>
  );
}

function Button({ text, onClick }: { text: MessageKey; onClick: () => void }) {
  return (
    <button type="button" className="link" onClick={onClick}>
      {t(text)}
    </button>
  );
}
