// Reporting points: where and when people could report. Planners read of which area a point is and never its cell: the
// place may be a protected one by another name. An account that is limited to an area reads those of its area and of what holds it.
import type { ReportingPoint, ReportingPointInput } from '../../geodata/schema/reporting_point.ts';
import { SEES_PROTECTED_SERVICES, type Viewer } from '../../geodata/schema/roles.ts';
import type { Queryable } from '../db/database.ts';
import { raw, type Sql, sql } from '../db/sql.ts';

/** Without its cell a point serves its whole area. */
const fields = ({ role }: Viewer): Sql => sql`id, kind, area_pcode as "areaPcode",
  ${SEES_PROTECTED_SERVICES.has(role) ? raw('cell_r7 as cell, reach_rings') : raw('null::text as cell, 0')} as "reachRings",
  open_periods as "openPeriods", network, version`;

const visible = ({ organizationId, areaPrefix }: Viewer): Sql => sql`organization_id = ${organizationId}
  and (starts_with(area_pcode, ${areaPrefix}) or starts_with(${areaPrefix}, area_pcode))`;

const one = (viewer: Viewer, id: string): Sql => sql`${visible(viewer)} and id = ${id}::uuid`;

/** Of one area, of those that hold it and of those within it where one is named. In the order of ids. */
export async function listReportingPoints(
  db: Queryable,
  viewer: Viewer,
  filter: { area?: string | undefined; after?: string | undefined; limit: number },
): Promise<ReportingPoint[]> {
  const { area = null, after = null, limit } = filter;
  return db.rows<ReportingPoint>(sql`
    select ${fields(viewer)} from reporting_point
    where ${visible(viewer)} and (${after}::uuid is null or id > ${after}::uuid)
      and (${area}::text is null or starts_with(area_pcode, ${area}::text) or starts_with(${area}::text, area_pcode))
    order by id limit ${limit}`);
}

export const getReportingPoint = (db: Queryable, viewer: Viewer, id: string): Promise<ReportingPoint | null> =>
  db.maybeOne<ReportingPoint>(sql`select ${fields(viewer)} from reporting_point where ${one(viewer, id)}`);

export const insertReportingPoint = (
  db: Queryable,
  viewer: Viewer,
  point: ReportingPointInput,
): Promise<ReportingPoint> =>
  db.one<ReportingPoint>(sql`
    insert into reporting_point (organization_id, kind, area_pcode, cell_r7, reach_rings, open_periods, network)
    values (${viewer.organizationId}, ${point.kind}, ${point.areaPcode}, ${point.cell}, ${point.reachRings},
      ${JSON.stringify(point.openPeriods)}::jsonb, ${point.network})
    returning ${fields(viewer)}`);

export const updateReportingPoint = (
  db: Queryable,
  viewer: Viewer,
  { id, version, record }: { id: string; version: number; record: ReportingPointInput },
): Promise<ReportingPoint | null> =>
  db.maybeOne<ReportingPoint>(sql`
    update reporting_point set kind = ${record.kind}, area_pcode = ${record.areaPcode}, cell_r7 = ${record.cell},
      reach_rings = ${record.reachRings}, open_periods = ${JSON.stringify(record.openPeriods)}::jsonb,
      network = ${record.network}, updated_at = now(), version = version + 1
    where ${one(viewer, id)} and version = ${version} returning ${fields(viewer)}`);

export const deleteReportingPoint = async (
  db: Queryable,
  viewer: Viewer,
  { id, version }: { id: string; version: number },
): Promise<boolean> =>
  (await db.run(sql`delete from reporting_point where ${one(viewer, id)} and version = ${version}`)) === 1;
