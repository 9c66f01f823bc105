// Patrol routes one by one, of the viewer's own area.
import type { PatrolInput, PatrolRoute } from '../../geodata/schema/patrol.ts';
import type { Viewer } from '../../geodata/schema/roles.ts';
import type { Queryable } from '../db/database.ts';
import { raw, type Sql, sql } from '../db/sql.ts';
import { areaHolding } from './areas.ts';

export interface PatrolRecord extends PatrolRoute {
  readonly areaPcode: string | null;
  readonly version: number;
}

const fields = raw(`id, dataset_id as "datasetId", name, mode, purpose, team, runs_per_week as "runsPerWeek", invented,
  area_pcode as "areaPcode", version, st_asgeojson(geom, 15)::json as geom`);

/** A route of the viewer's own area. */
const one = ({ organizationId, areaPrefix }: Viewer, id: string): Sql => sql`
  organization_id = ${organizationId} and id = ${id}::uuid and starts_with(coalesce(area_pcode, ''), ${areaPrefix})`;

const line = ({ geom }: PatrolInput): Sql => sql`st_setsrid(st_geomfromgeojson(${JSON.stringify(geom)}), 4326)`;

/** The area of a route is that of its start, as in an import. */
const areaOf = ({ organizationId }: Viewer, patrol: PatrolInput): Sql =>
  areaHolding(organizationId, sql`st_startpoint(${line(patrol)})`);

export const getPatrol = (db: Queryable, viewer: Viewer, id: string): Promise<PatrolRecord | null> =>
  db.maybeOne<PatrolRecord>(sql`select ${fields} from patrol_route where ${one(viewer, id)}`);

export const insertPatrol = (db: Queryable, viewer: Viewer, patrol: PatrolInput): Promise<PatrolRecord> =>
  db.one<PatrolRecord>(sql`
    insert into patrol_route (organization_id, name, mode, purpose, team, runs_per_week, geom, area_pcode)
    values (${viewer.organizationId}, ${patrol.name}, ${patrol.mode}, ${patrol.purpose}, ${patrol.team},
      ${patrol.runsPerWeek}, ${line(patrol)}, ${areaOf(viewer, patrol)})
    returning ${fields}`);

export const updatePatrol = (
  db: Queryable,
  viewer: Viewer,
  { id, version, record }: { id: string; version: number; record: PatrolInput },
): Promise<PatrolRecord | null> =>
  db.maybeOne<PatrolRecord>(sql`
    update patrol_route set name = ${record.name}, mode = ${record.mode}, purpose = ${record.purpose},
      team = ${record.team}, runs_per_week = ${record.runsPerWeek}, geom = ${line(record)},
      area_pcode = ${areaOf(viewer, record)}, version = version + 1, updated_at = now()
    where ${one(viewer, id)} and version = ${version} returning ${fields}`);

export const deletePatrol = async (
  db: Queryable,
  viewer: Viewer,
  { id, version }: { id: string; version: number },
): Promise<boolean> =>
  (await db.run(sql`delete from patrol_route where ${one(viewer, id)} and version = ${version}`)) === 1;
