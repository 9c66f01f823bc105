// Roads whose condition, with the constraints that hold, is another than what everybody reads of them, and its publication. The
// login of stewards alone may write what is published.
import type { RoadPublication, WaitingRoad } from '../../geodata/schema/road_publication.ts';
import type { Viewer } from '../../geodata/schema/roles.ts';
import type { Queryable } from '../db/database.ts';
import { type Sql, sql } from '../db/sql.ts';
import { EFFECTIVE, type RoadMoment, roadEffects } from './constraint_effects.ts';

/** What is published has no clock: a curfew is never told as a road that is closed. */
const momentOf = (now: Date): RoadMoment => ({ now, withHours: false });

/**
 * Roads that wait, as they are now. There is an index of those that somebody wrote to since they were published; beside them
 * only what a constraint touches can wait.
 */
const waiting = ({ organizationId }: Viewer, now: Date): Sql => sql`
  (with e as materialized (select * from (${roadEffects(momentOf(now))}) found where organization_id = ${organizationId})
  select * from (
    select r.organization_id, r.id, r.dataset_id, r.road_class, r.length_meters, r.one_way, r.geom, r.version,
      r.published_closed, r.published_seconds, ${EFFECTIVE.closed} as closed, ${EFFECTIVE.seconds} as seconds
    from (
      select id from road_edge where organization_id = ${organizationId}
        and (closed, seconds) is distinct from (published_closed, published_seconds)
      union select id from e) candidate
    join road_edge r on r.organization_id = ${organizationId} and r.id = candidate.id
    left join e on e.id = r.id) road
  where (closed, seconds) is distinct from (published_closed, published_seconds))`;

export async function countWaitingRoads(db: Queryable, viewer: Viewer, now: Date): Promise<number> {
  return (await db.one<{ count: number }>(sql`select count(*) as count from ${waiting(viewer, now)} road`)).count;
}

export const listWaitingRoads = (
  db: Queryable,
  viewer: Viewer,
  { now, after, limit }: { now: Date; after?: string | undefined; limit: number },
): Promise<WaitingRoad[]> =>
  db.rows<WaitingRoad>(sql`
    select id, dataset_id as "datasetId", road_class as "roadClass", length_meters as "lengthMeters",
      one_way as "oneWay", closed, seconds, published_closed as "publishedClosed",
      published_seconds as "publishedSeconds", version, st_asgeojson(geom, 7)::json as geom
    from ${waiting(viewer, now)} road where (${after ?? null}::uuid is null or id > ${after ?? null}::uuid)
    order by id limit ${limit}`);

/** How many of these waited as they are named, and are published now. */
export const publishRoads = (db: Queryable, viewer: Viewer, { roads }: RoadPublication, now: Date): Promise<number> =>
  db.run(sql`
    update road_edge set published_closed = road.closed, published_seconds = road.seconds,
      published_version = published_version + 1
    from ${waiting(viewer, now)} road
    join unnest(${roads.map(({ id }) => id)}::uuid[], ${roads.map(({ version }) => version)}::int[],
      ${roads.map(({ closed }) => closed)}::boolean[], ${roads.map(({ seconds }) => seconds)}::float8[])
      as seen(id, version, closed, seconds)
      on road.id = seen.id and road.version = seen.version and road.closed = seen.closed
        and road.seconds is not distinct from seen.seconds
    where road_edge.organization_id = road.organization_id and road_edge.id = road.id`);
