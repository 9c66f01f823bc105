// The way between the pages of the duty room, for those who have it.
import type { Thing } from '../../../geodata/schema/roles.ts';
import type { Session } from '../../api.ts';
import { type MessageKey, t } from '../../i18n/messages.ts';
import { may } from '../../state/queries.ts';

interface DutyPage {
  readonly path: string;
  readonly thing: Thing;
  readonly label: MessageKey;
  /** Who has this finds the page as a part of another. */
  readonly unless?: Thing;
}

const PAGES: readonly DutyPage[] = [
  { path: '/operations', thing: 'alert', label: 'duty.operations' },
  { path: '/alerts', thing: 'alert', label: 'duty.alerts' },
  { path: '/alerts#tasks', thing: 'task', label: 'duty.tasks', unless: 'alert' },
  { path: '/hotspots', thing: 'reporting_point', label: 'duty.hotspots' },
  { path: '/warning', thing: 'consultation', label: 'duty.warning' },
  { path: '/patrols', thing: 'patrol_plan', label: 'duty.patrols' },
  { path: '/zones', thing: 'consultation', label: 'duty.zones' },
  { path: '/access', thing: 'constraint', label: 'duty.access' },
];

const pagesOf = (session: Session) =>
  PAGES.filter(({ thing, unless }) => may(session, thing) && (unless === undefined || !may(session, unless)));

/** Where the duty room begins for this role; null: it has none. */
export const dutyStart = (session: Session): string | null =>
  pagesOf(session).find(({ unless }) => unless === undefined)?.path ?? null;

export function DutyNav({ session }: { session: Session }) {
  const pages = pagesOf(session);
  if (pages.length === 0) return null;
  return (
    <nav className="duty-nav" aria-label={t('duty.label')}>
      <a href="/">{t('duty.map')}</a>
      {pages.map(({ path, label }) => (
        <a key={path} href={path} aria-current={location.pathname === path.split('#')[0] ? 'page' : undefined}>
          {t(label)}
        </a>
      ))}
    </nav>
  );
}
