// Who of the staff was trained in what, and whose training still holds.
import { useState } from 'react';
import type { Session } from '../../api.ts';
import type { ZoneUse } from '../../api_zones.ts';
import { t, word } from '../../i18n/messages.ts';
import { Chip, Fact, Facts } from '../../ui/facts.tsx';
import { TrainingDialog } from './training_dialog.tsx';
import { type TrainingState, trainingByTopic } from './zone_facts.ts';

export function Training({ session, use }: { session: Session; use: ZoneUse }) {
  const [adding, setAdding] = useState(false);
  const byTopic = [...trainingByTopic(use.training, new Date().toISOString().slice(0, 10))];
  return (
    <section className="zone-part">
      <div className="zone-part-head">
        <h3>{t('zones.training')}</h3>
        {session.permissions.zone_use?.includes('change') === true && (
          <button type="button" className="link" onClick={() => setAdding(true)}>
            {t('zones.trainingAdd')}
          </button>
        )}
      </div>
      {byTopic.length === 0 && <p className="quiet">{t('zones.trainingNone')}</p>}
      <Facts>
        {byTopic.map(([topic, state]) => (
          <Fact key={topic} name={word('trainingTopic', topic)}>
            <Standing {...state} />
          </Fact>
        ))}
      </Facts>
      {adding && <TrainingDialog session={session} use={use} onClose={() => setAdding(false)} />}
    </section>
  );
}

function Standing({ people, women, state }: TrainingState) {
  if (state === 'lapsed') return <Chip tone="warning">{t('zones.trainingLapsed')}</Chip>;
  return (
    <>
      {t('zones.trainingHolds', { people, women })}{' '}
      {state === 'soon' && <Chip tone="striped">{t('zones.trainingSoon')}</Chip>}
    </>
  );
}
