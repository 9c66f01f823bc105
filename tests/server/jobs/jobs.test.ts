// Jobs in memory: bounded in number, bytes and time, and known to their session alone.
import { expect, it } from 'vitest';
import { Problem } from '../../../geodata/schema/problem.ts';
import type { Viewer } from '../../../geodata/schema/roles.ts';
import { hashOfToken } from '../../../server/access/sessions.ts';
import type { AnalysisPool, RunOptions } from '../../../server/jobs/analysis_pool.ts';
import { createJobs, JOB_LIMITS, type JobLimits } from '../../../server/jobs/jobs.ts';

const viewer: Viewer = { role: 'planner', organizationId: 'one', areaPrefix: '' };
const [ann, ben] = [
  { token: 'a', viewer },
  { token: 'b', viewer },
];
const task = { id: 'nearest', inputs: {} };

/** A pool whose runs end when the test says so. */
function stage(limits: Partial<JobLimits> = {}) {
  const runs: { options: RunOptions; succeed(bytes?: number): Promise<void>; fail(error: unknown): Promise<void> }[] =
    [];
  let clock = new Date('2026-11-20T12:00:00Z');
  const turn = () => new Promise<void>((resolve) => setImmediate(resolve));
  const analyses: AnalysisPool = {
    demandPlace: () => undefined,
    counts: () => ({ running: 0, waiting: 0, backgroundRunning: 0, backgroundWaiting: 0 }),
    close: () => Promise.resolve(),
    run: (_, options = {}) =>
      new Promise((resolve, reject) => {
        options.signal?.addEventListener('abort', () => reject(new Problem('cancelled')));
        runs.push({
          options,
          succeed: (bytes = 2) => {
            resolve(new Uint8Array(bytes));
            return turn();
          },
          fail: (error) => {
            reject(error);
            return turn();
          },
        });
      }),
  };
  const faults: unknown[] = [];
  const jobs = createJobs({
    analyses,
    now: () => clock,
    onFault: (fault) => faults.push(fault),
    limits: { ...JOB_LIMITS, ...limits },
  });
  return {
    jobs,
    runs,
    faults,
    turn,
    pass: (ms: number) => {
      clock = new Date(clock.getTime() + ms);
    },
  };
}

it('goes from accepted through running to successful, with its moments and its per cent', async () => {
  const { jobs, runs, pass } = stage();
  const { id } = jobs.submit(ann, task);
  expect(jobs.find(ann, id)).toMatchObject({ status: 'accepted', progress: 0, started: null, finished: null });
  pass(1000);
  runs[0]?.options.onStart?.();
  runs[0]?.options.onProgress?.(0.999);
  expect(jobs.find(ann, id)).toMatchObject({ status: 'running', progress: 99 });
  expect(() => jobs.result(ann, id)).toThrow(expect.objectContaining({ code: 'result_not_ready' }));
  pass(2000);
  await runs[0]?.succeed();
  const job = jobs.find(ann, id);
  expect(job).toMatchObject({ status: 'successful', progress: 100 });
  expect(job.finished!.getTime() - job.started!.getTime()).toBe(2000);
  expect(jobs.result(ann, id).length).toBe(2);
});

it('fails with the problem of the analysis, and with a fault that is noted', async () => {
  const { jobs, runs, faults } = stage();
  const [one, two] = [jobs.submit(ann, task), jobs.submit(ann, task)];
  await runs[0]?.fail(new Problem('time_limit', 'It ran too long.'));
  await runs[1]?.fail(new Error('somewhere'));
  expect(jobs.find(ann, one.id)).toMatchObject({ status: 'failed', message: expect.stringContaining('ran too long') });
  expect(() => jobs.result(ann, one.id)).toThrow(expect.objectContaining({ code: 'time_limit' }));
  expect(() => jobs.result(ann, two.id)).toThrow(expect.objectContaining({ code: 'fault' }));
  expect(faults).toEqual([expect.objectContaining({ message: 'somewhere' })]);
});

