// The finest area that holds each staged row: the center of an incident's cell, the point of anything else.
// Reads `staged`, leaves `spot_area (key, pcode)`; both are temporary tables of the load.
import { cellToLatLng } from 'h3-js';
import type { Queryable } from '../db/database.ts';
import { raw, sql } from '../db/sql.ts';

/** Cells whose centers are written by one statement. */
const CELLS_AT_ONCE = 20_000;

/** `point` is SQL over a row of `staged`. Rows that name their area already are left out. */
export async function areaOfPoints(tx: Queryable, organizationId: string, point: string): Promise<void> {
  if (await hasAreas(tx, organizationId)) {
    await tx.run(
      raw(`create temp table spot as
           select row_index::text as key, ${point} as geom from staged where area_pcode is null`),
    );
  } else {
    await emptySpots(tx);
  }
  await areaOfSpots(tx, organizationId);
}

/** Distinct cells only, and their centers: the exact point plays no part. */
export async function areaOfCells(tx: Queryable, organizationId: string): Promise<void> {
  await emptySpots(tx);
  if (await hasAreas(tx, organizationId)) {
    await tx.run(
      raw(`create temp table cell as
           select cell from (select distinct cell_r7 as cell from staged union all
                             select distinct cell_r8 from staged) both_resolutions where cell is not null`),
    );
    await tx.run(raw('create unique index on cell (cell)'));
    let last = '';
    for (;;) {
      const page = await tx.rows<{ cell: string }>(
        sql`select cell from cell where cell > ${last} order by cell limit ${CELLS_AT_ONCE}`,
      );
      await insertCenters(
        tx,
        page.map((one) => one.cell),
      );
      last = page.at(-1)?.cell ?? '';
      if (page.length < CELLS_AT_ONCE) break;
    }
    await tx.run(raw('drop table cell'));
  }
  await areaOfSpots(tx, organizationId);
}

/** Centers of the cells given, which are distinct. The caller drops `spot_area`. */
export async function areaOfListedCells(
  tx: Queryable,
  organizationId: string,
  cells: readonly string[],
): Promise<void> {
  await emptySpots(tx);
  await insertCenters(tx, cells);
  await areaOfSpots(tx, organizationId);
}

async function insertCenters(tx: Queryable, cells: readonly string[]): Promise<void> {
  if (cells.length === 0) return;
  const centers = cells.map((cell) => cellToLatLng(cell));
  await tx.run(sql`
    insert into spot (key, geom)
    select key, st_setsrid(st_makepoint(lon, lat), 4326)
    from unnest(${cells}::text[], ${centers.map((center) => center[1])}::float8[],
                ${centers.map((center) => center[0])}::float8[]) as center (key, lon, lat)`);
}

/** Fills `spot_area` from `spot` and drops it. Areas outside, points inside: each polygon is prepared once and meets only the points in its box. */
export async function areaOfSpots(tx: Queryable, organizationId: string): Promise<void> {
  await tx.run(raw('create index on spot using gist (geom)'));
  await tx.run(raw('analyze spot'));
  await tx.run(sql`
    create temp table spot_area as
    select distinct on (spot.key) spot.key, area.pcode
    from (select pcode, admin_level, geom from area where organization_id = ${organizationId} offset 0) area
    join spot on st_covers(area.geom, spot.geom)
    order by spot.key, area.admin_level desc, area.pcode`);
  await tx.run(raw('drop table spot'));
  await tx.run(raw('create index on spot_area (key)'));
  await tx.run(raw('analyze spot_area'));
}

async function emptySpots(tx: Queryable): Promise<void> {
  await tx.run(raw('create temp table spot (key text, geom geometry(Point, 4326))'));
}

export async function hasAreas(tx: Queryable, organizationId: string): Promise<boolean> {
  const row = await tx.one<{ found: boolean }>(
    sql`select exists (select from area where organization_id = ${organizationId}) as found`,
  );
  return row.found;
}
