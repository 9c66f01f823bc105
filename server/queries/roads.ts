// Road edges of the organization, by id.
import type { RoadEdge } from '../../geodata/schema/road.ts';
import type { Viewer } from '../../geodata/schema/roles.ts';
import type { Queryable } from '../db/database.ts';
import { join, type Sql, sql } from '../db/sql.ts';
import { insideBbox } from './services.ts';

export async function listRoads(
  db: Queryable,
  viewer: Viewer,
  filter: { bbox?: readonly [number, number, number, number] | undefined; after?: string | undefined; limit: number },
): Promise<RoadEdge[]> {
  const conditions: Sql[] = [sql`organization_id = ${viewer.organizationId}`];
  if (filter.bbox !== undefined) conditions.push(insideBbox(filter.bbox));
  if (filter.after !== undefined) conditions.push(sql`id > ${filter.after}::uuid`);
  return db.rows<RoadEdge>(sql`
    select id, road_class as "roadClass", length_meters as "lengthMeters", seconds, one_way as "oneWay", closed,
      st_asgeojson(geom, 7)::json as geom
    from road_edge where ${join(conditions, ' and ')} order by id limit ${filter.limit}`);
}
