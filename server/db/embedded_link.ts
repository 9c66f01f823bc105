// The main thread's end of the worker of the embedded database: calls with answers, and what was heard. Knows no SQL.
import { Worker } from 'node:worker_threads';
import type { EngineResult } from './embedded_engine.ts';
import type { Answer, Call, WorkerStart } from './embedded_worker.ts';
import { failureOf, stopped, unavailable } from './failures.ts';
import { createWatchdog } from './watchdog.ts';

type Body<C extends Call = Call> = C extends Call ? Omit<C, 'id'> : never;

interface Reply {
  readonly result: EngineResult | null;
  readonly rowCount: number;
}

export interface CallOptions {
  readonly transfer?: readonly ArrayBuffer[];
  /** Longest that this call may hold up the others; after it the worker is ended. Without it there is no bound. */
  readonly boundMilliseconds?: number;
}

export interface Link {
  /** Throws time_limit when the call exceeded its bound, database_unavailable when the worker ended before its turn. */
  call(body: Body, options?: CallOptions): Promise<Reply>;
  /** Shuts the database down in order. */
  close(): Promise<void>;
  /** Ends the worker at once, as a crash would. */
  kill(): Promise<void>;
}

export interface LinkOptions extends WorkerStart {
  readonly heard: (channel: string, payload: string) => void;
  /** The worker ended without being asked; `stuck`: because a call exceeded its bound. */
  readonly lost: (stuck: boolean) => void;
}

interface Pending {
  readonly resolve: (reply: Reply) => void;
  readonly reject: (error: Error) => void;
}

/** Starts the worker; resolves once its database takes calls. */
export async function openLink({ heard, lost, ...start }: LinkOptions): Promise<Link> {
  const worker = new Worker(new URL('../worker.mjs', import.meta.url), {
    workerData: { ...start, file: new URL('./embedded_worker.ts', import.meta.url).href },
  });
  const pending = new Map<number, Pending>();
  let nextId = 1;
  let ended = false;
  let closing = false;
  let opened = false;
  let cause: unknown = null;
  let stuck: number | null = null;
  // A statement inside WebAssembly hears neither a timeout nor a cancel: only ending its thread ends it.
  const watchdog = createWatchdog((id) => {
    stuck = id;
    void worker.terminate();
  });

  await new Promise<void>((resolve, reject) => {
    worker.on('message', (message: Answer) => {
      if (message.kind === 'open') {
        opened = true;
        resolve();
      } else if (message.kind === 'heard') heard(message.channel, message.payload);
      else if (message.kind === 'tidying') watchdog.pause();
      else if (message.kind === 'tidied') watchdog.resume();
      else settle(message);
    });
    worker.on('error', (error) => {
      cause = error;
    });
    worker.on('exit', () => {
      ended = true;
      watchdog.stop();
      reject(unavailable(`The embedded database did not start${cause instanceof Error ? `: ${cause.message}` : ''}.`));
      for (const [id, { reject: fail }] of pending)
        fail(id === stuck ? stopped() : unavailable('The embedded database stopped and is being opened again.'));
      pending.clear();
      if (opened && !closing) lost(stuck !== null);
    });
  });

  function settle(message: Extract<Answer, { id: number }>): void {
    watchdog.answered(message.id);
    const waiting = pending.get(message.id);
    pending.delete(message.id);
    if (message.kind === 'result') waiting?.resolve(message);
    else waiting?.reject(failureOf(message.report));
  }

  function call(
    body: Body,
    { transfer = [], boundMilliseconds = Number.POSITIVE_INFINITY }: CallOptions = {},
  ): Promise<Reply> {
    return new Promise((resolve, reject) => {
      if (ended) {
        reject(unavailable('The embedded database stopped.'));
        return;
      }
      const id = nextId++;
      pending.set(id, { resolve, reject });
      watchdog.sent(id, boundMilliseconds);
      worker.postMessage({ ...body, id }, transfer);
    });
  }

  return {
    call,
    async close() {
      if (ended) return;
      closing = true;
      await call({ kind: 'close' }).catch(() => undefined);
      await worker.terminate();
    },
    async kill() {
      await worker.terminate();
    },
  };
}
