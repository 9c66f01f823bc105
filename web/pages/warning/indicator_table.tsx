// What is watched: weights and thresholds, changed by stewards, and indicators that are not watched yet.
import { type FormEvent, useState } from 'react';
import { FREQUENCIES, INDICATOR_KINDS, type IndicatorKind } from '../../../geodata/schema/indicator_words.ts';
import type { Session } from '../../api.ts';
import { changeIndicator, createIndicator, type Indicator } from '../../api_warning.ts';
import { t, word } from '../../i18n/messages.ts';
import { useAction } from '../../state/action.ts';
import { Choice } from '../../ui/choice.tsx';
import { Chip } from '../../ui/facts.tsx';
import { Field, FormError } from '../../ui/field.tsx';
import { RecordTable } from '../../ui/record_table.tsx';
import { Reading } from '../office/reading.tsx';
import { answerText } from '../problem_text.ts';
import { useIndicators, useRefresh } from './use_warning.ts';

export function IndicatorTable({ session }: { session: Session }) {
  const indicators = useIndicators(session);
  const refresh = useRefresh(session);
  /** null = none; else the one that is changed, or a new one. */
  const [open, setOpen] = useState<Indicator | 'new' | null>(null);
  const { problem, run } = useAction();
  const toggle = (one: Indicator) =>
    void run(async () => {
      await changeIndicator(one, { active: !one.active });
      await refresh('indicator');
    });
  return (
    <>
      <FormError>{problem !== null && answerText(problem)}</FormError>
      <Reading
        query={indicators}
        empty={{ when: (items) => items.length === 0, title: t('indicators.empty'), hint: t('indicators.emptyHint') }}
      >
        {(items) => (
          <RecordTable
            label={t('indicators.list')}
            rows={items}
            rowId={({ id }) => id}
            columns={[
              { id: 'kind', title: t('indicators.kind'), cell: ({ kind }) => word('indicatorKind', kind) },
              { id: 'weight', title: t('indicators.weight'), numeric: true, cell: ({ weight }) => weight },
              {
                id: 'threshold',
                title: t('indicators.threshold'),
                numeric: true,
                cell: ({ threshold, unit }) => t(`indicatorUnit.${unit}`, { count: threshold }),
              },
              { id: 'period', title: t('indicators.period'), cell: ({ frequency }) => word('frequency', frequency) },
              {
                id: 'state',
                title: t('indicators.state'),
                cell: ({ active }) => (
                  <Chip tone={active ? 'good' : 'quiet'}>{t(active ? 'indicators.shown' : 'indicators.hidden')}</Chip>
                ),
              },
            ]}
            actions={(one) => (
              <>
                <button type="button" className="link" onClick={() => setOpen(one)}>
                  {t('indicators.change')}
                </button>
                <button type="button" className="link" onClick={() => toggle(one)}>
                  {t(one.active ? 'indicators.hide' : 'indicators.show')}
                </button>
              </>
            )}
          />
        )}
      </Reading>
      {open === null ? (
        <p>
          <button type="button" className="button button-quiet" onClick={() => setOpen('new')}>
            {t('indicators.add')}
          </button>
        </p>
      ) : (
        <IndicatorForm
          key={open === 'new' ? 'new' : open.id}
          of={open === 'new' ? null : open}
          known={(indicators.data ?? []).map(({ kind }) => kind)}
          onClose={() => setOpen(null)}
          onSaved={async () => {
            await refresh('indicator');
            setOpen(null);
          }}
        />
      )}
    </>
  );
}

interface FormProps {
  readonly of: Indicator | null;
  readonly known: readonly IndicatorKind[];
  readonly onClose: () => void;
  readonly onSaved: () => Promise<void>;
}

function IndicatorForm({ of, known, onClose, onSaved }: FormProps) {
  const kinds = of === null ? INDICATOR_KINDS.filter((kind) => !known.includes(kind)) : [of.kind];
  const [kind, setKind] = useState<IndicatorKind | undefined>(kinds[0]);
  const [weight, setWeight] = useState(String(of?.weight ?? 1));
  const [threshold, setThreshold] = useState(String(of?.threshold ?? 3));
  const [frequency, setFrequency] = useState(of?.frequency ?? 'week');
  const { busy, problem, run } = useAction();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const parts = { weight: Number(weight), threshold: Number(threshold), frequency };
    void run(async () => {
      if (of !== null) await changeIndicator(of, parts);
      else if (kind !== undefined) await createIndicator({ kind, ...parts });
      await onSaved();
    });
  };
  const number = (label: string, value: string, set: (value: string) => void) => (
    <Field label={label}>
      {(wiring) => (
        <input
          {...wiring}
          type="number"
          min="0"
          step="any"
          value={value}
          onChange={(event) => set(event.currentTarget.value)}
        />
      )}
    </Field>
  );
  return (
    <form className="office-card form" aria-label={t('indicators.title')} onSubmit={submit} noValidate>
      <div className="form-row">
        {kind !== undefined && (
          <Choice
            label={t('indicators.kind')}
            value={kind}
            options={kinds.map((one) => [one, word('indicatorKind', one)] as const)}
            onChange={setKind}
          />
        )}
        {number(t('indicators.weight'), weight, setWeight)}
        {number(t('indicators.threshold'), threshold, setThreshold)}
        <Choice
          label={t('indicators.period')}
          value={frequency}
          options={FREQUENCIES.map((one) => [one, word('frequency', one)] as const)}
          onChange={setFrequency}
        />
      </div>
      <FormError>{problem !== null && answerText(problem)}</FormError>
      <div className="form-foot">
        <button type="submit" className="button" disabled={busy || kind === undefined}>
          {t('indicators.save')}
        </button>
        <button type="button" className="button button-quiet" onClick={onClose}>
          {t('office.cancel')}
        </button>
      </div>
    </form>
  );
}
