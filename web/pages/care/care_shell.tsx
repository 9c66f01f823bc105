// What both pages of care stand in: a title that says nothing, the language, and the button that leaves. Knows no need, no
// place and no report.
import { type ReactNode, useEffect, useId, useLayoutEffect, useState } from 'react';
import {
  directionOf,
  LANGUAGE_NAMES,
  LANGUAGES,
  type Language,
  setLanguage,
  t,
  useLanguage,
} from '../../i18n/care/care_messages.ts';
import { CareFault } from './care_fault.tsx';
import { forgetOnReturn, leave, leaveOnShift } from './leave.ts';

export function CareShell({ children }: { readonly children: ReactNode }) {
  const language = useLanguage();
  useEffect(leaveOnShift, []);
  useEffect(forgetOnReturn, []);
  // Before the words are painted: Arabic is never seen from left to right.
  useLayoutEffect(() => {
    document.documentElement.lang = language;
    document.documentElement.dir = directionOf(language);
    document.title = t('shell.title');
  }, [language]);
  return (
    <>
      <button type="button" className="skip" onClick={() => document.getElementById('content')?.focus()}>
        {t('shell.skip')}
      </button>
      <header className="care-header">
        <p className="care-title">{t('shell.title')}</p>
        <LanguageSwitch language={language} />
        <button type="button" className="leave" onClick={leave} aria-label={t('shell.leaveNow')}>
          {t('shell.leave')}
        </button>
      </header>
      <main id="content" className="care-main" tabIndex={-1}>
        <CareFault>{children}</CareFault>
      </main>
      <footer className="care-footer">
        <details>
          <summary>{t('shell.leaveMore')}</summary>
          <p>{t('shell.leaveHelp')}</p>
          <p>{t('shell.leaveHistory')}</p>
        </details>
      </footer>
    </>
  );
}

function LanguageSwitch({ language }: { readonly language: Language }) {
  const id = useId();
  const [failed, setFailed] = useState(false);
  const change = (next: string) => {
    setFailed(false);
    setLanguage(next as Language).catch(() => setFailed(true));
  };
  return (
    <div className="language">
      <label className="unseen" htmlFor={id}>
        {t('shell.language')}
      </label>
      <select id={id} value={language} onChange={(event) => change(event.target.value)}>
        {LANGUAGES.map((one) => (
          <option key={one} value={one} lang={one}>
            {LANGUAGE_NAMES[one]}
          </option>
        ))}
      </select>
      <span role="status" className="language-failed">
        {failed ? t('shell.wordsFailed') : ''}
      </span>
    </div>
  );
}
