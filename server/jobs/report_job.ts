// Once a day for reports in confidence: the trail learns how many came on the day that is over, and their rows lose their
// order. At start and once an hour, so that a day is told at most an hour late. Any number of servers may run it.
import type { Database } from '../db/database.ts';
import { allowLongStatements } from '../queries/load.ts';
import { shuffleDay, sweepReports, tellDay, untoldDays } from '../queries/report_days.ts';

const HOUR_MS = 3_600_000;

export interface ReportJobOf {
  readonly database: Database;
  readonly now: () => Date;
  /** One day's failure stops no other; the next hour tries again. */
  readonly onFault: (fault: unknown) => void;
  /** Lets out what was held back of the faults of a day that is over. */
  readonly tellFaults: () => void;
}

/** All days that are over. A day is told in the transaction that shuffles it, so both are done once or not at all. */
export async function tellReportDays({ database, now, onFault }: Omit<ReportJobOf, 'tellFaults'>): Promise<void> {
  try {
    const days = await untoldDays(database, now().toISOString().slice(0, 10));
    for (const day of days) {
      const work = database.transaction(
        async (tx) => {
          await allowLongStatements(tx);
          if (await tellDay(tx, day)) await shuffleDay(tx, day);
        },
        { heavy: true },
      );
      await work.catch(onFault);
    }
    if (days.length > 0) await sweepReports(database);
  } catch (fault) {
    onFault(fault);
  }
}

/** Returns what ends it, once the run under way is over. */
export function startReportJob(of: ReportJobOf): () => Promise<void> {
  const run = async () => {
    await tellReportDays(of);
    of.tellFaults();
  };
  let running = run();
  const timer = setInterval(() => {
    running = running.then(run);
  }, HOUR_MS);
  timer.unref();
  return async () => {
    clearInterval(timer);
    await running;
  };
}
