// What each role is shown of the incidents of a quarter, as counts: for stewards, beside a draft. Sums only, no place.
import type { Viewer } from '../../geodata/schema/roles.ts';
import type { Queryable } from '../db/database.ts';
import { sql } from '../db/sql.ts';
import { liveOn } from './planner_picture.ts';

export interface DisclosureCounts {
  /** Records that count: neither rejected nor merged nor withdrawn nor expired. */
  readonly records: number;
  /** Numbers over the planners' floor (cell or area, week and type), and the records in them. */
  readonly planner: { readonly numbers: number; readonly records: number };
  /** r8 cells or areas with a record, and all records. */
  readonly operations: { readonly places: number; readonly records: number };
}

/** `from` and `end`: first day of the quarter and first day after it. A week belongs to the quarter of its Monday. */
export async function disclosureCounts(
  db: Queryable,
  viewer: Viewer,
  { from, end, now }: { from: string; end: string; now: Date },
): Promise<DisclosureCounts> {
  return db.one<DisclosureCounts>(sql`
    with live as (
      select coalesce(cell_r8, area_pcode, '') as place from incident
      where organization_id = ${viewer.organizationId} and day >= ${from}::date and day < ${end}::date
        and ${liveOn(now)}
    ), shown as (
      select count from planner_cell
      where organization_id = ${viewer.organizationId} and week >= ${from}::date and week < ${end}::date
    )
    select (select count(*)::int from live) as records,
      json_build_object('numbers', (select count(*) from shown), 'records', (select coalesce(sum(count), 0) from shown)) as planner,
      json_build_object('places', (select count(distinct place) from live), 'records', (select count(*) from live)) as operations`);
}
