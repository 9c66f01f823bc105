// What tiles are made of. A scope says what its viewers may see, and the SQL leaves the rest in the database: nothing
// that a role may not know ever reaches the snapshot its tiles are cut from. Incidents are not here and never will be.
import type { Noun } from '../../geodata/schema/dataset.ts';
import type { Database } from '../db/database.ts';
import { raw, type Sql, sql } from '../db/sql.ts';
import { roadTable } from './roads.ts';

/** The visibility class of a snapshot: viewers with equal scopes share it, others never do. */
export interface Scope {
  readonly organizationId: string;
  readonly datasetId: string | null;
  readonly protectedServices: boolean;
  readonly allZones: boolean;
  /** Roads as they are today, not as they were published. */
  readonly unpublishedRoads: boolean;
  readonly areaPrefix: string;
}

/** Some points in id order: per point its id, its `numbers` as big-endian doubles (lon and lat first), its texts. */
export interface PointChunk {
  readonly count: number;
  /** 16 bytes a point; null where ids are numbers (then the third of `numbers`). */
  readonly uuids: Uint8Array | null;
  readonly numbers: Uint8Array;
  readonly texts: readonly (readonly (string | null)[])[];
}

/** One line or polygon; `geometry` is GeoJSON text. */
export interface ShapeRow {
  readonly id: string;
  readonly geometry: string;
  readonly [property: string]: string | number | boolean | null;
}

/** Points a chunk: packed they are a few megabytes, whatever the size of the whole. */
const CHUNK = 50_000;
const SHAPES_AT_ONCE = 2_000;

export type EachChunk = (chunk: PointChunk) => void;
export type EachShapes = (rows: readonly ShapeRow[]) => void;

const inOwnArea = ({ areaPrefix }: Scope): Sql => sql`starts_with(coalesce(area_pcode, ''), ${areaPrefix})`;

export const readPlaces = (database: Database, scope: Scope, each: EachChunk): Promise<void> =>
  readPoints(database, each, {
    uuids: raw('uuid_send(id)'),
    numbers: raw(`float8send(st_x(geom)) || float8send(st_y(geom)) || float8send(coalesce(population, 'NaN'::float8))`),
    texts: raw('json_build_array(json_agg(name order by id), json_agg(kind order by id))'),
    from: sql`place where organization_id = ${scope.organizationId}`,
  });

export const readServices = (database: Database, scope: Scope, each: EachChunk): Promise<void> =>
  readPoints(database, each, {
    uuids: raw('uuid_send(id)'),
    numbers: raw('float8send(st_x(geom)) || float8send(st_y(geom)) || float8send(invented::int)'),
    texts: raw(
      'json_build_array(json_agg(name order by id), json_agg(kind order by id), json_agg(status order by id))',
    ),
    from: scope.protectedServices
      ? sql`service where organization_id = ${scope.organizationId} and (not protected or ${inOwnArea(scope)})`
      : sql`pub_service where organization_id = ${scope.organizationId}`,
  });

/** Cells of one dataset; without one, of the newest: two datasets over each other would count people twice. */
export const readPopulation = (database: Database, scope: Scope, each: EachChunk): Promise<void> =>
  readPoints(database, each, {
    uuids: raw('null::bytea'),
    numbers: raw('float8send(lon) || float8send(lat) || float8send(id) || float8send(people)'),
    texts: raw(`'[]'::json`),
    from: sql`population_cell where organization_id = ${scope.organizationId} and dataset_id = coalesce(
      ${scope.datasetId}::uuid,
      (select id from dataset where organization_id = ${scope.organizationId} and noun = 'population'
       order by created_at desc, id limit 1))`,
  });

export const readAreas = (database: Database, scope: Scope, each: EachShapes): Promise<void> =>
  readShapes(
    database,
    each,
    sql`select id, pcode, name, admin_level as level, st_asgeojson(geom) as geometry
        from area where organization_id = ${scope.organizationId} order by admin_level, pcode`,
  );

export const readRoads = (database: Database, scope: Scope, now: Date, each: EachShapes): Promise<void> =>
  readShapes(
    database,
    each,
    sql`select id, road_class as class, closed, st_asgeojson(geom, 7) as geometry
        from ${roadTable(scope.unpublishedRoads ? { now, withHours: false } : null)} where organization_id = ${scope.organizationId} order by id`,
  );

export const readZones = (database: Database, scope: Scope, each: EachShapes): Promise<void> =>
  readShapes(
    database,
    each,
    sql`select id, name, kind, status, st_asgeojson(geom) as geometry
        from ${raw(scope.allZones ? 'zone' : 'pub_zone')} where organization_id = ${scope.organizationId}
          and (status = 'open' or ${inOwnArea(scope)}) order by id`,
  );

export const readPatrols = (database: Database, scope: Scope, each: EachShapes): Promise<void> =>
  readShapes(
    database,
    each,
    sql`select id, name, mode, purpose, st_asgeojson(geom) as geometry
        from patrol_route where organization_id = ${scope.organizationId}
          and ${inOwnArea(scope)} order by id`,
  );

/** Whether the organization has this dataset of this noun. */
export async function datasetExists(
  database: Database,
  wanted: { organizationId: string; datasetId: string; noun: Noun },
): Promise<boolean> {
  const found = await database.maybeOne(sql`
    select id from dataset where organization_id = ${wanted.organizationId}
      and id = ${wanted.datasetId}::uuid and noun = ${wanted.noun}`);
  return found !== null;
}

/** Packs points in the database, a chunk a row, so that a million of them are twenty rows and not a million. */
async function readPoints(
  database: Database,
  each: EachChunk,
  { uuids, numbers, texts, from }: { uuids: Sql; numbers: Sql; texts: Sql; from: Sql },
): Promise<void> {
  const query = sql`
    select count(*)::int as count, string_agg(${uuids}, '' order by id) as uuids,
      string_agg(${numbers}, '' order by id) as numbers, ${texts} as texts
    from (select *, (row_number() over (order by id) - 1) / ${CHUNK}::int as chunk from ${from}) point
    group by chunk order by chunk`;
  await readByCursor<PointChunk>(database, { query, atOnce: 1 }, (rows) => rows.forEach(each));
}

async function readShapes(database: Database, each: EachShapes, query: Sql): Promise<void> {
  await readByCursor<ShapeRow>(database, { query, atOnce: SHAPES_AT_ONCE }, each);
}

/** One query is one moment: rows fetched late are as old as rows fetched first, and memory holds one fetch. */
async function readByCursor<T>(
  database: Database,
  { query, atOnce }: { query: Sql; atOnce: number },
  each: (rows: readonly T[]) => void,
): Promise<void> {
  await database.transaction(
    async (tx) => {
      await tx.run(sql`declare tile_rows no scroll cursor for ${query}`);
      for (;;) {
        const rows = await tx.rows<T>(raw(`fetch ${atOnce} from tile_rows`));
        if (rows.length > 0) each(rows);
        if (rows.length < atOnce) break;
      }
      await tx.run(raw('close tile_rows'));
    },
    { heavy: true },
  );
}
