// Keeps the planners' picture of every organization up to its weekly batch: at start and once an hour, so that a batch is
// at most an hour late and one that was missed while no server ran is made good. Any number of servers may run it.
import type { Database } from '../db/database.ts';
import { forgetOldBudgets } from '../queries/planner_budget.ts';
import { organizationIds, refreshPlannerPicture } from '../queries/planner_picture.ts';

const HOUR_MS = 3_600_000;

interface PlannerJobOf {
  readonly database: Database;
  readonly now: () => Date;
  /** One organization's failure stops no other's; the next hour tries again. */
  readonly onFault: (fault: unknown) => void;
}

export async function refreshAllPictures({ database, now, onFault }: PlannerJobOf): Promise<void> {
  try {
    await forgetOldBudgets(database, now());
    for (const organizationId of await organizationIds(database)) {
      await refreshPlannerPicture(database, { organizationId, now: now() }).catch(onFault);
    }
  } catch (fault) {
    onFault(fault);
  }
}

/** Returns what ends it, once the run under way is over. */
export function startPlannerJob(of: PlannerJobOf): () => Promise<void> {
  let running = refreshAllPictures(of);
  const timer = setInterval(() => {
    running = running.then(() => refreshAllPictures(of));
  }, HOUR_MS);
  timer.unref();
  return async () => {
    clearInterval(timer);
    await running;
  };
}
