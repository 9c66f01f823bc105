// Law J2: no write without its entry in the audit trail, no entry without its write. Counts entries against the records
// themselves, whose version grows by one with every change.
import type { Queryable } from '../../server/db/database.ts';
import { raw, sql } from '../../server/db/sql.ts';

/** Word in the trail → table. */
const TABLES = {
  area: 'area',
  gateway: 'gateway',
  incident: 'incident',
  patrol: 'patrol_route',
  place: 'place',
  road: 'road_edge',
  service: 'service',
  zone: 'zone',
} as const;

/** What breaks the law, one sentence each; a test expects none. */
export async function auditMatchesWrites(db: Queryable, organizationId: string): Promise<string[]> {
  const found: string[] = [];
  for (const [noun, table] of Object.entries(TABLES)) {
    const imported = raw(table === 'gateway' ? 'false' : 'r.dataset_id is not null');
    const rows = await db.rows<{ id: string; wrong: string }>(sql`
      with trail as (
        select thing_id as id, count(*) filter (where verb = 'create') as created,
          count(*) filter (where verb in ('change', 'withdraw')) as changed,
          count(*) filter (where verb in ('delete', 'erase')) as ended
        from audit where organization_id = ${organizationId} and noun = ${noun} and thing_id is not null group by 1
      ), known as (
        select r.id::text as id, r.version, ${imported} as imported from ${raw(table)} r where r.organization_id = ${organizationId}
      ), kept as (
        select id::text as id from dataset where organization_id = ${organizationId} and noun = ${noun}
      )
      select coalesce(k.id, t.id) as id, case
        when k.id is null and d.id is null and t.created > 0 and t.ended <> 1 then 'is gone and was never deleted'
        when k.id is null and t.ended > 1 then 'was deleted more than once'
        when k.id is null then null
        when coalesce(t.created, 0) <> case when k.imported then 0 else 1 end then 'was created without one entry'
        when coalesce(t.changed, 0) <> k.version - 1 then 'was changed without as many entries'
        when t.ended > 0 then 'is there though it was deleted'
      end as wrong
      from known k full join trail t using (id) left join kept d on d.id = t.id`);
    for (const { id, wrong } of rows) if (wrong !== null) found.push(`${noun} ${id} ${wrong}`);
  }
  const datasets = await db.rows<{ name: string }>(sql`
    select d.name from dataset d where d.organization_id = ${organizationId} and 1 <> (
      select count(*) from audit a where a.organization_id = d.organization_id and a.verb = 'create' and a.noun = d.noun
        and a.thing_id = d.id::text and a.row_count = d.row_count)`);
  found.push(...datasets.map(({ name }) => `dataset ${name} was loaded without one entry of as many rows`));
  const { expired, told } = await db.one<{ expired: number; told: number }>(sql`
    select (select count(*) from revocation where organization_id = ${organizationId} and reason = 'expired') as expired,
      (select coalesce(sum(row_count), 0) from audit where organization_id = ${organizationId} and verb = 'expire') as told`);
  if (expired !== told) found.push(`${expired} records expired and the trail tells of ${told}`);
  return found;
}
