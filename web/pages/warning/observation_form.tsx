// The form of one observation: indicator, area, day, value in the indicator's unit, and how far source and telling can be relied on.
import { type FormEvent, useState } from 'react';
import {
  MOST_CREDIBILITY,
  MOST_OF,
  OBSERVATION_SOURCES,
  type ObservationSource,
  RELIABILITIES,
  type Reliability,
} from '../../../geodata/schema/indicator_words.ts';
import { createObservation, type Indicator } from '../../api_warning.ts';
import { t, word } from '../../i18n/messages.ts';
import { useAction } from '../../state/action.ts';
import { Choice } from '../../ui/choice.tsx';
import { Field, FormError } from '../../ui/field.tsx';
import { answerText } from '../problem_text.ts';
import { AreaChoice } from './area_choice.tsx';
import { type AreaNames, todayText } from './use_warning.ts';

interface Props {
  readonly indicators: readonly Indicator[];
  readonly areas: AreaNames;
  readonly onEdit: () => void;
  readonly onSaved: () => Promise<void>;
}

/** What a focal point says comes by the focal point's own form. */
const SOURCES = OBSERVATION_SOURCES.filter((source) => source !== 'focal_point');
const CREDIBILITIES = Array.from({ length: MOST_CREDIBILITY }, (_, i) => String(i + 1));

export function ObservationForm({ indicators, areas, onEdit, onSaved }: Props) {
  const [indicatorId, setIndicatorId] = useState(indicators[0]?.id ?? '');
  const [areaPcode, setAreaPcode] = useState('');
  const [isMissing, setIsMissing] = useState(false);
  const [observedOn, setObservedOn] = useState(todayText);
  const [value, setValue] = useState('0');
  const [source, setSource] = useState<ObservationSource>('staff');
  const [reliability, setReliability] = useState<Reliability>('B');
  const [credibility, setCredibility] = useState('3');
  const { busy, problem, run } = useAction();
  const indicator = indicators.find(({ id }) => id === indicatorId) ?? indicators[0];
  if (indicator === undefined) return null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setIsMissing(areaPcode === '');
    if (areaPcode === '') return;
    void run(async () => {
      const judged = { source, reliability, credibility: Number(credibility) };
      await createObservation({
        indicatorId: indicator.id,
        areaPcode,
        observedOn,
        value: Number(value),
        ...judged,
      });
      setValue('0');
      await onSaved();
    });
  };
  return (
    <form className="office-card form" aria-label={t('observe.title')} onSubmit={submit} onChange={onEdit} noValidate>
      <h2>{t('observe.title')}</h2>
      <div className="form-row">
        <Choice
          label={t('observe.indicator')}
          value={indicator.id}
          options={indicators.map(({ id, kind }) => [id, word('indicatorKind', kind)] as const)}
          onChange={(id) => {
            setIndicatorId(id);
            // Another unit: what was chosen means nothing there.
            setValue('0');
          }}
        />
        <AreaChoice areas={areas} value={areaPcode} isMissing={isMissing} onChange={setAreaPcode} />
        <Field label={t('observe.day')}>
          {(wiring) => (
            <input
              {...wiring}
              type="date"
              max={todayText()}
              value={observedOn}
              onChange={(event) => setObservedOn(event.currentTarget.value)}
            />
          )}
        </Field>
        <ValueField indicator={indicator} value={value} onChange={setValue} />
      </div>
      <div className="form-row">
        <Choice
          label={t('observe.source')}
          value={source}
          options={SOURCES.map((one) => [one, word('observationSource', one)] as const)}
          onChange={setSource}
        />
        <Choice
          label={t('observe.reliability')}
          value={reliability}
          options={RELIABILITIES.map((one) => [one, word('reliability', one)] as const)}
          onChange={setReliability}
        />
        <Choice
          label={t('observe.credibility')}
          value={credibility}
          options={CREDIBILITIES.map((one) => [one, word('credibility', one)] as const)}
          onChange={setCredibility}
        />
      </div>
      <FormError>{problem !== null && answerText(problem)}</FormError>
      <div className="form-foot">
        <button type="submit" className="button" disabled={busy}>
          {t('observe.save')}
        </button>
      </div>
    </form>
  );
}

interface ValueProps {
  readonly indicator: Indicator;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

const STEPS = ['0', '1', '2', '3', '4'] as const;

function ValueField({ indicator: { unit }, value, onChange }: ValueProps) {
  const label = t(`observe.value.${unit}`);
  if (unit === 'scale')
    return (
      <Choice
        label={label}
        value={value}
        options={STEPS.map((step) => [step, t(`observe.scale.${step}`)] as const)}
        onChange={onChange}
      />
    );
  if (unit === 'yes_no') {
    const options = [['0', t('observe.no')] as const, ['1', t('observe.yes')] as const];
    return <Choice label={label} value={value} options={options} onChange={onChange} />;
  }
  return (
    <Field label={label}>
      {(wiring) => (
        <input
          {...wiring}
          type="number"
          inputMode="numeric"
          min="0"
          max={MOST_OF.count}
          step="1"
          value={value}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      )}
    </Field>
  );
}
