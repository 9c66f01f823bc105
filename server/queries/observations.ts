// What was observed of an indicator, by area and day; and the series of them that the board judges.
import type { ObservedPeriod } from '../../geodata/analysis/warning/warning_board.ts';
import type { Observation, ObservationInput } from '../../geodata/schema/indicator.ts';
import { INDICATOR_KINDS, UNIT_OF } from '../../geodata/schema/indicator_words.ts';
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
    after?: { day: string; id: string } | undefined;
    limit: number;
  },
): Promise<Observation[]> {
  const { indicatorId, area, after } = filter;
  const conditions: Sql[] = [visible(viewer)];
  if (indicatorId !== undefined) conditions.push(sql`indicator_id = ${indicatorId}::uuid`);
  if (area !== undefined) conditions.push(sql`starts_with(area_pcode, ${area})`);
  if (after !== undefined) conditions.push(sql`(observed_on, id) < (${after.day}::date, ${after.id}::uuid)`);
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

/** Many at once, as they come with a demo. */
export const insertObservations = (
  db: Queryable,
  { organizationId }: Viewer,
  rows: readonly ObservationInput[],
): Promise<number> =>
  db.run(sql`
    insert into observation (organization_id, indicator_id, area_pcode, observed_on, value, source, reliability, credibility)
    select ${organizationId}, * from unnest(${rows.map((row) => row.indicatorId)}::uuid[],
      ${rows.map((row) => row.areaPcode)}::text[], ${rows.map((row) => row.observedOn)}::date[],
      ${rows.map((row) => row.value)}::integer[], ${rows.map((row) => row.source)}::text[],
      ${rows.map((row) => row.reliability)}::text[], ${rows.map((row) => row.credibility)}::smallint[])`);

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

/** Kinds whose period is as bad as its worst day; of the others the days add up. */
const SCALES = INDICATOR_KINDS.filter((kind) => UNIT_OF[kind] === 'scale');

/**
 * What was said of active indicators by area and period. Of a day the highest value of any source counts, since two who tell of
 * one thing are not two things. `strong`: somebody of reliability C or better and credibility 3 or better told of more than 0.
 */
export const observedPeriods = (
  db: Queryable,
  { organizationId, areaPrefix }: Pick<Viewer, 'organizationId' | 'areaPrefix'>,
  { today, weeksFrom, daysFrom }: { today: string; weeksFrom: string; daysFrom: string },
): Promise<ObservedPeriod[]> =>
  db.rows<ObservedPeriod>(sql`
    with said as (
      select o.indicator_id, o.area_pcode, o.observed_on, i.kind = any(${SCALES}::text[]) as is_scale,
        case i.frequency when 'week' then date_trunc('week', o.observed_on::timestamp)::date else o.observed_on end as period,
        max(o.value) as value, bool_or(o.value > 0 and o.reliability <= 'C' and o.credibility <= 3) as strong
      from observation o join indicator i on i.organization_id = o.organization_id and i.id = o.indicator_id
      where o.organization_id = ${organizationId} and starts_with(o.area_pcode, ${areaPrefix}) and i.active
        and o.observed_on <= ${today}::date
        and o.observed_on >= case i.frequency when 'week' then ${weeksFrom}::date else ${daysFrom}::date end
      group by 1, 2, 3, 4, 5
    ), periods as (
      select indicator_id, area_pcode, period, case when is_scale then max(value) else sum(value) end as value,
        bool_or(strong) as strong, max(observed_on) as last_on
      from said group by indicator_id, area_pcode, period, is_scale
    )
    select p.indicator_id as "indicatorId", p.area_pcode as "areaPcode", coalesce(a.name, p.area_pcode) as "areaName", p.period,
      p.value, p.strong, p.last_on as "lastOn"
    from periods p left join area a on a.organization_id = ${organizationId} and a.pcode = p.area_pcode
    order by p.area_pcode, p.indicator_id, p.period`);
