// Invites somebody, or changes the name, role and area of an account.
import { type FormEvent, useState } from 'react';
import type { AccountRole } from '../../../geodata/schema/account.ts';
import { ApiProblem } from '../../api.ts';
import { type Account, changeAccount, createAccount } from '../../api_accounts.ts';
import { t, word } from '../../i18n/messages.ts';
import { useAction } from '../../state/action.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Field, FormError } from '../../ui/field.tsx';
import { answerText } from '../problem_text.ts';

/** The order of how much each sees; held equal to the schema's list by the compiler. */
const ROLES: Readonly<Record<AccountRole, true>> = {
  partner: true,
  evaluator: true,
  planner: true,
  operations: true,
  steward: true,
  admin: true,
};
const ROLE_LIST = Object.keys(ROLES) as readonly AccountRole[];

interface Draft {
  readonly email: string;
  readonly name: string;
  readonly role: AccountRole;
  readonly areaPrefix: string;
}

export function InviteDialog(props: { onClose: () => void; onInvited: (account: Account) => Promise<void> }) {
  return (
    <AccountDialog
      title={t('accounts.invite')}
      save={t('accounts.send')}
      first={{ email: '', name: '', role: 'partner', areaPrefix: '' }}
      onClose={props.onClose}
      work={async (draft) => props.onInvited(await createAccount(draft))}
    />
  );
}

interface ChangeProps {
  readonly account: Account;
  readonly own: boolean;
  readonly onClose: () => void;
  readonly onChanged: () => Promise<void>;
}

export function ChangeDialog({ account, own, onClose, onChanged }: ChangeProps) {
  return (
    <AccountDialog
      title={t('accounts.editTitle', { email: account.email })}
      save={t('accounts.save')}
      first={account}
      fixed={own ? 'role' : 'email'}
      onClose={onClose}
      work={async ({ name, role, areaPrefix }) => {
        await changeAccount(account, own ? { name } : { name, role, areaPrefix });
        await onChanged();
      }}
    />
  );
}

interface DialogProps {
  readonly title: string;
  readonly save: string;
  readonly first: Draft;
  /** What stays as it is: the e-mail of an account, and of one's own the role and area too. */
  readonly fixed?: 'email' | 'role';
  readonly onClose: () => void;
  readonly work: (draft: Draft) => Promise<void>;
}

function AccountDialog({ title, save, first, fixed, onClose, work }: DialogProps) {
  const [draft, setDraft] = useState<Draft>(first);
  const { busy, problem, run } = useAction();
  const change = (part: Partial<Draft>) => setDraft({ ...draft, ...part });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void run(() =>
      work({
        email: draft.email.trim(),
        name: draft.name.trim(),
        role: draft.role,
        areaPrefix: draft.areaPrefix.trim().toUpperCase(),
      }),
    );
  };
  return (
    <Dialog title={title} onClose={onClose} wide>
      <form className="form" onSubmit={submit}>
        <FormError>{problem !== null && problemOf(problem)}</FormError>
        {fixed === undefined && (
          <Field label={t('accounts.email')}>
            {(wiring) => (
              <input
                {...wiring}
                type="email"
                dir="ltr"
                autoComplete="off"
                required
                maxLength={254}
                value={draft.email}
                onChange={(event) => change({ email: event.currentTarget.value })}
              />
            )}
          </Field>
        )}
        <Field label={t('accounts.name')}>
          {(wiring) => (
            <input
              {...wiring}
              autoComplete="off"
              maxLength={200}
              value={draft.name}
              onChange={(event) => change({ name: event.currentTarget.value })}
            />
          )}
        </Field>
        {fixed !== 'role' && <RoleAndArea draft={draft} change={change} />}
        {fixed === 'email' && <p className="field-hint">{t('accounts.saveText')}</p>}
        <div className="dialog-foot">
          <button type="button" className="button button-quiet" onClick={onClose}>
            {t('office.cancel')}
          </button>
          <button type="submit" className="button" disabled={busy}>
            {save}
          </button>
        </div>
      </form>
    </Dialog>
  );
}

function RoleAndArea({ draft, change }: { draft: Draft; change: (part: Partial<Draft>) => void }) {
  return (
    <div className="form-row">
      <Field label={t('accounts.role')} hint={t(`accounts.roleHint.${draft.role}`)}>
        {(wiring) => (
          <select
            {...wiring}
            value={draft.role}
            onChange={(event) => change({ role: event.currentTarget.value as AccountRole })}
          >
            {ROLE_LIST.map((role) => (
              <option key={role} value={role}>
                {word('role', role)}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Field label={t('accounts.area')} hint={t('accounts.areaHint')}>
        {(wiring) => (
          <input
            {...wiring}
            dir="ltr"
            pattern="[A-Za-z]{2,3}[0-9]{0,12}"
            maxLength={15}
            value={draft.areaPrefix}
            onChange={(event) => change({ areaPrefix: event.currentTarget.value })}
          />
        )}
      </Field>
    </div>
  );
}

const problemOf = (problem: unknown): string =>
  problem instanceof ApiProblem && problem.code === 'already_exists' ? t('accounts.exists') : answerText(problem);
