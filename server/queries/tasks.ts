// Tasks and objectives of one organization. Asked by the owner of the tables (0012_alerts.sql), so every statement names the
// organization, what the role may see, and the area that the account is limited to.

import type { Viewer } from '../../geodata/schema/roles.ts';
import type { Objective, ObjectiveInput, Task, TaskInput, TaskKind, TaskState } from '../../geodata/schema/task.ts';
import type { Queryable } from '../db/database.ts';
import { join, type Sql, sql } from '../db/sql.ts';

/** Of a partner's task the objective that was shared too: another one is not there, not even by its id. */
const objectiveSeen = ({ role }: Viewer): Sql => sql`case when ${role !== 'partner'} or exists (select from objective o
  where o.organization_id = task.organization_id and o.id = task.objective_id and o.shared) then objective_id end`;
const taskFields = (
  viewer: Viewer,
): Sql => sql`id, title, agency, kind, area_pcode as "areaPcode", from_date as "fromDate",
  to_date as "toDate", state, shared, ${objectiveSeen(viewer)} as "objectiveId", version`;

/** Staff see all of their area, partners what was shared with them. */
const visible = ({ organizationId, areaPrefix, role }: Viewer): Sql =>
  sql`organization_id = ${organizationId} and starts_with(area_pcode, ${areaPrefix}) and (shared or ${role !== 'partner'})`;
/** An objective without an area is everybody's. */
const visibleObjectives = ({ organizationId, areaPrefix, role }: Viewer): Sql =>
  sql`organization_id = ${organizationId} and (area_pcode is null or starts_with(area_pcode, ${areaPrefix}))
    and (shared or ${role !== 'partner'})`;
const one = (viewer: Viewer, id: string): Sql => sql`${visible(viewer)} and id = ${id}::uuid`;
const oneObjective = (viewer: Viewer, id: string): Sql => sql`${visibleObjectives(viewer)} and id = ${id}::uuid`;

interface Page {
  readonly after?: string | undefined;
  readonly limit: number;
}
interface Target {
  readonly id: string;
  readonly version: number;
}

export async function listTasks(
  db: Queryable,
  viewer: Viewer,
  filter: Page & {
    area?: string | undefined;
    kind?: TaskKind | undefined;
    state?: TaskState | undefined;
    objective?: string | undefined;
  },
): Promise<Task[]> {
  const { after, area, kind, state, objective, limit } = filter;
  const conditions: Sql[] = [visible(viewer)];
  if (after !== undefined) conditions.push(sql`id > ${after}::uuid`);
  if (area !== undefined) conditions.push(sql`starts_with(area_pcode, ${area})`);
  if (kind !== undefined) conditions.push(sql`kind = ${kind}`);
  if (state !== undefined) conditions.push(sql`state = ${state}`);
  if (objective !== undefined) conditions.push(sql`${objectiveSeen(viewer)} = ${objective}::uuid`);
  return db.rows<Task>(
    sql`select ${taskFields(viewer)} from task where ${join(conditions, ' and ')} order by id limit ${limit}`,
  );
}

export const getTask = (db: Queryable, viewer: Viewer, id: string): Promise<Task | null> =>
  db.maybeOne<Task>(sql`select ${taskFields(viewer)} from task where ${one(viewer, id)}`);

export const insertTask = (db: Queryable, viewer: Viewer, task: TaskInput): Promise<Task> =>
  db.one<Task>(sql`
    insert into task (organization_id, title, agency, kind, area_pcode, from_date, to_date, state, shared, objective_id)
    values (${viewer.organizationId}, ${task.title}, ${task.agency}, ${task.kind}, ${task.areaPcode},
      ${task.fromDate}::date, ${task.toDate}::date, ${task.state}, ${task.shared}, ${task.objectiveId}::uuid)
    returning ${taskFields(viewer)}`);

export const updateTask = (
  db: Queryable,
  viewer: Viewer,
  { id, version, record: task }: Target & { record: TaskInput },
): Promise<Task | null> =>
  db.maybeOne<Task>(sql`
    update task set title = ${task.title}, agency = ${task.agency}, kind = ${task.kind}, area_pcode = ${task.areaPcode},
      from_date = ${task.fromDate}::date, to_date = ${task.toDate}::date, state = ${task.state}, shared = ${task.shared},
      objective_id = case when ${viewer.role === 'partner'} then objective_id else ${task.objectiveId}::uuid end, version = version + 1
    where ${one(viewer, id)} and version = ${version} returning ${taskFields(viewer)}`);

export const deleteTask = async (db: Queryable, viewer: Viewer, { id, version }: Target): Promise<boolean> =>
  (await db.run(sql`delete from task where ${one(viewer, id)} and version = ${version}`)) === 1;

/** With the tasks that the viewer sees of it; one that was cancelled is none. */
const objectiveFields = (
  viewer: Viewer,
): Sql => sql`id, title, area_pcode as "areaPcode", by_date as "byDate", shared, version,
  (select count(*) from task where ${visible(viewer)} and objective_id = objective.id and state <> 'cancelled') as tasks,
  (select count(*) from task where ${visible(viewer)} and objective_id = objective.id and state = 'done') as "tasksDone"`;

export const listObjectives = (db: Queryable, viewer: Viewer, { after, limit }: Page): Promise<Objective[]> =>
  db.rows<Objective>(sql`
    select ${objectiveFields(viewer)} from objective
    where ${visibleObjectives(viewer)} and (${after ?? null}::uuid is null or id > ${after ?? null}::uuid)
    order by id limit ${limit}`);

export const getObjective = (db: Queryable, viewer: Viewer, id: string): Promise<Objective | null> =>
  db.maybeOne<Objective>(sql`select ${objectiveFields(viewer)} from objective where ${oneObjective(viewer, id)}`);

export const insertObjective = (db: Queryable, viewer: Viewer, objective: ObjectiveInput): Promise<Objective> =>
  db.one<Objective>(sql`
    insert into objective (organization_id, title, area_pcode, by_date, shared)
    values (${viewer.organizationId}, ${objective.title}, ${objective.areaPcode}, ${objective.byDate}::date, ${objective.shared})
    returning ${objectiveFields(viewer)}`);

export const updateObjective = (
  db: Queryable,
  viewer: Viewer,
  { id, version, record }: Target & { record: ObjectiveInput },
): Promise<Objective | null> =>
  db.maybeOne<Objective>(sql`
    update objective set title = ${record.title}, area_pcode = ${record.areaPcode}, by_date = ${record.byDate}::date,
      shared = ${record.shared}, version = version + 1
    where ${oneObjective(viewer, id)} and version = ${version} returning ${objectiveFields(viewer)}`);

/** Whether a task still names it, seen by the viewer or not. */
export async function hasTasks(db: Queryable, { organizationId }: Viewer, id: string): Promise<boolean> {
  const { has } = await db.one<{ has: boolean }>(sql`
    select exists (select from task where organization_id = ${organizationId} and objective_id = ${id}::uuid) as has`);
  return has;
}

export const deleteObjective = async (db: Queryable, viewer: Viewer, { id, version }: Target): Promise<boolean> =>
  (await db.run(sql`delete from objective where ${oneObjective(viewer, id)} and version = ${version}`)) === 1;
