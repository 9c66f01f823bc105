// Runs of patrol routes of the viewer's own area, each with its hours per cell and month, written with it.
import type { PatrolRun, PatrolRunInput } from '../../geodata/schema/patrol.ts';
import type { Viewer } from '../../geodata/schema/roles.ts';
import type { Queryable } from '../db/database.ts';
import { type Sql, sql } from '../db/sql.ts';
import { patrolEffortOf } from './patrol_effort.ts';

export interface RunRecord extends PatrolRun {
  readonly version: number;
}

/** What is stored of a run: the length is that of the line. */
export type Run = PatrolRunInput & { readonly lengthMeters: number };

const instant = (column: Sql): Sql => sql`to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

const fields = sql`id, route_id as "routeId", ${instant(sql`started_at`)} as "startedAt",
  ${instant(sql`ended_at`)} as "endedAt", length_meters as "lengthMeters", version, st_asgeojson(geom, 15)::json as geom`;

/** Routes of the viewer's own area. */
const routes = ({ organizationId, areaPrefix }: Viewer): Sql => sql`
  select id from patrol_route
  where organization_id = ${organizationId} and starts_with(coalesce(area_pcode, ''), ${areaPrefix})`;

const one = (viewer: Viewer, id: string): Sql => sql`
  organization_id = ${viewer.organizationId} and id = ${id}::uuid and route_id in (${routes(viewer)})`;

const line = ({ geom }: Run): Sql => sql`st_setsrid(st_geomfromgeojson(${JSON.stringify(geom)}), 4326)`;

export const getRun = (
  db: Queryable,
  viewer: Viewer,
  { id, routeId }: { id: string; routeId: string },
): Promise<RunRecord | null> =>
  db.maybeOne<RunRecord>(sql`
    select ${fields} from patrol_run where ${one(viewer, id)} and route_id = ${routeId}::uuid`);

/** Null where the route is not the viewer's to see. */
export async function insertRun(
  tx: Queryable,
  viewer: Viewer,
  { routeId, run }: { routeId: string; run: Run },
): Promise<RunRecord | null> {
  const stored = await tx.maybeOne<RunRecord>(sql`
    insert into patrol_run (organization_id, route_id, started_at, ended_at, length_meters, geom)
    select ${viewer.organizationId}, own.id, ${run.startedAt}::timestamptz, ${run.endedAt}::timestamptz,
      ${run.lengthMeters}, ${line(run)}
    from (${routes(viewer)}) own where own.id = ${routeId}::uuid
    returning ${fields}`);
  if (stored !== null) await writeEffort(tx, viewer, stored);
  return stored;
}

export async function updateRun(
  tx: Queryable,
  viewer: Viewer,
  { id, version, run }: { id: string; version: number; run: Run },
): Promise<RunRecord | null> {
  const stored = await tx.maybeOne<RunRecord>(sql`
    update patrol_run set started_at = ${run.startedAt}::timestamptz, ended_at = ${run.endedAt}::timestamptz,
      length_meters = ${run.lengthMeters}, geom = ${line(run)}, version = version + 1
    where ${one(viewer, id)} and version = ${version} returning ${fields}`);
  if (stored === null) return null;
  await tx.run(
    sql`delete from patrol_effort where organization_id = ${viewer.organizationId} and run_id = ${id}::uuid`,
  );
  await writeEffort(tx, viewer, stored);
  return stored;
}

/** Its effort goes with it. */
export const deleteRun = async (
  tx: Queryable,
  viewer: Viewer,
  { id, version }: { id: string; version: number },
): Promise<boolean> =>
  (await tx.run(sql`delete from patrol_run where ${one(viewer, id)} and version = ${version}`)) === 1;

/** As an import computes it, by the same function, of the run as stored. */
async function writeEffort(tx: Queryable, viewer: Viewer, run: PatrolRun): Promise<void> {
  const effort = patrolEffortOf(run);
  await tx.run(sql`
    insert into patrol_effort (organization_id, run_id, cell_r7, month, hours)
    select ${viewer.organizationId}, ${run.id}::uuid, cell, month, hours
    from unnest(${effort.map((row) => row.cell)}::text[], ${effort.map((row) => row.month)}::date[],
      ${effort.map((row) => row.hours)}::float8[]) as spent (cell, month, hours)`);
}
