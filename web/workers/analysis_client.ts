// Calls the analyses of the worker. In each channel one runs at a time; of those that wait, only the newest is kept, so
// that a slider never queues up work that nobody will look at. Channels do not wait for each other.
import { buffersOf, type WasmName } from '../../geodata/analysis/method.ts';
import type { ProblemPart } from '../../geodata/schema/problem.ts';
import type { Answer, Call, FunctionName, Functions, Lent } from './analysis.worker.ts';

export type Outcome<Result> =
  | { readonly state: 'done'; readonly result: Result; readonly milliseconds: number }
  /** `reason` is a sentence for people, or nothing where there is none; `errors` point into the inputs. */
  | { readonly state: 'failed'; readonly reason: string; readonly errors: readonly ProblemPart[] }
  | { readonly state: 'superseded' };
export type MethodOutcome<Result = unknown> = Outcome<Result> | { readonly state: 'cancelled' };

interface Waiting {
  readonly message: Call;
  /** Handed over when the call is made, not before: a call that is superseded keeps its inputs. */
  readonly handOver: () => ArrayBuffer[];
  readonly settle: (outcome: MethodOutcome) => void;
  readonly onProgress?: ((share: number) => void) | undefined;
}

interface Channel {
  worker: Worker | null;
  running: Waiting | null;
  next: Waiting | null;
}

/** Functions that share what a worker holds share its channel. */
const CHANNEL_OF: Readonly<Record<FunctionName, string>> = {
  coverageGap: 'coverageGap',
  startDragging: 'dragging',
  dragService: 'dragging',
};

/** Workers that stay when they have nothing to do: the coverage gap's, and that of the method in use. */
const MOST_IDLE = 2;

const channels = new Map<string, Channel>();
/** Channels whose worker has nothing to do, the longest idle first. */
const idle: Channel[] = [];
let calls = 0;
let read: ((name: WasmName) => Promise<Uint8Array<ArrayBuffer>>) | null = null;

/** Says once where the programs of WebAssembly come from. */
export function lendPrograms(reader: (name: WasmName) => Promise<Uint8Array<ArrayBuffer>>): void {
  read = reader;
}

/** Runs one of the functions that are at hand. Its input is copied, and may be used again. */
export function runAnalysis<N extends FunctionName>(
  name: N,
  input: Parameters<Functions[N]>[0],
): Promise<Outcome<ReturnType<Functions[N]>>> {
  return new Promise((settle) => {
    const message = { call: ++calls, name, input } as Call;
    enqueue(CHANNEL_OF[name], { message, handOver: () => [], settle: settle as Waiting['settle'] });
  });
}

export interface MethodCall {
  readonly id: string;
  /** Its typed arrays are handed over and empty afterwards, unless `keepInputs`. */
  readonly inputs: unknown;
  readonly keepInputs?: boolean;
  /** By default each method has its own. */
  readonly channel?: string;
  readonly onProgress?: (share: number) => void;
  readonly signal?: AbortSignal;
}

/** Runs any method of the catalog: the same result as the server gives, typed arrays instead of lists of numbers. */
export function runMethod<Result = unknown>(of: MethodCall): Promise<MethodOutcome<Result>> {
  const { id, inputs, keepInputs = false, channel = id, onProgress, signal } = of;
  return new Promise((settle) => {
    const onAbort = () => cancel(channel, waiting);
    const waiting: Waiting = {
      message: { call: ++calls, id, inputs },
      handOver: () => (keepInputs ? [] : buffersOf(inputs)),
      onProgress,
      settle(outcome) {
        signal?.removeEventListener('abort', onAbort);
        settle(outcome as MethodOutcome<Result>);
      },
    };
    if (signal?.aborted) {
      waiting.settle({ state: 'cancelled' });
      return;
    }
    signal?.addEventListener('abort', onAbort);
    enqueue(channel, waiting);
  });
}

function enqueue(name: string, waiting: Waiting): void {
  const channel = channels.get(name) ?? { worker: null, running: null, next: null };
  channels.set(name, channel);
  channel.next?.settle({ state: 'superseded' });
  channel.next = waiting;
  startNext(channel);
}

function startNext(channel: Channel): void {
  const { running, next } = channel;
  if (running !== null || next === null) return;
  channel.running = next;
  channel.next = null;
  if (idle.includes(channel)) idle.splice(idle.indexOf(channel), 1);
  channel.worker ??= startWorker(channel);
  try {
    channel.worker.postMessage(next.message, next.handOver());
  } catch {
    // What cannot be handed over: handed over before, or nested too deeply.
    finish(channel, { state: 'failed', reason: 'These inputs cannot be used again.', errors: [] });
  }
}

function startWorker(channel: Channel): Worker {
  const worker = new Worker(new URL('./analysis.worker.ts', import.meta.url), { type: 'module' });
  worker.addEventListener('message', ({ data }: MessageEvent<Answer>) => {
    if ('wants' in data) void lend(worker, data.wants);
    else if ('progress' in data) channel.running?.onProgress?.(data.progress);
    else if ('failure' in data) finish(channel, { state: 'failed', reason: data.failure, errors: data.errors });
    else finish(channel, { state: 'done', result: data.result, milliseconds: data.milliseconds });
  });
  worker.addEventListener('error', () => {
    end(channel);
    finish(channel, { state: 'failed', reason: '', errors: [] });
  });
  return worker;
}

async function lend(worker: Worker, program: WasmName): Promise<void> {
  const bytes = await (read?.(program) ?? Promise.resolve(null)).catch(() => null);
  const lent: Lent = { program, bytes };
  worker.postMessage(lent, bytes === null ? [] : [bytes.buffer]);
}

/** Out of the line, or with its worker; the next call gets a fresh one. */
function cancel(name: string, waiting: Waiting): void {
  const channel = channels.get(name);
  if (channel?.next === waiting) {
    channel.next = null;
    waiting.settle({ state: 'cancelled' });
  } else if (channel?.running === waiting) {
    end(channel);
    finish(channel, { state: 'cancelled' });
  }
}

function end(channel: Channel): void {
  channel.worker?.terminate();
  channel.worker = null;
}

function finish(channel: Channel, outcome: MethodOutcome): void {
  const done = channel.running;
  channel.running = null;
  done?.settle(outcome);
  startNext(channel);
  if (channel.running !== null || channel.worker === null) return;
  idle.push(channel);
  if (idle.length > MOST_IDLE) end(idle.shift() as Channel);
}
