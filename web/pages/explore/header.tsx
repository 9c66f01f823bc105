// The top of the page: name, search, role, theme, help; below it the mark of invented data.
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Role } from '../../../geodata/schema/roles.ts';
import { t, word } from '../../i18n/messages.ts';
import { switchRole } from '../../state/queries.ts';
import { chooseTheme, useTheme } from '../../state/theme.ts';
import { changeView, openPanel, selectThing } from '../../state/view.ts';
import { IconButton } from '../../ui/icon_button.tsx';
import { gapStore } from '../planning/gap_store.ts';
import { problemText } from '../problem_text.ts';
import { useMapData } from './map_data.tsx';
import { SearchBox } from './search_box.tsx';

export function Header() {
  const { invented } = useMapData();
  const theme = useTheme();
  const other = theme === 'light' ? 'dark' : 'light';
  return (
    <header className="header">
      <a className="skip" href="#panel">
        {t('app.skip')}
      </a>
      <div className="header-bar">
        <h1 className="brand">
          <img src="/icon.svg" alt="" width="28" height="28" />
          <span>{t('app.name')}</span>
        </h1>
        <SearchBox />
        <div className="header-end">
          <RoleSwitch />
          <IconButton
            icon={theme === 'light' ? 'moon' : 'sun'}
            label={t(`app.theme.${other}`)}
            onClick={() => chooseTheme(other)}
          />
          <IconButton
            icon="help"
            label={t('app.help')}
            className="wide-only"
            onClick={() => changeView({ helpOpen: true })}
          />
        </div>
      </div>
      {invented && (
        <p className="banner">
          <strong className="banner-mark">{t('demo.mark')}</strong>
          <span className="wide-only">{t('demo.text')}</span>
          <span className="narrow-only">{t('demo.short')}</span>
        </p>
      )}
    </header>
  );
}

/** In a demo the same person may look as each role; otherwise the role is only named. */
function RoleSwitch() {
  const { session } = useMapData();
  const client = useQueryClient();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState('');
  if (!session.demo || session.roles.length === 0) {
    return <span className="role-name">{word('role', session.role)}</span>;
  }
  const change = async (role: Role) => {
    setBusy(true);
    setFailure('');
    selectThing(null);
    openPanel('layers');
    gapStore.set(() => null);
    try {
      await switchRole(client, role);
    } catch (error) {
      setFailure(problemText(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <label className="role-switch">
      <span className="wide-only">{t('demo.role')}</span>
      <select
        aria-label={t('demo.roles')}
        value={session.role}
        disabled={busy}
        onChange={(event) => void change(event.currentTarget.value as Role)}
      >
        {session.roles.map((role) => (
          <option key={role} value={role}>
            {word('role', role)}
          </option>
        ))}
      </select>
      <span className="visually-hidden" role="status">
        {busy ? t('demo.switching') : failure}
      </span>
    </label>
  );
}
