// The form of one consultation: numbers and closed words, nobody by name. A planner records none about patrols.
import { type FormEvent, useState } from 'react';
import {
  CONCERNS,
  CONSULTATION_OUTCOMES,
  CONSULTATION_TOPICS,
  CONSULTED_GROUPS,
  type Concern,
} from '../../../geodata/schema/consultation_words.ts';
import type { Session } from '../../api.ts';
import { type ConsultationInput, createConsultation } from '../../api_warning.ts';
import { t, word } from '../../i18n/messages.ts';
import { useAction } from '../../state/action.ts';
import { Choice } from '../../ui/choice.tsx';
import { Field } from '../../ui/field.tsx';
import { FormFoot } from '../office/form_foot.tsx';
import { AreaChoice } from './area_choice.tsx';
import { type AreaNames, todayText } from './use_warning.ts';

interface Props {
  readonly session: Session;
  readonly areas: AreaNames;
  readonly onClose: () => void;
  readonly onSaved: () => Promise<void>;
}

type Draft = Omit<ConsultationInput, 'people' | 'women' | 'concerns'> & { people: string; women: string };

export function ConsultationForm({ session, areas, onClose, onSaved }: Props) {
  const [draft, setDraft] = useState<Draft>(() => ({
    ...{ topic: 'zone', areaPcode: '', group: 'women', heldOn: todayText(), people: '', women: '' },
    ...{ outcome: 'agreed', zoneId: null, routeId: null },
  }));
  const [concerns, setConcerns] = useState<ReadonlySet<Concern>>(new Set());
  const [isMissing, setIsMissing] = useState(false);
  const { busy, problem, run } = useAction();
  const change = (parts: Partial<Draft>) => setDraft((before) => ({ ...before, ...parts }));
  const topics = CONSULTATION_TOPICS.filter((topic) => topic !== 'patrol' || session.role !== 'planner');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setIsMissing(draft.areaPcode === '');
    if (draft.areaPcode === '') return;
    const numbers = { people: Number(draft.people), women: Number(draft.women) };
    void run(async () => {
      await createConsultation({ ...draft, ...numbers, concerns: [...concerns] });
      await onSaved();
    });
  };
  const toggle = (one: Concern) => {
    const next = new Set(concerns);
    if (!next.delete(one)) next.add(one);
    setConcerns(next);
  };
  const count = (name: 'people' | 'women') => (
    <Field label={t(`consult.${name}`)}>
      {(wiring) => (
        <input
          {...wiring}
          type="number"
          inputMode="numeric"
          min="0"
          value={draft[name]}
          onChange={(event) => change({ [name]: event.currentTarget.value })}
        />
      )}
    </Field>
  );
  return (
    <form className="office-card form" aria-label={t('consult.title')} onSubmit={submit} noValidate>
      <h2>{t('consult.title')}</h2>
      <div className="form-row">
        <Choice
          label={t('consult.topic')}
          value={draft.topic}
          options={topics.map((one) => [one, word('consultTopic', one)] as const)}
          onChange={(topic) => change({ topic })}
        />
        <AreaChoice
          areas={areas}
          value={draft.areaPcode}
          isMissing={isMissing}
          onChange={(areaPcode) => change({ areaPcode })}
        />
        <Choice
          label={t('consult.group')}
          value={draft.group}
          options={CONSULTED_GROUPS.map((one) => [one, word('consultGroup', one)] as const)}
          onChange={(group) => change({ group })}
        />
      </div>
      <div className="form-row">
        <Field label={t('consult.heldOn')}>
          {(wiring) => (
            <input
              {...wiring}
              type="date"
              max={todayText()}
              value={draft.heldOn}
              onChange={(event) => change({ heldOn: event.currentTarget.value })}
            />
          )}
        </Field>
        {count('people')}
        {count('women')}
        <Choice
          label={t('consult.outcome')}
          value={draft.outcome}
          options={CONSULTATION_OUTCOMES.map((one) => [one, word('consultOutcome', one)] as const)}
          onChange={(outcome) => change({ outcome })}
        />
      </div>
      <fieldset className="warning-part">
        <legend className="field-title">{t('consult.concerns')}</legend>
        <div className="checks">
          {CONCERNS.map((one) => (
            <label key={one}>
              <input type="checkbox" checked={concerns.has(one)} onChange={() => toggle(one)} />
              {word('concern', one)}
            </label>
          ))}
        </div>
      </fieldset>
      <FormFoot save={t('consult.save')} busy={busy} problem={problem} onClose={onClose} />
    </form>
  );
}
