// Permutation p-values: never 0, exact on what can be counted by hand, and right about how often they cry wolf.
import { describe, expect, it } from 'vitest';
import { type giStar, giStarMethod } from '../../../../geodata/analysis/hotspot/gi_star.ts';
import { conditionalPermutation } from '../../../../geodata/analysis/hotspot/permutation_test.ts';
import { gridContiguity } from '../../../../geodata/analysis/hotspot/weights_contiguity.ts';
import { weightsFromLists } from '../../../../geodata/analysis/hotspot/weights_lists.ts';
import { randomNormal, seededRandom } from '../../../../geodata/analysis/random.ts';

const run = (inputs: Record<string, unknown>) => giStarMethod.run(inputs) as ReturnType<typeof giStar>;

describe('conditional permutation', () => {
  it('never gives 0: the least is 1/(R + 1)', () => {
    const values = Array.from({ length: 100 }, (_, i) => (i % 10 < 3 && i < 30 ? 1000 + i : i % 7));
    const p = run({ values, grid: { width: 10, height: 10 }, permutations: 99 }).p as Float64Array;
    expect(Math.min(...p)).toBe(0.01);
    expect(Math.max(...p)).toBeLessThanOrEqual(1);
  });

  it('comes near the share of all ways to deal the other values', () => {
    // Place 0 has two neighbors among five others: 10 pairs, all equally likely.
    const values = [4, 9, 7, 1, 2, 3];
    const { weights } = weightsFromLists(6, [[1, 2], [0], [0], [0], [0], [0]], undefined);
    const others = values.slice(1);
    const expected = (2 * others.reduce((a, b) => a + b)) / 5;
    let asFar = 0;
    for (let a = 0; a < 5; a++) {
      for (let b = a + 1; b < 5; b++) if (Math.abs(others[a]! + others[b]! - expected) >= 16 - expected) asFar++;
    }
    const { p, excess } = conditionalPermutation({
      values: Float64Array.from(values),
      weights,
      permutations: 20_000,
      seed: 1,
    });
    expect(excess[0]).toBeCloseTo(16 - expected, 12);
    expect(Math.abs(p[0]! - asFar / 10)).toBeLessThan(4 * Math.sqrt(0.25 / 20_000));
  });

  it('counts sums that are equal but added in another order as equal', () => {
    const values = Float64Array.from([0.1, 0.2, 0.3, 0.1, 0.2, 0.3, 0.1, 0.2, 0.3]);
    const lists = Array.from({ length: 9 }, (_, i) => [0, 1, 2, 3, 4, 5, 6, 7, 8].filter((j) => j !== i));
    const { weights } = weightsFromLists(9, lists, undefined);
    expect(Array.from(conditionalPermutation({ values, weights, permutations: 50, seed: 2 }).p)).toEqual(
      Array(9).fill(1),
    );
  });

  it('depends on its seed alone, and not on how the work is cut', () => {
    const weights = gridContiguity({ width: 8, height: 8, contiguity: 'queen' });
    const random = seededRandom(4);
    const values = Float64Array.from({ length: 64 }, () => random());
    const all = conditionalPermutation({ values, weights, permutations: 199, seed: 9 });
    const again = conditionalPermutation({ values, weights, permutations: 199, seed: 9 });
    const other = conditionalPermutation({ values, weights, permutations: 199, seed: 10 });
    expect(again.p).toEqual(all.p);
    expect(other.p).not.toEqual(all.p);
  });

  it('rejects no more than its level on 10,000 nulls of one place each, by R = 999', () => {
    const nulls = 10_000;
    const weights = gridContiguity({ width: 4, height: 4, contiguity: 'rook' });
    const counts = new Map([0.01, 0.05, 0.1].map((alpha) => [alpha, 0]));
    const values = new Float64Array(16);
    const random = seededRandom(20261);
    for (let seed = 1; seed <= nulls; seed++) {
      // Half the worlds smooth, half full of ties as counts are.
      for (let i = 0; i < 16; i++)
        values[i] = seed % 2 === 0 ? randomNormal(random) : Math.floor(-1.5 * Math.log(1 - random()));
      const { p } = conditionalPermutation({ values, weights, permutations: 999, seed, tested: Int32Array.of(5) });
      for (const [alpha, count] of counts) if ((p[5] as number) <= alpha) counts.set(alpha, count + 1);
    }
    for (const [alpha, count] of counts) {
      const error = Math.sqrt((alpha * (1 - alpha)) / nulls);
      expect(count / nulls, `level ${alpha}`).toBeLessThanOrEqual(alpha + 3 * error);
      // And it has power left: with ties it may be shy, but not mute.
      expect(count / nulls).toBeGreaterThan(alpha / 3);
    }
  });

  it('says when there are too few permutations for any single place to show', () => {
    const values = Array.from({ length: 100 }, (_, i) => i % 7);
    const warnings = (permutations: number): string =>
      run({ values, grid: { width: 10, height: 10 }, permutations }).warnings.join();
    expect(warnings(99)).toMatch(/ask for 1999/);
    expect(warnings(1999)).toBe('');
  });

  it('calls a place hot only where its neighbors lean the way its score does', () => {
    // One high place among low ones, itself enough to make z high: its neighbors are not unusual.
    const values = Array.from({ length: 49 }, (_, i) => (i === 24 ? 500 : i % 5));
    const result = run({ values, grid: { width: 7, height: 7 }, permutations: 999 });
    expect((result.z as Float64Array)[24]).toBeGreaterThan(1.9);
    expect(result.category[24]).toBe('not significant');
  });
});
