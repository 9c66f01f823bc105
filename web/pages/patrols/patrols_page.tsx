// /patrols: the board of dosage and coverage, plans and the own visits, routes and runs, and when women are on the way.
import './patrols.css';
import { useEffect, useState } from 'react';
import type { Session } from '../../api.ts';
import { EN_PATROLS } from '../../i18n/en_patrols.ts';
import { addWording, t } from '../../i18n/messages.ts';
import { useLive } from '../../state/live.ts';
import { may } from '../../state/queries.ts';
import { Segmented } from '../../ui/segmented.tsx';
import { OfficePage } from '../office/office_page.tsx';
import { PatrolBoard } from './patrol_board.tsx';
import { PlanPart } from './plan_part.tsx';
import { RoutePart } from './route_part.tsx';
import { WomenPart } from './women_part.tsx';

addWording(EN_PATROLS);

const PARTS = ['board', 'plans', 'routes', 'women'] as const;
type Part = (typeof PARTS)[number];

export function PatrolsPage() {
  return (
    <OfficePage
      title={t('patrols.title')}
      allowed={(session) => may(session, 'patrol_plan')}
      refused={{ title: t('patrols.notYours'), hint: t('patrols.notYoursHint') }}
    >
      {(session) => <Patrols key={`${session.role} ${session.organizationId}`} session={session} />}
    </OfficePage>
  );
}

const partOf = (hash: string): Part => PARTS.find((part) => `#${part}` === hash) ?? 'board';

function Patrols({ session }: { session: Session }) {
  useLive(session, { shows: ['patrol', 'patrol_plan'] });
  const [part, setPart] = useState(() => partOf(location.hash));
  useEffect(() => {
    const follow = () => setPart(partOf(location.hash));
    addEventListener('hashchange', follow);
    return () => removeEventListener('hashchange', follow);
  }, []);
  const choose = (next: Part) => {
    history.replaceState(null, '', `#${next}`);
    setPart(next);
  };
  return (
    <section className="patrols office-section">
      <Segmented
        label={t('patrols.tabs')}
        value={part}
        options={PARTS.map((value) => ({ value, text: t(`patrols.tab.${value}`) }))}
        onChange={choose}
      />
      {part === 'board' && <PatrolBoard session={session} />}
      {part === 'plans' && <PlanPart session={session} />}
      {part === 'routes' && <RoutePart session={session} />}
      {part === 'women' && <WomenPart session={session} />}
    </section>
  );
}
