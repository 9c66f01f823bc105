// What was observed of an indicator, by area and day; and the series of them that the board judges.
import type { Observation, ObservationInput } from '../../geodata/schema/indicator.ts';
import type { Viewer } from '../../geodata/schema/roles.ts';
import type { Queryable } from '../db/database.ts';
import { join, raw, type Sql, sql } from '../db/sql.ts';

const fields =
  raw(`id, indicator_id as "indicatorId", area_pcode as "areaPcode", observed_on as "observedOn", value, source,
  reliability, credibility, version`);

const visible = ({ organizationId, areaPrefix }: Viewer): Sql =>
  sql`organization_id = ${organizationId} and starts_with(area_pcode, ${areaPrefix})`;

const one = (viewer: Viewer, id: string): Sql => sql`${visible(viewer)} and id = ${id}::uuid`;

/** Newest first. `after`: date and id of the last one of the page before. */
export async function listObservations(
  db: Queryable,
  viewer: Viewer,
  filter: {
    indicatorId?: string | undefined;
    area?: string | undefined;
    after?: { observedOn: string; id: string } | undefined;
    limit: number;
  },
): Promise<Observation[]> {
  const { indicatorId, area, after } = filter;
  const conditions: Sql[] = [visible(viewer)];
  if (indicatorId !== undefined) conditions.push(sql`indicator_id = ${indicatorId}::uuid`);
  if (area !== undefined) conditions.push(sql`starts_with(area_pcode, ${area})`);
  if (after !== undefined) conditions.push(sql`(observed_on, id) < (${after.observedOn}::date, ${after.id}::uuid)`);
  return db.rows<Observation>(sql`
    select ${fields} from observation where ${join(conditions, ' and ')} order by observed_on desc, id desc limit ${filter.limit}`);
}

export const getObservation = (db: Queryable, viewer: Viewer, id: string): Promise<Observation | null> =>
  db.maybeOne<Observation>(sql`select ${fields} from observation where ${one(viewer, id)}`);

export const insertObservation = (db: Queryable, viewer: Viewer, record: ObservationInput): Promise<Observation> =>
  db.one<Observation>(sql`
    insert into observation (organization_id, indicator_id, area_pcode, observed_on, value, source, reliability, credibility)
    values (${viewer.organizationId}, ${record.indicatorId}::uuid, ${record.areaPcode}, ${record.observedOn}::date,
      ${record.value}, ${record.source}, ${record.reliability}, ${record.credibility})
    returning ${fields}`);

export const updateObservation = (
  db: Queryable,
  viewer: Viewer,
  { id, version, record }: { id: string; version: number; record: ObservationInput },
): Promise<Observation | null> =>
  db.maybeOne<Observation>(sql`
    update observation set observed_on = ${record.observedOn}::date, value = ${record.value},
      reliability = ${record.reliability}, credibility = ${record.credibility}, version = version + 1
    where ${one(viewer, id)} and version = ${version} returning ${fields}`);

export const deleteObservation = async (
  db: Queryable,
  viewer: Viewer,
  { id, version }: { id: string; version: number },
): Promise<boolean> =>
  (await db.run(sql`delete from observation where ${one(viewer, id)} and version = ${version}`)) === 1;

/** What was said of one indicator in one area on one day. */
export interface ObservedDay {
  readonly indicatorId: string;
  readonly areaPcode: string;
  readonly day: string;
  /** The highest that any source said: two who tell of one thing are not added. */
  readonly value: number;
  /** Reliability C or better and credibility 3 or better, of one that said as much. */
  readonly strong: boolean;
}

/** Days from `from` to `to`, both included, in the order of indicators, areas and days. */
export const observedDays = (
  db: Queryable,
  viewer: Pick<Viewer, 'organizationId' | 'areaPrefix'>,
  { from, to }: { from: string; to: string },
): Promise<ObservedDay[]> =>
  db.rows<ObservedDay>(sql`
    select indicator_id as "indicatorId", area_pcode as "areaPcode", observed_on as day, max(value) as value,
      (array_agg(reliability <= 'C' and credibility <= 3 order by value desc, (reliability <= 'C' and credibility <= 3) desc))[1] as strong
    from observation
    where organization_id = ${viewer.organizationId} and starts_with(area_pcode, ${viewer.areaPrefix})
      and observed_on between ${from}::date and ${to}::date
    group by 1, 2, 3 order by 1, 2, 3`);
