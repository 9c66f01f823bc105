// The windows of time that a scan looks into, and the sweep that visits each of them by adding one period at a time. It knows
// period numbers, no places and no dates.

/** Periods 0 … periods − 1; a window covers at least one and at most `longest` of them, whole ones. */
export interface Windows {
  readonly periods: number;
  readonly longest: number;
  /** Only windows that reach the last period. */
  readonly prospective: boolean;
}

/** A purely spatial scan: one period, one window. */
export const ONE_WINDOW: Windows = { periods: 1, longest: 1, prospective: false };

export interface WindowVisitor {
  /** A new sweep starts: nothing is counted. */
  readonly begin: () => void;
  /** One more period belongs to the window. */
  readonly add: (period: number) => void;
  /** The window from period `first` to `last` (inclusive) is complete. */
  readonly visit: (first: number, last: number) => void;
}

export function windowCount({ periods, longest, prospective }: Windows): number {
  return prospective ? longest : longest * periods - (longest * (longest - 1)) / 2;
}

/** Visits every window: those that reach the end growing backward, all others growing forward from each start. */
export function sweepWindows(windows: Windows, visitor: WindowVisitor): void {
  const { periods, longest, prospective } = windows;
  if (prospective) {
    visitor.begin();
    for (let first = periods - 1; first >= periods - longest; first--) {
      visitor.add(first);
      visitor.visit(first, periods - 1);
    }
    return;
  }
  for (let first = 0; first < periods; first++) {
    visitor.begin();
    for (let last = first; last < Math.min(periods, first + longest); last++) {
      visitor.add(last);
      visitor.visit(first, last);
    }
  }
}
