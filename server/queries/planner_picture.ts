// What planners may see of incidents and patrols, as tables of their own that change in weekly batches.
//
// Somebody who polls learns only this. Every week at one known moment (Thursday 00:00 UTC, when the last ISO week is 72
// hours over; seen when a server next looks) counts of 3 and more may grow or appear: never the second or the day at which
// a record was written, since late and newly verified ones wait for that moment too, and never a sum whose parts could be
// taken from it, since every record counts in exactly one cell × week × type for good. Between batches a count can only
// fall, at the moment a record is withdrawn, rejected, merged, corrected, erased or expires (triggers of 0005_incidents_by_role.sql): that a
// record left is told, which consent demands, and about a cell that was under 3 before, nothing. Hours of patrols change
// with the batch only, and a month enters when it is over.
import type { Database, Queryable, Transaction } from '../db/database.ts';
import { raw, type Sql, sql } from '../db/sql.ts';
import { allowLongStatements } from './load.ts';
import { areaOfListedCells } from './load_areas.ts';

export interface PictureOf {
  readonly organizationId: string;
  readonly now: Date;
}

/** Of the server, for the jobs that serve all of them. */
export async function organizationIds(db: Queryable): Promise<string[]> {
  const rows = await db.rows<{ id: string }>(raw('select id from organization order by id'));
  return rows.map(({ id }) => id);
}

/** Thursday 00:00 UTC at or before now, as a date. */
const batchAt = (now: Date): Sql =>
  sql`(date_trunc('week', (${now}::timestamptz at time zone 'UTC') - interval '3 days') + interval '3 days')::date`;

/** SQL: records that count in live answers on the day of `now`: not rejected, merged, withdrawn or past their time. */
export const liveOn = (
  now: Date,
): Sql => sql`verification <> 'rejected' and merged_into is null and consent <> 'withdrawn'
  and (expires_on is null or expires_on >= (${now}::timestamptz at time zone 'UTC')::date)`;

/**
 * Brings the picture up to the last batch: records whose week is over and that count enter, the cells are counted anew.
 * Repeated within a week it changes nothing but takes out what has expired. Several servers may call it at once. Until
 * there is something to enter, an organization has no batch: its first data are seen at once.
 * Returns whether a batch was made. Runs as the owner of the tables.
 */
export async function refreshPlannerPicture(
  database: Pick<Database, 'transaction'>,
  { organizationId, now }: PictureOf,
): Promise<boolean> {
  const work = async (tx: Transaction) => {
    await allowLongStatements(tx);
    await tx.run(sql`select pg_advisory_xact_lock(hashtextextended(${`planner ${organizationId}`}, 0))`);
    await tx.run(sql`
      update incident set planner_batch = null
      where organization_id = ${organizationId} and planner_batch is not null
        and expires_on < (${now}::timestamptz at time zone 'UTC')::date`);
    const { batch, isNew } = await tx.one<{ batch: string; isNew: boolean }>(sql`
      select ${batchAt(now)} as batch, not exists (
        select from planner_batch where organization_id = ${organizationId} and batch >= ${batchAt(now)}) as "isNew"`);
    if (!isNew) return false;
    const entered = await enter(tx, { organizationId, now, batch });
    const known = await tx.maybeOne(sql`select from planner_batch where organization_id = ${organizationId}`);
    const hours = await renewEffort(tx, { organizationId, batch });
    if (entered + hours === 0 && known === null) return false;
    await renewCells(tx, organizationId);
    await tx.run(sql`
      insert into planner_batch (organization_id, batch) values (${organizationId}, ${batch}::date)
      on conflict (organization_id) do update set batch = excluded.batch`);
    await recordBatch(tx, { organizationId, entered });
    return true;
  };
  return database.transaction(work, { heavy: true });
}

/** Planners hear that there is a new picture, and of incidents nothing else. */
async function recordBatch(tx: Queryable, of: { organizationId: string; entered: number }): Promise<void> {
  await tx.run(sql`
    insert into audit (organization_id, role, verb, noun, row_count)
    values (${of.organizationId}, 'server', 'batch', 'incident', ${of.entered})`);
  await tx.run(sql`
    insert into outbox (organization_id, verb, noun, hidden) values (${of.organizationId}, 'batch', 'incident', true)`);
}

/** A row that somebody is changing at this moment waits for the next batch: who waits for it while holding the lock waits for ever. */
function enter(tx: Queryable, of: PictureOf & { readonly batch: string }): Promise<number> {
  return tx.run(sql`
    update incident set planner_batch = ${of.batch}::date
    where organization_id = ${of.organizationId} and id in (
      select id from incident
      where organization_id = ${of.organizationId} and planner_batch is null and ${liveOn(of.now)}
        and time_precision in ('hour', 'day', 'week') and iso_week(occurred_from) <= ${of.batch}::date - 10
      for update skip locked)`);
}

async function renewCells(tx: Queryable, organizationId: string): Promise<void> {
  await tx.run(sql`delete from planner_cell where organization_id = ${organizationId}`);
  await tx.run(sql`
    insert into planner_cell (organization_id, place, imprecise, area_pcode, week, type, count)
    select organization_id, coalesce(cell_r7, area_pcode, ''), cell_r7 is null,
      min(case when cell_r7 is null then area_pcode else area_r7 end), iso_week(occurred_from), type, count(*)
    from incident where organization_id = ${organizationId} and planner_batch is not null
    group by organization_id, 2, 3, 5, type having count(*) >= 3`);
}

/** Returns rows written. */
async function renewEffort(tx: Queryable, of: { organizationId: string; batch: string }): Promise<number> {
  const { organizationId, batch } = of;
  const past = sql`organization_id = ${organizationId} and month < date_trunc('month', ${batch}::date)::date`;
  const cells = await tx.rows<{ cell: string }>(sql`select distinct cell_r7 as cell from patrol_effort where ${past}`);
  await tx.run(sql`delete from planner_effort where organization_id = ${organizationId}`);
  if (cells.length === 0) return 0;
  await areaOfListedCells(
    tx,
    organizationId,
    cells.map(({ cell }) => cell),
  );
  const written = await tx.run(sql`
    insert into planner_effort (organization_id, cell_r7, area_pcode, month, hours)
    select organization_id, cell_r7, min(spot_area.pcode), month, round(sum(hours)::numeric, 1)::float8
    from patrol_effort left join spot_area on spot_area.key = cell_r7
    where ${past} group by organization_id, cell_r7, month`);
  await tx.run(raw('drop table spot_area'));
  return written;
}
