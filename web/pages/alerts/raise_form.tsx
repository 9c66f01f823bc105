// The form in which a person raises an alert: what, how grave, where. It has no field in which somebody could be described.
import { type FormEvent, useLayoutEffect, useRef, useState } from 'react';
import { ALERT_KINDS, type AlertKind, SEVERITIES } from '../../../geodata/schema/alert_words.ts';
import type { Session } from '../../api.ts';
import { type AlertInput, raiseAlert } from '../../api_alerts.ts';
import { t, word } from '../../i18n/messages.ts';
import { useAction } from '../../state/action.ts';
import { useKeyOf } from '../../state/idempotency.ts';
import { Choice } from '../../ui/choice.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { AreaChoice } from '../office/area_choice.tsx';
import { FormFoot } from '../office/form_foot.tsx';
import { useRefreshAlerts } from './use_alerts.ts';

interface Props {
  readonly session: Session;
  readonly onClose: () => void;
  readonly onRaised: (id: string) => void;
}

/** What a person tells of; the rest is found by methods and rules. */
const TOLD = ALERT_KINDS.slice(ALERT_KINDS.indexOf('service_closed'));
export function RaiseForm({ session, onClose, onRaised }: Props) {
  const [kind, setKind] = useState<AlertKind>('violence_reported');
  const [severity, setSeverity] = useState<AlertInput['severity']>(2);
  const [areaPcode, setArea] = useState('');
  const [isMissing, setMissing] = useState(false);
  const keyOf = useKeyOf();
  const { busy, problem, run } = useAction();
  const refresh = useRefreshAlerts(session);
  const title = useRef<HTMLHeadingElement>(null);
  useLayoutEffect(() => title.current?.focus(), []);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setMissing(areaPcode === '');
    if (areaPcode === '') return;
    const body: AlertInput = { kind, severity, areaPcode, cell: null, reference: null, raisedBy: 'person' };
    const key = keyOf(body);
    void run(async () => {
      const { id } = await raiseAlert(body, key);
      await refresh();
      onRaised(id);
    });
  };
  return (
    <form className="office-card form" onSubmit={submit} noValidate aria-label={t('raise.title')}>
      <h2 ref={title} tabIndex={-1}>
        {t('raise.title')}
      </h2>
      <p className="field-hint">{t('raise.hint')}</p>
      <Choice
        label={t('raise.kind')}
        value={kind}
        options={TOLD.map((one) => [one, word('alertKind', one)])}
        onChange={setKind}
      />
      <Segmented
        label={t('raise.severity')}
        showLabel
        value={severity}
        options={SEVERITIES.map((value) => ({ value, text: `${value}: ${word('severity', String(value))}` }))}
        onChange={setSeverity}
      />
      <AreaChoice
        session={session}
        label={t('raise.area')}
        none={t('raise.areaChoose')}
        value={areaPcode}
        error={isMissing && areaPcode === '' ? t('raise.areaChoose') : undefined}
        onChange={setArea}
      />
      <FormFoot save={t('raise.save')} busy={busy} problem={problem} onClose={onClose} />
    </form>
  );
}
