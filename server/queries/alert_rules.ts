// Limits of alerts by severity: what a steward wrote, and where nothing was written those that come with the software.
import { type AlertRule, defaultRule } from '../../geodata/schema/alert_rule.ts';
import { SEVERITIES, type Severity } from '../../geodata/schema/alert_words.ts';
import type { Queryable } from '../db/database.ts';
import { raw, type Sql, sql } from '../db/sql.ts';

const fields: Sql = raw(`severity, verify_minutes as "verifyMinutes", assign_minutes as "assignMinutes",
  respond_minutes as "respondMinutes", close_minutes as "closeMinutes", escalate_to_role as "escalateToRole",
  escalate_to_account as "escalateToAccountId", version`);

/** One for each severity. */
export async function listRules(db: Queryable, organizationId: string): Promise<AlertRule[]> {
  const written = await db.rows<AlertRule>(
    sql`select ${fields} from alert_rule where organization_id = ${organizationId}`,
  );
  return SEVERITIES.map((severity) => written.find((rule) => rule.severity === severity) ?? defaultRule(severity));
}

export async function getRule(db: Queryable, organizationId: string, severity: Severity): Promise<AlertRule> {
  const written = await db.maybeOne<AlertRule>(
    sql`select ${fields} from alert_rule where organization_id = ${organizationId} and severity = ${severity}`,
  );
  return written ?? defaultRule(severity);
}

/** `rule.version` is the one that was read; null when it is another by now. */
export async function writeRule(db: Queryable, organizationId: string, rule: AlertRule): Promise<AlertRule | null> {
  return db.maybeOne<AlertRule>(sql`
    insert into alert_rule (organization_id, severity, verify_minutes, assign_minutes, respond_minutes, close_minutes,
      escalate_to_role, escalate_to_account)
    select ${organizationId}, ${rule.severity}, ${rule.verifyMinutes}, ${rule.assignMinutes}, ${rule.respondMinutes},
      ${rule.closeMinutes}, ${rule.escalateToRole}, ${rule.escalateToAccountId}::uuid
    where ${rule.version} = 0 or exists (select from alert_rule
      where organization_id = ${organizationId} and severity = ${rule.severity})
    on conflict (organization_id, severity) do update set verify_minutes = excluded.verify_minutes,
      assign_minutes = excluded.assign_minutes, respond_minutes = excluded.respond_minutes,
      close_minutes = excluded.close_minutes, escalate_to_role = excluded.escalate_to_role,
      escalate_to_account = excluded.escalate_to_account, version = alert_rule.version + 1
      where alert_rule.version = ${rule.version}
    returning ${fields}`);
}
