// Scores of accessibility over sparse costs: cumulative, two steps, three steps. It knows rows, columns and weights of bands; no
// minutes' names, no missing numbers (its caller gives them as 0).
import type { SparseCosts } from '../cost_matrix.ts';

export const ACCESSIBILITY_METHODS = ['cumulative', '2sfca', 'e2sfca', '3sfca'] as const;
export type AccessibilityKind = (typeof ACCESSIBILITY_METHODS)[number];

/** Weight `weights[b]` for costs above the band before and at most `bounds[b]`; 0 beyond the last. */
export interface Bands {
  readonly bounds: ArrayLike<number>;
  readonly weights: ArrayLike<number>;
}

export interface Scores {
  readonly scores: Float64Array;
  /** Supply per weighted person of each column; NaN where nobody with weight is within reach. */
  readonly ratio: Float64Array;
}

/** The scores of all rows; see accessibility.ts for the equations. Cost: O(entries · bands). */
export function accessibilityScores(of: {
  readonly costs: SparseCosts;
  readonly demand: Float64Array;
  readonly supply: Float64Array;
  readonly bands: Bands;
  readonly kind: AccessibilityKind;
}): Scores {
  const { costs, demand, supply, kind } = of;
  const weight = weightsOf(costs.cost, of.bands);
  if (kind === 'cumulative') {
    return { scores: sumByRow(costs, weight, supply), ratio: new Float64Array(supply.length).fill(Number.NaN) };
  }
  if (kind === '3sfca') shareAmongChoices(costs, weight);
  const people = sumByColumn(costs, weight, demand);
  const ratio = supply.map((units, j) => ((people[j] as number) > 0 ? units / (people[j] as number) : Number.NaN));
  return { scores: sumByRow(costs, weight, ratio), ratio };
}

function weightsOf(cost: Float64Array, { bounds, weights }: Bands): Float64Array {
  const last = bounds.length;
  const weight = new Float64Array(cost.length);
  for (let e = 0; e < cost.length; e++) {
    const minutes = cost[e] as number;
    let b = 0;
    while (b < last && minutes > (bounds[b] as number)) b++;
    if (b < last) weight[e] = weights[b] as number;
  }
  return weight;
}

/** w becomes w · w / Σ_k w: the weight times the probability of choosing that site (Wan, Zou & Sternberg 2012). */
function shareAmongChoices({ rows, start }: SparseCosts, weight: Float64Array): void {
  for (let i = 0; i < rows; i++) {
    let all = 0;
    for (let e = start[i] as number; e < (start[i + 1] as number); e++) all += weight[e] as number;
    if (all === 0) continue;
    for (let e = start[i] as number; e < (start[i + 1] as number); e++) {
      weight[e] = ((weight[e] as number) * (weight[e] as number)) / all;
    }
  }
}

/** Σ_i w_ij · demand_i, compensated (Neumaier 1974). */
function sumByColumn(
  { rows, columns, start, column }: SparseCosts,
  weight: Float64Array,
  demand: Float64Array,
): Float64Array {
  const sum = new Float64Array(columns);
  const lost = new Float64Array(columns);
  for (let i = 0; i < rows; i++) {
    const people = demand[i] as number;
    if (people === 0) continue;
    for (let e = start[i] as number; e < (start[i + 1] as number); e++) {
      const j = column[e] as number;
      const value = people * (weight[e] as number);
      const before = sum[j] as number;
      const next = before + value;
      lost[j] = (lost[j] as number) + (before >= value ? before - next + value : value - next + before);
      sum[j] = next;
    }
  }
  return sum.map((value, j) => value + (lost[j] as number));
}

/** Σ_j w_ij · value_j over columns that have a value, compensated. */
function sumByRow({ rows, start, column }: SparseCosts, weight: Float64Array, values: Float64Array): Float64Array {
  const sums = new Float64Array(rows);
  for (let i = 0; i < rows; i++) {
    let sum = 0;
    let lost = 0;
    for (let e = start[i] as number; e < (start[i + 1] as number); e++) {
      const part = values[column[e] as number] as number;
      if (Number.isNaN(part)) continue;
      const value = (weight[e] as number) * part;
      const next = sum + value;
      lost += sum >= value ? sum - next + value : value - next + sum;
      sum = next;
    }
    sums[i] = sum + lost;
  }
  return sums;
}
