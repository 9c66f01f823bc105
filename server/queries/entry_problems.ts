// What people say is wrong with an entry, as counts by day. Nothing of who says it: no account, no role, no hour, and no
// entry in the trail for each, which would tell the minute. Asked by the owner of the tables.
import type { EntryProblem } from '../../geodata/schema/referral_words.ts';
import type { Viewer } from '../../geodata/schema/roles.ts';
import type { Queryable } from '../db/database.ts';
import { sql } from '../db/sql.ts';
import { visibleServices } from './services.ts';
import { recordAct } from './writes.ts';

/** Said of one entry on one day, and of all entries of an organization: beyond it nothing more is counted. */
const ENTRY_MOST = 20;
const DAY_MOST = 2000;
const KEPT_DAYS = 90;

/** Stands for every entry that the caller may not know of: the same rows are written, and the answer takes as long. */
const NO_ENTRY = '00000000-0000-0000-0000-000000000000';

export async function countProblem(
  tx: Queryable,
  viewer: Viewer,
  { serviceId, problem, today }: { serviceId: string; problem: EntryProblem; today: string },
): Promise<void> {
  await tx.run(sql`
    insert into entry_problem as p (organization_id, service_id, problem, said_on, said)
    select o.id, coalesce((select id from service where ${visibleServices(viewer)} and id = ${serviceId}::uuid),
      ${NO_ENTRY}::uuid), ${problem}, ${today}::date, 1
    from organization o where o.id = ${viewer.organizationId} and ${DAY_MOST}::int > coalesce((
      select sum(d.said) from entry_problem d where d.organization_id = o.id and d.said_on = ${today}::date), 0)
    on conflict (organization_id, service_id, problem, said_on) do update set said = least(p.said + 1, ${ENTRY_MOST}::int)`);
}

/** One entry in the trail for each organization, of how much was said on days that are over; then what has had its time goes. */
export async function closeProblemDays(tx: Queryable, today: string): Promise<void> {
  const told = await tx.rows<{ organizationId: string; count: number }>(sql`
    with over as (
      update entry_problem set audited = true where said_on < ${today}::date and not audited
      returning organization_id, said)
    select organization_id as "organizationId", sum(said) as count from over group by 1 order by 1`);
  for (const { organizationId, count } of told) {
    await recordAct(tx, { organizationId, role: 'server', verb: 'create', noun: 'entry_problem', rowCount: count });
  }
  await tx.run(sql`delete from entry_problem where said_on < ${today}::date - ${KEPT_DAYS}::int`);
}
