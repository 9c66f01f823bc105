// Settings of an organization.
import type { Setting } from '../../geodata/schema/setting.ts';
import type { Queryable } from '../db/database.ts';
import { raw, sql } from '../db/sql.ts';

const fields = raw(`release_floor as "releaseFloor", release_scheme as "releaseScheme",
  incident_retention_days as "incidentRetentionDays", version`);

export const getSettings = (db: Queryable, organizationId: string): Promise<Setting | null> =>
  db.maybeOne<Setting>(sql`select ${fields} from organization where id = ${organizationId}`);

/** Null when the version is another. */
export const updateSettings = (
  db: Queryable,
  organizationId: string,
  { version, record }: { version: number; record: Omit<Setting, 'version'> },
): Promise<Setting | null> =>
  db.maybeOne<Setting>(sql`
    update organization set release_floor = ${record.releaseFloor}, release_scheme = ${record.releaseScheme},
      incident_retention_days = ${record.incidentRetentionDays}, version = version + 1
    where id = ${organizationId} and version = ${version} returning ${fields}`);
