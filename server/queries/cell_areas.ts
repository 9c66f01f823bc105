// Which area holds the center of a cell: the one rule by which a cell belongs to an area. Knows no noun.
import { cellToLatLng, isValidCell } from 'h3-js';
import type { Viewer } from '../../geodata/schema/roles.ts';
import type { Queryable } from '../db/database.ts';
import { raw, sql } from '../db/sql.ts';
import { areaHolding } from './areas.ts';

/** P-codes of the finest areas that hold the centers, by cell; what is no cell or lies outside every area is absent. */
export async function areasOfCells(
  db: Queryable,
  { organizationId }: Viewer,
  cells: readonly string[],
): Promise<Map<string, string>> {
  const known = cells.filter(isValidCell);
  const centers = known.map((cell) => cellToLatLng(cell));
  const point = raw('st_setsrid(st_makepoint(center.lon, center.lat), 4326)');
  const rows = await db.rows<{ cell: string; pcode: string | null }>(sql`
    select center.cell, ${areaHolding(organizationId, point)} as pcode
    from unnest(${known}::text[], ${centers.map(([, lon]) => lon)}::float8[],
                ${centers.map(([lat]) => lat)}::float8[]) as center (cell, lon, lat)`);
  return new Map(rows.flatMap(({ cell, pcode }) => (pcode === null ? [] : [[cell, pcode] as const])));
}

/** Which of some areas hold the centers, by cell. Areas outside, cells inside: each outline is prepared once for all cells. */
export async function areasHolding(
  db: Queryable,
  { organizationId }: Viewer,
  { cells, pcodes }: { readonly cells: readonly string[]; readonly pcodes: readonly string[] },
): Promise<Map<string, string[]>> {
  const holding = new Map<string, string[]>();
  if (cells.length === 0 || pcodes.length === 0) return holding;
  const centers = cells.map((cell) => cellToLatLng(cell));
  const rows = await db.rows<{ cell: string; pcode: string }>(sql`
    select held.cell, a.pcode
    from (select pcode, geom from area where organization_id = ${organizationId} and pcode = any (${pcodes}::text[]) offset 0) a
    cross join lateral (
      select center.cell from unnest(${cells}::text[], ${centers.map(([, lon]) => lon)}::float8[],
                                     ${centers.map(([lat]) => lat)}::float8[]) as center (cell, lon, lat)
      where st_covers(a.geom, st_setsrid(st_makepoint(center.lon, center.lat), 4326))
    ) held`);
  for (const { cell, pcode } of rows) holding.set(cell, [...(holding.get(cell) ?? []), pcode]);
  return holding;
}
