// Tasks of agencies and the objectives that they share. Fetches through api.ts; knows no screen.
import type { Objective, ObjectiveInput, Task, TaskInput } from '../geodata/schema/task.ts';
import { readAll, send } from './api.ts';

export type { Objective, ObjectiveInput, Task, TaskInput };

const TASKS = '/api/tasks';
const OBJECTIVES = '/api/objectives';
const at = (path: string, { id }: { id: string }) => `${path}/${encodeURIComponent(id)}`;

export const readTasks = (signal?: AbortSignal) => readAll<Task>(`${TASKS}?limit=1000`, signal);
export const createTask = (body: TaskInput) => send<Task>({ method: 'POST', path: TASKS, body });
export const changeTask = (task: Task, body: Partial<TaskInput>) =>
  send<Task>({ method: 'PATCH', path: at(TASKS, task), body, etag: `"${task.version}"` });
export const deleteTask = (task: Task) => send({ method: 'DELETE', path: at(TASKS, task), etag: `"${task.version}"` });

export const readObjectives = (signal?: AbortSignal) => readAll<Objective>(`${OBJECTIVES}?limit=1000`, signal);
export const createObjective = (body: ObjectiveInput) => send<Objective>({ method: 'POST', path: OBJECTIVES, body });
