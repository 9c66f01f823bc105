// Population cells one by one and in batches. A cell's number is its own within the dataset and is not used again for
// another while larger ones exist; the dataset's version and row count are kept by the caller, in the same transaction.
import type { Bbox } from '../../geodata/schema/geometry.ts';
import type { PopulationCell, PopulationInput } from '../../geodata/schema/population.ts';
import type { Viewer } from '../../geodata/schema/roles.ts';
import type { Queryable } from '../db/database.ts';
import { join, raw, type Sql, sql } from '../db/sql.ts';
import { areaHolding } from './areas.ts';

export interface CellRecord extends PopulationCell {
  readonly id: number;
}

interface Target {
  readonly datasetId: string;
  readonly id: number;
}

const fields = raw('id, lon, lat, people, women, children, area_pcode as "areaPcode"');

const within = ({ organizationId }: Viewer, datasetId: string): Sql =>
  sql`organization_id = ${organizationId} and dataset_id = ${datasetId}::uuid`;

export async function listCells(
  db: Queryable,
  viewer: Viewer,
  filter: { datasetId: string; bbox?: Bbox | undefined; after?: number | undefined; limit: number },
): Promise<CellRecord[]> {
  const conditions = [within(viewer, filter.datasetId)];
  if (filter.after !== undefined) conditions.push(sql`id > ${filter.after}`);
  if (filter.bbox !== undefined) {
    const [west, south, east, north] = filter.bbox;
    conditions.push(sql`lat between ${south} and ${north}`);
    conditions.push(west <= east ? sql`lon between ${west} and ${east}` : sql`(lon >= ${west} or lon <= ${east})`);
  }
  return db.rows<CellRecord>(
    sql`select ${fields} from population_cell where ${join(conditions, ' and ')} order by id limit ${filter.limit}`,
  );
}

export const getCell = (db: Queryable, viewer: Viewer, { datasetId, id }: Target): Promise<CellRecord | null> =>
  db.maybeOne<CellRecord>(sql`select ${fields} from population_cell where ${within(viewer, datasetId)} and id = ${id}`);

export const updateCell = (
  tx: Queryable,
  viewer: Viewer,
  { datasetId, id, record }: Target & { readonly record: Pick<PopulationCell, 'people' | 'women' | 'children'> },
): Promise<CellRecord> =>
  tx.one<CellRecord>(sql`
    update population_cell set people = ${record.people}, women = ${record.women}, children = ${record.children}
    where ${within(viewer, datasetId)} and id = ${id} returning ${fields}`);

/** Adds cells after the last and returns them in the order given, each with the finest area that holds its point. */
export async function insertCells(
  tx: Queryable,
  viewer: Viewer,
  { datasetId, cells }: { datasetId: string; cells: PopulationInput['cells'] },
): Promise<CellRecord[]> {
  const column = <K extends keyof PopulationInput['cells'][number]>(name: K) => cells.map((cell) => cell[name]);
  const rows = await tx.rows<CellRecord>(sql`
    insert into population_cell (organization_id, dataset_id, id, lon, lat, people, women, children, area_pcode)
    select ${viewer.organizationId}, ${datasetId}::uuid, last.id + given.place::integer, lon, lat, people, women, children,
      ${areaHolding(viewer.organizationId, sql`st_setsrid(st_makepoint(lon, lat), 4326)`)}
    from unnest(${column('lon')}::float8[], ${column('lat')}::float8[], ${column('people')}::float8[],
      ${column('women')}::float8[], ${column('children')}::float8[])
      with ordinality as given (lon, lat, people, women, children, place)
    cross join (select coalesce(max(id), -1) as id from population_cell where ${within(viewer, datasetId)}) last
    returning ${fields}`);
  return rows.sort((a, b) => a.id - b.id);
}

/** How many of the named cells there were. */
export const deleteCells = (
  tx: Queryable,
  viewer: Viewer,
  { datasetId, ids }: { datasetId: string; ids: readonly number[] },
): Promise<number> =>
  tx.run(sql`delete from population_cell where ${within(viewer, datasetId)} and id = any (${ids}::integer[])`);
