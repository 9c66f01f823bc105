// Releases by quarter: what is published, what is waiting for a signature, and a new draft.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Session } from '../../api.ts';
import { buildDraft, type ReleaseDraft, readDrafts } from '../../api_steward.ts';
import { quarterText } from '../../i18n/format.ts';
import { t } from '../../i18n/messages.ts';
import { useAction } from '../../state/action.ts';
import { Chip } from '../../ui/facts.tsx';
import { Field, FormError } from '../../ui/field.tsx';
import { Reading } from '../office/reading.tsx';
import { answerText } from '../problem_text.ts';
import { DraftPanel } from './draft_panel.tsx';
import { buildableQuarters } from './quarters.ts';

const KEY = ['release drafts'];
const TONES = { draft: 'quiet', signed: 'striped', published: 'good', blocked: 'warning' } as const;

export function ReleasesSection({ session }: { session: Session }) {
  const client = useQueryClient();
  const drafts = useQuery({ queryKey: KEY, queryFn: ({ signal }) => readDrafts(signal) });
  const [chosen, setChosen] = useState<string | null>(null);
  const refresh = (id: string | null) => {
    setChosen(id);
    return client.invalidateQueries({ queryKey: KEY });
  };
  return (
    <section className="office-section">
      <p className="office-intro">{t('releases.intro')}</p>
      {drafts.data !== undefined && (
        <BuildForm
          published={drafts.data.filter(({ status }) => status === 'published').map(({ period }) => period)}
          onBuilt={(draft) => refresh(draft.id)}
        />
      )}
      <Reading
        query={drafts}
        empty={{ when: (items) => items.length === 0, title: t('releases.empty'), hint: t('releases.emptyHint') }}
      >
        {(items) => {
          const open = items.find(({ id }) => id === chosen) ?? items[0];
          return (
            <>
              <ul className="quarters" aria-label={t('releases.list')}>
                {items.map((draft) => (
                  <li key={draft.id}>
                    <button
                      type="button"
                      className="quarter"
                      aria-pressed={draft === open}
                      onClick={() => setChosen(draft.id)}
                    >
                      <span>{quarterText(draft.period)}</span>
                      <Chip tone={TONES[draft.status]}>{t(`releases.status.${draft.status}`)}</Chip>
                    </button>
                  </li>
                ))}
              </ul>
              {open !== undefined && <DraftPanel key={open.id} draft={open} session={session} onChanged={refresh} />}
            </>
          );
        }}
      </Reading>
    </section>
  );
}

interface BuildProps {
  readonly published: readonly string[];
  readonly onBuilt: (draft: ReleaseDraft) => Promise<void>;
}

function BuildForm({ published, onBuilt }: BuildProps) {
  const quarters = buildableQuarters(Date.now()).filter((quarter) => !published.includes(quarter));
  const [wanted, setWanted] = useState('');
  const quarter = quarters.find((offered) => offered === wanted) ?? quarters[0] ?? '';
  const { busy, problem, run } = useAction();
  return (
    <form
      className="office-bar build"
      onSubmit={(event) => {
        event.preventDefault();
        void run(async () => onBuilt(await buildDraft(quarter)));
      }}
    >
      <Field label={t('releases.quarter')}>
        {(wiring) => (
          <select {...wiring} value={quarter} onChange={(event) => setWanted(event.currentTarget.value)}>
            {quarters.map((offered) => (
              <option key={offered} value={offered}>
                {quarterText(offered)}
              </option>
            ))}
          </select>
        )}
      </Field>
      <button type="submit" className="button" disabled={busy || quarter === ''}>
        {t('releases.build')}
      </button>
      <p role="status" className="quiet build-said">
        {busy ? t('releases.building') : ''}
      </p>
      <FormError>{problem !== null && answerText(problem)}</FormError>
    </form>
  );
}
