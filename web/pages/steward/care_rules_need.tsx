// One window of the care-in-time clock: within how many hours, by which protocol, and what a place must have.
import { type FormEvent, useState } from 'react';
import { SERVICE_COMPONENTS, SERVICE_KINDS } from '../../../geodata/schema/service_words.ts';
import { type MessageKey, t, word } from '../../i18n/messages.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Field } from '../../ui/field.tsx';
import {
  EMPTY_NEED,
  type NeedDraft,
  type NeedFault,
  type NeedRow,
  type NeedRule,
  needDraftOf,
  needOf,
} from './care_rules_input.ts';

interface Props {
  /** null = a new one. */
  readonly row: NeedRow | null;
  readonly idFor: (need: string) => string;
  readonly onClose: () => void;
  readonly onDone: (rule: NeedRule) => void;
}

const FAULTS: Readonly<Record<NeedFault, MessageKey>> = {
  need: 'rules.needMissing',
  withinHours: 'rules.windowRange',
  protocol: 'rules.cite',
  source: 'rules.cite',
};

export function CareRulesNeed({ row, idFor, onClose, onDone }: Props) {
  const [draft, setDraft] = useState<NeedDraft>(() => (row === null ? EMPTY_NEED : needDraftOf(row.need)));
  const [tried, setTried] = useState(false);
  const change = (part: Partial<NeedDraft>) => setDraft({ ...draft, ...part });
  const { rule, faults } = needOf(draft, idFor(draft.need));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (faults.length === 0) onDone(rule);
  };
  const line = (field: NeedFault, label: MessageKey, hint?: MessageKey) => (
    <Field
      label={t(label)}
      {...(hint === undefined ? {} : { hint: t(hint) })}
      error={tried && faults.includes(field) ? t(FAULTS[field]) : undefined}
    >
      {(wiring) => (
        <input
          {...wiring}
          className={field === 'withinHours' ? 'short' : ''}
          inputMode={field === 'withinHours' ? 'decimal' : 'text'}
          autoComplete="off"
          maxLength={300}
          value={draft[field]}
          onChange={(event) => change({ [field]: event.currentTarget.value })}
        />
      )}
    </Field>
  );
  const isOwn = row === null || row.origin === 'own';
  return (
    <Dialog title={isOwn ? t('rules.ownTitle') : draft.need} onClose={onClose} wide>
      <form className="form" onSubmit={submit} noValidate>
        {isOwn && line('need', 'rules.need', 'rules.needHint')}
        {line('withinHours', 'rules.within', 'rules.withinHint')}
        {line('protocol', 'rules.protocol', 'rules.protocolHint')}
        {line('source', 'rules.source', 'rules.sourceHint')}
        <Checks
          legend="rules.components"
          hint="rules.componentsHint"
          prefix="component"
          all={SERVICE_COMPONENTS}
          chosen={draft.components}
          onChange={(components) => change({ components })}
        />
        <Checks
          legend="rules.kinds"
          hint="rules.kindsHint"
          prefix="kind"
          all={SERVICE_KINDS}
          chosen={draft.kinds}
          onChange={(kinds) => change({ kinds })}
        />
        <div className="dialog-foot">
          <button type="button" className="button button-quiet" onClick={onClose}>
            {t('office.cancel')}
          </button>
          <button type="submit" className="button">
            {t('rules.take')}
          </button>
        </div>
      </form>
    </Dialog>
  );
}

interface ChecksProps<W extends string> {
  readonly legend: MessageKey;
  readonly hint: MessageKey;
  readonly prefix: string;
  readonly all: readonly W[];
  readonly chosen: readonly W[];
  readonly onChange: (chosen: W[]) => void;
}

function Checks<W extends string>({ legend, hint, prefix, all, chosen, onChange }: ChecksProps<W>) {
  return (
    <fieldset className="field">
      <legend className="field-title">{t(legend)}</legend>
      <p className="field-hint">{t(hint)}</p>
      <div className="checks">
        {all.map((one) => (
          <label key={one}>
            <input
              type="checkbox"
              checked={chosen.includes(one)}
              onChange={(event) =>
                onChange(all.filter((other) => (other === one ? event.currentTarget.checked : chosen.includes(other))))
              }
            />
            {word(prefix, one)}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
