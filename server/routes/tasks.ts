// Who does what, where and when, and the objectives that agencies share. Staff write them; partners read what was shared with
// them and say how far a task is. In the owner's database, since no login may touch them: every query names the organization.
import { createRoute, z } from '@hono/zod-openapi';
import { createMiddleware } from 'hono/factory';
import { pcode } from '../../geodata/schema/area.ts';
import { Problem } from '../../geodata/schema/problem.ts';
import type { Viewer } from '../../geodata/schema/roles.ts';
import {
  objective,
  objectiveChange,
  objectiveExample,
  objectiveInput,
  TASK_KINDS,
  TASK_STATES,
  task,
  taskChange,
  taskExample,
  taskInput,
} from '../../geodata/schema/task.ts';
import type { Environment } from '../access/environment.ts';
import { permits } from '../access/may.ts';
import type { Queryable } from '../db/database.ts';
import { areaExists } from '../queries/area_records.ts';
import * as records from '../queries/tasks.ts';
import { createRouter, type Deps } from './environment.ts';
import { jsonOf, nextAddress, pageQuery } from './feature.ts';
import { mountWritable } from './writable.ts';

const pageOf = <S extends z.ZodType>(schema: S, words: string) => ({
  200: jsonOf(z.object({ items: z.array(schema), next: z.string().optional() }), words),
});

const list = createRoute({
  method: 'get',
  path: '/api/tasks',
  summary: 'Who does what, where and when; partners see what was shared with them',
  ...permits('read', 'task'),
  request: {
    query: z.strictObject({
      ...pageQuery,
      area: pcode.optional().describe('Tasks of this area and of areas within it'),
      kind: z.enum(TASK_KINDS).optional(),
      state: z.enum(TASK_STATES).optional(),
      objective: z.uuid().optional(),
    }),
  },
  responses: pageOf(task, 'A page of tasks'),
});
const listObjectives = createRoute({
  method: 'get',
  path: '/api/objectives',
  summary: 'Objectives that tasks share, with how many of them are done',
  ...permits('read', 'task'),
  request: { query: z.strictObject(pageQuery) },
  responses: pageOf(objective, 'A page of objectives'),
});

function page<R extends { readonly id: string }>(rows: readonly R[], limit: number, url: string) {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, ...(rows.length > limit && last !== undefined ? { next: nextAddress(url, last.id) } : {}) };
}

const wrong = (pointer: string, detail: string) =>
  new Problem('invalid_input', 'The body has parts that cannot be taken.', [{ pointer, detail }]);

/** A partner says how far a task is, and nothing else of it. */
function demandOnly({ role }: Viewer, parts: object, allowed: 'state' | null): void {
  if (role !== 'partner' || (allowed !== null && Object.keys(parts).every((part) => part === allowed))) return;
  throw new Problem('forbidden', 'You may say how far a shared task is; the rest is for those who wrote it.');
}

async function demandArea(db: Queryable, viewer: Viewer, areaPcode: string | null): Promise<void> {
  if (areaPcode !== null && !(await areaExists(db, viewer, areaPcode)))
    throw wrong('/areaPcode', 'There is no area with this P-code.');
}

export function taskRoutes(deps: Pick<Deps, 'database' | 'outbox'>) {
  const router = createRouter();
  const asOwner = createMiddleware<Environment>(async (c, next) => {
    c.set('database', deps.database);
    await next();
  });
  for (const noun of ['tasks', 'objectives']) {
    router.use(`/api/${noun}`, asOwner);
    router.use(`/api/${noun}/*`, asOwner);
  }
  router.openapi(list, async (c) => {
    const { limit, ...filter } = c.req.valid('query');
    const rows = await records.listTasks(c.get('database'), c.get('viewer'), { ...filter, limit: limit + 1 });
    return c.json(page(rows, limit, c.req.url), 200);
  });
  router.openapi(listObjectives, async (c) => {
    const { limit, after } = c.req.valid('query');
    const rows = await records.listObjectives(c.get('database'), c.get('viewer'), { after, limit: limit + 1 });
    return c.json(page(rows, limit, c.req.url), 200);
  });
  mountWritable(router, deps, {
    noun: 'task',
    words: 'task',
    path: '/api/tasks',
    missing: 'task_not_found',
    input: taskInput,
    example: taskExample,
    change: taskChange,
    note: 'Partners change the state of shared tasks, and nothing else.',
    answer: { schema: task, of: (row) => row },
    check: async (db, viewer, record, parts) => {
      demandOnly(viewer, parts, 'state');
      if (record.toDate !== null && record.toDate < record.fromDate)
        throw wrong('/toDate', 'The last day is the first or later.');
      await demandArea(db, viewer, record.areaPcode);
      if (!('objectiveId' in parts) || record.objectiveId === null) return;
      if ((await records.getObjective(db, viewer, record.objectiveId)) === null)
        throw wrong('/objectiveId', 'Choose an objective from the list.');
    },
    isHidden: () => true,
    get: records.getTask,
    insert: records.insertTask,
    update: records.updateTask,
    remove: records.deleteTask,
  });
  mountWritable(router, deps, {
    noun: 'task',
    words: 'objective',
    path: '/api/objectives',
    missing: 'objective_not_found',
    input: objectiveInput,
    example: objectiveExample,
    change: objectiveChange,
    answer: { schema: objective, of: (row) => row },
    check: async (db, viewer, record, parts) => {
      demandOnly(viewer, parts, null);
      await demandArea(db, viewer, record.areaPcode);
    },
    isHidden: () => true,
    get: records.getObjective,
    insert: records.insertObjective,
    update: records.updateObjective,
    remove: async (db, viewer, target) => {
      if (await records.hasTasks(db, viewer, target.id))
        throw new Problem('in_use', 'Tasks still name this objective. Give them another, or remove them, first.');
      return records.deleteObjective(db, viewer, target);
    },
  });
  return router;
}
