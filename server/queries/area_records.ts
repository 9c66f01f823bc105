// Areas one by one, as stewards write them. A new outline moves nothing: incidents keep the area that was fixed when
// they were written, services, zones and patrols theirs until they are written again.
import type { AreaInput } from '../../geodata/schema/area.ts';
import type { MultiPolygon } from '../../geodata/schema/geometry.ts';
import type { Viewer } from '../../geodata/schema/roles.ts';
import type { Queryable } from '../db/database.ts';
import { raw, sql } from '../db/sql.ts';
import type { AreaRow } from './areas.ts';
import { outline } from './outlines.ts';

/** `id` is the P-code: it is the address of an area. */
export interface AreaRecord extends Omit<AreaRow, 'geometry'> {
  readonly version: number;
  readonly geom: MultiPolygon;
}

const fields = raw(`pcode as id, pcode, admin_level as "adminLevel", name, parent_pcode as "parentPcode", version,
  st_xmin(geom) as west, st_ymin(geom) as south, st_xmax(geom) as east, st_ymax(geom) as north,
  st_asgeojson(geom, 7)::json as geom`);

const one = ({ organizationId }: Viewer, pcode: string) =>
  sql`organization_id = ${organizationId} and pcode = ${pcode}`;

export const getAreaRecord = (db: Queryable, viewer: Viewer, pcode: string): Promise<AreaRecord | null> =>
  db.maybeOne<AreaRecord>(sql`select ${fields} from area where ${one(viewer, pcode)}`);

export async function areaExists(db: Queryable, viewer: Viewer, pcode: string): Promise<boolean> {
  return (await db.maybeOne(sql`select pcode from area where ${one(viewer, pcode)}`)) !== null;
}

/** Null where the P-code is taken. */
export const insertArea = (db: Queryable, viewer: Viewer, area: AreaInput): Promise<AreaRecord | null> =>
  db.maybeOne<AreaRecord>(sql`
    insert into area (organization_id, pcode, admin_level, name, parent_pcode, geom)
    values (${viewer.organizationId}, ${area.pcode}, ${area.adminLevel}, ${area.name}, ${area.parentPcode},
      ${outline(area.geom)})
    on conflict (organization_id, pcode) do nothing returning ${fields}`);

/** Without `withOutline` the stored outline stays as it is, digit by digit. */
export const updateArea = (
  db: Queryable,
  viewer: Viewer,
  change: { id: string; version: number; record: AreaInput; withOutline: boolean },
): Promise<AreaRecord | null> => {
  const { id, version, record, withOutline } = change;
  return db.maybeOne<AreaRecord>(sql`
    update area set admin_level = ${record.adminLevel}, name = ${record.name}, parent_pcode = ${record.parentPcode},
      geom = ${withOutline ? outline(record.geom) : raw('geom')}, version = version + 1
    where ${one(viewer, id)} and version = ${version} returning ${fields}`);
};

export const deleteArea = async (
  db: Queryable,
  viewer: Viewer,
  { id, version }: { id: string; version: number },
): Promise<boolean> => (await db.run(sql`delete from area where ${one(viewer, id)} and version = ${version}`)) === 1;

/** Whether other areas lie under this one. */
export async function hasAreasWithin(db: Queryable, viewer: Viewer, pcode: string): Promise<boolean> {
  const { found } = await db.one<{ found: boolean }>(sql`
    select exists (select from area where organization_id = ${viewer.organizationId} and parent_pcode = ${pcode}) as found`);
  return found;
}
