// Jobs: analyses that somebody comes back for. They live in this process's memory, each known only to the session that
// asked for it, in bounded number, size and time. After a restart a job is unknown, and the answer says so.
import { createHash, randomUUID } from 'node:crypto';
import { Problem } from '../../geodata/schema/problem.ts';
import type { Viewer } from '../../geodata/schema/roles.ts';
import type { AnalysisPool, RunOptions, Task } from './analysis_pool.ts';

export const JOB_STATUSES = ['accepted', 'running', 'successful', 'failed', 'dismissed'] as const;
export type JobStatus = (typeof JOB_STATUSES)[number];

export interface Job {
  readonly id: string;
  readonly processId: string;
  readonly status: JobStatus;
  readonly message: string;
  /** Whole per cent; 100 only when there is a result. */
  readonly progress: number;
  readonly created: Date;
  readonly started: Date | null;
  readonly finished: Date | null;
  readonly updated: Date;
}

/** Who asks: a job answers to the session that made it, as the viewer it then was. */
export interface JobOwner {
  readonly token: string;
  readonly viewer: Viewer;
}

export interface Jobs {
  /** Throws busy or too_many_requests before anything is read. */
  demandPlace(owner: JobOwner): void;
  submit(owner: JobOwner, task: Task, options?: Pick<RunOptions, 'readCollections'>): Job;
  /** Newest first. */
  list(owner: JobOwner): Job[];
  /** The same job_not_found whether it never was, is over, or is somebody else's. */
  find(owner: JobOwner, id: string): Job;
  /** The result as JSON in UTF-8; throws result_not_ready, cancelled, or the problem that the job failed with. */
  result(owner: JobOwner, id: string): Uint8Array<ArrayBuffer>;
  /** Ends it if it runs, lets go of its result if it is done; throws cancelled when that has happened before. */
  dismiss(owner: JobOwner, id: string): Job;
  /** The session is over: all its jobs end and are gone. */
  endSession(tokenHash: string): void;
}

export interface JobLimits {
  /** Jobs of one session that wait or run, and that are kept in all. */
  readonly active: number;
  readonly kept: number;
  /** Bytes of results kept for one session, and for everybody. */
  readonly sessionBytes: number;
  readonly bytes: number;
  /** A job is kept for so long after it finished. */
  readonly keepMs: number;
}

export const JOB_LIMITS: JobLimits = {
  active: 4,
  kept: 20,
  sessionBytes: 128 * 1024 * 1024,
  bytes: 256 * 1024 * 1024,
  keepMs: 3_600_000,
};

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };

interface Kept extends Mutable<Job> {
  readonly session: string;
  readonly seenAs: string;
  readonly stop: AbortController;
  result: Uint8Array<ArrayBuffer> | null;
  problem: Problem | null;
}

const sessionOf = (token: string) => createHash('sha256').update(token).digest('hex');
const seenAs = ({ role, organizationId, areaPrefix }: Viewer) => JSON.stringify([role, organizationId, areaPrefix]);
const isActive = ({ status }: Job) => status === 'accepted' || status === 'running';
const unknown = () =>
  new Problem(
    'job_not_found',
    'It may have been dropped: jobs are kept for an hour, and not across a restart or a sign-out. Run it again.',
  );

