// The board is looked at by the clock: an alarm becomes an alert of its area, a report that stands alone a task to verify, once
// for each indicator, area and period, whatever becomes of the alert.
import type { Transaction } from '../db/database.ts';
import { raiseAlert } from '../queries/alert_writes.ts';
import { markRaised, watchingOrganizations } from '../queries/warnings_raised.ts';
import type { ClockJob } from './clock_jobs.ts';
import { readBoard } from './warning_board.ts';

const MINUTE_MS = 60_000;

export const WARNING_JOB: ClockJob = {
  everyMs: 5 * MINUTE_MS,
  async run({ database, outbox, now, onFault }) {
    for (const organizationId of await watchingOrganizations(database)) {
      const raised = await database
        .transaction((tx) => raiseWarnings(tx, organizationId, now()))
        .catch((fault: unknown) => {
          onFault(fault);
          return 0;
        });
      if (raised > 0) outbox.written({ organizationId, noun: 'alert', hidden: true });
    }
  },
};

/** Returns how many were raised. */
async function raiseWarnings(tx: Transaction, organizationId: string, now: Date): Promise<number> {
  const { areas } = await readBoard(tx, { organizationId, areaPrefix: '' }, now);
  let raised = 0;
  for (const { areaPcode, cells } of areas) {
    for (const { indicatorId, state, period } of cells) {
      if ((state !== 'alarm' && state !== 'verify') || period === null) continue;
      if (!(await markRaised(tx, { organizationId, indicatorId, areaPcode, period, state }))) continue;
      await raiseAlert(tx, {
        organizationId,
        role: 'server',
        kind: state === 'alarm' ? 'indicator_alarm' : 'verification_task',
        severity: state === 'alarm' ? 2 : 1,
        raisedBy: 'indicator',
        areaPcode,
        cell: null,
        reference: `indicator:${indicatorId}:${period}`,
        now,
      });
      raised += 1;
    }
  }
  return raised;
}
