// Calls the analyses of the worker. One runs at a time; of those that wait, only the newest is kept, so that a slider
// never queues up work that nobody will look at.
import type { Answer, Call, FunctionName, Functions } from './analysis.worker.ts';

export type Outcome<N extends FunctionName> =
  | { readonly state: 'done'; readonly result: ReturnType<Functions[N]>; readonly milliseconds: number }
  | { readonly state: 'failed'; readonly reason: string }
  | { readonly state: 'superseded' };

interface Waiting {
  readonly message: Call;
  readonly settle: (outcome: Outcome<FunctionName>) => void;
}

let worker: Worker | null = null;
let running: Waiting | null = null;
let next: Waiting | null = null;
let calls = 0;

export function runAnalysis<N extends FunctionName>(name: N, input: Parameters<Functions[N]>[0]): Promise<Outcome<N>> {
  return new Promise((settle) => {
    calls++;
    next?.settle({ state: 'superseded' });
    next = { message: { call: calls, name, input }, settle: settle as Waiting['settle'] };
    startNext();
  });
}

function startNext(): void {
  if (running !== null || next === null) return;
  running = next;
  next = null;
  worker ??= startWorker();
  worker.postMessage(running.message);
}

function startWorker(): Worker {
  const started = new Worker(new URL('./analysis.worker.ts', import.meta.url), { type: 'module' });
  started.addEventListener('message', ({ data }: MessageEvent<Answer>) => {
    finish(
      'failure' in data
        ? { state: 'failed', reason: data.failure }
        : { state: 'done', result: data.result, milliseconds: data.milliseconds },
    );
  });
  started.addEventListener('error', () => {
    started.terminate();
    worker = null;
    finish({ state: 'failed', reason: '' });
  });
  return started;
}

function finish(outcome: Outcome<FunctionName>): void {
  const done = running;
  running = null;
  done?.settle(outcome);
  startNext();
}
