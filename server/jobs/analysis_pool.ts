// Analyses run in worker threads, never on the event loop, each under a time and a memory limit. A worker that
// exceeds one is ended and the caller told; the next task gets a fresh worker. Waiting is bounded too.
import { Worker } from 'node:worker_threads';
import { Problem, type ProblemCode, type ProblemPart } from '../../geodata/schema/problem.ts';

export interface Task {
  readonly id: string;
  readonly inputs: unknown;
}
export interface Answer {
  /** The result as JSON text in UTF-8: made in the worker, so that a large one does not hold up the event loop. */
  readonly json?: Uint8Array<ArrayBuffer>;
  readonly problem?: { readonly code: ProblemCode; readonly detail: string; readonly errors: readonly ProblemPart[] };
  readonly fault?: string;
}

export interface AnalysisPool {
  /** Resolves with the method's result as JSON in UTF-8; throws its Problem, time_limit, or busy when too many wait. */
  run(task: Task): Promise<Uint8Array<ArrayBuffer>>;
  /** Throws busy when one more task would be refused: asked before inputs are read. */
  demandPlace(): void;
  close(): Promise<void>;
}

export interface PoolLimits {
  readonly workers: number;
  readonly timeMs: number;
  readonly heapMb: number;
  /** Tasks that may wait; one more is refused. */
  readonly waiting: number;
}

export const POOL_LIMITS: PoolLimits = { workers: 1, timeMs: 60_000, heapMb: 2048, waiting: 8 };

interface Waiting {
  readonly task: Task;
  readonly resolve: (json: Uint8Array<ArrayBuffer>) => void;
  readonly reject: (reason: unknown) => void;
}

export function createAnalysisPool(limits: PoolLimits = POOL_LIMITS): AnalysisPool {
  const idle: Worker[] = [];
  const all = new Set<Worker>();
  const queue: Waiting[] = [];

  function hire(): Worker | null {
    const free = idle.pop();
    if (free !== undefined) return free;
    if (all.size >= limits.workers) return null;
    const worker = new Worker(new URL('../worker.mjs', import.meta.url), {
      workerData: { file: new URL('./analysis_worker.ts', import.meta.url).href },
      resourceLimits: { maxOldGenerationSizeMb: limits.heapMb },
    });
    worker.unref();
    all.add(worker);
    return worker;
  }

  function next(): void {
    const waiting = queue[0];
    if (waiting === undefined) return;
    const worker = hire();
    if (worker === null) return;
    queue.shift();
    work(worker, waiting);
  }

  function work(worker: Worker, { task, resolve, reject }: Waiting): void {
    const release = (reusable: boolean) => {
      clearTimeout(timer);
      worker.off('message', onMessage);
      worker.off('error', onError);
      worker.unref();
      if (reusable) idle.push(worker);
      else {
        all.delete(worker);
        // A worker that ends may still report an error; nobody waits for it any more.
        worker.on('error', () => undefined);
        void worker.terminate();
      }
      next();
    };
    const onMessage = ({ json, problem, fault }: Answer) => {
      release(true);
      if (problem !== undefined) reject(new Problem(problem.code, problem.detail, problem.errors));
      else if (json !== undefined) resolve(json);
      else reject(new Error(fault));
    };
    const onError = (error: Error & { code?: string }) => {
      release(false);
      const tooLarge = error.code === 'ERR_WORKER_OUT_OF_MEMORY';
      reject(tooLarge ? new Problem('too_large', 'The analysis needs more memory than it may have.') : error);
    };
    const timer = setTimeout(() => {
      release(false);
      reject(new Problem('time_limit', `It ran for ${limits.timeMs / 1000} s. Ask for fewer cells or a smaller area.`));
    }, limits.timeMs);
    worker.ref();
    worker.on('message', onMessage);
    worker.on('error', onError);
    try {
      worker.postMessage(task);
    } catch {
      // Too deep to be copied into the worker; no analysis takes such a thing.
      release(true);
      reject(new Problem('invalid_input', 'The inputs are nested too deeply.'));
    }
  }

  const isFull = () => queue.length >= limits.waiting;
  const full = () => new Problem('busy', 'Other analyses are waiting. Try again in a moment.');

  return {
    demandPlace() {
      if (isFull()) throw full();
    },
    run: (task) =>
      new Promise((resolve, reject) => {
        if (isFull()) {
          reject(full());
          return;
        }
        queue.push({ task, resolve, reject });
        next();
      }),
    async close() {
      for (const waiting of queue.splice(0)) waiting.reject(new Problem('busy', 'The server is shutting down.'));
      await Promise.all([...all].map((worker) => worker.terminate()));
    },
  };
}
