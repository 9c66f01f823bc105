// /warning: what each indicator says in each area, what was observed, who was asked before something is proposed, and who watches.
import './warning.css';
import { useState } from 'react';
import type { Session } from '../../api.ts';
import { EN_WARNING } from '../../i18n/en_warning.ts';
import { addWording, t } from '../../i18n/messages.ts';
import { useLive } from '../../state/live.ts';
import { may } from '../../state/queries.ts';
import { Segmented } from '../../ui/segmented.tsx';
import { OfficePage } from '../office/office_page.tsx';
import { BoardSection } from './board_section.tsx';
import { ConsultationSection } from './consultation_section.tsx';
import { ObservationSection } from './observation_section.tsx';
import { WatchingSection } from './watching_section.tsx';

addWording(EN_WARNING);

const PARTS = [
  { id: 'board', thing: 'observation', Section: BoardSection },
  { id: 'observations', thing: 'observation', Section: ObservationSection },
  { id: 'consultations', thing: 'consultation', Section: ConsultationSection },
  { id: 'watching', thing: 'focal_point', Section: WatchingSection },
] as const;

export function WarningPage() {
  return (
    <OfficePage
      title={t('warning.title')}
      allowed={(session) => may(session, 'consultation')}
      refused={{ title: t('warning.notYours'), hint: t('warning.notYoursHint') }}
    >
      {(session) => <Warning key={session.role} session={session} />}
    </OfficePage>
  );
}

function Warning({ session }: { session: Session }) {
  useLive(session, { shows: ['observation', 'consultation', 'indicator'] });
  const parts = PARTS.filter(({ thing }) => may(session, thing));
  const [id, setId] = useState<(typeof PARTS)[number]['id'] | undefined>(parts[0]?.id);
  const Section = parts.find((part) => part.id === id)?.Section;
  return (
    <div className="warning-page">
      {parts.length > 1 && id !== undefined && (
        <Segmented
          label={t('warning.part')}
          value={id}
          options={parts.map((part) => ({ value: part.id, text: t(`warning.part.${part.id}`) }))}
          onChange={setId}
        />
      )}
      {Section !== undefined && <Section session={session} />}
    </div>
  );
}
