// Consultations: who was asked before something is proposed, and the form in which a talk is recorded.
import { useState } from 'react';
import type { ConsultationOutcome } from '../../../geodata/schema/consultation_words.ts';
import type { Session } from '../../api.ts';
import { type Consultation, deleteConsultation } from '../../api_warning.ts';
import { dateText } from '../../i18n/format.ts';
import { t, word } from '../../i18n/messages.ts';
import { Chip } from '../../ui/facts.tsx';
import { RecordTable } from '../../ui/record_table.tsx';
import { Reading } from '../office/reading.tsx';
import { useQuestion } from '../office/use_question.tsx';
import { ConsultationForm } from './consultation_form.tsx';
import { useAreaNames, useConsultations, useRefresh } from './use_warning.ts';

const TONES: Readonly<Record<ConsultationOutcome, 'good' | 'striped' | 'warning'>> = {
  agreed: 'good',
  concerns: 'striped',
  refused: 'warning',
};

export function ConsultationSection({ session }: { session: Session }) {
  const consultations = useConsultations(session);
  const areas = useAreaNames(session);
  const refresh = useRefresh(session);
  const { ask, dialog } = useQuestion();
  const [isOpen, setIsOpen] = useState(false);
  const may = (verb: 'create' | 'delete') => session.permissions.consultation?.includes(verb) === true;
  const remove = (one: Consultation) =>
    ask({
      title: t('consult.removeTitle'),
      text: t('consult.removeText'),
      confirm: t('consult.remove'),
      work: async () => {
        await deleteConsultation(one);
        await refresh('consultation');
      },
    });
  return (
    <section className="office-section">
      <div className="office-bar">
        <p className="office-intro">{t('consult.intro')}</p>
        {may('create') && !isOpen && (
          <button type="button" className="button" onClick={() => setIsOpen(true)}>
            {t('consult.new')}
          </button>
        )}
      </div>
      {isOpen && (
        <ConsultationForm
          session={session}
          areas={areas}
          onClose={() => setIsOpen(false)}
          onSaved={async () => {
            await refresh('consultation');
            setIsOpen(false);
          }}
        />
      )}
      <Reading
        query={consultations}
        empty={{ when: (items) => items.length === 0, title: t('consult.empty'), hint: t('consult.emptyHint') }}
      >
        {(items) => (
          <RecordTable
            label={t('consult.list')}
            rows={items}
            rowId={({ id }) => id}
            columns={[
              { id: 'day', title: t('consult.heldOn'), cell: ({ heldOn }) => dateText(heldOn) },
              { id: 'area', title: t('consult.area'), cell: ({ areaPcode }) => areas.nameOf(areaPcode) },
              { id: 'topic', title: t('consult.topic'), cell: ({ topic }) => word('consultTopic', topic) },
              { id: 'group', title: t('consult.group'), cell: (one) => <Group consultation={one} /> },
              { id: 'outcome', title: t('consult.outcome'), cell: (one) => <Outcome consultation={one} /> },
            ]}
            {...(may('delete')
              ? {
                  actions: (one: Consultation) => (
                    <button type="button" className="link" onClick={() => remove(one)}>
                      {t('consult.remove')}
                    </button>
                  ),
                }
              : {})}
          />
        )}
      </Reading>
      {dialog}
    </section>
  );
}

const Group = ({ consultation: { group, people, women } }: { readonly consultation: Consultation }) => (
  <>
    {word('consultGroup', group)} <span className="quiet">{t('consult.peopleOf', { people, women })}</span>
  </>
);

const Outcome = ({ consultation: { outcome, concerns } }: { readonly consultation: Consultation }) => (
  <>
    <Chip tone={TONES[outcome]}>{word('consultOutcome', outcome)}</Chip>
    {concerns.length > 0 && <span className="quiet">{concerns.map((one) => word('concern', one)).join(', ')}</span>}
  </>
);
