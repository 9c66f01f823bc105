// Population cells as columns. A million cells leave the database as packed big-endian doubles, not as row objects.
import type { PopulationColumns } from '../../geodata/schema/population.ts';
import type { Viewer } from '../../geodata/schema/roles.ts';
import type { Queryable } from '../db/database.ts';
import { sql } from '../db/sql.ts';

/** Rows a chunk: 5 columns × 8 bytes × 65,536 = 2.6 MB. */
const CHUNK = 65_536;

interface Chunk {
  readonly lon: Uint8Array;
  readonly lat: Uint8Array;
  readonly people: Uint8Array;
  readonly women: Uint8Array;
  readonly children: Uint8Array;
  readonly area: Uint8Array;
}

/** Cells of one dataset in id order; NaN where women or children are not known, area −1 outside every area. */
export async function populationColumns(db: Queryable, viewer: Viewer, datasetId: string): Promise<PopulationColumns> {
  const mine = sql`c.organization_id = ${viewer.organizationId} and c.dataset_id = ${datasetId}::uuid`;
  const areas = await db.rows<{ pcode: string; name: string }>(sql`
    select d.pcode, coalesce(a.name, d.pcode) as name
    from (select distinct c.area_pcode as pcode from population_cell c where ${mine} and c.area_pcode is not null) d
    left join area a on a.organization_id = ${viewer.organizationId} and a.pcode = d.pcode
    order by d.pcode`);
  const { count, last } = await db.one<{ count: number; last: number | null }>(
    sql`select count(*) as count, max(c.id) as last from population_cell c where ${mine}`,
  );
  const columns = {
    lon: new Float64Array(count),
    lat: new Float64Array(count),
    people: new Float64Array(count),
    women: new Float64Array(count),
    children: new Float64Array(count),
    area: new Int32Array(count),
    areas,
  };
  let filled = 0;
  for (let start = 0; start <= (last ?? -1); start += CHUNK) {
    const chunk = await db.one<Chunk>(sql`
      select string_agg(float8send(c.lon), '' order by c.id) as lon,
        string_agg(float8send(c.lat), '' order by c.id) as lat,
        string_agg(float8send(c.people), '' order by c.id) as people,
        string_agg(float8send(coalesce(c.women, 'NaN')), '' order by c.id) as women,
        string_agg(float8send(coalesce(c.children, 'NaN')), '' order by c.id) as children,
        string_agg(int4send(coalesce(n.index, -1)), '' order by c.id) as area
      from population_cell c
      left join unnest(${areas.map((area) => area.pcode)}::text[]) with ordinality as p(pcode, place) on p.pcode = c.area_pcode
      cross join lateral (select (p.place - 1)::int as index) n
      where ${mine} and c.id >= ${start} and c.id < ${start + CHUNK}`);
    filled = append(columns, chunk, filled);
  }
  return columns;
}

function append(columns: PopulationColumns, chunk: Chunk, at: number): number {
  if (chunk.lon === null) return at;
  const rows = chunk.lon.byteLength / 8;
  for (const name of ['lon', 'lat', 'people', 'women', 'children'] as const) {
    const view = new DataView(chunk[name].buffer, chunk[name].byteOffset, chunk[name].byteLength);
    const column = columns[name];
    for (let i = 0; i < rows; i++) column[at + i] = view.getFloat64(i * 8);
  }
  const view = new DataView(chunk.area.buffer, chunk.area.byteOffset, chunk.area.byteLength);
  for (let i = 0; i < rows; i++) columns.area[at + i] = view.getInt32(i * 4);
  return at + rows;
}
