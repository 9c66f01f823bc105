// The one next step of an alert, and beside it, as near, saying why there is no response.
import { type ReactNode, useState } from 'react';
import type { Alert, AlertActionInput, AlertDetail, NearestTeams } from '../../api_alerts.ts';
import { t } from '../../i18n/messages.ts';
import { useAction } from '../../state/action.ts';
import { Choice } from '../../ui/choice.tsx';
import { FormError } from '../../ui/field.tsx';
import { answerText } from '../problem_text.ts';
import { WhyNot } from './why_not.tsx';

export type Act = (alert: Alert, action: AlertActionInput) => Promise<void>;

interface Props {
  readonly alert: AlertDetail;
  /** null = not read yet, or not asked for. */
  readonly nearest: NearestTeams | null;
  readonly act: Act;
}

const ETA_MINUTES = ['', '10', '20', '30', '45', '60', '90', '120', '180', '240', '360', '720'] as const;

export function NextStep({ alert, nearest, act }: Props) {
  const { busy, problem, run } = useAction();
  const [isWhyNot, setWhyNot] = useState(false);
  const [eta, setEta] = useState<string>('');
  const take = (action: AlertActionInput) => void run(() => act(alert, action));
  const etaMinutes = eta === '' ? null : Number(eta);
  const step = (text: ReactNode, action: AlertActionInput) => (
    <button type="button" className="button" disabled={busy} onClick={() => take(action)}>
      {text}
    </button>
  );
  const first = nearest?.teams[0];
  const asksEta = alert.state === 'assigned';
  return (
    <section className="next-step">
      <div className="next-buttons">
        {alert.state === 'raised' && step(t('act.verify'), { action: 'verify' })}
        {alert.state === 'verified' && first !== undefined
          ? step(t('act.assign', { team: first.name }), { action: 'assign', teamId: first.teamId, accountId: null })
          : alert.state === 'verified' && (
              <strong className="next-none">{t(nearest === null ? 'act.assignLooking' : 'act.assignNone')}</strong>
            )}
        {asksEta && alert.acceptedAt === null && step(t('act.accept'), { action: 'accept', etaMinutes })}
        {asksEta && alert.acceptedAt !== null && step(t('act.respond'), { action: 'respond', etaMinutes })}
        {alert.state === 'responding' && alert.arrivedAt === null && step(t('act.arrive'), { action: 'arrive' })}
        {alert.state === 'responding' &&
          alert.arrivedAt !== null &&
          step(t('act.close'), { action: 'close', outcome: 'responded', reason: null })}
        {alert.state === 'closed' && (
          <button
            type="button"
            className="button button-quiet"
            disabled={busy}
            onClick={() => take({ action: 'reopen' })}
          >
            {t('act.reopen')}
          </button>
        )}
        {alert.state !== 'closed' && (
          <button
            type="button"
            className="button button-quiet"
            aria-expanded={isWhyNot}
            onClick={() => setWhyNot(!isWhyNot)}
          >
            {t('act.whyNot')}
          </button>
        )}
        {asksEta && (
          <Choice
            label={t('act.eta')}
            value={eta}
            options={ETA_MINUTES.map((one) => [
              one,
              one === '' ? t('act.etaOpen') : t('time.minutes', { minutes: one }),
            ])}
            onChange={setEta}
          />
        )}
      </div>
      {alert.state === 'raised' && <p className="field-hint">{t('act.verifyHint')}</p>}
      {alert.state === 'verified' && first !== undefined && (
        <p className="field-hint">{t(first.sure ? 'act.assignHint' : 'act.assignUnsure')}</p>
      )}
      <FormError>{problem !== null && answerText(problem)}</FormError>
      {isWhyNot && <WhyNot busy={busy} onClose={(outcome, reason) => take({ action: 'close', outcome, reason })} />}
    </section>
  );
}
