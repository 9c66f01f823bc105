// The clock jobs of the duty room. A new one is one line here.
import type { ClockJob } from './clock_jobs.ts';

export const DUTY_JOBS: readonly ClockJob[] = [];
