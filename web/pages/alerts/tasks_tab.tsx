// Who does what, where and when, and the objectives that agencies share. Partners see what is shared and say how far it is.
import { useState } from 'react';
import { TASK_STATES, type TaskState } from '../../../geodata/schema/task_words.ts';
import type { Session } from '../../api.ts';
import { changeTask, deleteTask, type Objective, type Task } from '../../api_tasks.ts';
import { dateText } from '../../i18n/format.ts';
import { t, word } from '../../i18n/messages.ts';
import { useAction } from '../../state/action.ts';
import { Chip } from '../../ui/facts.tsx';
import { FormError } from '../../ui/field.tsx';
import { RecordTable } from '../../ui/record_table.tsx';
import { useAreaName } from '../office/area_choice.tsx';
import { Reading } from '../office/reading.tsx';
import { useQuestion } from '../office/use_question.tsx';
import { answerText } from '../problem_text.ts';
import { ObjectiveForm } from './objective_form.tsx';
import { TaskForm } from './task_form.tsx';
import { useObjectives, useRefreshTasks, useTasks } from './use_tasks.ts';

export function TasksTab({ session }: { session: Session }) {
  const tasks = useTasks(session);
  const objectives = useObjectives(session);
  const [open, setOpen] = useState<'task' | 'objective' | null>(null);
  const mayWrite = session.permissions.task?.includes('create') === true;
  const close = () => setOpen(null);
  return (
    <section className="office-section">
      <div className="office-bar">
        <p className="office-intro">{t('tasks.intro')}</p>
        {mayWrite && open === null && (
          <div className="form-foot">
            <button type="button" className="button" onClick={() => setOpen('task')}>
              {t('tasks.new')}
            </button>
            <button type="button" className="button button-quiet" onClick={() => setOpen('objective')}>
              {t('tasks.objectiveNew')}
            </button>
          </div>
        )}
      </div>
      {open === 'task' && <TaskForm session={session} objectives={objectives.data ?? []} onClose={close} />}
      {open === 'objective' && <ObjectiveForm session={session} onClose={close} />}
      {(objectives.data ?? []).length > 0 && <Objectives objectives={objectives.data ?? []} />}
      <Reading
        query={tasks}
        empty={{ when: (all) => all.length === 0, title: t('tasks.empty'), hint: t('tasks.emptyHint') }}
      >
        {(all) => <Tasks session={session} tasks={all} objectives={objectives.data ?? []} />}
      </Reading>
    </section>
  );
}

function Objectives({ objectives }: { objectives: readonly Objective[] }) {
  return (
    <section aria-label={t('tasks.objectives')} className="objectives">
      <h2>{t('tasks.objectives')}</h2>
      <ul>
        {objectives.map(({ id, title, byDate, tasks, tasksDone }) => (
          <li key={id}>
            <strong>{title}</strong>
            <span className="quiet">
              {[
                t('tasks.by', { date: dateText(byDate) }),
                tasks === 0 ? t('tasks.progressNone') : t('tasks.progress', { done: tasksDone, count: tasks }),
              ].join(' · ')}
            </span>
            {tasks > 0 && <progress value={tasksDone} max={tasks} aria-hidden="true" />}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** What goes on first, then what is planned, each by its first day. */
const ORDER: Readonly<Record<TaskState, number>> = { ongoing: 0, planned: 1, done: 2, cancelled: 3 };
const byState = (a: Task, b: Task): number =>
  ORDER[a.state] - ORDER[b.state] ||
  (a.fromDate === b.fromDate ? (a.id < b.id ? -1 : 1) : a.fromDate < b.fromDate ? -1 : 1);

interface Props {
  readonly session: Session;
  readonly tasks: readonly Task[];
  readonly objectives: readonly Objective[];
}

function Tasks({ session, tasks, objectives }: Props) {
  const areaName = useAreaName(session);
  const refresh = useRefreshTasks(session);
  const { problem, run } = useAction();
  const { ask, dialog } = useQuestion();
  const mayChange = session.permissions.task?.includes('change') === true;
  const mayDelete = session.permissions.task?.includes('delete') === true;
  const write = (work: () => Promise<unknown>) => async () => {
    try {
      await work();
    } finally {
      await refresh();
    }
  };
  const set = (task: Task, state: TaskState) => void run(write(() => changeTask(task, { state })));
  return (
    <>
      <FormError>{problem !== null && answerText(problem)}</FormError>
      <RecordTable
        label={t('tasks.table')}
        rows={[...tasks].sort(byState)}
        rowId={({ id }) => id}
        columns={[
          { id: 'who', title: t('tasks.who'), cell: ({ agency }) => agency },
          {
            id: 'what',
            title: t('tasks.what'),
            cell: ({ title, kind, objectiveId, shared }) => (
              <>
                <strong>{title}</strong> {shared && <Chip tone="good">{t('tasks.sharedMark')}</Chip>}
                <span className="quiet">
                  {[word('taskKind', kind), objectives.find(({ id }) => id === objectiveId)?.title ?? '']
                    .filter(Boolean)
                    .join(' · ')}
                </span>
              </>
            ),
          },
          { id: 'where', title: t('tasks.where'), cell: ({ areaPcode }) => areaName(areaPcode) },
          { id: 'when', title: t('tasks.when'), cell: whenText },
          {
            id: 'state',
            title: t('tasks.state'),
            cell: (task) =>
              mayChange ? (
                <select
                  aria-label={`${t('tasks.state')}: ${task.title}`}
                  value={task.state}
                  onChange={(event) => set(task, event.currentTarget.value as TaskState)}
                >
                  {TASK_STATES.map((one) => (
                    <option key={one} value={one}>
                      {word('taskState', one)}
                    </option>
                  ))}
                </select>
              ) : (
                word('taskState', task.state)
              ),
          },
        ]}
        {...(mayDelete
          ? {
              actions: (task: Task) => (
                <button
                  type="button"
                  className="link"
                  onClick={() =>
                    ask({
                      title: t('tasks.deleteTitle', { title: task.title }),
                      text: t('tasks.deleteText'),
                      confirm: t('tasks.delete'),
                      work: write(() => deleteTask(task)),
                    })
                  }
                >
                  {t('tasks.delete')}
                </button>
              ),
            }
          : {})}
      />
      {dialog}
    </>
  );
}

const whenText = ({ fromDate, toDate }: Task): string =>
  toDate === null
    ? t('tasks.since', { from: dateText(fromDate) })
    : t('tasks.period', { from: dateText(fromDate), to: dateText(toDate) });
