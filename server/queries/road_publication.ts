// Roads whose condition is another than what everybody reads of them, and its publication. The login of stewards alone may
// write what is published.
import type { RoadPublication, WaitingRoad } from '../../geodata/schema/road_publication.ts';
import type { Viewer } from '../../geodata/schema/roles.ts';
import type { Queryable } from '../db/database.ts';
import { type Sql, sql } from '../db/sql.ts';

/** Roads that wait; there is an index of just these. */
const waiting = ({ organizationId }: Viewer): Sql =>
  sql`organization_id = ${organizationId} and (closed, seconds) is distinct from (published_closed, published_seconds)`;

export async function countWaitingRoads(db: Queryable, viewer: Viewer): Promise<number> {
  return (await db.one<{ count: number }>(sql`select count(*) as count from road_edge where ${waiting(viewer)}`)).count;
}

export const listWaitingRoads = (
  db: Queryable,
  viewer: Viewer,
  { after, limit }: { after?: string | undefined; limit: number },
): Promise<WaitingRoad[]> =>
  db.rows<WaitingRoad>(sql`
    select id, dataset_id as "datasetId", road_class as "roadClass", length_meters as "lengthMeters",
      one_way as "oneWay", closed, seconds, published_closed as "publishedClosed",
      published_seconds as "publishedSeconds", version, st_asgeojson(geom, 7)::json as geom
    from road_edge where ${waiting(viewer)} and (${after ?? null}::uuid is null or id > ${after ?? null}::uuid)
    order by id limit ${limit}`);

/** How many of these waited at the version that is named, and are published now. */
export const publishRoads = (db: Queryable, viewer: Viewer, { roads }: RoadPublication): Promise<number> =>
  db.run(sql`
    update road_edge set published_closed = closed, published_seconds = seconds,
      published_version = published_version + 1
    where ${waiting(viewer)} and (id, version) in (
      select * from unnest(${roads.map(({ id }) => id)}::uuid[], ${roads.map(({ version }) => version)}::int[]))`);
