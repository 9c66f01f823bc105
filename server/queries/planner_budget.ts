// How many questions about incidents and patrols a planner asked on a day. Counts under 3 stay hidden from any number of
// questions; the budget is what makes a copied account slow and seen.
import { createHash } from 'node:crypto';
import type { Queryable } from '../db/database.ts';
import { sql } from '../db/sql.ts';

/**
 * One question a minute through a working day of eight hours is 480. Whoever needs more than that reads by script, and
 * the whole picture takes one question.
 */
export const QUESTIONS_A_DAY = 500;

/** Who asks: the account over all its sessions, else whoever has none in the organization: a session makes others like it. */
export interface Asker {
  readonly accountId?: string | null | undefined;
  readonly organizationId: string;
}

const subjectOf = ({ accountId, organizationId }: Asker): string =>
  createHash('sha256')
    .update(accountId ? `account ${accountId}` : `organization ${organizationId}`)
    .digest('hex');

/** Takes one question from the budget of the UTC day; false where it is used up. In the transaction of the answer. */
export async function takeQuestion(tx: Queryable, asker: Asker, now: Date): Promise<boolean> {
  const taken = await tx.run(sql`
    insert into query_budget (subject, day, used)
    values (${subjectOf(asker)}, (${now}::timestamptz at time zone 'UTC')::date, 1)
    on conflict (subject, day) do update set used = query_budget.used + 1 where query_budget.used < ${QUESTIONS_A_DAY}`);
  return taken === 1;
}

/** Yesterday's counts serve nobody. */
export async function forgetOldBudgets(db: Queryable, now: Date): Promise<void> {
  await db.run(sql`delete from query_budget where day < (${now}::timestamptz at time zone 'UTC')::date - 1`);
}
