// Which area, indicator and period raised something already. Asked by the owner of the table: the clock alone raises.
import type { Queryable } from '../db/database.ts';
import { raw, sql } from '../db/sql.ts';

/** Organizations that watch anything. */
export const watchingOrganizations = async (db: Queryable): Promise<string[]> =>
  (
    await db.rows<{ id: string }>(raw('select distinct organization_id as id from indicator where active order by 1'))
  ).map(({ id }) => id);

/** False where it was raised before, also by another server a moment ago. */
export const markRaised = async (
  tx: Queryable,
  of: { organizationId: string; indicatorId: string; areaPcode: string; period: string; state: 'alarm' | 'verify' },
): Promise<boolean> =>
  (await tx.run(sql`
    insert into warning_raised (organization_id, indicator_id, area_pcode, period, state)
    values (${of.organizationId}, ${of.indicatorId}::uuid, ${of.areaPcode}, ${of.period}::date, ${of.state})
    on conflict do nothing`)) === 1;
