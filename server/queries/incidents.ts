// Incidents as a role may see them. Precision is reduced here, inside the query, before any text exists: cells and
// periods come out of the database, and every filter acts on those, never on the exact point or time.
import type { Incident, IncidentType } from '../../geodata/schema/incident.ts';
import { INCIDENT_VIEW, type Viewer } from '../../geodata/schema/roles.ts';
import type { Queryable } from '../db/database.ts';
import { raw, type Sql, sql } from '../db/sql.ts';

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

/** Records that count at all: rejected ones and those whose consent was withdrawn are gone from every live answer. */
const live: Sql = raw(`verification <> 'rejected' and consent <> 'withdrawn'`);

/** Operations: r8 cell × day. A record known only to the week, month or year keeps that coarser period. */
const dayPeriods: Sql = raw(`
  case when time_precision in ('hour', 'day') then to_char(occurred_from at time zone 'UTC', 'YYYY-MM-DD')
       when time_precision = 'year' then to_char(occurred_from at time zone 'UTC', 'YYYY')
       else to_char(occurred_from at time zone 'UTC', 'YYYY-MM') end`);

/**
 * Planner: ISO weeks, and a week only as a whole: from 72 hours after its end, counted at midnight UTC. A picture that
 * grew by the second would tell the second of each record; weeks that later became months would tell, by
 * subtraction, the weeks that were under the floor. So a week once shown stays that week.
 */
const weekPeriods: Sql = raw(`to_char(date_trunc('week', occurred_from at time zone 'UTC'), 'YYYY-MM-DD')`);

const wholeWeeks = (now: Date, delayHours: number): Sql => sql`
  date_trunc('week', occurred_from at time zone 'UTC') + interval '7 days' + make_interval(hours => ${delayHours}::int)
    <= date_trunc('day', ${now}::timestamptz at time zone 'UTC')
  and time_precision in ('hour', 'day', 'week')`;

/** First and last day of a period, from its text: what is filtered is what is shown. */
const firstDay: Sql = raw(`rpad(period, 10, '-01-01')::date`);
const lastDay = (weekly: boolean): Sql =>
  weekly
    ? raw(`(period::date + 6)`)
    : raw(`(rpad(period, 10, '-01-01')::date
        + case length(period) when 4 then interval '1 year' when 7 then interval '1 month' else interval '1 day' end
        - interval '1 day')::date`);

/**
 * Counts per cell (or area), type and period, at or over the role's floor; what is under it is absent.
 * Returns null for roles that may not know of incidents.
 */
export async function incidentCounts(
  db: Queryable,
  viewer: Viewer,
  filter: IncidentFilter,
): Promise<IncidentCount[] | null> {
  const view = INCIDENT_VIEW[viewer.role];
  if (view === undefined || view.resolution === null) return null;
  const cell = raw(view.resolution === 7 ? 'cell_r7' : 'cell_r8');
  const area = raw(view.resolution === 7 ? 'area_r7' : 'area_r8');
  const weekly = view.period === 'week';
  return db.rows<IncidentCount>(sql`
    select place, imprecise, type, period, count(*) as count
    from (
      select coalesce(${cell}, area_pcode, '') as place, ${cell} is null as imprecise, type,
        ${weekly ? weekPeriods : dayPeriods} as period
      from incident
      where organization_id = ${viewer.organizationId} and ${live}
        and starts_with(coalesce(case when ${cell} is null then area_pcode else ${area} end, ''), ${viewer.areaPrefix})
        and ${weekly ? wholeWeeks(filter.now, view.delayHours) : sql`occurred_from <= ${filter.now}::timestamptz`}
    ) seen
    where ${firstDay} <= ${filter.to}::date and ${lastDay(weekly)} >= ${filter.from}::date
      and (${filter.type ?? null}::text is null or type = ${filter.type ?? null}::text)
    group by place, imprecise, type, period
    having count(*) >= ${view.floor}
    order by place, type, period`);
}

/** Exact records, for the steward of the own organization only. The caller audits the read in the same transaction. */
export async function listExactIncidents(
  db: Queryable,
  viewer: Viewer,
  filter: { after?: string | undefined; limit: number },
): Promise<Incident[]> {
  if (viewer.role !== 'steward') return [];
  return db.rows<Incident>(sql`
    select id, dataset_id as "datasetId", type, to_char(occurred_from at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "occurredFrom",
      to_char(occurred_to at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "occurredTo",
      time_precision as "timePrecision", place_precision as "placePrecision",
      coalesce(area_r8, area_pcode) as "areaPcode", verification, source_class as "sourceClass", consent,
      st_asgeojson(geom, 7)::json as geom
    from incident
    where organization_id = ${viewer.organizationId} and consent <> 'withdrawn'
      and (${filter.after ?? null}::uuid is null or id > ${filter.after ?? null}::uuid)
    order by id limit ${filter.limit}`);
}
