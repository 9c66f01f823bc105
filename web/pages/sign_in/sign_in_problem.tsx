// Why signing in did not work, in words that tell an attacker nothing: one sentence for a wrong e-mail, password or code.
import { useEffect, useState } from 'react';
import { ApiProblem } from '../../api.ts';
import { type MessageKey, t } from '../../i18n/messages.ts';
import { answerText } from '../problem_text.ts';

export function SignInProblem({ problem, wrong }: { problem: unknown; wrong: MessageKey }) {
  const wait = problem instanceof ApiProblem && problem.code === 'too_many_requests' ? problem : null;
  if (problem === null) return null;
  if (wait !== null) return <Wait key={String(wait.retryAfterSeconds)} seconds={wait.retryAfterSeconds} />;
  if (problem instanceof ApiProblem && problem.code === 'unauthenticated') return t(wrong);
  if (problem instanceof ApiProblem && problem.code === 'forbidden') return t('signin.awaits');
  return answerText(problem);
}

/** Counts down for the eye; a screen reader hears the time once. */
function Wait({ seconds }: { seconds: number | null }) {
  const [left, setLeft] = useState(seconds ?? 0);
  useEffect(() => {
    const timer = setInterval(() => setLeft((before) => Math.max(0, before - 1)), 1000);
    return () => clearInterval(timer);
  }, []);
  if (seconds === null) return t('signin.waitSome');
  return (
    <>
      <span className="visually-hidden">{t('signin.wait', { seconds })}</span>
      <span aria-hidden="true">{t(left === 0 ? 'signin.again' : 'signin.wait', { seconds: left })}</span>
    </>
  );
}
