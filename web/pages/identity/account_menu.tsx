// Who am I, where may I go, and the way out. For a visitor: the way in.
import { type FocusEvent, useRef } from 'react';
import { type Session, send, signOut } from '../../api.ts';
import { t, word } from '../../i18n/messages.ts';
import { useAction } from '../../state/action.ts';
import { may } from '../../state/queries.ts';
import { chooseTheme, useTheme } from '../../state/theme.ts';
import { Icon } from '../../ui/icon.tsx';
import { dutyStart } from '../office/duty_nav.tsx';
import { problemText } from '../problem_text.ts';

export function AccountMenu({ session }: { session: Session }) {
  const menu = useRef<HTMLDetailsElement>(null);
  const close = () => menu.current?.removeAttribute('open');
  const leave = (event: FocusEvent) => {
    if (!event.currentTarget.contains(event.relatedTarget)) close();
  };
  return (
    <details
      ref={menu}
      className="menu"
      onBlur={leave}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        close();
        menu.current?.querySelector('summary')?.focus();
        event.stopPropagation();
      }}
    >
      <summary aria-label={t('menu.open')} title={t('menu.open')}>
        <Icon name="person" />
        <span className="wide-only">{session.accountId ? word('role', session.ownRole ?? session.role) : ''}</span>
      </summary>
      {/* Focusable, so that a tap on its ground is not taken for leaving it. */}
      <div className="menu-body" tabIndex={-1}>
        <Who session={session} />
        <Places session={session} />
        <ThemeEntry />
        {session.role !== 'public' && <WaysOut session={session} />}
      </div>
    </details>
  );
}

function Who({ session }: { session: Session }) {
  if (!session.accountId) {
    return <p className="menu-who quiet">{t(session.demo ? 'menu.demo' : 'menu.visitor')}</p>;
  }
  return (
    <p className="menu-who">
      <strong dir="ltr">{session.email}</strong>
      <span className="quiet">
        {[word('role', session.ownRole), session.organizationName, session.areaPrefix].filter(Boolean).join(' · ')}
      </span>
    </p>
  );
}

function Places({ session }: { session: Session }) {
  const duty = dutyStart(session);
  return (
    <ul>
      {duty !== null && (
        <li>
          <a href={duty}>{t('menu.duty')}</a>
        </li>
      )}
      {may(session, 'release_draft') && (
        <li>
          <a href="/steward">{t('menu.steward')}</a>
        </li>
      )}
      {may(session, 'referral') && (
        <li>
          <a href="/referrals">{t('menu.referrals')}</a>
        </li>
      )}
      {may(session, 'report') && (
        <li>
          <a href="/inbox">{t('menu.inbox')}</a>
        </li>
      )}
      {session.permissions.account?.includes('create') === true && (
        <li>
          <a href="/accounts">{t('menu.accounts')}</a>
        </li>
      )}
      {session.accountId ? (
        <li>
          <a href="/account">{t('menu.account')}</a>
        </li>
      ) : (
        <li>
          <a href="/sign-in">{t('menu.signIn')}</a>
        </li>
      )}
    </ul>
  );
}

/** On a phone the header has no room for it. */
function ThemeEntry() {
  const other = useTheme() === 'light' ? 'dark' : 'light';
  return (
    <button type="button" className="narrow-only" onClick={() => chooseTheme(other)}>
      {t(`app.theme.${other}`)}
    </button>
  );
}

function WaysOut({ session }: { session: Session }) {
  const { busy, problem, run } = useAction();
  const go = async (work: () => Promise<unknown>) => {
    if (await run(work)) location.assign(session.demo ? '/' : '/sign-in');
  };
  return (
    <>
      <button type="button" disabled={busy} onClick={() => void go(signOut)}>
        {t('menu.signOut')}
      </button>
      {session.accountId && (
        <button
          type="button"
          disabled={busy}
          onClick={() => void go(() => send({ method: 'DELETE', path: '/api/session/all' }))}
        >
          {t('menu.signOutEverywhere')}
        </button>
      )}
      <p role="alert" className="layer-error">
        {problem === null ? '' : problemText(problem)}
      </p>
    </>
  );
}
