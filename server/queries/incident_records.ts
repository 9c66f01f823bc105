// Reported incidents one by one, as coarse as the duty room sees them: cell, area and period, never the point or the hour.
import type { IncidentType } from '../../geodata/schema/incident.ts';
import type { IncidentRecord } from '../../geodata/schema/incident_record.ts';
import type { Viewer } from '../../geodata/schema/roles.ts';
import type { Queryable } from '../db/database.ts';
import { join, type Sql, sql } from '../db/sql.ts';
import { seenByDuty, shownArea, shownDay } from './incident_columns.ts';
import { dayPeriods } from './incidents.ts';

/** Of the row `incident`. */
export const recordFields: Sql = sql`
  id, type, cell_r8 as cell, nullif(${shownArea}, '') as "areaPcode", ${dayPeriods} as period, verification,
  source_class as "sourceClass", place_precision as "placePrecision",
  (select count(*)::int from incident merged
    where merged.organization_id = incident.organization_id and merged.merged_into = incident.id) as merged`;

export interface RecordFilter {
  readonly now: Date;
  /** One of the two; an area means the records that are known no more exactly than that. */
  readonly cell?: string | undefined;
  readonly pcode?: string | undefined;
  /** First and last of the days that records stand at. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly type?: IncidentType | undefined;
  readonly after?: string | undefined;
  readonly limit: number;
}

/** A page in the order of ids. */
export function listRecords(db: Queryable, viewer: Viewer, filter: RecordFilter): Promise<IncidentRecord[]> {
  const { cell, pcode, from, to, type, after } = filter;
  const conditions = [seenByDuty(viewer, filter.now)];
  if (cell !== undefined) conditions.push(sql`cell_r8 = ${cell}`);
  if (pcode !== undefined) conditions.push(sql`cell_r8 is null and area_pcode = ${pcode}`);
  if (from !== undefined) conditions.push(sql`${shownDay} >= ${from}::date`);
  if (to !== undefined) conditions.push(sql`${shownDay} <= ${to}::date`);
  if (type !== undefined) conditions.push(sql`type = ${type}`);
  if (after !== undefined) conditions.push(sql`id > ${after}::uuid`);
  return db.rows<IncidentRecord>(sql`
    select ${recordFields} from incident where ${join(conditions, ' and ')} order by id limit ${filter.limit}`);
}

/** null where it is not to be seen, or merged into another. */
export const getRecord = (
  db: Queryable,
  viewer: Viewer,
  of: { id: string; now: Date },
): Promise<IncidentRecord | null> =>
  db.maybeOne<IncidentRecord>(sql`
    select ${recordFields} from incident where ${seenByDuty(viewer, of.now)} and id = ${of.id}::uuid`);
