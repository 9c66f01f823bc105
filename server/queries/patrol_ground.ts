// What a patrol plan and the figures of patrols are made from: routes and runs of the viewer's own area, and how many incidents
// of which source operations see in cells. Never a point, never a day.
import type { Position } from '../../geodata/schema/geometry.ts';
import type { PatrolRoute } from '../../geodata/schema/patrol.ts';
import type { Viewer } from '../../geodata/schema/roles.ts';
import type { Queryable } from '../db/database.ts';
import { type Sql, sql } from '../db/sql.ts';
import { liveOn } from './planner_picture.ts';

export interface GroundRoute extends Pick<PatrolRoute, 'id' | 'name' | 'purpose' | 'runsPerWeek'> {
  readonly areaPcode: string | null;
  readonly line: readonly Position[];
}

export interface GroundRun {
  readonly routeId: string;
  readonly startedAt: Date;
  readonly endedAt: Date;
  readonly meters: number;
  readonly line: readonly Position[];
}

const own = ({ organizationId, areaPrefix }: Viewer): Sql =>
  sql`r.organization_id = ${organizationId} and starts_with(coalesce(r.area_pcode, ''), ${areaPrefix})`;

/** Corners nearer than this to the line, in degrees (30 m), are left out: figures are of cells. */
const CORNER_DEGREES = 0.0003;

/** `ids`: null = all. In the order of ids. */
export const groundRoutes = (
  db: Queryable,
  viewer: Viewer,
  { ids, limit }: { ids: readonly string[] | null; limit: number },
): Promise<GroundRoute[]> =>
  db.rows<GroundRoute>(sql`
    select r.id, r.name, r.purpose, r.runs_per_week as "runsPerWeek", r.area_pcode as "areaPcode",
      st_asgeojson(st_simplify(r.geom, ${CORNER_DEGREES}, true), 7)::json -> 'coordinates' as line
    from patrol_route r
    where ${own(viewer)} and (${ids}::uuid[] is null or r.id = any (${ids}::uuid[]))
    order by r.id limit ${limit}`);

/** Runs that began in the period, newest first. */
export const groundRuns = (
  db: Queryable,
  viewer: Viewer,
  { from, until, limit }: { from: Date; until: Date; limit: number },
): Promise<GroundRun[]> =>
  db.rows<GroundRun>(sql`
    select w.route_id as "routeId", w.started_at as "startedAt", w.ended_at as "endedAt", w.length_meters as meters,
      st_asgeojson(st_simplify(w.geom, ${CORNER_DEGREES}, true), 7)::json -> 'coordinates' as line
    from patrol_run w join patrol_route r on r.organization_id = w.organization_id and r.id = w.route_id
    where ${own(viewer)} and w.started_at >= ${from}::timestamptz and w.started_at < ${until}::timestamptz
    order by w.started_at desc, w.id limit ${limit}`);

export interface SourceCount {
  readonly cell: string;
  /** By survivors and communities; or by patrols themselves. Other sources are neither. */
  readonly by: 'reported' | 'found';
  readonly count: number;
}

/** Incidents of the days since `since` by cell of resolution 8; those whose place is vaguer than a cell are in none. */
export const sourceCounts = (
  db: Queryable,
  { organizationId, areaPrefix }: Viewer,
  { cells, since, now }: { cells: readonly string[]; since: Date; now: Date },
): Promise<SourceCount[]> =>
  db.rows<SourceCount>(sql`
    select cell_r8 as cell, case source_class when 'patrol' then 'found' else 'reported' end as by, count(*) as count
    from incident
    where organization_id = ${organizationId} and ${liveOn(now)} and cell_r8 = any (${[...cells]}::text[])
      and starts_with(coalesce(area_r8, ''), ${areaPrefix}) and source_class in ('survivor', 'community', 'patrol')
      and day >= (${since}::timestamptz at time zone 'UTC')::date and day <= (${now}::timestamptz at time zone 'UTC')::date
    group by 1, 2 order by 1, 2`);
