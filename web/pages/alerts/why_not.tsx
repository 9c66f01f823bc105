// Why an alert ends without a response: all reasons in sight, one press and one to confirm.
import { type FormEvent, useId, useLayoutEffect, useRef, useState } from 'react';
import { CLOSE_REASONS, type CloseReason } from '../../../geodata/schema/alert_words.ts';
import { t, word } from '../../i18n/messages.ts';

interface Props {
  readonly busy: boolean;
  readonly onClose: (outcome: 'not_confirmed' | 'no_response', reason: CloseReason) => void;
}

const OUTCOMES = ['no_response', 'not_confirmed'] as const;

export function WhyNot({ busy, onClose }: Props) {
  const name = useId();
  const [reason, setReason] = useState<CloseReason | null>(null);
  const [isMissing, setMissing] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  useLayoutEffect(() => form.current?.querySelector('input')?.focus(), []);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setMissing(reason === null);
    const outcome = OUTCOMES.find((one) => reason !== null && CLOSE_REASONS[one].includes(reason));
    if (reason !== null && outcome !== undefined) onClose(outcome, reason);
  };
  return (
    <form ref={form} className="why-not" onSubmit={submit} aria-label={t('whyNot.title')}>
      <h3>{t('whyNot.title')}</h3>
      <div className="why-groups">
        {OUTCOMES.map((outcome) => (
          <fieldset key={outcome}>
            <legend className="quiet">{t(`whyNot.${outcome}`)}</legend>
            {CLOSE_REASONS[outcome].map((one) => (
              <label key={one}>
                <input type="radio" name={name} checked={reason === one} onChange={() => setReason(one)} />
                {word('closeReason', one)}
              </label>
            ))}
          </fieldset>
        ))}
      </div>
      <div role="alert" className={isMissing && reason === null ? 'field-error' : ''}>
        {isMissing && reason === null && t('whyNot.missing')}
      </div>
      <div className="form-foot">
        <button type="submit" className="button" disabled={busy}>
          {t('whyNot.save')}
        </button>
      </div>
    </form>
  );
}
