// From what stands out, or fell silent, to an alert in the ledger. It carries the area and which cell it came from, no text.
import { cellToCenterChild } from 'h3-js';
import { useState } from 'react';
import type { AlertKind } from '../../../geodata/schema/alert_words.ts';
import type { Session } from '../../api.ts';
import { raiseAlert } from '../../api_alerts.ts';
import { t } from '../../i18n/messages.ts';
import { useAction } from '../../state/action.ts';
import { useKeyOf } from '../../state/idempotency.ts';
import { Field, FormError } from '../../ui/field.tsx';
import { answerText } from '../problem_text.ts';

interface Props {
  readonly session: Session;
  readonly alert: { readonly kind: AlertKind; readonly areaPcode: string | null; readonly cell: string };
}

const SEVERITIES = [1, 2, 3] as const;
const ALERT_RESOLUTION = 8;

export function RaiseAlert({ session, alert: { kind, areaPcode, cell } }: Props) {
  const [step, setStep] = useState<'closed' | 'open' | 'done'>('closed');
  const [severity, setSeverity] = useState<(typeof SEVERITIES)[number]>(2);
  const keyOf = useKeyOf();
  const { busy, problem, run } = useAction();
  if (session.permissions.alert?.includes('create') !== true) return null;
  if (step === 'done') {
    return (
      <p role="status">
        {t('hot.raise.done')} <a href="/alerts">{t('hot.raise.open')}</a>
      </p>
    );
  }
  if (step === 'closed') {
    return (
      <button type="button" className="button hot-raise" onClick={() => setStep('open')}>
        {t('hot.raise')}
      </button>
    );
  }
  const send = async () => {
    // A middle is no place where anything happened: it stands in only where there is no area to name.
    const place =
      areaPcode === null
        ? { areaPcode: null, cell: cellToCenterChild(cell, ALERT_RESOLUTION) }
        : { areaPcode, cell: null };
    const body = { kind, severity, raisedBy: 'cluster', ...place, reference: `cell:${cell}` } as const;
    await raiseAlert(body, keyOf(body));
    setStep('done');
  };
  return (
    <form
      className="hot-raise-form"
      onSubmit={(event) => {
        event.preventDefault();
        void run(send);
      }}
    >
      <Field label={t('hot.raise.severity')}>
        {(wiring) => (
          <select
            {...wiring}
            value={severity}
            onChange={(event) => setSeverity(Number(event.currentTarget.value) as (typeof SEVERITIES)[number])}
          >
            {SEVERITIES.map((one) => (
              <option key={one} value={one}>
                {t(`hot.raise.${one}`)}
              </option>
            ))}
          </select>
        )}
      </Field>
      <FormError>{problem !== null && answerText(problem)}</FormError>
      <div className="hot-buttons">
        <button type="submit" className="button" disabled={busy}>
          {t('hot.raise.send')}
        </button>
        <button type="button" className="link" onClick={() => setStep('closed')}>
          {t('hot.raise.cancel')}
        </button>
      </div>
    </form>
  );
}
