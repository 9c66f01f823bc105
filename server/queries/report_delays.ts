// How late reports are written down, as a triangle of counts: nothing of a single record leaves the query. What was
// imported has the day of its import and says nothing of delay: it is left out.
import type { IncidentType } from '../../geodata/schema/incident.ts';
import type { Viewer } from '../../geodata/schema/roles.ts';
import type { Queryable } from '../db/database.ts';
import { sql } from '../db/sql.ts';
import { liveOn } from './planner_picture.ts';

export interface DelayCount {
  /** Bins before the last one, 0 = the last. */
  readonly back: number;
  /** Bins between the day and the day of writing. */
  readonly delay: number;
  readonly count: number;
}

/** Reports of the days from `first` to `last` that had been written down by the end of `last`; [] for roles below operations. */
export async function reportDelays(
  db: Queryable,
  viewer: Viewer,
  of: { now: Date; first: string; last: string; periodDays: number; type?: IncidentType | undefined },
): Promise<DelayCount[]> {
  if (viewer.role !== 'operations' && viewer.role !== 'steward') return [];
  const { now, first, last, periodDays, type = null } = of;
  return db.rows<DelayCount>(sql`
    select back, greatest(0, back - written) as delay, count(*) as count
    from (
      select (${last}::date - day) / ${periodDays}::int as back, (${last}::date - recorded_on) / ${periodDays}::int as written
      from incident i
      where organization_id = ${viewer.organizationId} and ${liveOn(now)}
        and starts_with(coalesce(case when cell_r8 is null then area_pcode else area_r8 end, ''), ${viewer.areaPrefix})
        and time_precision in ('hour', 'day') and day between ${first}::date and ${last}::date
        and recorded_on <= ${last}::date and (${type}::text is null or type = ${type}::text)
        and not exists (select from dataset d where d.organization_id = i.organization_id and d.id = i.dataset_id
          and (d.created_at at time zone 'UTC')::date = i.recorded_on)
    ) known
    group by 1, 2 order by 1, 2`);
}
