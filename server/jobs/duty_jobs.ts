// The clock jobs of the duty room. A new one is one line here.
import type { ClockJob } from './clock_jobs.ts';
import { COMMUNITY_JOB } from './community_job.ts';
import { CONSTRAINT_JOB } from './constraint_job.ts';
import { ESCALATION_JOB } from './escalation_job.ts';
import { WARNING_JOB } from './warning_job.ts';
import { ZONE_LAPSE_JOB } from './zone_lapse_job.ts';

export const DUTY_JOBS: readonly ClockJob[] = [
  ESCALATION_JOB,
  COMMUNITY_JOB,
  WARNING_JOB,
  CONSTRAINT_JOB,
  ZONE_LAPSE_JOB,
];
