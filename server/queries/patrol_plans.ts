// Patrol plans of the viewer's own area. The visits are sealed bytes here: no query can tell one.
import type { PatrolPlan } from '../../geodata/schema/patrol_plan.ts';
import type { Viewer } from '../../geodata/schema/roles.ts';
import type { Queryable } from '../db/database.ts';
import { raw, type Sql, sql } from '../db/sql.ts';

const fields = raw(`id, area_pcode as "areaPcode", starts_on as "startsOn", weeks, time_zone as "timeZone",
  team_ids as "teamIds", made_on as "madeOn", figures, version`);

const visible = ({ organizationId, areaPrefix }: Viewer): Sql =>
  sql`organization_id = ${organizationId} and starts_with(area_pcode, ${areaPrefix})`;
const one = (viewer: Viewer, id: string): Sql => sql`${visible(viewer)} and id = ${id}::uuid`;

/** In the order of ids. */
export const listPatrolPlans = (
  db: Queryable,
  viewer: Viewer,
  { after, limit }: { after?: string | undefined; limit: number },
): Promise<PatrolPlan[]> =>
  db.rows<PatrolPlan>(sql`
    select ${fields} from patrol_plan
    where ${visible(viewer)} and (${after ?? null}::uuid is null or id > ${after ?? null}::uuid)
    order by id limit ${limit}`);

export const getPatrolPlan = (db: Queryable, viewer: Viewer, id: string): Promise<PatrolPlan | null> =>
  db.maybeOne<PatrolPlan>(sql`select ${fields} from patrol_plan where ${one(viewer, id)}`);

export interface SealedPlan {
  readonly id: string;
  readonly sealed: Uint8Array;
}

/** Plans with a day from `from` to `until`; a day of margin on both sides, since days are those of the place. */
export const sealedPlans = (
  db: Queryable,
  viewer: Viewer,
  { from, until, id = null }: { from: Date; until: Date; id?: string | null },
): Promise<SealedPlan[]> =>
  db.rows<SealedPlan>(sql`
    select id, sealed from patrol_plan
    where ${visible(viewer)} and starts_on - 1 <= (${until}::timestamptz at time zone 'UTC')::date
      and starts_on + 7 * weeks + 1 >= (${from}::timestamptz at time zone 'UTC')::date
      and (${id}::uuid is null or id = ${id}::uuid)
    order by id`);

/** Whether one of the teams has a plan with a day in these weeks. Plans of an organization are made one after the other. */
export async function haveAPlan(
  tx: Queryable,
  { organizationId }: Viewer,
  { teamIds, startsOn, weeks }: Pick<PatrolPlan, 'teamIds' | 'startsOn' | 'weeks'>,
): Promise<boolean> {
  await tx.run(sql`select pg_advisory_xact_lock(hashtextextended(${`patrol plan ${organizationId}`}, 0))`);
  const found = await tx.maybeOne(sql`
    select id from patrol_plan
    where organization_id = ${organizationId} and team_ids && ${teamIds}::uuid[]
      and starts_on < ${startsOn}::date + ${7 * weeks}::int and starts_on + 7 * weeks > ${startsOn}::date
    limit 1`);
  return found !== null;
}

export const insertPatrolPlan = (
  tx: Queryable,
  { organizationId }: Pick<Viewer, 'organizationId'>,
  plan: Omit<PatrolPlan, 'version'> & SealedPlan,
): Promise<PatrolPlan> =>
  tx.one<PatrolPlan>(sql`
    insert into patrol_plan (organization_id, id, area_pcode, starts_on, weeks, time_zone, team_ids, figures, sealed, made_on)
    values (${organizationId}, ${plan.id}::uuid, ${plan.areaPcode}, ${plan.startsOn}::date, ${plan.weeks},
      ${plan.timeZone}, ${plan.teamIds}::uuid[], ${JSON.stringify(plan.figures)}::jsonb, ${plan.sealed}::bytea,
      ${plan.madeOn}::date)
    returning ${fields}`);

/** Null when the version is another. */
export const resealPatrolPlan = (
  tx: Queryable,
  viewer: Viewer,
  { id, version, sealed }: SealedPlan & { version: number },
): Promise<PatrolPlan | null> =>
  tx.maybeOne<PatrolPlan>(sql`
    update patrol_plan set sealed = ${sealed}::bytea, version = version + 1
    where ${one(viewer, id)} and version = ${version} returning ${fields}`);

export const deletePatrolPlan = async (
  db: Queryable,
  viewer: Viewer,
  { id, version }: { id: string; version: number },
): Promise<boolean> =>
  (await db.run(sql`delete from patrol_plan where ${one(viewer, id)} and version = ${version}`)) === 1;

/** Names and members of these teams of the organization, or of all. */
export const teamMembers = (
  db: Queryable,
  { organizationId }: Pick<Viewer, 'organizationId'>,
  ids: readonly string[] | null,
): Promise<{ id: string; name: string; members: string[]; areaPcode: string | null }[]> =>
  db.rows(sql`
    select id, name, members, area_pcode as "areaPcode" from team
    where organization_id = ${organizationId} and (${ids}::uuid[] is null or id = any (${ids}::uuid[])) order by id`);
