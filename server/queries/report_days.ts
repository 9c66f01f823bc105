// What is done with the reports of a day once it is over. Runs as the owner. Knows no content.
import type { Queryable, Transaction } from '../db/database.ts';
import { raw, sql } from '../db/sql.ts';
import { recordAct } from './writes.ts';

export interface DayOf {
  readonly organizationId: string;
  readonly day: string;
}

/** Days before `today` that the trail does not tell of yet. */
export async function untoldDays(db: Queryable, today: string): Promise<DayOf[]> {
  return db.rows(sql`
    select organization_id as "organizationId", day from report_day where not told and day < ${today}::date
    order by organization_id, day`);
}

/** One entry for all that was taken on a day, by nobody; false where another server was faster. */
export async function tellDay(tx: Transaction, { organizationId, day }: DayOf): Promise<boolean> {
  const told = await tx.maybeOne<{ taken: number }>(sql`
    update report_day set told = true where organization_id = ${organizationId} and day = ${day}::date and not told
    returning taken`);
  if (told === null) return false;
  await recordAct(tx, { organizationId, role: 'reporter', verb: 'create', noun: 'report', rowCount: told.taken });
  return true;
}

/**
 * Writes the rows of a day anew, in random order: where a row lies in its table, its transaction's number and that of the
 * parts of a long value would otherwise stand between those of rows that have a time, and so tell the minute of a report.
 */
export async function shuffleDay(tx: Transaction, { organizationId, day }: DayOf): Promise<void> {
  const ofDay = sql`organization_id = ${organizationId} and taken_on = ${day}::date`;
  // Held first and in the order of ids, as whoever writes to a report holds it before its parts.
  const reports = await tx.rows<{ id: string }>(sql`
    select id from report where organization_id = ${organizationId}
      and id in (select report_id from report_message where ${ofDay}) order by id for update`);
  await tx.run(sql`
    with taken as (delete from report_message where ${ofDay} returning organization_id, report_id, position, taken_on, envelope)
    insert into report_message (organization_id, report_id, position, taken_on, envelope)
    select * from taken order by random()`);
  for (const { id } of reports) {
    await tx.run(sql`
      update report set version = version where organization_id = ${organizationId} and id = ${id}::uuid`);
  }
}

/** Takes what shuffling left behind, and reports that were deleted, out of the tables' pages. Not in a transaction. */
export async function sweepReports(db: Queryable): Promise<void> {
  await db.run(raw('vacuum report, report_message, report_reply, report_day'));
}
