// Safe zones. The public sees the open ones; planners, operations and stewards see proposals and suspensions too.
import { SEES_ALL_ZONES, type Viewer } from '../../geodata/schema/roles.ts';
import type { Zone, ZoneInput } from '../../geodata/schema/zone.ts';
import type { Queryable } from '../db/database.ts';
import { join, raw, type Sql, sql } from '../db/sql.ts';
import { areaHolding } from './areas.ts';

/** Where the viewer reads zones: the public reads a table that holds the open ones only. */
export const zoneTable = ({ role }: Viewer): Sql => raw(SEES_ALL_ZONES.has(role) ? 'zone' : 'pub_zone');

export function visibleZones(viewer: Viewer): Sql {
  return SEES_ALL_ZONES.has(viewer.role)
    ? sql`organization_id = ${viewer.organizationId}`
    : sql`organization_id = ${viewer.organizationId} and status = 'open'`;
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

const geometry = (zone: ZoneInput): Sql =>
  sql`st_multi(st_setsrid(st_geomfromgeojson(${JSON.stringify(zone.geom)}), 4326))`;

/** What is wrong with the zone's geometry in PostGIS' words without coordinates; null when it is valid. */
export async function zoneGeometryFault(db: Queryable, zone: ZoneInput): Promise<string | null> {
  const { reason } = await db.one<{ reason: string }>(sql`select st_isvalidreason(${geometry(zone)}) as reason`);
  return reason === 'Valid Geometry' ? null : (reason.split('[')[0] ?? reason);
}

export async function insertZone(db: Queryable, viewer: Viewer, zone: ZoneInput): Promise<Zone> {
  return db.one<Zone>(sql`
    insert into zone (organization_id, name, kind, status, capacity, occupancy, security_measures, protocols, evidence,
      geom, area_pcode)
    values (${viewer.organizationId}, ${zone.name}, ${zone.kind}, ${zone.status}, ${zone.capacity}, ${zone.occupancy},
      ${zone.securityMeasures}, ${zone.protocols}, ${JSON.stringify(zone.evidence)}::jsonb, ${geometry(zone)},
      ${areaHolding(viewer.organizationId, sql`st_pointonsurface(${geometry(zone)})`)})
    returning ${fields}`);
}

export async function updateZone(
  db: Queryable,
  viewer: Viewer,
  change: { id: string; version: number; record: ZoneInput },
): Promise<Zone | null> {
  const zone = change.record;
  return db.maybeOne<Zone>(sql`
    update zone set name = ${zone.name}, kind = ${zone.kind}, status = ${zone.status}, capacity = ${zone.capacity},
      occupancy = ${zone.occupancy}, security_measures = ${zone.securityMeasures}, protocols = ${zone.protocols},
      evidence = ${JSON.stringify(zone.evidence)}::jsonb, geom = ${geometry(zone)},
      area_pcode = ${areaHolding(viewer.organizationId, sql`st_pointonsurface(${geometry(zone)})`)},
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
