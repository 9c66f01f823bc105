// Whose turn it is, and for how long: the clock of the watchdog over calls that are answered one after the other.
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createWatchdog } from '../../../server/db/watchdog.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('names the call that is not answered within its bound', () => {
  const expired: number[] = [];
  const watchdog = createWatchdog((id) => expired.push(id));
  watchdog.sent(1, 100);
  vi.advanceTimersByTime(99);
  expect(expired).toEqual([]);
  vi.advanceTimersByTime(1);
  expect(expired).toEqual([1]);
});

it('counts from the answer before, not from when a call was sent', () => {
  const expired: number[] = [];
  const watchdog = createWatchdog((id) => expired.push(id));
  watchdog.sent(1, 1000);
  watchdog.sent(2, 100);
  vi.advanceTimersByTime(900);
  watchdog.answered(1);
  vi.advanceTimersByTime(99);
  watchdog.answered(2);
  vi.advanceTimersByTime(10_000);
  expect(expired).toEqual([]);
});

it('leaves a call without a bound alone, and watches the one behind it', () => {
  const expired: number[] = [];
  const watchdog = createWatchdog((id) => expired.push(id));
  watchdog.sent(1, Number.POSITIVE_INFINITY);
  watchdog.sent(2, 100);
  vi.advanceTimersByTime(1_000_000);
  expect(expired).toEqual([]);
  watchdog.answered(1);
  vi.advanceTimersByTime(100);
  expect(expired).toEqual([2]);
});

it('does not count house-keeping that stands before the call', () => {
  const expired: number[] = [];
  const watchdog = createWatchdog((id) => expired.push(id));
  watchdog.sent(1, 100);
  watchdog.pause();
  vi.advanceTimersByTime(10_000);
  watchdog.resume();
  vi.advanceTimersByTime(99);
  expect(expired).toEqual([]);
  vi.advanceTimersByTime(1);
  expect(expired).toEqual([1]);
});
