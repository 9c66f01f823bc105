// /alerts: the ledger of the duty room, with the tasks of agencies and the teams that can be sent. Which part is open stands in
// the fragment of the address, which no server sees.
import './alerts.css';
import { type ComponentType, useEffect, useState } from 'react';
import type { Thing } from '../../../geodata/schema/roles.ts';
import type { Session } from '../../api.ts';
import { EN_ALERTS } from '../../i18n/en_alerts.ts';
import { addWording, t } from '../../i18n/messages.ts';
import { useLive } from '../../state/live.ts';
import { may, useSession } from '../../state/queries.ts';
import { OfficePage } from '../office/office_page.tsx';
import { FiguresTab } from './figures_tab.tsx';
import { Ledger } from './ledger.tsx';
import { TasksTab } from './tasks_tab.tsx';
import { TeamsTab } from './teams_tab.tsx';

addWording(EN_ALERTS);

const TABS = {
  ledger: { thing: 'alert', part: Ledger },
  tasks: { thing: 'task', part: TasksTab },
  teams: { thing: 'team', part: TeamsTab },
  figures: { thing: 'alert', part: FiguresTab },
} as const satisfies Record<string, { thing: Thing; part: ComponentType<{ session: Session }> }>;
type TabId = keyof typeof TABS;
const IDS = Object.keys(TABS) as readonly TabId[];

export function AlertsPage() {
  const session = useSession();
  const hasLedger = session.data === undefined || may(session.data, 'alert');
  return (
    <OfficePage
      title={t(hasLedger ? 'alerts.title' : 'alerts.titleTasks')}
      allowed={(own) => may(own, 'alert') || may(own, 'task')}
      refused={{ title: t('alerts.notYours'), hint: t('alerts.notYoursHint') }}
    >
      {(own) => <Parts session={own} />}
    </OfficePage>
  );
}

function Parts({ session }: { session: Session }) {
  useLive(session, { shows: ['alert', 'team', 'task'] });
  const [hash, setHash] = useState(() => location.hash);
  useEffect(() => {
    const listen = () => setHash(location.hash);
    addEventListener('hashchange', listen);
    return () => removeEventListener('hashchange', listen);
  }, []);
  const ids = IDS.filter((id) => may(session, TABS[id].thing));
  const id = ids.find((one) => `#${one}` === hash) ?? ids[0] ?? 'tasks';
  const Part = TABS[id].part;
  return (
    <div className="alerts">
      {ids.length > 1 && (
        <nav className="tabs alert-tabs" aria-label={t('alerts.tabs')}>
          {ids.map((one) => (
            <a key={one} className="tab" href={`#${one}`} aria-current={one === id ? 'page' : undefined}>
              {t(`alerts.${one}`)}
            </a>
          ))}
        </nav>
      )}
      <Part session={session} />
    </div>
  );
}
