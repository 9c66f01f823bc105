// Why somebody was turned away: one of a few reasons, so that the next referral and the entry itself learn from it.
import { type FormEvent, useState } from 'react';
import { DECLINE_REASONS, type DeclineReason, type ReferralState } from '../../../geodata/schema/referral_words.ts';
import { answerReferral, type Referral } from '../../api_referrals.ts';
import { t, word } from '../../i18n/messages.ts';
import { useAction } from '../../state/action.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Field, FormError } from '../../ui/field.tsx';
import { answerText } from '../problem_text.ts';

interface Props {
  readonly referral: Referral;
  readonly state: ReferralState;
  readonly onClose: () => void;
  readonly onAnswered: () => Promise<void>;
}

export function AnswerDialog({ referral, state, onClose, onAnswered }: Props) {
  const [reason, setReason] = useState<DeclineReason | ''>('');
  const [isMissing, setIsMissing] = useState(false);
  const { busy, problem, run } = useAction();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setIsMissing(reason === '');
    if (reason === '') return;
    void run(async () => {
      await answerReferral(referral, { state, reason });
      await onAnswered();
    });
  };
  return (
    <Dialog title={`${word('referralMove', state)}: ${t('answer.title')}`} onClose={onClose}>
      <form className="form" onSubmit={submit} noValidate>
        <FormError>{problem !== null && answerText(problem)}</FormError>
        <Field label={t('answer.reason')} error={isMissing ? t('answer.choose') : undefined}>
          {(wiring) => (
            <select
              {...wiring}
              value={reason}
              onChange={(event) => setReason(event.currentTarget.value as DeclineReason | '')}
            >
              <option value="">{t('answer.choose')}</option>
              {DECLINE_REASONS.map((one) => (
                <option key={one} value={one}>
                  {word('declineReason', one)}
                </option>
              ))}
            </select>
          )}
        </Field>
        {state === 'unavailable' && referral.serviceId !== null && (
          <p className="field-hint">{t('answer.unavailableHint')}</p>
        )}
        <div className="dialog-foot">
          <button type="button" className="button button-quiet" onClick={onClose}>
            {t('office.cancel')}
          </button>
          <button type="submit" className="button" disabled={busy}>
            {t('answer.save')}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
