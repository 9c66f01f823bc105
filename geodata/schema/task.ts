// Who does what, where and when, and the objective that several agencies share. Shared ones are seen by partners too: they hold
// a title of the plan, never a word about a person.
import { z } from 'zod';
import { pcode } from './area.ts';
import { TASK_KINDS, TASK_STATES } from './task_words.ts';

export { TASK_KINDS, TASK_STATES, type TaskKind, type TaskState } from './task_words.ts';

const title = z.string().trim().min(1).max(120);
const version = z.number().int().positive();
const inOrder = <T extends { fromDate: string; toDate: string | null }>({ fromDate, toDate }: T) =>
  toDate === null || fromDate <= toDate;

const taskFields = {
  title,
  /** Who: the agency. */
  agency: title,
  kind: z.enum(TASK_KINDS),
  areaPcode: pcode,
  fromDate: z.iso.date(),
  /** null = until further notice. */
  toDate: z.iso.date().nullable(),
  state: z.enum(TASK_STATES),
  /** Partners of the organization see it, and may say how far it is. */
  shared: z.boolean(),
  objectiveId: z.uuid().nullable(),
};
export const taskChange = z.strictObject(taskFields).partial();
export const taskInput = z
  .strictObject({
    ...taskFields,
    toDate: taskFields.toDate.default(null),
    state: taskFields.state.default('planned'),
    shared: taskFields.shared.default(false),
    objectiveId: taskFields.objectiveId.default(null),
  })
  .refine(inOrder, { path: ['toDate'], message: 'The last day is the first or later.' });
export type TaskInput = z.infer<typeof taskInput>;
export const task = z.strictObject({ id: z.uuid(), ...taskFields, version });
export type Task = z.infer<typeof task>;
export const taskExample = {
  title: 'Solar lights on the way to the water point',
  agency: 'Agency A',
  kind: 'site_works',
  areaPcode: 'QQ001',
  fromDate: '2026-12-01',
} satisfies z.input<typeof taskInput>;

const objectiveFields = {
  title,
  /** null = everywhere. */
  areaPcode: pcode.nullable(),
  /** Day by which it is to be reached. */
  byDate: z.iso.date(),
  shared: z.boolean(),
};
export const objectiveChange = z.strictObject(objectiveFields).partial();
export const objectiveInput = z.strictObject({
  ...objectiveFields,
  areaPcode: objectiveFields.areaPcode.default(null),
  shared: objectiveFields.shared.default(false),
});
export type ObjectiveInput = z.infer<typeof objectiveInput>;
export const objective = z.strictObject({
  id: z.uuid(),
  ...objectiveFields,
  /** Tasks of it that the viewer sees, and how many of them are done. */
  tasks: z.number().int().nonnegative(),
  tasksDone: z.number().int().nonnegative(),
  version,
});
export type Objective = z.infer<typeof objective>;
export const objectiveExample = {
  title: 'Every woman who asks finds a place to sleep the same night',
  byDate: '2027-03-31',
} satisfies z.input<typeof objectiveInput>;
