// Tells those who listen when a constraint begins or ceases to hold: by its date or by its hours, nobody writes anything then.
// Reads of roads do not need it, they look at the clock themselves; maps and lists that are open do.
import { tellTurnedConstraints } from '../queries/constraints.ts';
import type { ClockJob } from './clock_jobs.ts';

const EVERY_MS = 30_000;

export const CONSTRAINT_JOB: ClockJob = {
  everyMs: EVERY_MS,
  async run({ database, now }) {
    await tellTurnedConstraints(database, now());
  },
};
