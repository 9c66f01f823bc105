// How reports trickle in: the delay distribution of a reporting triangle and how well it is known. Typed arrays; it knows no
// schema. Invariant: a row counts for a delay only as far as its leading known entries go.

export interface Triangle {
  readonly periods: number;
  /** maxDelay + 1 delays. */
  readonly width: number;
  /** Reports of period t that arrived with delay d at t × width + d; NaN = not yet observable, or not known. */
  readonly counts: Float64Array;
}

export interface DelayTable {
  /** Leading known delays of each row; 0 where a number follows a gap, since such a row has no known total. */
  readonly known: Int32Array;
  /** Reports so far. */
  readonly reported: Float64Array;
  /** Share of a period's reports that have arrived after k delays, k = 0 … width: chain ladder, then mean and variance. */
  readonly ladder: Float64Array;
  readonly mean: Float64Array;
  readonly variance: Float64Array;
  /** Pearson dispersion of the triangle about the chain ladder, at least 1. */
  readonly dispersion: number;
  /** Correlation of delays within a period, from the dispersion: reports that come in batches. */
  readonly clustering: number;
}

export function delayTable({ periods, width, counts }: Triangle): DelayTable {
  const known = new Int32Array(periods);
  const reported = new Float64Array(periods);
  for (let t = 0; t < periods; t++) {
    let k = 0;
    while (k < width && !Number.isNaN(counts[t * width + k] as number)) {
      reported[t] = (reported[t] as number) + (counts[t * width + k] as number);
      k++;
    }
    let gap = false;
    for (let d = k; d < width; d++) if (!Number.isNaN(counts[t * width + d] as number)) gap = true;
    known[t] = gap ? 0 : k;
    if (gap) reported[t] = Number.NaN;
  }
  const { late, early } = latecomers({ periods, width, counts }, known);
  const ladder = new Float64Array(width + 1).fill(1);
  const mean = new Float64Array(width + 1).fill(1);
  const square = new Float64Array(width + 1).fill(1);
  for (let d = width - 1; d >= 1; d--) {
    const [a, b] = [late[d] as number, early[d] as number];
    // One report's worth of prior knowledge, spread evenly over the delays (a Dirichlet distribution, broken from its end).
    const prior = 1 / width;
    const total = a + b + prior * (d + 1);
    const stay = (b + prior * d) / total;
    ladder[d] = (ladder[d + 1] as number) * (a + b > 0 ? b / (a + b) : Number.NaN);
    mean[d] = (mean[d + 1] as number) * stay;
    square[d] = (square[d + 1] as number) * stay * ((b + prior * d + 1) / (total + 1));
  }
  [ladder[0], mean[0]] = [0, 0];
  const variance = square.map((value, k) => Math.max(0, value - (mean[k] as number) ** 2));
  return { known, reported, ladder, mean, variance, ...scatter({ periods, width, counts }, known, reported, ladder) };
}

/** Per delay d, over rows known that far: reports with delay d, and reports with less. */
function latecomers(
  { periods, width, counts }: Triangle,
  known: Int32Array,
): { late: Float64Array; early: Float64Array } {
  const late = new Float64Array(width);
  const early = new Float64Array(width);
  for (let t = 0; t < periods; t++) {
    let sum = 0;
    for (let d = 0; d < (known[t] as number); d++) {
      const count = counts[t * width + d] as number;
      late[d] = (late[d] as number) + count;
      early[d] = (early[d] as number) + sum;
      sum += count;
    }
  }
  return { late, early };
}

/** With fewer reports per period than this, scatter about expected fractions of a report says nothing. */
const LEAST_MEAN = 2;

function scatter(
  { periods, width, counts }: Triangle,
  known: Int32Array,
  reported: Float64Array,
  ladder: Float64Array,
): { dispersion: number; clustering: number } {
  let [sum, entries, rows, all] = [0, 0, 0, 0];
  for (let t = 0; t < periods; t++) {
    const k = known[t] as number;
    const total = (reported[t] as number) / (ladder[k] as number);
    if (k === 0 || !(total > 0)) continue;
    rows++;
    all += total;
    for (let d = 0; d < k; d++) {
      const expected = total * ((ladder[d + 1] as number) - (ladder[d] as number));
      if (!(expected > 0)) continue;
      entries++;
      sum += ((counts[t * width + d] as number) - expected) ** 2 / expected;
    }
  }
  const freedom = entries - rows - (width - 1);
  const mean =
    all /
    Math.max(
      1,
      known.reduce((count, k) => count + (k > 0 ? 1 : 0), 0),
    );
  if (!(freedom > 0 && mean > LEAST_MEAN)) return { dispersion: 1, clustering: 0 };
  const dispersion = Math.max(1, sum / freedom);
  return { dispersion, clustering: Math.min(0.5, (dispersion - 1) / (mean - 1)) };
}
