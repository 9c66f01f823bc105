// The work beside the page, over a worker that answers as the real one does: progress, cancelling, and a worker that fails.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { solvePuzzle } from '../../../web/sealed/puzzle.ts';

class FakeWorker extends EventTarget {
  static made: FakeWorker[] = [];
  readonly asked: unknown[] = [];
  ended = false;
  constructor() {
    super();
    FakeWorker.made.push(this);
  }
  postMessage(task: unknown) {
    this.asked.push(task);
  }
  answer(byte: number) {
    this.dispatchEvent(new MessageEvent('message', { data: new Uint8Array(8).fill(byte) }));
  }
  terminate() {
    this.ended = true;
  }
}
const worker = () => FakeWorker.made[0] as FakeWorker;

beforeEach(() => {
  FakeWorker.made = [];
  vi.stubGlobal('Worker', FakeWorker);
});
afterEach(() => {
  vi.unstubAllGlobals();
});

describe('the work', () => {
  it('says how far it is, and ends its worker with the last answer', async () => {
    const progress: number[] = [];
    const work = solvePuzzle('challenge', 14, 2, { onProgress: (solved) => progress.push(solved) });
    expect(worker().asked).toEqual([{ challenge: 'challenge', bits: 14, puzzles: 2 }]);
    worker().answer(1);
    expect([progress, worker().ended]).toEqual([[1], false]);
    worker().answer(2);
    expect(await work).toEqual({ challenge: 'challenge', answers: ['AQEBAQEBAQE', 'AgICAgICAgI'] });
    expect([progress, worker().ended]).toEqual([[1, 2], true]);
  });

  it('ends when it is cancelled, before it began as well', async () => {
    const stop = new AbortController();
    const work = solvePuzzle('challenge', 14, 2, { signal: stop.signal });
    stop.abort();
    await expect(work).rejects.toBe(stop.signal.reason);
    expect(worker().ended).toBe(true);
    await expect(solvePuzzle('challenge', 14, 2, { signal: stop.signal })).rejects.toBe(stop.signal.reason);
    expect(FakeWorker.made).toHaveLength(1);
  });

  it('is given up when the worker cannot be loaded', async () => {
    const work = solvePuzzle('challenge', 14, 2);
    worker().dispatchEvent(new Event('error'));
    await expect(work).rejects.toThrow('could not be done');
    expect(worker().ended).toBe(true);
  });
});