export function createJobs(of: {
  readonly analyses: AnalysisPool;
  readonly now: () => Date;
  readonly onFault: (fault: unknown) => void;
  readonly limits?: JobLimits;
}): Jobs {
  const { analyses, now, onFault, limits = JOB_LIMITS } = of;
  /** In the order of their making. */
  const jobs = new Map<string, Kept>();

  const ofSession = (session: string) => [...jobs.values()].filter((job) => job.session === session);
  const bytesOf = (some: Iterable<Kept>) => [...some].reduce((sum, job) => sum + (job.result?.length ?? 0), 0);

  function dropOld(): void {
    const oldest = now().getTime() - limits.keepMs;
    for (const job of jobs.values()) if (job.finished !== null && job.finished.getTime() <= oldest) jobs.delete(job.id);
  }

  function mine({ token, viewer }: JobOwner, id: string): Kept {
    dropOld();
    const job = jobs.get(id);
    if (job === undefined || job.session !== sessionOf(token) || job.seenAs !== seenAs(viewer)) throw unknown();
    return job;
  }

  function finish(job: Kept, as: Pick<Kept, 'status' | 'message' | 'result' | 'problem'>): void {
    const at = now();
    Object.assign(job, as, { finished: at, updated: at });
    if (as.status === 'successful') job.progress = 100;
    setTimeout(dropOld, limits.keepMs + 1000).unref();
  }

  /** The oldest results go first: the session's own, then anybody's. */
  function makeRoom(job: Kept, bytes: number): void {
    const drop = (some: () => Kept[], most: number) => {
      for (const old of some().filter(({ result }) => result !== null)) {
        if (bytesOf(some()) + bytes <= most) return;
        jobs.delete(old.id);
      }
    };
    drop(() => ofSession(job.session), limits.sessionBytes);
    drop(() => [...jobs.values()], limits.bytes);
  }

  function succeed(job: Kept, result: Uint8Array<ArrayBuffer>): void {
    if (!isActive(job) || !jobs.has(job.id)) return;
    if (result.length > limits.sessionBytes) {
      fail(job, new Problem('too_large', 'The result is too large to keep.'));
      return;
    }
    makeRoom(job, result.length);
    finish(job, { status: 'successful', message: 'The result is there.', result, problem: null });
  }

  function fail(job: Kept, error: unknown): void {
    if (!isActive(job)) return;
    if (!(error instanceof Problem)) onFault(error);
    const problem = error instanceof Problem ? error : new Problem('fault', 'It was noted. Try again.');
    const { title, detail } = problem.toDocument();
    finish(job, { status: 'failed', message: `${title}. ${detail ?? ''}`.trim(), result: null, problem });
  }

  function demandPlace({ token }: JobOwner): void {
    dropOld();
    if (ofSession(sessionOf(token)).filter(isActive).length >= limits.active) {
      throw new Problem('too_many_requests', 'Wait until one of your jobs is done, or cancel one.');
    }
    analyses.demandPlace({ background: true });
  }

  return {
    demandPlace,
    submit(owner, task, options = {}) {
      demandPlace(owner);
      const session = sessionOf(owner.token);
      const at = now();
      const job: Kept = {
        id: randomUUID(),
        processId: task.id,
        status: 'accepted',
        message: 'It waits for its turn.',
        progress: 0,
        created: at,
        started: null,
        finished: null,
        updated: at,
        session,
        seenAs: seenAs(owner.viewer),
        stop: new AbortController(),
        result: null,
        problem: null,
      };
      const finished = ofSession(session).filter((known) => !isActive(known));
      const tooMany = ofSession(session).length + 1 - limits.kept;
      for (const old of finished.slice(0, Math.max(0, tooMany))) jobs.delete(old.id);
      jobs.set(job.id, job);
      analyses
        .run(task, {
          ...options,
          owner: session,
          background: true,
          signal: job.stop.signal,
          onStart: () => {
            const started = now();
            Object.assign(job, { status: 'running', message: 'It is being computed.', started, updated: started });
          },
          onProgress: (share) =>
            Object.assign(job, { progress: Math.min(99, Math.floor(share * 100)), updated: now() }),
        })
        .then(
          (result) => succeed(job, result),
          (error) => fail(job, error),
        );
      return job;
    },
    list({ token, viewer }) {
      dropOld();
      return ofSession(sessionOf(token))
        .filter((job) => job.seenAs === seenAs(viewer))
        .reverse();
    },
    find: mine,
    result(owner, id) {
      const { status, result, problem } = mine(owner, id);
      if (problem !== null) throw problem;
      if (status === 'dismissed') throw new Problem('cancelled', 'This job was dismissed. Run the analysis again.');
      if (result === null) throw new Problem('result_not_ready', 'Ask for the job until it says successful.');
      return result;
    },
    dismiss(owner, id) {
      const job = mine(owner, id);
      if (job.status === 'dismissed') throw new Problem('cancelled', 'This job was dismissed before.');
      finish(job, { status: 'dismissed', message: 'It was dismissed.', result: null, problem: null });
      job.stop.abort();
      return job;
    },
    endSession(tokenHash) {
      for (const job of ofSession(tokenHash)) {
        jobs.delete(job.id);
        job.stop.abort();
      }
    },
  };
}
