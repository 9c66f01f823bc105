// What packs are made of, read as the public reads it: the tables that never held a protected service, and roads as published.
// Nothing of the order or the dates of rows follows a record that is not public.
import type { CareRules } from '../../geodata/schema/care_rules.ts';
import type { Bbox } from '../../geodata/schema/geometry.ts';
import type { PackArea, PackGateway, PackPlace, PackService } from '../../geodata/schema/pack.ts';
import type { Queryable } from '../db/database.ts';
import { raw, type Sql, sql } from '../db/sql.ts';

/** Day (UTC) on which the row was last changed. */
interface Dated {
  readonly changedOn: string;
}
export type SourceService = PackService & Dated & { readonly invented: boolean };
export type SourceGateway = PackGateway & Dated;
export type SourceArea = PackArea & { readonly bbox: Bbox };

export interface PackSource {
  readonly organizationId: string;
  readonly name: string;
  /** null = the rules that come with the program. */
  readonly rules: CareRules | null;
  readonly rulesChangedOn: string | null;
  readonly credits: readonly string[];
  readonly services: readonly SourceService[];
  readonly gateways: readonly SourceGateway[];
  readonly areas: readonly SourceArea[];
  readonly places: readonly PackPlace[];
  /** People by the area that the cells name, of one population dataset. */
  readonly people: readonly { readonly pcode: string; readonly people: number }[];
}

const dayOf = (column: string): Sql => raw(`to_char(${column} at time zone 'UTC', 'YYYY-MM-DD')`);

/** Null where there is no such organization. */
export async function readPackSource(db: Queryable, organizationId: string): Promise<PackSource | null> {
  const own = sql`organization_id = ${organizationId}`;
  const organization = await db.maybeOne<{ name: string; rules: CareRules | null; rulesChangedOn: string | null }>(sql`
    select name, care_rules as rules, ${dayOf('care_rules_at')} as "rulesChangedOn"
    from organization where id = ${organizationId}`);
  if (organization === null) return null;
  return {
    organizationId,
    ...organization,
    // By area, kind and name, so that what is alike stands together and packs well.
    services: await db.rows<SourceService>(sql`
      select id, name, kind, status, components, out_of_stock as "outOfStock", opening_hours as "openingHours", languages,
        cost, eligibility, documents, female_staff as "femaleStaff", accessible, capacity, phone,
        verified_on as "verifiedOn", review_since is not null as "underReview", translations, invented,
        st_x(geom) as lon, st_y(geom) as lat, area_pcode as "areaPcode", ${dayOf('updated_at')} as "changedOn"
      from pub_service where ${own} and not protected
      order by coalesce(area_pcode, '') collate "C", kind collate "C", name collate "C", id`),
    gateways: await db.rows<SourceGateway>(sql`
      select id, area_pcode as "areaPcode", kind, name, phone, languages, hours, ${dayOf('updated_at')} as "changedOn"
      from gateway where ${own} order by area_pcode collate "C", kind collate "C", id`),
    areas: await db.rows<SourceArea>(sql`
      select pcode, admin_level as "adminLevel", name, st_x(inside) as lon, st_y(inside) as lat,
        array[st_xmin(geom), st_ymin(geom), st_xmax(geom), st_ymax(geom)] as bbox
      from (select pcode, admin_level, name, geom, st_pointonsurface(geom) as inside from area where ${own} offset 0) area
      order by pcode collate "C"`),
    places: await db.rows<PackPlace>(sql`
      select name, kind, st_x(geom) as lon, st_y(geom) as lat from place where ${own}
      order by name collate "C", id`),
    people: await readPeople(db, own),
    credits: await readCredits(db, own),
  };
}

/** Of the datasets that anybody can read something of: one whose every service is protected is not named. */
async function readCredits(db: Queryable, own: Sql): Promise<string[]> {
  const rows = await db.rows<{ credit: string }>(sql`
    select distinct concat_ws(', ', nullif(source, ''), nullif(licence, '')) as credit
    from dataset where ${own} and (source <> '' or licence <> '') and (noun in ('area', 'place', 'road')
      or (noun = 'service' and id in (select dataset_id from pub_service where ${own} and not protected)))`);
  return rows.map(({ credit }) => credit).sort();
}

/** Of the dataset that tells of the most areas, the newest of several: others would count the same people twice, or a town only. */
async function readPeople(db: Queryable, own: Sql): Promise<PackSource['people']> {
  const rows = await db.rows<{ dataset: string; pcode: string; people: number }>(sql`
    select c.dataset_id as dataset, c.area_pcode as pcode, c.people
    from (select dataset_id, area_pcode, sum(people) as people from population_cell
      where ${own} and area_pcode is not null group by dataset_id, area_pcode) c
    join (select id, created_at from dataset where ${own}) d on d.id = c.dataset_id
    order by d.created_at desc, d.id, c.area_pcode collate "C"`);
  const byDataset = new Map<string, { pcode: string; people: number }[]>();
  for (const { dataset, ...row } of rows) byDataset.set(dataset, [...(byDataset.get(dataset) ?? []), row]);
  return [...byDataset.values()].reduce((most, one) => (one.length > most.length ? one : most), []);
}
