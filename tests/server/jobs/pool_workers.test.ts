// Workers that are cancelled, killed or shared: the caller is told the truth, and the next task runs.
import { afterEach, expect, it } from 'vitest';
import {
  type AnalysisPool,
  createAnalysisPool,
  POOL_LIMITS,
  type PoolLimits,
} from '../../../server/jobs/analysis_pool.ts';

const file = new URL('../../support/test_worker.ts', import.meta.url);
let pool: AnalysisPool;
const open = (limits: Partial<PoolLimits> = {}): AnalysisPool => {
  pool = createAnalysisPool({ ...POOL_LIMITS, file, ...limits });
  return pool;
};
afterEach(() => pool.close());

/** A task that runs until its gate is opened, and says when it began. */
function gated(options: { owner?: string; background?: boolean; signal?: AbortSignal } = {}) {
  const gate = new Int32Array(new SharedArrayBuffer(4));
  const heard: number[] = [];
  let began: () => void;
  const started = new Promise<void>((resolve) => {
    began = resolve;
  });
  const done = pool.run(
    { id: 'gate', inputs: { gate } },
    { ...options, onStart: () => began(), onProgress: (share) => heard.push(share) },
  );
  done.catch(() => undefined);
  const open = () => {
    Atomics.store(gate, 0, 1);
    Atomics.notify(gate, 0);
    return done;
  };
  return { started, done, open, heard };
}

const textOf = (json: Uint8Array) => JSON.parse(new TextDecoder().decode(json));
const plain = { id: 'plain', inputs: {} };

it('passes progress on while it runs', async () => {
  open();
  const task = gated();
  await task.started;
  expect(textOf(await task.open())).toBe('gate');
  expect(task.heard).toEqual([0.25, 0.5]);
});

it('ends a run that is cancelled, and one that still waits, and runs the next', async () => {
  open({ workers: 1 });
  const [first, second] = [new AbortController(), new AbortController()];
  const running = gated({ signal: first.signal });
  await running.started;
  const waiting = pool.run(plain, { signal: second.signal });
  second.abort();
  await expect(waiting).rejects.toMatchObject({ code: 'cancelled' });
  first.abort();
  await expect(running.done).rejects.toMatchObject({ code: 'cancelled' });
  await expect(pool.run(plain, { signal: first.signal })).rejects.toMatchObject({ code: 'cancelled' });
  expect(textOf(await pool.run(plain))).toBe('plain');
});

it('tells of a worker that ended in the middle of a run, and the next task gets another', async () => {
  open({ workers: 1 });
  await expect(pool.run({ id: 'exit', inputs: {} })).rejects.toMatchObject({ code: 'worker_lost' });
  await expect(pool.run({ id: 'throw', inputs: {} })).rejects.toThrow('thrown outside');
  expect(textOf(await pool.run(plain))).toBe('plain');
});

it('keeps the place of a fault, which is not the worker’s end', async () => {
  open();
  await expect(pool.run({ id: 'fault', inputs: {} })).rejects.toMatchObject({
    stack: expect.stringContaining('somewhere.ts:1'),
  });
});

it('keeps one worker for those who wait at a screen, however many jobs there are', async () => {
  open();
  const jobs = [gated({ background: true }), gated({ background: true })];
  await jobs[0]!.started;
  expect(textOf(await pool.run(plain))).toBe('plain');
  await jobs[0]!.open();
  await jobs[1]!.started;
  expect(textOf(await jobs[1]!.open())).toBe('gate');
});

it('refuses a job when too many wait, and not a task at a screen', async () => {
  open({ backgroundWaiting: 1 });
  const [running, waiting] = [gated({ background: true }), gated({ background: true })];
  await running.started;
  expect(() => pool.demandPlace({ background: true })).toThrow(expect.objectContaining({ code: 'busy' }));
  await expect(pool.run(plain, { background: true })).rejects.toMatchObject({ code: 'busy' });
  expect(textOf(await pool.run(plain))).toBe('plain');
  await running.open();
  await waiting.open();
});

it('goes round among owners', async () => {
  open({ workers: 1 });
  const order: string[] = [];
  const first = gated({ owner: 'a' });
  await first.started;
  const run = (name: string) => pool.run(plain, { owner: name[0] ?? '', onStart: () => order.push(name) });
  const all = [run('a1'), run('a2'), run('a3'), run('b1'), run('b2'), run('c1')];
  await first.open();
  await Promise.all(all);
  expect(order).toEqual(['b1', 'c1', 'a1', 'b2', 'a2', 'a3']);
});

it('gives one owner one place at a screen at a time, so that the other stays for others', async () => {
  open();
  const ann = gated({ owner: 'ann' });
  await ann.started;
  const order: string[] = [];
  const again = pool.run(plain, { owner: 'ann', onStart: () => order.push('ann') });
  expect(pool.counts()).toMatchObject({ running: 1, waiting: 1 });
  expect(textOf(await pool.run(plain, { owner: 'bob', onStart: () => order.push('bob') }))).toBe('plain');
  expect(order).toEqual(['bob']);
  await ann.open();
  expect(textOf(await again)).toBe('plain');
  expect(pool.counts()).toEqual({ running: 0, waiting: 0, backgroundRunning: 0, backgroundWaiting: 0 });
});

it('hands typed arrays over instead of copying them', async () => {
  open();
  const column = Float64Array.from({ length: 1000 }, (_, i) => i);
  expect(textOf(await pool.run({ id: 'sum', inputs: { column } }))).toBe(499_500);
  expect(column.length).toBe(0);
});

it('ends everything when it closes, and takes nothing more', async () => {
  open({ workers: 1 });
  const running = gated();
  await running.started;
  const waiting = expect(pool.run(plain)).rejects.toMatchObject({ code: 'busy' });
  await pool.close();
  await waiting;
  await expect(running.done).rejects.toMatchObject({ code: 'busy' });
  await expect(pool.run(plain)).rejects.toMatchObject({ code: 'busy' });
});
