// Changes one's own password.
import { type FormEvent, useState } from 'react';
import { ApiProblem } from '../../api.ts';
import { changePassword } from '../../api_accounts.ts';
import { t } from '../../i18n/messages.ts';
import { useAction } from '../../state/action.ts';
import { FormError } from '../../ui/field.tsx';
import { answerText } from '../problem_text.ts';
import { PasswordField } from '../sign_in/password_field.tsx';
import { passwordFault } from '../sign_in/password_rules.ts';

export function PasswordForm({ email }: { email: string }) {
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const [tried, setTried] = useState(false);
  const [done, setDone] = useState(false);
  const { busy, problem, run } = useAction();
  const fault = passwordFault(next);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    setDone(false);
    if (fault !== null || !(await run(() => changePassword(current, next)))) return;
    setCurrent('');
    setNext('');
    setTried(false);
    setDone(true);
  };
  return (
    <section className="office-section">
      <h2>{t('account.password')}</h2>
      <form className="form office-form" onSubmit={(event) => void submit(event)}>
        <FormError>{problem !== null && passwordProblem(problem)}</FormError>
        {/* Tells a password manager whose password this is. */}
        <input type="text" name="username" autoComplete="username" value={email} readOnly hidden />
        <PasswordField
          label={t('account.current')}
          autoComplete="current-password"
          value={current}
          onChange={setCurrent}
        />
        <PasswordField
          label={t('account.next')}
          hint={t('welcome.rules')}
          error={tried && fault !== null ? t(fault) : undefined}
          autoComplete="new-password"
          value={next}
          onChange={setNext}
        />
        <div className="form-foot">
          <button type="submit" className="button" disabled={busy}>
            {t('account.changePassword')}
          </button>
          <span role="status">{done ? t('account.passwordChanged') : ''}</span>
        </div>
      </form>
    </section>
  );
}

const passwordProblem = (problem: unknown): string =>
  problem instanceof ApiProblem && problem.code === 'unauthenticated'
    ? t('account.wrongPassword')
    : answerText(problem);
