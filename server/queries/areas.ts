// Areas: lists by P-code, and the area that holds a point.
import type { Viewer } from '../../geodata/schema/roles.ts';
import type { Queryable } from '../db/database.ts';
import { raw, type Sql, sql } from '../db/sql.ts';

export interface AreaRow {
  readonly id: string;
  readonly pcode: string;
  readonly adminLevel: number;
  readonly name: string;
  readonly parentPcode: string | null;
  readonly west: number;
  readonly south: number;
  readonly east: number;
  readonly north: number;
  readonly geometry: object | null;
}

const fields = (geometry: boolean): Sql => sql`
  id, pcode, admin_level as "adminLevel", name, parent_pcode as "parentPcode",
  st_xmin(geom) as west, st_ymin(geom) as south, st_xmax(geom) as east, st_ymax(geom) as north,
  ${geometry ? raw('st_asgeojson(geom, 7)::json') : raw('null::json')} as geometry`;

export async function listAreas(
  db: Queryable,
  viewer: Viewer,
  filter: {
    level?: number | undefined;
    after?: string | undefined;
    only?: Sql | undefined;
    geometry: boolean;
    limit: number;
  },
): Promise<AreaRow[]> {
  return db.rows<AreaRow>(sql`
    select ${fields(filter.geometry)} from area
    where organization_id = ${viewer.organizationId}
      and (${filter.level ?? null}::int is null or admin_level = ${filter.level ?? null}::int)
      and pcode > ${filter.after ?? ''} and ${filter.only ?? raw('true')}
    order by pcode limit ${filter.limit}`);
}

/** P-code of the finest area of the organization that covers a point given as SQL; null outside every area. */
export function areaHolding(organizationId: string, pointOnIt: Sql): Sql {
  return sql`(select a.pcode from area a
    where a.organization_id = ${organizationId} and st_covers(a.geom, ${pointOnIt})
    order by a.admin_level desc, a.pcode limit 1)`;
}
