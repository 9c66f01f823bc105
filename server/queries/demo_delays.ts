// The days on which incidents of the demo were written down: most at once, some after weeks, as reports are. What a load
// would leave is the day of the load, of which a nowcast can make nothing.
import type { Transaction } from '../db/database.ts';
import { sql } from '../db/sql.ts';

/** A season that was made to measure how fast things are keeps the day of its load. */
const MOST_ROWS = 50_000;

/** By the record's id, so that the same season has the same delays; none is written down later than today. */
export async function spreadDelays(
  tx: Transaction,
  { organizationId, today }: { organizationId: string; today: Date },
): Promise<void> {
  await tx.run(sql`
    update incident set recorded_at = case when delayed < ${today}::timestamptz then delayed else occurred_from end
    from (
      select id as late_id, occurred_from + case when share < 160 then share % 20 when share < 220 then share % 200
        else 3 * share end * interval '1 hour' as delayed
      from (
        select id, occurred_from, get_byte(uuid_send(id), 1) as share from incident
        where organization_id = ${organizationId} and time_precision in ('hour', 'day')
      ) drawn
    ) late
    where organization_id = ${organizationId} and id = late_id and exists (
      select from dataset where organization_id = ${organizationId} and noun = 'incident' and row_count <= ${MOST_ROWS})`);
}
