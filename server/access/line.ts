// How long one more request would wait: those in line, times how often one is done. Knows nothing of what they ask.

export interface Line {
  /** Milliseconds that one who enters now would wait; 0 while only a few are in line. */
  wait(): number;
  /** Enters; the function given leaves. */
  enter(): () => void;
}

/** So few are no line: two browsers with six connections each, perhaps all waiting for the same first look. */
const FEW = 12;
/** Who has been in it longer waits for something of its own, as for a lock, and stands in nobody's way. */
const IN_LINE_MS = 2_000;
/** Share of the newest pause between two that are done in the mean: about the last twenty count. */
const NEWEST = 0.1;

export function createLine(clock: () => number): Line {
  const entered = new Set<{ readonly at: number }>();
  /** When the last one was done, or the line began. */
  let since = 0;
  let pauseMs = 0;
  return {
    wait() {
      const now = clock();
      for (const one of entered) {
        const waited = now - one.at; // the first to enter comes first
        if (waited > IN_LINE_MS) entered.delete(one);
        // Where some are quick and others slow, the mean flatters: how long the first has waited does not.
        else return entered.size <= FEW ? 0 : Math.max(entered.size * pauseMs, waited);
      }
      return 0;
    },
    enter() {
      const one = { at: clock() };
      if (entered.size === 0) since = one.at;
      entered.add(one);
      return () => {
        if (!entered.delete(one)) return;
        const now = clock();
        pauseMs += NEWEST * (now - since - pauseMs);
        since = now;
      };
    },
  };
}
