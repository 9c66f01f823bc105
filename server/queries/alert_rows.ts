// Columns of alerts and of their log, as the schema names them. Instants leave the database as RFC 3339 in UTC to the
// millisecond, which is what the log's own arithmetic is in.
import type { AlertEvent, AlertStanding } from '../../geodata/schema/alert.ts';
import { join, raw, type Sql, sql } from '../db/sql.ts';

const instant = (column: string) => `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

export const standingColumns: Sql = raw(`alert.state, ${instant('alert.due_at')} as "dueAt", alert.escalated,
  alert.escalated_to_role as "escalatedToRole", alert.escalated_to_account as "escalatedToAccountId",
  alert.owner_account as "ownerAccountId", alert.team_id as "teamId", ${instant('alert.accepted_at')} as "acceptedAt",
  ${instant('alert.eta_at')} as "etaAt", ${instant('alert.arrived_at')} as "arrivedAt", alert.outcome, alert.reason,
  ${instant('alert.closed_at')} as "closedAt", alert.version`);

export const subjectColumns: Sql = raw(`alert.id, alert.kind, alert.severity, alert.raised_by as "raisedBy",
  alert.area_pcode as "areaPcode", alert.cell_r8 as cell, alert.reference, ${instant('alert.raised_at')} as "raisedAt"`);

export const eventColumns: Sql = raw(`seq, ${instant('at')} as at, verb, role, account_id as "accountId",
  from_state as "fromState", to_state as "toState", ${instant('due_at')} as "dueAt", owner_account as "ownerAccountId",
  team_id as "teamId", eta_minutes as "etaMinutes", outcome, reason, word, step, escalated_to_role as "escalatedToRole",
  escalated_to_account as "escalatedToAccountId"`);

/** Columns and values of one row of the log, for an insert. */
export const eventInto: Sql =
  raw(`seq, at, verb, role, account_id, from_state, to_state, due_at, owner_account, team_id,
  eta_minutes, outcome, reason, word, step, escalated_to_role, escalated_to_account`);
export const eventValues = (
  event: AlertEvent,
): Sql => sql`${event.seq}, ${event.at}::timestamptz, ${event.verb}, ${event.role},
  ${event.accountId}::uuid, ${event.fromState}, ${event.toState}, ${event.dueAt}::timestamptz, ${event.ownerAccountId}::uuid,
  ${event.teamId}::uuid, ${event.etaMinutes}::integer, ${event.outcome}, ${event.reason}, ${event.word}, ${event.step},
  ${event.escalatedToRole}, ${event.escalatedToAccountId}::uuid`;

/** `column = value` of everything that follows from the log. */
export const standingAssignments = (standing: AlertStanding): Sql =>
  join(
    [
      sql`state = ${standing.state}`,
      sql`due_at = ${standing.dueAt}::timestamptz`,
      sql`escalated = ${standing.escalated}`,
      sql`escalated_to_role = ${standing.escalatedToRole}`,
      sql`escalated_to_account = ${standing.escalatedToAccountId}::uuid`,
      sql`owner_account = ${standing.ownerAccountId}::uuid`,
      sql`team_id = ${standing.teamId}::uuid`,
      sql`accepted_at = ${standing.acceptedAt}::timestamptz`,
      sql`eta_at = ${standing.etaAt}::timestamptz`,
      sql`arrived_at = ${standing.arrivedAt}::timestamptz`,
      sql`outcome = ${standing.outcome}`,
      sql`reason = ${standing.reason}`,
      sql`closed_at = ${standing.closedAt}::timestamptz`,
      sql`version = ${standing.version}`,
    ],
    ', ',
  );
