// What the OGC API asks beyond the nouns' own lists: a box, equal properties, a number of rows. The lists themselves stay
// the nouns', so that a feature is the same record there and at /api; here is only the condition they are narrowed by.
import type { Bbox } from '../../geodata/schema/geometry.ts';
import type { Viewer } from '../../geodata/schema/roles.ts';
import type { Queryable } from '../db/database.ts';
import { join, raw, type Sql, sql } from '../db/sql.ts';
import { roadTableOf } from './roads.ts';
import { serviceTable, visibleServices } from './services.ts';
import { visibleZones, zoneTable } from './zones.ts';

export type Value = string | number | boolean;

export interface Narrowing {
  readonly bbox?: Bbox | undefined;
  /** Property → the value it must have. */
  readonly where: Readonly<Record<string, Value>>;
  readonly time?: readonly [from: number | null, to: number | null] | undefined;
}

export interface FeatureQuery extends Narrowing {
  /** Id of the last feature that was had; features come in the order of their ids. */
  readonly after?: string | undefined;
  readonly limit: number;
}

/** Property → column, for each property that may be asked for. */
const COLUMNS = {
  area: { id: 'pcode', adminLevel: 'admin_level', name: 'name', parentPcode: 'parent_pcode' },
  gateway: { id: 'id', name: 'name', kind: 'kind', areaPcode: 'area_pcode' },
  patrol: { id: 'id', name: 'name', mode: 'mode', purpose: 'purpose', areaPcode: 'area_pcode' },
  patrol_run: { id: 'id', routeId: 'route_id' },
  place: { id: 'id', name: 'name', kind: 'kind' },
  road: { id: 'id', roadClass: 'road_class', oneWay: 'one_way', closed: 'closed' },
  service: {
    id: 'id',
    name: 'name',
    kind: 'kind',
    status: 'status',
    cost: 'cost',
    femaleStaff: 'female_staff',
    accessible: 'accessible',
    areaPcode: 'area_pcode',
    datasetId: 'dataset_id',
  },
  zone: { id: 'id', name: 'name', kind: 'kind', status: 'status', areaPcode: 'area_pcode', datasetId: 'dataset_id' },
} as const satisfies Record<string, Readonly<Record<string, string>>>;
export type NarrowedNoun = keyof typeof COLUMNS;

/** A geometry that shares a point with the box; the first condition finds candidates by the index. */
function meets([west, south, east, north]: Bbox): Sql {
  const part = (w: number, e: number) => {
    // Of a diagonal, so that a box without width is a line or a point and not a polygon that nothing meets.
    const box = sql`st_envelope(st_setsrid(st_makeline(st_makepoint(${w}, ${south}), st_makepoint(${e}, ${north})), 4326))`;
    return sql`(geom && ${box} and st_intersects(geom, ${box}))`;
  };
  return west <= east ? part(west, east) : sql`(${part(west, 180)} or ${part(-180, east)})`;
}

const during = ([from, to]: NonNullable<Narrowing['time']>): Sql[] => [
  ...(from === null ? [] : [sql`ended_at >= ${new Date(from)}::timestamptz`]),
  ...(to === null ? [] : [sql`started_at <= ${new Date(to)}::timestamptz`]),
];

/** The condition on a row of the noun; contacts have no place and are in no box. Throws where a property is not one that may be asked for. */
export function narrowed(noun: NarrowedNoun, { bbox, where, time }: Narrowing): Sql {
  const columns: Readonly<Record<string, string>> = COLUMNS[noun];
  const conditions = bbox === undefined ? [] : [noun === 'gateway' ? raw('false') : meets(bbox)];
  if (noun === 'patrol_run' && time !== undefined) conditions.push(...during(time));
  for (const [property, value] of Object.entries(where)) {
    const column = Object.hasOwn(columns, property) ? columns[property] : undefined;
    if (column === undefined) throw new Error('This property has no column.');
    conditions.push(sql`${raw(column)} = ${value}`);
  }
  return join(conditions, ' and ');
}

