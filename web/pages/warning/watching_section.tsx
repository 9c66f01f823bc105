// Who watches, and what is watched: for stewards. A code is on the screen until it was told, and never comes back.
import { type FormEvent, useState } from 'react';
import { CONSULTED_GROUPS, type ConsultedGroup } from '../../../geodata/schema/consultation_words.ts';
import type { Session } from '../../api.ts';
import { createFocalPoint, endFocalPoint, type FocalPoint } from '../../api_warning.ts';
import { dateText } from '../../i18n/format.ts';
import { t, word } from '../../i18n/messages.ts';
import { useAction } from '../../state/action.ts';
import { Choice } from '../../ui/choice.tsx';
import { Field, FormError } from '../../ui/field.tsx';
import { RecordTable } from '../../ui/record_table.tsx';
import { Reading } from '../office/reading.tsx';
import { useQuestion } from '../office/use_question.tsx';
import { answerText } from '../problem_text.ts';
import { AreaChoice } from './area_choice.tsx';
import { IndicatorTable } from './indicator_table.tsx';
import { type AreaNames, useAreaNames, useFocalPoints, useRefresh } from './use_warning.ts';

export function WatchingSection({ session }: { session: Session }) {
  const areas = useAreaNames(session);
  return (
    <>
      <section className="office-section">
        <h2>{t('watching.title')}</h2>
        <p className="office-intro">{t('watching.intro', { address: `${location.origin}/watch` })}</p>
        <FocalPoints session={session} areas={areas} />
      </section>
      <section className="office-section">
        <h2>{t('indicators.title')}</h2>
        <p className="office-intro">{t('indicators.intro')}</p>
        <IndicatorTable session={session} />
      </section>
    </>
  );
}

function FocalPoints({ session, areas }: { readonly session: Session; readonly areas: AreaNames }) {
  const focalPoints = useFocalPoints(session);
  const refresh = useRefresh(session);
  const { ask, dialog } = useQuestion();
  const [code, setCode] = useState<string | null>(null);
  const end = (one: FocalPoint) =>
    ask({
      title: t('watching.endTitle'),
      text: t('watching.endText'),
      confirm: t('watching.end'),
      work: async () => {
        await endFocalPoint(one);
        await refresh('focal_point');
      },
    });
  return (
    <>
      {code === null ? (
        <FocalPointForm
          areas={areas}
          onMade={async (made) => {
            setCode(made);
            await refresh('focal_point');
          }}
        />
      ) : (
        <Code code={code} onDone={() => setCode(null)} />
      )}
      <Reading
        query={focalPoints}
        empty={{ when: (items) => items.length === 0, title: t('watching.empty'), hint: t('watching.emptyHint') }}
      >
        {(items) => (
          <RecordTable
            label={t('watching.list')}
            rows={items}
            rowId={({ id }) => id}
            columns={[
              { id: 'area', title: t('consult.area'), cell: ({ areaPcode }) => areas.nameOf(areaPcode) },
              { id: 'group', title: t('consult.group'), cell: ({ group }) => word('consultGroup', group) },
              { id: 'languages', title: t('watching.languages'), cell: ({ languages }) => languages.join(', ') || '–' },
              { id: 'made', title: t('watching.made'), cell: ({ madeOn }) => dateText(madeOn) },
            ]}
            actions={(one) => (
              <button type="button" className="link" onClick={() => end(one)}>
                {t('watching.end')}
              </button>
            )}
          />
        )}
      </Reading>
      {dialog}
    </>
  );
}

/** In groups of four, to be read out; not in a field, and with no button that would put it into a clipboard. */
const Code = ({ code, onDone }: { readonly code: string; readonly onDone: () => void }) => (
  <section className="office-card" aria-label={t('watching.code')}>
    <h3>{t('watching.code')}</h3>
    <p className="watch-code" dir="ltr">
      {code.replace(/(\d{4})(?=\d)/g, '$1 ')}
    </p>
    <p className="office-intro">{t('watching.codeHint')}</p>
    <div className="form-foot">
      <button type="button" className="button" onClick={onDone}>
        {t('watching.done')}
      </button>
    </div>
  </section>
);

interface FormProps {
  readonly areas: AreaNames;
  readonly onMade: (code: string) => Promise<void>;
}

function FocalPointForm({ areas, onMade }: FormProps) {
  const [areaPcode, setAreaPcode] = useState('');
  const [isMissing, setIsMissing] = useState(false);
  const [group, setGroup] = useState<ConsultedGroup>('women');
  const [languages, setLanguages] = useState('');
  const { busy, problem, run } = useAction();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setIsMissing(areaPcode === '');
    if (areaPcode === '') return;
    void run(async () => {
      const spoken = languages
        .toLowerCase()
        .split(/[\s,]+/)
        .filter(Boolean);
      await onMade((await createFocalPoint({ areaPcode, group, languages: spoken })).code);
    });
  };
  return (
    <form className="office-card form" aria-label={t('watching.new')} onSubmit={submit} noValidate>
      <h3>{t('watching.new')}</h3>
      <div className="form-row">
        <AreaChoice areas={areas} value={areaPcode} isMissing={isMissing} onChange={setAreaPcode} />
        <Choice
          label={t('consult.group')}
          value={group}
          options={CONSULTED_GROUPS.map((one) => [one, word('consultGroup', one)] as const)}
          onChange={setGroup}
        />
        <Field label={t('watching.languages')} hint={t('watching.languagesHint')}>
          {(wiring) => (
            <input
              {...wiring}
              maxLength={60}
              autoComplete="off"
              value={languages}
              onChange={(event) => setLanguages(event.currentTarget.value)}
            />
          )}
        </Field>
      </div>
      <FormError>{problem !== null && answerText(problem)}</FormError>
      <div className="form-foot">
        <button type="submit" className="button" disabled={busy}>
          {t('watching.make')}
        </button>
      </div>
    </form>
  );
}
