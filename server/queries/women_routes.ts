// The calendar of women's routes: where and when women are on the way, of the viewer's own area.

import type { Viewer } from '../../geodata/schema/roles.ts';
import type { WomenRoute, WomenRouteInput } from '../../geodata/schema/women_route.ts';
import type { Queryable } from '../db/database.ts';
import { raw, type Sql, sql } from '../db/sql.ts';

const fields = raw(`id, area_pcode as "areaPcode", name, kind, days, from_time as "from", until_time as "until",
  patrol_ids as "patrolIds", version`);

const visible = ({ organizationId, areaPrefix }: Viewer): Sql =>
  sql`organization_id = ${organizationId} and starts_with(area_pcode, ${areaPrefix})`;
const one = (viewer: Viewer, id: string): Sql => sql`${visible(viewer)} and id = ${id}::uuid`;

/** `area`: of that area and of those within it. In the order of ids. */
export const listWomenRoutes = (
  db: Queryable,
  viewer: Viewer,
  filter: { area?: string | undefined; after?: string | undefined; limit: number },
): Promise<WomenRoute[]> =>
  db.rows<WomenRoute>(sql`
    select ${fields} from women_route
    where ${visible(viewer)} and starts_with(area_pcode, ${filter.area ?? ''})
      and (${filter.after ?? null}::uuid is null or id > ${filter.after ?? null}::uuid)
    order by id limit ${filter.limit}`);

export const getWomenRoute = (db: Queryable, viewer: Viewer, id: string): Promise<WomenRoute | null> =>
  db.maybeOne<WomenRoute>(sql`select ${fields} from women_route where ${one(viewer, id)}`);

const daysOf = ({ days }: WomenRouteInput): number[] => [...new Set(days)].sort();

export const insertWomenRoute = (db: Queryable, viewer: Viewer, route: WomenRouteInput): Promise<WomenRoute> =>
  db.one<WomenRoute>(sql`
    insert into women_route (organization_id, area_pcode, name, kind, days, from_time, until_time, patrol_ids)
    values (${viewer.organizationId}, ${route.areaPcode}, ${route.name}, ${route.kind}, ${daysOf(route)}::smallint[],
      ${route.from}, ${route.until}, ${[...new Set(route.patrolIds)]}::uuid[])
    returning ${fields}`);

export const updateWomenRoute = (
  db: Queryable,
  viewer: Viewer,
  { id, version, record }: { id: string; version: number; record: WomenRouteInput },
): Promise<WomenRoute | null> =>
  db.maybeOne<WomenRoute>(sql`
    update women_route set area_pcode = ${record.areaPcode}, name = ${record.name}, kind = ${record.kind},
      days = ${daysOf(record)}::smallint[], from_time = ${record.from}, until_time = ${record.until},
      patrol_ids = ${[...new Set(record.patrolIds)]}::uuid[], version = version + 1
    where ${one(viewer, id)} and version = ${version} returning ${fields}`);

export const deleteWomenRoute = async (
  db: Queryable,
  viewer: Viewer,
  { id, version }: { id: string; version: number },
): Promise<boolean> =>
  (await db.run(sql`delete from women_route where ${one(viewer, id)} and version = ${version}`)) === 1;
