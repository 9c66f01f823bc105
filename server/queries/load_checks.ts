// What an import asks of the database besides writing: names taken, areas known, and dirt that only the whole load shows.
// For the operator who runs the import and owns the file; no other role reads these answers.
import type { Bbox } from '../../geodata/schema/geometry.ts';
import type { Queryable } from '../db/database.ts';
import { sql } from '../db/sql.ts';

interface Loaded {
  readonly organizationId: string;
  readonly datasetId: string;
}

export async function datasetNamed(
  db: Queryable,
  organizationId: string,
  name: string,
): Promise<{ readonly id: string; readonly noun: string } | null> {
  return db.maybeOne(sql`
    select id, noun from dataset where organization_id = ${organizationId} and name = ${name}`);
}

/** Deletes a dataset with all its rows. */
export async function deleteDataset(db: Queryable, { organizationId, datasetId }: Loaded): Promise<void> {
  await db.run(sql`delete from dataset where organization_id = ${organizationId} and id = ${datasetId}`);
}

export interface KnownArea {
  readonly pcode: string;
  readonly adminLevel: number;
  readonly name: string;
  readonly parentPcode: string | null;
}

export async function knownAreas(db: Queryable, organizationId: string): Promise<KnownArea[]> {
  return db.rows(sql`
    select pcode, admin_level as "adminLevel", name, parent_pcode as "parentPcode"
    from area where organization_id = ${organizationId} order by pcode`);
}

/** Box around all areas of the organization; null where there are none. */
export async function areaExtent(db: Queryable, organizationId: string): Promise<Bbox | null> {
  const box = await db.one<{ w: number | null; s: number; e: number; n: number }>(sql`
    select min(st_xmin(geom)) as w, min(st_ymin(geom)) as s, max(st_xmax(geom)) as e, max(st_ymax(geom)) as n
    from area where organization_id = ${organizationId}`);
  return box.w === null ? null : [box.w, box.s, box.e, box.n];
}

/** Records on the point that holds most of them, and how many points hold at least `from`. */
export async function stackedIncidents(
  db: Queryable,
  { organizationId, datasetId }: Loaded,
  from: number,
): Promise<{ readonly largest: number; readonly points: number }> {
  return db.one(sql`
    select coalesce(max(held), 0)::integer as largest, (count(*) filter (where held >= ${from}))::integer as points
    from (select count(*) as held from incident
          where organization_id = ${organizationId} and dataset_id = ${datasetId} group by st_asbinary(geom)) stack`);
}

/** Records whose point no area holds. */
export async function incidentsOutsideAreas(db: Queryable, { organizationId, datasetId }: Loaded): Promise<number> {
  const { outside } = await db.one<{ outside: number }>(sql`
    with spot as materialized (
      select st_asbinary(geom) as wkb, count(*) as held from incident
      where organization_id = ${organizationId} and dataset_id = ${datasetId} group by st_asbinary(geom)),
    point as materialized (select st_geomfromwkb(wkb, 4326) as geom, held from spot)
    select coalesce(sum(held), 0)::integer as outside from point
    where not exists (
      select from area where area.organization_id = ${organizationId} and st_covers(area.geom, point.geom))`);
  return outside;
}
