// How long one more request would wait: those in line, times how often one is done. Knows nothing of what they ask.

export interface Line {
  /** Milliseconds that one who enters now would wait; 0 while only a few are in line. */
  wait(): number;
  /** Enters; the function given leaves. */
  enter(): () => void;
}

/** So few are no line: two browsers with six connections each, perhaps all waiting for the same first look. */
const FEW = 12;
/** Who has been in it longer waits for something of its own, a body or a lock, and stands in nobody's way. */
const IN_LINE_MS = 2_000;
/** Share of the newest pause between two that are done in the mean: about the last twenty count. */
const NEWEST = 0.1;

export function createLine(clock: () => number): Line {
  const entered = new Set<{ readonly at: number }>();
  let doneAt = 0;
  let pauseMs = 0;
  return {
    wait() {
      const since = clock() - IN_LINE_MS;
      for (const one of entered) {
        if (one.at >= since) break; // in the order in which they entered
        entered.delete(one);
      }
      return entered.size <= FEW ? 0 : entered.size * pauseMs;
    },
    enter() {
      const one = { at: clock() };
      entered.add(one);
      return () => {
        if (!entered.delete(one)) return;
        const now = clock();
        const pause = now - Math.max(doneAt, one.at);
        pauseMs += NEWEST * (pause - pauseMs);
        doneAt = now;
      };
    },
  };
}
