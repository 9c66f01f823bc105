// Sets up the second factor: a QR code or a key for the authenticator app, then one code to prove that it works.
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { beginSecondFactor, confirmSecondFactor, type SecondFactor } from '../../api_accounts.ts';
import { t } from '../../i18n/messages.ts';
import { useAction } from '../../state/action.ts';
import { FormError } from '../../ui/field.tsx';
import { Notice, Skeleton } from '../../ui/notice.tsx';
import { answerText } from '../problem_text.ts';
import { CodeField } from './code_field.tsx';
import { goHome, SignInFrame } from './sign_in_frame.tsx';
import { SignInProblem } from './sign_in_problem.tsx';

export function SecondFactorSetup() {
  const [factor, setFactor] = useState<SecondFactor | null>(null);
  const { problem, run } = useAction();
  const asked = useRef(false);
  const begin = () => void run(async () => setFactor(await beginSecondFactor()));
  // Asking twice would make a second key, and the first one scanned would not work.
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked for once, when the step opens.
  useEffect(() => {
    if (asked.current) return;
    asked.current = true;
    begin();
  }, []);
  return (
    <SignInFrame title={t('factor.title')} intro={t('factor.intro')}>
      {problem !== null && (
        <Notice tone="warning" title={t('factor.failed')} action={{ text: t('app.retry'), onClick: begin }}>
          {answerText(problem)}
        </Notice>
      )}
      {problem === null && factor === null && <Skeleton rows={6} label={t('app.loading')} />}
      {factor !== null && (
        <>
          <p>{t('factor.step1')}</p>
          <QrCode qr={factor.qr} />
          <div className="field">
            <span className="field-title">{t('factor.secret')}</span>
            <code className="factor-secret" dir="ltr">
              {groupsOfFour(factor.secret)}
            </code>
          </div>
          <p>{t('factor.step2')}</p>
          <Confirm />
        </>
      )}
    </SignInFrame>
  );
}

export const groupsOfFour = (secret: string): string => secret.replaceAll(/(.{4})(?=.)/g, '$1 ');

function Confirm() {
  const { busy, problem, run } = useAction();
  const [code, setCode] = useState('');
  const field = useRef<HTMLInputElement>(null);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const done = await run(async () => goHome((await confirmSecondFactor(code)).role));
    if (done) return;
    setCode('');
    field.current?.focus();
  };
  return (
    <form className="form" onSubmit={(event) => void submit(event)}>
      <FormError>{problem !== null && <SignInProblem problem={problem} wrong="code.wrong" />}</FormError>
      <CodeField value={code} onChange={setCode} field={field} />
      <button type="submit" className="button button-wide" disabled={busy || code.length < 6}>
        {t('factor.go')}
      </button>
    </form>
  );
}

/** Drawn here, from what the server made: the key is in no address of a picture. Always dark on white, as scanners need. */
function QrCode({ qr: { size, path } }: { qr: SecondFactor['qr'] }) {
  return (
    <svg className="qr" viewBox={`0 0 ${size} ${size}`} role="img" aria-label={t('factor.qr')}>
      <rect width={size} height={size} fill="#fff" />
      <path d={path} fill="#000" shapeRendering="crispEdges" />
    </svg>
  );
}
