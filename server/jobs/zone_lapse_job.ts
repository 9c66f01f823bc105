// Suspends open safe zones whose required evidence has lapsed. Each in its own transaction: one that fails holds up no other.
import { lapsedZones, suspendLapsed } from '../queries/zone_lapse.ts';
import type { ClockJob } from './clock_jobs.ts';

export const ZONE_LAPSE_JOB: ClockJob = {
  everyMs: 5 * 60_000,
  async run({ database, outbox, now, onFault }) {
    const day = now().toISOString().slice(0, 10);
    for (const zone of await lapsedZones(database, day)) {
      try {
        const done = await database.transaction((tx) => suspendLapsed(tx, zone, { day, now: now() }));
        if (!done) continue;
        const { organizationId } = zone;
        outbox.written({ organizationId, noun: 'zone', hidden: false });
        outbox.written({ organizationId, noun: 'alert', hidden: true });
      } catch (fault) {
        onFault(fault);
      }
    }
  },
};
