// Services: the directory. A protected service exists in an answer only for those who may see where it is.
import type { InputPrecision } from '../../geodata/schema/dataset.ts';
import { SEES_PROTECTED_SERVICES, type Viewer } from '../../geodata/schema/roles.ts';
import type { Service, ServiceInput } from '../../geodata/schema/service.ts';
import type { ServiceKind } from '../../geodata/schema/service_words.ts';
import type { Queryable } from '../db/database.ts';
import { join, raw, type Sql, sql } from '../db/sql.ts';
import { areaHolding } from './areas.ts';

/** Where the viewer reads services: who may not see protected ones reads a table that never held them. */
export const serviceTable = ({ role }: Viewer): Sql =>
  raw(SEES_PROTECTED_SERVICES.has(role) ? 'service' : 'pub_service');

/**
 * Rows that the viewer may know of: own organization, protected ones only for operations and steward, and of an account
 * limited to one area only those in it: elsewhere it sees what the public sees.
 */
export function visibleServices(viewer: Viewer): Sql {
  const own = sql`organization_id = ${viewer.organizationId}`;
  if (!SEES_PROTECTED_SERVICES.has(viewer.role)) return sql`${own} and not protected`;
  if (viewer.areaPrefix === '') return own;
  return sql`${own} and (not protected or starts_with(coalesce(area_pcode, ''), ${viewer.areaPrefix}))`;
}

const fields: Sql = raw(`
  id, dataset_id as "datasetId", name, kind, status, components, out_of_stock as "outOfStock",
  opening_hours as "openingHours", languages, cost, eligibility, documents, female_staff as "femaleStaff", accessible, capacity, phone, verified_on as "verifiedOn", protected,
  translations, invented, area_pcode as "areaPcode", version, st_asgeojson(geom, 15)::json as geom`);

export interface ServiceFilter {
  readonly kind?: ServiceKind | undefined;
  readonly q?: string | undefined;
  readonly bbox?: readonly [number, number, number, number] | undefined;
  readonly dataset?: string | undefined;
  readonly after?: string | undefined;
  /** One more condition on the row. */
  readonly only?: Sql | undefined;
  readonly limit: number;
}

export async function listServices(db: Queryable, viewer: Viewer, filter: ServiceFilter): Promise<Service[]> {
  const conditions: Sql[] = [visibleServices(viewer)];
  if (filter.kind !== undefined) conditions.push(sql`kind = ${filter.kind}`);
  if (filter.q !== undefined) conditions.push(sql`strpos(lower(name), lower(${filter.q})) > 0`);
  if (filter.bbox !== undefined) conditions.push(insideBbox(filter.bbox));
  if (filter.dataset !== undefined) conditions.push(sql`dataset_id = ${filter.dataset}::uuid`);
  if (filter.after !== undefined) conditions.push(sql`id > ${filter.after}::uuid`);
  if (filter.only !== undefined) conditions.push(filter.only);
  return db.rows<Service>(
    sql`select ${fields} from ${serviceTable(viewer)} where ${join(conditions, ' and ')} order by id limit ${filter.limit}`,
  );
}

/** A box with west > east crosses the antimeridian and is asked as two. */
export function insideBbox([west, south, east, north]: readonly [number, number, number, number]): Sql {
  const box = (w: number, e: number) => sql`geom && st_makeenvelope(${w}, ${south}, ${e}, ${north}, 4326)`;
  return west <= east ? box(west, east) : sql`(${box(west, 180)} or ${box(-180, east)})`;
}

export async function getService(db: Queryable, viewer: Viewer, id: string): Promise<Service | null> {
  return db.maybeOne<Service>(
    sql`select ${fields} from ${serviceTable(viewer)} where ${visibleServices(viewer)} and id = ${id}::uuid`,
  );
}

const geometry = (service: ServiceInput): Sql =>
  sql`st_setsrid(st_makepoint(${service.geom.coordinates[0]}, ${service.geom.coordinates[1]}), 4326)`;

