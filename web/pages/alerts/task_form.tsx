// The form of a task: who does what, where and when, for which objective, and whether partners see it.
import { type FormEvent, useLayoutEffect, useRef, useState } from 'react';
import { TASK_KINDS } from '../../../geodata/schema/task_words.ts';
import type { Session } from '../../api.ts';
import { createTask, type Objective, type TaskInput } from '../../api_tasks.ts';
import { t, word } from '../../i18n/messages.ts';
import { useAction } from '../../state/action.ts';
import { Choice } from '../../ui/choice.tsx';
import { Field } from '../../ui/field.tsx';
import { AreaChoice } from '../office/area_choice.tsx';
import { FormFoot } from '../office/form_foot.tsx';
import { useRefreshTasks } from './use_tasks.ts';

interface Props {
  readonly session: Session;
  readonly objectives: readonly Objective[];
  readonly onClose: () => void;
}

const today = (): string => new Date().toISOString().slice(0, 10);

export function TaskForm({ session, objectives, onClose }: Props) {
  const [draft, setDraft] = useState({
    ...{ agency: '', title: '', kind: 'protection_monitoring' as TaskInput['kind'], areaPcode: '' },
    ...{ fromDate: today(), toDate: '', shared: false, objectiveId: '' },
  });
  const [isChecked, setChecked] = useState(false);
  const { busy, problem, run } = useAction();
  const refresh = useRefreshTasks(session);
  const title = useRef<HTMLHeadingElement>(null);
  useLayoutEffect(() => title.current?.focus(), []);
  const set = (parts: Partial<typeof draft>) => setDraft({ ...draft, ...parts });
  const missing = (text: string) => (isChecked && text.trim() === '' ? t('tasks.missing') : undefined);
  const isWrongOrder = draft.toDate !== '' && draft.toDate < draft.fromDate;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setChecked(true);
    const needed = [draft.agency, draft.title, draft.areaPcode, draft.fromDate];
    if (isWrongOrder || needed.some((text) => text.trim() === '')) return;
    void run(async () => {
      await createTask({
        ...draft,
        state: draft.fromDate > today() ? 'planned' : 'ongoing',
        toDate: draft.toDate === '' ? null : draft.toDate,
        objectiveId: draft.objectiveId === '' ? null : draft.objectiveId,
      });
      await refresh();
      onClose();
    });
  };
  const text = (part: 'agency' | 'title', label: string, hint?: string) => (
    <Field label={label} error={missing(draft[part])} {...(hint === undefined ? {} : { hint })}>
      {(wiring) => (
        <input
          {...wiring}
          type="text"
          autoComplete="off"
          maxLength={120}
          value={draft[part]}
          onChange={(event) => set({ [part]: event.currentTarget.value })}
        />
      )}
    </Field>
  );
  const day = (part: 'fromDate' | 'toDate', label: string, more: { hint?: string; error?: string | undefined }) => (
    <Field label={label} {...more}>
      {(wiring) => (
        <input
          {...wiring}
          type="date"
          value={draft[part]}
          onChange={(event) => set({ [part]: event.currentTarget.value })}
        />
      )}
    </Field>
  );
  return (
    <form className="office-card form" onSubmit={submit} noValidate aria-label={t('tasks.new')}>
      <h2 ref={title} tabIndex={-1}>
        {t('tasks.new')}
      </h2>
      <div className="form-row">
        {text('agency', t('tasks.who'))}
        {text('title', t('tasks.title'), t('tasks.titleHint'))}
        <Choice
          label={t('tasks.kind')}
          value={draft.kind}
          options={TASK_KINDS.map((one) => [one, word('taskKind', one)])}
          onChange={(kind) => set({ kind })}
        />
      </div>
      <div className="form-row">
        <AreaChoice
          session={session}
          label={t('tasks.where')}
          none={t('raise.areaChoose')}
          value={draft.areaPcode}
          error={missing(draft.areaPcode)}
          onChange={(areaPcode) => set({ areaPcode })}
        />
        {day('fromDate', t('tasks.from'), { error: missing(draft.fromDate) })}
        {day('toDate', t('tasks.to'), {
          hint: t('tasks.toHint'),
          error: isChecked && isWrongOrder ? t('tasks.orderWrong') : undefined,
        })}
        <Choice
          label={t('tasks.objective')}
          value={draft.objectiveId}
          options={[['', t('tasks.noObjective')], ...objectives.map(({ id, title }) => [id, title] as const)]}
          onChange={(objectiveId) => set({ objectiveId })}
        />
      </div>
      <label className="alert-check">
        <input
          type="checkbox"
          checked={draft.shared}
          onChange={(event) => set({ shared: event.currentTarget.checked })}
        />
        {t('tasks.shared')}
      </label>
      <FormFoot save={t('tasks.save')} busy={busy} problem={problem} onClose={onClose} />
    </form>
  );
}
