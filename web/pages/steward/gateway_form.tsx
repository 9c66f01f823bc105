// Adds or changes one contact.
import { type FormEvent, useState } from 'react';
import type { ServiceKind } from '../../../geodata/schema/service_words.ts';
import { SERVICE_KINDS } from '../../../geodata/schema/service_words.ts';
import type { AreaFeature } from '../../api.ts';
import { changeGateway, createGateway, type Gateway, type GatewayInput } from '../../api_steward.ts';
import { type MessageKey, t, word } from '../../i18n/messages.ts';
import { useAction } from '../../state/action.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Field, FormError } from '../../ui/field.tsx';
import { answerText } from '../problem_text.ts';

interface Props {
  /** null = a new one. */
  readonly gateway: Gateway | null;
  readonly areas: readonly AreaFeature[];
  readonly onClose: () => void;
  readonly onSaved: () => Promise<void>;
}

const languagesOf = (text: string): string[] => text.split(/[\s,;]+/).filter((tag) => tag !== '');

export function GatewayForm({ gateway, areas, onClose, onSaved }: Props) {
  const districts = areas
    .map(({ properties }) => properties)
    .sort((a, b) => b.adminLevel - a.adminLevel || (a.name < b.name ? -1 : 1));
  const [draft, setDraft] = useState<GatewayInput>(() => ({
    areaPcode: gateway?.areaPcode ?? districts[0]?.pcode ?? '',
    kind: gateway?.kind ?? 'medical',
    name: gateway?.name ?? '',
    phone: gateway?.phone ?? '',
    languages: gateway?.languages ?? [],
    hours: gateway?.hours ?? '',
  }));
  const [languages, setLanguages] = useState(draft.languages.join(', '));
  const { busy, problem, run } = useAction();
  const change = (part: Partial<GatewayInput>) => setDraft({ ...draft, ...part });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const body = { ...draft, languages: languagesOf(languages) };
    void run(async () => {
      await (gateway === null ? createGateway(body) : changeGateway(gateway, body));
      await onSaved();
    });
  };
  return (
    <Dialog title={t(gateway === null ? 'gateways.new' : 'gateways.editTitle')} onClose={onClose} wide>
      <form className="form" onSubmit={submit}>
        <FormError>{problem !== null && answerText(problem)}</FormError>
        <div className="form-row">
          <Field label={t('gateways.district')}>
            {(wiring) => (
              <select
                {...wiring}
                value={draft.areaPcode}
                onChange={(event) => change({ areaPcode: event.currentTarget.value })}
              >
                {districts.map(({ pcode, name }) => (
                  <option key={pcode} value={pcode}>
                    {name} ({pcode})
                  </option>
                ))}
              </select>
            )}
          </Field>
          <Field label={t('gateways.kind')}>
            {(wiring) => (
              <select
                {...wiring}
                value={draft.kind}
                onChange={(event) => change({ kind: event.currentTarget.value as ServiceKind })}
              >
                {SERVICE_KINDS.map((kind) => (
                  <option key={kind} value={kind}>
                    {word('kind', kind)}
                  </option>
                ))}
              </select>
            )}
          </Field>
        </div>
        <Line
          label="gateways.name"
          hint="gateways.nameHint"
          most={200}
          required
          value={draft.name}
          onChange={(name) => change({ name })}
        />
        <div className="form-row">
          <Line
            label="gateways.phone"
            most={60}
            type="tel"
            value={draft.phone}
            onChange={(phone) => change({ phone })}
          />
          <Line
            label="gateways.languages"
            hint="gateways.languagesHint"
            most={200}
            value={languages}
            onChange={setLanguages}
          />
        </div>
        <Line
          label="gateways.hours"
          hint="gateways.hoursHint"
          most={200}
          value={draft.hours}
          onChange={(hours) => change({ hours })}
        />
        <div className="dialog-foot">
          <button type="button" className="button button-quiet" onClick={onClose}>
            {t('office.cancel')}
          </button>
          <button type="submit" className="button" disabled={busy}>
            {t('gateways.save')}
          </button>
        </div>
      </form>
    </Dialog>
  );
}

interface LineProps {
  readonly label: MessageKey;
  readonly hint?: MessageKey;
  readonly most: number;
  readonly type?: 'tel';
  readonly required?: boolean;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

function Line({ label, hint, most, type, required = false, value, onChange }: LineProps) {
  return (
    <Field label={t(label)} {...(hint === undefined ? {} : { hint: t(hint) })}>
      {(wiring) => (
        <input
          {...wiring}
          type={type ?? 'text'}
          {...(type === 'tel' ? { dir: 'ltr' } : {})}
          autoComplete="off"
          required={required}
          maxLength={most}
          value={value}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      )}
    </Field>
  );
}
