// Response teams: who can go, and from where. A viewer who is limited to one area meets the teams of that area.

import type { Viewer } from '../../geodata/schema/roles.ts';
import type { Team, TeamInput } from '../../geodata/schema/team.ts';
import type { Queryable } from '../db/database.ts';
import { join, raw, type Sql, sql } from '../db/sql.ts';

const instant = (column: string) => `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
const fields: Sql =
  raw(`id, name, status, ${instant('free_from')} as "freeFrom", st_asgeojson(geom, 7)::json as position,
  area_pcode as "areaPcode", members, access, ${instant('position_at')} as "positionAt", version`);

const own = ({ organizationId, areaPrefix }: Viewer): Sql =>
  areaPrefix === ''
    ? sql`organization_id = ${organizationId}`
    : sql`organization_id = ${organizationId} and starts_with(coalesce(area_pcode, ''), ${areaPrefix})`;
const one = (viewer: Viewer, id: string): Sql => sql`${own(viewer)} and id = ${id}::uuid`;

/** In the order of their ids: a page, or all. */
export async function listTeams(
  db: Queryable,
  viewer: Viewer,
  filter: { after?: string | undefined; mine?: boolean | undefined; limit: number },
): Promise<Team[]> {
  const conditions: Sql[] = [own(viewer)];
  if (filter.after !== undefined) conditions.push(sql`id > ${filter.after}::uuid`);
  if (filter.mine) conditions.push(sql`coalesce(${viewer.accountId ?? null}::uuid = any (members), false)`);
  return db.rows<Team>(
    sql`select ${fields} from team where ${join(conditions, ' and ')} order by id limit ${filter.limit}`,
  );
}

export const getTeam = (db: Queryable, viewer: Viewer, id: string): Promise<Team | null> =>
  db.maybeOne<Team>(sql`select ${fields} from team where ${one(viewer, id)}`);

const pointOf = ({ position }: TeamInput): Sql =>
  position === null
    ? raw('null::geometry')
    : sql`st_setsrid(st_makepoint(${position.coordinates[0]}, ${position.coordinates[1]}), 4326)`;

export const insertTeam = (db: Queryable, viewer: Viewer, team: TeamInput, now: Date): Promise<Team> =>
  db.one<Team>(sql`
    insert into team (organization_id, name, status, free_from, area_pcode, members, access, geom, position_at)
    values (${viewer.organizationId}, ${team.name}, ${team.status}, ${team.freeFrom}::timestamptz, ${team.areaPcode},
      ${team.members}::uuid[], ${team.access}, ${pointOf(team)}, ${team.position === null ? null : now}::timestamptz)
    returning ${fields}`);

/** `isMoved`: its position is written anew, be it the same. Null when the version is another. */
export const updateTeam = (
  db: Queryable,
  viewer: Viewer,
  of: { id: string; version: number; record: TeamInput; isMoved: boolean; now: Date },
): Promise<Team | null> =>
  db.maybeOne<Team>(sql`
    update team set name = ${of.record.name}, status = ${of.record.status}, free_from = ${of.record.freeFrom}::timestamptz,
      area_pcode = ${of.record.areaPcode}, members = ${of.record.members}::uuid[], access = ${of.record.access},
      version = version + 1
      ${of.isMoved ? sql`, geom = ${pointOf(of.record)}, position_at = ${of.record.position === null ? null : of.now}::timestamptz` : raw('')}
    where ${one(viewer, of.id)} and version = ${of.version} returning ${fields}`);

export const deleteTeam = async (
  db: Queryable,
  viewer: Viewer,
  { id, version }: { id: string; version: number },
): Promise<boolean> => (await db.run(sql`delete from team where ${one(viewer, id)} and version = ${version}`)) === 1;

/** Teams that an open alert was given to. */
export async function busyTeams(db: Queryable, { organizationId }: Viewer): Promise<Set<string>> {
  const rows = await db.rows<{ id: string }>(sql`
    select distinct team_id as id from alert
    where organization_id = ${organizationId} and state in ('assigned', 'responding') and team_id is not null`);
  return new Set(rows.map(({ id }) => id));
}

/** Whether all of them may own an alert or be in a team: of this organization, operations or steward, active. */
export async function areDutyAccounts(db: Queryable, ids: readonly string[]): Promise<boolean> {
  if (ids.length === 0) return true;
  return (await db.one<{ are: boolean }>(sql`select are_duty_accounts(${[...ids]}::uuid[]) as are`)).are;
}
