// Road edges of the organization: as rows by id, and both ends of each as columns. Whether a road is open and how long it
// takes is today's for some roles, with what the constraints that hold do to it, and for all others what a steward published.
import { ROAD_CLASSES, type RoadEdge } from '../../geodata/schema/road.ts';
import { SEES_UNPUBLISHED_ROADS, type Viewer } from '../../geodata/schema/roles.ts';
import type { Queryable } from '../db/database.ts';
import { join, raw, type Sql, sql } from '../db/sql.ts';
import { EFFECTIVE, type RoadMoment, roadEffects } from './constraint_effects.ts';
import { insideBbox } from './services.ts';

/** Roads as they are at a moment, and roads as they were published, under the same names of columns. */
const asTheyAre = (
  moment: RoadMoment,
): Sql => sql`(select r.organization_id, r.id, r.dataset_id, r.road_class, r.length_meters,
  r.one_way, r.geom, ${EFFECTIVE.closed} as closed, ${EFFECTIVE.seconds} as seconds, r.version
  from road_edge r left join (${roadEffects(moment)}) e on e.organization_id = r.organization_id and e.id = r.id) road_edge`;
const PUBLISHED = raw(`(select organization_id, id, dataset_id, road_class, length_meters, one_way, geom,
  published_closed as closed, published_seconds as seconds, published_version as version from road_edge) road_edge`);

/** Where roads are read; `moment` null = as published: the login of who may not know today's condition cannot select it. */
export const roadTable = (moment: RoadMoment | null): Sql => (moment === null ? PUBLISHED : asTheyAre(moment));
export const roadTableOf = ({ role }: Viewer, moment: RoadMoment): Sql =>
  roadTable(SEES_UNPUBLISHED_ROADS.has(role) ? moment : null);

export async function listRoads(
  db: Queryable,
  viewer: Viewer,
  filter: {
    bbox?: readonly [number, number, number, number] | undefined;
    after?: string | undefined;
    only?: Sql | undefined;
    limit: number;
    now: Date;
  },
): Promise<RoadEdge[]> {
  const conditions: Sql[] = [sql`organization_id = ${viewer.organizationId}`];
  if (filter.bbox !== undefined) conditions.push(insideBbox(filter.bbox));
  if (filter.after !== undefined) conditions.push(sql`id > ${filter.after}::uuid`);
  if (filter.only !== undefined) conditions.push(filter.only);
  return db.rows<RoadEdge>(sql`
    select id, road_class as "roadClass", length_meters as "lengthMeters", seconds, one_way as "oneWay", closed,
      st_asgeojson(geom, 7)::json as geom
    from ${roadTableOf(viewer, { now: filter.now, withHours: false })} where ${join(conditions, ' and ')}
    order by id limit ${filter.limit}`);
}

/** Roads a chunk: packed they are 3 MB. */
const CHUNK = 50_000;
/** from lon, from lat, to lon, to lat, seconds, meters, 1 when one way, place of its class in the list. */
const NUMBERS = 8;
const UNKNOWN = ROAD_CLASSES.indexOf('unknown');

export interface RoadEndColumns {
  readonly fromLon: Float64Array;
  readonly fromLat: Float64Array;
  readonly toLon: Float64Array;
  readonly toLat: Float64Array;
  /** Driving time stated by the source; NaN = not stated. */
  readonly seconds: Float64Array;
  readonly lengthMeters: Float64Array;
  readonly oneWay: Uint8Array;
  readonly roadClass: readonly RoadEdge['roadClass'][];
}

interface Chunk {
  readonly numbers: Uint8Array | null;
  readonly count: number;
  readonly last: string | null;
}

/**
 * Both ends of each road of a dataset in id order, in degrees; of all datasets where it is null. They leave the database
 * packed, not as row objects.
 */
export async function roadEnds(
  db: Queryable,
  viewer: Viewer,
  {
    dataset,
    includeClosed,
    moment,
  }: { readonly dataset: string | null; readonly includeClosed: boolean; readonly moment: RoadMoment },
): Promise<RoadEndColumns> {
  const chunks: Uint8Array[] = [];
  let rows = 0;
  for (let after: string | null = null; ; ) {
    const { numbers, count, last }: Chunk = await db.one<Chunk>(sql`
      select
        string_agg(float8send(st_x(st_startpoint(geom))) || float8send(st_y(st_startpoint(geom)))
          || float8send(st_x(st_endpoint(geom))) || float8send(st_y(st_endpoint(geom)))
          || float8send(coalesce(seconds, 'NaN')) || float8send(length_meters)
          || float8send(one_way::int)
          || float8send(coalesce(array_position(${[...ROAD_CLASSES]}::text[], road_class) - 1, ${UNKNOWN})), '' order by id) as numbers,
        count(*)::int as count, (array_agg(id order by id desc))[1] as last
      from (
        select id, geom, seconds, length_meters, one_way, road_class from ${roadTableOf(viewer, moment)}
        where organization_id = ${viewer.organizationId} and (${dataset}::uuid is null or dataset_id = ${dataset}::uuid)
          and (${includeClosed} or not closed) and (${after}::uuid is null or id > ${after}::uuid)
        order by id limit ${CHUNK}) page`);
    if (numbers === null) break;
    chunks.push(numbers);
    rows += count;
    if (count < CHUNK) break;
    after = last;
  }
  return unpacked(chunks, rows);
}

function unpacked(chunks: readonly Uint8Array[], count: number): RoadEndColumns {
  const columns = Array.from({ length: NUMBERS }, () => new Float64Array(count));
  let row = 0;
  for (const chunk of chunks) {
    const view = new DataView(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    for (let at = 0; at < chunk.byteLength; at += 8 * NUMBERS, row++) {
      for (let i = 0; i < NUMBERS; i++) (columns[i] as Float64Array)[row] = view.getFloat64(at + 8 * i);
    }
  }
  const [fromLon, fromLat, toLon, toLat, seconds, lengthMeters, oneWay, roadClass] = columns as [
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  return {
    ...{ fromLon, fromLat, toLon, toLat, seconds, lengthMeters },
    oneWay: Uint8Array.from(oneWay),
    roadClass: Array.from(roadClass, (place) => ROAD_CLASSES[place] ?? 'unknown'),
  };
}
