// What focal points sent is read at common hours: who sees an observation appear, or an alert that follows from it, must not be
// able to say which phone was in use just before. In between, messages with codes that nobody has are taken away.
import { dropUnknown, readDueMessages } from '../queries/community_messages.ts';
import type { ClockJob } from './clock_jobs.ts';

/** A longer wait hides more and warns later: who is in danger now is told on the form to call, not to wait for this. */
const COMMON_HOURS = 6;
const HOUR_MS = 3_600_000;

/** The first of 0, 6, 12 and 18 o'clock UTC after `now`. */
export function nextCommonHour(now: Date): Date {
  const stepMs = COMMON_HOURS * HOUR_MS;
  return new Date((Math.floor(now.getTime() / stepMs) + 1) * stepMs);
}

export const COMMUNITY_JOB: ClockJob = {
  everyMs: 60_000,
  async run({ database, outbox, now }) {
    await dropUnknown(database);
    const organizations = await database.transaction((tx) => readDueMessages(tx, now()));
    for (const organizationId of organizations) outbox.written({ organizationId, noun: 'observation', hidden: true });
  },
};
