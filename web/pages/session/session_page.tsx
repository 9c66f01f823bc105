// Signs in with a token that the command line printed: /session#token=… The fragment is cleared before anything else.
import { useEffect, useState } from 'react';
import { readSession, signInWithToken } from '../../api.ts';
import { t } from '../../i18n/messages.ts';
import { Notice } from '../../ui/notice.tsx';
import { onwardOf, takeToken } from '../sign_in/fragment_token.ts';

type State = 'working' | 'done' | 'failed' | 'none';

const onward = onwardOf(typeof location === 'undefined' ? '' : location.hash);
const token = takeToken('/session');

export function SessionPage() {
  const [state, setState] = useState<State>(token === null ? 'none' : 'working');
  useEffect(() => {
    if (onward !== null) {
      location.replace(onward);
      return;
    }
    if (token === null) {
      // Somebody whom another service signed in may still owe a code; the page of signing in asks for it.
      readSession().then(
        ({ needs }) => needs && location.replace('/sign-in'),
        () => undefined,
      );
      return;
    }
    signInWithToken(token).then(
      () => {
        setState('done');
        location.replace('/');
      },
      () => setState('failed'),
    );
  }, []);
  return (
    <main className="page-center">
      <h1 className="visually-hidden">{t('session.title')}</h1>
      {(state === 'working' || state === 'done') && (
        <p role="status">{t(state === 'working' ? 'session.working' : 'session.done')}</p>
      )}
      {(state === 'failed' || state === 'none') && (
        <Notice tone="warning" title={t(state === 'failed' ? 'session.failed' : 'session.none')}>
          <p>{t('session.failedHint')}</p>
          <a href="/">{t('session.toMap')}</a>
        </Notice>
      )}
    </main>
  );
}
