// The form of a referral: where to, what kinds of care, how soon. It has no field in which a person could be described.
import { type FormEvent, useState } from 'react';
import { SERVICE_KINDS, type ServiceKind } from '../../../geodata/schema/service_words.ts';
import { createReferral, type Referral } from '../../api_referrals.ts';
import { t, word } from '../../i18n/messages.ts';
import { useAction } from '../../state/action.ts';
import { useKeyOf } from '../../state/idempotency.ts';
import { FormError } from '../../ui/field.tsx';
import { answerText } from '../problem_text.ts';
import { GoalPicker } from './goal_picker.tsx';
import type { Goal } from './referral_facts.ts';
import type { Directory } from './use_referrals.ts';

interface Props {
  readonly directory: Directory;
  readonly onClose: () => void;
  readonly onMade: (referral: Referral) => Promise<void>;
}

export function NewReferral({ directory, onClose, onMade }: Props) {
  const [goal, setGoal] = useState<Goal | null>(null);
  /** null = nobody has touched them: what the place gives. */
  const [needs, setNeeds] = useState<ReadonlySet<ServiceKind> | null>(null);
  const [urgent, setUrgent] = useState(false);
  const [missing, setMissing] = useState('');
  const keyOf = useKeyOf();
  const { busy, problem, run } = useAction();
  const chosen = needs ?? new Set<ServiceKind>(goal === null ? [] : [goal.kind]);

  const choose = (next: Goal) => {
    setGoal(next);
    setMissing('');
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (goal === null || chosen.size === 0) {
      setMissing(t(goal === null ? 'refer.chooseFirst' : 'refer.needFirst'));
      return;
    }
    setMissing('');
    const body = {
      serviceId: goal.isContact ? null : goal.id,
      gatewayId: goal.isContact ? goal.id : null,
      needs: SERVICE_KINDS.filter((kind) => chosen.has(kind)),
      urgent,
    };
    const key = keyOf(body);
    void run(async () => onMade(await createReferral(body, key)));
  };
  const toggle = (kind: ServiceKind) => {
    const next = new Set(chosen);
    if (!next.delete(kind)) next.add(kind);
    setNeeds(next);
    setMissing('');
  };
  return (
    <form className="office-card form" onSubmit={submit} aria-label={t('refer.title')} noValidate>
      <h2>{t('refer.title')}</h2>
      <GoalPicker directory={directory} chosen={goal} onChoose={choose} />
      <fieldset className="referral-part">
        <legend className="field-title">{t('refer.needs')}</legend>
        <div className="checks">
          {SERVICE_KINDS.map((kind) => (
            <label key={kind}>
              <input type="checkbox" checked={chosen.has(kind)} onChange={() => toggle(kind)} />
              {word('kind', kind)}
            </label>
          ))}
        </div>
        <p className="field-hint">{t('refer.needsHint')}</p>
      </fieldset>
      <label className="referral-urgent">
        <input type="checkbox" checked={urgent} onChange={(event) => setUrgent(event.currentTarget.checked)} />
        {t('refer.urgent')}
      </label>
      <FormError>{missing || (problem !== null && answerText(problem))}</FormError>
      <div className="form-foot">
        <button type="submit" className="button" disabled={busy}>
          {t('refer.send')}
        </button>
        <button type="button" className="button button-quiet" onClick={onClose}>
          {t('office.cancel')}
        </button>
      </div>
    </form>
  );
}
