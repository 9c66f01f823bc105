// The form in which a constraint is reported or changed. Where it is, is drawn or typed on the map beside it.
import { type FormEvent, useLayoutEffect, useRef, useState } from 'react';
import {
  ACCESS_TYPES,
  CONSTRAINT_EFFECTS,
  CONSTRAINT_KINDS,
  CONSTRAINT_SOURCES,
  CREDIBILITIES,
  RELIABILITIES,
} from '../../../geodata/schema/constraint_words.ts';
import { type Constraint, changeConstraint, createConstraint } from '../../api_constraints.ts';
import { t, word } from '../../i18n/messages.ts';
import { useAction } from '../../state/action.ts';
import { useKeyOf } from '../../state/idempotency.ts';
import { Choice } from '../../ui/choice.tsx';
import { Field } from '../../ui/field.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { FormFoot } from '../office/form_foot.tsx';
import { type Draft, type DraftFaults, type DraftShape, faultsOf, inputOf, withKind } from './constraint_draft.ts';
import { ConstraintWhen } from './constraint_when.tsx';

interface Props {
  /** null = a new one. */
  readonly of: Constraint | null;
  readonly draft: Draft;
  readonly onDraft: (draft: Draft) => void;
  readonly onClose: () => void;
  readonly onSaved: (saved: Constraint) => Promise<void>;
}

const SHAPES: readonly DraftShape[] = ['Point', 'LineString', 'Polygon'];
const THREATS = [1, 2, 3] as const;
export function ConstraintForm({ of, draft, onDraft, onClose, onSaved }: Props) {
  const [faults, setFaults] = useState<DraftFaults>({});
  // The same for every try of one report, another when anything in it changes.
  const keyOf = useKeyOf();
  const { busy, problem, run } = useAction();
  const title = useRef<HTMLHeadingElement>(null);
  useLayoutEffect(() => title.current?.focus(), []);
  const set = (parts: Partial<Draft>) => onDraft({ ...draft, ...parts });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const found = faultsOf(draft);
    setFaults(found);
    if (Object.keys(found).length > 0) return;
    const body = inputOf(draft);
    const key = keyOf(body);
    void run(async () => onSaved(await (of === null ? createConstraint(body, key) : changeConstraint(of, body))));
  };
  const heading = of === null ? t('constraintForm.new') : t('constraintForm.change', { name: of.name });
  return (
    <form className="office-card form access-form" onSubmit={submit} noValidate aria-label={heading}>
      <h2 ref={title} tabIndex={-1}>
        {heading}
      </h2>
      <div className="form-row">
        <Choice
          label={t('access.kind')}
          value={draft.kind}
          options={CONSTRAINT_KINDS.map((one) => [one, word('constraintKind', one)])}
          onChange={(kind) => onDraft(withKind(draft, kind))}
        />
        <Choice
          label={t('constraint.type')}
          value={draft.accessType}
          options={ACCESS_TYPES.map((one) => [one, word('accessType', one)])}
          onChange={(accessType) => set({ accessType })}
        />
      </div>
      <Field label={t('constraintForm.name')} hint={t('constraintForm.nameHint')} error={faults.name}>
        {(wiring) => (
          <input
            {...wiring}
            type="text"
            autoComplete="off"
            maxLength={120}
            value={draft.name}
            onChange={(event) => set({ name: event.currentTarget.value })}
          />
        )}
      </Field>
      <div className="form-row">
        <div className="field">
          <Segmented
            label={t('constraintForm.where')}
            showLabel
            value={draft.shape}
            options={SHAPES.map((value) => ({ value, text: t(`constraintForm.${value}`) }))}
            onChange={(shape) => shape !== draft.shape && set({ shape, geom: null })}
          />
          {faults.geom !== undefined && draft.geom === null && <p className="field-error">{faults.geom}</p>}
        </div>
        {draft.shape !== 'Polygon' && (
          <NumberField
            label={t('constraintForm.within')}
            value={draft.withinMeters}
            error={faults.withinMeters}
            onChange={(withinMeters) => set({ withinMeters })}
          />
        )}
      </div>
      <div className="form-row">
        <Segmented
          label={t('constraintForm.effect')}
          showLabel
          value={draft.effect}
          options={CONSTRAINT_EFFECTS.map((value) => ({ value, text: word('effectWord', value) }))}
          onChange={(effect) => set({ effect })}
        />
        {draft.effect === 'delay' && (
          <NumberField
            label={t('constraintForm.delay')}
            value={draft.delayMinutes}
            error={faults.delayMinutes}
            onChange={(delayMinutes) => set({ delayMinutes })}
          />
        )}
        {draft.effect === 'slow' && (
          <NumberField
            label={t('constraintForm.factor')}
            value={draft.slowFactor}
            error={faults.slowFactor}
            onChange={(slowFactor) => set({ slowFactor })}
          />
        )}
      </div>
      <ConstraintWhen draft={draft} faults={faults} onChange={set} />
      <div className="form-row">
        <Choice
          label={t('constraint.threat')}
          value={String(draft.threat)}
          options={THREATS.map((one) => [String(one), word('threat', String(one))])}
          onChange={(threat) => set({ threat: Number(threat) })}
        />
        <Choice
          label={t('constraint.source')}
          value={draft.source}
          options={CONSTRAINT_SOURCES.map((one) => [one, word('constraintSource', one)])}
          onChange={(source) => set({ source })}
        />
        <Choice
          label={t('constraintForm.reliability')}
          value={draft.reliability}
          options={RELIABILITIES.map((one) => [one, word('reliability', one)])}
          onChange={(reliability) => set({ reliability })}
        />
        <Choice
          label={t('constraintForm.credibility')}
          value={String(draft.credibility)}
          options={CREDIBILITIES.map((one) => [String(one), word('credibility', String(one))])}
          onChange={(credibility) => set({ credibility: Number(credibility) })}
        />
      </div>
      <FormFoot save={t('constraintForm.save')} busy={busy} problem={problem} onClose={onClose} />
    </form>
  );
}

interface NumberProps {
  readonly label: string;
  readonly value: string;
  readonly error: string | undefined;
  readonly onChange: (value: string) => void;
}

function NumberField({ label, value, error, onChange }: NumberProps) {
  return (
    <Field label={label} error={error}>
      {(wiring) => (
        <input
          {...wiring}
          type="text"
          inputMode="decimal"
          maxLength={8}
          value={value}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      )}
    </Field>
  );
}
