// Alerts that nobody moved within their limit are escalated: once for each limit, on any number of servers. Each in its own
// transaction: one that fails holds up no other.
import { escalateAlert, lateAlerts } from '../queries/alert_escalation.ts';
import type { ClockJob } from './clock_jobs.ts';

/** In one round; what is left is next. */
const MOST = 500;

export const ESCALATION_JOB: ClockJob = {
  everyMs: 15_000,
  async run({ database, outbox, now, onFault }) {
    const at = now();
    for (const late of await lateAlerts(database, at, MOST)) {
      try {
        const done = await database.transaction((tx) => escalateAlert(tx, late, at));
        if (done) outbox.written({ organizationId: late.organizationId, noun: 'alert', hidden: true });
      } catch (fault) {
        onFault(fault);
      }
    }
  },
};