it('is not there for another session, nor for the same one in another role', () => {
  const { jobs } = stage();
  const { id } = jobs.submit(ann, task);
  const gone = expect.objectContaining({ code: 'job_not_found' });
  for (const other of [ben, { ...ann, viewer: { ...viewer, role: 'steward' as const } }]) {
    expect(() => jobs.find(other, id)).toThrow(gone);
    expect(() => jobs.result(other, id)).toThrow(gone);
    expect(() => jobs.dismiss(other, id)).toThrow(gone);
    expect(jobs.list(other)).toEqual([]);
  }
  expect(jobs.list(ann).map((job) => job.id)).toEqual([id]);
});

it('ends a run that is dismissed, lets go of a result that is dismissed, and says so afterwards', async () => {
  const { jobs, runs, turn } = stage();
  const [running, done] = [jobs.submit(ann, task), jobs.submit(ann, task)];
  await runs[1]?.succeed();
  for (const { id } of [running, done]) {
    expect(jobs.dismiss(ann, id).status).toBe('dismissed');
    await turn();
    expect(jobs.find(ann, id).status).toBe('dismissed');
    const before = expect.objectContaining({ code: 'cancelled' });
    expect(() => jobs.result(ann, id)).toThrow(before);
    expect(() => jobs.dismiss(ann, id)).toThrow(before);
  }
  expect(runs[0]?.options.signal?.aborted).toBe(true);
});

it('holds a session to its share of jobs, and makes room of what is finished', async () => {
  const { jobs, runs } = stage({ active: 2, kept: 3 });
  const first = jobs.submit(ann, task);
  jobs.submit(ann, task);
  expect(() => jobs.submit(ann, task)).toThrow(expect.objectContaining({ code: 'too_many_requests' }));
  jobs.submit(ben, task);
  await runs[0]?.succeed();
  await runs[1]?.succeed();
  jobs.submit(ann, task);
  jobs.submit(ann, task);
  expect(jobs.list(ann).length).toBe(3);
  expect(() => jobs.find(ann, first.id)).toThrow(expect.objectContaining({ code: 'job_not_found' }));
});

it('keeps no more bytes than it may: the oldest results go, the session’s own first', async () => {
  const { jobs, runs } = stage({ sessionBytes: 100, bytes: 150 });
  const ids = [ann, ann, ben, ann].map((owner) => jobs.submit(owner, task).id);
  await runs[0]?.succeed(40);
  await runs[1]?.succeed(60);
  await runs[2]?.succeed(50);
  expect(jobs.list(ann).filter(({ status }) => status === 'successful').length).toBe(2);
  await runs[3]?.succeed(30);
  expect(jobs.list(ann).map(({ id }) => id)).toEqual([ids[3], ids[1]]);
  expect(jobs.result(ben, ids[2] ?? '').length).toBe(50);
  const tooLarge = jobs.submit(ann, task);
  await runs[4]?.succeed(101);
  expect(() => jobs.result(ann, tooLarge.id)).toThrow(expect.objectContaining({ code: 'too_large' }));
});

it('forgets a job an hour after it finished, not while it runs', async () => {
  const { jobs, runs, pass } = stage();
  const [done, running] = [jobs.submit(ann, task), jobs.submit(ann, task)];
  await runs[0]?.succeed();
  pass(3_599_000);
  expect(jobs.list(ann).length).toBe(2);
  pass(1000);
  expect(jobs.list(ann).map(({ id }) => id)).toEqual([running.id]);
  expect(() => jobs.find(ann, done.id)).toThrow(expect.objectContaining({ code: 'job_not_found' }));
});

it('ends and drops the jobs of a session that is over, and of no other', () => {
  const { jobs, runs } = stage();
  const [mine, other] = [jobs.submit(ann, task), jobs.submit(ben, task)];
  jobs.endSession(hashOfToken('a'));
  expect(runs.map(({ options }) => options.signal?.aborted)).toEqual([true, false]);
  expect(() => jobs.find(ann, mine.id)).toThrow(expect.objectContaining({ code: 'job_not_found' }));
  expect(jobs.find(ben, other.id).status).toBe('accepted');
});
