// The top of the map page: name, search, role, theme, help, account; below it the mark of invented data.
import type { Thing } from '../../../geodata/schema/roles.ts';
import { t } from '../../i18n/messages.ts';
import { chooseTheme, useTheme } from '../../state/theme.ts';
import { changeView, openPanel, selectThing } from '../../state/view.ts';
import { IconButton } from '../../ui/icon_button.tsx';
import { AccountMenu } from '../identity/account_menu.tsx';
import { RoleSwitch } from '../identity/role_switch.tsx';
import { ViewBanner } from '../identity/view_banner.tsx';
import { LiveMark } from '../office/live_mark.tsx';
import { gapStore } from '../planning/gap_store.ts';
import { useMapData } from './map_data.tsx';
import { SearchBox } from './search_box.tsx';

/** What the map shows in place. */
const SHOWN: readonly Thing[] = ['service', 'zone', 'patrol', 'incident', 'release', 'gateway'];

export function Header() {
  const { session, invented } = useMapData();
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
          <LiveMark session={session} shows={SHOWN} />
          <RoleSwitch session={session} onSwitch={putAway} />
          <IconButton
            icon={theme === 'light' ? 'moon' : 'sun'}
            label={t(`app.theme.${other}`)}
            className="wide-only"
            onClick={() => chooseTheme(other)}
          />
          <IconButton
            icon="help"
            label={t('app.help')}
            className="wide-only"
            onClick={() => changeView({ helpOpen: true })}
          />
          <AccountMenu session={session} />
        </div>
      </div>
      <ViewBanner session={session} />
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

/** What belongs to the former role leaves the screen before the new role is asked for. */
function putAway(): void {
  selectThing(null);
  openPanel('layers');
  gapStore.set(() => null);
}
