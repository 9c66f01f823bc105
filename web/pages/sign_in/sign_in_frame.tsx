// The frame of signing in: one purpose on a calm page, the name above it, nothing else to press.
import '../../ui/form.css';
import './sign_in.css';
import '../../i18n/office_wording.ts';
import { type ReactNode, useEffect, useRef } from 'react';
import type { Session } from '../../api.ts';
import { t } from '../../i18n/messages.ts';

interface Props {
  readonly title: string;
  readonly intro?: string;
  readonly children: ReactNode;
  readonly foot?: ReactNode;
}

export function SignInFrame({ title, intro, children, foot }: Props) {
  const heading = useRef<HTMLHeadingElement>(null);
  // Each step is a page of its own to a screen reader: its heading is read first, unless a field took the focus.
  useEffect(() => {
    document.title = `${title} – ${t('app.name')}`;
    if (document.activeElement === document.body) heading.current?.focus();
  }, [title]);
  return (
    <div className="sign-in">
      <header className="sign-in-brand">
        <img src="/icon.svg" alt="" width="32" height="32" />
        {t('app.name')}
      </header>
      <main className="sign-in-card">
        <h1 ref={heading} tabIndex={-1}>
          {title}
        </h1>
        {intro !== undefined && <p className="quiet">{intro}</p>}
        {children}
      </main>
      {foot !== undefined && <footer className="sign-in-foot quiet">{foot}</footer>}
    </div>
  );
}

/** Administrators have no map. */
export function goHome(role: Session['role']): void {
  location.replace(role === 'admin' ? '/accounts' : '/');
}
