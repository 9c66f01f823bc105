// Search by name over what the viewer may see: places, areas, services, zones.
import type { Viewer } from '../../geodata/schema/roles.ts';
import type { Queryable } from '../db/database.ts';
import { sql } from '../db/sql.ts';
import { serviceTable, visibleServices } from './services.ts';
import { visibleZones, zoneTable } from './zones.ts';

export interface Found {
  readonly kind: 'place' | 'area' | 'service' | 'zone';
  readonly id: string;
  readonly name: string;
  readonly detail: string;
  readonly lon: number;
  readonly lat: number;
  /** A protected service: that it was found here is written down. */
  readonly isProtected: boolean;
}

/** Names that hold `q`, those that begin with it first, then larger places; `limit` at most. */
export async function searchByName(
  db: Queryable,
  viewer: Viewer,
  { q, limit }: { q: string; limit: number },
): Promise<Found[]> {
  return db.rows<Found>(sql`
    with wanted as (select lower(${q}::text) as text),
    found as (
      select 'place' as kind, id::text, name, kind as detail, geom, coalesce(population, 0) as weight,
        false as protected
      from place where organization_id = ${viewer.organizationId}
      union all
      select 'area', pcode, name, pcode, geom, 1e9 - admin_level, false from area
      where organization_id = ${viewer.organizationId}
      union all
      select 'service', id::text, name, kind, geom, 0, protected from ${serviceTable(viewer)}
      where ${visibleServices(viewer)}
      union all
      select 'zone', id::text, name, status, geom, 0, false from ${zoneTable(viewer)} where ${visibleZones(viewer)}
    )
    select f.kind, f.id, f.name, f.detail, st_x(p.at) as lon, st_y(p.at) as lat, f.protected as "isProtected"
    from (
      select found.*, starts_with(lower(name), wanted.text) as begins from found, wanted where strpos(lower(name), wanted.text) > 0
      order by starts_with(lower(name), wanted.text) desc, weight desc, name, id limit ${limit}
    ) f
    cross join lateral (select case when st_dimension(f.geom) = 2 then st_pointonsurface(f.geom) else f.geom end as at) p
    order by f.begins desc, f.weight desc, f.name, f.id`);
}
