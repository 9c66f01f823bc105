// A change cut into the parts that its causes have in it: Shapley's shares where every combination of causes is known, else
// the steps of one chain. It knows values of combinations, no indicator. The terms sum to the total.

/** Combinations as bits: bit i set = factor i is as it is afterwards. */
export type CombinationValues = ReadonlyMap<number, number>;

export interface ChangeTerm {
  /** Part of the change. */
  readonly change: number;
  /** What the factor does alone at the start, and last of all; null where that combination is not known. */
  readonly alone: number | null;
  readonly last: number | null;
}

export interface ChangeTerms {
  readonly way: 'shapley' | 'sequential';
  readonly terms: readonly ChangeTerm[];
  readonly total: number;
}

/** null where the values are neither all combinations nor one chain from none to all. */
export function changeTerms(values: CombinationValues, factors: number): ChangeTerms | null {
  const all = 2 ** factors - 1;
  const [start, end] = [values.get(0), values.get(all)];
  if (start === undefined || end === undefined) return null;
  const changes = values.size === 2 ** factors ? shapley(values, factors) : chain(values, factors);
  if (changes === null) return null;
  const total = end - start;
  settle(changes, total);
  const gap = (to: number, from: number): number | null => {
    const [upper, lower] = [values.get(to), values.get(from)];
    return upper === undefined || lower === undefined ? null : upper - lower;
  };
  return {
    way: values.size === 2 ** factors ? 'shapley' : 'sequential',
    terms: changes.map((change, i) => ({ change, alone: gap(2 ** i, 0), last: gap(all, all - 2 ** i) })),
    total,
  };
}

/** Mean of what a factor adds, over all orders in which the factors may change (Shapley 1953, doi:10.1515/9781400881970-018). */
function shapley(values: CombinationValues, factors: number): number[] {
  const weight = (size: number): number => 1 / (factors * choose(factors - 1, size));
  return Array.from({ length: factors }, (_, i) => {
    let sum = 0;
    for (const [combination, value] of values) {
      const size = bits(combination);
      const has = (combination >> i) & 1;
      sum += has ? weight(size - 1) * value : -weight(size) * value;
    }
    return sum;
  });
}

function chain(values: CombinationValues, factors: number): number[] | null {
  const steps = [...values.keys()].sort((a, b) => bits(a) - bits(b));
  if (steps.length !== factors + 1) return null;
  const changes = new Array<number>(factors).fill(0);
  for (let at = 1; at < steps.length; at++) {
    const [before, after] = [steps[at - 1] as number, steps[at] as number];
    const added = after & ~before;
    if ((before & ~after) !== 0 || bits(added) !== 1) return null;
    changes[Math.log2(added)] = (values.get(after) as number) - (values.get(before) as number);
  }
  return changes;
}

/** What rounding leaves goes to the largest term, so that the terms sum to the total. */
function settle(changes: number[], total: number): void {
  for (let round = 0; round < 3; round++) {
    const left = total - changes.reduce((sum, change) => sum + change, 0);
    if (left === 0) return;
    const largest = changes.reduce(
      (best, change, i) => (Math.abs(change) > Math.abs(changes[best] as number) ? i : best),
      0,
    );
    changes[largest] = (changes[largest] as number) + left;
  }
}

const bits = (combination: number): number => {
  let count = 0;
  for (let rest = combination; rest > 0; rest >>= 1) count += rest & 1;
  return count;
};

function choose(n: number, k: number): number {
  let value = 1;
  for (let i = 1; i <= k; i++) value = (value * (n - k + i)) / i;
  return value;
}
