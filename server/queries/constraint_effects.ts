// What constraints that hold do to the roads that they touch, as a table of just these roads. Staff's logins alone may select it.
import { ASSUMED_SPEED_KMH, ROAD_CLASSES } from '../../geodata/schema/road.ts';
import { join, raw, type Sql, sql } from '../db/sql.ts';

/** When roads are looked at. */
export interface RoadMoment {
  readonly now: Date;
  /**
   * Whether constraints of certain hours (a curfew) count where the moment lies in them. A question of one moment (who is there
   * first) counts them; lists, maps, publication and analyses without a clock tell of the hours in which they do not hold.
   */
  readonly withHours: boolean;
}

/** Whether a row of access_constraint, under this name, lies in its hours. */
export const inHours = (name: string, now: Date): Sql => {
  const local = sql`(${now}::timestamptz at time zone ${raw(`${name}.time_zone`)})::time`;
  const [from, until] = [raw(`${name}.hours_from`), raw(`${name}.hours_until`)];
  return sql`case when ${from} is null then true
    when ${from} < ${until} then ${local} >= ${from} and ${local} < ${until}
    else ${local} >= ${from} or ${local} < ${until} end`;
};

export const inDates = (name: string, now: Date): Sql =>
  sql`${raw(name)}.starts_at <= ${now}::timestamptz and (${raw(name)}.ends_at is null or ${raw(name)}.ends_at > ${now}::timestamptz)`;

/**
 * Roads that are touched: `closed`, `slow` (what is added to the driving time, as a share of it) and `delay` (seconds). Of several
 * that slow a road the worst counts, delays add up. An area slows the part of a road inside it; a point or line, which has no
 * inside, the whole piece.
 */
export const roadEffects = ({ now, withHours }: RoadMoment): Sql => sql`
  select r.organization_id, r.id, bool_or(c.effect = 'closed') as closed,
    coalesce(max(case when c.effect = 'slow' then (c.slow_factor - 1) * case
      when st_dimension(c.geom) < 2 or st_length(r.geom) = 0 then 1
      else least(1, st_length(st_intersection(r.geom, c.geom)) / st_length(r.geom)) end end), 0) as slow,
    coalesce(sum(c.delay_minutes), 0) * 60 as delay
  from access_constraint c join road_edge r on r.organization_id = c.organization_id and r.geom && c.reach
    and case when st_dimension(c.geom) < 2 then st_dwithin(r.geom::geography, c.geom::geography, c.within_meters)
      else st_intersects(r.geom, c.geom) end
  where c.effect <> 'none' and ${inDates('c', now)} and ${withHours ? inHours('c', now) : raw('c.hours_from is null')}
  group by r.organization_id, r.id`;

/** m/s by class, where no driving time is stated and something slows the road. */
const assumedSpeed = join(
  [
    raw('case r.road_class'),
    ...ROAD_CLASSES.map((road) => raw(`when '${road}' then ${ASSUMED_SPEED_KMH[road] / 3.6}::float8`)),
    raw(`else ${ASSUMED_SPEED_KMH.unknown / 3.6}::float8 end`),
  ],
  ' ',
);

/** Of a row of road_edge named r with its effects named e, or none. */
export const EFFECTIVE = {
  closed: raw('(r.closed or coalesce(e.closed, false))'),
  /** Stays as stated, or not stated, where nothing slows the road. */
  seconds: sql`case when e.id is null or (e.slow = 0 and e.delay = 0) then r.seconds
    else least(999999, coalesce(r.seconds, r.length_meters / (${assumedSpeed})) * (1 + e.slow) + e.delay) end`,
};
