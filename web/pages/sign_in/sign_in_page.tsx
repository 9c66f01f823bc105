// /sign-in: e-mail and password, then the code of the second factor where there is one.
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { ApiProblem, readSession } from '../../api.ts';
import { confirmSecondFactor, type Opened, readIssuer, signIn } from '../../api_accounts.ts';
import { t } from '../../i18n/messages.ts';
import { useAction } from '../../state/action.ts';
import { Field, FormError } from '../../ui/field.tsx';
import { CodeField } from './code_field.tsx';
import { PasswordField } from './password_field.tsx';
import { SecondFactorSetup } from './second_factor_setup.tsx';
import { goHome, SignInFrame } from './sign_in_frame.tsx';
import { SignInProblem } from './sign_in_problem.tsx';

/** `own_code`: the session stands already (it came from another service), and only its code is missing. */
type Step = 'password' | 'code' | 'own_code' | 'second_factor';

export function SignInPage() {
  const [step, setStep] = useState<Step>('password');
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');

  // Who is signed in already goes on; who left before the second factor was set up goes on with that.
  useEffect(() => {
    readSession().then(
      (session) => {
        if (session.needs === 'second_factor_setup') setStep('second_factor');
        else if (session.needs === 'code') setStep('own_code');
        else if (session.accountId) goHome(session.role);
      },
      () => undefined,
    );
  }, []);

  const enter = async (code?: string) => {
    try {
      const opened = await signIn({ email: email.trim(), password, ...(code === undefined ? {} : { code }) });
      arrive(opened, setStep);
    } catch (problem) {
      if (code !== undefined || !(problem instanceof ApiProblem && problem.code === 'code_required')) throw problem;
      setStep('code');
    }
  };
  if (step === 'second_factor') return <SecondFactorSetup />;
  if (step === 'own_code') {
    const confirm = async (code: string) => arrive(await confirmSecondFactor(code), setStep);
    return <CodeStep enter={confirm} back={() => setStep('password')} />;
  }
  if (step === 'code') return <CodeStep enter={enter} back={() => setStep('password')} />;
  return <PasswordStep {...{ email, setEmail, password, setPassword }} enter={enter} />;
}

export function arrive(opened: Opened, onNeed: (step: 'own_code' | 'second_factor') => void): void {
  if (opened.needs) onNeed(opened.needs === 'code' ? 'own_code' : 'second_factor');
  else goHome(opened.role);
}

interface PasswordStepProps {
  readonly email: string;
  readonly setEmail: (email: string) => void;
  readonly password: string;
  readonly setPassword: (password: string) => void;
  readonly enter: () => Promise<void>;
}

function PasswordStep({ email, setEmail, password, setPassword, enter }: PasswordStepProps) {
  const { busy, problem, run } = useAction();
  const first = useRef<HTMLInputElement>(null);
  const second = useRef<HTMLInputElement>(null);
  useEffect(() => first.current?.focus(), []);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (!(await run(enter))) second.current?.select();
  };
  return (
    <SignInFrame title={t('signin.title')} intro={t('signin.intro')} foot={t('signin.lost')}>
      <form className="form" onSubmit={(event) => void submit(event)}>
        <FormError>
          {problem !== null ? (
            <SignInProblem problem={problem} wrong="signin.wrong" />
          ) : (
            location.hash === '#oidc=refused' && t('signin.oidcFailed')
          )}
        </FormError>
        <Field label={t('signin.email')}>
          {(wiring) => (
            <input
              {...wiring}
              ref={first}
              type="email"
              dir="ltr"
              name="email"
              autoComplete="username"
              autoCapitalize="none"
              spellCheck={false}
              required
              maxLength={254}
              value={email}
              onChange={(event) => setEmail(event.currentTarget.value)}
            />
          )}
        </Field>
        <PasswordField
          label={t('signin.password')}
          autoComplete="current-password"
          value={password}
          onChange={setPassword}
          field={second}
        />
        <button type="submit" className="button button-wide" disabled={busy}>
          {t(busy ? 'signin.going' : 'signin.go')}
        </button>
      </form>
      <OtherWay />
    </SignInFrame>
  );
}

/** Signing in with the organization's own service, where one is set up. */
function OtherWay() {
  const [issuer, setIssuer] = useState<string | null>(null);
  useEffect(() => {
    readIssuer().then(
      (found) => setIssuer(found.issuer),
      () => undefined,
    );
  }, []);
  if (issuer === null) return null;
  return (
    <div className="other-way">
      <p className="quiet">{t('signin.or')}</p>
      <a className="button button-quiet button-wide" href="/api/oidc/start">
        {t('signin.oidc', { issuer })}
      </a>
    </div>
  );
}

function CodeStep({ enter, back }: { enter: (code: string) => Promise<void>; back: () => void }) {
  const { busy, problem, run } = useAction();
  const [code, setCode] = useState('');
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (await run(() => enter(code))) return;
    setCode('');
    field.current?.focus();
  };
  return (
    <SignInFrame title={t('code.title')} intro={t('code.intro')} foot={t('signin.lost')}>
      <form className="form" onSubmit={(event) => void submit(event)}>
        <FormError>{problem !== null && <SignInProblem problem={problem} wrong="code.wrong" />}</FormError>
        <CodeField value={code} onChange={setCode} field={field} />
        <button type="submit" className="button button-wide" disabled={busy || code.length < 6}>
          {t(busy ? 'signin.going' : 'code.go')}
        </button>
        <button type="button" className="link" onClick={back}>
          {t('code.back')}
        </button>
      </form>
    </SignInFrame>
  );
}
