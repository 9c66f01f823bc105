// Incidents as a role may see them. Precision is reduced here, inside the query, before any text exists: cells and
// periods come out of the database, and every filter acts on those, never on the exact point or time.
import type { IncidentType } from '../../geodata/schema/incident.ts';
import { INCIDENT_VIEW, type Role, type Viewer } from '../../geodata/schema/roles.ts';
import type { Queryable } from '../db/database.ts';
import { raw, type Sql, sql } from '../db/sql.ts';
import { liveOn } from './planner_picture.ts';

export interface IncidentFilter {
  readonly now: Date;
  /** First and last date: every period that shares a day with them is shown, as a whole. */
  readonly from: string;
  readonly to: string;
  readonly type?: IncidentType | undefined;
}

export interface IncidentCount {
  /** H3 cell; for records whose place is vaguer than a cell the P-code of their area, '' where not even that is known. */
  readonly place: string;
  readonly imprecise: boolean;
  readonly type: IncidentType;
  /** Day 2026-10-03, Monday of a week 2026-09-28; for vaguer records month 2026-09 or year 2026: as fine as both role and record allow. */
  readonly period: string;
  readonly count: number;
}

/** A record known only to the week, month or year keeps that coarser period. */
export const dayPeriods: Sql = raw(`
  case when time_precision in ('hour', 'day') then to_char(day, 'YYYY-MM-DD')
       when time_precision = 'year' then to_char(day, 'YYYY')
       else to_char(day, 'YYYY-MM') end`);

/** First and last day of a period, from its text: what is filtered is what is shown. */
const firstDay: Sql = raw(`rpad(period, 10, '-01-01')::date`);
const lastDay: Sql = sql`(${firstDay}
  + case length(period) when 4 then interval '1 year' when 7 then interval '1 month' else interval '1 day' end
  - interval '1 day')::date`;

/** How a role sees counts: stewards as operations do, beside the exact records that are theirs alone; null = not at all. */
export function countsView(role: Role) {
  const view = INCIDENT_VIEW[role === 'steward' ? 'operations' : role];
  return view === undefined || view.resolution === null ? null : { ...view, resolution: view.resolution };
}

/** Whether the role sees records one by one, by cell and day: those whose counts have no floor. */
export const seesRecords = (role: Role): boolean => countsView(role)?.period === 'day';

/**
 * Counts per cell (or area), type and period, at or over the role's floor; what is under it is absent. Planners read
 * their own table, others the columns of an r8 cell and a day. Returns null for roles that may not know of incidents.
 */
export async function incidentCounts(
  db: Queryable,
  viewer: Viewer,
  filter: IncidentFilter,
): Promise<IncidentCount[] | null> {
  const view = countsView(viewer.role);
  if (view === null) return null;
  return view.period === 'week' ? plannerCounts(db, viewer, filter) : dayCounts(db, viewer, filter);
}

const ofType = ({ type }: IncidentFilter): Sql => (type === undefined ? raw('true') : sql`type = ${type}`);

function plannerCounts(db: Queryable, viewer: Viewer, filter: IncidentFilter): Promise<IncidentCount[]> {
  return db.rows<IncidentCount>(sql`
    select place, imprecise, type, to_char(week, 'YYYY-MM-DD') as period, count from planner_cell
    where organization_id = ${viewer.organizationId} and starts_with(coalesce(area_pcode, ''), ${viewer.areaPrefix})
      and week <= ${filter.to}::date and week + 6 >= ${filter.from}::date and ${ofType(filter)}
    order by place, type, week`);
}

function dayCounts(db: Queryable, viewer: Viewer, filter: IncidentFilter): Promise<IncidentCount[]> {
  return db.rows<IncidentCount>(sql`
    select place, imprecise, type, period, count(*) as count
    from (
      select coalesce(cell_r8, area_pcode, '') as place, cell_r8 is null as imprecise, type, ${dayPeriods} as period
      from incident
      where organization_id = ${viewer.organizationId} and ${liveOn(filter.now)}
        and starts_with(coalesce(case when cell_r8 is null then area_pcode else area_r8 end, ''), ${viewer.areaPrefix})
        and day <= (${filter.now}::timestamptz at time zone 'UTC')::date
    ) seen
    where ${firstDay} <= ${filter.to}::date and ${lastDay} >= ${filter.from}::date and ${ofType(filter)}
    group by place, imprecise, type, period
    order by place, type, period`);
}

/** Thursday of the planners' last batch; null before the first. */
export async function pictureDate(db: Queryable, viewer: Viewer): Promise<string | null> {
  const row = await db.maybeOne<{ batch: string }>(
    sql`select batch from planner_batch where organization_id = ${viewer.organizationId}`,
  );
  return row?.batch ?? null;
}
