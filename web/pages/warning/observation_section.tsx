// Observations: the form in which staff enter one, and the newest ones. No field holds words.
import { useState } from 'react';
import type { Session } from '../../api.ts';
import { deleteObservation, type Indicator, type Observation } from '../../api_warning.ts';
import { dateText } from '../../i18n/format.ts';
import { t, word } from '../../i18n/messages.ts';
import { RecordTable } from '../../ui/record_table.tsx';
import { Reading } from '../office/reading.tsx';
import { useQuestion } from '../office/use_question.tsx';
import { valueText } from './board_facts.ts';
import { ObservationForm } from './observation_form.tsx';
import { type AreaNames, useAreaNames, useIndicators, useObservations, useRefresh } from './use_warning.ts';

const NEWEST = 50;

export function ObservationSection({ session }: { session: Session }) {
  const indicators = useIndicators(session);
  const areas = useAreaNames(session);
  const refresh = useRefresh(session);
  const [saved, setSaved] = useState(false);
  const hint = t(session.role === 'steward' ? 'warnBoard.emptySteward' : 'warnBoard.emptyHint');
  return (
    <section className="office-section">
      <p className="office-intro">{t('observe.intro')}</p>
      <Reading
        query={indicators}
        empty={{ when: (items) => items.every(({ active }) => !active), title: t('warnBoard.empty'), hint }}
      >
        {(items) => (
          <>
            {session.permissions.observation?.includes('create') === true && (
              <ObservationForm
                indicators={items.filter(({ active }) => active)}
                areas={areas}
                onEdit={() => setSaved(false)}
                onSaved={async () => {
                  setSaved(true);
                  await refresh('observation');
                }}
              />
            )}
            <p role="status">{saved ? t('observe.saved') : ''}</p>
            <Newest session={session} indicators={items} areas={areas} />
          </>
        )}
      </Reading>
    </section>
  );
}

interface NewestProps {
  readonly session: Session;
  readonly indicators: readonly Indicator[];
  readonly areas: AreaNames;
}

function Newest({ session, indicators, areas }: NewestProps) {
  const observations = useObservations(session, { limit: NEWEST });
  const refresh = useRefresh(session);
  const { ask, dialog } = useQuestion();
  const byId = new Map(indicators.map((one) => [one.id, one]));
  const remove = (one: Observation) =>
    ask({
      title: t('observe.removeTitle'),
      text: t('observe.removeText'),
      confirm: t('observe.remove'),
      work: async () => {
        await deleteObservation(one);
        await refresh('observation');
      },
    });
  const mayRemove = session.permissions.observation?.includes('delete') === true;
  return (
    <>
      <Reading
        query={observations}
        empty={{ when: (items) => items.length === 0, title: t('observe.empty'), hint: t('observe.emptyHint') }}
      >
        {(items) => (
          <RecordTable
            label={t('observe.list')}
            rows={items}
            rowId={({ id }) => id}
            columns={[
              { id: 'day', title: t('observe.day'), cell: ({ observedOn }) => dateText(observedOn) },
              { id: 'area', title: t('observe.area'), cell: ({ areaPcode }) => areas.nameOf(areaPcode) },
              {
                id: 'indicator',
                title: t('observe.indicator'),
                cell: ({ indicatorId }) => word('indicatorKind', byId.get(indicatorId)?.kind ?? ''),
              },
              { id: 'value', title: t('observe.value'), cell: (one) => observedText(byId.get(one.indicatorId), one) },
              { id: 'source', title: t('observe.said'), cell: ({ source }) => word('observationSource', source) },
              {
                id: 'judged',
                title: t('observe.judged'),
                cell: ({ reliability, credibility }) => `${reliability}${credibility}`,
              },
            ]}
            {...(mayRemove
              ? {
                  actions: (one: Observation) => (
                    <button type="button" className="link" onClick={() => remove(one)}>
                      {t('observe.remove')}
                    </button>
                  ),
                }
              : {})}
          />
        )}
      </Reading>
      {dialog}
    </>
  );
}

const observedText = (indicator: Indicator | undefined, { value }: Observation): string =>
  indicator === undefined ? String(value) : valueText({ ...indicator, frequency: 'day' }, value);
