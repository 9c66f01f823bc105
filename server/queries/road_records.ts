// Road edges one by one. Planners and operations say whether a road is open and how long it takes, which nobody below them
// reads before a steward publishes it; the rest is a steward's. The grants of the database say so too. A record is read as it is
// with the constraints that hold; what is written of it is its own, so a change writes only what it names.
import type { LineString } from '../../geodata/schema/geometry.ts';
import type { RoadChange, RoadEdge, RoadInput } from '../../geodata/schema/road.ts';
import type { Viewer } from '../../geodata/schema/roles.ts';
import type { Queryable } from '../db/database.ts';
import { join, raw, type Sql, sql } from '../db/sql.ts';
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

export const getRoad = (db: Queryable, viewer: Viewer, id: string, now: Date): Promise<RoadRecord | null> =>
  db.maybeOne<RoadRecord>(
    sql`select ${fields} from ${roadTableOf(viewer, { now, withHours: false })} where ${one(viewer, id)}`,
  );

/** The id of what was stored. */
export const insertRoad = async (
  db: Queryable,
  viewer: Viewer,
  road: RoadInput & { readonly lengthMeters: number },
): Promise<string> => {
  const stored = await db.one<{ id: string }>(sql`
    insert into road_edge (organization_id, dataset_id, road_class, length_meters, seconds, one_way, closed, published_seconds,
      published_closed, geom)
    values (${viewer.organizationId}, ${road.datasetId}::uuid, ${road.roadClass}, ${road.lengthMeters}, ${road.seconds},
      ${road.oneWay}, ${road.closed}, ${road.seconds}, ${road.closed}, ${line(road.geom)})
    returning id`);
  return stored.id;
};

interface Change {
  readonly id: string;
  readonly version: number;
  /** What is changed, and nothing else. */
  readonly parts: RoadChange;
}

const changed = ({ parts }: Change): Sql[] => [
  ...(parts.closed === undefined ? [] : [sql`closed = ${parts.closed}`]),
  ...(parts.seconds === undefined ? [] : [sql`seconds = ${parts.seconds}`]),
];
const wrote = async (db: Queryable, viewer: Viewer, { id, version }: Change, columns: readonly Sql[]) =>
  (await db.run(sql`
    update road_edge set ${join([...columns, raw('version = version + 1')], ', ')}
    where ${one(viewer, id)} and version = ${version}`)) === 1;

/** Whether it is open and how long it takes, and nothing else. False where another version is there. */
export const updateRoadCondition = (db: Queryable, viewer: Viewer, change: Change): Promise<boolean> =>
  wrote(db, viewer, change, changed(change));

/**
 * `lengthMeters`: of the new line; null = the line and its length stay as they are. `isSeen`: something is changed that
 * everybody reads at once, which is all but whether it is open and how long it takes.
 */
export const updateRoad = (
  db: Queryable,
  viewer: Viewer,
  { lengthMeters, isSeen, ...change }: Change & { readonly lengthMeters: number | null; readonly isSeen: boolean },
): Promise<boolean> => {
  const { roadClass, oneWay, geom } = change.parts;
  return wrote(db, viewer, change, [
    ...changed(change),
    ...(roadClass === undefined ? [] : [sql`road_class = ${roadClass}`]),
    ...(oneWay === undefined ? [] : [sql`one_way = ${oneWay}`]),
    ...(geom === undefined || lengthMeters === null
      ? []
      : [sql`length_meters = ${lengthMeters}, geom = ${line(geom)}`]),
    ...(isSeen ? [raw('published_version = published_version + 1')] : []),
  ]);
};

export const deleteRoad = async (
  db: Queryable,
  viewer: Viewer,
  { id, version }: { id: string; version: number },
): Promise<boolean> =>
  (await db.run(sql`delete from road_edge where ${one(viewer, id)} and version = ${version}`)) === 1;
