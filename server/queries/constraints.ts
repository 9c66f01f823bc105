// What hinders access, one by one, of the viewer's own area: an account that is limited to one reads and writes there. What a
// constraint does to roads is constraint_effects.ts, and holds for all who read roads as they are.
import type { Constraint, ConstraintInput } from '../../geodata/schema/constraint.ts';
import type { Viewer } from '../../geodata/schema/roles.ts';
import type { Queryable } from '../db/database.ts';
import { raw, type Sql, sql } from '../db/sql.ts';
import { areaHolding } from './areas.ts';
import { inDates, inHours } from './constraint_effects.ts';

const instant = (column: string): Sql => raw(`to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`);

const fields = (now: Date): Sql => sql`
  c.id, c.name, c.kind, c.access_type as "accessType", c.threat, c.effect, c.delay_minutes as "delayMinutes",
  c.slow_factor as "slowFactor", c.within_meters as "withinMeters", ${instant('c.starts_at')} as "startsAt",
  ${instant('c.ends_at')} as "endsAt",
  case when c.time_zone is not null then json_build_object('timeZone', c.time_zone,
    'from', to_char(c.hours_from, 'HH24:MI'), 'until', to_char(c.hours_until, 'HH24:MI')) end as hours,
  c.source, c.reliability, c.credibility, c.area_pcode as "areaPcode", c.version, c.invented,
  case when c.ends_at <= ${now}::timestamptz then 'ended' when c.starts_at > ${now}::timestamptz then 'planned'
    when ${inHours('c', now)} then 'holds' else 'out_of_hours' end as stands,
  st_asgeojson(c.geom, 7)::json as geom`;

const own = ({ organizationId, areaPrefix }: Viewer): Sql =>
  sql`c.organization_id = ${organizationId} and starts_with(coalesce(c.area_pcode, ''), ${areaPrefix})`;

const shape = ({ geom }: ConstraintInput): Sql => sql`st_setsrid(st_geomfromgeojson(${JSON.stringify(geom)}), 4326)`;

/** Column → value, of a whole record. */
function columnsOf({ organizationId }: Viewer, record: ConstraintInput): readonly (readonly [string, Sql])[] {
  const { hours } = record;
  return [
    ['name', sql`${record.name}`],
    ['kind', sql`${record.kind}`],
    ['access_type', sql`${record.accessType}`],
    ['threat', sql`${record.threat}::int`],
    ['effect', sql`${record.effect}`],
    ['delay_minutes', sql`${record.delayMinutes}::int`],
    ['slow_factor', sql`${record.slowFactor}::float8`],
    ['within_meters', sql`${record.withinMeters}::int`],
    ['starts_at', sql`${record.startsAt}::timestamptz`],
    ['ends_at', sql`${record.endsAt}::timestamptz`],
    ['time_zone', sql`${hours?.timeZone ?? null}::text`],
    ['hours_from', sql`${hours?.from ?? null}::time`],
    ['hours_until', sql`${hours?.until ?? null}::time`],
    ['source', sql`${record.source}`],
    ['reliability', sql`${record.reliability}`],
    ['credibility', sql`${record.credibility}::int`],
    ['geom', shape(record)],
    ['area_pcode', areaHolding(organizationId, sql`st_pointonsurface(${shape(record)})`)],
  ];
}

const listed = (pieces: readonly Sql[]): Sql => pieces.reduce((all, piece) => sql`${all}, ${piece}`);

export const listConstraints = (
  db: Queryable,
  viewer: Viewer,
  filter: { now: Date; ended: boolean; after?: string | undefined; limit: number },
): Promise<Constraint[]> =>
  db.rows<Constraint>(sql`
    select ${fields(filter.now)} from access_constraint c
    where ${own(viewer)} and (${filter.ended} or c.ends_at is null or c.ends_at > ${filter.now}::timestamptz)
      and (${filter.after ?? null}::uuid is null or c.id > ${filter.after ?? null}::uuid)
    order by c.id limit ${filter.limit}`);

export const getConstraint = (db: Queryable, viewer: Viewer, id: string, now: Date): Promise<Constraint | null> =>
  db.maybeOne<Constraint>(
    sql`select ${fields(now)} from access_constraint c where ${own(viewer)} and c.id = ${id}::uuid`,
  );

export function insertConstraint(
  db: Queryable,
  viewer: Viewer,
  record: ConstraintInput,
  { now, invented = false }: { readonly now: Date; readonly invented?: boolean },
): Promise<Constraint> {
  const columns = columnsOf(viewer, record);
  return db.one<Constraint>(sql`
    insert into access_constraint as c (organization_id, invented, ${listed(columns.map(([name]) => raw(name)))})
    values (${viewer.organizationId}, ${invented}, ${listed(columns.map(([, value]) => value))})
    returning ${fields(now)}`);
}

export const updateConstraint = (
  db: Queryable,
  viewer: Viewer,
  { id, version, record, now }: { id: string; version: number; record: ConstraintInput; now: Date },
): Promise<Constraint | null> =>
  db.maybeOne<Constraint>(sql`
    update access_constraint as c set ${listed(columnsOf(viewer, record).map(([name, value]) => sql`${raw(name)} = ${value}`))},
      version = version + 1
    where ${own(viewer)} and c.id = ${id}::uuid and c.version = ${version} returning ${fields(now)}`);

export const deleteConstraint = async (
  db: Queryable,
  viewer: Viewer,
  { id, version }: { id: string; version: number },
): Promise<boolean> =>
  (await db.run(
    sql`delete from access_constraint c where ${own(viewer)} and c.id = ${id}::uuid and c.version = ${version}`,
  )) === 1;

/** Throws a database's own failure of a value where it knows no such time zone: every later read of roads would. */
export const demandTimeZone = async (db: Queryable, timeZone: string): Promise<void> => {
  await db.one(sql`select '2026-01-01T00:00:00Z'::timestamptz at time zone ${timeZone} as local`);
};

/**
 * Notes which constraints began or ceased to hold since the last call, and tells those who listen; roads that they touch follow
 * by a trigger. Of two servers that call it at once the second finds nothing left to note.
 */
export const tellTurnedConstraints = (db: Queryable, now: Date): Promise<number> =>
  db.run(sql`
    with turned as (
      update access_constraint c set told_holding = ${inDates('c', now)} and ${inHours('c', now)}
      where c.told_holding is distinct from (${inDates('c', now)} and ${inHours('c', now)})
      returning organization_id, id)
    insert into outbox (organization_id, verb, noun, thing_id, hidden)
    select organization_id, 'turn', 'constraint', id::text, true from turned`);
