// /account: who one is, password, sessions, API keys.
import { type Session, signOut } from '../../api.ts';
import { signOutEverywhere } from '../../api_accounts.ts';
import { t, word } from '../../i18n/messages.ts';
import { useAction } from '../../state/action.ts';
import { Fact, Facts } from '../../ui/facts.tsx';
import { FormError } from '../../ui/field.tsx';
import { OfficePage } from '../office/office_page.tsx';
import { answerText } from '../problem_text.ts';
import { ApiKeys } from './api_keys.tsx';
import { PasswordForm } from './password_form.tsx';

export function AccountPage() {
  return (
    <OfficePage
      title={t('account.title')}
      allowed={(session) => Boolean(session.accountId) || session.permissions.api_key !== undefined}
      refused={{ title: t('account.signIn'), hint: t('account.signInHint') }}
    >
      {(session) => (
        <div>
          <Who session={session} />
          {session.accountId && session.permissions.api_key !== undefined && <ApiKeys session={session} />}
          {session.accountId && <PasswordForm email={session.email ?? ''} />}
          <Sessions session={session} />
        </div>
      )}
    </OfficePage>
  );
}

function Who({ session }: { session: Session }) {
  return (
    <section className="office-section">
      <h2>{t('account.who')}</h2>
      <div className="office-form">
        <Facts>
          <Fact name={t('account.email')}>{session.email ? <bdi>{session.email}</bdi> : t('account.none')}</Fact>
          <Fact name={t('account.role')}>{word('role', session.ownRole ?? session.role)}</Fact>
          <Fact name={t('account.organization')}>{session.organizationName}</Fact>
          <Fact name={t('account.area')}>
            {session.areaPrefix === '' ? t('account.wholeArea') : session.areaPrefix}
          </Fact>
        </Facts>
      </div>
    </section>
  );
}

function Sessions({ session }: { session: Session }) {
  const { busy, problem, run } = useAction();
  const leave = async (work: () => Promise<unknown>) => {
    if (await run(work)) location.assign(session.demo ? '/' : '/sign-in');
  };
  return (
    <section className="office-section">
      <h2>{t('account.sessions')}</h2>
      <p className="office-intro">{t('account.sessionsHint')}</p>
      <FormError>{problem !== null && answerText(problem)}</FormError>
      <div className="form-foot">
        <button type="button" className="button button-quiet" disabled={busy} onClick={() => void leave(signOut)}>
          {t('menu.signOut')}
        </button>
        {session.accountId && (
          <button
            type="button"
            className="button button-quiet"
            disabled={busy}
            onClick={() => void leave(signOutEverywhere)}
          >
            {t('account.everywhere')}
          </button>
        )}
      </div>
    </section>
  );
}
