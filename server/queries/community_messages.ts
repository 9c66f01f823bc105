// What focal points sent and that waits for the next common hour. Asked by the owner of the tables: no login may touch them.
// A message is stored whether its code is known or not, so that sending tells nobody, by its answer or its time, which it is.
import type { CommunityInput } from '../../geodata/schema/focal_point.ts';
import type { Queryable, Transaction } from '../db/database.ts';
import { sql } from '../db/sql.ts';
import { recordWrite } from './writes.ts';

/** Messages of one code that are read at a common hour; beyond it they are dropped. */
const MESSAGES_MOST = 40;
/** What a focal point says is taken as fairly reliable and possibly true, until somebody who knows more changes it. */
const TAKEN_AS = { reliability: 'C', credibility: 3 } as const;

export async function keepMessage(
  db: Queryable,
  of: { organizationId: string; codeHash: Uint8Array; dueAt: Date } & Pick<
    CommunityInput,
    'id' | 'observedOn' | 'lines'
  >,
): Promise<void> {
  await db.run(sql`
    insert into community_message (organization_id, id, code_hash, due_at, observed_on, lines)
    values (${of.organizationId}, ${of.id}::uuid, ${of.codeHash}, ${of.dueAt}, ${of.observedOn}::date, ${JSON.stringify(of.lines)}::jsonb)
    on conflict (organization_id, id) do nothing`);
}

/** Away with what no focal point sent: a flood of codes that somebody made up fills nothing for longer than a minute. */
export const dropUnknown = (db: Queryable): Promise<number> =>
  db.run(sql`
    delete from community_message m where not exists (
      select from focal_point f where f.organization_id = m.organization_id and f.code_hash = m.code_hash)`);

/**
 * Everything that is due becomes observations, in random order, with one entry in the trail for each organization. Returns
 * those that got some. Two servers at once: who deletes a message reads it.
 */
export async function readDueMessages(tx: Transaction, now: Date): Promise<string[]> {
  const read = await tx.rows<{ organizationId: string; count: number }>(sql`
    with due as (
      delete from community_message where due_at <= ${now} returning *
    ), numbered as (
      select d.organization_id, d.observed_on, d.lines, f.area_pcode,
        row_number() over (partition by d.organization_id, d.code_hash order by d.id) as number
      from due d join focal_point f on f.organization_id = d.organization_id and f.code_hash = d.code_hash
    ), made as (
      insert into observation (organization_id, indicator_id, area_pcode, observed_on, value, source, reliability, credibility)
      select n.organization_id, i.id, n.area_pcode, n.observed_on, (line ->> 'value')::integer, 'focal_point',
        ${TAKEN_AS.reliability}, ${TAKEN_AS.credibility}::smallint
      from numbered n cross join lateral jsonb_array_elements(n.lines) line
        join indicator i on i.organization_id = n.organization_id and i.kind = line ->> 'kind' and i.active
      where n.number <= ${MESSAGES_MOST}::integer
      order by random()
      returning organization_id
    ) select organization_id as "organizationId", count(*) as count from made group by 1 order by 1`);
  for (const { organizationId, count } of read) {
    await recordWrite(tx, {
      organizationId,
      role: 'server',
      verb: 'create',
      noun: 'observation',
      thingId: organizationId,
      rowCount: count,
      hidden: true,
    });
  }
  return read.map(({ organizationId }) => organizationId);
}
