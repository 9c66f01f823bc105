// The frame of the pages that are not the map: header, who one is, and what a role without the page reads instead.
import '../../ui/form.css';
import './office.css';
import '../../i18n/office_wording.ts';
import { type ReactNode, useEffect } from 'react';
import type { Session } from '../../api.ts';
import { t } from '../../i18n/messages.ts';
import { useSession } from '../../state/queries.ts';
import { chooseTheme, useTheme } from '../../state/theme.ts';
import { IconButton } from '../../ui/icon_button.tsx';
import { Notice, Skeleton } from '../../ui/notice.tsx';
import { AccountMenu } from '../identity/account_menu.tsx';
import { RoleSwitch } from '../identity/role_switch.tsx';
import { ViewBanner } from '../identity/view_banner.tsx';
import { problemText } from '../problem_text.ts';
import { DutyNav } from './duty_nav.tsx';
import { LiveMark } from './live_mark.tsx';

interface Props {
  readonly title: string;
  /** Who has this page at all; the server decides again on everything that it reads. */
  readonly allowed: (session: Session) => boolean;
  readonly refused: { readonly title: string; readonly hint: string };
  readonly children: (session: Session) => ReactNode;
}

export function OfficePage({ title, allowed, refused, children }: Props) {
  const session = useSession();
  useEffect(() => {
    document.title = `${title} – ${t('app.name')}`;
  }, [title]);
  return (
    <div className="office">
      <header className="header">
        <div className="header-bar">
          <a className="brand" href="/" title={t('session.toMap')}>
            <img src="/icon.svg" alt={t('session.toMap')} width="28" height="28" />
            <span>{t('app.name')}</span>
          </a>
          <h1 className="office-title">{title}</h1>
          {session.data !== undefined && <HeaderEnd session={session.data} />}
        </div>
        {session.data !== undefined && <ViewBanner session={session.data} />}
        {session.data !== undefined && <DutyNav session={session.data} />}
        {session.data?.demo === true && (
          <p className="banner">
            <strong className="banner-mark">{t('demo.mark')}</strong>
            <span className="wide-only">{t('demo.text')}</span>
            <span className="narrow-only">{t('demo.short')}</span>
          </p>
        )}
      </header>
      <main className="office-body">
        {session.isPending && <Skeleton rows={6} label={t('app.loading')} />}
        {session.error !== null && (
          <Notice
            tone="warning"
            title={t('state.error.title')}
            action={{ text: t('app.retry'), onClick: () => void session.refetch() }}
          >
            {problemText(session.error)}
          </Notice>
        )}
        {session.data !== undefined &&
          (allowed(session.data) ? (
            children(session.data)
          ) : (
            <Notice tone="quiet" title={refused.title}>
              <p>{refused.hint}</p>
              <p className="office-ways">
                <a href="/sign-in">{t('menu.signIn')}</a>
                <a href="/">{t('session.toMap')}</a>
              </p>
            </Notice>
          ))}
      </main>
    </div>
  );
}

function HeaderEnd({ session }: { session: Session }) {
  const theme = useTheme();
  const other = theme === 'light' ? 'dark' : 'light';
  return (
    <div className="header-end">
      <LiveMark session={session} />
      <RoleSwitch session={session} />
      <IconButton
        icon={theme === 'light' ? 'moon' : 'sun'}
        label={t(`app.theme.${other}`)}
        className="wide-only"
        onClick={() => chooseTheme(other)}
      />
      <AccountMenu session={session} />
    </div>
  );
}