export async function insertService(db: Queryable, viewer: Viewer, service: ServiceInput): Promise<Service> {
  const at = geometry(service);
  return db.one<Service>(sql`
    insert into service (organization_id, name, kind, status, components, out_of_stock, opening_hours, languages, cost,
      eligibility, documents, female_staff, accessible, capacity, phone, verified_on, protected, translations, geom, area_pcode)
    values (${viewer.organizationId}, ${service.name}, ${service.kind}, ${service.status}, ${service.components},
      ${service.outOfStock}, ${service.openingHours === null ? null : JSON.stringify(service.openingHours)}::jsonb, ${service.languages},
      ${service.cost}, ${service.eligibility}, ${service.documents}, ${service.femaleStaff}, ${service.accessible},
      ${service.capacity}, ${service.phone}, ${service.verifiedOn}::date, ${service.protected},
      ${JSON.stringify(service.translations)}::jsonb, ${at},
      ${areaHolding(viewer.organizationId, at)})
    returning ${fields}`);
}

/** Replaces every written field when the version still is `version`; null when it is not, or is not the viewer's to see. */
export async function updateService(
  db: Queryable,
  viewer: Viewer,
  change: { id: string; version: number; record: ServiceInput },
): Promise<Service | null> {
  const service = change.record;
  const at = geometry(service);
  return db.maybeOne<Service>(sql`
    update service set name = ${service.name}, kind = ${service.kind}, status = ${service.status},
      components = ${service.components}, out_of_stock = ${service.outOfStock},
      opening_hours = ${service.openingHours === null ? null : JSON.stringify(service.openingHours)}::jsonb,
      languages = ${service.languages}, cost = ${service.cost}, eligibility = ${service.eligibility},
      documents = ${service.documents}, translations = ${JSON.stringify(service.translations)}::jsonb,
      female_staff = ${service.femaleStaff}, accessible = ${service.accessible}, capacity = ${service.capacity},
      phone = ${service.phone}, verified_on = ${service.verifiedOn}::date, protected = ${service.protected},
      geom = ${at}, area_pcode = ${areaHolding(viewer.organizationId, at)}, version = version + 1, updated_at = now()
    where ${visibleServices(viewer)} and id = ${change.id}::uuid and version = ${change.version}
    returning ${fields}`);
}

export async function deleteService(
  db: Queryable,
  viewer: Viewer,
  target: { id: string; version: number },
): Promise<boolean> {
  const deleted = await db.run(sql`
    delete from service
    where ${visibleServices(viewer)} and id = ${target.id}::uuid and version = ${target.version}`);
  return deleted === 1;
}

export interface ServicePoints {
  readonly id: string[];
  readonly lon: number[];
  readonly lat: number[];
  /** Oldest date and distinct precisions of the datasets that the points come from; records made by hand have none. */
  readonly asOf: string | null;
  readonly precisions: InputPrecision[];
}

/** Points of visible, not closed services as columns in id order: the input of an analysis. */
export async function servicePoints(
  db: Queryable,
  viewer: Viewer,
  filter: { kind?: string | undefined; dataset?: string | undefined },
): Promise<ServicePoints> {
  const wanted = sql`
    ${visibleServices(viewer)} and status <> 'closed'
      and (${filter.kind ?? null}::text is null or kind = ${filter.kind ?? null}::text)
      and (${filter.dataset ?? null}::uuid is null or dataset_id = ${filter.dataset ?? null}::uuid)`;
  const rows = await db.rows<{ id: string; lon: number; lat: number }>(
    sql`select id, st_x(geom) as lon, st_y(geom) as lat from ${serviceTable(viewer)} where ${wanted} order by id`,
  );
  const sources = await db.one<{ asOf: string | null; precisions: InputPrecision[] }>(sql`
    select min(d.as_of) as "asOf", coalesce(array_agg(distinct d.input_precision), '{}') as precisions
    from dataset d
    where d.organization_id = ${viewer.organizationId} and d.id in (select dataset_id from ${serviceTable(viewer)} where ${wanted})`);
  return {
    id: rows.map((row) => row.id),
    lon: rows.map((row) => row.lon),
    lat: rows.map((row) => row.lat),
    ...sources,
  };
}
