// What is done to the store by the clock: incidents whose time is up are erased, passing rows forgotten, the heads of the
// audit trail and the revocations written to files of their own. Any number of servers may run it.
import { headsFile, keepHeads } from '../access/audit_heads.ts';
import type { Database } from '../db/database.ts';
import { closeProblemDays } from '../queries/entry_problems.ts';
import { deleteOldAnswers } from '../queries/kept_answers.ts';
import { allowLongStatements } from '../queries/load.ts';
import { organizationIds } from '../queries/planner_picture.ts';
import { forgetReferrals } from '../queries/referrals.ts';
import { expireIncidents, forgetPassing } from '../queries/retention.ts';
import { keepRevocations, revocationsFile } from './revocation_log.ts';

const HOUR_MS = 3_600_000;

export interface RetentionOf {
  readonly database: Database;
  readonly dataFolder: string;
  readonly now: () => Date;
  /** One task's failure stops no other; the next hour tries again. */
  readonly onFault: (fault: unknown) => void;
}

/** Everything once. Erasing comes before the revocations are written, so that the file has them within the same run. */
export async function runRetention({ database, dataFolder, now, onFault }: RetentionOf): Promise<void> {
  const attempt = async (task: () => Promise<unknown>) => {
    await task().catch(onFault);
  };
  await attempt(async () => {
    for (const organizationId of await organizationIds(database)) {
      await attempt(() => eraseExpired(database, organizationId, now()));
    }
  });
  await attempt(() => keepRevocations(database, revocationsFile(dataFolder)));
  await attempt(() => deleteOldAnswers(database, now()));
  await attempt(() => forgetPassing(database, now()));
  const today = now().toISOString().slice(0, 10);
  await attempt(() => database.transaction((tx) => forgetReferrals(tx, today)));
  await attempt(() => database.transaction((tx) => closeProblemDays(tx, today)));
  await attempt(() => keepHeads(database, headsFile(dataFolder), now()));
}

/** All of an organization's in one transaction: the records, their revocations, the entry in the trail. */
export function eraseExpired(database: Database, organizationId: string, now: Date): Promise<number> {
  return database.transaction(
    async (tx) => {
      await allowLongStatements(tx);
      return expireIncidents(tx, { organizationId, now });
    },
    { heavy: true },
  );
}

interface Heard {
  subscribe(listener: (change: { readonly noun: string } | null) => void): () => void;
}

/**
 * At start, once an hour, and the file of revocations also after every write of an incident. Returns what ends it, once
 * the run under way is over.
 */
export function startRetentionJob(of: RetentionOf, outbox: Heard): () => Promise<void> {
  let running = runRetention(of);
  let isAsked = false;
  const timer = setInterval(() => {
    running = running.then(() => runRetention(of));
  }, HOUR_MS);
  timer.unref();
  const stop = outbox.subscribe((change) => {
    if (isAsked || (change !== null && !change.noun.endsWith('incident'))) return;
    isAsked = true;
    running = running.then(async () => {
      isAsked = false;
      const since = new Date(of.now().getTime() - HOUR_MS);
      await keepRevocations(of.database, revocationsFile(of.dataFolder), since).catch(of.onFault);
    });
  });
  return async () => {
    stop();
    clearInterval(timer);
    await running;
  };
}
