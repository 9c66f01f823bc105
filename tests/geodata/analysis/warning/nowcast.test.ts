// Nowcast: chain ladder by hand, the law of what is to come, what is not known, verdicts, and the rates on its page.
import { gammaln } from 'simple-statistics';
import { describe, expect, it } from 'vitest';
import { resultJson } from '../../../../geodata/analysis/method.ts';
import { type NowcastResult, nowcastMethod } from '../../../../geodata/analysis/warning/nowcast.ts';
import { stillToCome } from '../../../../geodata/analysis/warning/nowcast_kernel.ts';
import { nowcastLine, nowcastRates } from './measured_rates.ts';
import { measuredLines } from './null_series.ts';

const run = (inputs: Record<string, unknown>): NowcastResult => nowcastMethod.run(inputs) as NowcastResult;

/** `count` periods of the same delays, seen so that the last ones are not whole. */
function staircase(rows: readonly (readonly number[])[]): (number | null)[][] {
  return rows.map((row, t) => row.map((count, d) => (t + d < rows.length ? count : null)));
}

describe('nowcast', () => {
  it('is the chain ladder: 10 + 5 + 5 of 20, so half is there at once and three quarters after one delay', () => {
    const result = run({ triangle: staircase(new Array(8).fill([10, 5, 5])), maxDelay: 2 });
    expect(Array.from(result.arrived as Float64Array)).toEqual(
      [0.5, 0.75, 1].map((share) => expect.closeTo(share, 12)),
    );
    expect(result.observed).toEqual(Float64Array.of(20, 20, 20, 20, 20, 20, 15, 10));
    for (const expected of result.expected as Float64Array) expect(expected).toBeCloseTo(20, 10);
    expect(result.provisional).toEqual([...new Array(6).fill(false), true, true]);
    expect([result.lower[0], result.upper[0]]).toEqual([20, 20]);
    expect([result.verdict, result.dispersion]).toEqual(['no-clear-change', 1]);
  });

  it('sums the law of what is to come exactly', () => {
    const [n, a, b] = [7, 30, 12];
    const beta = (x: number, y: number): number => gammaln(x) + gammaln(y) - gammaln(x + y);
    const chance = (u: number): number =>
      Math.exp(gammaln(n + 0.5 + u) - gammaln(u + 1) - gammaln(n + 0.5) + beta(a + n + 0.5, b + u) - beta(a, b));
    const upTo = (most: number): number =>
      Array.from({ length: most + 1 }, (_, u) => chance(u)).reduce((s, p) => s + p, 0);
    expect(upTo(2000)).toBeCloseTo(1, 9);
    const [low, high] = stillToCome(n, a, b, [0.05, 0.95]);
    expect(upTo(low)).toBeGreaterThanOrEqual(0.05);
    expect(low === 0 || upTo(low - 1) < 0.05).toBe(true);
    expect(upTo(high)).toBeGreaterThanOrEqual(0.95);
    expect(upTo(high - 1)).toBeLessThan(0.95);
    const [, wide] = stillToCome(200_000, 500, 500, [0.025, 0.975]);
    expect(wide / 200_000).toBeGreaterThan(1.1);
    expect(wide / 200_000).toBeLessThan(1.3);
  });

  it('says null where a number follows a gap or nothing has arrived, and never 0', () => {
    const triangle = [...staircase(new Array(9).fill([6, 3, 1])).slice(0, 8), [null, null, null]];
    triangle[3] = [6, null, 1];
    const result = JSON.parse(resultJson(run({ triangle }))) as Record<string, unknown[]>;
    for (const field of ['observed', 'expected', 'lower', 'upper']) {
      expect([result[field]?.[3], result[field]?.[8]], field).toEqual([null, null]);
    }
    expect(result['warnings']?.[0]).toMatch(/2 of 9 periods/);
  });

  it('gives no expected count where no period was watched long enough, and says so', () => {
    const result = run({
      triangle: [
        [5, null],
        [4, null],
        [6, null],
      ],
      maxDelay: 1,
    });
    expect(result.expected).toEqual(new Float64Array(3).fill(Number.NaN));
    expect([result.verdict, result.change]).toEqual(['not-enough-data', null]);
    expect(result.warnings[0]).toMatch(/how many come late is not known/);
    expect(run({ triangle: new Array(20).fill([0, 0]) }).verdict).toBe('not-enough-data');
  });

  it('sees a fall behind the delay, and calls it lost reporting where reporting fell (do no harm)', () => {
    const rows = Array.from({ length: 30 }, (_, t) => (t < 26 ? [20, 10, 10] : [5, 2, 3]));
    const triangle = staircase(rows);
    expect(run({ triangle }).verdict).toBe('decline');
    expect(run({ triangle }).change?.upper).toBeLessThan(0.6);
    const open = rows.map(() => 1);
    expect(run({ triangle, reporting: open }).verdict).toBe('decline');
    expect(run({ triangle, reporting: open.map((share, t) => (t < 27 ? share : 0.5)) }).verdict).toBe('reporting-lost');
    expect(run({ triangle, reporting: open.map((share, t) => (t < 27 ? share : null)) }).verdict).toBe(
      'reporting-lost',
    );
    expect(
      run({ triangle: staircase(rows.toReversed().map((row, t) => (t < 26 ? [5, 2, 3] : row.map((c) => 4 * c)))) })
        .verdict,
    ).toBe('rise');
  });

  it('sees no fall where only the last reports have not come yet', () => {
    const result = run({ triangle: staircase(new Array(30).fill([2, 6, 8, 4])) });
    expect(Array.from((result.observed as Float64Array).slice(-3))).toEqual([16, 8, 2]);
    expect(result.verdict).toBe('no-clear-change');
    expect(result.change?.ratio).toBeCloseTo(1, 1);
  });

  it('has no upper limit, and does not run away, where the law of what is to come is too wide to be summed', () => {
    const late = run({ triangle: [...new Array(20).fill([0, 0, 1e7]), [5, 0, null]] });
    expect((late.lower as Float64Array)[20]).toBe(5);
    expect((late.upper as Float64Array)[20]).toBeNaN();
    const [low, high] = stillToCome(1e9, 40, 80, [0.025, 0.975]);
    expect([low, high]).toEqual([0, Number.NaN]);
    expect(stillToCome(5, 0.05, 3, [0.025, 0.975])[1]).toBeNaN();
  });

  it('refuses a row that is too long and a reporting column of another length', () => {
    expect(() => run({ triangle: [[1, 2, 3]], maxDelay: 1 })).toThrow(/too long/);
    expect(() => run({ triangle: [[1]], reporting: [1, 1] })).toThrow(/same length/);
    expect(run({ triangle: [[5]], maxDelay: 0 }).expected).toEqual(Float64Array.of(5));
  });
});

describe('the rates on the page of nowcast', () => {
  const stated = measuredLines('warning/nowcast.ts', 'mean');
  it.each([2, 10, 50])(
    'are those measured again at a mean of %s: a constant series declines no more often than stated',
    (mean) => {
      const rates = nowcastRates(mean);
      expect(stated.get(mean)).toBe(nowcastLine(rates));
      expect(rates.decline).toBeLessThanOrEqual(0.025);
      expect(rates.rise).toBeLessThanOrEqual(0.025);
      expect(rates.covered).toBeGreaterThanOrEqual(0.95);
    },
  );
});
