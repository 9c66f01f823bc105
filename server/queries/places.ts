// Places: named settlements of the organization, larger ones first in a search, by id in a list; written one by one.
import type { Place, PlaceInput } from '../../geodata/schema/place.ts';
import type { Viewer } from '../../geodata/schema/roles.ts';
import type { Queryable } from '../db/database.ts';
import { raw, type Sql, sql } from '../db/sql.ts';

export async function listPlaces(
  db: Queryable,
  viewer: Viewer,
  filter: { q?: string | undefined; after?: string | undefined; only?: Sql | undefined; limit: number },
): Promise<Place[]> {
  return db.rows<Place>(sql`
    select id, name, kind, population, st_asgeojson(geom, 7)::json as geom from place
    where organization_id = ${viewer.organizationId}
      and (${filter.q ?? null}::text is null or strpos(lower(name), lower(${filter.q ?? null}::text)) > 0)
      and (${filter.after ?? null}::uuid is null or id > ${filter.after ?? null}::uuid)
      and ${filter.only ?? raw('true')}
    order by id limit ${filter.limit}`);
}

/** A place as stewards write it; one made by hand belongs to no dataset. */
export interface PlaceRecord extends Place {
  readonly version: number;
}

const fields = raw('id, name, kind, population, version, st_asgeojson(geom, 15)::json as geom');

const one = ({ organizationId }: Viewer, id: string): Sql =>
  sql`organization_id = ${organizationId} and id = ${id}::uuid`;

const at = ({ geom }: PlaceInput): Sql =>
  sql`st_setsrid(st_makepoint(${geom.coordinates[0]}, ${geom.coordinates[1]}), 4326)`;

export const getPlace = (db: Queryable, viewer: Viewer, id: string): Promise<PlaceRecord | null> =>
  db.maybeOne<PlaceRecord>(sql`select ${fields} from place where ${one(viewer, id)}`);

export const insertPlace = (db: Queryable, viewer: Viewer, place: PlaceInput): Promise<PlaceRecord> =>
  db.one<PlaceRecord>(sql`
    insert into place (organization_id, name, kind, population, geom)
    values (${viewer.organizationId}, ${place.name}, ${place.kind}, ${place.population}, ${at(place)})
    returning ${fields}`);

export const updatePlace = (
  db: Queryable,
  viewer: Viewer,
  { id, version, record }: { id: string; version: number; record: PlaceInput },
): Promise<PlaceRecord | null> =>
  db.maybeOne<PlaceRecord>(sql`
    update place set name = ${record.name}, kind = ${record.kind}, population = ${record.population},
      geom = ${at(record)}, version = version + 1
    where ${one(viewer, id)} and version = ${version} returning ${fields}`);

export const deletePlace = async (
  db: Queryable,
  viewer: Viewer,
  { id, version }: { id: string; version: number },
): Promise<boolean> => (await db.run(sql`delete from place where ${one(viewer, id)} and version = ${version}`)) === 1;
