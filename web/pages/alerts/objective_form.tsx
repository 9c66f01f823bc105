// The form of an objective that agencies share: what is to be reached, and by when.
import { type FormEvent, useLayoutEffect, useRef, useState } from 'react';
import type { Session } from '../../api.ts';
import { createObjective } from '../../api_tasks.ts';
import { t } from '../../i18n/messages.ts';
import { useAction } from '../../state/action.ts';
import { Field } from '../../ui/field.tsx';
import { FormFoot } from '../office/form_foot.tsx';
import { useRefreshTasks } from './use_tasks.ts';

export function ObjectiveForm({ session, onClose }: { session: Session; onClose: () => void }) {
  const [title, setTitle] = useState('');
  const [byDate, setByDate] = useState('');
  const [shared, setShared] = useState(true);
  const [isChecked, setChecked] = useState(false);
  const { busy, problem, run } = useAction();
  const refresh = useRefreshTasks(session);
  const heading = useRef<HTMLHeadingElement>(null);
  useLayoutEffect(() => heading.current?.focus(), []);
  const missing = (text: string) => (isChecked && text.trim() === '' ? t('tasks.missing') : undefined);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setChecked(true);
    if (title.trim() === '' || byDate === '') return;
    void run(async () => {
      await createObjective({ title: title.trim(), byDate, shared, areaPcode: null });
      await refresh();
      onClose();
    });
  };
  return (
    <form className="office-card form" onSubmit={submit} noValidate aria-label={t('tasks.objectiveNew')}>
      <h2 ref={heading} tabIndex={-1}>
        {t('tasks.objectiveNew')}
      </h2>
      <div className="form-row">
        <Field label={t('tasks.objectiveTitle')} hint={t('tasks.titleHint')} error={missing(title)}>
          {(wiring) => (
            <input
              {...wiring}
              type="text"
              autoComplete="off"
              maxLength={120}
              value={title}
              onChange={(event) => setTitle(event.currentTarget.value)}
            />
          )}
        </Field>
        <Field label={t('tasks.objectiveBy')} error={missing(byDate)}>
          {(wiring) => (
            <input {...wiring} type="date" value={byDate} onChange={(event) => setByDate(event.currentTarget.value)} />
          )}
        </Field>
      </div>
      <label className="alert-check">
        <input type="checkbox" checked={shared} onChange={(event) => setShared(event.currentTarget.checked)} />
        {t('tasks.shared')}
      </label>
      <FormFoot save={t('tasks.save')} busy={busy} problem={problem} onClose={onClose} />
    </form>
  );
}