/** Rows of a public table that the viewer may see and that meet the condition. */
export async function countNarrowed(
  db: Queryable,
  viewer: Viewer,
  { noun, now, ...narrowing }: Narrowing & { readonly noun: keyof typeof COUNTED; readonly now: Date },
): Promise<number> {
  const { count } = await db.one<{ count: number }>(
    sql`select count(*) as count from ${COUNTED[noun](viewer, now)} and ${narrowed(noun, narrowing)}`,
  );
  return count;
}

const own = ({ organizationId }: Viewer): Sql => sql`organization_id = ${organizationId}`;

const COUNTED = {
  area: (viewer: Viewer) => sql`area where ${own(viewer)}`,
  gateway: (viewer: Viewer) => sql`gateway where ${own(viewer)}`,
  place: (viewer: Viewer) => sql`place where ${own(viewer)}`,
  road: (viewer: Viewer, now: Date) => sql`${roadTableOf(viewer, { now, withHours: false })} where ${own(viewer)}`,
  service: (viewer: Viewer) => sql`${serviceTable(viewer)} where ${visibleServices(viewer)}`,
  zone: (viewer: Viewer) => sql`${zoneTable(viewer)} where ${visibleZones(viewer)}`,
};

export interface PopulationPoint {
  /** `dataset:number`, since cells are numbered within their dataset. */
  readonly id: string;
  readonly datasetId: string;
  readonly people: number;
  readonly women: number | null;
  readonly children: number | null;
  readonly areaPcode: string | null;
  readonly geom: object;
}

/** Cells of one dataset by number; of the newest where none is named: two over each other would count people twice. */
export async function listPopulationPoints(
  db: Queryable,
  viewer: Viewer,
  { bbox, where, after, limit }: FeatureQuery,
): Promise<PopulationPoint[]> {
  const one = typeof where['id'] === 'string' ? where['id'].split(':') : null;
  const dataset = one?.[0] ?? after?.split(':')[0] ?? where['datasetId'] ?? null;
  const conditions = [
    sql`dataset_id = coalesce(${dataset}::uuid, (
    select id from dataset where ${own(viewer)} and noun = 'population' order by created_at desc, id limit 1))`,
  ];
  if (where['datasetId'] !== undefined) conditions.push(sql`dataset_id = ${where['datasetId']}::uuid`);
  if (one !== null) conditions.push(sql`id = ${one[1]}::int`);
  if (after !== undefined) conditions.push(sql`id > ${after.split(':')[1]}::int`);
  if (where['areaPcode'] !== undefined) conditions.push(sql`area_pcode = ${where['areaPcode']}`);
  if (bbox !== undefined) {
    const [west, south, east, north] = bbox;
    const lon = west <= east ? sql`lon between ${west} and ${east}` : sql`(lon >= ${west} or lon <= ${east})`;
    conditions.push(sql`${lon} and lat between ${south} and ${north}`);
  }
  return db.rows<PopulationPoint>(sql`
    select dataset_id || ':' || id as id, dataset_id as "datasetId", people, women, children,
      area_pcode as "areaPcode", json_build_object('type', 'Point', 'coordinates', json_build_array(lon, lat)) as geom
    from population_cell where ${own(viewer)} and ${join(conditions, ' and ')}
    order by population_cell.id limit ${limit}`);
}

/** The outline of some areas together, as GeoJSON; null where there is none of them. */
export async function outlineOfAreas(db: Queryable, viewer: Viewer, pcodes: readonly string[]): Promise<object | null> {
  const { geom } = await db.one<{ geom: object | null }>(sql`
    select st_asgeojson(st_multi(st_union(geom)), 7)::json as geom
    from area where ${own(viewer)} and pcode = any(${[...pcodes]}::text[])`);
  return geom;
}

/** Which of some GeoJSON geometries share a point with the box, by their position in the list. */
export async function meeting(db: Queryable, bbox: Bbox, geometries: readonly string[]): Promise<Set<number>> {
  const rows = await db.rows<{ at: number }>(sql`
    select at - 1 as at from (
      select st_geomfromgeojson(text) as geom, at
      from unnest(${[...geometries]}::text[]) with ordinality as given(text, at)) shape
    where ${meets(bbox)}`);
  return new Set(rows.map(({ at }) => at));
}
