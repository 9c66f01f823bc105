// Limits of alerts that have passed: found for every organization, and said once in the log of the alert. Asked by the owner of
// the tables, for the clock of the server.
import { escalated } from '../../geodata/analysis/evaluation/alert_moves.ts';
import type { AlertEvent, AlertStanding } from '../../geodata/schema/alert.ts';
import type { AlertRule } from '../../geodata/schema/alert_rule.ts';
import type { Severity } from '../../geodata/schema/alert_words.ts';
import type { Queryable } from '../db/database.ts';
import { sql } from '../db/sql.ts';
import { standingColumns } from './alert_rows.ts';
import { getRule } from './alert_rules.ts';
import { addEvent } from './alert_writes.ts';
import { alertLog } from './alerts.ts';
import { noteFor } from './notices.ts';

export interface LateAlert {
  readonly organizationId: string;
  readonly id: string;
}

/** Open alerts whose limit has passed and of whom nobody was told yet; the longest overdue first. */
export const lateAlerts = (db: Queryable, now: Date, limit: number): Promise<LateAlert[]> =>
  db.rows<LateAlert>(sql`
    select organization_id as "organizationId", id from alert
    where state <> 'closed' and not escalated and due_at <= ${now} order by due_at, id limit ${limit}`);

/** Says it in the log and tells who it goes to; false when somebody was faster, be it another server or a step that was taken. */
export async function escalateAlert(tx: Queryable, { organizationId, id }: LateAlert, now: Date): Promise<boolean> {
  const found = await tx.maybeOne<AlertStanding & { severity: Severity; areaPcode: string | null }>(sql`
    select ${standingColumns}, severity, area_pcode as "areaPcode" from alert
    where organization_id = ${organizationId} and id = ${id}::uuid for update skip locked`);
  if (found === null) return false;
  const { severity, areaPcode, ...before } = found;
  const lastAt = (await alertLog(tx, organizationId, id)).at(-1)?.at ?? now.toISOString();
  const rule = await ruleNow(tx, organizationId, severity);
  const event = escalated(before, { rule, lastAt, now });
  if (event === null || !(await addEvent(tx, { organizationId, id, before, event }))) return false;
  await noteFor(tx, { organizationId, accountIds: await toldOf(tx, organizationId, { event, areaPcode }) });
  return true;
}

/** A limit names an account that has ended since: its role is told instead. */
async function ruleNow(tx: Queryable, organizationId: string, severity: Severity): Promise<AlertRule> {
  const rule = await getRule(tx, organizationId, severity);
  if (rule.escalateToAccountId === null) return rule;
  const active = await tx.maybeOne(sql`
    select id from account where organization_id = ${organizationId} and id = ${rule.escalateToAccountId}::uuid
      and status = 'active' and role in ('operations', 'steward')`);
  return active === null ? { ...rule, escalateToAccountId: null } : rule;
}

/** The account of an escalation, or all of its role who see the alert's area. */
async function toldOf(
  tx: Queryable,
  organizationId: string,
  { event, areaPcode }: { readonly event: AlertEvent; readonly areaPcode: string | null },
): Promise<string[]> {
  if (event.escalatedToAccountId !== null) return [event.escalatedToAccountId];
  const rows = await tx.rows<{ id: string }>(sql`
    select id from account where organization_id = ${organizationId} and role = ${event.escalatedToRole}
      and status = 'active' and starts_with(coalesce(${areaPcode}::text, ''), area_prefix)`);
  return rows.map(({ id }) => id);
}
