// Analyses run in worker threads, never on the event loop, each under a time and a memory limit. A worker that
// exceeds one, or dies, is ended and the caller told; the next task gets a fresh worker. Waiting is bounded too.
import { Worker } from 'node:worker_threads';
import { buffersOf } from '../../geodata/analysis/method.ts';
import { Problem, type ProblemCode, type ProblemPart } from '../../geodata/schema/problem.ts';
import type { ResponseForm } from './execution.ts';
import { createFairQueue, type Turn } from './fair_queue.ts';
import type { Columns, References } from './references.ts';

/** Inputs as they are (their typed arrays are handed over and empty afterwards), or the whole body still unread. */
export type Task = { readonly id: string } & (
  | { readonly inputs: unknown; readonly response?: ResponseForm }
  | { readonly body: Uint8Array<ArrayBuffer> }
);
export type Answer =
  /** The result as JSON text in UTF-8: made in the worker, so that a large one does not hold up the event loop. */
  | { readonly json: Uint8Array<ArrayBuffer> }
  | {
      readonly problem: {
        readonly code: ProblemCode;
        readonly detail: string;
        readonly errors: readonly ProblemPart[];
      };
    }
  /** The stack of an error that is nobody's input's fault. */
  | { readonly fault: string }
  | { readonly progress: number }
  /** Collections that an unread body names: the worker waits for their columns. */
  | { readonly references: References };

/** The answer to `references`; null = the task is given up. */
export interface Lent {
  readonly columns: Columns | null;
}

export interface RunOptions {
  /** Whose task it is: workers go round among owners. */
  readonly owner?: string;
  /** Runs longer, and never on the last worker, which is kept for those who wait at a screen. */
  readonly background?: boolean;
  /** Ends the run wherever it stands. */
  readonly signal?: AbortSignal;
  readonly onStart?: () => void;
  /** Told now and then which share is done, 0 to 1. */
  readonly onProgress?: (share: number) => void;
  /** Reads the collections that an unread body names; without it there are none. What it throws ends the run. */
  readonly readCollections?: (references: References) => Promise<Columns>;
}

export interface AnalysisPool {
  /** Resolves with the method's result as JSON in UTF-8; throws its Problem, time_limit, cancelled, worker_lost, or busy when too many wait. */
  run(task: Task, options?: RunOptions): Promise<Uint8Array<ArrayBuffer>>;
  /** Throws busy when one more task would be refused: asked before inputs are read. */
  demandPlace(options?: Pick<RunOptions, 'background'>): void;
  /** Tasks of either kind that are under way or wait, for those who watch the server. */
  counts(): Readonly<Record<'running' | 'waiting' | 'backgroundRunning' | 'backgroundWaiting', number>>;
  close(): Promise<void>;
}

export interface PoolLimits {
  /** All workers, and how many of them background tasks may have at once. */
  readonly workers: number;
  readonly backgroundWorkers: number;
  readonly timeMs: number;
  readonly backgroundTimeMs: number;
  readonly heapMb: number;
  /** Tasks that may wait, of either kind; one more is refused. */
  readonly waiting: number;
  readonly backgroundWaiting: number;
  /** Largest result, in characters of JSON. */
  readonly mostCharacters: number;
  /** What a worker runs. */
  readonly file: URL;
}

/** Two workers on any machine: on a single core they share it, and a screen still does not wait ten minutes for a job. */
export const POOL_LIMITS: PoolLimits = {
  workers: 2,
  backgroundWorkers: 1,
  timeMs: 60_000,
  backgroundTimeMs: 600_000,
  heapMb: 2048,
  waiting: 8,
  backgroundWaiting: 16,
  mostCharacters: 64 * 1024 * 1024,
  file: new URL('./analysis_worker.ts', import.meta.url),
};

interface Run extends Turn {
  readonly task: Task;
  readonly options: RunOptions;
  readonly resolve: (json: Uint8Array<ArrayBuffer>) => void;
  readonly reject: (reason: unknown) => void;
  /** Ends it: taken out of the line, or with its worker. */
  cancel: () => void;
}

const shuttingDown = () => new Problem('busy', 'The server is shutting down.');
const cancelled = () => new Problem('cancelled', 'It was cancelled before it was done.');
const lost = () =>
  new Problem('worker_lost', 'The worker that ran it was ended. Try again; if it happens again, ask for less at once.');

const noCollections = (): never => {
  throw new Problem('dataset_not_found', 'Collections cannot be named here; send the data itself.');
};

