// Work that falls due by the clock: run at start and again every so often, on any number of servers. Each job says itself what
// is due; one that fails stops no other, and the next round tries again.
import type { Database } from '../db/database.ts';
import type { Change } from '../queries/outbox.ts';

export interface ClockJobOf {
  readonly database: Database;
  /** Tells the live views of a write, after its commit. */
  readonly outbox: { written(change: Change): void };
  readonly now: () => Date;
  readonly onFault: (fault: unknown) => void;
}

export interface ClockJob {
  readonly everyMs: number;
  /** Does what is due now. Run twice at once, on two servers, it must do everything once. */
  run(of: ClockJobOf): Promise<void>;
}

/** Returns what ends them all, once the runs under way are over. */
export function startClockJobs(jobs: readonly ClockJob[], of: ClockJobOf): () => Promise<void> {
  const started = jobs.map((job) => {
    const run = () => job.run(of).catch(of.onFault);
    let running = run();
    const timer = setInterval(() => {
      running = running.then(run);
    }, job.everyMs);
    timer.unref();
    return { timer, last: () => running };
  });
  return async () => {
    for (const { timer } of started) clearInterval(timer);
    await Promise.all(started.map(({ last }) => last()));
  };
}
