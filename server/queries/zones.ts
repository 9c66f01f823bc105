// Safe zones. The public sees the open ones; planners, operations and stewards see proposals and suspensions too.
import { SEES_ALL_ZONES, type Viewer } from '../../geodata/schema/roles.ts';
import type { Zone, ZoneInput } from '../../geodata/schema/zone.ts';
import type { Queryable } from '../db/database.ts';
import { join, raw, type Sql, sql } from '../db/sql.ts';
import { areaHolding } from './areas.ts';
import { outline } from './outlines.ts';

/** Where the viewer reads zones: the public reads a table that holds the open ones only. */
export const zoneTable = ({ role }: Viewer): Sql => raw(SEES_ALL_ZONES.has(role) ? 'zone' : 'pub_zone');

/** Rows that the viewer may know of; an account limited to one area sees of the others what the public sees. */
export function visibleZones(viewer: Viewer): Sql {
  const own = sql`organization_id = ${viewer.organizationId}`;
  if (!SEES_ALL_ZONES.has(viewer.role)) return sql`${own} and status = 'open'`;
  if (viewer.areaPrefix === '') return own;
  return sql`${own} and (status = 'open' or starts_with(coalesce(area_pcode, ''), ${viewer.areaPrefix}))`;
}

const fields: Sql = raw(`
  id, dataset_id as "datasetId", name, kind, status, capacity, occupancy, security_measures as "securityMeasures",
  protocols, evidence, invented, area_pcode as "areaPcode", version, st_asgeojson(geom, 7)::json as geom`);

export async function listZones(
  db: Queryable,
  viewer: Viewer,
  filter: { after?: string | undefined; only?: Sql | undefined; limit: number },
): Promise<Zone[]> {
  const conditions: Sql[] = [visibleZones(viewer)];
  if (filter.after !== undefined) conditions.push(sql`id > ${filter.after}::uuid`);
  if (filter.only !== undefined) conditions.push(filter.only);
  return db.rows<Zone>(
    sql`select ${fields} from ${zoneTable(viewer)} where ${join(conditions, ' and ')} order by id limit ${filter.limit}`,
  );
}

export async function getZone(db: Queryable, viewer: Viewer, id: string): Promise<Zone | null> {
  return db.maybeOne<Zone>(
    sql`select ${fields} from ${zoneTable(viewer)} where ${visibleZones(viewer)} and id = ${id}::uuid`,
  );
}

export async function insertZone(db: Queryable, viewer: Viewer, zone: ZoneInput): Promise<Zone> {
  return db.one<Zone>(sql`
    insert into zone (organization_id, name, kind, status, capacity, occupancy, security_measures, protocols, evidence,
      geom, area_pcode)
    values (${viewer.organizationId}, ${zone.name}, ${zone.kind}, ${zone.status}, ${zone.capacity}, ${zone.occupancy},
      ${zone.securityMeasures}, ${zone.protocols}, ${JSON.stringify(zone.evidence)}::jsonb, ${outline(zone.geom)},
      ${areaHolding(viewer.organizationId, sql`st_pointonsurface(${outline(zone.geom)})`)})
    returning ${fields}`);
}

/** Without `withOutline` the stored outline stays as it is, digit by digit; its area is looked up again either way. */
export async function updateZone(
  db: Queryable,
  viewer: Viewer,
  change: { id: string; version: number; record: ZoneInput; withOutline: boolean },
): Promise<Zone | null> {
  const zone = change.record;
  const geom = change.withOutline ? outline(zone.geom) : raw('zone.geom');
  return db.maybeOne<Zone>(sql`
    update zone set name = ${zone.name}, kind = ${zone.kind}, status = ${zone.status}, capacity = ${zone.capacity},
      occupancy = ${zone.occupancy}, security_measures = ${zone.securityMeasures}, protocols = ${zone.protocols},
      evidence = ${JSON.stringify(zone.evidence)}::jsonb, geom = ${geom},
      area_pcode = ${areaHolding(viewer.organizationId, sql`st_pointonsurface(${geom})`)},
      version = version + 1, updated_at = now()
    where ${visibleZones(viewer)} and id = ${change.id}::uuid and version = ${change.version}
    returning ${fields}`);
}

export async function deleteZone(
  db: Queryable,
  viewer: Viewer,
  target: { id: string; version: number },
): Promise<boolean> {
  const deleted = await db.run(sql`
    delete from zone where ${visibleZones(viewer)} and id = ${target.id}::uuid and version = ${target.version}`);
  return deleted === 1;
}
