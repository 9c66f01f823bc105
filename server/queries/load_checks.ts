// What an import asks of the database besides writing: names taken, areas known, and dirt that only the whole load shows.
// For the operator who runs the import and owns the file; no other role reads these answers.
import type { Bbox } from '../../geodata/schema/geometry.ts';
import type { Queryable } from '../db/database.ts';
import { raw, sql } from '../db/sql.ts';
import { areaOfSpots, hasAreas } from './load_areas.ts';

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

export interface IncidentHeap {
  /** Records on the point that holds most of them. */
  readonly largest: number;
  /** Points that hold at least so many as asked. */
  readonly stacks: number;
  /** Records that no area holds; null where there are no areas. */
  readonly outside: number | null;
  /** By their points, or where these are very many by the centers of their cells. */
  readonly outsideBy: 'point' | 'cell';
}

/** Different points up to which each is held against the areas; a million would add a tenth to the whole import. */
const EACH_POINT = 100_000;

/** How the records of a dataset lie: piled on points, outside every area. `from`: records that make a pile. */
export async function incidentHeap(
  db: Queryable,
  { organizationId, datasetId }: Loaded,
  from: number,
): Promise<IncidentHeap> {
  await db.run(sql`
    create temp table stack as
    select row_number() over ()::text as key, geom, held
    from (select geom, count(*) as held from incident
          where organization_id = ${organizationId} and dataset_id = ${datasetId} group by geom) point`);
  const heap = await db.one<{ largest: number; stacks: number; points: number }>(sql`
    select coalesce(max(held), 0)::integer as largest, (count(*) filter (where held >= ${from}))::integer as stacks,
           count(*)::integer as points
    from stack`);
  const outsideBy = heap.points <= EACH_POINT ? 'point' : 'cell';
  const count = () =>
    outsideBy === 'point' ? stacksOutside(db, organizationId) : cellsOutside(db, { organizationId, datasetId });
  const outside = (await hasAreas(db, organizationId)) ? await count() : null;
  await db.run(raw('drop table stack'));
  return { largest: heap.largest, stacks: heap.stacks, outside, outsideBy };
}

async function cellsOutside(db: Queryable, { organizationId, datasetId }: Loaded): Promise<number> {
  const { outside } = await db.one<{ outside: number }>(sql`
    select count(*)::integer as outside from incident
    where organization_id = ${organizationId} and dataset_id = ${datasetId} and cell_r8 is not null and area_r8 is null`);
  return outside;
}

async function stacksOutside(db: Queryable, organizationId: string): Promise<number> {
  await db.run(raw('create temp table spot as select key, geom from stack'));
  await areaOfSpots(db, organizationId);
  const { outside } = await db.one<{ outside: number }>(sql`
    select coalesce(sum(held), 0)::integer as outside from stack
    where not exists (select from spot_area where spot_area.key = stack.key)`);
  await db.run(raw('drop table spot_area'));
  return outside;
}
