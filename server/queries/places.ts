// Places: named settlements of the organization, larger ones first in a search, by id in a list.
import type { Place } from '../../geodata/schema/place.ts';
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
