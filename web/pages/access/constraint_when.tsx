// When a constraint holds: from, until, and at which hours of the day.
import { t } from '../../i18n/messages.ts';
import { Field } from '../../ui/field.tsx';
import type { Draft, DraftFaults } from './constraint_draft.ts';

interface Props {
  readonly draft: Draft;
  readonly faults: DraftFaults;
  readonly onChange: (parts: Partial<Draft>) => void;
}

export function ConstraintWhen({ draft, faults, onChange }: Props) {
  const moment = (part: 'startsAt' | 'endsAt', label: string, hint?: string) => (
    <Field label={label} error={faults[part]} {...(hint === undefined ? {} : { hint })}>
      {(wiring) => (
        <input
          {...wiring}
          type="datetime-local"
          value={draft[part]}
          onChange={(event) => onChange({ [part]: event.currentTarget.value })}
        />
      )}
    </Field>
  );
  const clock = (part: 'hoursFrom' | 'hoursUntil', label: string, error?: string) => (
    <Field label={label} error={error}>
      {(wiring) => (
        <input
          {...wiring}
          type="time"
          value={draft[part]}
          onChange={(event) => onChange({ [part]: event.currentTarget.value })}
        />
      )}
    </Field>
  );
  return (
    <>
      <div className="form-row">
        {moment('startsAt', t('constraintForm.starts'))}
        {moment('endsAt', t('constraintForm.ends'), t('constraintForm.endsHint'))}
      </div>
      <label className="access-check">
        <input
          type="checkbox"
          checked={draft.hasHours}
          onChange={(event) => onChange({ hasHours: event.currentTarget.checked })}
        />
        {t('constraintForm.hours')}
      </label>
      {draft.hasHours && (
        <div className="form-row">
          {clock('hoursFrom', t('constraintForm.hoursFrom'))}
          {clock('hoursUntil', t('constraintForm.hoursUntil'), faults.hours)}
          <Field label={t('constraintForm.zone')}>
            {(wiring) => (
              <input
                {...wiring}
                type="text"
                autoComplete="off"
                maxLength={60}
                value={draft.timeZone}
                onChange={(event) => onChange({ timeZone: event.currentTarget.value })}
              />
            )}
          </Field>
          <p className="field-hint access-whole">{t('until.curfew')}</p>
        </div>
      )}
    </>
  );
}
