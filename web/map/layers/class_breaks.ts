// Class breaks for counts and people: few classes, whole numbers, no empty class. Pure.

/** Lower bounds of the classes, ascending: a value belongs to the last bound that is ≤ it. */
export type Breaks = readonly number[];

/**
 * Quantile breaks of positive whole numbers, at most `classes`, equal values never parted.
 * The lowest bound is the smallest value; fewer classes come out where the values are few.
 */
export function quantileBreaks(values: readonly number[], classes: number): Breaks {
  const sorted = values.filter((value) => value > 0).sort((a, b) => a - b);
  const breaks: number[] = [];
  for (let k = 0; k < classes; k++) {
    const bound = sorted[Math.floor((k * sorted.length) / classes)];
    if (bound !== undefined && bound > (breaks[breaks.length - 1] ?? 0)) breaks.push(bound);
  }
  // Counts pile up at the lowest values; what the quantiles could not part is parted by doubling.
  let top = breaks[breaks.length - 1];
  const largest = sorted[sorted.length - 1] ?? 0;
  while (top !== undefined && breaks.length < classes && top * 2 <= largest) {
    top *= 2;
    breaks.push(top);
  }
  return breaks;
}

/** Bounds rounded to one significant digit, for people: 1, 2,000, 10,000 … */
export function roundedBreaks(values: readonly number[], classes: number): Breaks {
  const rounded = quantileBreaks(values, classes).map((bound, index) => (index === 0 ? 1 : oneDigit(bound)));
  return rounded.filter((bound, index) => index === 0 || bound > (rounded[index - 1] ?? 0));
}

function oneDigit(value: number): number {
  const unit = 10 ** Math.floor(Math.log10(value));
  return Math.max(1, Math.round(value / unit) * unit);
}

/** Class of a value, −1 when it is below the first bound. */
export function classOf(breaks: Breaks, value: number): number {
  let found = -1;
  for (const bound of breaks) {
    if (value < bound) break;
    found++;
  }
  return found;
}

/** Spreads few classes over a whole ramp, so that one class is not the palest color. */
export function rampColors(ramp: readonly string[], count: number): string[] {
  return Array.from({ length: count }, (_, index) => {
    const at = count === 1 ? Math.floor(ramp.length / 2) : Math.round((index * (ramp.length - 1)) / (count - 1));
    return ramp[at] ?? '';
  });
}
