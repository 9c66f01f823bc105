// A time limit that an input states, and how much of it is left. It knows nothing of what the time is spent on.
import type { Surroundings } from '../method.ts';

export interface Deadline {
  /** Seconds left, 0 when time is up. */
  readonly left: () => number;
  readonly surroundings: Surroundings;
}

/** Whoever asks how much time is left is at work, and says so by asking: progress is the share of the time that is spent. */
export function deadline(surroundings: Surroundings, seconds: number): Deadline {
  const end = surroundings.clock() + 1000 * seconds;
  return {
    surroundings,
    left: () => {
      const left = Math.max(0, (end - surroundings.clock()) / 1000);
      surroundings.progress(1 - left / seconds);
      return left;
    },
  };
}

/** Below this a share would end before a small problem is solved. */
const LEAST_SECONDS = 2;

/** A share of the time that is left, though not less than two seconds (or `least`) of it. */
export function shareOf({ surroundings, left }: Deadline, share: number, least = LEAST_SECONDS): Deadline {
  const kept = Math.max(0, left() - Math.max(least, share * left()));
  return { surroundings, left: () => Math.max(0, left() - kept) };
}

/** What a search found and what it proved, before names are put to it. */
export interface SitingAnswer {
  /** Open sites, ascending. */
  readonly sites: Int32Array;
  /** What no plan can beat: a lower bound when minimizing, an upper bound when maximizing. */
  readonly bound: number;
  readonly proved: boolean;
  readonly stoppedBy: 'time' | null;
}
