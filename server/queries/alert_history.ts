// Whole alerts with their logs, written at once: for a demo. The rows are what the logs say, as for any other.
import type { AlertEvent, AlertStanding } from '../../geodata/schema/alert.ts';
import type { AlertKind, RaisedBy, Severity } from '../../geodata/schema/alert_words.ts';
import type { Queryable } from '../db/database.ts';
import { join, sql } from '../db/sql.ts';
import { eventInto, eventValues } from './alert_rows.ts';

export interface PastAlert {
  readonly id: string;
  readonly kind: AlertKind;
  readonly severity: Severity;
  readonly raisedBy: RaisedBy;
  readonly areaPcode: string | null;
  readonly cell: string;
  readonly log: readonly AlertEvent[];
  readonly standing: AlertStanding;
}

export async function insertPastAlerts(
  tx: Queryable,
  organizationId: string,
  alerts: readonly PastAlert[],
): Promise<void> {
  if (alerts.length === 0) return;
  const rows = alerts.map(
    ({ standing: of, log, ...alert }) => sql`(${organizationId}, ${alert.id}::uuid, ${alert.kind},
    ${alert.severity}::smallint, ${alert.raisedBy}, ${alert.areaPcode}, ${alert.cell}, ${log[0]?.at}::timestamptz, ${of.state},
    ${of.dueAt}::timestamptz, ${of.escalated}::boolean, ${of.escalatedToRole}, ${of.teamId}::uuid, ${of.acceptedAt}::timestamptz,
    ${of.etaAt}::timestamptz, ${of.arrivedAt}::timestamptz, ${of.outcome}, ${of.reason}, ${of.closedAt}::timestamptz, ${of.version}::integer)`,
  );
  await tx.run(sql`
    insert into alert (organization_id, id, kind, severity, raised_by, area_pcode, cell_r8, raised_at, state, due_at, escalated,
      escalated_to_role, team_id, accepted_at, eta_at, arrived_at, outcome, reason, closed_at, version)
    values ${join(rows, ', ')}`);
  const events = alerts.flatMap(({ id, log }) =>
    log.map((event) => sql`(${organizationId}, ${id}::uuid, ${eventValues(event)})`),
  );
  await tx.run(sql`insert into alert_event (organization_id, alert_id, ${eventInto}) values ${join(events, ', ')}`);
}
