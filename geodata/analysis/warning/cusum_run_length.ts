// How long a Poisson CUSUM runs without an alarm when nothing changed, by the Markov chain of Brook & Evans (1972,
// doi:10.1093/biomet/59.3.539). Exact on a lattice: k and h are multiples of one step that divides 1. It knows no series.
import { gammaln } from 'simple-statistics';

/** The reference value of Lucas (1985, doi:10.1080/00401706.1985.10488030) between a mean and the mean to be found. */
export const lucasReference = (mean: number, rise: number): number => ((rise - 1) * mean) / Math.log(rise);

/** The step that k is rounded to: about 5 % of a small k, whole reports for a large one, so that the chain stays short. */
export const latticeStep = (reference: number): number => (reference < 1 ? 1 / 20 : reference < 10 ? 1 / 4 : 1);

/**
 * Mean number of periods to the first alarm (S ≥ h), from S = 0, at Poisson mean `mean`. States are S = 0, 1, … h − 1 steps;
 * (I − R) L = 1 is solved by elimination. `reference` and `limit` in steps of `step` reports.
 */
export function averageRunLength(of: {
  readonly mean: number;
  readonly referenceSteps: number;
  readonly limitSteps: number;
  readonly step: number;
}): number {
  const { mean, referenceSteps, limitSteps: states, step } = of;
  const perReport = Math.round(1 / step);
  const most = Math.ceil((states + referenceSteps) / perReport) + 1;
  const { first, last, probability, atMost } = poissonAround(mean, most);
  const width = states + 1;
  const rows = new Float64Array(states * width);
  for (let from = 0; from < states; from++) {
    rows[from * width + from] = 1;
    rows[from * width + states] = 1;
    // As many reports or fewer lead back to S = 0, however many they are: one sum instead of a step for each.
    const idle = Math.floor((referenceSteps - from) / perReport);
    if (idle >= first) {
      rows[from * width] = (rows[from * width] as number) - (atMost[Math.min(idle, last) - first] as number);
    }
    for (let y = Math.max(idle + 1, first); y <= last; y++) {
      const to = from + y * perReport - referenceSteps;
      if (to >= states) break;
      rows[from * width + to] = (rows[from * width + to] as number) - (probability[y - first] as number);
    }
  }
  return solveFirst(rows, states);
}

/** Beyond so many standard deviations from a large mean no double can tell a Poisson probability from 0. */
const FAR = 40;

/** Poisson probabilities of `first` to `last` reports, and of at most so many; those left out are 0. */
function poissonAround(mean: number, most: number) {
  const far = FAR * Math.sqrt(mean);
  const first = Math.min(most, Math.max(0, Math.floor(mean - far)));
  const last = Math.max(first, Math.min(most, Math.ceil(mean + far + FAR)));
  const probability = new Float64Array(last - first + 1);
  const atMost = new Float64Array(last - first + 1);
  let sum = 0;
  for (let y = first; y <= last; y++) {
    probability[y - first] = Math.exp(y * Math.log(mean) - mean - gammaln(y + 1));
    sum += probability[y - first] as number;
    atMost[y - first] = sum;
  }
  return { first, last, probability, atMost };
}

/** Chances of an alarm below this are rounding: such a run is as good as endless. */
const ROUNDING = 1e-12;

/** First unknown of a system whose matrix is I − R with rows of R summing to at most 1: elimination from below, no pivots needed. */
function solveFirst(rows: Float64Array, size: number): number {
  const width = size + 1;
  for (let pivot = size - 1; pivot > 0; pivot--) {
    const diagonal = rows[pivot * width + pivot] as number;
    if (!(diagonal > ROUNDING)) return Number.POSITIVE_INFINITY;
    for (let row = 0; row < pivot; row++) {
      const factor = (rows[row * width + pivot] as number) / diagonal;
      if (factor === 0) continue;
      for (let column = 0; column < pivot; column++) {
        rows[row * width + column] =
          (rows[row * width + column] as number) - factor * (rows[pivot * width + column] as number);
      }
      rows[row * width + size] = (rows[row * width + size] as number) - factor * (rows[pivot * width + size] as number);
    }
  }
  const left = rows[0] as number;
  return left > ROUNDING ? (rows[size] as number) / left : Number.POSITIVE_INFINITY;
}

const MOST_STATES = 400;

/** The smallest limit, in steps, whose run length is at least `runLength`; null where 400 steps do not suffice. */
export function limitForRunLength(of: {
  readonly mean: number;
  readonly referenceSteps: number;
  readonly step: number;
  readonly runLength: number;
}): number | null {
  const enough = (limitSteps: number): boolean => averageRunLength({ ...of, limitSteps }) >= of.runLength;
  if (!enough(MOST_STATES)) return null;
  let [low, high] = [0, MOST_STATES];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (enough(middle)) high = middle;
    else low = middle;
  }
  return high;
}
