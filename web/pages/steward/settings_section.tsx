// How releases are built and how long exact incidents are kept, each with what it means.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { ReleaseScheme } from '../../../geodata/schema/release.ts';
import { changeSettings, readSettings, type Setting } from '../../api_steward.ts';
import { dateText } from '../../i18n/format.ts';
import { t } from '../../i18n/messages.ts';
import { useAction } from '../../state/action.ts';
import { Field, FormError } from '../../ui/field.tsx';
import { Reading } from '../office/reading.tsx';
import { useQuestion } from '../office/use_question.tsx';
import { answerText } from '../problem_text.ts';
import { settingOf } from './setting_input.ts';

const KEY = ['settings'];
const SCHEMES = ['h3', 'admin2'] as const satisfies readonly ReleaseScheme[];

export function SettingsSection() {
  const client = useQueryClient();
  const [saved, setSaved] = useState(0);
  const settings = useQuery({ queryKey: KEY, queryFn: ({ signal }) => readSettings(signal) });
  return (
    <section className="office-section">
      <Reading query={settings}>
        {(setting) => (
          <SettingsForm
            key={setting.version}
            setting={setting}
            saved={saved === setting.version}
            onSaved={(after) => {
              setSaved(after.version);
              client.setQueryData(KEY, after);
            }}
          />
        )}
      </Reading>
    </section>
  );
}

interface FormProps {
  readonly setting: Setting;
  /** This very version was saved here just now. */
  readonly saved: boolean;
  readonly onSaved: (after: Setting) => void;
}

function SettingsForm({ setting, saved, onSaved }: FormProps) {
  const [floor, setFloor] = useState(String(setting.releaseFloor));
  const [scheme, setScheme] = useState(setting.releaseScheme);
  const { incidentRetentionDaysNext: next, retentionFrom: from } = setting;
  const [days, setDays] = useState((next ?? setting.incidentRetentionDays)?.toString() ?? '');
  const [tried, setTried] = useState(false);
  const { busy, problem, run } = useAction();
  const { ask, dialog } = useQuestion();
  const wanted = settingOf({ floor, scheme, days });
  const save = async () => onSaved(await changeSettings(setting, wanted.change));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (wanted.faults.length > 0) return;
    if (wanted.change.releaseFloor >= setting.releaseFloor) {
      void run(save);
      return;
    }
    ask({
      title: t('settings.lowerTitle', { floor: wanted.change.releaseFloor }),
      text: t('settings.lowerText'),
      confirm: t('settings.lower'),
      work: save,
    });
  };
  const faultOf = (field: 'floor' | 'days') => tried && wanted.faults.includes(field);
  return (
    <form className="form office-form" onSubmit={submit} noValidate>
      <FormError>{problem !== null && answerText(problem)}</FormError>
      <Field
        label={t('settings.floor')}
        hint={t('settings.floorHint')}
        error={faultOf('floor') ? t('settings.floorRange') : undefined}
      >
        {(wiring) => (
          <input
            {...wiring}
            className="short"
            inputMode="numeric"
            dir="ltr"
            value={floor}
            onChange={(event) => setFloor(event.currentTarget.value)}
          />
        )}
      </Field>
      <Field label={t('settings.scheme')} hint={t('settings.schemeHint')}>
        {(wiring) => (
          <select
            {...wiring}
            value={scheme}
            onChange={(event) => setScheme(event.currentTarget.value as ReleaseScheme)}
          >
            {SCHEMES.map((id) => (
              <option key={id} value={id}>
                {t(`settings.scheme.${id}`)}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Field
        label={t('settings.retention')}
        hint={t('settings.retentionHint')}
        error={faultOf('days') ? t('settings.retentionRange') : undefined}
      >
        {(wiring) => (
          <input
            {...wiring}
            className="short"
            inputMode="numeric"
            dir="ltr"
            value={days}
            onChange={(event) => setDays(event.currentTarget.value)}
          />
        )}
      </Field>
      {from !== null && next !== null && (
        <p role="note">{t('settings.retentionFrom', { date: dateText(from), days: next })}</p>
      )}
      <div className="form-foot">
        <button type="submit" className="button" disabled={busy}>
          {t('settings.save')}
        </button>
        <span role="status">{saved ? t('settings.saved') : ''}</span>
      </div>
      {dialog}
    </form>
  );
}
