// Settings of an organization. What waits for its day is told apart from what is in force.
import { DEFAULT_CARE_RULES } from '../../geodata/schema/care_rules.ts';
import type { Setting } from '../../geodata/schema/setting.ts';
import type { Queryable } from '../db/database.ts';
import { type Sql, sql } from '../db/sql.ts';

const RULES = JSON.stringify(DEFAULT_CARE_RULES);

/** The day of a time, UTC. */
const dayOf = (now: Date): Sql => sql`(${now}::timestamptz at time zone 'UTC')::date`;

/** Days that incidents are kept at a time; of the row `o` of organization. */
export const retentionInForce = (now: Date): Sql =>
  sql`case when o.retention_from <= ${dayOf(now)} then o.incident_retention_days_next else o.incident_retention_days end`;

const fields = (now: Date): Sql => {
  const waits = sql`case when o.retention_from > ${dayOf(now)} then`;
  return sql`o.release_floor as "releaseFloor", o.release_scheme as "releaseScheme", ${retentionInForce(now)} as "incidentRetentionDays",
    ${waits} o.incident_retention_days_next end as "incidentRetentionDaysNext",
    ${waits} to_char(o.retention_from, 'YYYY-MM-DD') end as "retentionFrom",
    o.consultation_days as "consultationDays", coalesce(o.care_rules, ${RULES}::jsonb) as "careRules", o.version`;
};

export const getSettings = (db: Queryable, organizationId: string, now: Date): Promise<Setting | null> =>
  db.maybeOne<Setting>(sql`select ${fields(now)} from organization o where o.id = ${organizationId}`);

/** Null when the version is another. Rules equal to ours are kept as none of its own, so that ours may grow. */
export const updateSettings = (
  db: Queryable,
  organizationId: string,
  { version, record, now }: { version: number; record: Omit<Setting, 'version'>; now: Date },
): Promise<Setting | null> => {
  const rules = sql`nullif(${JSON.stringify(record.careRules)}::jsonb, ${RULES}::jsonb)`;
  return db.maybeOne<Setting>(sql`
    update organization o set release_floor = ${record.releaseFloor}, release_scheme = ${record.releaseScheme},
      incident_retention_days = ${record.incidentRetentionDays},
      incident_retention_days_next = ${record.incidentRetentionDaysNext}, retention_from = ${record.retentionFrom}::date,
      consultation_days = ${record.consultationDays}, care_rules = ${rules},
      care_rules_at = case when o.care_rules is distinct from ${rules} then now() else o.care_rules_at end,
      version = o.version + 1
    where o.id = ${organizationId} and o.version = ${version} returning ${fields(now)}`);
};
