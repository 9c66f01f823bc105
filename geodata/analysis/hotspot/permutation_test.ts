// Conditional permutation of neighbors: how often values dealt out at random to a place's neighbors, its own value kept, would
// give a sum as far from the expected one as the sum seen. It knows values and weights, no statistic in particular.
import { seededRandom } from '../random.ts';
import type { SpatialWeights } from './spatial_weights.ts';

/** Entries of drawn indices kept at a time. */
const DRAWN_AT_ONCE = 4_000_000;
/** Sums that differ by less than this share of their size are equal: they are added in different orders. */
const EQUAL_SHARE = 1e-11;

export interface PermutationOutcome {
  /** (r + 1)/(R + 1), r the number of permutations at least as far from the expected sum, on either side; NaN for places not tested. */
  readonly p: Float64Array;
  /** Sum seen minus expected sum: its sign tells high from low. */
  readonly excess: Float64Array;
}

/**
 * For each place i of `tested` (all by default): T = Σ w x over its neighbors, compared with R sums over as many values drawn
 * without replacement from all places but i (Anselin 1995; two-sided by |T − E T|, E T = W·mean of the others). One set of
 * draws serves all places: each p-value is valid by itself, and together they are as dependent as neighbors are anyway.
 */
export function conditionalPermutation(of: {
  readonly values: Float64Array;
  readonly weights: SpatialWeights;
  readonly permutations: number;
  readonly seed: number;
  readonly tested?: Int32Array;
  readonly progress?: (share: number) => void;
}): PermutationOutcome {
  const { values, weights, permutations, seed, progress } = of;
  const { start, neighbor, weight } = weights;
  const n = values.length;
  const tested = of.tested ?? Int32Array.from({ length: n }, (_, i) => i);
  let sumOfAll = 0;
  for (let i = 0; i < n; i++) sumOfAll += values[i] as number;
  const mean = n === 0 ? 0 : sumOfAll / n;
  const centered = values.map((value) => value - mean);
  const excess = new Float64Array(n).fill(Number.NaN);
  const limit = new Float64Array(n);
  const expected = new Float64Array(n);
  let widest = 0;
  for (const i of tested) {
    const from = start[i] as number;
    const to = start[i + 1] as number;
    if (to === from || n < 3) continue;
    let sum = 0;
    let total = 0;
    let size = 0;
    for (let e = from; e < to; e++) {
      const term = (weight === null ? 1 : (weight[e] as number)) * (centered[neighbor[e] as number] as number);
      sum += term;
      size += Math.abs(term);
      total += weight === null ? 1 : (weight[e] as number);
    }
    expected[i] = (total * -(centered[i] as number)) / (n - 1);
    excess[i] = sum - (expected[i] as number);
    limit[i] = Math.abs(excess[i] as number) - EQUAL_SHARE * (size + Math.abs(expected[i] as number));
    widest = Math.max(widest, to - from);
  }
  const asFar = new Int32Array(n);
  const rounds = Math.max(1, Math.min(permutations, Math.floor(DRAWN_AT_ONCE / Math.max(1, widest))));
  const draw = dealer(n - 1, widest, seed);
  const drawn = new Int32Array(rounds * widest);
  for (let done = 0; done < permutations && widest > 0; done += rounds) {
    const now = Math.min(rounds, permutations - done);
    for (let r = 0; r < now; r++) draw(drawn, r * widest);
    for (const i of tested) {
      if (!Number.isNaN(excess[i] as number)) {
        asFar[i] = (asFar[i] as number) + countAsFar({ i, now, widest, drawn, centered, weights, expected, limit });
      }
    }
    progress?.((done + now) / permutations);
  }
  const p = excess.map((seen, i) => (Number.isNaN(seen) ? seen : ((asFar[i] as number) + 1) / (permutations + 1)));
  return { p, excess };
}

function countAsFar(of: {
  readonly i: number;
  readonly now: number;
  readonly widest: number;
  readonly drawn: Int32Array;
  readonly centered: Float64Array;
  readonly weights: SpatialWeights;
  readonly expected: Float64Array;
  readonly limit: Float64Array;
}): number {
  const { i, now, widest, drawn, centered, weights } = of;
  const from = weights.start[i] as number;
  const width = (weights.start[i + 1] as number) - from;
  const { weight } = weights;
  const expected = of.expected[i] as number;
  const limit = of.limit[i] as number;
  let asFar = 0;
  for (let r = 0; r < now; r++) {
    const first = r * widest;
    let sum = 0;
    // Draws are from n − 1 places: those from i on stand for the place after.
    if (weight === null) {
      for (let e = first; e < first + width; e++) {
        const at = drawn[e] as number;
        sum += centered[at >= i ? at + 1 : at] as number;
      }
    } else {
      for (let e = 0; e < width; e++) {
        const at = drawn[first + e] as number;
        sum += (weight[from + e] as number) * (centered[at >= i ? at + 1 : at] as number);
      }
    }
    if (Math.abs(sum - expected) >= limit) asFar++;
  }
  return asFar;
}

/** Places with a value from which on the normal distribution serves. */
const FEW_PLACES = 30;

/** A warning where the normal distribution is rough, or so few permutations that even the least p would not outlast its adjustment alone. */
export function permutationWarnings(of: {
  readonly places: number;
  readonly tested: number;
  readonly permutations: number;
  readonly alpha: number;
}): string[] {
  const { places, tested, permutations, alpha } = of;
  if (permutations === 0 && places < FEW_PLACES) {
    return [
      'Fewer than 30 places have a value: probabilities from the normal distribution are rough; ask for permutations.',
    ];
  }
  if (permutations === 0 || tested <= alpha * (permutations + 1)) return [];
  const enough = Math.ceil(tested / alpha) - 1;
  return [
    `With ${permutations} permutations no single place of ${tested} can be significant after adjustment: ask for ${enough}, or read p.`,
  ];
}

/** Writes `width` different indices below `bound`: the head of a shuffle that goes on from where the last one stopped. */
function dealer(bound: number, width: number, seed: number): (into: Int32Array, at: number) => void {
  const random = seededRandom(seed);
  const deck = Int32Array.from({ length: Math.max(0, bound) }, (_, i) => i);
  return (into, at) => {
    for (let e = 0; e < width; e++) {
      const other = e + Math.floor(random() * (bound - e));
      const item = deck[other] as number;
      deck[other] = deck[e] as number;
      deck[e] = item;
      into[at + e] = item;
    }
  };
}
