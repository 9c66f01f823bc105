// CUSUM: hand cases, the exact run length, missing counts, the rule for one report, and the run lengths on its page.
import { describe, expect, it } from 'vitest';
import { type CusumResult, cusumMethod } from '../../../../geodata/analysis/warning/cusum.ts';
import { averageRunLength } from '../../../../geodata/analysis/warning/cusum_run_length.ts';
import { cusumBaselineLine, cusumLine, MEANS } from './measured_rates.ts';
import { measuredLines } from './null_series.ts';

const run = (inputs: Record<string, unknown>): CusumResult => cusumMethod.run(inputs) as CusumResult;

describe('cusum', () => {
  it('adds what exceeds k and alarms at h, by hand', () => {
    const result = run({ counts: [1, 2, 4, 0, 5, 1], inControlMean: 1, k: 1.5, h: 4 });
    expect(result.statistic).toEqual(Float64Array.of(0, 0.5, 3, 1.5, 5, 0));
    expect(result.alarm).toEqual([false, false, false, false, true, false]);
    // The largest count that does not alarm: h + k − S = 5.5, so 5; then 5, 2.5 → 2, and so on.
    expect(result.threshold).toEqual(Float64Array.of(5, 5, 4, 2, 3, 5));
    expect(
      run({ counts: [1, 2, 4, 0, 5, 1], inControlMean: 1, k: 1.5, h: 4, afterAlarm: 'continue' }).statistic[5],
    ).toBe(4.5);
  });

  it('alarms at a sum of exactly h', () => {
    expect(run({ counts: [4], inControlMean: 1, k: 1.5, h: 2.5 }).alarm).toEqual([true]);
    expect(run({ counts: [4], inControlMean: 1, k: 1.5, h: 2.6 }).alarm).toEqual([false]);
  });

  it('holds its sum over a missing period', () => {
    const result = run({ counts: [4, null, null, 3], inControlMean: 1, k: 1.5, h: 4 });
    expect(result.statistic).toEqual(Float64Array.of(2.5, 2.5, 2.5, 4));
    expect(result.alarm).toEqual([false, null, null, true]);
  });

  it('knows the run length at a mean of a million as the normal law does, without a step for each report', () => {
    // One state: the run ends with the first count above k, one standard deviation over the mean.
    const length = averageRunLength({ mean: 1e6, referenceSteps: 1_001_000, limitSteps: 1, step: 1 });
    expect(length).toBeCloseTo(1 / 0.158655, 1);
    expect(run({ counts: [1e6], inControlMean: 1e6 }).averageRunLength).toBeGreaterThan(100);
  });

  it('finds h for the asked run length, and no smaller one', () => {
    const { parameters, averageRunLength: length } = run({ counts: [3], inControlMean: 2, runLength: 250 });
    const { k, h } = parameters as { k: number; h: number };
    expect(length).toBeGreaterThanOrEqual(250);
    const smaller = run({ counts: [3], inControlMean: 2, k, h: h - 0.25 }).averageRunLength as number;
    expect(smaller).toBeLessThan(250);
    expect(run({ counts: [3], inControlMean: 2, k, h }).averageRunLength).toBeCloseTo(length as number, 9);
  });

  it('has an exact run length: 1/P(Y ≥ 2) where two reports alarm at once and fewer leave nothing', () => {
    const alarm = 1 - Math.exp(-1) * 2;
    // k = 1, h = 1: S is 0 after 0 or 1 report, and 2 reports reach h.
    expect(averageRunLength({ mean: 1, referenceSteps: 1, limitSteps: 1, step: 1 })).toBeCloseTo(1 / alarm, 12);
  });

  it('makes one report after silence a task and no alarm; a second one may alarm', () => {
    const result = run({ counts: [...new Array<number>(12).fill(0), 1, 0, 0, 3], h: 0.5 });
    expect([result.alarm[12], result.verify[12]]).toEqual([false, true]);
    expect([result.alarm[15], result.verify[15]]).toEqual([true, false]);
    const deviations = run({
      counts: [...new Array<number>(12).fill(0), 1],
      form: 'standardized',
      h: 0.5,
      minimumSd: 0.01,
    });
    expect([deviations.alarm[12], deviations.verify[12]]).toEqual([false, true]);
  });

  it('says what it needs where the series is short, unknown, or the run too long to reach', () => {
    expect(() => run({ counts: [1, 2, 3] })).toThrow(/too short/);
    expect(() => run({ counts: [...new Array(12).fill(null), 3] })).toThrow(/not known well enough/);
    expect(() => run({ counts: [1], inControlMean: 5, rise: 1.05, runLength: 1e6 })).toThrow(/No decision interval/);
  });
});

describe('the run lengths on the page of cusum', () => {
  const stated = measuredLines('warning/cusum.ts', 'mean');
  it.each(MEANS)('are those measured again at a mean of %s', (mean) => {
    expect(stated.get(mean)).toBe(cusumLine(mean));
    const poisson = Number(/poisson (\d+)/.exec(stated.get(mean) as string)?.[1]);
    expect(poisson).toBeGreaterThanOrEqual(95);
  });

  it('are far shorter than stated where the mean comes from few periods, as the page says', () => {
    const byBaseline = measuredLines('warning/cusum.ts', 'baseline');
    for (const baseline of [12, 26, 52]) expect(byBaseline.get(baseline)).toBe(cusumBaselineLine(baseline));
  });
});
