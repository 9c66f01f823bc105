// Watches whoever answers one call after the other: the call whose turn it is must be answered within its bound, counted
// from the answer before it. Knows no database and no thread.

export interface Watchdog {
  /** A call has been sent: it stands behind those sent before it. */
  sent(id: number, boundMilliseconds: number): void;
  answered(id: number): void;
  /** House-keeping stands before the calls and is nobody's fault: the time that it takes does not count. */
  pause(): void;
  resume(): void;
  stop(): void;
}

/** `expired` is told the call that held the others up; the calls are not watched any further. */
export function createWatchdog(expired: (id: number) => void): Watchdog {
  const bounds = new Map<number, number>();
  let timer: NodeJS.Timeout | undefined;
  let isPaused = false;
  const watch = (): void => {
    clearTimeout(timer);
    const [head] = bounds;
    if (head === undefined || isPaused || head[1] === Number.POSITIVE_INFINITY) return;
    timer = setTimeout(() => {
      bounds.clear();
      expired(head[0]);
    }, head[1]);
    timer.unref();
  };
  return {
    sent(id, boundMilliseconds) {
      bounds.set(id, boundMilliseconds);
      if (bounds.size === 1) watch();
    },
    answered(id) {
      bounds.delete(id);
      watch();
    },
    pause() {
      isPaused = true;
      watch();
    },
    resume() {
      isPaused = false;
      watch();
    },
    stop() {
      clearTimeout(timer);
      bounds.clear();
    },
  };
}
