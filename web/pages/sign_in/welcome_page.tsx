// /welcome#token=…: an invitation, a reset or the first account of an installation. Choose a password, then the second
// factor where the role needs one.
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { ApiProblem } from '../../api.ts';
import { acceptInvitation } from '../../api_accounts.ts';
import { t } from '../../i18n/messages.ts';
import { useAction } from '../../state/action.ts';
import { Field, FormError } from '../../ui/field.tsx';
import { Notice } from '../../ui/notice.tsx';
import { answerText } from '../problem_text.ts';
import { takeToken } from './fragment_token.ts';
import { PasswordField } from './password_field.tsx';
import { passwordFault } from './password_rules.ts';
import { SecondFactorSetup } from './second_factor_setup.tsx';
import { SignInFrame } from './sign_in_frame.tsx';
import { arrive } from './sign_in_page.tsx';

const token = takeToken('/welcome');

export function WelcomePage() {
  const [setUp, setSetUp] = useState(false);
  if (setUp) return <SecondFactorSetup />;
  if (token === null) return <NoLink title={t('welcome.none')} hint={t('welcome.noneHint')} />;
  return <ChoosePassword token={token} onSetUp={() => setSetUp(true)} />;
}

function NoLink({ title, hint }: { title: string; hint: string }) {
  return (
    <SignInFrame title={t('welcome.title')}>
      <Notice tone="warning" title={title}>
        <p>{hint}</p>
        <a href="/sign-in">{t('welcome.toSignin')}</a>
      </Notice>
    </SignInFrame>
  );
}

function ChoosePassword({ token: link, onSetUp }: { token: string; onSetUp: () => void }) {
  const [password, setPassword] = useState('');
  const [email, setEmail] = useState('');
  const [name, setName] = useState('');
  const [tried, setTried] = useState(false);
  // Only the link of an installation's first account asks who one is; the server says so when it is used.
  const [first, setFirst] = useState(false);
  const { busy, problem, run } = useAction();
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  const fault = passwordFault(password);

  const accept = async () => {
    try {
      const opened = await acceptInvitation({ token: link, password, ...(first ? { email: email.trim(), name } : {}) });
      // A second factor that stands is asked for on the page of signing in, which finds this session.
      arrive(opened, (step) => (step === 'second_factor' ? onSetUp() : location.replace('/sign-in')));
    } catch (failure) {
      if (first || !asksWho(failure)) throw failure;
      setFirst(true);
    }
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (fault === null) void run(accept);
    else field.current?.focus();
  };
  if (awaits(problem)) return <NoLink title={t('welcome.awaits')} hint={t('signin.awaits')} />;
  if (isSpent(problem)) return <NoLink title={t('welcome.spent')} hint={t('welcome.spentHint')} />;
  return (
    <SignInFrame title={t('welcome.title')} intro={t('welcome.intro')}>
      <form className="form" onSubmit={submit}>
        <FormError>{problem !== null && answerText(problem)}</FormError>
        {first && (
          <>
            <p>{t('welcome.first')}</p>
            <Field label={t('signin.email')}>
              {(wiring) => (
                <input
                  {...wiring}
                  type="email"
                  dir="ltr"
                  name="email"
                  autoComplete="username"
                  required
                  maxLength={254}
                  value={email}
                  onChange={(event) => setEmail(event.currentTarget.value)}
                />
              )}
            </Field>
            <Field label={t('welcome.name')} hint={t('welcome.nameHint')}>
              {(wiring) => (
                <input
                  {...wiring}
                  name="name"
                  autoComplete="name"
                  maxLength={200}
                  value={name}
                  onChange={(event) => setName(event.currentTarget.value)}
                />
              )}
            </Field>
          </>
        )}
        <PasswordField
          label={t('welcome.password')}
          hint={t('welcome.rules')}
          error={tried && fault !== null ? t(fault) : undefined}
          autoComplete="new-password"
          value={password}
          onChange={setPassword}
          field={field}
        />
        <button type="submit" className="button button-wide" disabled={busy}>
          {t('welcome.go')}
        </button>
      </form>
    </SignInFrame>
  );
}

const asksWho = (failure: unknown): boolean =>
  failure instanceof ApiProblem && failure.parts.some(({ pointer }) => pointer === '/email' || pointer === '/name');

const awaits = (problem: unknown): boolean => problem instanceof ApiProblem && problem.code === 'forbidden';

const isSpent = (problem: unknown): boolean =>
  problem instanceof ApiProblem && (problem.code === 'unauthenticated' || problem.status === 404);
