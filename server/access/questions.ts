// A planner's question about incidents or patrols: counted against the budget of the day and written into the audit trail,
// in the transaction of the answer. For every other role it is only an answer.
import { Problem } from '../../geodata/schema/problem.ts';
import type { Thing, Viewer } from '../../geodata/schema/roles.ts';
import type { Database, Queryable } from '../db/database.ts';
import { takeQuestion } from '../queries/planner_budget.ts';
import { recordRead } from '../queries/writes.ts';

export interface Questioner {
  readonly viewer: Viewer;
  readonly now: Date;
}

/** Says when the budget is whole again, in seconds. */
export class QuestionsUsedUp extends Problem {
  readonly retryAfterSeconds: number;

  constructor(now: Date) {
    super(
      'too_many_requests',
      'Your questions about incidents and patrols for today are used up. They begin anew at midnight UTC.',
    );
    this.retryAfterSeconds = Math.ceil((new Date(now).setUTCHours(24, 0, 0, 0) - now.getTime()) / 1000);
  }
}

/** Throws QuestionsUsedUp before anything is read. */
export async function asQuestion<Row>(
  tx: Queryable,
  { viewer, now }: Questioner,
  of: { readonly noun: Thing; readonly read: (tx: Queryable) => Promise<readonly Row[]> },
): Promise<readonly Row[]> {
  if (viewer.role !== 'planner') return of.read(tx);
  if (!(await takeQuestion(tx, viewer, now))) throw new QuestionsUsedUp(now);
  const rows = await of.read(tx);
  await recordRead(tx, { ...viewer, noun: of.noun, rowCount: rows.length });
  return rows;
}

/** The same where no transaction is open yet: only a question needs one. */
export function askOnce<Row>(
  database: Database,
  questioner: Questioner,
  of: { readonly noun: Thing; readonly read: (tx: Queryable) => Promise<readonly Row[]> },
): Promise<readonly Row[]> {
  if (questioner.viewer.role !== 'planner') return of.read(database);
  return database.transaction((tx) => asQuestion(tx, questioner, of));
}
