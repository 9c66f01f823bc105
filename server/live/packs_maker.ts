// The worker thread in which packs are made: started when there is something to make, one thing at a time, and ended when nothing
// was for a while. Knows no database.
import { Worker } from 'node:worker_threads';
import { Problem } from '../../geodata/schema/problem.ts';
import type { PackBytes, PackedRegion, RoadsTask, SourceTask } from './packs_worker.ts';

/** A country takes a minute; what takes this long will not end. */
const MOST_MS = 300_000;
/** It takes a second to start and a few dozen megabytes to keep. */
const IDLE_MS = 30_000;

export interface PackMaker {
  regions(task: SourceTask): Promise<readonly PackedRegion[]>;
  /** Takes the columns over: they are empty afterwards. */
  travels(task: RoadsTask): Promise<readonly PackBytes[]>;
}

export function createPackMaker(): PackMaker {
  let worker: Worker | null = null;
  let idle: NodeJS.Timeout | undefined;
  let last: Promise<unknown> = Promise.resolve();

  function start(): Worker {
    const started = new Worker(new URL('../worker.mjs', import.meta.url), {
      workerData: { file: new URL('./packs_worker.ts', import.meta.url).href },
      resourceLimits: { maxOldGenerationSizeMb: 2048 },
    });
    started.on('error', () => undefined); // Whoever asks hears of it; without anybody it would end the server.
    started.once('exit', () => drop(started));
    return started;
  }

  /** At once: the next task is not given to one that is about to end. */
  function drop(ended: Worker): void {
    if (worker === ended) worker = null;
    void ended.terminate();
  }

  async function run(task: SourceTask | RoadsTask, taken: readonly ArrayBufferLike[]): Promise<unknown> {
    clearTimeout(idle);
    worker ??= start();
    const asked = worker;
    asked.ref();
    const late = setTimeout(() => drop(asked), MOST_MS);
    try {
      return await answerOf(asked, () => asked.postMessage(task, taken as ArrayBuffer[]));
    } finally {
      clearTimeout(late);
      asked.unref();
      idle = setTimeout(() => drop(asked), IDLE_MS).unref();
    }
  }

  function inTurn<T>(task: SourceTask | RoadsTask, taken: readonly ArrayBufferLike[]): Promise<T> {
    const made = last.then(() => run(task, taken));
    last = made.catch(() => undefined);
    return made as Promise<T>;
  }

  return {
    regions: (task) => inTurn(task, []),
    travels: (task) => {
      const { roadClass: _, ...columns } = task.ends;
      return inTurn(
        task,
        Object.values(columns).map(({ buffer }) => buffer),
      );
    },
  };
}

/** The next message of a worker. Throws what ended it, or worker_lost. */
function answerOf(worker: Worker, ask: () => void): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const settled = (settle: () => void) => {
      worker.off('message', onMessage).off('error', onError).off('exit', onExit);
      settle();
    };
    const onMessage = (answer: unknown) => settled(() => resolve(answer));
    const onError = (error: Error) => settled(() => reject(error));
    const onExit = () =>
      settled(() => reject(new Problem('worker_lost', 'The packs were not made to the end. Try again.')));
    worker.on('message', onMessage).on('error', onError).on('exit', onExit);
    ask();
  });
}
