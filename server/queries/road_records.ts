// Road edges one by one. Planners and operations say whether a road is open and how long it takes, which nobody below them
// reads before a steward publishes it; the rest is a steward's. The grants of the database say so too.
import type { LineString } from '../../geodata/schema/geometry.ts';
import type { RoadEdge, RoadInput } from '../../geodata/schema/road.ts';
import type { Viewer } from '../../geodata/schema/roles.ts';
import type { Queryable } from '../db/database.ts';
import { raw, type Sql, sql } from '../db/sql.ts';
import { roadTableOf } from './roads.ts';

export interface RoadRecord extends RoadEdge {
  readonly datasetId: string;
  readonly version: number;
}

const fields = raw(`id, dataset_id as "datasetId", road_class as "roadClass", length_meters as "lengthMeters", seconds,
  one_way as "oneWay", closed, version, st_asgeojson(geom, 15)::json as geom`);

const one = ({ organizationId }: Viewer, id: string): Sql =>
  sql`organization_id = ${organizationId} and id = ${id}::uuid`;

const line = (geom: LineString): Sql => sql`st_setsrid(st_geomfromgeojson(${JSON.stringify(geom)}), 4326)`;

export const getRoad = (db: Queryable, viewer: Viewer, id: string): Promise<RoadRecord | null> =>
  db.maybeOne<RoadRecord>(sql`select ${fields} from ${roadTableOf(viewer)} where ${one(viewer, id)}`);

export const insertRoad = (
  db: Queryable,
  viewer: Viewer,
  road: RoadInput & { readonly lengthMeters: number },
): Promise<RoadRecord> =>
  db.one<RoadRecord>(sql`
    insert into road_edge (organization_id, dataset_id, road_class, length_meters, seconds, one_way, closed, published_seconds,
      published_closed, geom)
    values (${viewer.organizationId}, ${road.datasetId}::uuid, ${road.roadClass}, ${road.lengthMeters}, ${road.seconds},
      ${road.oneWay}, ${road.closed}, ${road.seconds}, ${road.closed}, ${line(road.geom)})
    returning ${fields}`);

interface Change {
  readonly id: string;
  readonly version: number;
  readonly record: RoadInput;
}

/** Whether it is open and how long it takes, and nothing else. */
export const updateRoadCondition = (
  db: Queryable,
  viewer: Viewer,
  { id, version, record }: Change,
): Promise<RoadRecord | null> =>
  db.maybeOne<RoadRecord>(sql`
    update road_edge set closed = ${record.closed}, seconds = ${record.seconds}, version = version + 1
    where ${one(viewer, id)} and version = ${version} returning ${fields}`);

/**
 * `lengthMeters`: of the new line; null = the line and its length stay as they are. `isSeen`: something is changed that
 * everybody reads at once, which is all but whether it is open and how long it takes.
 */
export const updateRoad = (
  db: Queryable,
  viewer: Viewer,
  {
    id,
    version,
    record,
    lengthMeters,
    isSeen,
  }: Change & {
    readonly lengthMeters: number | null;
    readonly isSeen: boolean;
  },
): Promise<RoadRecord | null> =>
  db.maybeOne<RoadRecord>(sql`
    update road_edge set closed = ${record.closed}, seconds = ${record.seconds}, road_class = ${record.roadClass},
      one_way = ${record.oneWay}, length_meters = coalesce(${lengthMeters}, length_meters),
      geom = ${lengthMeters === null ? raw('geom') : line(record.geom)}, version = version + 1,
      published_version = published_version + ${isSeen ? 1 : 0}
    where ${one(viewer, id)} and version = ${version} returning ${fields}`);

export const deleteRoad = async (
  db: Queryable,
  viewer: Viewer,
  { id, version }: { id: string; version: number },
): Promise<boolean> =>
  (await db.run(sql`delete from road_edge where ${one(viewer, id)} and version = ${version}`)) === 1;
