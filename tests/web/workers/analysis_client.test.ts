// The client of the worker: newest only in each channel, cancel ends the worker, programs are lent when asked for.
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Answer, Call, Lent } from '../../../web/workers/analysis.worker.ts';

/** A worker that answers when the test says so. */
class StagedWorker {
  static all: StagedWorker[] = [];
  readonly sent: { readonly message: Call | Lent; readonly handedOver: readonly ArrayBuffer[] }[] = [];
  terminated = false;
  private readonly heard: Record<string, ((event: { data: Answer }) => void)[]> = {};
  constructor() {
    StagedWorker.all.push(this);
  }
  addEventListener(kind: string, listener: (event: { data: Answer }) => void): void {
    this.heard[kind] = [...(this.heard[kind] ?? []), listener];
  }
  postMessage(message: Call | Lent, handedOver: readonly ArrayBuffer[] = []): void {
    this.sent.push({ message, handedOver });
  }
  terminate(): void {
    this.terminated = true;
  }
  say(data: Answer): void {
    for (const listener of this.heard['message'] ?? []) listener({ data });
  }
  fail(): void {
    for (const listener of this.heard['error'] ?? []) listener({ data: { wants: 'highs' } });
  }
  /** The inputs of the calls that reached it, by the number that they carry. */
  get numbers(): unknown[] {
    return this.sent.map(({ message }) => ('inputs' in message ? (message.inputs as { n: number }).n : message));
  }
  done(result: unknown): void {
    const last = this.sent.at(-1)?.message;
    if (last !== undefined && 'call' in last) this.say({ call: last.call, result, milliseconds: 1 });
  }
}

async function client() {
  return import('../../../web/workers/analysis_client.ts');
}
const worker = (at = 0): StagedWorker => StagedWorker.all[at]!;

beforeEach(() => {
  StagedWorker.all = [];
  vi.resetModules();
  vi.stubGlobal('Worker', StagedWorker);
});
afterEach(() => {
  vi.unstubAllGlobals();
});

it('keeps of those that wait only the newest, in each channel', async () => {
  const { runMethod } = await client();
  const run = (n: number, channel?: string) =>
    runMethod({ id: 'nearest', inputs: { n }, ...(channel === undefined ? {} : { channel }) });
  const [first, second, third, elsewhere] = [run(1), run(2), run(3), run(4, 'other')];
  expect(await second).toEqual({ state: 'superseded' });
  expect([worker(0).numbers, worker(1).numbers]).toEqual([[1], [4]]);
  worker(0).done('one');
  expect(await first).toMatchObject({ state: 'done', result: 'one' });
  expect(worker(0).numbers).toEqual([1, 3]);
  worker(0).done('three');
  worker(1).done('four');
  expect([await third, await elsewhere]).toMatchObject([{ result: 'three' }, { result: 'four' }]);
  expect(StagedWorker.all.length).toBe(2);
});

it('hands typed arrays over, unless they are to be kept; a direct function copies', async () => {
  const { runMethod, runAnalysis } = await client();
  const column = new Float64Array(3);
  void runMethod({ id: 'a', inputs: { table: { column } } });
  void runMethod({ id: 'b', inputs: { table: { column } }, keepInputs: true });
  void runAnalysis('coverageGap', { cells: { lon: column } } as never);
  expect(StagedWorker.all.map(({ sent }) => sent[0]?.handedOver)).toEqual([[column.buffer], [], []]);
});

it('ends the worker of a run that is cancelled, and starts the next on a fresh one', async () => {
  const { runMethod } = await client();
  const [stop, later] = [new AbortController(), new AbortController()];
  const first = runMethod({ id: 'nearest', inputs: { n: 1 }, signal: stop.signal });
  const second = runMethod({ id: 'nearest', inputs: { n: 2 }, signal: later.signal });
  stop.abort();
  expect(await first).toEqual({ state: 'cancelled' });
  expect([worker(0).terminated, worker(1).numbers]).toEqual([true, [2]]);
  const waiting = runMethod({ id: 'nearest', inputs: { n: 3 }, signal: stop.signal });
  expect(await waiting).toEqual({ state: 'cancelled' });
  worker(1).done('two');
  expect(await second).toMatchObject({ state: 'done' });
  later.abort();
  expect(worker(1).terminated).toBe(false);
});

it('takes one that waits out of the line, and leaves the one that runs', async () => {
  const { runMethod } = await client();
  const stop = new AbortController();
  const first = runMethod({ id: 'nearest', inputs: { n: 1 } });
  const second = runMethod({ id: 'nearest', inputs: { n: 2 }, signal: stop.signal });
  stop.abort();
  expect(await second).toEqual({ state: 'cancelled' });
  worker().done('one');
  expect(await first).toMatchObject({ state: 'done' });
  expect(worker().numbers).toEqual([1]);
});

it('passes progress on, and what does not fit with its pointers', async () => {
  const { runMethod } = await client();
  const heard: number[] = [];
  const run = runMethod({ id: 'nearest', inputs: { n: 1 }, onProgress: (share) => heard.push(share) });
  worker().say({ call: 1, progress: 0.5 });
  const errors = [{ pointer: '/k', detail: 'Too many.' }];
  worker().say({ call: 1, failure: 'It does not fit.', errors });
  expect(await run).toEqual({ state: 'failed', reason: 'It does not fit.', errors });
  expect(heard).toEqual([0.5]);
});

it('starts again after a worker that broke', async () => {
  const { runMethod } = await client();
  const run = runMethod({ id: 'nearest', inputs: { n: 1 } });
  worker().fail();
  expect(await run).toMatchObject({ state: 'failed' });
  void runMethod({ id: 'nearest', inputs: { n: 2 } });
  expect(worker(1).numbers).toEqual([2]);
});

it('lends a program when the worker asks, and says so when there is none', async () => {
  const { runMethod, lendPrograms } = await client();
  void runMethod({ id: 'p-median', inputs: { n: 1 } });
  const lent = async () => {
    const before = worker().sent.length;
    worker().say({ wants: 'highs' });
    await vi.waitFor(() => expect(worker().sent.length).toBe(before + 1));
    return worker().sent.at(-1);
  };
  expect((await lent())?.message).toEqual({ program: 'highs', bytes: null });
  const bytes = new Uint8Array([1, 2]);
  lendPrograms(() => Promise.resolve(bytes));
  expect(await lent()).toEqual({ message: { program: 'highs', bytes }, handedOver: [bytes.buffer] });
  lendPrograms(() => Promise.reject(new Error('offline')));
  expect((await lent())?.message).toEqual({ program: 'highs', bytes: null });
});

it('lets idle workers go, the longest idle first, and starts them again when asked', async () => {
  const { runMethod } = await client();
  const run = (id: string) => void runMethod({ id, inputs: { n: 1 } });
  for (const id of ['a', 'b', 'c']) run(id);
  for (const staged of [...StagedWorker.all]) staged.done('done');
  expect(StagedWorker.all.map(({ terminated }) => terminated)).toEqual([true, false, false]);
  run('c');
  run('a');
  expect(StagedWorker.all.length).toBe(4);
  expect(worker(2).sent.length).toBe(2);
});
