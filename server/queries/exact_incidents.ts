// Exact records: for stewards those of their own organization, for operations a case that was assigned to the account
// that asks. Withdrawn, expired and, for operations, rejected ones are in no answer; one that was merged into another is in no
// list, and read by its id. The caller audits in the same transaction.
import type { ExactIncident } from '../../geodata/schema/incident.ts';
import type { Viewer } from '../../geodata/schema/roles.ts';
import type { Queryable } from '../db/database.ts';
import { raw, type Sql, sql } from '../db/sql.ts';

export const exactFields: Sql = raw(`
  id, dataset_id as "datasetId", type, to_char(occurred_from at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "occurredFrom",
  to_char(occurred_to at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "occurredTo",
  time_precision as "timePrecision", place_precision as "placePrecision",
  coalesce(area_r8, area_pcode) as "areaPcode", verification, source_class as "sourceClass", consent,
  assigned_to as "assignedTo", version, st_asgeojson(geom, 7)::json as geom`);

/** Of the steward's organization and area, withdrawn or not. */
export const ownIncidents = ({ organizationId, areaPrefix }: Viewer): Sql => sql`organization_id = ${organizationId}
  and starts_with(coalesce(area_r8, area_pcode, ''), ${areaPrefix})`;

const there = (now: Date): Sql => sql`consent <> 'withdrawn'
  and (expires_on is null or expires_on >= (${now}::timestamptz at time zone 'UTC')::date)`;

/** A page in the order of ids, rejected ones too; none for anybody but a steward. */
export async function listExactIncidents(
  db: Queryable,
  viewer: Viewer,
  filter: { now: Date; after?: string | undefined; limit: number },
): Promise<ExactIncident[]> {
  if (viewer.role !== 'steward') return [];
  return db.rows<ExactIncident>(sql`
    select ${exactFields} from incident
    where ${ownIncidents(viewer)} and ${there(filter.now)} and merged_into is null
      and (${filter.after ?? null}::uuid is null or id > ${filter.after ?? null}::uuid)
    order by id limit ${filter.limit}`);
}

/** null for whoever may not read it exactly, as for an id that there is not. */
export async function getExactIncident(
  db: Queryable,
  viewer: Viewer,
  { id, now }: { id: string; now: Date },
): Promise<ExactIncident | null> {
  if (viewer.role === 'steward') {
    return db.maybeOne<ExactIncident>(sql`
      select ${exactFields} from incident where ${ownIncidents(viewer)} and id = ${id}::uuid and ${there(now)}`);
  }
  if (viewer.role !== 'operations') return null;
  return db.maybeOne<ExactIncident>(sql`
    select ${exactFields} from assigned_incident(${id}::uuid) where ${there(now)} and verification <> 'rejected'`);
}

/** Exact points of a steward's organization as columns in the order of ids; areas are no points. */
export async function incidentPoints(
  db: Queryable,
  viewer: Viewer,
  filter: { now: Date; from: string; to: string; type?: string | undefined },
): Promise<{ id: string; lon: number; lat: number; time: string }[]> {
  if (viewer.role !== 'steward') return [];
  return db.rows(sql`
    select id, st_x(geom) as lon, st_y(geom) as lat, to_char(occurred_from at time zone 'UTC', 'YYYY-MM-DD') as time
    from incident
    where ${ownIncidents(viewer)} and ${there(filter.now)} and verification <> 'rejected' and merged_into is null and cell_r8 is not null
      and time_precision in ('hour', 'day') and day between ${filter.from}::date and ${filter.to}::date
      and (${filter.type ?? null}::text is null or type = ${filter.type ?? null}::text)
    order by id`);
}