export function createAnalysisPool(limits: PoolLimits = POOL_LIMITS): AnalysisPool {
  const idle: Worker[] = [];
  const all = new Set<Worker>();
  const queue = createFairQueue<Run>();
  let running = 0;
  let backgroundRunning = 0;
  let closing = false;

  function start(): Worker {
    const worker = new Worker(new URL('../worker.mjs', import.meta.url), {
      workerData: { file: limits.file.href, mostCharacters: limits.mostCharacters },
      resourceLimits: { maxOldGenerationSizeMb: limits.heapMb },
    });
    worker.unref();
    all.add(worker);
    // Whoever waits for it listens too; without anybody an error would end the server.
    worker.on('error', () => undefined);
    worker.on('exit', () => drop(worker));
    return worker;
  }

  function drop(worker: Worker): void {
    all.delete(worker);
    const at = idle.indexOf(worker);
    if (at >= 0) idle.splice(at, 1);
    void worker.terminate();
  }

  /** One worker stands ready, its program read. */
  function warm(): void {
    if (!closing && idle.length === 0 && all.size < limits.workers) idle.push(start());
  }

  function next(): void {
    if (closing || (idle.length === 0 && all.size >= limits.workers)) return;
    const run = queue.take({ background: backgroundRunning < limits.backgroundWorkers });
    if (run === null) return;
    work(idle.pop() ?? start(), run);
    next();
  }

  function work(worker: Worker, run: Run): void {
    const { task, options, background } = run;
    let ended = false;
    if (background) backgroundRunning++;
    else running++;
    const end = (reusable: boolean, settle: () => void) => {
      ended = true;
      clearTimeout(timer);
      worker.off('message', onMessage).off('error', onError).off('exit', onExit);
      worker.unref();
      if (background) backgroundRunning--;
      else running--;
      queue.done(run);
      if (reusable) idle.push(worker);
      else drop(worker);
      settle();
      next();
      warm();
    };
    const fail = (problem: unknown, reusable = false) => end(reusable, () => run.reject(problem));
    const lend = async (references: References): Promise<void> => {
      try {
        const columns = await (options.readCollections ?? noCollections)(references);
        if (!ended) worker.postMessage({ columns } satisfies Lent, buffersOf(columns));
      } catch (error) {
        if (ended) return;
        worker.postMessage({ columns: null } satisfies Lent);
        fail(error, true);
      }
    };
    const onMessage = (answer: Answer) => {
      if ('references' in answer) void lend(answer.references);
      else if ('progress' in answer) options.onProgress?.(answer.progress);
      else if ('json' in answer) end(true, () => run.resolve(answer.json));
      else if ('problem' in answer) {
        const { code, detail, errors } = answer.problem;
        fail(new Problem(code, detail, errors), true);
      } else fail(Object.assign(new Error('An analysis failed.'), { stack: answer.fault }), true);
    };
    const onError = (error: Error & { code?: string }) => {
      const tooLarge = error.code === 'ERR_WORKER_OUT_OF_MEMORY';
      fail(tooLarge ? new Problem('too_large', 'The analysis needs more memory than it may have.') : error);
    };
    const onExit = () => fail(closing ? shuttingDown() : lost());
    const timeMs = background ? limits.backgroundTimeMs : limits.timeMs;
    const timer = setTimeout(() => {
      fail(new Problem('time_limit', `It ran for ${timeMs / 1000} s. Ask for fewer cells or a smaller area.`));
    }, timeMs);
    run.cancel = () => fail(cancelled());
    worker.ref();
    worker.on('message', onMessage).on('error', onError).on('exit', onExit);
    try {
      worker.postMessage(task, 'body' in task ? [task.body.buffer] : buffersOf(task.inputs));
      options.onStart?.();
    } catch {
      // Too deep to be copied into the worker; no analysis takes such a thing.
      fail(new Problem('invalid_input', 'The inputs are nested too deeply.'), true);
    }
  }

  const waiting = (background: boolean) => queue.waiting.filter((run) => run.background === background).length;
  const isFull = (background: boolean) =>
    waiting(background) >= (background ? limits.backgroundWaiting : limits.waiting);
  const full = () => new Problem('busy', 'Other analyses are waiting. Try again in a moment.');

  warm();
  return {
    demandPlace({ background = false } = {}) {
      if (isFull(background)) throw full();
    },
    counts: () => ({ running, waiting: waiting(false), backgroundRunning, backgroundWaiting: waiting(true) }),
    run: (task, options = {}) =>
      new Promise((resolve, reject) => {
        const { owner = '', background = false, signal } = options;
        if (closing) return reject(shuttingDown());
        if (isFull(background)) return reject(full());
        if (signal?.aborted) return reject(cancelled());
        const onAbort = () => run.cancel();
        const settled = <T>(settle: (value: T) => void) => {
          return (value: T) => {
            signal?.removeEventListener('abort', onAbort);
            settle(value);
          };
        };
        const run: Run = {
          task,
          options,
          owner,
          background,
          resolve: settled(resolve),
          reject: settled(reject),
          cancel: () => {
            queue.remove(run);
            run.reject(cancelled());
          },
        };
        signal?.addEventListener('abort', onAbort);
        queue.add(run);
        next();
      }),
    async close() {
      closing = true;
      for (const run of [...queue.waiting]) {
        queue.remove(run);
        run.reject(shuttingDown());
      }
      await Promise.all([...all].map((worker) => worker.terminate()));
    },
  };
}
