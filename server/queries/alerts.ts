// Reading alerts, what followed from their logs, and the logs themselves. A viewer who is limited to one area meets its alerts only.
import { cellToLatLng } from 'h3-js';
import type { Alert, AlertEvent } from '../../geodata/schema/alert.ts';
import { type AlertState, type Severity, STEP_OF } from '../../geodata/schema/alert_words.ts';
import type { Viewer } from '../../geodata/schema/roles.ts';
import type { Queryable } from '../db/database.ts';
import { join, raw, type Sql, sql } from '../db/sql.ts';
import { eventColumns, standingColumns, subjectColumns } from './alert_rows.ts';

export const ownAlerts = ({ organizationId, areaPrefix }: Viewer): Sql =>
  areaPrefix === ''
    ? sql`alert.organization_id = ${organizationId}`
    : sql`alert.organization_id = ${organizationId} and starts_with(coalesce(alert.area_pcode, ''), ${areaPrefix})`;

const named: Sql = raw(`alert
  left join team on team.organization_id = alert.organization_id and team.id = alert.team_id
  left join area on area.organization_id = alert.organization_id and area.pcode = alert.area_pcode`);

/** Own: by the account, by a team that it is in, or by an escalation to it or to its role. */
const mineOf = ({ accountId = null, role }: Viewer): Sql => sql`(alert.escalated_to_role = ${role}
  or coalesce(${accountId}::uuid in (alert.owner_account, alert.escalated_to_account) or ${accountId}::uuid = any (team.members), false))`;

const columnsOf = (
  viewer: Viewer,
  now: Date,
): Sql => sql`${subjectColumns}, ${standingColumns}, area.name as "areaName",
  team.name as "teamName", coalesce(alert.due_at < ${now}, false) as overdue, coalesce(${mineOf(viewer)}, false) as mine`;

type Row = Omit<Alert, 'step'>;
const withStep = (row: Row): Alert => ({ ...row, step: STEP_OF[row.state] });

/** What is open stands first, the next limit first; then what is closed, the last first. */
const place: Sql = raw(`(alert.state = 'closed')`);
const moment: Sql = raw(`(case when alert.state = 'closed' then -extract(epoch from alert.closed_at)
  else extract(epoch from alert.due_at) end)::float8`);

export interface AlertPlace {
  readonly closed: boolean;
  /** Milliseconds since 1970, of the limit or of the end. */
  readonly at: number;
  readonly id: string;
}

export async function listAlerts(
  db: Queryable,
  viewer: Viewer,
  filter: {
    state?: AlertState | 'open' | undefined;
    mine?: boolean | undefined;
    area?: string | undefined;
    severity?: Severity | undefined;
    after?: AlertPlace | undefined;
    limit: number;
    now: Date;
  },
): Promise<Alert[]> {
  const { state, mine, area, severity, after, limit, now } = filter;
  const conditions: Sql[] = [ownAlerts(viewer)];
  if (state === 'open') conditions.push(sql`alert.state <> 'closed'`);
  else if (state !== undefined) conditions.push(sql`alert.state = ${state}`);
  if (mine) conditions.push(mineOf(viewer));
  if (area !== undefined) conditions.push(sql`starts_with(coalesce(alert.area_pcode, ''), ${area})`);
  if (severity !== undefined) conditions.push(sql`alert.severity = ${severity}`);
  if (after !== undefined) {
    const at = (after.closed ? -after.at : after.at) / 1000;
    conditions.push(sql`(${place}, ${moment}, alert.id) > (${after.closed}, ${at}::float8, ${after.id}::uuid)`);
  }
  const rows = await db.rows<Row>(sql`
    select ${columnsOf(viewer, now)} from ${named} where ${join(conditions, ' and ')}
    order by ${place}, ${moment}, alert.id limit ${limit}`);
  return rows.map(withStep);
}

export const placeOf = ({ state, dueAt, closedAt, id }: Alert): AlertPlace => ({
  closed: state === 'closed',
  at: Date.parse(closedAt ?? dueAt ?? ''),
  id,
});

/** `held`: nobody else moves it until the end of the transaction. */
export async function getAlert(
  db: Queryable,
  viewer: Viewer,
  { id, now, held = false }: { readonly id: string; readonly now: Date; readonly held?: boolean },
): Promise<Alert | null> {
  const row = await db.maybeOne<Row>(sql`
    select ${columnsOf(viewer, now)} from ${named} where ${ownAlerts(viewer)} and alert.id = ${id}::uuid
    ${held ? raw('for update of alert') : raw('')}`);
  return row === null ? null : withStep(row);
}

/** The log of one alert of the organization, in the order of its numbers. */
export const alertLog = (db: Queryable, organizationId: string, id: string): Promise<AlertEvent[]> =>
  db.rows<AlertEvent>(sql`
    select ${eventColumns} from alert_event where organization_id = ${organizationId} and alert_id = ${id}::uuid order by seq`);

/** Whole logs of the alerts that were raised on these days (UTC). */
export async function logsOfAlerts(
  db: Queryable,
  viewer: Viewer,
  of: { from: string; to: string; area?: string | undefined; severity?: Severity | undefined },
): Promise<AlertEvent[][]> {
  const conditions: Sql[] = [
    ownAlerts(viewer),
    sql`alert.raised_at >= ${`${of.from}T00:00:00Z`}::timestamptz`,
    sql`alert.raised_at < ${`${of.to}T00:00:00Z`}::timestamptz + interval '1 day'`,
  ];
  if (of.area !== undefined) conditions.push(sql`starts_with(coalesce(alert.area_pcode, ''), ${of.area})`);
  if (of.severity !== undefined) conditions.push(sql`alert.severity = ${of.severity}`);
  const rows = await db.rows<AlertEvent & { alertId: string }>(sql`
    select alert_id as "alertId", ${eventColumns} from alert_event
    where organization_id = ${viewer.organizationId}
      and alert_id in (select alert.id from alert where ${join(conditions, ' and ')})
    order by alert_id, seq`);
  const logs = new Map<string, AlertEvent[]>();
  for (const { alertId, ...event } of rows) {
    const log = logs.get(alertId);
    if (log === undefined) logs.set(alertId, [event]);
    else log.push(event);
  }
  return [...logs.values()];
}

/** Where an alert is, in degrees: the middle of its cell, or a point well inside its area; null when the area is gone. */
export async function alertPlace(
  db: Queryable,
  { organizationId }: Viewer,
  { cell, areaPcode }: Pick<Alert, 'cell' | 'areaPcode'>,
): Promise<{ lon: number; lat: number } | null> {
  if (cell !== null) {
    const [lat, lon] = cellToLatLng(cell);
    return { lon, lat };
  }
  return db.maybeOne<{ lon: number; lat: number }>(sql`
    select st_x(middle) as lon, st_y(middle) as lat from (
      select st_pointonsurface(geom) as middle from area
      where organization_id = ${organizationId} and pcode = ${areaPcode}) inside`);
}
