// Patrol routes and runs (operations and steward only) and patrol effort (hours per cell and past month, for planners).
import type { PatrolRoute, PatrolRun } from '../../geodata/schema/patrol.ts';
import type { Viewer } from '../../geodata/schema/roles.ts';
import type { Queryable } from '../db/database.ts';
import { raw, type Sql, sql } from '../db/sql.ts';

export interface PatrolRow extends PatrolRoute {
  readonly areaPcode: string | null;
  readonly runsLast30Days: number;
  readonly lastRunAt: string | null;
}

const own = (viewer: Viewer): Sql =>
  sql`r.organization_id = ${viewer.organizationId} and starts_with(coalesce(r.area_pcode, ''), ${viewer.areaPrefix})`;

/** Routes of the viewer's own area, with what was run of them in the 30 days before `now`. */
export async function listPatrols(
  db: Queryable,
  viewer: Viewer,
  filter: { now: Date; after?: string | undefined; only?: Sql | undefined; limit: number },
): Promise<PatrolRow[]> {
  return db.rows<PatrolRow>(sql`
    select r.id, r.dataset_id as "datasetId", r.name, r.mode, r.purpose, r.team, r.runs_per_week as "runsPerWeek",
      r.invented, r.area_pcode as "areaPcode", st_asgeojson(r.geom, 7)::json as geom,
      coalesce(s.runs, 0) as "runsLast30Days",
      to_char(s.last_run at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "lastRunAt"
    from patrol_route r
    left join (
      select route_id, max(started_at) as last_run,
        count(*) filter (where started_at > ${filter.now}::timestamptz - interval '30 days') as runs
      from patrol_run where organization_id = ${viewer.organizationId} and started_at <= ${filter.now}::timestamptz
      group by route_id
    ) s on s.route_id = r.id
    where ${own(viewer)} and (${filter.after ?? null}::uuid is null or r.id > ${filter.after ?? null}::uuid)
      and ${filter.only ?? raw('true')}
    order by r.id limit ${filter.limit}`);
}

const runFields: Sql = raw(`
  id, route_id as "routeId", to_char(started_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "startedAt",
  to_char(ended_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "endedAt", length_meters as "lengthMeters",
  st_asgeojson(geom, 7)::json as geom`);

/** Runs of one route, newest first; null when the route is not the viewer's to see. */
export async function listPatrolRuns(
  db: Queryable,
  viewer: Viewer,
  filter: { routeId: string; limit: number },
): Promise<PatrolRun[] | null> {
  const route = await db.maybeOne(
    sql`select r.id from patrol_route r where ${own(viewer)} and r.id = ${filter.routeId}::uuid`,
  );
  if (route === null) return null;
  return db.rows<PatrolRun>(sql`
    select ${runFields} from patrol_run
    where organization_id = ${viewer.organizationId} and route_id = ${filter.routeId}::uuid
    order by started_at desc, id limit ${filter.limit}`);
}

/** Runs of all routes of the viewer's own area, by id. */
export async function listRuns(
  db: Queryable,
  viewer: Viewer,
  filter: { after?: string | undefined; only?: Sql | undefined; limit: number },
): Promise<PatrolRun[]> {
  return db.rows<PatrolRun>(sql`
    select ${runFields} from patrol_run
    where organization_id = ${viewer.organizationId}
      and route_id in (select r.id from patrol_route r where ${own(viewer)})
      and (${filter.after ?? null}::uuid is null or id > ${filter.after ?? null}::uuid) and ${filter.only ?? raw('true')}
    order by id limit ${filter.limit}`);
}

export interface PatrolEffortRow {
  readonly cell: string;
  readonly month: string;
  readonly hours: number;
}

/**
 * Hours per H3 r7 cell and month, past months only: no plan, no position, no current month. Planners read those of the
 * last batch in cells of their own area; operations and stewards what was entered up to now on routes of theirs.
 */
export async function patrolEffort(db: Queryable, viewer: Viewer, now: Date): Promise<PatrolEffortRow[]> {
  if (viewer.role === 'planner') {
    return db.rows<PatrolEffortRow>(sql`
      select cell_r7 as cell, to_char(month, 'YYYY-MM') as month, hours from planner_effort
      where organization_id = ${viewer.organizationId} and starts_with(coalesce(area_pcode, ''), ${viewer.areaPrefix})
      order by planner_effort.month desc, cell_r7`);
  }
  return db.rows<PatrolEffortRow>(sql`
    select e.cell_r7 as cell, to_char(e.month, 'YYYY-MM') as month, round(sum(e.hours)::numeric, 1)::float8 as hours
    from patrol_effort e
    join patrol_run w on w.organization_id = e.organization_id and w.id = e.run_id
    join patrol_route r on r.organization_id = w.organization_id and r.id = w.route_id
    where ${own(viewer)} and e.month < date_trunc('month', ${now}::timestamptz at time zone 'UTC')::date
    group by e.cell_r7, e.month order by e.month desc, e.cell_r7`);
}
